"""What is on the plate: soup, fish with roots, sandwich, salad."""

from __future__ import annotations

import math
from random import Random

from reports.demo.drawing.canvas import Canvas, Colour, Point, mixed, rgb, shaded
from reports.demo.drawing.things import CHINA, leaf, plate

SALMON, POTATO, BROTH, DILL = rgb("#ec8d6b"), rgb("#eed896"), rgb("#f0d3a2"), rgb("#4f7a36")
FISH, SAUCE = rgb("#d9a45c"), rgb("#f2e3b6")
ROOTS = (rgb("#e07b2c"), rgb("#8c2f4b"), rgb("#e9c46a"), rgb("#c9563c"))
GREENS = (rgb("#5f8f3e"), rgb("#7daa4e"), rgb("#3f6e33"), rgb("#93b75b"))


def _within(centre: Point, radius: float, chance: Random) -> Point:
    turn, far = chance.uniform(0, math.tau), radius * math.sqrt(chance.random())
    return centre[0] + far * math.cos(turn), centre[1] + far * math.sin(turn)


def _chunk(canvas: Canvas, centre: Point, size: float, colour: Colour, chance: Random) -> None:
    """An uneven piece, lit from the window's side."""
    sides, turn = chance.randrange(5, 8), chance.uniform(0, math.tau)
    far = [chance.uniform(0.8, 1.1) for _ in range(sides)]

    def outline(dx: float, dy: float, part: float) -> list[Point]:
        return [
            (centre[0] + dx + math.cos(turn + k / sides * math.tau) * size * part * far[k],
             centre[1] + dy + math.sin(turn + k / sides * math.tau) * size * part * far[k])
            for k in range(sides)
        ]  # fmt: skip

    canvas.shape(outline(3, 5, 1.0), (70, 40, 20, 80))
    canvas.shape(outline(0, 0, 1.0), shaded(colour, 0.86))
    canvas.shape(outline(-2, -3, 0.84), colour)
    canvas.shape(outline(-4, -5, 0.45), (*shaded(colour, 1.14), 150))


def _dill(canvas: Canvas, centre: Point, radius: float, count: int, chance: Random) -> None:
    for _sprig in range(count):
        root = _within(centre, radius, chance)
        heading = chance.uniform(0, math.tau)
        for spread in (-0.7, -0.35, 0, 0.35, 0.7):
            tip = (root[0] + math.cos(heading + spread) * 17, root[1] + math.sin(heading + spread) * 17)
            canvas.line([root, tip], (*shaded(DILL, chance.uniform(0.8, 1.25)), 220), 2)


def soup(canvas: Canvas, centre: Point, radius: float, rim: Colour, chance: Random) -> None:
    """Salmon soup in a deep plate, with potatoes and dill."""
    plate(canvas, centre, radius, rim)
    canvas.disc(centre, radius * 0.76, shaded(CHINA, 0.84))
    for step in range(8):
        canvas.disc(centre, radius * (0.74 - step * 0.008), mixed(shaded(BROTH, 0.9), BROTH, step / 7))
    for _piece in range(15):
        colour = chance.choice((SALMON, SALMON, POTATO))
        _chunk(canvas, _within(centre, radius * 0.56, chance), chance.uniform(24, 38), colour, chance)
    for _drop in range(26):
        canvas.disc(_within(centre, radius * 0.68, chance), chance.uniform(2, 6), (226, 166, 84, 90))
    _dill(canvas, centre, radius * 0.5, 13, chance)


def fish(canvas: Canvas, centre: Point, radius: float, rim: Colour, chance: Random) -> None:
    """A fried fillet on roasted roots, with a spoonful of sauce."""
    plate(canvas, centre, radius, rim)
    sauce = (centre[0] - radius * 0.24, centre[1] + radius * 0.2)
    canvas.disc(sauce, radius * 0.36, shaded(SAUCE, 0.95), 0.8)
    canvas.disc((sauce[0] - 3, sauce[1] - 3), radius * 0.33, SAUCE, 0.78)
    for _root in range(17):
        start = _within((centre[0] + radius * 0.06, centre[1] + radius * 0.02), radius * 0.42, chance)
        turn, long = chance.uniform(0, math.tau), chance.uniform(44, 84)
        end = (start[0] + math.cos(turn) * long, start[1] + math.sin(turn) * long)
        colour = chance.choice(ROOTS)
        canvas.capsule((start[0] + 3, start[1] + 5), (end[0] + 3, end[1] + 5), 28, (60, 30, 20, 80))
        canvas.capsule(start, end, 28, shaded(colour, 0.86))
        canvas.capsule((start[0] - 2, start[1] - 3), (end[0] - 2, end[1] - 3), 12, (*shaded(colour, 1.15), 200))
    _fillet(canvas, (centre[0] - radius * 0.02, centre[1] - radius * 0.08), radius * 0.58, chance)
    for _leaf in range(9):
        root = _within((centre[0] + radius * 0.1, centre[1] - radius * 0.12), radius * 0.16, chance)
        leaf(canvas, root, chance.uniform(24, 40), chance.uniform(0, math.tau), chance.choice(GREENS))


def _fillet(canvas: Canvas, centre: Point, reach: float, chance: Random) -> None:
    lean = chance.uniform(-0.5, 0.1)

    def outline(part: float, dx: float = 0, dy: float = 0) -> list[Point]:
        points = []
        for step in range(40):
            turn = step / 40 * math.tau
            x, y = math.cos(turn) * reach * part, math.sin(turn) * reach * 0.42 * part * (1 - 0.35 * math.cos(turn))
            points.append((centre[0] + dx + x * math.cos(lean) - y * math.sin(lean),
                           centre[1] + dy + x * math.sin(lean) + y * math.cos(lean)))  # fmt: skip
        return points

    canvas.shape_shadow(outline(1), 8, 0.55)
    canvas.shape(outline(1), shaded(FISH, 0.8))
    canvas.shape(outline(0.93, -2, -3), FISH)
    canvas.shape(outline(0.7, -5, -7), (*shaded(FISH, 1.14), 130))
    for step in range(7):
        far = (step / 6 - 0.5) * 1.35 * reach
        middle = (centre[0] + far * math.cos(lean), centre[1] + far * math.sin(lean))
        wide = reach * 0.26 * math.sqrt(max(0.05, 1 - (far / reach) ** 2))
        side = (math.cos(lean + 1.1) * wide, math.sin(lean + 1.1) * wide)
        canvas.line([(middle[0] - side[0], middle[1] - side[1]), (middle[0] + side[0], middle[1] + side[1])],
                    (120, 70, 28, 150), 5)  # fmt: skip


def salad(canvas: Canvas, centre: Point, radius: float, rim: Colour, chance: Random) -> None:
    """Leaves, roots and a few berries in a bowl."""
    plate(canvas, centre, radius, rim)
    canvas.disc(centre, radius * 0.72, shaded(CHINA, 0.82))
    for _leaf in range(110):
        root = _within(centre, radius * 0.52, chance)
        leaf(canvas, root, chance.uniform(40, 84), chance.uniform(0, math.tau),
             shaded(chance.choice(GREENS), chance.uniform(0.85, 1.12)))  # fmt: skip
    for _piece in range(9):
        _chunk(canvas, _within(centre, radius * 0.48, chance), chance.uniform(15, 26), chance.choice(ROOTS), chance)
    for _crumb in range(7):
        _chunk(canvas, _within(centre, radius * 0.46, chance), chance.uniform(12, 19), rgb("#f7f2e4"), chance)
