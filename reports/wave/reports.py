"""What a wave report and a store's year are printed from: frozen findings with their heads, in one language.

Made of a chain report's snapshot, whose texts are {"fi": …, "sv": …, "en": …}: `plain_in` chooses the language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from reports import plain
from reports.documents.texts import in_language
from reports.report_data import LONGEST_TEXT, ReportDataError
from reports.report_parts import Brand, Language, Store
from reports.wave.findings import WaveFindings
from reports.wave.outcomes import LEVELS, PARTS
from reports.wave.year import YearFindings

MOST_STORES = 600
MOST_WAVES = 24
MOST_SECTIONS = 60
MOST_PLACES = 40
MOST_DOTS = 200
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_KEY = re.compile(r"brand:[A-Za-z0-9._-]{1,80}")


@dataclass(frozen=True, slots=True)
class WaveFacts:
    """The wave's name and days (YYYY-MM-DD), its programme, the name of the wave before, and how many stores it was to
    visit."""

    name: str
    programme: str
    first_on: str
    last_on: str
    before: str | None = None
    planned: int = 0


@dataclass(frozen=True, slots=True)
class Replaced:
    """The edition before: its number, visits and mean."""

    edition: int
    n: int
    mean: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfManyVisits:
    """What both have: `issued_on` YYYY-MM-DD, `replaces` the edition before this one."""

    language: Language
    brand: Brand
    chain: str
    issued_on: str
    edition_number: int = 1
    replaces: Replaced | None = None

    def picture_keys(self) -> tuple[str, ...]:
        """The logo and the picture of the cover, where there are any."""
        return tuple(dict.fromkeys(key for key in (self.brand.logo, self.brand.cover) if key))

    def to_plain(self) -> dict[str, Any]:
        """JSON-like data; `wave_report_of` or `store_year_of` makes an equal report of it."""
        data: dict[str, Any] = plain.to_plain(self)
        return data


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveReport(_OfManyVisits):
    """A wave for its chain. `until`: the day of the last visit told (YYYY-MM-DD)."""

    wave: WaveFacts
    until: str
    findings: WaveFindings


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreYear(_OfManyVisits):
    """A store's year, as the store may read it: no days but that of the issue."""

    store: Store
    findings: YearFindings


def plain_in(snapshot: dict[str, Any], language: str) -> dict[str, Any]:
    """A chain report's snapshot in one language, as plain data."""
    data: dict[str, Any] = dict(in_language(snapshot["report"], language))
    return data | {"language": language}


def wave_report_of(data: dict[str, Any]) -> WaveReport:
    """Checked data of a wave report; raises ReportDataError that names the first wrong place."""
    report: WaveReport = _read(WaveReport, data)
    found = report.findings
    _check_days(report.wave.first_on, report.wave.last_on, report.until)
    _check_outcomes(found)
    _check_sizes({
        "portfolio": (len(found.portfolio.lines), MOST_STORES),
        "dots": (max((len(line.scores) for line in found.portfolio.lines), default=0), MOST_DOTS),
        "sections": (len(found.changes.sections), MOST_SECTIONS),
        "details": (len(found.details), MOST_SECTIONS),
        "peaks": (len(found.peaks.places), MOST_PLACES),
    })  # fmt: skip
    return report


def store_year_of(data: dict[str, Any]) -> StoreYear:
    """Checked data of a store's year; raises ReportDataError that names the first wrong place."""
    report: StoreYear = _read(StoreYear, data)
    found = report.findings
    _check_sizes({
        "waves": (len(found.waves), MOST_WAVES),
        "dots": (max((len(point.scores) for point in found.waves), default=0), MOST_DOTS),
        "sections": (len(found.sections), MOST_SECTIONS),
    })  # fmt: skip
    return report


def _read(kind: Any, data: dict[str, Any]) -> Any:
    """An instance of `kind` whose texts, days and keys are as they should be."""
    _check_texts(data)
    report = plain.from_plain(kind, data)
    _check_days(report.issued_on)
    if any(not _KEY.fullmatch(key) for key in report.picture_keys()):
        raise ReportDataError("brand: keys of pictures look like brand:…")
    return report


def _check_days(*days: str) -> None:
    if not all(_DAY.fullmatch(day) for day in days):
        raise ReportDataError("a day as YYYY-MM-DD was expected")


def _check_outcomes(found: WaveFindings) -> None:
    if any(one.part not in PARTS or one.weekday not in range(7) for one in found.outcomes.hours):
        raise ReportDataError("outcomes.hours: a weekday and a part of the day were expected")
    if any(one.level not in LEVELS for one in found.outcomes.drivers):
        raise ReportDataError(f"outcomes.drivers: one of {', '.join(LEVELS)} was expected")


def _check_sizes(sizes: dict[str, tuple[int, int]]) -> None:
    for name, (size, most) in sizes.items():
        if size > most:
            raise ReportDataError(f"{name}: {size}, at most {most}")


def _check_texts(value: Any, depth: int = 0) -> None:
    """Nothing too long or too deep to be read."""
    if depth > 12 or (isinstance(value, str) and len(value) > LONGEST_TEXT):
        raise ReportDataError(f"a text of at most {LONGEST_TEXT} characters was expected")
    if isinstance(value, (dict, list, tuple)):
        for item in value.values() if isinstance(value, dict) else value:
            _check_texts(item, depth + 1)
