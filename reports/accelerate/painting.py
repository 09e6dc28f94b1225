"""Painting text: a line is painted from the shaping that measured it, and its glyphs are read at one go."""

from __future__ import annotations

from copy import copy
from struct import Struct
from typing import Any

from cffi import FFI
from weasyprint.draw import text as engine
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout

from reports.accelerate.lines import face_of
from reports.accelerate.patches import Patch, everywhere

MOST_FONTS = 400
_draw_first_line = engine.draw_first_line
_deactivate, _reactivate = Layout.deactivate, Layout.reactivate
_GLYPH = Struct("=IiiiI")
_NEEDS_MORE = pango.PANGO_GLYPH_UNKNOWN_FLAG
_EMPTY = pango.PANGO_GLYPH_EMPTY
_BREAKS = frozenset("\n\r\u2029")
_fonts: dict[int, Known] = {}
_contents: dict[bytes, bytes] = {}
_own = FFI()
_own.cdef("void *g_object_ref(void *object);")
_objects = _own.dlopen("libgobject-2.0.so.0")


def deactivate(layout: Any) -> None:
    """A line's shaping is kept until it is painted; the engine throws it away."""
    if layout.face is None:
        _deactivate(layout)
    else:
        layout.style = None  # A line that is kept must not keep the styles of its document.


def reactivate(layout: Any, style: Any) -> None:
    """Back to what deactivate left."""
    if layout.face is not None and "layout" in layout.__dict__ and layout.face is face_of(style):
        layout.style = style
    else:
        _reactivate(layout, style)


def add_font(stream: Any, pango_font: Any) -> tuple[Any, float]:
    """As the engine's; a font that was seen is known by its address, which it keeps since it is held."""
    address = int(ffi.cast("uintptr_t", pango_font))
    known = _fonts.get(address)
    if known is None:
        return _meet_font(stream, pango_font, address)
    found = stream._fonts.get(known.key)
    if found is None:
        if known.unused is None:
            known.unused = _unused(_add_font(stream, pango_font)[0])
        found = stream._fonts[known.key] = _unused(known.unused)
    return found, known.size


class Known:
    """A font by its key in a file, and as it is before any of its letters is used in a file."""

    __slots__ = ("key", "size", "unused")

    def __init__(self, key: Any, size: float) -> None:
        self.key, self.size, self.unused = key, size, None


def _meet_font(stream: Any, pango_font: Any, address: int) -> tuple[Any, float]:
    found: tuple[Any, float] = _add_font(stream, pango_font)
    if len(_fonts) < MOST_FONTS:
        _objects.g_object_ref(_own.cast("void *", address))
        _fonts[address] = Known(get_pango_font_key(pango_font)[0], found[1])
    return found


def _unused(font: Any) -> Any:
    """A font as it comes out of its file, for another file. The contents are held once for all sizes."""
    fresh = copy(font)
    fresh.file_content = _contents.setdefault(font.file_content, font.file_content)
    fresh.variations = dict(font.variations)
    fresh.widths, fresh.to_unicode, fresh.missing = {}, {}, {}
    return fresh


_add_font = Stream.add_font


def _runs(stream: Any, layout: Any) -> list[Any] | None:
    """Each run of one font as (font, size, item, its glyphs), or None when a run needs what the engine alone does."""
    first_line, _ = layout.get_first_line()
    run, runs = first_line.runs[0], []
    while run != ffi.NULL:
        shaped, run = run.data, run.next
        pango_font = shaped.item.analysis.font
        font, size = stream.add_font(pango_font)
        glyphs = shaped.glyphs
        buffer = ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH.size)
        found = list(_GLYPH.iter_unpack(buffer))
        if font.bitmap or font.svg or font.png or font.colr or any(
            glyph[3] or (glyph[0] & _NEEDS_MORE and glyph[0] != _EMPTY) for glyph in found
        ):
            return None
        runs.append((pango_font, font, size, shaped, found))
    return runs


def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> list[Any]:
    """Paint a line; the answer are its emojis, of which the lines painted here have none."""
    layout = textbox.pango_layout
    cut = text_overflow == "ellipsis" or block_ellipsis != "none"
    if cut or layout.face is None or not _BREAKS.isdisjoint(layout.text):
        return _draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    if not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
        return []
    runs = _runs(stream, layout)
    if runs is None:
        return _draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    layout.style = None
    stream.set_text_matrix(*matrix.values)
    string, previous = "", None
    for pango_font, font, size, shaped, glyphs in runs:
        if pango_font != previous:
            previous = pango_font
            if string:
                stream.show_text(string)
            string = ""
            stream.set_font_size(font.hash, size)
        string += _glyphs(stream, layout, pango_font, font, size, shaped, glyphs)
    stream.show_text(string)
    return []


def _glyphs(
    stream: Any, layout: Any, pango_font: Any, font: Any, size: float, shaped: Any, glyphs: list[Any]
) -> str:
    """One run as PDF shows it: glyphs in hexadecimal, and between them how far they are moved together."""
    widths, unicode = font.widths, font.to_unicode
    parts = ["<"]
    for place, (glyph, width, offset_units, _, _) in enumerate(glyphs):
        if glyph == _EMPTY:
            parts.append(f">{-width / size}<")
            continue
        if glyph not in unicode:
            unicode[glyph] = _letters(layout, shaped, place, len(glyphs))
        offset = offset_units / size
        if offset:
            parts.append(f">{-offset}<")
        parts.append(f"{glyph:04x}")
        natural = widths.get(glyph)
        if natural is None:
            pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
            natural = widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
        kerning = natural + offset - width * 1000 * FROM_UNITS / size
        if kerning:
            parts.append(f">{int(kerning)}<")
    string = "".join(parts)
    return string[:-1] if string[-1] == "<" else f"{string}>"


def _letters(layout: Any, shaped: Any, place: int, count: int) -> str:
    """The characters that a glyph stands for."""
    clusters, item = shaped.glyphs.log_clusters, shaped.item
    if item.analysis.level % 2:
        end = item.length if place == 0 else clusters[place - 1]
    else:
        end = item.length if place == count - 1 else clusters[place + 1]
    written: bytes = layout.text.encode()
    return written[item.offset + clusters[place] : item.offset + end].decode()


def _patches() -> list[Patch]:
    if ffi.sizeof("PangoGlyphInfo") != _GLYPH.size or pango.pango_version() < 14802:
        return []
    return [
        Patch(Layout, "deactivate", deactivate),
        Patch(Layout, "reactivate", reactivate),
        Patch(Stream, "add_font", add_font),
        *everywhere(_draw_first_line, draw_first_line),
    ]


PATCHES = _patches()
