"""Answers made from a questionnaire alone: what can be said to a question, what is best, what is usual.

For walking through a questionnaire that nobody has filled in yet: the usual path, the weights, the advice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms.kinds import KINDS
from forms.phrases import EMOTIONS, MATCHES, YES_NO
from forms.shapes import Question

SOME_DAY = "2026-11-30"
SOME_PHOTO = "0" * 64
SOME_MINUTE = 60
Answer = dict[str, Any]


@dataclass(frozen=True)
class Option:
    """One way to answer a scored question: the value, its points (0–1, None in a plus question) and its plus."""

    value: Any
    points: float | None
    plus: float


def options(question: Question) -> list[Option]:
    """The ways to answer that differ in worth, in the order of the definition; none where nothing is scored."""
    if not question.can_be_skipped:
        return []
    kind, made = KINDS[question.kind], _SCORED.get(question.kind, _nothing)
    return [
        Option(value, kind.points(question, value) if question.weight else None, kind.plus(question, value))
        for value in made(question)
    ]


def best(question: Question) -> Option | None:
    """The option with the most points, the first of them; None where none has points."""
    counted = [one for one in options(question) if one.points is not None]
    return max(counted, key=lambda one: one.points or 0, default=None)


def worst(question: Question) -> Option | None:
    """The option with the fewest points, the first of them; None where none has points."""
    counted = [one for one in options(question) if one.points is not None]
    return min(counted, key=lambda one: one.points or 0, default=None)


def usual_answer(question: Question) -> Answer:
    """How a visit where nothing happens and everything goes well answers.

    Scored: the best choice. Circumstances and other yes_no: no. Several: the exclusive choice (nothing), or the first.
    Other choices: the first. Scales: the middle; recommendation: 8; counts: the lowest; times: the target or a minute.
    """
    found = best(question)
    if found is not None:
        return {"value": found.value, **({"photos": [SOME_PHOTO]} if question.kind == "receipt" else {})}
    if question.kind == "photo":
        return {"photos": [SOME_PHOTO]}
    return {"value": _USUAL[question.kind](question)}


def _nothing(question: Question) -> Iterator[Any]:
    return iter(())


def _choices(question: Question) -> Iterator[Any]:
    return (choice.id for choice in question.choices)


def _ticks(question: Question) -> Iterator[Any]:
    """None where that can be said, then one tick, two, … up to what is enough."""
    yield from ([choice.id] for choice in question.choices if choice.exclusive)
    counted = [choice.id for choice in question.choices if not choice.exclusive]
    for count in range(1, min(len(counted), question.settings.get("enough", len(counted))) + 1):
        yield counted[:count]


def _lengths(question: Question) -> Iterator[Any]:
    """As the target, in the middle, at the limit, and never where that is allowed."""
    target, limit = question.settings.get("target"), question.settings.get("limit")
    if target is not None and limit is not None:
        yield from ({"seconds": seconds} for seconds in dict.fromkeys((target, (target + limit) // 2, limit)))
    if question.settings.get("never"):
        yield {"never": True}


def _counts(question: Question) -> Iterator[Any]:
    last = min(len(question.settings.get("points", ())) - 1, question.settings["max"])
    return iter(range(last + 1))


def _matches(question: Question) -> Iterator[Any]:
    given = _receipt(question)
    return ({**given, "match": match} for match in MATCHES if match in question.settings.get("points", {}))


def _promises(question: Question) -> Iterator[Any]:
    return ({**_promise(question), "others": choice.id} for choice in question.choices)


_SCORED: dict[str, Callable[[Question], Iterator[Any]]] = {
    "yes_no": lambda question: iter(YES_NO),
    "one": _choices,
    "several": _ticks,
    "scale": lambda question: iter(range(1, 6)),
    "duration": _lengths,
    "number": _counts,
    "receipt": _matches,
    "promise": _promises,
}


def _promise(question: Question) -> Mapping[str, Any]:
    return {"what": "…", "who": question.settings["roles"][0].id, "others": question.choices[0].id}


def _receipt(question: Question) -> dict[str, Any]:
    plausible = {"text": "…", "total": "10.00", "time": "13:45"}
    return {part: plausible[part] for part in question.settings["parts"]}


def _moment(question: Question) -> Mapping[str, Any]:
    return {"touchpoint": question.choices[0].id, "sign": "plus", "strength": 1}


def _sitting(question: Question) -> list[Mapping[str, Any]]:
    return [{"on": SOME_DAY, "touchpoint": question.choices[0].id, "emotion": "joy", "strength": 1}]


def _usual_several(question: Question) -> list[str]:
    alone = [choice.id for choice in question.choices if choice.exclusive]
    return [(alone or [choice.id for choice in question.choices])[0]]


_USUAL: dict[str, Callable[[Question], Any]] = {
    "yes_no": lambda question: "no",
    "one": lambda question: question.choices[0].id,
    "several": _usual_several,
    "scale": lambda question: 3,
    "duration": lambda question: {"seconds": question.settings.get("target", SOME_MINUTE)},
    "numbers": lambda question: {part["id"]: part["min"] for part in question.settings["parts"]},
    "money": lambda question: f"{min(10, question.settings['max']):.2f}",
    "emotion": lambda question: [{"emotion": next(iter(EMOTIONS)), "strength": 1}],
    "nps": lambda question: 8,
    "text": lambda question: "…",
    "receipt": lambda question: _receipt(question) or None,
    "promise": _promise,
    "moment": _moment,
    "mark": lambda question: {"none": True},
    "pick": lambda question: question.choices[0].id,
    "number": lambda question: question.settings["min"],
    "rank": lambda question: [choice.id for choice in question.choices[: question.settings["count"]]],
    "ratings": lambda question: {part["id"]: 5 for part in question.settings["parts"]},
    "sittings": _sitting,
}
