"""Drawings: words and numbers of SVG are read once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from tinycss2.color5 import Color
from weasyprint.svg import utils

from reports.accelerate.patches import Patch, everywhere

_size = utils.size
_normalize = utils.normalize
_parse_url = utils.parse_url
_color = utils.color
normalize = lru_cache(maxsize=2_000)(_normalize)
parse_url = lru_cache(maxsize=500)(_parse_url)
known_color = lru_cache(maxsize=500)(_color)


def size(string: Any, font_size: Any = None, percentage_reference: Any = None) -> Any:
    """As the engine's; most sizes are bare numbers."""
    if not string:
        return 0
    try:
        return float(string)
    except ValueError:
        return _size(string, font_size, percentage_reference)


def color(string: Any) -> Any:
    """As the engine's; each asks for a colour of its own, which it may change."""
    known = known_color(string)
    made = Color.__new__(type(known))
    made.__dict__.update(known.__dict__)
    return made


def forget() -> None:
    """Keep nothing of what was."""
    for kept in (normalize, parse_url, known_color):
        kept.cache_clear()


PATCHES: list[Patch] = [
    *everywhere(_size, size),
    *everywhere(_normalize, normalize),
    *everywhere(_parse_url, parse_url),
    *everywhere(_color, color),
]
