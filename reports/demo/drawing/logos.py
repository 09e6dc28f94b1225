"""The marks of the invented chains."""

from __future__ import annotations

import math
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from reports.demo.drawing.lettering import drawable, font

_FINE = 4


@cache
def logo(mark: str, name: str, main: str, accent: str) -> bytes:
    """PNG with a sign (`cup`, `wind` or `pleat`) and the name beside it, on nothing."""
    sign = sign_of(mark, main, accent, 150)
    letters = font("mark", 84)
    text = drawable(name, "mark")
    width = round(ImageDraw.Draw(sign).textlength(text, font=letters))
    image = Image.new("RGBA", (150 + 34 + width + 8, 150), (0, 0, 0, 0))
    image.paste(sign, (0, 0), sign)
    ImageDraw.Draw(image).text((184, 75), text, font=letters, fill=main, anchor="lm")
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


@cache
def sign_of(mark: str, main: str, accent: str, side: int) -> Image.Image:
    """The sign alone, `side` pixels square, with transparency."""
    large = Image.new("RGBA", (side * _FINE, side * _FINE), (0, 0, 0, 0))
    draw, unit = ImageDraw.Draw(large), side * _FINE / 100
    {"cup": _cup, "wind": _wind, "pleat": _pleat}[mark](draw, unit, main, accent)
    return large.resize((side, side), Image.Resampling.LANCZOS)


def _cup(draw: ImageDraw.ImageDraw, unit: float, main: str, accent: str) -> None:
    """A sun that rises out of a cup."""

    def at(*numbers: float) -> list[float]:
        return [number * unit for number in numbers]

    draw.pieslice(at(26, 14, 70, 58), 180, 360, fill=accent)
    for degrees in (200, 235, 270, 305, 340):
        turn = math.radians(degrees)
        start, end = 26, 33
        x, y = 48 + start * math.cos(turn), 36 + start * math.sin(turn)
        far_x, far_y = 48 + end * math.cos(turn), 36 + end * math.sin(turn)
        draw.line(at(x, y, far_x, far_y), fill=accent, width=round(3.4 * unit))
    draw.arc(at(66, 46, 94, 74), 270, 90, fill=main, width=round(5.5 * unit))
    draw.rectangle(at(74, 46, 80, 51.5), fill=main)
    draw.rectangle(at(70, 68.5, 80, 74), fill=main)
    draw.rectangle(at(16, 42, 80, 58), fill=main)
    draw.pieslice(at(16, 26, 80, 90), 0, 180, fill=main)
    draw.rounded_rectangle(at(10, 91, 86, 96), 2.5 * unit, fill=main)


def _wind(draw: ImageDraw.ImageDraw, unit: float, main: str, accent: str) -> None:
    """A loaf with three scores, and a breath of wind over it."""

    def at(*numbers: float) -> list[float]:
        return [number * unit for number in numbers]

    draw.pieslice(at(6, 46, 94, 130), 180, 360, fill=main)
    draw.rounded_rectangle(at(6, 82, 94, 96), 7 * unit, fill=main)
    for left in (26, 46, 66):
        draw.line(at(left, 78, left + 10, 60), fill=accent, width=round(5 * unit))
        for x, y in ((left, 78), (left + 10, 60)):
            draw.ellipse(at(x - 2.5, y - 2.5, x + 2.5, y + 2.5), fill=accent)
    draw.line(at(10, 34, 62, 34), fill=accent, width=round(5 * unit))
    draw.arc(at(50, 10, 74, 36.5), 270, 90, fill=accent, width=round(5 * unit))
    draw.arc(at(50, 10, 74, 36.5), 190, 275, fill=accent, width=round(5 * unit))
    draw.line(at(26, 22, 40, 22), fill=accent, width=round(4 * unit))


def _pleat(draw: ImageDraw.ImageDraw, unit: float, main: str, accent: str) -> None:
    """A pleated skirt that swings, under a round waist."""

    def at(*numbers: float) -> list[float]:
        return [number * unit for number in numbers]

    hems = (2, 23, 43, 61, 79, 98)
    for number in range(5):
        top, left, right = 36 + number * 5.6, hems[number], hems[number + 1]
        draw.polygon(at(top, 27, top + 4, 27, right - 3, 92 - number % 2 * 5, left, 92 - number % 2 * 5), fill=main)
    draw.rounded_rectangle(at(32, 6, 68, 20), 7 * unit, fill=accent)
