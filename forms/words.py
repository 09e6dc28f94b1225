"""What people write, made safe to keep: which characters are refused, removed or made alike."""

from __future__ import annotations

import re
import unicodedata

MARK_LIMIT = 8

# NUL is refused by PostgreSQL, lone surrogates cannot be encoded, and noncharacters are for no interchange.
_UNSTORABLE = re.compile(
    "[\x00\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_NEWLINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
_REMOVED = re.compile(
    # The tag characters spell the flags of England, Scotland and Wales after a black flag; elsewhere they only hide.
    "(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)"
    "|[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
_NOTHING_SEEN = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]*")


def unstorable(text: str) -> bool:
    """Whether the text holds a character that cannot be stored; such a text is refused."""
    return bool(_UNSTORABLE.search(text))


def clean(text: str) -> str:
    """The text with one kind of newline, and without control, private-use and hidden tag characters."""
    return _REMOVED.sub(lambda found: found[1] or "", _NEWLINES.sub("\n", text))


def loses_signs(text: str) -> bool:
    """Whether `clean` takes something away that cannot be seen; whoever wrote the text is told."""
    return any(found[1] is None for found in _REMOVED.finditer(text))


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing: empty, spaces, no-break and zero-width spaces."""
    return bool(_NOTHING_SEEN.fullmatch(text))


def piles_marks(text: str) -> bool:
    """Whether any letter carries more than eight combining marks, which would run over the lines around it."""
    run = 0
    for sign in text if not text.isascii() else "":
        run = run + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if run > MARK_LIMIT:
            return True
    return False
