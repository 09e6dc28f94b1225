"""When a visit was, as each reader may know it. Never a clock time.

Headquarters read the day and the part of the day. A store reads the same, unless so few were at work that the day and
the rota together would name somebody: then the week and the part of the day alone. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from babel.dates import format_date

from forms.shapes import LANGUAGES
from reports.observed import Observed, Texts
from reports.sentences import sentence, sentences

FEW_AT_WORK = 2
_PARTS = ((time(11), "morning"), (time(14), "midday"), (time(17), "afternoon"))
_LOCALES = {"fi": "fi", "sv": "sv_FI", "en": "en_GB"}


def staff_seen(seen: Iterable[Observed]) -> int | None:
    """How many at work the shopper counted: the part `staff` of a question of the kind numbers; None: not counted."""
    counts = [one.value.get("staff") for one in seen if one.question.kind == "numbers" and isinstance(one.value, dict)]
    return next((count for count in counts if type(count) is int), None)


def part_of_day(at: datetime, seen: Iterable[Observed]) -> str:
    """morning, midday, afternoon or evening: by the receipt's time where there is one, else by `at` (local time)."""
    clock = next((found for one in seen if (found := _receipt_time(one))), at.timetz().replace(tzinfo=None))
    return next((part for until, part in _PARTS if clock < until), "evening")


def when_for_hq(day: date, part: str) -> Texts:
    """`16. marraskuuta 2026, iltapäivä`."""
    days = {language: format_date(day, "long", _LOCALES[language]) for language in LANGUAGES}
    return {language: f"{days[language]}, {sentence(part, language)}" for language in LANGUAGES}


def when_for_store(day: date, part: str, staff: int | None) -> Texts:
    """The day only where more than two were seen at work; where nobody was counted, the week."""
    if staff is not None and staff > FEW_AT_WORK:
        return when_for_hq(day, part)
    year, week, _weekday = day.isocalendar()
    return sentences("when_week", week=week, year=year, part=sentences(part))


def _receipt_time(one: Observed) -> time | None:
    if one.question.kind != "receipt" or not isinstance(one.value, dict):
        return None
    try:
        return time.fromisoformat(str(one.value.get("time")))
    except ValueError:
        return None
