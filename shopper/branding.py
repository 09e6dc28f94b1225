"""A brand's pictures, colours, typeface and tone, taken only in the one form that everything after can trust."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable

from PIL import Image, ImageFile, ImageOps

LARGEST_BYTES = 5_000_000
LONGEST_SIDE = 800
_MOST_PIXELS = 24_000_000
_SMALLEST_SIDE = 16
_MOST_STRETCHED = 12
_FORMATS = ("PNG", "JPEG")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_READABLE = 4.5

# The faces of a report: figures and headings first, sentences second. All are open and come with the system's packages
# (setup/run-packages.txt); printed reports hold the letters that they use.
TYPEFACES = {
    "inter": ("Inter", "Noto Serif"),
    "lato": ("Lato", "Noto Serif"),
    "open_sans": ("Open Sans", "Noto Serif"),
    "roboto": ("Roboto", "Noto Serif"),
    # The name of one file: the engine takes two of one family for each other and draws wrong characters.
    "garamond": ("Inter", "EB Garamond 12"),
}
# How a report speaks of praise and faults: plainly, warmly or formally.
TONES = ("plain", "warm", "formal")
# The cover of an A4 report: 210 by 129 mm.
COVER_PIXELS = (1240, 762)
_COVER_QUALITY = 68


class BadLogo(ValueError):
    """Not taken. `code`: empty, too_large, not_a_picture, too_many_pixels or odd_shape."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_logo(content: bytes) -> bytes:
    """A PNG of our own, at most 800 pixels a side, with the pixels of the PNG or JPEG in `content` and nothing else.

    Raises BadLogo. The same content gives the same bytes.
    """
    return _taken(content, _repainted)


def read_cover(content: bytes) -> bytes:
    """A JPEG of our own, 1,240 by 762 pixels: the middle of the PNG or JPEG in `content`, upright, and nothing else.

    Raises BadLogo. The same content gives the same bytes.
    """
    return _taken(content, _cropped)


def _taken(content: bytes, paint: Callable[[bytes], bytes]) -> bytes:
    if not content:
        raise BadLogo("empty")
    if len(content) > LARGEST_BYTES:
        raise BadLogo("too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return paint(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadLogo("too_many_pixels") from None
    except BadLogo:
        raise
    # A broken picture makes the decoders raise almost anything; none of it may reach the person as our failure.
    except Exception:
        raise BadLogo("not_a_picture") from None


def _opened(content: bytes) -> Image.Image:
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
        _check_size(*opened.size)
        opened.load()
        return ImageOps.exif_transpose(opened).convert("RGBA")


def _cropped(content: bytes) -> bytes:
    picture = ImageOps.fit(_opened(content), COVER_PIXELS)
    # What is see-through shall be paper, not black.
    fresh = Image.new("RGB", picture.size, "#ffffff")
    fresh.paste(picture, mask=picture)
    target = io.BytesIO()
    fresh.save(target, "JPEG", quality=_COVER_QUALITY)
    return target.getvalue()


def _repainted(content: bytes) -> bytes:
    upright = _opened(content)
    fresh = Image.new("RGBA", upright.size)
    fresh.paste(upright)
    fresh.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    target = io.BytesIO()
    fresh.save(target, "PNG", optimize=True)
    return target.getvalue()


def _check_size(width: int, height: int) -> None:
    if width * height > _MOST_PIXELS:
        raise BadLogo("too_many_pixels")
    short, long = sorted((width, height))
    if short < _SMALLEST_SIDE or long > short * _MOST_STRETCHED:
        raise BadLogo("odd_shape")


def is_colour(text: str) -> bool:
    """Whether `text` is a colour as we keep it: # and six small hexadecimal digits."""
    return bool(_COLOUR.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """The contrast ratio (1–21) of two colours written #rrggbb."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def is_readable(colour: str) -> bool:
    """Whether text in `colour` can be read on white paper (4.5:1); reports darken it otherwise."""
    return contrast(colour, "#ffffff") >= _READABLE


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
