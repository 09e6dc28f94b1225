"""The look of a report on a screen: its print's colours, by day and by night, its faces, its logo, and its cover.

By night the page is dark, so what print sets on white paper is made light enough there; the cover stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from reports.documents.kind import Kind
from reports.hq.fonts import font_rules
from reports.letter_colours import NIGHT_GROUND, NIGHT_SHEET
from reports.theme import GRAPHIC_CONTRAST, TEXT_CONTRAST, Theme, mix, readable, theme_of
from shopper.branding import TYPEFACES

Address = Callable[[str], str]

# Until a face has come, where it does not come, and for letters that it lacks: what the app is set in (tokens.css).
_OTHER_SANS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif'
_OTHER_SERIF = 'ui-serif,Georgia,"Noto Serif",serif'


def look_of(kind: Kind, data: Any, address_of: Address) -> dict[str, Any]:
    """What a page needs beside the words of its document: `theme`, `css`, `logo` (its address) and `cover_art` (a
    drawing, where no picture lies under the cover).

    `data`: what the document is made of; `address_of`: where a picture is, by its key.
    """
    theme, brand = theme_of(data.brand), data.brand
    cover = address_of(brand.cover) if brand.cover else None
    return {
        "theme": theme,
        "css": faces_css(brand.typeface) + css_of(theme, cover),
        "logo": address_of(brand.logo) if brand.logo else None,
        "cover_art": "" if cover else _drawn(kind.art(data, theme)["art:cover"]),
    }


def css_of(theme: Theme, cover: str | None) -> str:
    """The tokens of the theme; `cover`: the address of the picture under the cover."""
    # Faces that paper falls back on are none for a screen.
    day = replace(theme, faces=None, veil=theme.veil if cover else None)
    night = {
        "main-text": readable(theme.main_text, NIGHT_SHEET, TEXT_CONTRAST),
        "main-graphic": readable(theme.main_graphic, NIGHT_SHEET, GRAPHIC_CONTRAST),
        "accent-graphic": readable(theme.accent_graphic, NIGHT_SHEET, GRAPHIC_CONTRAST),
        "tint": mix(theme.cover, NIGHT_GROUND, 0.25),
    }
    tokens = "".join(f"--{name}:{colour};" for name, colour in night.items())
    return f"{day.css().replace('art:cover', cover or '')}@media(prefers-color-scheme:dark){{:root{{{tokens}}}}}"


def faces_css(typeface: str) -> str:
    """The faces of the typeface, as its print has them: figures and headings, and sentences."""
    sans, serif = TYPEFACES[typeface]
    return f'{font_rules(typeface)}:root{{--sans:"{sans}",{_OTHER_SANS};--serif:"{serif}",{_OTHER_SERIF}}}'


def _drawn(svg: str) -> Markup:
    """The landscape of the cover, as wide as its page; it tells nothing that the words do not."""
    # Made by our own charts module out of numbers and colours.
    return Markup(svg.replace("<svg ", '<svg class="cover-art" aria-hidden="true" preserveAspectRatio="none" ', 1))  # noqa: S704
