"""What the layout engine leaves out of an accessible archive file: PDF/UA-1 and PDF/A-3a in one.

Four things are added: running heads and feet are painted as page artifacts and kept out of the structure tree; what
is in another language than its document says so there; header cells tell their scope and are listed by id; the
metadata claims PDF/UA beside PDF/A, with the extension schema that PDF/A asks for. Imported only where PDFs are
printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import pydyf
from weasyprint import Document, draw
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags

VARIANT = "pdf/a-3a"

_paint = draw.draw_stacking_context
_build_tags = tags._build_box_tree


def install() -> None:
    """From now on this process paints everything in page margins as artifacts, and tells the language of what has one
    of its own. Doing it twice does no harm."""
    draw.draw_stacking_context = _paint_margins_as_artifacts
    tags._build_box_tree = _build_our_tags


def _paint_margins_as_artifacts(stream: Any, context: Any) -> None:
    if not isinstance(context.box, boxes.MarginBox) or stream._tags is None:
        _paint(stream, context)
        return
    page_tags, stream._tags = stream._tags, None
    stream.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination"}))
    _paint(stream, context)
    stream.end_marked_content()
    stream._tags = page_tags


def _build_our_tags(box: Any, *rest: Any) -> Iterable[Any]:
    """The engine's tags of a box; it leaves out the language of inner elements."""
    if isinstance(box, boxes.MarginBox):
        return ()
    language = _own_language(box)
    built = _build_tags(box, *rest)
    return _in_language(built, language) if language else built


def _in_language(built: Iterable[Any], language: str) -> Iterator[Any]:
    for tag in built:
        tag["Lang"] = pydyf.String(language)
        yield tag


def _own_language(box: Any) -> str | None:
    """What the box's element says of its language; the whole document's stands in the catalog."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if getattr(box, "element", None) is None or box.element_tag == "html":
        return None
    language: str | None = box.element.get("lang")
    return language


def claim_both(document: Document) -> None:
    """Makes the document's metadata declare PDF/UA-1 beside what its variant declares."""
    metadata = document.metadata
    metadata.generate_rdf_metadata = partial(_with_ua_claim, metadata.generate_rdf_metadata)


def finish(document: Document, pdf: pydyf.PDF) -> None:
    """Last touches before the file is written: scopes of header cells, their ids as a sorted tree."""
    ids = {}
    for box in _header_cells(document):
        row = box.element.attrib.get("scope") == "row"
        box.mark["A"]["Scope"] = "/Row" if row else "/Column"
        ids[box.mark["ID"].data] = (box.mark["ID"], box.mark.reference)
    names = pydyf.Array([part for _, pair in sorted(ids.items(), key=_by_bytes) for part in pair])
    if names:
        _structure_root(pdf)["IDTree"] = pydyf.Dictionary({"Names": names})


def _by_bytes(item: tuple[Any, Any]) -> bytes:
    name: bytes = item[1][0].data
    return name


def _structure_root(pdf: pydyf.PDF) -> Any:
    number = int(pdf.catalog["StructTreeRoot"].split()[0])
    return pdf.objects[number]


def _header_cells(document: Document) -> Iterator[Any]:
    for page in document.pages:
        waiting = [page._page_box]
        while waiting:
            box = waiting.pop()
            if isinstance(box, AbsolutePlaceholder):
                box = box._box
            if getattr(box, "mark", None) is not None and box.element_tag == "th" and "ID" in box.mark:
                yield box
            waiting.extend(getattr(box, "children", ()))


_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_UA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
_PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
for _prefix, _name in (("pdfaExtension", _EXTENSION), ("pdfaSchema", _SCHEMA), ("pdfaProperty", _PROPERTY)):
    ElementTree.register_namespace(_prefix, _name[1:-1])


def _with_ua_claim(generate: Any, variant: str, version: int, conformance: str) -> bytes:
    rdf = ElementTree.fromstring(generate(variant, version, conformance))  # noqa: S314 the engine's own
    claim = SubElement(rdf, f"{_RDF}Description", {f"{_RDF}about": ""})
    SubElement(claim, f"{{{_UA}}}part").text = "1"
    extension = SubElement(rdf, f"{_RDF}Description", {f"{_RDF}about": ""})
    schema = _resource(_bag(extension, f"{_EXTENSION}schemas", "Bag"))
    SubElement(schema, f"{_SCHEMA}schema").text = "PDF/UA Universal Accessibility Schema"
    SubElement(schema, f"{_SCHEMA}namespaceURI").text = _UA
    SubElement(schema, f"{_SCHEMA}prefix").text = "pdfuaid"
    part = _resource(_bag(schema, f"{_SCHEMA}property", "Seq"))
    for name, value in (
        ("name", "part"),
        ("valueType", "Integer"),
        ("category", "internal"),
        ("description", "Indicates, which part of ISO 14289 standard is followed"),
    ):
        SubElement(part, f"{_PROPERTY}{name}").text = value
    whole: bytes = ElementTree.tostring(rdf, encoding="utf-8")
    return whole


def _bag(parent: Element, name: str, kind: str) -> Element:
    return SubElement(SubElement(parent, name), f"{_RDF}{kind}")


def _resource(bag: Element) -> Element:
    return SubElement(bag, f"{_RDF}li", {f"{_RDF}parseType": "Resource"})
