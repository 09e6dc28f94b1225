"""The questionnaires that ship with the product, for a chain to begin with."""

from __future__ import annotations

from functools import cache

from forms.definition import Questionnaire
from forms.library import codes, shipped


@cache
def shelf() -> dict[str, Questionnaire]:
    """Code → questionnaire, by code. Read once: the shelf does not change while the app runs."""
    return {code: shipped(code) for code in codes()}
