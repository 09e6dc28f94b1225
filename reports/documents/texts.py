"""A document's own fixed words, one table for its three languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

LANGUAGES = ("fi", "sv", "en")


class Texts(dict[str, Any]):
    """Words by name, in one language; `texts.word("page")` or `texts.page`. An unknown name is an error."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


@cache
def _table(file: Path) -> MappingProxyType[str, Any]:
    return MappingProxyType(yaml.safe_load(file.read_text(encoding="utf-8")))


def load_texts(folder: Path, language: str, tone: str = "plain") -> Texts:
    """The words of the document in `folder` (its texts.yaml) in `language` (fi, sv or en); its `tones` say some of them
    otherwise."""
    table = dict(_table(folder / "texts.yaml"))
    words = table | table.pop("tones", {}).get(tone, {})
    return Texts({name: in_language(value, language) for name, value in words.items() if name != "tones"})


def in_language(value: Any, language: str) -> Any:
    """`value` where each {fi: …, sv: …, en: …} became its one text, at any depth."""
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES):
            return value[language]
        return Texts({name: in_language(item, language) for name, item in value.items()})
    if isinstance(value, list):
        return [in_language(item, language) for item in value]
    return value
