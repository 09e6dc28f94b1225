"""Small questions that the engine asks of every box many times over: answered without detours."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from weasyprint.draw import color
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import block, float

from reports.accelerate.patches import Patch, everywhere

_FLOATS = frozenset({"left", "right", "inline-start", "inline-end"})
_TABULAR = (boxes.TableBox, boxes.TableRowGroupBox, boxes.TableRowBox, boxes.TableColumnGroupBox, boxes.TableColumnBox)
_get_color = color.get_color
_collapse_margin = block.collapse_margin
_avoid_collisions = float.avoid_collisions
_establishes_formatting_context = boxes.Box.establishes_formatting_context
_table_boxes_children = build.table_boxes_children


def is_floated(box: Any) -> bool:
    """As the engine's."""
    return box.style["float"] in _FLOATS


def establishes_formatting_context(box: Any) -> bool:
    """As the engine's; for all boxes of a kind in a style, columns apart, the answer is the same."""
    if box.is_column:
        return True
    known = box.style.__dict__
    found: dict[type, bool] = known.get("contexts") or known.setdefault("contexts", {})
    answer = found.get(type(box))
    if answer is None:
        answer = found[type(box)] = _establishes_formatting_context(box)
    return answer


def descendants(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """As the engine's, without a generator within a generator for each step down."""
    waiting = [box]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, boxes.Box):
            if not placeholders:
                yield one
                continue
            one = one._box
        yield one
        waiting.extend(reversed(one.children))


def get_color(style: Any, key: str) -> Any:
    """As the engine's, without asking a colour whether it is a word."""
    value = style[key]
    return style["color"] if value.__class__ is str and value == "currentcolor" else value


def collapse_margin(margins: list[float]) -> float:
    """As the engine's."""
    if not margins:
        return 0
    most, least = max(margins), min(margins)
    return (most if most > 0 else 0) + (least if least < 0 else 0)


def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
    """As the engine's; mostly there is nothing to collide with."""
    if outer or context.excluded_shapes or box.style["float"] != "none" or (
        containing_block.style["direction"] != "ltr" or not isinstance(box, boxes.LineBox)
    ):
        return _avoid_collisions(context, box, containing_block, outer)
    left = containing_block.content_box_x()
    right = left + containing_block.width
    left += box.margin_left
    right -= box.margin_right
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


def table_boxes_children(box: Any, children: Any) -> Any:
    """As the engine's; a box with nothing of a table in it stays as it is."""
    children = list(children)
    if isinstance(box, _TABULAR) or any(
        child.proper_table_child or child.internal_table_or_caption for child in children
    ):
        return _table_boxes_children(box, children)
    box.children = children
    return box


class _Home:
    """What the engine's own late imports ask for in a module: its package, at once."""

    def __init__(self, spec: Any) -> None:
        self.__dict__.update(spec.__dict__)
        self.parent = spec.parent


_LATE = ("draw.text", "text.line_break", "svg.text", "svg.utils", "layout.inline", "layout.float", "layout.absolute",
         "layout.table", "layout.background", "layout.replaced", "layout.column")  # fmt: skip


def _patches() -> list[Patch]:
    late = [sys.modules[f"weasyprint.{name}"] for name in _LATE]
    return [
        *everywhere(_get_color, get_color),
        *everywhere(_collapse_margin, collapse_margin),
        *everywhere(_avoid_collisions, avoid_collisions),
        *everywhere(_table_boxes_children, table_boxes_children),
        Patch(boxes.Box, "descendants", descendants),
        Patch(boxes.Box, "is_floated", is_floated),
        Patch(boxes.Box, "establishes_formatting_context", establishes_formatting_context),
        *(Patch(module, "__spec__", _Home(module.__spec__)) for module in late),
    ]


PATCHES = _patches()
