"""Painting lines and colours: boxes without borders and outlines are passed over, and states kept by lighter means."""

from __future__ import annotations

from typing import Any

import pydyf
from weasyprint.draw import border
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from reports.accelerate.patches import Patch, everywhere

_draw_border = border.draw_border
_draw_outline = border.draw_outline
_set_color = Stream.set_color


class Stacked:
    """The state of a stream, kept while something is painted."""

    __slots__ = ("stream",)

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __enter__(self) -> None:
        self.stream.push_state()

    def __exit__(self, *_: object) -> None:
        self.stream.pop_state()


class Marked:
    """What is painted meanwhile has a tag."""

    __slots__ = ("stream",)

    def __init__(self, stream: Any, tag: str, properties: Any = None) -> None:
        self.stream = stream
        if stream._tags is not None:
            pydyf.Stream.begin_marked_content(stream, tag, properties)

    def __enter__(self) -> None:
        """The mark stands already."""

    def __exit__(self, *_: object) -> None:
        if self.stream._tags is not None:
            pydyf.Stream.end_marked_content(self.stream)


def stacked(stream: Any) -> Stacked:
    """As the engine's."""
    return Stacked(stream)


def marked(stream: Any, box: Any, tag: str) -> Marked:
    """As the engine's."""
    if stream._tags is None:
        return Marked(stream, tag)
    number = len(stream._tags)
    assert box not in stream._tags
    stream._tags[box] = {"tag": tag, "mcid": number}
    return Marked(stream, tag, pydyf.Dictionary({"MCID": number}))


def artifact(stream: Any) -> Marked:
    """As the engine's."""
    return Marked(stream, "Artifact")


def set_color(stream: Any, color: Any, stroke: bool = False) -> None:
    """As the engine's."""
    if color.space != "srgb" or None in color.coordinates:
        _set_color(stream, color, stroke)
        return
    stream.set_alpha(color.alpha, stroke)
    key = ("srgb", *color.coordinates)
    if stroke:
        if key == stream._current_color_stroke:
            return
        stream._current_color_stroke = key
    else:
        if key == stream._current_color:
            return
        stream._current_color = key
    stream.set_color_rgb(*color.coordinates, stroke)


def draw_border(stream: Any, box: Any) -> None:
    """As the engine's; most boxes have no border."""
    if not (box.border_top_width or box.border_right_width or box.border_bottom_width or box.border_left_width):
        known = box.style.__dict__
        if "unruled" not in known:
            known["unruled"] = _unruled(box.style)
        if known["unruled"]:
            return
    _draw_border(stream, box)


def _unruled(style: Any) -> bool:
    """Whether a box in this style without borders has neither lines between columns nor pictures for borders."""
    return bool(
        style["column_width"] == style["column_count"] == "auto" and style["border_image_source"][0] == "none"
    )


def draw_outline(stream: Any, box: Any) -> None:
    """As the engine's; hardly a box has an outline."""
    waiting = [box]
    while waiting:
        one = waiting.pop()
        if one.style["outline_width"]:
            _draw_outline(stream, box)
            return
        waiting.extend(child for child in one.children if isinstance(child, boxes.Box))


PATCHES = [
    *everywhere(_draw_border, draw_border),
    *everywhere(_draw_outline, draw_outline),
    Patch(Stream, "stacked", stacked),
    Patch(Stream, "marked", marked),
    Patch(Stream, "artifact", artifact),
    Patch(Stream, "set_color", set_color),
]
