"""What things stand on: boards of oak or birch, stone, linen."""

from __future__ import annotations

from functools import cache
from random import Random

from PIL import Image, ImageFilter

from reports.demo.dice import dice
from reports.demo.drawing.canvas import FINE, Canvas, Colour, rgb, shaded

OAK, BIRCH, WALNUT = rgb("#b98d5f"), rgb("#dcc19a"), rgb("#7a5740")
STONE, SLATE, LINEN = rgb("#d9d8d4"), rgb("#4b5157"), rgb("#cfd6d2")


_KINDS = ("oak", "birch", "walnut", "stone", "slate", "linen")
_ALIKE = 2
_TURNS = (None, Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.ROTATE_180)


def table(size: tuple[int, int], chance: Random) -> Canvas:
    """An empty table top: one of a dozen, turned one way or the other."""
    top, turn = _top(size, chance.choice(_KINDS), chance.randrange(_ALIKE)), chance.choice(_TURNS)
    return Canvas(size, top if turn is None else top.transpose(turn))


@cache
def _top(size: tuple[int, int], kind: str, number: int) -> Image.Image:
    chance = dice("table", size, kind, number)
    if kind in ("oak", "birch", "walnut"):
        return _boards(size, {"oak": OAK, "birch": BIRCH, "walnut": WALNUT}[kind], chance).image
    if kind == "linen":
        return _linen(size, chance).image
    return _stone(size, STONE if kind == "stone" else SLATE, chance).image


def _boards(size: tuple[int, int], colour: Colour, chance: Random) -> Canvas:
    canvas = Canvas(size, colour)
    width, height = size
    left = -chance.uniform(0, 150)
    while left < width:
        wide = chance.uniform(150, 240)
        tone = shaded(colour, chance.uniform(0.92, 1.06))
        canvas.shape([(left, 0), (left + wide, 0), (left + wide, height), (left, height)], tone)
        _grain(canvas, left, wide, tone, chance)
        canvas.line([(left, 0), (left, height)], (*shaded(colour, 0.5), 150), 2.5)
        canvas.line([(left + 2.5, 0), (left + 2.5, height)], (*shaded(colour, 1.2), 110), 1.5)
        left += wide
    return canvas


def _grain(canvas: Canvas, left: float, wide: float, tone: Colour, chance: Random) -> None:
    height = canvas.size[1]
    for _line in range(round(wide / 6)):
        x = left + chance.uniform(4, wide - 4)
        points = []
        for step in range(9):
            x = min(max(x + chance.gauss(0, 1.6), left + 3), left + wide - 3)
            points.append((x, height * step / 8))
        shade = shaded(tone, chance.uniform(0.74, 0.95))
        canvas.line(points, (*shade, chance.randrange(45, 130)), chance.uniform(0.6, 2.0))


def _stone(size: tuple[int, int], colour: Colour, chance: Random) -> Canvas:
    """Clouded stone with a few veins: made small, blurred and enlarged."""
    canvas = Canvas(size, colour)
    small = Canvas((size[0] // 8, size[1] // 8), colour)
    for _cloud in range(14):
        place = (chance.uniform(0, small.size[0]), chance.uniform(0, small.size[1]))
        tone = shaded(colour, chance.uniform(0.93, 1.06))
        small.disc(place, chance.uniform(8, 34), (*tone, 170))
    clouded = small.image.filter(ImageFilter.GaussianBlur(9)).resize(canvas.image.size, Image.Resampling.BICUBIC)
    canvas.image.paste(clouded)
    for _vein in range(7):
        _vein_across(canvas, shaded(colour, chance.choice((0.86, 0.9, 1.1))), chance)
    return canvas


def _vein_across(canvas: Canvas, colour: Colour, chance: Random) -> None:
    x, y = chance.uniform(-100, canvas.size[0]), -20.0
    slope, points = chance.uniform(-0.8, 0.8), []
    while y < canvas.size[1] + 20:
        points.append((x, y))
        x, y = x + slope * 60 + chance.gauss(0, 22), y + 60
    canvas.line(points, (*colour, 70), chance.uniform(1.5, 5))


def _linen(size: tuple[int, int], chance: Random) -> Canvas:
    canvas = Canvas(size, LINEN)
    for number in range(0, size[0], 5):
        canvas.line([(number, 0), (number, size[1])], (*shaded(LINEN, 0.9), chance.randrange(20, 90)), 1 / FINE)
    for number in range(0, size[1], 5):
        canvas.line([(0, number), (size[0], number)], (*shaded(LINEN, 1.1), chance.randrange(20, 90)), 1 / FINE)
    for _fold in range(2):
        x = chance.uniform(0.1, 0.9) * size[0]
        lean = chance.uniform(-60, 60)
        canvas.line([(x, 0), (x + lean, size[1])], (*shaded(LINEN, 0.8), 90), 3)
        canvas.line([(x + 4, 0), (x + lean + 4, size[1])], (*shaded(LINEN, 1.15), 120), 3)
    return canvas
