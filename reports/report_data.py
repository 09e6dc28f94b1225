"""What a printed report is made of: plain, frozen data, and nothing else.

Whoever issues a report makes one of these from a visit; whoever prints it needs no database. Texts that
belong to the questionnaire come in the report's language already. `to_plain()` is also what is stored as the
frozen snapshot and what the headquarters' edition carries as its attached data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from reports import plain
from reports.report_parts import (
    Action,
    Brand,
    Correction,
    EditionKind,
    Evidence,
    Headline,
    Journey,
    Language,
    Outcomes,
    Row,
    Score,
    Section,
    Stop,
    Store,
    Story,
    VisitFacts,
    Wait,
)

MOST_ROWS = 500
MOST_PHOTOS = 24
MOST_CHARACTERS = 4000
"""So much of one answer is printed; the rest stays in the data and is announced in print."""
LONGEST_TEXT = 20_000
MOST_POINTS = 60
MOST_SECTIONS = 60
MOST_LINES = 60
MOST_STORES = 500

ReportDataError = plain.PlainError


@dataclass(frozen=True, slots=True)
class ReportData:
    """The whole of one report. `issued_on` is YYYY-MM-DD; `corrects` the number of the edition that this one
    replaces; `remarks` (on evidence and trust) and `flags` exist in the headquarters' edition only. `words_language`:
    that of the pages on which the shopper filled the visit in, where known. Nobody is asked what language the words are
    in, and none is guessed: who writes Swedish on Finnish pages is read as if it were Finnish."""

    edition: EditionKind
    language: Language
    brand: Brand
    chain: str
    store: Store
    visit: VisitFacts
    score: Score
    headline: Headline
    issued_on: str
    journey: Journey = field(default_factory=Journey)
    waits: tuple[Wait, ...] = ()
    sections: tuple[Section, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    action: Action = field(default_factory=Action)
    edition_number: int = 1
    corrects: int | None = None
    remarks: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    outcomes: Outcomes = field(default_factory=Outcomes)
    correction: Correction | None = None
    timeline: tuple[Stop, ...] = ()
    stories: tuple[Story, ...] = ()
    words_language: Language | None = None

    def picture_keys(self) -> tuple[str, ...]:
        """The key of every picture that the report shows, each once, in order."""
        keys = [self.brand.logo, self.brand.cover]
        keys += [key for photo in self.evidence.photos for key in (photo.key, photo.reference)]
        if self.evidence.receipt:
            keys.append(self.evidence.receipt.photo)
        return tuple(dict.fromkeys(key for key in keys if key))

    def to_plain(self) -> dict[str, Any]:
        """JSON-like data; `from_plain` makes an equal report of it. No word of a weighted score where there is none."""
        data: dict[str, Any] = plain.to_plain(self)
        if self.score.weighted is None:
            del data["score"]["weighted"]
        if self.correction is None:
            del data["correction"]
        return data


def from_plain(data: dict[str, Any]) -> ReportData:
    """Checked report data; raises ReportDataError that names the first wrong place."""
    _check_texts(data)
    report: ReportData = plain.from_plain(ReportData, data)
    _check_sizes(report)
    _check_values(report)
    if report.edition == "store":
        _check_discretion(report)
    return report


_KEY = re.compile(r"(?:photo|brand):[A-Za-z0-9._-]{1,80}")
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_EXACT_TIME = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}|\d{1,2}:\d{2}|\bkl(?:o|\.)?\s*\d", re.IGNORECASE)


def tells_the_hour(when: str) -> bool:
    """Whether a text tells a date in figures or a time of day, as no store's edition may."""
    return bool(_EXACT_TIME.search(when))


def _refuse(message: str) -> None:
    raise ReportDataError(message)


def _check_texts(value: Any, path: str = "", depth: int = 0) -> None:
    if depth > 8:
        _refuse(f"{path}: too deep")
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        _refuse(f"{path}: at most {LONGEST_TEXT} characters")
    if isinstance(value, dict):
        for name, item in value.items():
            _check_texts(item, f"{path}.{name}" if path else str(name), depth + 1)
    elif isinstance(value, (list, tuple)):
        if len(value) > MOST_ROWS:
            _refuse(f"{path}: at most {MOST_ROWS} items")
        for number, item in enumerate(value):
            _check_texts(item, f"{path}[{number}]", depth + 1)


