"""Takeaway packaging on the counter: as the brand wants it, or what happened to be there."""

from __future__ import annotations

from random import Random

from reports.demo.drawing.canvas import FINE, Canvas, Colour, Point, mixed, rgb, shaded
from reports.demo.drawing.logos import sign_of

SIZE = (1200, 900)
KRAFT, WALL = rgb("#c49a6c"), (rgb("#e6dfd3"), rgb("#d5dbd6"), rgb("#e2d6cf"), rgb("#cfd4da"))
COUNTER = (rgb("#8a6444"), rgb("#b98d5f"), rgb("#6d6a66"))


def bag_photo(mark: str, main: str, accent: str, fits: bool, chance: Random) -> bytes:
    """The packaging as JPEG; `fits`: it carries the brand."""
    canvas = Canvas(SIZE, chance.choice(WALL))
    wall(canvas, chance)
    counter(canvas, chance)
    left = 235 + chance.uniform(-90, 110)
    if fits:
        _bag(canvas, left, chance, mixed(rgb(main), (255, 255, 255), 0.04))
        _brand(canvas, left, mark, accent)
        _box(canvas, left + 455, chance, rgb("#f1eadc"), rgb(main))
    else:
        _bag(canvas, left, chance, None)
        _box(canvas, left + 455, chance, rgb("#eceae6"), None)
    return canvas.photo(chance, is_lit_from_right=chance.random() < 0.5)


def wall(canvas: Canvas, chance: Random) -> None:
    """What is behind: boards, tiles, or pictures on a plain wall."""
    kind, dark = chance.choice(("boards", "tiles", "pictures", "pictures")), (60, 50, 44)
    if kind == "pictures":
        for left in (chance.uniform(30, 120), chance.uniform(640, 760), chance.uniform(930, 1040)):
            _picture(canvas, left, chance)
        return
    step = chance.uniform(70, 130)
    for number in range(round(1200 / step) + 1):
        x = number * step + chance.uniform(-3, 3)
        canvas.line([(x, 0), (x, 680)], (*dark, 40), 3)
    for number in range(round(700 / step * 2) if kind == "tiles" else 0):
        canvas.line([(0, number * step / 2), (1200, number * step / 2)], (*dark, 34), 3)


def _picture(canvas: Canvas, left: float, chance: Random) -> None:
    top, wide, high = chance.uniform(40, 150), chance.uniform(120, 190), chance.uniform(150, 260)
    tone = shaded(chance.choice(WALL), chance.uniform(0.55, 0.95))
    right, foot = left + wide, top + high
    for inset, colour in ((0, shaded(chance.choice(COUNTER), 0.7)), (10, (246, 243, 236)), (34, tone)):
        canvas.shape([(left + inset, top + inset), (right - inset, top + inset), (right - inset, foot - inset),
                      (left + inset, foot - inset)], colour)  # fmt: skip


def counter(canvas: Canvas, chance: Random) -> None:
    colour = chance.choice(COUNTER)
    top = 620 + chance.uniform(-60, 60)
    canvas.shape([(0, top), (1200, top), (1200, 900), (0, 900)], colour)
    for _line in range(40):
        y = chance.uniform(top, 900)
        tone = shaded(colour, chance.uniform(0.82, 1.1))
        canvas.line([(0, y), (600, y + chance.uniform(-5, 5)), (1200, y)], (*tone, 80), chance.uniform(1, 3))
    canvas.line([(0, top), (1200, top)], (*shaded(colour, 1.25), 200), 4)


def _bag(canvas: Canvas, left: float, chance: Random, band: Colour | None) -> None:
    """A standing paper bag with a folded top; a band of the brand's colour where there is one."""
    top, foot, wide, side = 110.0, 800.0, 390.0, 110.0
    front: list[Point] = [(left, top), (left + wide, top), (left + wide, foot), (left, foot)]
    flank: list[Point] = [(left + wide, top), (left + wide + side, top - 30), (left + wide + side, foot - 46),
                          (left + wide, foot)]  # fmt: skip
    ground_shadow(canvas, left, left + wide + side, foot)
    canvas.shape(front, KRAFT)
    canvas.shape(flank, shaded(KRAFT, 0.76))
    crease = left + wide + side / 2
    canvas.shape([(left + wide, top), (crease, top - 14), (crease + 6, foot - 30), (left + wide, foot)],
                 shaded(KRAFT, 0.68))  # fmt: skip
    if band:
        canvas.shape([(left, 450), (left + wide, 450), (left + wide, 710), (left, 710)], band)
        canvas.shape([(left + wide, 450), (left + wide + side, 424), (left + wide + side, 668), (left + wide, 710)],
                     shaded(band, 0.7))  # fmt: skip
    _top_fold(canvas, left, top, wide)
    for _fold in range(5):
        x = left + chance.uniform(20, wide - 20)
        canvas.line([(x, top + 70), (x + chance.uniform(-22, 22), foot)], (90, 62, 36, 34), chance.uniform(2, 6))


def _top_fold(canvas: Canvas, left: float, top: float, wide: float) -> None:
    canvas.shape([(left - 3, top - 6), (left + wide + 3, top - 6), (left + wide + 3, top + 62), (left - 3, top + 62)],
                 shaded(KRAFT, 1.07))  # fmt: skip
    canvas.line([(left - 3, top + 64), (left + wide + 3, top + 64)], (70, 46, 26, 120), 4)
    canvas.line([(left - 3, top - 5), (left + wide + 3, top - 5)], (255, 240, 214, 120), 3)


def _brand(canvas: Canvas, left: float, mark: str, accent: str) -> None:
    """The sign, white in the band."""
    pale = sign_of(mark, "#ffffff", accent, round(190 * FINE))
    canvas.image.paste(pale, (round((left + 105) * FINE), round(482 * FINE)), pale)


def _box(canvas: Canvas, left: float, chance: Random, colour: Colour, band: Colour | None) -> None:
    """A low box beside the bag."""
    top, foot, wide = 600 + chance.uniform(-14, 14), 830.0, 340.0
    ground_shadow(canvas, left, left + wide, foot)
    lid = [(left + 34, top - 46), (left + wide - 24, top - 46), (left + wide, top), (left, top)]
    canvas.shape(lid, shaded(colour, 1.05))
    canvas.shape([(left, top), (left + wide, top), (left + wide - 12, foot), (left + 12, foot)], shaded(colour, 0.92))
    canvas.line([(left, top), (left + wide, top)], (*shaded(colour, 0.7), 200), 3)
    canvas.shape([(left + wide / 2 - 26, top), (left + wide / 2 + 26, top), (left + wide / 2 + 20, top + 34),
                  (left + wide / 2 - 20, top + 34)], shaded(colour, 0.82))  # fmt: skip
    if band:
        canvas.shape([(left + 6, top + 88), (left + wide - 6, top + 88), (left + wide - 9, top + 130),
                      (left + 9, top + 130)], band)  # fmt: skip
    else:
        canvas.disc((left + 80, top + 130), 30, (150, 120, 70, 60), 0.8)


def ground_shadow(canvas: Canvas, left: float, right: float, foot: float) -> None:
    canvas.oval_shadow((left - 20, foot - 40, right + 70, foot + 34), 16, 0.55)
