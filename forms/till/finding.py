"""Total, time and day of a till receipt. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from forms.till.labels import CARD_PAID, OTHER_SUMS, PAID, SUMS
from forms.till.lines import Line

AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?: \d{3})+|\d{1,6}) ?[.,] ?(\d\d)(?![\d.,]*\d)")
_TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-3])[:;.]([0-5]\d)(?:[:;.]([0-5]\d))?(?![\d:])")
_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3])[:;]([0-5]\d)(?:[:;]([0-5]\d))?(?![\d:])")
_AFTER_WORD = re.compile(r"\b(?:klo|k1o|kello|kl|time|tid|aika)\b\.?:? *", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,2}) ?[./-] ?(\d{1,2}) ?[./-] ?(20\d\d|\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")


def find_total(lines: Sequence[Line]) -> str | None:
    """What was paid, as "12.50": from the line that says so; else from that of a card, which pays exactly."""
    for labels in (PAID, SUMS, CARD_PAID):
        found = list(_amounts(lines, labels))
        if found:
            # The last of them is below the others: sums of parts come first.
            return found[-1]
    return None


def _amounts(lines: Sequence[Line], labels: tuple[str, ...]) -> Iterable[str]:
    for place, line in enumerate(lines):
        end = line.label(labels, within=3)
        if end is None or (labels is not PAID and line.label(OTHER_SUMS) is not None):
            continue
        amount = amount_in(line)
        if amount is None and place + 1 < len(lines) and len(lines[place + 1].words) <= 2:
            amount = amount_in(lines[place + 1])
        if amount is not None and amount != "0.00":
            yield amount


def amount_in(line: Line) -> str | None:
    """The last amount of the line as "12.50", or None. A date is none."""
    found = AMOUNT.findall(_DAY.sub(" ", line.digits))
    return f"{int(found[-1][0].replace(' ', ''))}.{found[-1][1]}" if found else None


def find_day(lines: Sequence[Line]) -> str | None:
    """The day as 2026-11-21: the first that can be one. 11/21/2026 is read as Americans write it."""
    for line in lines:
        for year, month, day in _ISO.findall(line.digits):
            if made := _day(int(year), int(month), int(day)):
                return made
        for first, second, year in _DAY.findall(line.digits):
            full = int(year) if len(year) == 4 else 2000 + int(year)
            if made := _day(full, int(second), int(first)) or _day(full, int(first), int(second)):
                return made
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 2000 <= year <= 2099 else None
    except ValueError:
        return None


def find_time(lines: Sequence[Line]) -> str | None:
    """The time as 13:05: beside the day if there is one, after a word that says so, else the first with a colon."""
    for line in lines:
        without = _ISO.sub(" ", _DAY.sub(" ", line.digits))
        if without != line.digits and (found := _TIME.search(without)):
            return _clock(found)
    for line in lines:
        for word in _AFTER_WORD.finditer(line.digits):
            if found := _TIME.match(line.digits, word.end()):
                return _clock(found)
    for line in lines:
        # Opening hours ("9:00-18:00") are no time of a purchase.
        if not re.search(r"\d[:.]\d\d ?[-–] ?\d", line.digits) and (found := _CLOCK.search(line.digits)):
            return _clock(found)
    return None


def _clock(found: re.Match[str]) -> str:
    return f"{int(found[1]):02}:{found[2]}"