def _check_sizes(report: ReportData) -> None:
    sizes = {
        "sections: rows": (sum(len(section.rows) for section in report.sections), MOST_ROWS),
        "sections": (len(report.sections), MOST_SECTIONS),
        "score.sections": (len(report.score.sections), MOST_SECTIONS),
        "score.earlier": (len(report.score.earlier), MOST_LINES),
        "score.stores": (len(report.score.stores), MOST_STORES),
        "evidence.photos": (len(report.evidence.photos), MOST_PHOTOS),
        "journey.points": (len(report.journey.points), MOST_POINTS),
        "waits": (len(report.waits), MOST_POINTS),
        "timeline": (len(report.timeline), MOST_POINTS),
        "stories": (len(report.stories), MOST_LINES),
        "remarks": (len(report.remarks), MOST_LINES),
        "flags": (len(report.flags), MOST_LINES),
        "action.reply_lines": (report.action.reply_lines, 12),
    }
    for name, (size, most) in sizes.items():
        if size > most:
            _refuse(f"{name}: {size}, at most {most}")


def _check_values(report: ReportData) -> None:
    if not _DAY.fullmatch(report.issued_on):
        _refuse("issued_on: a day as YYYY-MM-DD was expected")
    weighted = report.score.weighted
    if weighted and not (0 <= weighted.score <= 100 and 0 < weighted.share < 100):
        _refuse("score.weighted: score or share lies outside 0…100")
    if any(not _MONTH.fullmatch(one.month) for one in report.score.earlier):
        _refuse("score.earlier: a month as YYYY-MM was expected")
    if any(not 0 <= base <= 100 for base in (*report.score.stores, *(one.base for one in report.score.earlier))):
        _refuse("score: an earlier score or another store's lies outside 0…100")
    for key in report.picture_keys():
        if not _KEY.fullmatch(key):
            _refuse(f"picture {key[:40]!r}: keys look like photo:… or brand:…")
    for point in report.journey.points:
        if point.valence is not None and not -3 <= point.valence <= 3:
            _refuse(f"journey: valence of {point.touchpoint} lies outside −3…3")
        if any(not 1 <= feeling.strength <= 3 for feeling in point.emotions):
            _refuse(f"journey: strength of {point.touchpoint} lies outside 1…3")
    for section in report.sections:
        for row in section.rows:
            _check_row(row)
    _check_outcomes(report.outcomes)


def _check_row(row: Row) -> None:
    if row.points is not None and not 0 <= row.points <= 1:
        _refuse(f"row {row.id}: points lie outside 0…1")
    if any(not 0 <= one.value <= 10 for one in row.ratings):
        _refuse(f"row {row.id}: a rating lies outside 0…10")
    if any(not (1 <= one.strength <= 3 and -3 <= one.valence <= 3 and one.day >= 1) for one in row.sittings):
        _refuse(f"row {row.id}: a sitting lies outside its bounds")


def _check_outcomes(outcomes: Outcomes) -> None:
    rated = [one for group in (outcomes.intents, outcomes.distance) if group for one in group.parts]
    if any(not 0 <= one.value <= 10 for one in rated) or not 0 <= (outcomes.satisfaction or 0) <= 10:
        _refuse("outcomes: a rating lies outside 0…10")
    shares = [outcomes.commitment, *(group.index for group in (outcomes.intents, outcomes.distance) if group)]
    if any(share is not None and not 0 <= share <= 100 for share in shares):
        _refuse("outcomes: an index lies outside 0…100")
    met = outcomes.expectation
    if met and not (-2 <= met.step <= 2 and 1 <= (met.before or 1) <= 5 and 1 <= (met.after or 1) <= 5):
        _refuse("outcomes: the expectation lies outside its bounds")


def _check_discretion(report: ReportData) -> None:
    """A store's edition must not help anybody to name the shopper or the shift."""
    if report.remarks or report.flags:
        _refuse("remarks and flags belong to the headquarters' edition only")
    if tells_the_hour(report.visit.when):
        _refuse("visit.when: the store's edition tells only the week and the part of the day")
    if report.outcomes.reasons or report.outcomes.chosen:
        _refuse("outcomes: reasons and choices belong to the headquarters' edition only")
    if any(row.grade for section in report.sections for row in section.rows):
        _refuse("rows: how an answer is known belongs to the headquarters' edition only")
    if any(sitting.when for section in report.sections for row in section.rows for sitting in row.sittings):
        _refuse("sittings: the store's edition counts the days of a stay and tells no dates")
