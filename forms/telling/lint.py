"""Gentle remarks on what was written: names, looks, what tells who was there, bare judgements, contradictions.

Pure; `static/js/visit/lint.js` is its twin, and both are held to `tests/tables/lint.json`. All that is known of
languages stands in the kit, which is made of `lexicon/`. Remarks only ask: nothing is refused because of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from forms.conditions import holds
from forms.shapes import Condition
from forms.telling.patterns import in_full, lexicon, pattern
from forms.when import read_condition

# In the order in which they are looked for: what was found first keeps its place.
SUBJECTS = ("harmless", "names", "shopper", "alone", "looks", "time", "contradictions", "wishes", "bare")
# Remarks that tell who somebody is: reports must not carry them unseen.
TELLING = ("name", "looks", "alone", "shopper")
CODES = (*TELLING, "time", "contradiction", "bare")
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=[^ \n]))+")
# Where the words of the person's own name are put in.
_OWN = "\x01"
# What no sentence holds.
_NEVER = "(?!)"
_LANGUAGES = ("fi", "sv", "en")
# One sign here, two in JavaScript.
_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Remark(NamedTuple):
    """`code` is one of CODES; `start` and `end` count UTF-16 units, as browsers do; `about`: the question that is
    contradicted."""

    code: str
    start: int
    end: int
    about: str | None = None


@cache
def lint_kit(language: str) -> dict[str, Any]:
    """What the phone needs, as JSON: `rules`, each [code, whether case counts, pattern, unless,
    about or null, when or null].

    Names are known in every language; looks and what tells of the shopper in `language` and, the commonest of it, in
    the others; judgements and contradictions in `language`.
    """
    return _kit((language,))


@cache
def full_kit() -> dict[str, Any]:
    """A kit of the same shape that knows everything in every language, for the office."""
    return _kit(_LANGUAGES)


def for_questions(kit: Mapping[str, Any], questions: Collection[str]) -> dict[str, Any]:
    """The kit without contradictions of questions that are not among `questions`: smaller on its way to the phone."""
    return {"rules": [rule for rule in kit["rules"] if rule[4] is None or rule[4] in questions]}


def _kit(languages: tuple[str, ...]) -> dict[str, Any]:
    return {"rules": [rule for subject in SUBJECTS for one in lexicon(subject) for rule in _rules(one, languages)]}


def _rules(written: Mapping[str, Any], own: tuple[str, ...]) -> list[list[Any]]:
    """One rule of the kit, or with `apart` one for each line: a phone rests between rules, so none may be long."""
    languages = own if written.get("own") else _LANGUAGES
    text = "\n".join(written[key] for key in ("any", *languages) if key in written)
    ways = written.get("place", "anywhere"), written.get("ends"), bool(written.get("stems"))
    unless = pattern(written["unless"].lower()) if "unless" in written else _NEVER
    is_cased = bool(written.get("capital"))
    text = text if is_cased else text.lower()
    return [
        [written["code"], int(is_cased), pattern(part, *ways), unless, written.get("about"), written.get("when")]
        for part in (text.splitlines() if written.get("apart") else [text])
        if part.strip()
    ]


def remarks(
    kit: Mapping[str, Any], text: str, answers: Mapping[str, Any], facts: Mapping[str, Collection[str]]
) -> list[Remark]:
    """The remarks on `text`, in its order, none within another.

    `answers`: those of the visit that count, in the shape of docs/answers.md. `facts`: `person`, the words of the
    shopper's own name, each of letters only (`own_words`); may be empty.
    """
    own = "|".join(facts.get("person", ())).lower() or _OWN
    both = [_sentences(one) for one in (_small(text), _WIDE.sub("\ufffd\ufffd", text))]
    found: list[Remark] = []
    for code, is_cased, source, unless, about, when in kit["rules"]:
        if when is not None and not holds(_condition(json.dumps(when)), answers, answers):
            continue
        wanted = _compiled(source.replace(_OWN, own))
        for index, sentence in both[is_cased]:
            if _compiled(unless).search(sentence):
                continue
            for match in wanted.finditer(sentence):
                start, end = index + match.end(1), index + match.end()
                if all(end <= other.start or other.end <= start for other in found):
                    found.append(Remark(code, start, end, about))
    return sorted((one for one in found if one.code), key=lambda one: one.start)


def own_words(name: str) -> list[str]:
    """The words of a person's name by which a text would tell who it is."""
    return re.findall(in_full("[§]{3,}"), name)


def quoted(text: str, remark: Remark) -> str:
    """The words that a remark is about."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * remark.start : 2 * remark.end].decode("utf-16-le", "replace")


def _small(text: str) -> str:
    """The text in small letters, one sign a UTF-16 unit; only İ would become two."""
    return _WIDE.sub("\ufffd\ufffd", text).replace("İ", "ŉ").lower()


def _sentences(text: str) -> list[tuple[int, str]]:
    return [(found.start(), found[0]) for found in _SENTENCE.finditer(text)]


@lru_cache(maxsize=512)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(in_full(source))


@cache
def _condition(plain: str) -> Condition:
    return read_condition(json.loads(plain), (), [])
