"""How an answer is known: the grade of its evidence. Pure.

Strongest first: a time that was stamped on the spot, a photo, a receipt; then what was put down within an hour of its
moment, later, or at a time that nobody knows. The grade changes no score: it tells headquarters how far to lean on one.
"""

from __future__ import annotations

from typing import Any

from reports.observed import Observed
from reports.report_parts import EvidenceGrade

SOON_SECONDS = 3600


def grade_of(one: Observed) -> EvidenceGrade | None:
    """The grade of an answer; None where there is none."""
    if one.skipped or (one.value is None and not one.answer.get("photos")):
        return None
    if one.question.kind == "receipt":
        return "receipt"
    if _is_stamped(one):
        return "stamped"
    photos = one.answer.get("photos")
    if isinstance(photos, list) and photos:
        return "photographed"
    return _by_delay(one.answer.get("delay"))


def _is_stamped(one: Observed) -> bool:
    """Whether the phone's own clock gave the answer: its source says so, or both ends of a length are there."""
    value: Any = one.value
    is_length = isinstance(value, dict) and one.question.kind == "duration" and {"from", "to"} <= value.keys()
    return one.answer.get("source") == "measured" or is_length


def _by_delay(seconds: object) -> EvidenceGrade:
    if type(seconds) is not int or seconds < 0:
        return "unknown"
    return "soon" if seconds <= SOON_SECONDS else "later"
