"""A QR code (ISO/IEC 18004) of a web address: bytes, error correction M, versions 1 to 15. Pure.

Made here because a sheet needs one kind of code only, the same bytes every time, drawn as SVG with words for who
cannot see it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain, pairwise, product

from markupsafe import Markup, escape

from reports.qr_words import aligned, all_words, smallest_version

QUIET = 4
"""Modules of white around the code."""

_LEVEL_M = 0
_FORMAT, _FORMAT_MASK, _VERSION = 0x537, 0x5412, 0x1F25
_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda r, c: (r + c) % 2, lambda r, c: r % 2, lambda r, c: c % 3, lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2, lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2, lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)  # fmt: skip
# Four light modules beside what looks like a corner's square.
_LIKE_CORNER = re.compile("(?=10111010000|00001011101)")
_RUN = re.compile("0{5,}|1{5,}")

Modules = tuple[str, ...]
"""The rows of a code from above, each a text of "1" (dark) and "0"."""


def modules(text: str) -> Modules:
    """The code of `text`, without its white margin; raises ValueError beyond 412 bytes of UTF-8."""
    content = text.encode()
    version = smallest_version(content)
    bits = "".join(f"{word:08b}" for word in all_words(content, version))
    return min((_drawn(version, bits, mask) for mask in range(8)), key=_penalty)


def svg(text: str, title: str, css_class: str = "qr") -> Markup:
    """The code with its margin, dark on white; `title` is what is read aloud."""
    rows = modules(text)
    side = len(rows) + 2 * QUIET
    runs = (
        f"M{found.start() + QUIET} {y + QUIET}h{len(found.group())}v1h-{len(found.group())}z"
        for y, row in enumerate(rows)
        for found in re.finditer("1+", row)
    )
    return Markup(  # noqa: S704 the title is escaped, the rest is figures of ours
        f'<svg class="{css_class}" viewBox="0 0 {side} {side}" role="img"><title>{escape(title)}</title>'
        f'<path fill="#ffffff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000000" d="{"".join(runs)}"/></svg>'
    )


def _drawn(version: int, bits: str, mask: int) -> Modules:
    side = 17 + 4 * version
    grid: list[list[str]] = [[""] * side for _row in range(side)]
    _draw_marks(grid, version)
    _draw_format(grid, mask)
    _draw_version(grid, version)
    _fill(grid, bits, mask)
    return tuple("".join(row) for row in grid)


def _draw_marks(grid: list[list[str]], version: int) -> None:
    side = len(grid)
    for row, column in ((3, 3), (3, side - 4), (side - 4, 3)):
        for down, right in product(range(-4, 5), repeat=2):
            if 0 <= row + down < side and 0 <= column + right < side:
                grid[row + down][column + right] = "01"[max(abs(down), abs(right)) not in (2, 4)]
    for place in range(8, side - 8):
        grid[6][place] = grid[place][6] = "10"[place % 2]
    middles = aligned(version)
    for row, column in product(middles, repeat=2):
        if (row, column) in ((6, 6), (6, side - 7), (side - 7, 6)):
            continue
        for down, right in product(range(-2, 3), repeat=2):
            grid[row + down][column + right] = "01"[max(abs(down), abs(right)) != 1]


def _with_rest(value: int, generator: int) -> int:
    """`value` with its check bits behind it."""
    width = generator.bit_length() - 1
    rest = value << width
    while rest.bit_length() > width:
        rest ^= generator << (rest.bit_length() - width - 1)
    return value << width | rest


def _draw_format(grid: list[list[str]], mask: int) -> None:
    side = len(grid)
    bits = f"{_with_rest(_LEVEL_M << 3 | mask, _FORMAT) ^ _FORMAT_MASK:015b}"
    round_corner = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]
    apart = [(side - 1 - n, 8) for n in range(7)] + [(8, side - 8 + n) for n in range(8)]
    for (row, column), bit in chain(zip(round_corner, bits, strict=True), zip(apart, bits, strict=True)):
        grid[row][column] = bit
    grid[side - 8][8] = "1"


def _draw_version(grid: list[list[str]], version: int) -> None:
    if version < 7:
        return
    bits = f"{_with_rest(version, _VERSION):018b}"[::-1]
    for number, bit in enumerate(bits):
        row, column = len(grid) - 11 + number % 3, number // 3
        grid[row][column] = grid[column][row] = bit


def _fill(grid: list[list[str]], bits: str, mask: int) -> None:
    """The bits in pairs of columns from the right, up and down in turn, each turned over where the mask says so."""
    side, is_turned = len(grid), _MASKS[mask]
    given, upwards = iter(bits), True
    for right in (*range(side - 1, 6, -2), 5, 3, 1):
        for row in range(side - 1, -1, -1) if upwards else range(side):
            for column in (right, right - 1):
                if not grid[row][column]:
                    grid[row][column] = "10"[(next(given, "0") == "0") ^ (not is_turned(row, column))]
        upwards = not upwards


def _penalty(rows: Modules) -> int:
    """How hard the code would be to read: long runs, blocks of one colour, what looks like a corner, imbalance."""
    lines = [*rows, *("".join(column) for column in zip(*rows, strict=True))]
    runs = sum(len(run) - 2 for line in lines for run in _RUN.findall(line))
    blocks = sum(
        above[at] == above[at + 1] == below[at] == below[at + 1]
        for above, below in pairwise(rows)
        for at in range(len(above) - 1)
    )
    corners = sum(len(_LIKE_CORNER.findall(line)) for line in lines)
    dark = sum(row.count("1") for row in rows) * 100 / len(rows) ** 2
    return runs + 3 * blocks + 40 * corners + 10 * int(abs(dark - 50) / 5)
