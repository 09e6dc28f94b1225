"""The questionnaires that ship with the product, one YAML file each, named by their code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from forms.exchange.yaml import load
from forms.shapes import Questionnaire

FOLDER = Path(__file__).parent


def codes() -> list[str]:
    """The codes of the questionnaires that ship."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def shipped(code: str) -> Questionnaire:
    """The questionnaire of this code, read once. Raises KeyError when none ships under it."""
    if code not in codes():
        raise KeyError(code)
    return load(FOLDER / f"{code}.yaml")
