"""The words of a QR code (ISO/IEC 18004, error correction M, versions 1 to 15): content, padding, checks. Pure."""

from __future__ import annotations

# Of each version: check words of a block, and number of blocks.
_BLOCKS = (
    (10, 1), (16, 1), (26, 1), (18, 2), (24, 2), (16, 4), (18, 4), (22, 4), (22, 5), (26, 5), (30, 5), (22, 8), (22, 9),
    (24, 9), (24, 10),
)  # fmt: skip
_FIELD = 0x11D
MOST_BYTES = 412


def smallest_version(content: bytes) -> int:
    """The first version with room for `content`; raises ValueError beyond 412 bytes."""
    for version in range(1, len(_BLOCKS) + 1):
        if len(content) <= _data_words(version) - (2 if version < 10 else 3):
            return version
    raise ValueError(f"a code holds at most {MOST_BYTES} bytes, not {len(content)}")


def all_words(content: bytes, version: int) -> list[int]:
    """Data and check words in the order in which they are drawn."""
    return _interleaved(_words(content, version), version)


def aligned(version: int) -> list[int]:
    """Where the middles of the alignment marks lie, in rows and in columns alike."""
    if version == 1:
        return []
    between = version // 7 + 1
    last = 10 + 4 * version
    step = -(-(last - 6) // (2 * between)) * 2
    return [6, *(last - step * back for back in range(between - 1, -1, -1))]


def _count_words(version: int) -> int:
    """Data and check words of a version: what of the square is not taken by its marks, in bytes."""
    side = 17 + 4 * version
    marked = len(aligned(version))
    marks = 3 * 64 + 31 + 2 * (side - 16)
    if marked:
        marks += (marked * marked - 3) * 25 - 10 * (marked - 2)
    return (side * side - marks - (36 if version >= 7 else 0)) // 8


def _data_words(version: int) -> int:
    checks, blocks = _BLOCKS[version - 1]
    return _count_words(version) - checks * blocks


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
