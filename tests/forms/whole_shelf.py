"""The shelf as one questionnaire: a section for each theme, every detail in it."""

from __future__ import annotations

from typing import Any

from forms.definition import from_plain
from forms.library import details, themes, touchpoints
from forms.shapes import LANGUAGES


def whole_shelf() -> dict[str, Any]:
    """The questionnaire as plain data."""
    sections = [
        {"id": theme, "title": dict(name), "questions": [dict(one.question) for one in details() if one.theme == theme]}
        for theme, name in themes().items()
    ]
    return {
        "code": "shelf",
        "title": {"fi": "Hylly", "sv": "Hyllan", "en": "Shelf"},
        "languages": list(LANGUAGES),
        "touchpoints": [{"id": one.id, "name": dict(one.name)} for one in touchpoints()],
        "sections": sections,
    }


SHELF = from_plain(whole_shelf())
