"""Where a draft is edited, and what its questions are called: for the pages around the editor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request

from forms.draft_paths import walk_things
from shopper.languages import current_language
from shopper.models import LANGUAGES


def editor_address(version_id: UUID, question: str | None = None) -> str:
    """The editor's page of a draft, opened at `question` where one is named."""
    return f"/desk/drafts/{version_id}" + (f"#q-{question}" if question else "")


def words_of(document: dict[str, Any]) -> dict[str, str]:
    """Question id → its words as the reader reads them, of a document that may be unfinished."""
    found = {}
    for question in walk_things(document, "questions"):
        text = question.get("text")
        if isinstance(question.get("id"), str) and isinstance(text, dict):
            said = [text.get(one) for one in (current_language(), *LANGUAGES)]
            found[question["id"]] = next((one for one in said if isinstance(one, str) and one.strip()), question["id"])
    return found


def wants_piece() -> bool:
    """Whether a script fetches this to put it into a page of ours, rather than a browser opening it."""
    is_fetched = request.headers.get("Sec-Fetch-Dest") == "empty"
    return is_fetched or "piece" in request.args


def reader_of_piece() -> str:
    """The language asked for by `?language=`, else the reader's."""
    wanted = request.args.get("language")
    return wanted if wanted in LANGUAGES else current_language()
