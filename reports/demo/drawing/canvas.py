"""The stage of a drawn photo: drawn at twice its size, so that edges are smooth; light and grain at the end."""

from __future__ import annotations

import math
from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Place = Callable[[float, float], Point]
Colour = tuple[int, int, int]
# Drawn so many times larger than the measures say, halved at the end.
FINE = 1.6
_SHADOW = 8
_BRIGHTER = 14


def rgb(text: str) -> Colour:
    """#rrggbb as three numbers."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """`share` 0 gives `one`, 1 gives `other`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def shaded(colour: Colour, factor: float) -> Colour:
    """Darker (below 1) or lighter (above 1)."""
    red, green, blue = (max(0, min(255, round(part * factor))) for part in colour)
    return red, green, blue


class Canvas:
    """Measures are in steps of which the finished picture has 0.8 pixels each."""

    def __init__(self, size: tuple[int, int], ground: Colour | Image.Image) -> None:
        self.size = size
        fine = (round(size[0] * FINE), round(size[1] * FINE))
        self.image = Image.new("RGB", fine, ground) if isinstance(ground, tuple) else ground.copy()
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def disc(self, centre: Point, radius: float, colour: tuple[int, ...], squeeze: float = 1.0) -> None:
        """A filled circle; `squeeze` below 1 makes it flatter."""
        x, y = centre
        box = (x - radius, y - radius * squeeze, x + radius, y + radius * squeeze)
        self.draw.ellipse([part * FINE for part in box], fill=colour)

    def ring(self, centre: Point, radius: float, width: float, colour: tuple[int, ...]) -> None:
        """A circle's line."""
        x, y = centre
        box = [part * FINE for part in (x - radius, y - radius, x + radius, y + radius)]
        self.draw.ellipse(box, outline=colour, width=max(1, round(width * FINE)))

    def shape(self, points: list[Point], colour: tuple[int, ...]) -> None:
        """A filled polygon."""
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def line(self, points: list[Point], colour: tuple[int, ...], width: float) -> None:
        """A line through the points, with round corners."""
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self.draw.line(scaled, fill=colour, width=max(1, round(width * FINE)), joint="curve")

    def capsule(self, start: Point, end: Point, width: float, colour: tuple[int, ...]) -> None:
        """A thick line with round ends."""
        self.line([start, end], colour, width)
        for place in (start, end):
            self.disc(place, width / 2, colour)

    def shadow(
        self, paint: Callable[[ImageDraw.ImageDraw, Place], None], box: Box, blur: float, strength: float
    ) -> None:
        """Darken softly where `paint(draw, place)` fills in white; `place` gives a point's coordinates on its sheet.

        `box`: what is painted lies within (left, top, right, bottom).
        """
        left, top = box[0] - 3 * blur, box[1] - 3 * blur
        scale = FINE / _SHADOW
        small = (round((box[2] - left + 3 * blur) * scale) + 1, round((box[3] - top + 3 * blur) * scale) + 1)
        mask = Image.new("L", small, 0)
        paint(ImageDraw.Draw(mask), lambda x, y: ((x - left) * scale, (y - top) * scale))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * scale)).point(lambda level: level * strength)
        mask = mask.resize((small[0] * _SHADOW, small[1] * _SHADOW), Image.Resampling.BILINEAR)
        self.image.paste((24, 18, 14), (round(left * FINE), round(top * FINE)), mask)

    def disc_shadow(self, centre: Point, radius: float, height: float, strength: float = 0.5) -> None:
        """The shadow of something round that stands `height` above the table, away from the window."""
        x, y = centre[0] + height, centre[1] + height * 1.2
        box = (x - radius, y - radius, x + radius, y + radius)
        self.oval_shadow(box, height * 0.9 + 4, strength)

    def oval_shadow(self, box: Box, blur: float, strength: float) -> None:
        """A soft dark oval within `box`."""
        self.shadow(lambda draw, at: draw.ellipse([at(*box[:2]), at(*box[2:])], fill=255), box, blur, strength)

    def shape_shadow(self, points: list[Point], height: float, strength: float = 0.45) -> None:
        """The shadow of something flat with these corners."""
        moved = [(x + height, y + height * 1.2) for x, y in points]
        across, down = [x for x, _ in moved], [y for _, y in moved]
        box = (min(across), min(down), max(across), max(down))
        self.shadow(
            lambda draw, at: draw.polygon([at(*point) for point in moved], fill=255), box, height * 0.9 + 4, strength
        )

    def lay(self, layer: Image.Image, centre: Point, degrees: float) -> None:
        """Put a picture with transparency (drawn at FINE) on the table, turned about its middle."""
        turned = layer.rotate(degrees, Image.Resampling.BILINEAR, expand=True)
        place = (round(centre[0] * FINE - turned.width / 2), round(centre[1] * FINE - turned.height / 2))
        self.image.paste(turned, place, turned)

    def photo(self, chance: Random, is_lit_from_right: bool = False) -> bytes:
        """The finished picture as JPEG: reduced, lit from a window, a little grainy like a phone's."""
        flat = self.image.reduce(2)
        light = _light(flat.size, chance)
        lit = ImageChops.multiply(flat, ImageOps.mirror(light) if is_lit_from_right else light)
        grain = _grain((flat.width // 2, flat.height // 2), chance).resize(flat.size)
        lit = ImageChops.add(lit, Image.merge("RGB", (grain, grain, grain)), 1, _BRIGHTER - 128)
        target = BytesIO()
        lit.save(target, "JPEG", quality=78)
        return target.getvalue()


def _grain(size: tuple[int, int], chance: Random) -> Image.Image:
    """Grey noise around 128; Pillow's own cannot be made the same twice."""
    noise = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
    return noise.point(lambda level: 128 + (level - 128) // 18)


def _light(size: tuple[int, int], chance: Random) -> Image.Image:
    """Bright at the window's side, falling off to the far corner, a little warm."""
    angle = chance.uniform(0.15, 0.45) * math.pi
    across, down = math.cos(angle), math.sin(angle)
    strength, small = chance.uniform(0.16, 0.28), Image.new("RGB", (6, 6))
    for y in range(6):
        for x in range(6):
            far = (x / 5 * across + y / 5 * down) / (across + down)
            bright = 1.0 - strength * far**1.3
            small.putpixel((x, y), (round(255 * bright), round(253 * bright), round(246 * bright)))
    return small.resize(size, Image.Resampling.BICUBIC)


def corners(centre: Point, width: float, height: float, degrees: float) -> list[Point]:
    """The corners of a rectangle turned (anticlockwise) about its middle."""
    turn = -math.radians(degrees)
    cosine, sine = math.cos(turn), math.sin(turn)
    across, down = width / 2, height / 2
    return [
        (centre[0] + x * cosine - y * sine, centre[1] + x * sine + y * cosine)
        for x, y in ((-across, -down), (across, -down), (across, down), (-across, down))
    ]
