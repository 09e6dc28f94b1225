"""Lines of text: what Pango needs of a style is made once, and a line that was broken before is not broken again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

from reports.accelerate.patches import Patch, everywhere

MOST_FACES = 3_000
MOST_LINES = 6_000
_SET_BY = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning",
    "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings", "font_variation_settings",
    "font_language_override", "lang", "direction", "text_decoration_line", "letter_spacing", "word_spacing",
    "overflow_wrap", "word_break", "white_space", "hyphens", "hyphenate_character", "hyphenate_limit_chars",
    "hyphenate_limit_zone", "tab_size",
)  # fmt: skip
"""Every property that the breaking of lines and the shaping of text ask for."""
_setup = line_break.Layout.setup
_set_text = line_break.Layout.set_text
_split_first_line = line_break.split_first_line


class Face:
    """All that Pango needs to set text in a style. `number` is the same for styles that set text alike."""

    def __init__(self, style: Any, number: int) -> None:
        self.number, self.font_config = number, style.font_config
        self.context = ffi.gc(
            pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
        )
        pango.pango_context_set_round_glyph_positions(self.context, False)
        pango.pango_context_set_base_dir(self.context, PANGO_DIRECTION[style["direction"]])
        self.language = self._language(style)
        self.description = get_font_description(style)
        self.decoration = self._decoration() if style["text_decoration_line"] != "none" else _UNDECORATED
        self.attributes = _attributes(style)

    def _language(self, style: Any) -> Any:
        override = style["font_language_override"]
        name = style["lang"] if override == "normal" else LST_TO_ISO.get(override.lower(), override)
        if not name:
            return pango.pango_language_get_default()
        pointer, _ = unicode_to_char_p(name)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(self.context, language)
        return language

    def _decoration(self) -> dict[str, float | None]:
        metrics = ffi.gc(
            pango.pango_context_get_metrics(self.context, self.description, self.language),
            pango.pango_font_metrics_unref,
        )
        return {name: FROM_UNITS * getattr(pango, f"pango_font_metrics_get_{name}")(metrics) for name in _METRICS}


_METRICS = (
    "ascent", "underline_position", "strikethrough_position", "underline_thickness", "strikethrough_thickness",
)  # fmt: skip
_UNDECORATED: dict[str, float | None] = dict.fromkeys(_METRICS[:3])
_FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
)  # fmt: skip


def _attributes(style: Any) -> Any:
    """What holds for a whole text, of whatever length; None when nothing does."""
    features = font_features(*(style[name] for name in _FEATURES))
    found = []
    if features:
        written = ",".join(f"{name} {value}" for name, value in features.items()).encode()
        found.append(pango.pango_attr_font_features_new(written))
    if style["letter_spacing"] not in ("normal", 0):
        found.append(pango.pango_attr_letter_spacing_new(int(style["letter_spacing"] * TO_UNITS)))
    if style["overflow_wrap"] in ("anywhere", "break-word"):
        found.append(pango.pango_attr_insert_hyphens_new(False))
    if not found:
        return None
    attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for attribute in found:
        pango.pango_attr_list_insert(attributes, attribute)
    return attributes


_faces: dict[Any, Face] = {}
_lines: dict[Any, Any] = {}
_count = 0


def face_of(style: Any) -> Face:
    """The face of a style; found at the style itself from the second time on."""
    face: Face | None = style.__dict__.get("face")
    return face or _new_face(style)


def _new_face(style: Any) -> Face:
    global _count
    key = (id(style.font_config), repr([style[name] for name in _SET_BY]))
    face = _faces.get(key)
    if face is None:
        if len(_faces) >= MOST_FACES:
            _faces.clear()
        # Numbers are never given twice, so no line of a forgotten face is taken for one of a new face.
        _count += 1
        face = _faces[key] = Face(style, _count)
    style.face = face
    return face


def setup(layout: Any, style: Any) -> None:
    """A Pango layout for `style`, with all that is known of it."""
    if style["word_spacing"] or layout.justification_spacing:
        layout.face = None
        _setup(layout, style)
        return
    face = layout.face = face_of(style)
    layout.style, layout.first_line_direction, layout.language = style, 0, face.language
    made = layout.layout = ffi.gc(pango.pango_layout_new(face.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(made, False)
    pango.pango_layout_set_font_description(made, face.description)
    layout.__dict__.update(face.decoration)
    if face.attributes is not None:
        pango.pango_layout_set_attributes(made, face.attributes)


def set_text(layout: Any, text: str, justify: bool = False) -> None:
    """Give a layout its text, up to the first character behind a forced break."""
    if layout.face is None or "\t" in text or "\x00" in text:
        _plainly(layout)
        _set_text(layout, text, justify)
        return
    forced = text.find("\n")
    layout.text = text if forced == -1 else text[: forced + 2]
    pango.pango_layout_set_text(layout.layout, layout.text.encode(), -1)


def _plainly(layout: Any) -> None:
    """The engine changes a layout's attributes: it gets some of its own."""
    if layout.face is not None:
        layout.face = None
        _setup(layout, layout.style)


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """As the engine's, but each line is broken once."""
    if justification_spacing or not text:
        return _split_first_line(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    key = (text, face_of(style).number, max_width, is_line_start, minimum)
    line = _lines.get(key)
    if line is None:
        if len(_lines) >= MOST_LINES:
            _lines.clear()
        line = _lines[key] = _split_first_line(text, style, context, max_width, 0, is_line_start, minimum)
    return line


def forget() -> None:
    """Keep nothing of what was."""
    _faces.clear()
    _lines.clear()


def _patches() -> list[Patch]:
    layout: Callable[..., Any] = line_break.Layout
    return [
        Patch(layout, "setup", setup),
        Patch(layout, "set_text", set_text),
        *everywhere(_split_first_line, split_first_line),
    ]


PATCHES = _patches()
