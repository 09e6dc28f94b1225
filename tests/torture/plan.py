"""What a phone has to do, how it is used meanwhile, and what it promised."""

from __future__ import annotations

import base64
import io
import random
import threading
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

PHONES = 2
HOUR_MS = 3_600_000


@dataclass
class Promise:
    """What a phone said it keeps: the words and the digests of the photos."""

    owner: str
    assignment: str
    words: str
    photos: list[str]


@dataclass
class Habits:
    """How a phone is used: batches of so many visits; shares of the batches at which something happens."""

    batch: int = 4
    backlog: int = 12
    """so many may wait before more are begun"""
    kill: float = 0.12
    kill_while_writing: float = 0.08
    clock: float = 0.25
    """share of the visits in the middle of which the phone's clock jumps"""
    other_person: float = 0.15
    patience: float = 120
    """seconds that everything gets to arrive once the faults have ended"""


@dataclass(frozen=True)
class Work:
    """Visits of each phone: Anna's own, Bengt's, those whose assignment the other phone finishes as well under an id of
    its own. `joint`: visits in all that both phones write into one draft."""

    own: int
    bengts: int
    shared: int
    joint: int

    @classmethod
    def of(cls, visits: int) -> Work:
        """At least so many visits in all, of each kind some."""
        joint = max(3, visits // 16)
        each = max(6, -(-(visits - joint) // PHONES))
        return cls(each - each // 4 - each // 6, each // 6, each // 4, joint)


@dataclass(frozen=True)
class Joint:
    """An assignment whose one draft both phones write: which begins it, which finishes it, and whether only once the
    faults have ended and each has heard all of the other."""

    assignment: str
    begins: int
    finishes: int
    is_late: bool


@dataclass
class Plan:
    """What there is to do, by first name: ids of assignments, taken from the front; those that both phones have."""

    number: int
    todo: dict[str, list[str]]
    shared: list[str]
    joint: list[Joint]
    together: threading.Barrier
    """both phones have got as far"""
    habits: Habits = field(default_factory=Habits)


def drawn_visit(assignment: str, photos: int, jump: int | None, chance: random.Random) -> dict[str, Any]:
    """Answers and photos (base64) of a visit, unlike those of any other. `jump`: where the clock is put then."""
    answers = [["words", f"{assignment} " + "ä" * chance.randrange(1, 3000)], ["grt_first", "staff"]]
    pictures = [drawn_photo(chance) for _ in range(photos)]
    return {"assignment": assignment, "answers": answers, "photos": pictures, "jump": jump}


def drawn_photo(chance: random.Random) -> str:
    """A JPEG of noise, base64."""
    width, height = chance.randrange(40, 200), chance.randrange(40, 200)
    noise = Image.frombytes("RGB", (width, height), chance.randbytes(width * height * 3))
    target = io.BytesIO()
    noise.save(target, "JPEG", quality=70)
    return base64.b64encode(target.getvalue()).decode()
