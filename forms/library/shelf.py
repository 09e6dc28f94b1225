"""What is written once and taken into many questionnaires: touchpoints, themes, and details (whole questions).

All of it is plain data, read once from the YAML files beside this module. Nothing here is checked beyond what the
look-up needs: a question is read strictly when it has become part of a questionnaire.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from forms.exchange.plain import read
from forms.shapes import Text, Touchpoint

FOLDER = Path(__file__).parent
TOUCHPOINTS, THEMES = FOLDER / "touchpoints.yaml", FOLDER / "themes.yaml"


@dataclass(frozen=True)
class Detail:
    """One question of the shelf, whole and in all our languages. `theme` is an id of `themes()`."""

    theme: str
    question: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The id of its question."""
        return str(self.question["id"])


@cache
def touchpoints() -> tuple[Touchpoint, ...]:
    """The touchpoints of the shelf, in the order of a visit."""
    return tuple(Touchpoint(one["id"], one["name"]) for one in _plain(TOUCHPOINTS))


@cache
def themes() -> Mapping[str, Text]:
    """Id → name of each theme, in the order of a visit; each has its file in `details/`."""
    return MappingProxyType({one["id"]: one["name"] for one in _plain(THEMES)})


@cache
def details() -> tuple[Detail, ...]:
    """Every question of the shelf, theme by theme. A question hangs only on questions that stand before it."""
    return tuple(
        Detail(theme, question) for theme in themes() for question in _plain(FOLDER / "details" / f"{theme}.yaml")
    )


def _plain(path: Path) -> list[dict[str, Any]]:
    data, _lines = read(path.read_text(encoding="utf-8"))
    return list(data)
