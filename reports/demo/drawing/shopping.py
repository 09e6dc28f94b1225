"""What a fashion store hands over: its own bag or a mass plastic one, the wrapped gift, the flower."""

from __future__ import annotations

import math
from random import Random

from reports.demo.drawing.bags import SIZE, WALL, counter, ground_shadow, wall
from reports.demo.drawing.canvas import FINE, Canvas, Colour, Point, corners, mixed, rgb, shaded
from reports.demo.drawing.logos import sign_of
from reports.demo.drawing.tables import table

_TISSUE, _PLASTIC, _STEM, _WHITE = rgb("#f6f2ea"), rgb("#e9ebe8"), rgb("#6f8f4a"), (255, 255, 255)
_PETALS = (rgb("#e4685d"), rgb("#e08a3c"), rgb("#d9577f"))


def brand_bag_photo(mark: str, main: str, accent: str, chance: Random) -> bytes:
    """The brand's own bag with cords and its sign, tissue peeping out, as JPEG."""
    canvas = _stand(chance)
    left, top, foot, wide, side = 330 + chance.uniform(-110, 120), 240.0, 800.0, 430.0, 96.0
    front, colour = left + wide, rgb(main)
    ground_shadow(canvas, left, front + side, foot)
    for number in range(7):
        x = left + 30 + number * 58
        peak = (x + 34 + chance.uniform(-14, 14), top - 34 - chance.uniform(0, 42))
        canvas.shape([(x - 22, top + 8), peak, (x + 88, top + 8)], shaded(_TISSUE, 0.9 + number % 3 * 0.05))
    canvas.shape([(left, top), (front, top), (front, foot), (left, foot)], colour)
    canvas.shape([(front, top), (front + side, top - 26), (front + side, foot - 40), (front, foot)],
                 shaded(colour, 0.68))  # fmt: skip
    canvas.shape([(front, top), (front + side / 2, top - 13), (front + side / 2 + 4, foot - 26), (front, foot)],
                 shaded(colour, 0.58))  # fmt: skip
    canvas.line([(left, top + 2), (front, top + 2)], (*mixed(colour, _WHITE, 0.45), 200), 4)
    _cord(canvas, left + 110, left + wide - 110, top + 30, rgb(accent))
    pale = sign_of(mark, "#ffffff", accent, round(200 * FINE))
    canvas.image.paste(pale, (round((left + wide / 2 - 100) * FINE), round(430 * FINE)), pale)
    return canvas.photo(chance, is_lit_from_right=chance.random() < 0.5)


def mass_bag_photo(chance: Random) -> bytes:
    """A thin plastic bag such as every shop has, crumpled, as JPEG."""
    canvas = _stand(chance)
    left, wide, top, foot = 330 + chance.uniform(-90, 90), 480.0, 330.0, 815.0
    ground_shadow(canvas, left, left + wide, foot)
    for x in (left + 70, left + wide - 150):
        _loop(canvas, x, top, chance)
    rim = [(left + wide * step / 9, top + chance.uniform(-16, 26)) for step in range(10)]
    right = [(left + wide + chance.uniform(-26, 22), top + (foot - top) * step / 6) for step in range(1, 6)]
    base = [(left + wide * step / 6, foot + chance.uniform(-14, 6)) for step in range(6, -1, -1)]
    back = [(left + chance.uniform(-24, 26), top + (foot - top) * step / 6) for step in range(5, 0, -1)]
    canvas.shape([*rim, *right, *base, *back], _PLASTIC)
    for _crease in range(38):
        _crumple(canvas, (left + chance.uniform(30, wide - 90), chance.uniform(top + 20, foot - 80)), chance)
    for number, band in enumerate((rgb("#2f8f5b"), rgb("#d8b93a"))):
        y = 520 + number * 52 + chance.uniform(-8, 8)
        edge = [(left + 20 + (wide - 40) * step / 8, y + chance.uniform(-9, 9)) for step in range(9)]
        canvas.line(edge, (*band, 190), 34)
    return canvas.photo(chance, is_lit_from_right=chance.random() < 0.5)


def wrapped_photo(mark: str, main: str, accent: str, chance: Random) -> bytes:
    """The gift in tissue paper, ribbon and seal, seen from above, as JPEG."""
    canvas, colour = table(SIZE, chance), rgb(main)
    centre, turn = (600 + chance.uniform(-60, 60), 450 + chance.uniform(-40, 40)), chance.uniform(-14, 14)
    parcel = corners(centre, 640, 430, turn)
    canvas.shape_shadow(parcel, 16, 0.5)
    canvas.shape(parcel, _TISSUE)
    one, two, three, four = parcel
    for share, tone in ((0.36, 0.95), (0.64, 0.9)):
        fold = [_between(one, two, share), _between(four, three, share)]
        canvas.shape([fold[0], _between(one, two, share + 0.07), _between(four, three, share + 0.03), fold[1]],
                     shaded(_TISSUE, tone))  # fmt: skip
    for _line in range(16):
        start = _between(_between(one, two, chance.random()), _between(four, three, chance.random()), chance.random())
        canvas.line([start, (start[0] + chance.uniform(-60, 60), start[1] + chance.uniform(-50, 50))],
                    (150, 138, 118, 60), chance.uniform(1, 3))  # fmt: skip
    canvas.line([_between(one, four, 0.5), _between(two, three, 0.5)], rgb(accent), 30)
    canvas.disc((centre[0] + 3, centre[1] + 5), 104, (40, 30, 22, 90))
    canvas.disc(centre, 102, colour)
    canvas.ring(centre, 92, 3, mixed(colour, _WHITE, 0.5))
    canvas.lay(sign_of(mark, "#ffffff", accent, round(116 * FINE)), centre, turn)
    return canvas.photo(chance)


