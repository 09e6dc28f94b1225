"""Writing the file: the engine works out every object twice, once for the file and once for its digest."""

from __future__ import annotations

import zlib
from typing import Any

import pydyf

from reports.accelerate.patches import Patch

_write = pydyf.PDF.write
MOST_NUMBERS = 20_000
_numbers: dict[float, bytes] = {}
_known: dict[int, tuple[Any, bytes]] | None = None
"""While a file is written, objects (held, so that no other gets their id) and what they came out as."""


def to_bytes(item: Any) -> bytes:
    """As the engine's, with the most frequent kinds first."""
    kind = type(item)
    if kind is bytes:
        return item
    if kind is str:
        return item.encode("ascii")
    if kind is float:
        return _numbers.get(item) or _number(item)
    if kind is int:
        return b"%d" % item
    return _to_bytes(item)


_to_bytes = pydyf._to_bytes


def _number(item: float) -> bytes:
    if len(_numbers) >= MOST_NUMBERS:
        _numbers.clear()
    found = _numbers[item] = b"%d" % item if item.is_integer() else f"{item:f}".rstrip("0").encode("ascii")
    return found


def _once(work: Any) -> property:
    def data(thing: Any) -> bytes:
        if _known is None:
            return work(thing)
        known = _known.get(id(thing))
        if known is None:
            known = _known[id(thing)] = (thing, work(thing))
        return known[1]

    return property(data)


def _stream_data(thing: Any) -> bytes:
    content = b"\n".join([item if item.__class__ is bytes else to_bytes(item) for item in thing.stream])
    extra = pydyf.Dictionary(thing.extra.copy())
    if thing.compress:
        extra["Filter"] = "/FlateDecode"
        packing = zlib.compressobj(level=9)
        content = packing.compress(content) + packing.flush()
    extra["Length"] = len(content)
    return b"\n".join((extra.data, b"stream", content, b"endstream"))


def _dictionary_data(thing: Any) -> bytes:
    parts = [b"/" + to_bytes(key) + b" " + to_bytes(value) for key, value in thing.items()]
    return b"<<" + b"".join(parts) + b">>"


def _array_data(thing: Any) -> bytes:
    return b"[" + b" ".join([to_bytes(child) for child in thing]) + b"]"


def write(pdf: Any, *settings: Any, **more: Any) -> None:
    """As the engine's; what an object came out as is kept until the file is written."""
    global _known
    _known = {}
    try:
        _write(pdf, *settings, **more)
    finally:
        _known = None


def page_references(pdf: Any) -> Any:
    """As the engine's, made anew only when there are more pages."""
    pages = pdf.pages["Kids"]
    known = pdf.__dict__.get("known_pages")
    if known is None or len(known) * 3 != len(pages):
        known = pdf.known_pages = _page_references(pdf)
    return known


_page_references = pydyf.PDF.page_references.fget

PATCHES = [
    Patch(pydyf.PDF, "page_references", property(page_references)),
    Patch(pydyf, "_to_bytes", to_bytes),
    Patch(pydyf.PDF, "write", write),
    Patch(pydyf.Stream, "data", _once(_stream_data)),
    Patch(pydyf.Dictionary, "data", _once(_dictionary_data)),
    Patch(pydyf.Array, "data", _once(_array_data)),
]
