"""Reading our own pages by expat: they are well-formed, so the tolerant parser of HTML is not needed.

Whatever a parser of HTML might read otherwise than one of XML is left to it: see `_refused` and `_fits`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import tinyhtml5
from weasyprint import html

from reports.accelerate.patches import Patch, everywhere

_VOID = re.compile(r"<(meta|br|img|hr|col|wbr)\b([^<>]*?)/?>")
_BARE_SVG = re.compile(r"<svg(?![^<>]*\sxmlns=)(?=[\s>])")
_START = re.compile(r"\s*<!DOCTYPE html>\s*", re.IGNORECASE)
_ODD = re.compile(r'<!|<\?|\r|="[^"]*[\n\t]|\bxmlns:')
"""Comments and the like, and breaks within attributes, which XML takes for spaces."""
_HEAD = frozenset({"meta", "title"})
_BLOCKS = frozenset({
    "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "section",
    "article", "header", "footer", "main", "figure", "aside", "nav", "hr",
})  # fmt: skip
_INLINE = frozenset({
    "span", "b", "strong", "i", "em", "u", "s", "small", "sup", "sub", "br", "img", "a", "q", "time", "abbr",
    "code", "cite", "wbr",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FLOW = _BLOCKS | _INLINE | {"svg"}
_INSIDE = {
    "html": frozenset({"head", "body"}),
    "head": _HEAD,
    "table": frozenset({"caption", "colgroup", "thead", "tbody", "tfoot"}),
    "colgroup": frozenset({"col"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"tr"})),
    "tr": frozenset({"td", "th"}),
    **dict.fromkeys(("ul", "ol"), frozenset({"li"})),
    "dl": frozenset({"dt", "dd"}),
    "figure": _FLOW | {"figcaption"},
}
_TEXTLESS = frozenset({"html", "head", "table", "colgroup", "thead", "tbody", "tfoot", "tr"})
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = frozenset(
    _SVG + name
    for name in (
        "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
        "defs", "clipPath", "use", "title", "desc",
    )
)  # fmt: skip
_parse = tinyhtml5.parse
_get_html_metadata = html.get_html_metadata


class Found:
    """An element as selectors find it."""

    def __init__(self, element: Element) -> None:
        self.etree_element = element

    def query_all(self, *names: str) -> Iterator[Found]:
        """All elements of these names, in the order in which they stand on the page."""
        return (Found(element) for element in self.etree_element.iter() if element.tag in names)


def get_html_metadata(page: Any) -> Any:
    """As the engine's, which has selectors look at each element of the page for it."""
    head = SimpleNamespace(
        etree_element=page.etree_element,
        wrapper_element=Found(page.etree_element),
        base_url=page.base_url,
        url_fetcher=page.url_fetcher,
    )
    return _get_html_metadata(head)


def parse(source: Any, **options: Any) -> Any:
    """The tree of a page, as the engine's own parser gives it. `source`: a text file."""
    if not isinstance(source, StringIO) or options != {"namespace_html_elements": False}:
        return _parse(source, **options)
    text = source.getvalue()
    tree = quickly(text)
    return _parse(StringIO(text), **options) if tree is None else tree


def quickly(text: str) -> Element | None:
    """The tree of a well-formed page, or None when it might be read otherwise as HTML."""
    start = _START.match(text)
    if start is None or _ODD.search(text, start.end()):
        return None
    written = _BARE_SVG.sub('<svg xmlns="http://www.w3.org/2000/svg"', _VOID.sub(r"<\1\2/>", text[start.end() :]))
    try:
        root = ElementTree.fromstring(written)  # noqa: S314 no DTD gets here
    except (ElementTree.ParseError, ValueError):
        return None
    return _as_html(root, text[text.rindex(">") + 1 :]) if root.tag == "html" and _fits(root) else None


def _fits(root: Element) -> bool:
    """Whether each element stands where HTML lets it stand, so that none closes or moves another."""
    if [child.tag for child in root] != ["head", "body"]:
        return False
    waiting = [(root, frozenset[str]())]
    while waiting:
        element, around = waiting.pop()
        tag = element.tag
        forbidden = around | _forbidden_in(tag)
        allowed = _INSIDE.get(tag, _FLOW) - forbidden
        if tag in _TEXTLESS and not _blank(element):
            return False
        for child in element:
            if child.tag == f"{_SVG}svg" and "svg" in allowed:
                if not all(one.tag in _DRAWN and _plain(one) for one in child.iter()):
                    return False
            elif child.tag not in allowed or not _plain(child):
                return False
            elif len(child) or child.tag in _TEXTLESS:
                waiting.append((child, forbidden))
    return True


def _forbidden_in(tag: str) -> frozenset[str]:
    if tag == "p":
        return _BLOCKS
    if tag in _HEADINGS:
        return _HEADINGS
    return frozenset({"a"}) if tag == "a" else frozenset()


def _plain(element: Element) -> bool:
    return all(name[0] != "{" and (name.islower() or name in _DRAWN_ATTRIBUTES) for name in element.attrib)


_DRAWN_ATTRIBUTES = frozenset({"viewBox", "preserveAspectRatio", "clipPathUnits", "textLength", "lengthAdjust"})


def _blank(element: Element) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return not any(text and text.strip(" \n") for text in texts)


def _as_html(root: Element, behind: str) -> Element:
    """Spaces where HTML keeps them: none before the head, those behind the body, and `behind` all, at its end."""
    body = root[1]
    root.text = None
    spaces = (body.tail or "") + behind
    if len(body):
        body[-1].tail = (body[-1].tail or "") + spaces
    else:
        body.text = (body.text or "") + spaces
    body.tail = None
    return root


PATCHES = [Patch(tinyhtml5, "parse", parse), *everywhere(_get_html_metadata, get_html_metadata)]
