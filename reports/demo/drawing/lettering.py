"""Letters for drawn pictures: the fonts that the reports need anyway, else the plain one that Pillow brings."""

from __future__ import annotations

import unicodedata
from functools import cache

from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
_FILES = {
    "till": ("DejaVuSansMono.ttf", "LiberationMono-Regular.ttf"),
    "mark": ("Inter-SemiBold.otf", "DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf"),
    "text": ("Inter-Regular.otf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf"),
}


@cache
def font(use: str, size: int) -> Font:
    """The font for `till`, `mark` or `text`, `size` pixels high."""
    for name in _FILES[use]:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def drawable(text: str, use: str) -> str:
    """`text` as the font can draw it: without dots and rings where only the plain font is there."""
    found = font(use, 20)
    if isinstance(found, ImageFont.FreeTypeFont) and found.getname()[0] != "Aileron":
        return text
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
