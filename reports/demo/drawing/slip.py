"""The till receipt: printed lines on thin paper, photographed on the table."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw

from reports.demo.drawing.canvas import FINE, corners
from reports.demo.drawing.lettering import drawable, font
from reports.demo.drawing.tables import table

SIZE = (900, 1200)
COLUMNS = 32
_PAPER_WIDTH = 610
_LETTER = 29


@dataclass(frozen=True)
class Slip:
    """What the till printed. `lines`: (text, amount or "") pairs; `greeting`: the foot. No name of anybody."""

    head: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    total: tuple[str, str]
    below: tuple[str, ...]
    greeting: str


def receipt_photo(slip: Slip, chance: Random) -> bytes:
    """The receipt as JPEG, upright."""
    canvas = table(SIZE, chance)
    paper = _paper(slip, chance)
    centre = (SIZE[0] / 2 + chance.uniform(-40, 40), SIZE[1] / 2 + chance.uniform(-25, 25))
    degrees = chance.choice((-1, 1)) * chance.uniform(1.2, 6)
    outline = corners(centre, paper.width / FINE, paper.height / FINE, degrees)
    canvas.shape_shadow(outline, chance.uniform(7, 15), 0.5)
    canvas.lay(paper, centre, degrees)
    return canvas.photo(chance)


def _paper(slip: Slip, chance: Random) -> Image.Image:
    printed = _printed(slip)
    line, wide = round(_LETTER * 1.42 * FINE), round(_PAPER_WIDTH * FINE)
    high = min(line * (len(printed) + 3), round(SIZE[1] * FINE * 0.97))
    paper = Image.new("RGB", (wide, high), (250, 249, 245))
    draw, letters = ImageDraw.Draw(paper), font("till", round(_LETTER * FINE))
    ink = (58 + chance.randrange(30), 56 + chance.randrange(26), 66 + chance.randrange(24))
    for number, (text, is_large) in enumerate(printed):
        used = font("till", round(_LETTER * 1.35 * FINE)) if is_large else letters
        draw.text((wide / 2, line * (number + 1.9)), drawable(text, "till"), font=used, fill=ink, anchor="mm")
    creased = ImageChops.multiply(paper, _creases(paper.size, chance))
    creased.putalpha(_torn(paper.size, chance))
    return creased


def _printed(slip: Slip) -> list[tuple[str, bool]]:
    """The lines as they stand on the paper, each with whether it is large."""
    rule = "-" * COLUMNS
    name, *address = slip.head
    lines = [(name, True), *((text, False) for text in address), ("", False), (rule, False)]
    lines += [(_pair(*pair), False) for pair in slip.lines]
    lines += [(rule, False), (_pair(*slip.total, columns=23), True), (rule, False)]
    lines += [(text.ljust(COLUMNS), False) for text in slip.below]
    return [*lines, ("", False), *((text, False) for text in _wrapped(slip.greeting)), ("", False)]


def _pair(text: str, amount: str, columns: int = COLUMNS) -> str:
    return text[: columns - len(amount) - 1].ljust(columns - len(amount)) + amount


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > COLUMNS - 2:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _creases(size: tuple[int, int], chance: Random) -> Image.Image:
    """Soft shade across the paper, as thin paper lies: never quite flat."""
    rows = 14
    small = Image.new("L", (5, rows))
    level = 238.0
    for row in range(rows):
        level = min(253.0, max(216.0, level + chance.gauss(0, 9)))
        for column in range(5):
            small.putpixel((column, row), round(min(255.0, level + (column - 2) * chance.uniform(-3, 5))))
    soft = small.resize(size, Image.Resampling.BICUBIC)
    return Image.merge("RGB", (soft, soft, soft))


def _torn(size: tuple[int, int], chance: Random) -> Image.Image:
    """The paper's outline: straight sides, a fine saw's edge at both ends."""
    mask = Image.new("L", size, 0)
    wide, high = size
    teeth, deep = 52, 9 * FINE / 2
    top = [(wide * step / teeth, deep * (step % 2) + chance.uniform(0, 2)) for step in range(teeth + 1)]
    foot = [(x, high - y) for x, y in top]
    ImageDraw.Draw(mask).polygon([*top, *reversed(foot)], fill=255)
    return mask
