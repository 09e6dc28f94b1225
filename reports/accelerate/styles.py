"""Styles that are kept from document to document: elements that look alike to the sheets have one style.

For each set of sheets there is a tree of looks. A look stands for all elements with the same way from the root, where
each step is an element's name, its attributes, its place among its siblings and the sibling before it. Sheets whose
selectors see more than that (see `selectors.simple`) are left to the engine, as are pages with form fields, which the
engine's own sheet sees more of. What is kept holds nothing of a document but its inline styles, classes and ids."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from math import inf
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import css
from weasyprint.css.properties import ZERO_PIXELS
from weasyprint.html import UA_STYLESHEET
from weasyprint.layout import page

from reports.accelerate.patches import Patch, everywhere
from reports.accelerate.selectors import TOLD_BY_VALUE, simple

MOST_BOOKS = 12
MOST_LOOKS = 12_000
"""So many looks does one book hold; then it is begun anew."""
_SVG = "{http://www.w3.org/2000/svg}svg"
_UNSEEN = {"display": ("none",)}
"""For the parts of drawings: they are painted by their own rules, and the boxes made of them are thrown away."""
_SEEN_CLOSELY = frozenset({"input", "select", "option", "textarea", "button", "style", "link"})
_get_all_computed_styles = css.get_all_computed_styles
_set_page_type_computed_styles = page.set_page_type_computed_styles
Sheets = list[tuple[Any, str, Any]]


class Look:
    """The styles of all elements that look alike, their pseudo-elements' too."""

    __slots__ = ("cascaded", "names", "next", "pseudos", "style")

    def __init__(self, style: Any, cascaded: dict[Any, Any], names: bool) -> None:
        self.style, self.cascaded, self.names = style, cascaded, names
        self.next: dict[Any, Look] = {}
        self.pseudos: dict[str, Any] = {}


class Book:
    """All looks under one set of sheets. Holds the sheets, so that they keep their identity."""

    def __init__(self, sheets: Sheets, font_config: Any) -> None:
        self.sheets, self.font_config = sheets, font_config
        self.page_sizes: dict[str, Any] = {"box": None, "area": None}
        self.roots: dict[Any, Look] = {}
        self.pages: dict[Any, dict[Any, Any]] = {}
        self._styles: dict[Any, tuple[Any, dict[Any, Any]]] = {}
        self._matches: dict[Any, int] = {}
        self._weights: dict[Any, list[tuple[str, Any]]] = {}
        self.size = 0

    def look(self, element: Element, wrapper: Any, parent: Look | None, root: Look | None) -> Look:
        """A new look, for an element of which none is known; `wrapper`: as selectors see it."""
        self.size += 1
        own = Element(element.tag, element.attrib)
        inline = list(css.find_style_attributes(own))
        matched = [(sheet, match) for sheet in self.sheets for match in sheet[0].matcher.match(wrapper)]
        told = tuple(item for item in element.attrib.items() if item[0] in TOLD_BY_VALUE) if inline else ()
        key = (id(parent and parent.style), told, tuple(self._number(match) for _, match in matched))
        if key not in self._styles:
            cascaded = self._cascade(inline, matched)
            style = css.ComputedStyle(
                parent.style if parent else None,
                cascaded.pop(None, {}),
                None,
                root.style if root else css.InitialStyle(self.font_config),
                None,
                self.font_config,
                self.page_sizes,
            )
            self._styles[key] = (_without_idle_space(style), cascaded)
        return Look(*self._styles[key], names=bool(element.get("id") or element.get("name")))

    def _number(self, match: Any) -> int:
        """A number for what a selector gave an element; tuples of them would be much of what a book holds."""
        specificity, _, pseudo, declarations = match
        return self._matches.setdefault((id(declarations), specificity, pseudo), len(self._matches))

    def _cascade(self, inline: list[Any], matched: list[Any]) -> dict[Any, dict[str, Any]]:
        """By pseudo-element (None: the element itself), each property's value with the weight by which it won."""
        found: dict[Any, dict[str, Any]] = {None: {}}
        for specificity, _, declarations, base_url in inline:
            own = css.preprocess_declarations(base_url, declarations)
            _declare(found[None], _weighed(own, "author", inf, specificity))
        for (sheet, origin, sheet_specificity), (specificity, _, pseudo, (declarations, layer)) in matched:
            place = inf if layer is None else sheet.layers.index(layer)
            key = (id(declarations), origin, place, sheet_specificity or specificity)
            if key not in self._weights:
                self._weights[key] = _weighed(declarations, *key[1:])
            _declare(found.setdefault(pseudo, {}), self._weights[key])
        return found

    def pseudo(self, look: Look, kind: str, root: Look) -> Any:
        """The style of a look's pseudo-element, or None where no sheet speaks of it."""
        if kind not in look.pseudos:
            cascaded = look.cascaded.get(kind)
            look.pseudos[kind] = None if cascaded is None else self._pseudo_style(look, kind, cascaded, root)
        return look.pseudos[kind]

    def _pseudo_style(self, look: Look, kind: str, cascaded: dict[str, Any], root: Look) -> Any:
        key = (id(look.style), id(cascaded), kind)
        if key not in self._styles:
            style = css.ComputedStyle(
                look.style, cascaded, kind, root.style, None, self.font_config, self.page_sizes
            )
            self._styles[key] = (_without_idle_space(style), {})
        return self._styles[key][0]


