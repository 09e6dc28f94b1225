"""The questionnaires that ship with the product, one YAML file each, named by their code; and the shelf they share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from forms.definition import from_plain
from forms.exchange.plain import read
from forms.library.expand import expand
from forms.library.shelf import THEMES, TOUCHPOINTS, Detail, details, themes, touchpoints
from forms.reading import DefinitionError
from forms.shapes import Questionnaire

__all__ = ["FOLDER", "Detail", "codes", "details", "shipped", "themes", "touchpoints"]

FOLDER = Path(__file__).parent


def codes() -> list[str]:
    """The codes of the questionnaires that ship."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml") if path not in (TOUCHPOINTS, THEMES))


@cache
def shipped(code: str) -> Questionnaire:
    """The questionnaire of this code, read once. Raises KeyError when none ships under it."""
    if code not in codes():
        raise KeyError(code)
    data, _lines = read((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    plain, problems = expand(data)
    if problems:
        raise DefinitionError(problems)
    return from_plain(plain)
