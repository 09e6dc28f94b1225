"""The greeting at the foot of a till receipt, and the language that it speaks. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forms.till import labels
from forms.till.finding import AMOUNT, amount_in
from forms.till.lines import Line, Word, fold

_LEAST_SURE = 45
# By these a line thanks, greets or wishes; stems, folded.
_STEMS = {
    "fi": (
        "kiit", "tervetul", "hyvaa", "mukavaa", "nahdaan", "tapaam", "toivot", "toivom", "onnea", "iloista", "lammin",
        "aurinkoi", "kaynni", "uudelleen", "joulu", "kesaa", "kesan", "syksy", "kevat", "talvi", "hauskaa", "hienoa",
        "moikka", "terveisin", "rauhallista", "paivanjatko", "viikonlop",
    ),
    "sv": (
        "tack", "valkom", "glad", "trevlig", "onska", "besok", "ater", "snart", "vises", "ses", "vinter", "somm",
        "host", "var", "jul", "fin", "skon", "halsning", "hej", "god", "gott", "lycka", "helg",
    ),
    "en": (
        "thank", "welcome", "enjoy", "see", "visit", "happy", "merry", "have", "lovely", "again", "soon", "wish",
        "cheers", "season", "autumn", "summer", "winter", "spring", "goodbye", "best", "love", "meet", "sunny",
        "great", "nice",
    ),
}  # fmt: skip
_SMALL = {
    "fi": ("ja", "on", "me", "koko", "sinulle", "teille", "kanssa", "olet", "olette"),
    "sv": ("och", "att", "en", "ett", "for", "vi", "dig", "er", "pa", "hela", "av", "med", "till", "igen"),
    "en": ("you", "and", "the", "for", "your", "a", "to", "of", "from", "us", "our", "all", "on"),
}
_RECEIPT_WORDS = {
    "fi": ("yhteensa", "alv", "kuitti", "kortti", "kateinen", "summa", "pvm", "klo", "puh", "loppusumma"),
    "sv": ("totalt", "moms", "kvitto", "kort", "kontant", "att", "betala", "datum", "kl", "kassor"),
    "en": ("total", "vat", "receipt", "card", "cash", "change", "date", "till", "due", "cashier"),
}
_CONTACT = re.compile(
    r"www|http|@|\.(?:fi|se|com|net)\b|\b(?:puh|tel|phone|y-tunnus|org\.? ?nr|vat no)\b", re.IGNORECASE
)
_HOURS = re.compile(r"\d{1,2}(?:[:.]\d\d)? ?[-–] ?\d{1,2}(?:[:.]\d\d)?\b")


def find_greeting(lines: Sequence[Line]) -> str | None:
    """The lines at the foot, after what was paid, that thank or greet, joined to one text; None where none does.

    A group of neighbouring lines of prose counts as a whole where one of them greets.
    """
    kept: list[str] = []
    group: list[str] = []
    for line in [*lines[_foot(lines) :], Line(())]:
        prose = _prose(line)
        if prose:
            group.append(prose)
            continue
        if any(greets(one) for one in group):
            kept += group
        group = []
    return " ".join(kept) or None


def _foot(lines: Sequence[Line]) -> int:
    """The first line after the one that tells what was paid, or the middle where none does."""
    paid = [place for place, line in enumerate(lines) if amount_in(line) and line.label(_ANY_SUM, within=3) is not None]
    return paid[-1] + 1 if paid else len(lines) // 2


_ANY_SUM = (*labels.PAID, *labels.SUMS, *labels.CARD_PAID, *labels.CASH_PAID)
_NUMBERS = (*labels.CARD_NUMBER, *labels.CODES, *labels.LOYALTY, *labels.CARD_PAID, *labels.CASH_PAID)


def _prose(line: Line) -> str:
    """The line without the specks at its ends, or "" where it is no sentence of greeting: sums, numbers, addresses."""
    words = list(line.words)
    while words and _is_speck(words[0]):
        words.pop(0)
    while words and _is_speck(words[-1]):
        words.pop()
    text = " ".join(word.text for word in words)
    letters = sum(sign.isalpha() for sign in text)
    if letters < 3 or letters < 0.6 * len(text.replace(" ", "")) or AMOUNT.search(line.digits):
        return ""
    if sum(word.sure for word in words) < _LEAST_SURE * len(words) or _CONTACT.search(text) or _HOURS.search(text):
        return ""
    is_label = line.label(_NUMBERS, within=1) is not None or line.label(labels.OTHER_SUMS, within=1) is not None
    names = line.label(labels.NAMED, within=1) is not None or line.label(labels.NAMED_ANYWHERE) is not None
    is_number = is_label and any(word.count for word in words)
    return "" if is_number or names else text


def _is_speck(word: Word) -> bool:
    """What a reader sees in creases and edges: a sign or two that are no word."""
    alphabetic = sum(sign.isalpha() for sign in word.text)
    return (alphabetic == 0 and word.count < 2) or (len(word.text) <= 2 and word.sure < 60)


def greets(text: str) -> bool:
    """Whether a line thanks, greets or wishes, in any of the languages."""
    return any(_hits(text, language) for language in _STEMS)


def _hits(text: str, language: str) -> int:
    stems = _STEMS[language]
    words = [fold(word) for word in text.split()]
    return sum(any(word == stem or (len(stem) > 3 and word.startswith(stem)) for stem in stems) for word in words)


def language_of(greeting: str, text: str) -> str | None:
    """fi, sv or en: that of the greeting, else of all that the receipt says; None where nothing tells."""
    if greeting:
        counts = {language: 2 * _hits(greeting, language) + _plain(greeting, _SMALL[language]) for language in _STEMS}
    else:
        counts = {language: _plain(text, _RECEIPT_WORDS[language]) for language in _STEMS}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else None


def _plain(text: str, known: tuple[str, ...]) -> int:
    return sum(fold(word) in known for word in text.split())
