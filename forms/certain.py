"""Answers that fit for certain, seen without a form. Whatever else comes is left to WTForms, which also has the words.

Most answers of a visit are one word of a few or one small number, and binding the fields of a form to each costs more
than all other work on a visit. What is said here is what the form would say: tests hold the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from forms.shapes import SKIPS, Question


def certain_answer(question: Question, answer: object) -> dict[str, Any] | None:
    """The typed answer, in its canonical form, where it fits for certain; None where a form must look."""
    if not isinstance(answer, Mapping) or answer.get("photos") not in (None, []):
        return None
    value, reason = answer.get("value"), answer.get("skipped")
    if reason is not None:
        fits = value is None and question.can_be_skipped and isinstance(reason, str) and reason in SKIPS
        return {"skipped": reason} if fits else None
    fits_kind = _FITS.get(question.kind)
    return {"value": value} if fits_kind and fits_kind(question, value) else None


def _yes_no(question: Question, value: object) -> bool:
    return isinstance(value, str) and value in ("yes", "no")


def _one(question: Question, value: object) -> bool:
    return isinstance(value, str) and any(choice.id == value for choice in question.choices)


def _several(question: Question, value: object) -> bool:
    """In the order of the definition, none twice, and none that stands alone beside another."""
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        return False
    ticked = [choice for choice in question.choices if choice.id in value]
    return [choice.id for choice in ticked] == value and (len(ticked) == 1 or not any(one.exclusive for one in ticked))


def _whole(low: int, high: int) -> Callable[[Question, object], bool]:
    return lambda question, value: type(value) is int and low <= value <= high


def _number(question: Question, value: object) -> bool:
    return type(value) is int and question.settings["min"] <= value <= question.settings["max"]


_FITS: Mapping[str, Callable[[Question, object], bool]] = {
    "yes_no": _yes_no, "one": _one, "pick": _one, "several": _several, "scale": _whole(1, 5), "nps": _whole(0, 10),
    "number": _number,
}  # fmt: skip
