"""What on a receipt is to be covered before anybody beyond the reviewer sees it. Pure.

Names of those who served, digits of cards, numbers of loyalty, codes of the payment, mobile numbers. The label stays,
what follows it goes. What cannot be read among the lines of the payment is covered too: it is where cards stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from forms.till import labels
from forms.till.finding import AMOUNT, amount_in
from forms.till.foot import greets
from forms.till.gaps import overlooked
from forms.till.lines import Line, Word, alike

_UNSURE = 62
_STARS = re.compile(r"[*xX#•×%kK.·\-]{3,}[\dOISol]{0,6}[\])]?")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_CLOCK = re.compile(r"\d{1,2}[:;]\d\d.*")
_MOBILE = re.compile(
    r"(?<!\d)(?:(?:\+?358|00358) ?\(?0?\)?|0)(?:4\d|50)[ \d-]{6,11}\d(?!\d)|(?<!\d)(?:\+46|0) ?7[ \d-]{7,12}\d(?!\d)"
)
_LONG = re.compile(r"(?:\d[ -]?){12,}\d")
# Two columns stand further apart than words: so many times the letters' height.
_COLUMN = 2.2


def masks_of(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """[{"x", "y", "w", "h", "why"}] as shares of the picture; `why`: name, card, loyalty or phone."""
    chosen: dict[Word, str] = {}
    paid = _payment(lines)
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        for why, words in _secrets(line, following, is_payment=place in paid):
            for word in words:
                chosen.setdefault(word, why)
    gaps = [Word("", *gap, sure=0) for gap in overlooked(lines, _payment(lines, beyond=1))]
    return [*(_box(word, why) for word, why in chosen.items()), *(_box(gap, "card", margin=0) for gap in gaps)]


def _secrets(line: Line, following: Line | None, *, is_payment: bool) -> Iterable[tuple[str, Sequence[Word]]]:
    yield "name", _named(line, following)
    yield "name", _at_till(line)
    yield "name", [word for word in line.words if "@" in word.text and len(word.text) > 3]
    yield "loyalty", _after(line, labels.LOYALTY)
    yield "card", _after(line, labels.CODES)
    yield "card", _card(line, is_payment=is_payment)
    yield "phone", _matching(line, _MOBILE)
    yield "card", _matching(line, _LONG)


def _named(line: Line, following: Line | None) -> Sequence[Word]:
    """The name after a label: to the next column. Alone on its line, the label tells of the next line."""
    end = _end_of_name_label(line)
    if end is None:
        return []
    name = _column(line.words, end)
    if name or end < len(line.words) or following is None:
        return name
    return following.words if len(following.words) <= 3 and not any(word.count for word in following.words) else []


def _end_of_name_label(line: Line) -> int | None:
    ends = [line.label(labels.NAMED_ANYWHERE), line.label(labels.NAMED, within=2)]
    # Further along only with a colon: "Kassa 3  Myyjä: Anna".
    further = (line.label(one) for one in (labels.NAMED, labels.NAMED_WITH_COLON))
    ends += [end for end in further if end and _has_colon(line, end)]
    return max((end for end in ends if end is not None), default=None)


def _has_colon(line: Line, end: int) -> bool:
    return ":" in line.words[end - 1].text or (end < len(line.words) and line.words[end].text.startswith(":"))


def _column(words: Sequence[Word], start: int) -> list[Word]:
    """The words from `start` up to the next column, a day, a time, an amount or a word that is no name."""
    taken: list[Word] = []
    for word in words[start:]:
        if taken and word.x - (taken[-1].x + taken[-1].w) > _COLUMN * min(word.h, taken[-1].h) * _ratio(word):
            break
        if word.folded in labels.NO_NAMES or _is_value(word):
            break
        taken.append(word)
    return [word for word in taken if word.folded]


def _ratio(word: Word) -> float:
    """Heights are shares of the height: in shares of the width a letter is as wide as its word's box says."""
    letters = max(1, len(word.text))
    return max(0.2, min(3.0, word.w / letters / max(word.h, 0.001) / 0.55))


