"""What a phone has to do, how it is used meanwhile, and what it promised."""

from __future__ import annotations

import base64
import io
import random
import threading
from dataclasses import dataclass, field
from typing import Any

from PIL import Image


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
    clock: float = 0.2
    other_person: float = 0.15
    patience: float = 120
    """seconds that everything gets to arrive once the faults have ended"""


@dataclass
class Plan:
    """What there is to do, by first name: ids of assignments, taken from the front; those that both phones have."""

    todo: dict[str, list[str]]
    shared: list[str]
    together: threading.Barrier
    """both phones have begun what they share"""
    habits: Habits = field(default_factory=Habits)


def drawn_visit(assignment: str, photos: int, chance: random.Random) -> dict[str, Any]:
    """The answers and photos (base64) of a visit, unlike those of any other."""
    answers = [["words", f"{assignment} " + "ä" * chance.randrange(1, 3000)], ["grt_first", "staff"]]
    return {"assignment": assignment, "answers": answers, "photos": [_photo(chance) for _ in range(photos)]}


def _photo(chance: random.Random) -> str:
    width, height = chance.randrange(40, 200), chance.randrange(40, 200)
    noise = Image.frombytes("RGB", (width, height), chance.randbytes(width * height * 3))
    target = io.BytesIO()
    noise.save(target, "JPEG", quality=70)
    return base64.b64encode(target.getvalue()).decode()
