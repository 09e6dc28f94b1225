"""A report as its page says it: the words and drawings of its print, and the pictures that belong to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from reports import documents
from reports.documents.texts import load_texts
from reports.documents.view import view_of
from reports.editions import photos_in, report_data
from reports.models import Report
from reports.report_data import ReportDataError, from_plain
from reports.theme import theme_of

_DOCUMENT = Path(documents.__file__).parent / "store_report"


def said_of(found: Report, audience: str, language: str) -> dict[str, Any] | None:
    """All that the print says, ready to be set, with its `theme`; None where there is more of it than a report
    holds."""
    try:
        data = from_plain(report_data(found.snapshot, audience, language))
    except ReportDataError:
        return None
    theme = theme_of(data.brand)
    return {**view_of(data, load_texts(_DOCUMENT, language, data.brand.tone), theme, ""), "theme": theme}


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
