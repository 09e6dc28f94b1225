"""A brand made fit for print: every text stays readable, every bar visible.

Lightness is moved, not hue; what was moved or put in its place is told."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass, replace

from reports.report_parts import Brand
from shopper.branding import TYPEFACES

PAPER = "#ffffff"
INK = "#14201d"
SOFT = "#56625e"
BAD = "#b3261e"
TEXT_CONTRAST = 4.5
GRAPHIC_CONTRAST = 3.0

_OTHER_SANS = '"DejaVu Sans","Noto Sans","Noto Sans Symbols","Noto Sans Symbols 2",sans-serif'
_OTHER_SERIF = '"DejaVu Serif",serif'
# What words are parted with (U+2010) would come from another face there.
_WITHOUT_HYPHEN = ("Open Sans",)
# Under this the picture would be louder than the score.
_THINNEST = 60
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


class ThemeError(ValueError):
    """A colour that is not written as #rrggbb, or a typeface that is not on the list."""


@dataclass(frozen=True, slots=True)
class Move:
    """A colour that was moved for contrast: which token, what was given, what is used, the ratio it had."""

    token: str
    given: str
    used: str
    contrast: float


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb. `cover` is the ground of page one; `main_text` and `main_graphic` stand on paper."""

    cover: str
    on_cover: str
    on_cover_soft: str
    accent_on_cover: str
    main_text: str
    main_graphic: str
    accent_graphic: str
    tint: str
    moved: tuple[Move, ...] = ()
    faces: tuple[str, str] | None = None
    veil: float | None = None

    def css(self) -> str:
        """The tokens as custom properties for the sheet; with them faces other than the usual ones, and a cover picture
        under the veil that keeps words on it readable."""
        colours = (name for name in self.__slots__ if name not in ("moved", "faces", "veil"))
        lines = "".join(f"--{name.replace('_', '-')}:{getattr(self, name)};" for name in colours)
        return f":root{{{lines}{self._faces()}}}{self._margins()}{self._veiled()}"

    def _faces(self) -> str:
        if self.faces is None:
            return ""
        parted = 'hyphenate-character:"-";' if self.faces[0] in _WITHOUT_HYPHEN else ""
        return f'{parted}--sans:"{self.faces[0]}",{_OTHER_SANS};--serif:"{self.faces[1]}",{_OTHER_SERIF};'

    def _margins(self) -> str:
        """Running heads and feet know no tokens."""
        if self.faces is None:
            return ""
        face = f'font-family:"{self.faces[0]}",{_OTHER_SANS}'
        return f"@page{{@top-right{{{face}}}@bottom-right{{{face}}}}}"

    def _veiled(self) -> str:
        if self.veil is None:
            return ""
        red, green, blue = (round(255 * part) for part in _channels(self.cover))
        veil = f"rgba({red},{green},{blue},{self.veil})"
        return f".cover{{background-image:linear-gradient({veil},{veil}),url(art:cover)}}"


def theme_of(brand: Brand) -> Theme:
    """The theme of a report's brand; raises ThemeError."""
    theme = make_theme(brand.main_colour, brand.accent_colour)
    if brand.typeface not in TYPEFACES:
        raise ThemeError(f"typeface {brand.typeface[:40]!r}: one of {', '.join(TYPEFACES)} was expected")
    faces = None if brand.typeface == "inter" else TYPEFACES[brand.typeface]
    return replace(theme, faces=faces, veil=_veil(theme) if brand.cover else None)


def _veil(theme: Theme) -> float:
    """So much of the cover's colour (0–1) lies over its picture that words can be read on white and black of it."""
    words = (theme.on_cover, theme.on_cover_soft, theme.accent_on_cover)
    for hundredths in range(_THINNEST, 100):
        grounds = [mix(theme.cover, extreme, hundredths / 100) for extreme in ("#ffffff", "#000000")]
        if all(contrast(word, ground) >= TEXT_CONTRAST for word in words for ground in grounds):
            return hundredths / 100
    return 1.0


def make_theme(main_colour: str, accent_colour: str) -> Theme:
    """The colours of a brand from its main and accent colour (#rrggbb each); raises ThemeError."""
    main, accent = (_checked(colour) for colour in (main_colour, accent_colour))
    moved: list[Move] = []

    def kept(token: str, colour: str, ground: str, least: float, towards: str | None = None) -> str:
        used = readable(colour, ground, least, towards)
        if used != colour:
            moved.append(Move(token, colour, used, round(contrast(colour, ground), 2)))
        return used

    cover, on_cover = main, INK
    if contrast(main, PAPER) >= GRAPHIC_CONTRAST:
        cover, on_cover = kept("cover", main, PAPER, TEXT_CONTRAST), PAPER

    def on_paper(token: str, least: float) -> str:
        """The main colour; the accent or ink where that is too weak or red, which is kept for what fell short."""
        if contrast(main, PAPER) >= least and not _is_red(main):
            return main
        other = accent if contrast(accent, PAPER) >= least and not _is_red(accent) else None
        if other or _is_red(main):
            moved.append(Move(token, main, other or INK, round(contrast(main, PAPER), 2)))
            return other or INK
        return kept(token, main, PAPER, least)

    return Theme(
        cover=cover,
        on_cover=on_cover,
        on_cover_soft=readable(mix(on_cover, cover, 0.82), cover, TEXT_CONTRAST, on_cover),
        accent_on_cover=kept("accent_on_cover", accent, cover, TEXT_CONTRAST, on_cover),
        main_text=on_paper("main_text", TEXT_CONTRAST),
        main_graphic=on_paper("main_graphic", GRAPHIC_CONTRAST),
        accent_graphic=kept("accent_graphic", accent, PAPER, GRAPHIC_CONTRAST),
        tint=mix(main, PAPER, 0.07),
        moved=tuple(moved),
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1–21, as the Web Content Accessibility Guidelines count it."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def readable(colour: str, ground: str, least: float, towards: str | None = None) -> str:
    """`colour`, made lighter or darker step by step until it stands out from `ground` by `least`.

    `towards`: the colour (of text on the same ground) whose side it moves to; else the roomier side."""
    if contrast(colour, ground) >= least:
        return colour
    side = towards or max(("#000000", "#ffffff"), key=lambda extreme: contrast(extreme, ground))
    step = 0.01 if _luminance(side) > _luminance(ground) else -0.01
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    while contrast(colour, ground) < least and 0 <= lightness <= 1:
        lightness += step
        colour = _hex(colorsys.hls_to_rgb(hue, min(1.0, max(0.0, lightness)), saturation))
    return colour


def mix(colour: str, ground: str, share: float) -> str:
    """`share` (0–1) of `colour` laid over `ground`."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return _hex(tuple(one * share + other * (1 - share) for one, other in pairs))


def _is_red(colour: str) -> bool:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return (hue < 0.05 or hue > 0.94) and saturation > 0.35 and 0.15 < lightness < 0.75


def _checked(colour: str) -> str:
    if not isinstance(colour, str) or not _HEX.fullmatch(colour):
        raise ThemeError(f"A colour is written as #rrggbb, not {str(colour)[:20]!r}")
    return colour.lower()


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _hex(channels: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