def _weighed(declarations: Any, origin: str, place: float, specificity: Any) -> list[tuple[str, Any]]:
    """What is declared, each value with its weight: one pair for all styles that it wins in."""
    return [
        (name, (values, (css.declaration_precedence(origin, importance), place, specificity)))
        for name, values, importance in declarations
    ]


def _declare(style: dict[str, Any], weighed: list[tuple[str, Any]]) -> None:
    for name, pair in weighed:
        if name not in style or style[name][1] <= pair[1]:
            style[name] = pair


def _without_idle_space(style: Any) -> Any:
    """Padding and margins are nothing where tables have no room for them; the engine says so at each look."""
    display = style["display"]
    if "table" in display and style["border_collapse"] == "collapse":
        style.update(dict.fromkeys((f"padding_{side}" for side in ("top", "bottom", "left", "right")), ZERO_PIXELS))
    if len(display) == 1 and display[0].startswith("table-") and display[0] != "table-caption":
        style.update(dict.fromkeys((f"margin_{side}" for side in ("top", "bottom", "left", "right")), ZERO_PIXELS))
    return style


class Unlike(Exception):
    """A page with something that looks do not tell apart."""


class Spot:
    """An element of a page on its way down; its wrapper for selectors is only made when a look is missing."""

    __slots__ = ("_wrapped", "_wrapper", "element", "index", "look", "parent")

    def __init__(self, element: Element, look: Any, parent: Spot | None, index: int, wrapper: Any = None) -> None:
        self.element, self.look, self.parent, self.index = element, look, parent, index
        self._wrapper = wrapper
        self._wrapped: list[Any] | None = None

    def wrapper(self) -> Any:
        if self._wrapper is None and self.parent:
            self._wrapper = self.parent.wrapped()[self.index]
        return self._wrapper

    def wrapped(self) -> Any:
        if self._wrapped is None:
            self._wrapped = list(self.wrapper().iter_children())
        return self._wrapped


