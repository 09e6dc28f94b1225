"""Answers that were picked or timed, as far as they fit their question: they are stored first, judged after. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forms.kinds import KINDS
from forms.kinds.duration import LONGEST_MINUTES
from reports.observed import Observed
from reports.report_parts import StopState
from shopper.clock import HERE

_CHOSEN = frozenset({"one", "several", "yes_no", "scale", "emotion", "duration", "promise"})
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")


@dataclass(frozen=True)
class Length:
    """How long something took; `seconds` None: it never came. `began`: the second of the day, where that is known."""

    seconds: int | None
    began: int | None = None


def fitting(one: Observed | None) -> Any:
    """The answer's value where it fits its question, of several choices those that there are; else None."""
    if one is None or one.skipped or one.question.kind not in _CHOSEN:
        return None
    value = one.value
    match one.question.kind:
        case "one":
            return value if isinstance(value, str) and one.question.choice(value) else None
        case "several":
            return ([id_ for id_ in value if one.question.choice(id_)] or None) if isinstance(value, list) else None
        case "yes_no":
            return value if value in ("yes", "no") else None
        case "promise":
            return value if isinstance(value, dict) and one.question.choice(value.get("others")) else None
        case "duration":
            return value if length_of(one) else None
        case "emotion":
            return value if one.valence is not None else None
    return value if type(value) is int and 1 <= value <= 5 else None


def state_of(one: Observed, value: Any) -> StopState:
    """How it went: by the points that the answer is worth, a feeling by its sign, a time by its target and limit."""
    if one.question.kind == "emotion":
        felt = one.valence or 0.0
        return "good" if felt > 0 else "bad" if felt < 0 else "partly"
    if one.question.kind == "duration":
        return _pace(one)
    points = KINDS[one.question.kind].points(one.question, value)
    if points is None:
        return "told"
    return "good" if points > 0.9995 else "partly" if points > 0.0005 else "bad"


def _pace(one: Observed) -> StopState:
    length, settings = length_of(one), one.question.settings
    if length is None or length.seconds is None:
        return "bad"
    if "target" not in settings:
        return "told"
    if length.seconds <= settings["target"]:
        return "good"
    return "partly" if length.seconds <= settings.get("limit", length.seconds) else "bad"


def length_of(one: Observed | None) -> Length | None:
    """How long a question of the kind `duration` says it took; None where it says nothing that fits."""
    if one is None or one.question.kind != "duration" or one.skipped or not isinstance(one.value, dict):
        return None
    seconds = one.value.get("seconds")
    if one.value.get("never") is True:
        return Length(None)
    if type(seconds) is not int or not 0 <= seconds <= LONGEST_MINUTES * 60:
        return None
    return Length(seconds, _second_of_day(one.value.get("from")))


def between(stamps: Sequence[Mapping[str, Any]], first: str, last: str) -> Length | None:
    """The longest time from a stamp of the moment `first` to the next of `last`, as the phone counts it; `stamps` as a
    visit keeps them."""
    opened: datetime | None = None
    longest: Length | None = None
    for stamp in stamps:
        at = _instant(stamp.get("at"))
        if at is None or stamp.get("undone"):
            continue
        if stamp.get("moment") == last and opened:
            seconds = max(0, round((at - opened).total_seconds()))
            if longest is None or seconds > (longest.seconds or 0):
                longest = Length(seconds, _second_of_day(f"{opened.astimezone(HERE):%H:%M:%S}"))
            opened = None
        opened = at if stamp.get("moment") == first else opened
    return longest


def _instant(at: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(at) if isinstance(at, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _second_of_day(stamp: object) -> int | None:
    found = _CLOCK.fullmatch(stamp) if isinstance(stamp, str) else None
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0) if found else None
