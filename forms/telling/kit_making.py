"""The kit: all that one questionnaire needs to be told in one language, as small plain data. docs/telling.md.

The sentences stand in `sentences/`, by question id; here they are cut to what the questionnaire asks, so that the phone
needs no rule of its own beyond filling places.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from forms.exchange.plain import read
from forms.shapes import Question, Questionnaire, Section
from forms.telling.lint import for_questions, lint_kit
from forms.telling.tables import Sentences, table_of

FOLDER = Path(__file__).parent / "sentences"
_SILENT = "silent"


def make_kit(questionnaire: Questionnaire, language: str) -> dict[str, Any]:
    """JSON-able: `story` (id of the question that holds the narrative, or None), `parts` (a list of items a section),
    `tell` (item → table), `units` (how lengths and lists are spoken), `lint` (for remarks).

    An item is a question id, or several with a space between that may be told in one sentence.
    """
    language = questionnaire.language(language)
    spoken = sentences(language)
    story = questionnaire.with_role("story")
    told = {one.id: table for one in questionnaire.questions if (table := _table(one, questionnaire, language))}
    parts = [_items(section, told, spoken) for section in questionnaire.sections]
    joined = {item: _joining(spoken[item]) for items in parts for item in items if " " in item}
    return {
        "story": story.id if story else None,
        "parts": [items for items in parts if items],
        "tell": {**told, **joined},
        "units": list(spoken["_units"].values()),
        "lint": for_questions(lint_kit(language), questionnaire.by_id),
    }


@cache
def sentences(language: str) -> Sentences:
    """Question id (or ids, or a shared name that begins with `_`) → sentences in one language."""
    files = sorted(path for path in FOLDER.glob("*.yaml") if path.stem != _SILENT)
    return {key: _in_one(given, language) for path in files for key, given in _plain(path).items()}


@cache
def silent() -> Mapping[str, str]:
    """Question id → why the narrative leaves its answer out."""
    return _plain(FOLDER / f"{_SILENT}.yaml")


def _table(question: Question, questionnaire: Questionnaire, language: str) -> dict[str, Any] | None:
    is_left_out = question.fact or question.due_after_days or question.role == "story" or question.id in silent()
    return None if is_left_out else table_of(question, questionnaire, sentences(language), language)


def _items(section: Section, told: Mapping[str, Any], spoken: Sentences) -> list[str]:
    """The items of one section in the order of asking; joined ones stand where the first of them stood."""
    items = [one.id for one in section.questions if one.id in told]
    for ids in (key.split(" ") for key in spoken if " " in key):
        if all(id_ in items for id_ in ids):
            items = [" ".join(ids) if id_ == ids[0] else id_ for id_ in items if id_ not in ids[1:]]
    return items


def _joining(given: Mapping[str, str]) -> dict[str, str]:
    """"staff yes" → the JSON of ["staff", "yes"], as the phone makes it of the answers."""
    return {json.dumps(values.split(" "), separators=(",", ":")): text for values, text in given.items()}


def _in_one(given: Any, language: str) -> Any:
    """A tree of texts in every language as the same tree in one; a plain text is the same in all."""
    if not isinstance(given, dict):
        return given
    if language in given:
        return given[language]
    return {str(key): _in_one(one, language) for key, one in given.items()}


def _plain(path: Path) -> dict[str, Any]:
    data, _lines = read(path.read_text(encoding="utf-8"))
    return dict(data)