class KeptStyles(css.StyleFor):  # type: ignore[misc, unused-ignore]  # the engine brings no types
    """What the engine asks for the style of an element, answered from a book."""

    def __init__(self, html: Any, book: Book, target_collector: Any) -> None:
        self._cascaded_styles: dict[Any, Any] = {}
        self._computed_styles: dict[Any, Any] = {}
        self._sheets, self.font_config = book.sheets, book.font_config
        self.initial_page_sizes = book.page_sizes
        self._book = book
        self._looks: dict[Element, Look] = {}
        self._drawn: set[Element] = set()
        self._root = self._settle(html, target_collector)
        self._computed_styles[html.etree_element, None] = self._root.style

    def __call__(self, element: Any, pseudo_type: str | None = None) -> Any:
        look = self._looks.get(element) if isinstance(element, Element) else None
        if look is None:
            return _UNSEEN if element in self._drawn else super().__call__(element, pseudo_type)
        return self._book.pseudo(look, pseudo_type, self._root) if pseudo_type else look.style

    def settle_page(self, page_type: Any, html: Any) -> None:
        """The styles of a page and its margins: pages that the same rules speak of share them."""
        matched = tuple(
            (id(declarations), selector)
            for sheet, _, _ in self._sheets
            for _, selectors, declarations in sheet.page_rules
            for selector in selectors
            if self._page_type_match(selector[2], page_type)
        )
        key = (id(self._root.style), repr(matched))
        if key not in self._book.pages:
            _set_page_type_computed_styles(page_type, html, self)
            styles = {kind: style for (one, kind), style in self._computed_styles.items() if one == page_type}
            self._book.pages[key] = styles
        self._computed_styles.update({(page_type, kind): one for kind, one in self._book.pages[key].items()})

    def _settle(self, html: Any, target_collector: Any) -> Look:
        book, element = self._book, html.etree_element
        key = _own_key(element)
        root = book.roots.get(key)
        if root is None:
            root = book.roots[key] = book.look(element, html.wrapper_element, None, None)
        self._looks[element] = root
        waiting, anchors = [Spot(element, root, None, 0, html.wrapper_element)], list[Any]()
        while waiting:
            # The last comes first: so elements are met in the order in which they stand on the page.
            spot = waiting.pop()
            if spot.look.names:
                anchors.append(spot.look.style["anchor"])
            if spot.element.tag == _SVG:
                parts = [part for part in spot.element.iter() if part is not spot.element]
                self._drawn.update(parts)
                anchors += [part.get("id") for part in parts]
            else:
                waiting.extend(reversed(list(self._children(spot, root))))
        tops = (root, *(self._looks[body] for body in element.findall("body")))
        if any(look.style["overflow"] != "visible" for look in tops):
            raise Unlike("the engine moves this value from the element to the page")
        for anchor in filter(None, anchors if target_collector else ()):
            target_collector.collect_anchor(anchor)
        return root

    def _children(self, spot: Spot, root: Look) -> Iterator[Spot]:
        parent, last, before = spot.look, len(spot.element) - 1, None
        for index, child in enumerate(spot.element):
            own = _own_key(child)
            key = (own, before, 2 if index > 2 else index, index == last)
            look = parent.next.get(key)
            below = Spot(child, look, spot, index)
            if look is None:
                below.look = look = parent.next[key] = self._book.look(child, below.wrapper(), parent, root)
            self._looks[child] = look
            before = own
            yield below


def _own_key(element: Element) -> tuple[Any, ...]:
    tag = element.tag
    if not isinstance(tag, str) or tag in _SEEN_CLOSELY:
        raise Unlike(str(tag))
    if not element.attrib:
        return (tag,)
    return (tag, *[(name, value if name in TOLD_BY_VALUE else None) for name, value in element.attrib.items()])


_books: OrderedDict[tuple[int, ...], Book] = OrderedDict()


def _book_of(sheets: Sheets, font_config: Any) -> Book:
    key = (id(font_config), *(id(sheet) for sheet, _, _ in sheets))
    book = _books.get(key)
    if book is None or book.size > MOST_LOOKS:
        book = _books[key] = Book(sheets, font_config)
    _books.move_to_end(key)
    if len(_books) > MOST_BOOKS:
        _books.popitem(last=False)
    return book


def forget() -> None:
    """Keep nothing of what was."""
    _books.clear()


def get_all_computed_styles(
    html: Any,
    user_stylesheets: Any = None,
    presentational_hints: bool = False,
    font_config: Any = None,
    counter_style: Any = None,
    *rest: Any,
    **more: Any,
) -> Any:
    """As the engine's; with kept styles where all sheets are simple."""
    def plainly() -> Any:
        return _get_all_computed_styles(
            html, user_stylesheets, presentational_hints, font_config, counter_style, *rest, **more
        )

    *_, target_collector, forms = (*rest, *[None] * 5)[:5]
    sources = [getattr(sheet, "source", None) for sheet in user_stylesheets or ()]
    told = not (presentational_hints or forms or more) and font_config is not None and counter_style is not None
    if not told or not all(source is not None and simple(source) for source in sources):
        return plainly()
    sheets: Sheets = [(UA_STYLESHEET, "user agent", None), *((sheet, "user", None) for sheet in user_stylesheets)]
    try:
        kept = KeptStyles(html, _book_of(sheets, font_config), target_collector)
    except Unlike:
        return plainly()
    for style in html._ua_counter_style():
        counter_style.update(style)
    return kept


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """As the engine's."""
    if isinstance(style_for, KeptStyles):
        style_for.settle_page(page_type, html)
    else:
        _set_page_type_computed_styles(page_type, html, style_for)


PATCHES: list[Patch] = [
    *everywhere(_get_all_computed_styles, get_all_computed_styles),
    *everywhere(_set_page_type_computed_styles, set_page_type_computed_styles),
]
