"""What the huddle sheet is made of: the headline of a store's edition, its figures, and the way to its action.

No words of the shopper, no names, no scenario: what hangs on a wall is read by everybody who passes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from reports import plain
from reports.editions import report_data
from reports.report_data import ReportDataError, tells_the_hour
from reports.report_parts import Brand, Language, Point

LONGEST_ADDRESS = 400
_MOST_CHARACTERS = 20_000
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_LOGO = re.compile(r"brand:[A-Za-z0-9._-]{1,80}")


@dataclass(frozen=True, slots=True)
class HuddleData:
    """One sheet. `when` as a store may know it; `number` the visit's public code; `base` and `emotion_index` 0–100;
    points without quotes; `address` opens the report's action."""

    language: Language
    brand: Brand
    store: str
    when: str
    number: str
    issued_on: str
    address: str
    base: float | None = None
    plus: float = 0.0
    emotion_index: float | None = None
    praise: Point | None = None
    fix: Point | None = None
    step: Point | None = None
    edition_number: int = 1

    def picture_keys(self) -> tuple[str, ...]:
        """The logo, where there is one."""
        return (self.brand.logo,) if self.brand.logo else ()

    def to_plain(self) -> dict[str, Any]:
        """JSON-like data; `from_plain` makes an equal sheet of it."""
        data: dict[str, Any] = plain.to_plain(self)
        return data


def from_plain(data: dict[str, Any]) -> HuddleData:
    """Checked data of a sheet; raises ReportDataError that names the first wrong place."""
    sheet: HuddleData = plain.from_plain(HuddleData, data)
    if not _DAY.fullmatch(sheet.issued_on):
        raise ReportDataError("issued_on: a day as YYYY-MM-DD was expected")
    if sheet.brand.logo and not _LOGO.fullmatch(sheet.brand.logo):
        raise ReportDataError("brand.logo: keys look like brand:…")
    if tells_the_hour(sheet.when):
        raise ReportDataError("when: the sheet tells no more than the store's edition")
    if urlsplit(sheet.address).scheme not in ("http", "https") or len(sheet.address.encode()) > LONGEST_ADDRESS:
        raise ReportDataError("address: the address of a page was expected")
    for name, text in (("brand.name", sheet.brand.name), ("store", sheet.store), ("when", sheet.when),
                       ("number", sheet.number)):  # fmt: skip
        _check_length(name, text)
    for name in ("praise", "fix", "step"):
        _check_point(name, getattr(sheet, name))
    return sheet


def _check_point(name: str, point: Point | None) -> None:
    if point is None:
        return
    if point.quote:
        raise ReportDataError(f"{name}.quote: the sheet holds no words of the shopper")
    _check_length(name, point.title + point.text)


def _check_length(name: str, text: str) -> None:
    if len(text) > _MOST_CHARACTERS:
        raise ReportDataError(f"{name}: at most {_MOST_CHARACTERS} characters")


def huddle_plain(snapshot: dict[str, Any], language: str, address: str) -> dict[str, Any]:
    """Plain data of the sheet for a report with this snapshot, out of its store's edition."""
    report = report_data(snapshot, "store", language)
    score, headline = report["score"], report["headline"]
    return {
        "language": language,
        "brand": dict(report["brand"]),
        "store": report["store"]["name"],
        "when": report["visit"]["when"],
        "number": report["visit"]["number"],
        "issued_on": report["issued_on"],
        "address": address,
        **{name: score[name] for name in ("base", "plus", "emotion_index")},
        **{name: _unquoted(headline[name]) for name in ("praise", "fix", "step")},
        "edition_number": report["edition_number"],
    }


def _unquoted(point: dict[str, Any] | None) -> dict[str, Any] | None:
    return {**point, "quote": ""} if point else None