def gerbera_photo(main: str, is_bagged: bool, chance: Random) -> bytes:
    """The gerbera on a table: in a slim bag of its own, or loose with a bent stem, as JPEG."""
    canvas, petals = table(SIZE, chance), chance.choice(_PETALS)
    head = (390 + chance.uniform(-40, 40), 330 + chance.uniform(-30, 40))
    knee = (head[0] + 270, head[1] + 150 + chance.uniform(-20, 20))
    end = (knee[0] + 330, knee[1] + (180 if is_bagged else chance.uniform(-190, -120)))
    for start, stop in ((head, knee), (knee, end)):
        canvas.capsule((start[0] + 8, start[1] + 12), (stop[0] + 8, stop[1] + 12), 22, (30, 24, 18, 80))
        canvas.capsule(start, stop, 20, _STEM)
    if is_bagged:
        _sleeve(canvas, head, end, rgb(main))
    else:
        for _drop in range(14):
            place = (end[0] + chance.gauss(-20, 90), end[1] + chance.gauss(60, 70))
            canvas.disc((place[0] + 2, place[1] + 3), 9, (30, 30, 34, 60))
            canvas.disc(place, chance.uniform(5, 11), (228, 238, 242, 150))
    _flower(canvas, head, petals, chance)
    return canvas.photo(chance)


def _stand(chance: Random) -> Canvas:
    canvas = Canvas(SIZE, chance.choice(WALL))
    wall(canvas, chance)
    counter(canvas, chance)
    return canvas


def _cord(canvas: Canvas, left: float, right: float, top: float, colour: Colour) -> None:
    arch = [((left + right) / 2 - math.cos(step / 16 * math.pi) * (right - left) / 2,
             top - math.sin(step / 16 * math.pi) * 190) for step in range(17)]  # fmt: skip
    canvas.line([(x + 4, y + 6) for x, y in arch], (20, 16, 14, 70), 12)
    canvas.line(arch, colour, 12)
    for x in (left, right):
        canvas.disc((x, top), 11, shaded(colour, 0.6))


def _loop(canvas: Canvas, left: float, top: float, chance: Random) -> None:
    """A handle cut out of the plastic."""
    lean = chance.uniform(-30, 30)
    outer = [(left, top + 20), (left + 6 + lean, top - 150), (left + 74 + lean, top - 158), (left + 84, top + 20)]
    inner = [(left + 24, top + 20), (left + 28 + lean, top - 118), (left + 54 + lean, top - 122), (left + 58, top + 20)]
    canvas.shape(outer, shaded(_PLASTIC, 0.95))
    canvas.shape(inner, shaded(_PLASTIC, 0.62))
    canvas.line([outer[0], outer[1], outer[2], outer[3]], (*shaded(_PLASTIC, 0.78), 160), 3)


def _crumple(canvas: Canvas, place: Point, chance: Random) -> None:
    tip = (place[0] + chance.uniform(-70, 90), place[1] + chance.uniform(20, 110))
    side = (place[0] + chance.uniform(10, 40), place[1] + chance.uniform(10, 50))
    is_light = chance.random() < 0.5
    canvas.shape([place, side, tip], (255, 255, 255, 120) if is_light else (92, 98, 96, 40))
    canvas.line([place, tip], (112, 118, 116, 70), chance.uniform(1, 3))


def _sleeve(canvas: Canvas, head: Point, end: Point, colour: Colour) -> None:
    """A slim paper bag around the stem, its mouth folded open towards the flower."""
    across, down = end[0] - head[0], end[1] - head[1]
    long = math.hypot(across, down)
    along, side = (across / long, down / long), (-down / long, across / long)

    def at(far: float, wide: float) -> Point:
        return head[0] + along[0] * far + side[0] * wide, head[1] + along[1] * far + side[1] * wide

    bag = [at(120, -120), at(120, 120), at(long + 40, 52), at(long + 40, -52)]
    canvas.shape_shadow(bag, 12, 0.5)
    canvas.shape(bag, mixed(colour, _WHITE, 0.12))
    canvas.shape([at(120, 0), at(120, 120), at(long + 40, 52), at(long + 40, 6)], shaded(colour, 0.82))
    canvas.shape([at(104, -128), at(104, 128), at(168, 112), at(168, -112)], mixed(colour, _WHITE, 0.3))
    canvas.line([at(168, -112), at(168, 112)], (20, 18, 30, 110), 3)


def _flower(canvas: Canvas, head: Point, colour: Colour, chance: Random) -> None:
    canvas.disc_shadow(head, 170, 16, 0.5)
    for reach, count, tone in ((196, 26, 0.86), (172, 24, 1.0), (118, 20, 1.1)):
        for number in range(count):
            angle = (number + chance.uniform(-0.25, 0.25)) / count * math.tau
            far = reach * chance.uniform(0.93, 1.04)
            tip = (head[0] + math.cos(angle) * far, head[1] + math.sin(angle) * far)
            canvas.capsule(head, tip, reach * 0.15, shaded(colour, tone * chance.uniform(0.95, 1.05)))
    canvas.disc(head, 56, rgb("#4a2f22"))
    for _dot in range(70):
        angle, far = chance.uniform(0, math.tau), 52 * math.sqrt(chance.random())
        place = (head[0] + math.cos(angle) * far, head[1] + math.sin(angle) * far)
        canvas.disc(place, 4, mixed(rgb("#7a5334"), rgb("#e0b64f"), far / 52))


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
