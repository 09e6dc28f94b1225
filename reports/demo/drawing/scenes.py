"""Whole photos: the meal, the coffee, the table as it was found."""

from __future__ import annotations

import math
from random import Random

from reports.demo.drawing import dishes
from reports.demo.drawing.canvas import Canvas, Colour, corners, mixed, rgb
from reports.demo.drawing.tables import table
from reports.demo.drawing.things import bun, cup, cutlery, glass, leaf, napkin, plate, rye

SIZE = (1200, 900)
_DISHES = {"soup": dishes.soup, "fish": dishes.fish, "salad": dishes.salad}
_PAPER = rgb("#f2ede2")


def meal_photo(dish: str, brand: str, chance: Random) -> bytes:
    """A plate of `soup`, `fish` or `salad`, seen from above, as JPEG."""
    canvas, rim = table(SIZE, chance), rgb(brand)
    centre = (600 + chance.uniform(-50, 50), 460 + chance.uniform(-30, 30))
    is_mirrored = chance.random() < 0.4
    side = -1 if is_mirrored else 1
    folded = corners((centre[0] - side * 420, centre[1] + 10), 180, 420, chance.uniform(-5, 5))
    napkin(canvas, folded, _paper(rim, chance))
    _DISHES[dish](canvas, centre, 305, rim, chance)
    cutlery(canvas, (centre[0] - side * 440, centre[1] - 150), 330, "fork")
    cutlery(canvas, (centre[0] - side * 392, centre[1] - 150), 330, "knife")
    glass(canvas, (centre[0] + side * 400, centre[1] - 260 + chance.uniform(-30, 30)), 78)
    if dish == "soup":
        rye(canvas, (centre[0] + side * 420, centre[1] + 170), 190, chance.uniform(-25, 25), chance)
    return canvas.photo(chance)


def coffee_photo(brand: str, chance: Random) -> bytes:
    """A cup of coffee and a bun, as JPEG."""
    canvas, rim = table(SIZE, chance), rgb(brand)
    left = chance.random() < 0.5
    cup_at = (330 if left else 865, 440 + chance.uniform(-60, 60))
    bun_at = (850 if left else 330, 510 + chance.uniform(-70, 60))
    napkin(canvas, corners((bun_at[0] + 40, bun_at[1] + 30), 430, 430, chance.uniform(-30, 30)), _paper(rim, chance))
    plate(canvas, bun_at, 205, rim)
    bun(canvas, bun_at, 128, chance)
    cup(canvas, cup_at, 142, rim, chance)
    return canvas.photo(chance)


def table_photo(brand: str, is_clean: bool, chance: Random) -> bytes:
    """The table on arrival, as JPEG: laid, or with what others left."""
    canvas, rim = table(SIZE, chance), rgb(brand)
    if is_clean:
        _laid(canvas, rim, chance)
    else:
        _left_behind(canvas, rim, chance)
    return canvas.photo(chance)


def _laid(canvas: Canvas, rim: Colour, chance: Random) -> None:
    for x in (250, 960):
        shift = chance.uniform(-25, 25)
        napkin(canvas, corners((x, 560 + shift), 190, 330, chance.uniform(-4, 4)), _paper(rim, chance))
        cutlery(canvas, (x - 24, 440 + shift), 250, "fork")
        cutlery(canvas, (x + 24, 440 + shift), 250, "knife")
        glass(canvas, (x + 125, 300 + shift), 66)
    _twig(canvas, (640 + chance.uniform(-30, 40), 420 + chance.uniform(-60, 60)), rim, chance)


def _twig(canvas: Canvas, centre: tuple[float, float], rim: Colour, chance: Random) -> None:
    """A small vase from above, with leaves that spread."""
    canvas.disc_shadow(centre, 62, 20, 0.5)
    canvas.disc(centre, 62, mixed(rim, (255, 255, 255), 0.25))
    canvas.disc(centre, 50, mixed(rim, (0, 0, 0), 0.45))
    for number in range(17):
        angle = number / 17 * math.tau + chance.uniform(-0.15, 0.15)
        root = (centre[0] + math.cos(angle) * 18, centre[1] + math.sin(angle) * 18)
        leaf(canvas, root, chance.uniform(80, 150), angle, chance.choice(dishes.GREENS))
    for _berry in range(9):
        angle, far = chance.uniform(0, math.tau), chance.uniform(10, 90)
        place = (centre[0] + math.cos(angle) * far, centre[1] + math.sin(angle) * far)
        canvas.disc((place[0] + 3, place[1] + 4), 10, (30, 20, 15, 90))
        canvas.disc(place, 10, rgb("#c23b3b"))
        canvas.disc((place[0] - 3, place[1] - 3), 3, (255, 220, 210, 200))


def _left_behind(canvas: Canvas, rim: Colour, chance: Random) -> None:
    for _ring in range(2):
        place = (chance.uniform(200, 1000), chance.uniform(150, 750))
        canvas.ring(place, 82, 6, (88, 54, 30, 95))
        canvas.ring((place[0] + 3, place[1] + 2), 78, 3, (88, 54, 30, 60))
    crumpled = corners((330 + chance.uniform(-60, 60), 300), 210, 190, chance.uniform(-40, 40))
    crumpled = [(x + chance.uniform(-28, 28), y + chance.uniform(-28, 28)) for x, y in crumpled]
    napkin(canvas, crumpled, _paper(rim, chance))
    cup(canvas, (790 + chance.uniform(-60, 60), 400 + chance.uniform(-60, 60)), 128, rim, chance, drunk=True)
    for _crumb in range(95):
        place = (chance.gauss(500, 200), chance.gauss(560, 140))
        size = chance.uniform(2, 7)
        canvas.disc((place[0] + 2, place[1] + 3), size, (40, 26, 16, 90))
        canvas.disc(place, size, mixed(rgb("#c98f4e"), rgb("#8a5028"), chance.random()))


def _paper(rim: Colour, chance: Random) -> Colour:
    return chance.choice((_PAPER, mixed(rim, (255, 255, 255), 0.55), mixed(rim, _PAPER, 0.8)))
