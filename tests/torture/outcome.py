"""What a run came to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Counts of what was done, and five lists that must be empty."""

    visits: int = 0
    photos: int = 0
    shared: int = 0
    """assignments that both phones finished"""
    server_kills: int = 0
    browser_kills: int = 0
    clock_jumps: int = 0
    sign_ins: int = 0
    """of another person than the phone's owner"""
    requests: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    seconds: float = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    """shown as delivered, and was not"""
    misplaced: list[str] = field(default_factory=list)
    """delivered as another person's"""

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.damaged or self.untrue or self.misplaced)

    def __str__(self) -> str:
        faults = ", ".join(f"{name} {count}" for name, count in sorted(self.faults.items()))
        found = {name: getattr(self, name) for name in ("lost", "doubled", "damaged", "untrue", "misplaced")}
        verdict = ", ".join(f"{len(what)} {name}" for name, what in found.items())
        details = "".join(f"\n    {name}: {one}" for name, what in found.items() for one in what[:20])
        return (
            f"{self.visits} visits with {self.photos} photos in {self.seconds:.0f} s; "
            f"{self.shared} assignments finished on both phones; "
            f"{self.server_kills} kills of the server, {self.browser_kills} of a browser; "
            f"{self.clock_jumps} jumps of a clock; {self.sign_ins} sign-ins of another person; "
            f"{self.requests} requests, {sum(self.faults.values())} of them with a fault ({faults})\n"
            f"  {verdict}{details}"
        )
