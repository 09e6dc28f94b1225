"""Boxes: what follows from a style alone is worked out once for a style, not once for each box."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, percent
from weasyprint.text import line_break

from reports.accelerate.patches import Patch, everywhere

MOST_PLANS = 2_000
_resolve_percentages = percent.resolve_percentages
_is_in_normal_flow = boxes.Box.is_in_normal_flow
_layout_box_backgrounds = background.layout_box_backgrounds
_strut = line_break.strut
_SIDES = ("top", "right", "bottom", "left")
_WIDTHS = (
    *(f"margin_{side}" for side in _SIDES), *(f"padding_{side}" for side in _SIDES),
    "width", "min_width", "max_width", "min_height", "max_height",
)  # fmt: skip
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_SQUARE = {f"border_{corner}_radius": (0, 0) for corner in ("top_left", "top_right", "bottom_right", "bottom_left")}
Plan = tuple[dict[str, Any], tuple[tuple[str, float], ...], Any, tuple[tuple[str, float], ...]]


def _plan(style: Any) -> Plan | None:
    """Lengths that are what they are, shares of the width around, the height, and borders that a table may have set.

    None for a style with sums, other sizing of boxes or heights in per cent of something."""
    borders = {name: style[name] for name in _BORDERS}
    collapse = style["border_collapse"] == "collapse"
    fixed: dict[str, Any] = {} if collapse else dict(borders)
    shares = []
    for name in _WIDTHS:
        value = style[name]
        if value == "auto":
            fixed[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif getattr(value, "unit", None) == "px":
            fixed[name] = value.value
        elif getattr(value, "unit", None) == "%" and not name.endswith("height"):
            shares.append((name, value.value))
        else:
            return None
    height = style["height"]
    if style["box_sizing"] != "content-box" or not (height == "auto" or getattr(height, "unit", None) in ("px", "%")):
        return None
    return fixed, tuple(shares), height, tuple(borders.items()) if collapse else ()


_plans: dict[str, Plan | None] = {}


def _shared_plan(style: Any) -> Plan | None:
    """One plan for all styles with the same lengths, told apart by how they are written: 0 is equal to 0.0."""
    plan = _plan(style)
    if len(_plans) >= MOST_PLANS:
        _plans.clear()
    return _plans.setdefault(repr(plan), plan)


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Used lengths of a box, as the engine's."""
    known = box.style.__dict__
    if "plan" not in known:
        known["plan"] = _shared_plan(box.style)
    plan: Plan | None = known["plan"]
    if plan is None or not isinstance(box, boxes.Box) or isinstance(box, boxes.PageBox):
        _resolve_percentages(box, containing_block)
        return
    fixed, shares, height, borders = plan
    if isinstance(containing_block, boxes.Box):
        around, high = containing_block.width, containing_block.height
    else:
        around, high = containing_block
    used = box.__dict__
    used.update(fixed)
    for name, value in borders:
        used.setdefault(name, value)
    for name, value in shares:
        used[name] = around * value / 100
    if height == "auto":
        used["height"] = "auto"
    elif height.unit == "px":
        used["height"] = height.value
    else:
        used["height"] = "auto" if high == "auto" else high * height.value / 100


def is_in_normal_flow(box: Any) -> bool:
    """As the engine's."""
    known = box.style.__dict__
    found: bool | None = known.get("in_flow")
    if found is None:
        found = known["in_flow"] = _is_in_normal_flow(box)
    return found


def _bare(style: Any) -> bool:
    colour = background.parse_color("transparent") if style["visibility"] == "hidden" else style["background_color"]
    if colour == "currentcolor":
        colour = style["color"]
    return (
        all((0, "px") in style[name] for name in _SQUARE)
        and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and all(kind == "none" for kind, _ in style["background_image"])
        and colour.alpha == 0
        and not style["box_shadow"]
    )


def layout_box_backgrounds(
    page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
) -> None:
    """As the engine's; most boxes have nothing behind them."""
    known = box.style.__dict__
    if style is None and "bare" not in known:
        known["bare"] = _bare(box.style)
    if style is not None or box is page or not known["bare"] or not isinstance(box, boxes.Box):
        _layout_box_backgrounds(page, box, get_image_from_uri, layout_children, style)
        return
    box.__dict__.update(_SQUARE)
    box.background = None
    if layout_children:
        for child in box.all_children():
            layout_box_backgrounds(page, child, get_image_from_uri)


def strut(style: Any) -> tuple[float, float]:
    """As the engine's."""
    found: tuple[float, float] | None = style.__dict__.get("strut")
    if found is None:
        found = style.strut = _strut(style)
    return found


PATCHES = [
    *everywhere(_resolve_percentages, resolve_percentages),
    *everywhere(_layout_box_backgrounds, layout_box_backgrounds),
    *everywhere(_strut, strut),
    Patch(boxes.Box, "is_in_normal_flow", is_in_normal_flow),
]
