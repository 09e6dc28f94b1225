"""What a run came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

_KINDS = {
    "cut": ("cut fin", "cut rst"), "doubled": ("double",), "delayed": ("delay", "delay answer"),
    "answered by a portal": ("portal", "portal json", "redirect"), "answer lost": ("drop answer",),
    "refused": ("refuse",), "answered with an error": ("500", "502", "503", "413", "507"),
}  # fmt: skip


@dataclass
class Outcome:
    """Counts of what was done, and five lists that must be empty."""

    visits: int = 0
    photos: int = 0
    shared: int = 0
    """assignments that both phones finished"""
    joint: int = 0
    """drafts that both phones wrote"""
    joint_answers: int = 0
    """answers that were given to these"""
    replaced: int = 0
    """of these, kept in the history since a newer one counts"""
    server_kills: int = 0
    browser_kills: int = 0
    clock_jumps: int = 0
    sign_ins: int = 0
    """of another person than the phone's owner"""
    requests: int = 0
    faults: Counter[str] = field(default_factory=Counter)
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

    def kinds(self) -> dict[str, int]:
        """How many requests met which kind of fault."""
        return {kind: sum(self.faults[name] for name in names) for kind, names in _KINDS.items()}

    def __str__(self) -> str:
        faults = ", ".join(f"{count} {kind}" for kind, count in self.kinds().items())
        found = {"lost": self.lost, "doubled": self.doubled, "damaged": self.damaged,
                 "shown as delivered that were not": self.untrue, "misplaced": self.misplaced}  # fmt: skip
        verdict = ", ".join(f"{len(what)} {name}" for name, what in found.items())
        details = "".join(f"\n    {name}: {one}" for name, what in found.items() for one in what[:20])
        return (
            f"{self.visits} visits with {self.photos} photos in {self.seconds:.0f} s\n"
            f"  {self.shared} assignments finished on both phones; {self.joint} drafts written on both, "
            f"{self.joint_answers} answers to them, {self.replaced} replaced by newer ones and kept\n"
            f"  {self.server_kills} kills of the server, {self.browser_kills} of a browser; "
            f"{self.clock_jumps} jumps of a clock during a visit; {self.sign_ins} sign-ins of another person\n"
            f"  {self.requests} requests, {self.faults.total()} of them with a fault: {faults}\n"
            f"  {verdict}{details}"
        )


def total(outcomes: Sequence[Outcome]) -> Outcome:
    """All runs as one."""
    made = Outcome()
    for one in outcomes:
        for each in fields(Outcome):
            setattr(made, each.name, getattr(made, each.name) + getattr(one, each.name))
    return made
