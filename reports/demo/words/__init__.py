"""The sentences of invented shoppers, in Finnish and Swedish."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent


@cache
def _words(language: str) -> dict[str, Any]:
    return dict(yaml.safe_load((_FOLDER / f"{language}.yaml").read_text(encoding="utf-8")))


def choices(language: str, path: tuple[str, ...], kinds: tuple[str, ...] = ()) -> list[str]:
    """The sentences at `path`, e.g. ("mishap", "tray_fell"); empty where there are none.

    Where they are kept by kind of visit (any, lunch, busy, dinner, coffee), those of `kinds` and of any.
    """
    found: Any = _words(language)
    for step in path:
        found = found.get(step, {}) if isinstance(found, dict) else {}
    if isinstance(found, dict):
        return [sentence for kind in ("any", *kinds) for sentence in found.get(kind, [])]
    return found if isinstance(found, list) else [found]


def all_sentences(language: str) -> list[str]:
    """Every sentence of the language."""
    return _leaves(_words(language))


def _leaves(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    parts = node.values() if isinstance(node, dict) else node
    return [sentence for part in parts for sentence in _leaves(part)]
