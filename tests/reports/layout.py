"""What can be measured of pages as they were laid out: words beyond their place, over each other, headings left alone,
pages with next to nothing. For processes that print (the layout engine loosens Pillow)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint import HTML, Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from reports.documents.kind import Printable
from reports.fetcher import ManifestFetcher
from reports.pdf import Press
from reports.theme import theme_of

PX = 96 / 25.4
PAPER_MM = 210
# Words keep so far from the edges of the paper.
EDGE_MM = 15
EDGES_MM = {"huddle": 14}
_SLACK_PX = 1.0
_LARGE_PX = 100.0
# Rules of a face reach into each other's lines a little; words that share more than this are over each other.
_SHARED = 0.3
_HEADINGS = ("h1", "h2", "h3", "h4")
# A page before the last one, on which less than this share of its height is used, looks forgotten.
LEAST_FILLED = 0.3


@dataclass(frozen=True)
class Word:
    """A run of text on one line, in CSS pixels from the page's corner."""

    text: str
    left: float
    top: float
    width: float
    height: float
    tags: tuple[str, ...]
    room: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


def laid_out(press: Press, printable: Printable, pictures: dict[str, bytes]) -> Document:
    """The pages as the press lays them out, before they are written."""
    shown = {key: pictures[key] for key in printable.picture_keys()}
    theme = theme_of(printable.brand)
    art = press.kind.art(printable, theme)
    if printable.brand.cover:
        shown["art:cover"] = shown[printable.brand.cover]
        art = {key: drawing for key, drawing in art.items() if key != "art:cover"}
    page = HTML(string=press.html(printable), url_fetcher=ManifestFetcher(shown, art))
    return page.render(font_config=press._fonts, stylesheets=[press._sheet, press._css(theme.css())])


def flaws(document: Document, kind: str = "") -> list[str]:
    """A line for each thing that is not as it should be, with its page; `kind`: of the document."""
    edge = EDGES_MM.get(kind, EDGE_MM) * PX
    return [
        f"page {number}: {flaw}"
        for number, page in enumerate(document.pages, 1)
        for flaw in _flaws_of(page, edge, number == len(document.pages))
    ]


def _flaws_of(page: Any, edge: float, is_last: bool) -> Iterator[str]:
    right = PAPER_MM * PX - edge
    words = list(_words(page._page_box, (), right))
    for word in words:
        is_beyond = word.right > right + _SLACK_PX or word.left < edge - _SLACK_PX
        if is_beyond and word.height < 0.5 * _LARGE_PX:
            yield f"beyond the margin: {word.text[:40]!r}"
        if word.right > word.room + _SLACK_PX:
            yield f"wider than its place by {word.right - word.room:.0f} px: {word.text[:40]!r}"
    yield from _over_each_other(words)
    yield from _left_alone(words, list(_drawings(page._page_box)))
    lowest = max((word.bottom for word in words), default=0.0)
    if not words:
        yield "nothing on it"
    elif not is_last and lowest < LEAST_FILLED * page.height and not any(_drawings(page._page_box)):
        yield f"only {lowest / page.height:.0%} of it used"


def _over_each_other(words: list[Word]) -> Iterator[str]:
    ordered = sorted((word for word in words if word.text.strip()), key=lambda word: word.top)
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.top >= one.bottom:
                break
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.bottom, other.bottom) - max(one.top, other.top)
            smaller = min(one.width * one.height, other.width * other.height)
            if wide > 1 and high > 0 and wide * high > _SHARED * smaller:
                yield f"over each other: {one.text[:30]!r} and {other.text[:30]!r}"


def _left_alone(words: list[Word], drawn: list[float]) -> Iterator[str]:
    """Headings with neither words nor a drawing (`drawn`: where each ends) below them on their page."""
    for word in words:
        if any(tag in _HEADINGS for tag in word.tags):
            below = [one for one in words if one.top >= word.bottom - 2 and not set(one.tags) & set(_HEADINGS)]
            if not below and not any(bottom > word.bottom for bottom in drawn):
                yield f"a heading with nothing under it: {word.text[:40]!r}"


def _words(box: Any, tags: tuple[str, ...], room: float) -> Iterator[Word]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.MarginBox):
        return
    if isinstance(box, boxes.TextBox):
        if box.text.strip():
            yield _word(box, tags, room)
        return
    if isinstance(box, (boxes.BlockContainerBox, boxes.TableCellBox)):
        room = box.content_box_x() + box.width
    for child in getattr(box, "children", ()):
        yield from _words(child, (*tags, box.element_tag or ""), room)


def _word(box: Any, tags: tuple[str, ...], room: float) -> Word:
    """Of the largest figures what is ink: their lines are set closer than they are high."""
    left, top, width, height = box.position_x, box.position_y, box.width, box.height
    if height > _LARGE_PX:
        left, top, width, height = left + 0.05 * width, top + 0.2 * height, 0.9 * width, 0.55 * height
    return Word(box.text, left, top, width, height, tags, room)


def _drawings(box: Any) -> Iterator[float]:
    """Where each picture and drawing of the page ends."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.MarginBox):
        return
    if isinstance(box, boxes.ReplacedBox):
        yield box.position_y + box.height
    for child in getattr(box, "children", ()):
        yield from _drawings(child)
