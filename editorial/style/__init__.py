"""The style book as the machine keeps it: what it finds in a page or a fact, why, and how it is mended.

`findings_for(thing)` is all that others need; `panels.StyleFindings` shows it.
"""

from .findings import Finding, findings_for

__all__ = ["Finding", "findings_for"]
