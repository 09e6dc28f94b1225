"""A reader of QR codes for tests, made apart from the maker: from rows of modules, or from a picture of a printed
page. It refuses what a phone would have to repair."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PIL import Image

# The standard's tables for error correction M: middles of alignment marks; check words; blocks as (how many, words).
MIDDLES = {
    1: (), 2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34), 7: (6, 22, 38), 8: (6, 24, 42), 9: (6, 26, 46),
    10: (6, 28, 50), 11: (6, 30, 54), 12: (6, 32, 58), 13: (6, 34, 62), 14: (6, 26, 46, 66), 15: (6, 26, 48, 70),
}  # fmt: skip
BLOCKS: dict[int, tuple[int, list[tuple[int, int]]]] = {
    1: (10, [(1, 16)]), 2: (16, [(1, 28)]), 3: (26, [(1, 44)]), 4: (18, [(2, 32)]), 5: (24, [(2, 43)]),
    6: (16, [(4, 27)]),
    7: (18, [(4, 31)]), 8: (22, [(2, 38), (2, 39)]), 9: (22, [(3, 36), (2, 37)]), 10: (26, [(4, 43), (1, 44)]),
    11: (30, [(1, 50), (4, 51)]), 12: (22, [(6, 36), (2, 37)]), 13: (22, [(8, 37), (1, 38)]),
    14: (24, [(4, 40), (5, 41)]),
    15: (24, [(5, 41), (5, 42)]),
}  # fmt: skip
VERSION_BITS = {7: 0x07C94, 8: 0x085BC, 9: 0x09A99, 10: 0x0A4D3, 11: 0x0BBF6, 12: 0x0C762, 13: 0x0D847, 14: 0x0E60D,
                15: 0x0F928}  # fmt: skip
# Format information of level M with mask 0 to 7, as the standard lists it.
FORMATS = {
    0b101010000010010: 0, 0b101000100100101: 1, 0b101111001111100: 2, 0b101101101001011: 3,
    0b100010111111001: 4, 0b100000011001110: 5, 0b100111110010111: 6, 0b100101010100000: 7,
}  # fmt: skip


def read(rows: tuple[str, ...]) -> str:
    """The text of a code; raises AssertionError where anything of it is not as it must be."""
    side = len(rows)
    version, rest = divmod(side - 17, 4)
    assert rest == 0 and all(len(row) == side for row in rows)
    mask = _mask_of(rows)
    _check_version(rows, version)
    taken = _marks(side, version)
    bits = ""
    columns, up = [*range(side - 1, 6, -2), 5, 3, 1], True
    for right in columns:
        for y in range(side - 1, -1, -1) if up else range(side):
            for x in (right, right - 1):
                if (y, x) not in taken:
                    bits += str(int(rows[y][x]) ^ _is_masked(mask, y, x))
        up = not up
    words = [int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8)]
    return _text(_data(words, version), version)


def _mask_of(rows: tuple[str, ...]) -> int:
    side = len(rows)
    first = rows[8][:6] + rows[8][7:9] + rows[7][8] + "".join(rows[y][8] for y in range(5, -1, -1))
    second = "".join(rows[side - 1 - n][8] for n in range(7)) + rows[8][side - 8 :]
    assert first == second and rows[side - 8][8] == "1"
    return FORMATS[int(first, 2)]


def _check_version(rows: tuple[str, ...], version: int) -> None:
    if version < 7:
        return
    side = len(rows)
    below = sum(int(rows[side - 11 + n % 3][n // 3]) << n for n in range(18))
    beside = sum(int(rows[n // 3][side - 11 + n % 3]) << n for n in range(18))
    assert below == beside == VERSION_BITS[version]


def _marks(side: int, version: int) -> set[tuple[int, int]]:
    taken = {(y, x) for y in range(side) for x in range(side) if y == 6 or x == 6}
    taken |= {(y, x) for y in range(9) for x in range(9)}
    taken |= {(y, x) for y in range(9) for x in range(side - 8, side)}
    taken |= {(y, x) for y in range(side - 8, side) for x in range(9)}
    for y in MIDDLES[version]:
        for x in MIDDLES[version]:
            if (y, x) not in ((6, 6), (6, side - 7), (side - 7, 6)):
                taken |= {(y + down, x + right) for down in range(-2, 3) for right in range(-2, 3)}
    if version >= 7:
        taken |= {(y, x) for y in range(6) for x in range(side - 11, side - 8)}
        taken |= {(y, x) for y in range(side - 11, side - 8) for x in range(6)}
    return taken


def _is_masked(mask: int, i: int, j: int) -> bool:
    return [
        (i + j) % 2, i % 2, j % 3, (i + j) % 3, (i // 2 + j // 3) % 2, (i * j) % 2 + (i * j) % 3,
        ((i * j) % 2 + (i * j) % 3) % 2, ((i + j) % 2 + (i * j) % 3) % 2,
    ][mask] == 0  # fmt: skip


def _data(words: list[int], version: int) -> list[int]:
    checks, groups = BLOCKS[version]
    sizes = [size for many, size in groups for _block in range(many)]
    blocks: list[list[int]] = [[] for _size in sizes]
    given = iter(words)
    for place in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if place < size:
                block.append(next(given))
    tails: list[list[int]] = [[] for _size in sizes]
    for _place in range(checks):
        for tail in tails:
            tail.append(next(given))
    for block, tail in zip(blocks, tails, strict=True):
        assert not any(_value_at(block + tail, root) for root in range(checks)), "a block with an error"
    return [word for block in blocks for word in block]


POWERS = [1]
for _power in range(254):
    doubled = POWERS[-1] * 2
    POWERS.append(doubled ^ 0x11D if doubled > 255 else doubled)
LOGS = {power: log for log, power in enumerate(POWERS)}


def _value_at(words: list[int], root: int) -> int:
    value = 0
    for word in words:
        value = (POWERS[(LOGS[value] + root) % 255] if value else 0) ^ word
    return value


def _text(data: list[int], version: int) -> str:
    bits = "".join(f"{word:08b}" for word in data)
    width = 8 if version < 10 else 16
    assert bits[:4] == "0100"
    length = int(bits[4 : 4 + width], 2)
    start = 4 + width
    content = bytes(int(bits[start + 8 * n : start + 8 * n + 8], 2) for n in range(length))
    assert set(bits[start + 8 * length : start + 8 * length + 4]) <= {"0"}
    return content.decode()


def read_picture(file: Path, box: tuple[int, int, int, int]) -> str:
    """The text of the one code inside `box` (left, top, right, bottom, in pixels) of a picture, level and whole."""
    picture = Image.open(file).convert("L").crop(box)
    dark = picture.point(lambda shade: 255 if shade < 128 else 0)
    left, top, right, bottom = dark.getbbox() or (0, 0, 0, 0)
    assert right - left > 60 and abs((right - left) - (bottom - top)) <= 2, "no code there"
    line = [dark.getpixel((x, top + 2)) for x in range(left, right)]
    corner = next(at for at, (one, next_) in enumerate(pairwise(line)) if one and not next_) + 1
    side = round((right - left) / (corner / 7))
    side = 17 + 4 * round((side - 17) / 4)
    step = (right - left) / side
    return read(
        tuple(
            "".join(
                "1" if dark.getpixel((int(left + (x + 0.5) * step), int(top + (y + 0.5) * step))) else "0"
                for x in range(side)
            )
            for y in range(side)
        )
    )
