"""Where a draft is edited, and what its questions are called: for the pages around the editor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _l

from forms.editing.change_words import KEYS
from forms.editing.draft_paths import walk_things
from forms.phrases import in_language
from shopper.languages import current_language
from shopper.models import LANGUAGES

# What the editor calls these; other settings have their names in forms/editing/change_words.py.
_PARTS = {"kind": _l("How it is answered"), "touchpoint": _l("Touchpoint"), "when": _l("When it is asked"),
          "text": _l("What is asked")}  # fmt: skip


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


def told(problem: dict[str, Any]) -> str:
    """The sentence of a problem, begun with what it is about (`Weight: is missing`) where that has a name."""
    keys = [key for key in reversed(problem["path"]) if isinstance(key, str)]
    named = next((_PARTS.get(key) or KEYS.get(key) for key in keys if key in _PARTS or key in KEYS), None)
    if not named or problem["question"] is None:
        return str(problem["message"])
    words = in_language(named, current_language()) if isinstance(named, dict) else str(named)
    return f"{words}: {problem['message']}"


def wants_piece() -> bool:
    """Whether a script fetches this to put it into a page of ours, rather than a browser opening it."""
    is_fetched = request.headers.get("Sec-Fetch-Dest") == "empty"
    return is_fetched or "piece" in request.args


def reader_of_piece() -> str:
    """The language asked for by `?language=`, else the reader's."""
    wanted = request.args.get("language")
    return wanted if wanted in LANGUAGES else current_language()
