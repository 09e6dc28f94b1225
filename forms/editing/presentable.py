"""What of an unfinished questionnaire can be shown already: for the preview of a draft. Pure."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from forms.definition import DefinitionError, Questionnaire, from_plain
from forms.reading import Problem
from forms.shapes import LANGUAGES

Document = dict[str, Any]
_WORDS = ("text", "title", "name", "help", "message", "low", "high", "unit", "from", "to")
_MOST_ROUNDS = 12
_NO_WORDS = "…"


def presentable(document: Document) -> tuple[Questionnaire | None, list[str]]:
    """The questionnaire as far as it can be read, and the ids of the questions that had to be left out.

    Words that are missing in a language stand there in another. None when nothing can be shown. Never raises.
    """
    shown, left_out = _with_words(document), list[str]()
    for _round in range(_MOST_ROUNDS):
        try:
            return from_plain(shown), left_out
        except DefinitionError as error:
            if not _leave_out(shown, error.problems, left_out):
                return None, left_out
    return None, left_out


def _with_words(document: Document) -> Document:
    shown = deepcopy(document)
    given = shown.get("languages")
    languages = [one for one in given if one in LANGUAGES] if isinstance(given, list) else []
    languages = languages or list(LANGUAGES)
    shown["languages"] = languages
    _fill(shown, languages)
    for one in _mappings(shown.get("sections")):
        one.setdefault("title", dict.fromkeys(languages, _NO_WORDS))
        for question in _mappings(one.get("questions")):
            question.setdefault("text", dict.fromkeys(languages, _NO_WORDS))
    return shown


def _fill(part: Any, languages: list[str]) -> None:
    """Give every text its words in each language, from another where they are missing."""
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            for key, value in one.items():
                if isinstance(value, dict) and (key in _WORDS or value.keys() <= set(LANGUAGES)):
                    one[key] = _all_words(value, languages)
                elif isinstance(value, dict | list):
                    waiting.append(value)


def _all_words(words: Document, languages: list[str]) -> Document:
    if words and not words.keys() <= set(LANGUAGES):
        _fill(words, languages)
        return words
    there = [words[one] for one in (*languages, *LANGUAGES) if isinstance(words.get(one), str) and words[one].strip()]
    best = there[0] if there else _NO_WORDS
    return {one: words[one] if isinstance(words.get(one), str) and words[one].strip() else best for one in languages}


def _leave_out(shown: Document, problems: tuple[Problem, ...], left_out: list[str]) -> bool:
    """Take away the questions that problems lie in, or else the sections and touchpoints; whether anything went."""
    questions = {one.path[:4] for one in problems if one.path[:1] == ("sections",) and len(one.path) > 3}
    tops = (("sections",), ("touchpoints",))
    things = {one.path[:2] for one in problems if one.path[:1] in tops and len(one.path) > 1}
    for path in sorted(questions or things, reverse=True, key=_steps):
        siblings = shown[str(path[0])] if len(path) == 2 else shown["sections"][path[1]]["questions"]
        place = path[-1]
        if not isinstance(siblings, list) or not isinstance(place, int) or place >= len(siblings):
            return False
        gone = siblings.pop(place)
        if len(path) == 4 and isinstance(gone, dict):
            left_out.append(str(gone.get("id", "")))
    sections = shown.get("sections")
    kept = [one for one in _mappings(sections) if one.get("questions")]
    changed = bool(questions or things) or (isinstance(sections, list) and len(kept) < len(sections))
    shown["sections"] = kept
    return changed


def _steps(path: tuple[str | int, ...]) -> tuple[tuple[bool, int, str], ...]:
    """A key by which paths are sorted, places as numbers."""
    return tuple((isinstance(one, int), one if isinstance(one, int) else 0, str(one)) for one in path)


def _mappings(things: object) -> list[Document]:
    return [one for one in things if isinstance(one, dict)] if isinstance(things, list) else []
