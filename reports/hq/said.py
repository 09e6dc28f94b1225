"""A report as its page says it: the words and drawings of its print, and the pictures that belong to them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from reports import typography
from reports.documents.kinds import KINDS
from reports.documents.texts import load_texts
from reports.editions import photos_in, report_data
from reports.hq.look import Address, look_of
from reports.models import Report
from reports.report_data import ReportData, ReportDataError
from reports.report_parts import SectionScore


def said_of(found: Report, audience: str, language: str, address_of: Address) -> dict[str, Any] | None:
    """All that the print of this edition says, ready to be set, with its look; None where there is more of it than a
    report holds. `address_of`: where a picture is, by its key."""
    said = said_by("store_report", report_data(found.snapshot, audience, language), address_of)
    return said and {**said, "by_gap": _by_gap(said["report"], said["t"].capped)}


def said_by(name: str, plain: dict[str, Any], address_of: Address) -> dict[str, Any] | None:
    """The same of any document, by its name and its plain data."""
    kind = KINDS[name]
    try:
        data = kind.read(plain)
    except ReportDataError:
        return None
    look = look_of(kind, data, address_of)
    words = load_texts(kind.folder, data.language, data.brand.tone)
    return {**kind.view(data, words, look["theme"]), **look}


def _by_gap(report: ReportData, capped: str) -> list[SimpleNamespace]:
    """A line for every scored section, ordered as in print: by the gap to the chain, else by the result."""
    scored = [section for section in report.score.sections if section.percent is not None]
    if any(section.chain_mean is not None for section in scored):
        return [_line(one, capped, report.language) for one in sorted(scored, key=lambda one: _gap(one) or 0)]
    return [_line(one, capped, report.language) for one in sorted(scored, key=lambda one: one.percent or 0)]


def _gap(section: SectionScore) -> float | None:
    return None if section.chain_mean is None else (section.percent or 0) - section.chain_mean


def _line(section: SectionScore, capped: str, language: str) -> SimpleNamespace:
    percent, mean = section.percent or 0, section.chain_mean
    # The difference of the figures as they are printed.
    gap = round(percent) - round(mean) if mean is not None else 0
    return SimpleNamespace(
        title=section.title, href=f"#section-{section.id}", percent=percent, mark=mean, low=section.low,
        tag=capped if section.capped else "", figure=typography.number(percent, language),
        gap=typography.signed(gap, language) if gap else "·",
    )  # fmt: skip


def shows_photo(found: Report, audience: str, photo_id: UUID) -> bool:
    """Whether this edition shows the photo."""
    return any(photo["key"] == f"photo:{photo_id}" for photo in photos_in(found.snapshot, audience, "en"))


def shows_picture(found: Report, sha256: str) -> bool:
    """Whether the brand's picture with this digest stands in the report: its logo, its cover, how a thing should look.
    They are the same for every audience."""
    report = found.snapshot["report"]
    photos = [*report["evidence"]["photos"], *found.snapshot["photos"]]
    keys = {report["brand"]["logo"], report["brand"]["cover"], *(photo.get("reference") for photo in photos)}
    return f"brand:{sha256}" in keys
