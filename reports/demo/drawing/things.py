"""What stands on a café table, seen from above: cups, plates, spoons, glasses, bread."""

from __future__ import annotations

import math
from random import Random

from reports.demo.drawing.canvas import Canvas, Colour, Point, mixed, rgb, shaded

CHINA = rgb("#f4f1ea")
STEEL = rgb("#b9bcc0")
COFFEE = rgb("#3a2216")
CREMA = rgb("#8a5a34")
BUN, CINNAMON, SUGAR = rgb("#d49a5a"), rgb("#8a5028"), rgb("#fbf6ea")
RYE, CRUMB, BUTTER = rgb("#5a3a26"), rgb("#8b6546"), rgb("#f3dd8b")


def plate(canvas: Canvas, centre: Point, radius: float, rim: Colour) -> None:
    """A plate with a thin line of the brand's colour, ready to be laid."""
    canvas.disc_shadow(centre, radius, 12, 0.55)
    canvas.disc(centre, radius, shaded(CHINA, 0.93))
    canvas.disc((centre[0] - 2, centre[1] - 2), radius - 4, CHINA)
    canvas.ring(centre, radius - 12, 4, rim)
    canvas.disc(centre, radius * 0.72, shaded(CHINA, 0.9))
    canvas.disc((centre[0] + 3, centre[1] + 4), radius * 0.71, shaded(CHINA, 0.985))


def cup(canvas: Canvas, centre: Point, radius: float, rim: Colour, chance: Random, drunk: bool = False) -> None:
    """A cup of coffee on its saucer, with a spoon."""
    plate(canvas, centre, radius * 1.72, rim)
    angle = chance.uniform(-0.6, 0.9)
    out = (centre[0] + radius * 1.3 * math.cos(angle), centre[1] + radius * 1.3 * math.sin(angle))
    canvas.disc_shadow(centre, radius * 1.02, 16, 0.5)
    canvas.capsule(centre, out, radius * 0.3, shaded(CHINA, 0.9))
    canvas.capsule(centre, out, radius * 0.2, CHINA)
    canvas.disc(centre, radius, shaded(CHINA, 0.94))
    canvas.disc((centre[0] - 1.5, centre[1] - 1.5), radius * 0.97, rgb("#fbf9f4"))
    canvas.disc(centre, radius * 0.86, shaded(CHINA, 0.8))
    _coffee(canvas, centre, radius * 0.83, chance) if not drunk else _dregs(canvas, centre, radius * 0.83)
    spoon_at = angle + math.pi * 0.62
    spoon(canvas, (centre[0] + radius * 1.36 * math.cos(spoon_at), centre[1] + radius * 1.36 * math.sin(spoon_at)),
          radius * 1.15, spoon_at + math.pi / 2)  # fmt: skip


def _coffee(canvas: Canvas, centre: Point, radius: float, chance: Random) -> None:
    for step in range(12):
        share = step / 11
        canvas.disc(centre, radius * (1 - 0.2 * share), mixed(CREMA, COFFEE, min(1.0, share * 1.15)))
    for _bubble in range(9):
        turn, far = chance.uniform(0, math.tau), radius * chance.uniform(0.84, 0.93)
        place = (centre[0] + far * math.cos(turn), centre[1] + far * math.sin(turn))
        canvas.disc(place, chance.uniform(2, 4.5), (*shaded(CREMA, 1.3), 190))
    glint = (centre[0] - radius * 0.36, centre[1] - radius * 0.4)
    canvas.disc(glint, radius * 0.26, (255, 246, 230, 34), 0.55)
    canvas.disc(glint, radius * 0.15, (255, 246, 230, 60), 0.55)


def _dregs(canvas: Canvas, centre: Point, radius: float) -> None:
    canvas.disc(centre, radius, shaded(CHINA, 0.88))
    canvas.disc((centre[0] + 6, centre[1] + 8), radius * 0.6, (*CREMA, 150))
    canvas.disc((centre[0] + 9, centre[1] + 11), radius * 0.4, (*COFFEE, 170))


def spoon(canvas: Canvas, centre: Point, length: float, angle: float) -> None:
    """A small spoon that lies along `angle`."""
    reach = (math.cos(angle) * length / 2, math.sin(angle) * length / 2)
    start, end = (centre[0] - reach[0], centre[1] - reach[1]), (centre[0] + reach[0], centre[1] + reach[1])
    canvas.capsule((start[0] + 2, start[1] + 3), (end[0] + 2, end[1] + 3), 7, (40, 34, 30, 90))
    canvas.capsule(start, end, 7, STEEL)
    canvas.capsule(start, end, 2.5, shaded(STEEL, 1.22))
    canvas.disc(end, 15, shaded(STEEL, 0.86))
    canvas.disc((end[0] - 1, end[1] - 1), 12, shaded(STEEL, 1.12))


def cutlery(canvas: Canvas, top: Point, length: float, kind: str) -> None:
    """A fork or a knife that lies upright, its upper end at `top`."""
    x, y = top
    shape_end = y + length * 0.36
    canvas.capsule((x + 4, y + 14), (x + 4, y + length + 4), 11, (30, 24, 20, 90))
    if kind == "knife":
        blade = [(x - 7, y + 20), (x - 3, y), (x + 7, y + 10), (x + 7, shape_end), (x - 7, shape_end)]
        canvas.shape(blade, shaded(STEEL, 1.08))
    else:
        for shift in (-11, -4, 4, 11):
            canvas.capsule((x + shift, y), (x + shift, y + length * 0.22), 4, shaded(STEEL, 1.08))
        canvas.disc((x, y + length * 0.24), 14, shaded(STEEL, 1.04))
        canvas.capsule((x, y + length * 0.25), (x, shape_end), 9, shaded(STEEL, 1.04))
    canvas.capsule((x, shape_end), (x, y + length), 12, STEEL)
    canvas.capsule((x - 2, shape_end + 6), (x - 2, y + length - 4), 3, shaded(STEEL, 1.24))


