"""What the audit has found, and what it has looked at."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Leak:
    field: str
    state: str
    surface: str
    role: str
    address: str
    what: str = "shown"

    def __str__(self):
        return f"LEAK {self.field} of {self.state} | {self.surface} | {self.role} | {self.address} | {self.what}"


@dataclass(frozen=True)
class Fault:
    """Not a leak, but a reason why the absence of leaks proves nothing."""

    surface: str
    role: str
    address: str
    what: str

    def __str__(self):
        return f"BLIND {self.surface} | {self.role} | {self.address} | {self.what}"


@dataclass
class Report:
    leaks: dict = field(default_factory=dict)
    faults: dict = field(default_factory=dict)
    allowed: dict = field(default_factory=dict)
    #: (surface, role, state of a canary) that were looked at.
    cells: set = field(default_factory=set)
    surfaces: set = field(default_factory=set)
    #: Patterns of the address map that some visit has reached.
    routes: set = field(default_factory=set)
    addresses: int = 0

    def leak(self, token, surface, role, address, what="shown"):
        leak = Leak(token.field, str(token.canary), surface.name, role, address, what)
        self.leaks.setdefault(leak, None)

    def fault(self, surface, role, address, what):
        self.faults.setdefault(Fault(surface.name, role, address, what), None)

    def allow(self, token, surface, reason):
        key = (surface.name, reason)
        self.allowed.setdefault(key, set()).add(f"{token.field} of {token.canary}")

    def covered(self, surface, role, states):
        self.surfaces.add(surface.name)
        self.cells.update((surface.name, role, state) for state in states)

    @property
    def passed(self):
        return not self.leaks and not self.faults

    def lines(self, verbose=False):
        if verbose:
            yield from (" | ".join(cell) for cell in sorted(self.cells))
        for (surface, reason), finds in self.allowed.items():
            yield f"allowed on {surface}: {len(finds)} finds, because {reason}"
        yield from map(str, self.leaks)
        yield from map(str, self.faults)
        blind = f", {len(self.faults)} blind spots" if self.faults else ""
        yield f"{len(self.surfaces)} surfaces, {len(self.cells)} cells, {len(self.leaks)} leaks{blind}"
