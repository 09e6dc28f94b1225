"""How text and figures are set in print: safe characters, breakable words, numbers as each language writes them."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from bisect import bisect_right
from datetime import date

THIN = "\u202f"
NO_BREAK = "\u00a0"
MINUS = "\u2212"
BREAK_HERE = "\u200b"
LONGEST_WORD = 30

_INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb]")
_PLANE_ENDS = re.compile(
    "[" + "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF)) + "]"
)
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LONG_WORD = re.compile(rf"[^\s{BREAK_HERE}-]{{{LONGEST_WORD + 1},}}")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_NO_GLYPH_NEEDED = frozenset("\n\t \u200b\u200c\u200d\u2060\ufeff\u00ad")


def clean(text: str) -> str:
    """Text without what XML forbids, lone surrogates or hidden changes of direction; one kind of line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = _DIRECTION.sub("", _PLANE_ENDS.sub("", _INVALID.sub("", text)))
    return unicodedata.normalize("NFC", text)


def breakable(text: str) -> str:
    """Text in which words longer than 30 characters may break every 20, so that none leaves its column."""
    return _LONG_WORD.sub(lambda word: BREAK_HERE.join(_pieces(word.group(), 20)), text)


def trimmed(text: str, most: int, notice: str) -> str:
    """At most about `most` characters, cut at a word's end, with `notice` behind a text that goes on."""
    text = text.strip()
    if len(text) <= most:
        return text
    kept = text[:most]
    at_word = kept.rsplit(None, 1)[0] if " " in kept[most // 2 :] else kept
    return f"{at_word.rstrip(' ,.;:–-')}… {notice}".rstrip()


def paragraphs(text: str) -> str:
    """Clean text whose paragraphs stand apart by one blank line, however many were written between them."""
    return _BLANK_LINES.sub("\n\n", clean(text).strip())


def _pieces(word: str, size: int) -> list[str]:
    return [word[place : place + size] for place in range(0, len(word), size)]


class Coverage:
    """Which characters the fonts of this machine can draw. Without knowledge (no fontconfig tools) all pass."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1] + 1:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    @classmethod
    def of_this_machine(cls) -> Coverage:
        """Asks fontconfig for the characters of every scalable or colour font."""
        command = ["fc-list", "--format", "%{fontformat} %{charset}\n"]
        try:
            listing = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout
        except (OSError, subprocess.SubprocessError):
            return cls([(0, 0x10FFFF)])
        return cls(_ranges(listing) or [(0, 0x10FFFF)])

    def __contains__(self, character: str) -> bool:
        code = ord(character)
        if character in _NO_GLYPH_NEEDED or 0xFE00 <= code <= 0xFE0F:
            return True
        if unicodedata.category(character) in ("Co", "Cn"):
            return False
        place = bisect_right(self._starts, code) - 1
        return place >= 0 and code <= self._ends[place]

    def printable(self, text: str, notice: str) -> str:
        """Text where each run of characters without a glyph became `notice` ({} in it: how many), never a box."""
        if all(character in self for character in set(text)):
            return text
        parts, missing = [], 0
        for character in text:
            if character in self and not (missing and character == "\u200d"):
                parts.append(f"[{notice.format(missing)}]" if missing else "")
                parts.append(character)
                missing = 0
            else:
                missing += 1
        return "".join(parts) + (f"[{notice.format(missing)}]" if missing else "")


def _ranges(listing: str) -> list[tuple[int, int]]:
    found = set()
    for line in listing.splitlines():
        form, _, charset = line.partition(" ")
        if form in ("TrueType", "CFF"):
            found.update(charset.split())
    edges = [spot.partition("-") for spot in found]
    return [(int(start, 16), int(end or start, 16)) for start, _, end in edges]


def number(value: float, language: str, decimals: int = 0) -> str:
    """“1 234,5” in Finnish and Swedish, “1,234.5” in English; a true minus; no minus before a rounded zero."""
    digits = f"{abs(value):,.{decimals}f}"
    if language != "en":
        digits = digits.replace(",", NO_BREAK).replace(".", ",")
    negative = value < 0 and any(digit in "123456789" for digit in digits)
    return (MINUS if negative else "") + digits


def short(value: float, language: str) -> str:
    """One decimal where it says something: “2,5”, “3”."""
    return number(value, language, 0 if round(value, 1) == round(value) else 1)


def signed(value: float, language: str, decimals: int = 0) -> str:
    """“+4”, “−2”, and “±0” when nothing changed."""
    text = number(value, language, decimals)
    if text.startswith(MINUS):
        return text
    return ("+" if any(digit in "123456789" for digit in text) else "±") + text


def percent(value: float, language: str, decimals: int = 0) -> str:
    """“87 %” in Finnish and Swedish, “87%” in English."""
    return number(value, language, decimals) + ("%" if language == "en" else f"{NO_BREAK}%")


def duration(seconds: float, language: str) -> str:
    """“45 s”, “1 min 35 s”, “2 h 5 min” (“2 t 5 min” in Finnish)."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    hour = "t" if language == "fi" else "h"
    parts = [(hours, hour), (minutes, "min"), (0 if hours else rest, "s")]
    said = [f"{amount}{NO_BREAK}{unit}" for amount, unit in parts if amount]
    return " ".join(said) or f"0{NO_BREAK}s"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def day(iso: str, language: str) -> str:
    """A day (YYYY-MM-DD) as “16.11.2026”, in English “16 November 2026”."""
    when = date.fromisoformat(iso)
    if language == "en":
        return f"{when.day}{NO_BREAK}{_MONTHS[when.month - 1]} {when.year}"
    return f"{when.day}.{when.month}.{when.year}"
