"""A QR code (ISO/IEC 18004) of a web address: bytes, error correction M, versions 1 to 15. Pure.

Made here because a sheet needs one kind of code only, the same bytes every time, drawn as SVG with words for who
cannot see it.
"""

from __future__ import annotations

import re
from itertools import chain, product

from markupsafe import Markup, escape

MOST_BYTES = 412
QUIET = 4
"""Modules of white around the code."""

# Of each version with error correction M: check words of a block, and number of blocks.
_BLOCKS = (
    (10, 1), (16, 1), (26, 1), (18, 2), (24, 2), (16, 4), (18, 4), (22, 4), (22, 5), (26, 5), (30, 5), (22, 8), (22, 9),
    (24, 9), (24, 10),
)  # fmt: skip
_LEVEL_M = 0
_FORMAT, _FORMAT_MASK, _VERSION = 0x537, 0x5412, 0x1F25
_FIELD = 0x11D
_MASKS = (
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
    version = next((one for one in range(1, len(_BLOCKS) + 1) if len(content) <= _room(one)), None)
    if version is None:
        raise ValueError(f"a code holds at most {MOST_BYTES} bytes, not {len(content)}")
    bits = "".join(f"{word:08b}" for word in _interleaved(_words(content, version), version))
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
    return Markup(
        f'<svg class="{css_class}" viewBox="0 0 {side} {side}" role="img"><title>{escape(title)}</title>'
        f'<path fill="#ffffff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000000" d="{"".join(runs)}"/></svg>'
    )


def _all_words(version: int) -> int:
    """Data and check words of a version: what of the square is not taken by its marks, in bytes."""
    side = 17 + 4 * version
    aligned = len(_aligned(version))
    marks = 3 * 64 + 31 + 2 * (side - 16)
    if aligned:
        marks += (aligned * aligned - 3) * 25 - 10 * (aligned - 2)
    return (side * side - marks - (36 if version >= 7 else 0)) // 8


def _aligned(version: int) -> list[int]:
    """Where the middles of the alignment marks lie, in rows and in columns alike."""
    if version == 1:
        return []
    between = version // 7 + 1
    last = 10 + 4 * version
    step = -(-(last - 6) // (2 * between)) * 2
    return [6, *(last - step * back for back in range(between - 1, -1, -1))]


def _data_words(version: int) -> int:
    checks, blocks = _BLOCKS[version - 1]
    return _all_words(version) - checks * blocks


def _room(version: int) -> int:
    return _data_words(version) - (2 if version < 10 else 3)


def _words(content: bytes, version: int) -> list[int]:
    """Kind and length before the content, an end behind it, and padding to the version's size."""
    length = f"{len(content):0{8 if version < 10 else 16}b}"
    bits = "0100" + length + "".join(f"{byte:08b}" for byte in content) + "0000"
    words = [int(bits[place : place + 8].ljust(8, "0"), 2) for place in range(0, len(bits), 8)]
    missing = _data_words(version) - len(words)
    return words + [(0xEC, 0x11)[number % 2] for number in range(missing)]


def _interleaved(words: list[int], version: int) -> list[int]:
    """Word by word from each block in turn, then the same of their check words."""
    checks, count = _BLOCKS[version - 1]
    short, longer = divmod(len(words), count)
    blocks, place = [], 0
    for number in range(count):
        size = short + (number >= count - longer)
        blocks.append(words[place : place + size])
        place += size
    data = [block[at] for at in range(short + 1) for block in blocks if at < len(block)]
    checked = [_check_words(block, checks) for block in blocks]
    return data + [one[at] for at in range(checks) for one in checked]


def _times(one: int, other: int) -> int:
    """The product in the field of 256 elements."""
    product_ = 0
    while other:
        product_ ^= one if other & 1 else 0
        one = one << 1 ^ (_FIELD if one & 128 else 0)
        other >>= 1
    return product_


def _check_words(block: list[int], count: int) -> list[int]:
    """The rest of the block divided by the generator of `count` check words."""
    generator, root = [1], 1
    for _step in range(count):
        shifted = [_times(factor, root) for factor in generator]
        generator = [a ^ b for a, b in zip([*generator, 0], [0, *shifted], strict=True)]
        root = _times(root, 2)
    rest = [0] * count
    for word in block:
        factor = word ^ rest[0]
        rest = [old ^ _times(part, factor) for old, part in zip([*rest[1:], 0], generator[1:], strict=True)]
    return rest


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
    middles = _aligned(version)
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
        for above, below in zip(rows, rows[1:], strict=False)
        for at in range(len(above) - 1)
    )
    corners = sum(len(_LIKE_CORNER.findall(line)) for line in lines)
    dark = sum(row.count("1") for row in rows) * 100 / len(rows) ** 2
    return runs + 3 * blocks + 40 * corners + 10 * int(abs(dark - 50) / 5)