def _at_till(line: Line) -> list[Word]:
    """The name after "Kassa 3 /": letters only. The till's number stays."""
    end = line.label(labels.TILLS[:5]) or line.label(labels.TILLS[5:], within=1)
    if end is None:
        return []
    taken: list[Word] = []
    for word in _column(line.words, end):
        if word.count and not taken and word.count <= 4:
            continue
        is_label = any(alike(word.folded, one) for one in labels.NAMED)
        if word.count or is_label or not any(sign.isalpha() for sign in word.text):
            break
        taken.append(word)
    return taken


def _after(line: Line, wanted: tuple[str, ...]) -> list[Word]:
    """What holds digits after a label; where nothing does, what could not be read well."""
    end = line.label(wanted)
    if end is None:
        return []
    rest = [word for word in line.words[end:] if not _is_value(word)]
    # A label that is no word of its own in a sentence is followed by a number: "tervetuloa, plussa" is not.
    return [word for word in rest if word.count] or [word for word in rest if word.sure < _UNSURE]


def _card(line: Line, *, is_payment: bool) -> list[Word]:
    """Digits of a card: after a label that says so, after stars, and whatever could not be read beside a payment."""
    end = line.label(labels.CARD_NUMBER)
    if end is not None:
        return [word for word in line.words[end:] if not _is_value(word)]
    words = list(line.words)
    paid = line.label(labels.CARD_PAID)
    if paid is not None:
        return [word for word in words[paid:] if not _is_value(word) and (word.count >= 3 or _is_starred(word))]
    is_unread = any(word.sure < _UNSURE and len(word.text) >= 3 for word in words)
    if is_payment and is_unread and amount_in(line) is None and not greets(line.text):
        return words
    if any(_is_starred(word) for word in words) and (sum(word.count for word in words) >= 3 or is_payment):
        return [word for word in words if _is_starred(word) or word.count]
    return []


def _is_starred(word: Word) -> bool:
    is_garbled = word.sure < _UNSURE and len(word.text) >= 6 and len(set(word.folded)) <= 4
    return is_garbled or bool(_STARS.fullmatch(word.text))


def _is_value(word: Word) -> bool:
    """A day, a time, an amount, a currency: nobody's secret."""
    text = word.digits.strip("€$£")
    is_number = _DAY.fullmatch(text) or _CLOCK.fullmatch(text) or AMOUNT.fullmatch(text)
    return bool(is_number) or word.folded in ("eur", "e", "sek", "gbp")


def _payment(lines: Sequence[Line], beyond: int = 4) -> set[int]:
    """The lines of the payment: from the first that tells of one to some below the last."""
    known = (*labels.CARD_PAID, *labels.CARD_NUMBER, *labels.CODES)
    found = [
        place for place, line in enumerate(lines)
        if line.label(known) is not None and line.label(labels.LOYALTY) is None
    ]  # fmt: skip
    return set(range(found[0], found[-1] + beyond)) if found else set()


def _matching(line: Line, wanted: re.Pattern[str]) -> list[Word]:
    """The words of which a match of `wanted` in the line holds a digit."""
    taken: list[Word] = []
    for match in wanted.finditer(line.digits):
        place = 0
        for word in line.words:
            if place < match.end() and place + len(word.digits) > match.start() and word.count:
                taken.append(word)
            place += len(word.digits) + 1
    return taken


def _box(word: Word, why: str, margin: float = 0.22) -> dict[str, Any]:
    """The word's place with a margin: letters reach beyond the box that a reader draws."""
    more = word.h * margin
    x, y = max(0.0, word.x - more), max(0.0, word.y - more)
    right, foot = min(1.0, word.x + word.w + more), min(1.0, word.y + word.h + more)
    return {"x": round(x, 4), "y": round(y, 4), "w": round(right - x, 4), "h": round(foot - y, 4), "why": why}
