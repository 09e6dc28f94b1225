"""Copies of styles: what one had to work out is known to the next, and a table's two styles are made once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint import css
from weasyprint.formatting_structure import build

from reports.accelerate.patches import Patch, everywhere

_wrap_table = build.wrap_table
_copies = {one: one.copy for one in (css.ComputedStyle, css.AnonymousStyle)}


class Scrap(dict[str, Any]):
    """A copy of a style that will be thrown away: it holds what is changed, and asks the style for the rest."""

    def __init__(self, style: Any) -> None:
        super().__init__()
        self._style = style

    def __missing__(self, name: str) -> Any:
        return self._style[name]


def wrap_table(table: Any, children: Any) -> Any:
    """As the engine's; tables of one style share the two styles that it is split into."""
    global _copying
    known = table.style.__dict__
    if "split" not in known:
        wrapper = _wrap_table(table, children)
        known["split"] = wrapper.style, wrapper.get_wrapped_table().style
        return wrapper
    _copying = Scrap
    try:
        wrapper = _wrap_table(table, children)
    finally:
        _copying = _full_copy
    wrapper.style, wrapper.get_wrapped_table().style = known["split"]
    return wrapper


def copy(style: Any) -> Any:
    """As the engine's."""
    return _copying(style)


def _full_copy(style: Any) -> Any:
    """What the last copy had to work out is worked out here first, once for all further copies."""
    last = style.__dict__.pop("last_copy", None)
    for name in last.keys() - style.keys() if last else ():
        style[name]
    made = _copies[type(style)](style)
    style.last_copy = made
    return made


_copying: Callable[[Any], Any] = _full_copy

PATCHES: list[Patch] = [
    *everywhere(_wrap_table, wrap_table),
    *(Patch(one, "copy", copy) for one in _copies),
]
