"""The questionnaires that ship with the product, for a chain to begin with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from forms.definition import Questionnaire
from forms.exchange.yaml import load

_FOLDER = Path(__file__).parent.parent / "forms" / "library"


@cache
def shelf() -> dict[str, Questionnaire]:
    """Code → questionnaire, by code. Read once: the shelf does not change while the app runs."""
    found = [load(path) for path in sorted(_FOLDER.glob("*.yaml"))]
    return {questionnaire.code: questionnaire for questionnaire in found}
