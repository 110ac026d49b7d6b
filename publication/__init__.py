"""What is public, and since when: the gate, the release rows and their runner, references, published versions.

A foundation: imports nothing of ours. Rooms above fill its registries (`grants`, `surfaces`, `canaries`,
`readiness`, `blockers`, `vetoes`) when their app starts.
"""