def glass(canvas: Canvas, centre: Point, radius: float) -> None:
    """A glass of water."""
    canvas.disc_shadow(centre, radius, 14, 0.32)
    canvas.disc(centre, radius, (236, 244, 246, 105))
    canvas.ring(centre, radius, 4, (250, 253, 254, 190))
    canvas.ring(centre, radius - 9, 2.5, (255, 255, 255, 110))
    canvas.disc((centre[0] + 3, centre[1] + 3), radius * 0.74, (188, 212, 220, 90))
    canvas.disc((centre[0] - radius * 0.34, centre[1] - radius * 0.38), radius * 0.2, (255, 255, 255, 190), 0.6)


def bun(canvas: Canvas, centre: Point, radius: float, chance: Random) -> None:
    """A cinnamon bun: a spiral of dough, baked, with pearl sugar."""
    canvas.disc_shadow(centre, radius, 9, 0.5)
    canvas.disc(centre, radius, shaded(BUN, 0.78))
    canvas.disc((centre[0] - 2, centre[1] - 3), radius * 0.95, BUN)
    _spiral(canvas, centre, radius * 0.9, CINNAMON, radius * 0.085, chance.uniform(0, math.tau))
    _spiral(canvas, (centre[0] - 2, centre[1] - 3), radius * 0.8, shaded(BUN, 1.2), radius * 0.05, 2.2)
    for _pearl in range(26):
        turn, far = chance.uniform(0, math.tau), radius * math.sqrt(chance.uniform(0.02, 0.75))
        place = (centre[0] + far * math.cos(turn), centre[1] + far * math.sin(turn))
        canvas.disc((place[0] + 1, place[1] + 2), 5, (70, 40, 20, 120))
        canvas.disc(place, chance.uniform(3.4, 5.2), SUGAR)


def _spiral(canvas: Canvas, centre: Point, radius: float, colour: Colour, width: float, start: float) -> None:
    points = []
    for step in range(90):
        turn = start + step / 90 * math.tau * 2.6
        far = radius * (1 - step / 96)
        points.append((centre[0] + far * math.cos(turn), centre[1] + far * math.sin(turn)))
    canvas.line(points, (*colour, 230), width)


def rye(canvas: Canvas, centre: Point, side: float, degrees: float, chance: Random) -> None:
    """A slice of rye bread with butter."""
    lean = math.radians(degrees)

    def turned(x: float, y: float) -> Point:
        return (
            centre[0] + x * math.cos(lean) - y * math.sin(lean), centre[1] + x * math.sin(lean) + y * math.cos(lean)
        )  # fmt: skip

    turns = [step / 24 * math.tau for step in range(24)]
    outline = [turned(side * 0.5 * _bulge(math.cos(turn)), side * 0.4 * _bulge(math.sin(turn))) for turn in turns]
    canvas.shape_shadow(outline, 7, 0.5)
    canvas.shape(outline, RYE)
    inner = [(centre[0] + (x - centre[0]) * 0.9, centre[1] + (y - centre[1]) * 0.88) for x, y in outline]
    canvas.shape(inner, CRUMB)
    for _seed in range(60):
        place = turned(chance.uniform(-0.4, 0.4) * side, chance.uniform(-0.3, 0.3) * side)
        canvas.disc(place, chance.uniform(1, 2.6), (*shaded(CRUMB, chance.choice((0.7, 1.25))), 160))
    canvas.disc((centre[0] + 2, centre[1] + 3), side * 0.17, (60, 40, 20, 80), 0.7)
    canvas.disc(centre, side * 0.16, BUTTER, 0.7)
    canvas.disc((centre[0] - 4, centre[1] - 4), side * 0.09, shaded(BUTTER, 1.08), 0.6)


def _bulge(part: float) -> float:
    """A circle's coordinate pushed outwards, towards a square with round corners."""
    return math.copysign(abs(part) ** 0.55, part)


def leaf(canvas: Canvas, root: Point, length: float, angle: float, colour: Colour) -> None:
    """One small leaf from `root` along `angle`."""
    tip = (root[0] + math.cos(angle) * length, root[1] + math.sin(angle) * length)
    side = (math.cos(angle + math.pi / 2) * length * 0.26, math.sin(angle + math.pi / 2) * length * 0.26)
    middle = ((root[0] + tip[0]) / 2, (root[1] + tip[1]) / 2)
    one, other = (middle[0] + side[0], middle[1] + side[1]), (middle[0] - side[0], middle[1] - side[1])
    canvas.shape([root, one, tip, other], colour)
    canvas.line([root, tip], (*shaded(colour, 0.75), 160), 1)


def napkin(canvas: Canvas, points: list[Point], colour: Colour) -> None:
    """A folded napkin with these four corners."""
    canvas.shape_shadow(points, 4, 0.4)
    canvas.shape(points, colour)
    middle = [((points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2),
              ((points[3][0] + points[2][0]) / 2, (points[3][1] + points[2][1]) / 2)]  # fmt: skip
    canvas.line(middle, (*shaded(colour, 0.82), 150), 2)
    canvas.line([(middle[0][0] + 3, middle[0][1]), (middle[1][0] + 3, middle[1][1])], (255, 255, 255, 70), 2)
