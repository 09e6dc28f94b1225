"""The look of a report on a screen: its print's colours, by day and by night, its logo, and its cover.

By night the page is dark, so what print sets on white paper is made light enough there; the cover stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from reports.documents.kind import Kind
from reports.letter_colours import NIGHT_GROUND, NIGHT_SHEET
from reports.report_parts import Brand
from reports.theme import GRAPHIC_CONTRAST, TEXT_CONTRAST, Theme, mix, readable, theme_of

Address = Callable[[str], str]


def look_of(kind: Kind, data: Any, address_of: Address | None) -> dict[str, Any]:
    """What a page needs beside the words of its document: `theme`, `css`, `logo` (its address) and `cover_art` (a
    drawing, where no picture lies under the cover).

    `data`: what the document is made of; `address_of`: where a picture is, by its key; None: pictures stay away.
    """
    theme, brand = theme_of(data.brand), data.brand
    cover = address_of(brand.cover) if address_of and brand.cover else None
    return {
        "theme": theme,
        "css": css_of(theme, cover),
        "logo": _logo(brand, address_of),
        "cover_art": "" if cover else _drawn(kind.art(data, theme)["art:cover"]),
    }


def css_of(theme: Theme, cover: str | None) -> str:
    """The tokens of the theme; `cover`: the address of the picture under the cover."""
    day = theme if cover else replace(theme, veil=None)
    night = {
        "main-text": readable(theme.main_text, NIGHT_SHEET, TEXT_CONTRAST),
        "main-graphic": readable(theme.main_graphic, NIGHT_SHEET, GRAPHIC_CONTRAST),
        "accent-graphic": readable(theme.accent_graphic, NIGHT_SHEET, GRAPHIC_CONTRAST),
        "tint": mix(theme.cover, NIGHT_GROUND, 0.25),
    }
    tokens = "".join(f"--{name}:{colour};" for name, colour in night.items())
    return f"{day.css().replace('art:cover', cover or '')}@media(prefers-color-scheme:dark){{:root{{{tokens}}}}}"


def _logo(brand: Brand, address_of: Address | None) -> str | None:
    return address_of(brand.logo) if address_of and brand.logo else None


def _drawn(svg: str) -> Markup:
    """The landscape of the cover, as wide as its page; it tells nothing that the words do not."""
    # Made by our own charts module out of numbers and colours.
    return Markup(svg.replace("<svg ", '<svg class="cover-art" aria-hidden="true" preserveAspectRatio="none" ', 1))  # noqa: S704
