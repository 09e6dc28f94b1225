"""`use: grt_t` written out: what a file takes from the shelf becomes part of the plain questionnaire."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from forms.definition import MOST_QUESTIONS, MOST_TOUCHPOINTS
from forms.library.shelf import details, touchpoints
from forms.mistakes import shown
from forms.reading import Path, Problem
from forms.shapes import LANGUAGES

_LONGEST_ID = 64
_TOO_MANY = "hold %(count)s questions; at most %(most)s are allowed: split the questionnaire"


def expand(plain: object) -> tuple[Any, list[Problem]]:
    """`plain` with its shelf questions and named touchpoints written out, and what could not be found.

    What is not of the shelf stays as it is, whatever it is: reading it strictly is `from_plain`'s work. `plain` itself
    is left alone. Every part keeps its path, so that lines known by path still fit. A name that the shelf lacks is told
    at its path; a question of that id is left in its place, so that conditions may look at it. A questionnaire of more
    questions than it may have is not written out at all: a small file must not unfold into a huge one.
    """
    if not isinstance(plain, dict):
        return plain, []
    languages, problems = _languages(plain.get("languages")), list[Problem]()
    whole = dict(plain)
    if isinstance(plain.get("touchpoints"), list):
        whole["touchpoints"] = _write_touchpoints(plain["touchpoints"], languages, problems)
    if isinstance(plain.get("sections"), list):
        whole["sections"] = _write_sections(plain["sections"], languages, problems)
    return whole, problems


def _count(section: object) -> int:
    questions = section.get("questions") if isinstance(section, dict) else None
    return len(questions) if isinstance(questions, list) else 0


def _languages(given: object) -> Sequence[str]:
    known = [one for one in LANGUAGES if one in given] if isinstance(given, list) else []
    return known or LANGUAGES


def _write_touchpoints(given: list[Any], languages: Sequence[str], problems: list[Problem]) -> list[Any]:
    names = {one.id: one.name for one in touchpoints()}
    written = []
    for place, one in enumerate(given):
        if isinstance(one, str) and place < MOST_TOUCHPOINTS:
            if one not in names:
                problems.append(_no_touchpoint(one, names, ("touchpoints", place)))
            one = {"id": one, "name": _spoken(names.get(one, {}), languages)}
        written.append(one)
    return written


def _write_sections(given: list[Any], languages: Sequence[str], problems: list[Problem]) -> list[Any]:
    if (count := sum(map(_count, given))) > MOST_QUESTIONS:
        problems.append(Problem(("sections",), _TOO_MANY, {"count": count, "most": MOST_QUESTIONS}))
        return given
    return [_write_section(one, ("sections", place), languages, problems) for place, one in enumerate(given)]


def _write_section(section: object, path: Path, languages: Sequence[str], problems: list[Problem]) -> object:
    if not isinstance(section, dict) or not isinstance(section.get("questions"), list):
        return section
    questions = [
        _write_question(one, (*path, "questions", place), languages, problems)
        for place, one in enumerate(section["questions"])
    ]
    return {**section, "questions": questions}


def _write_question(given: object, path: Path, languages: Sequence[str], problems: list[Problem]) -> object:
    if not isinstance(given, dict) or "use" not in given:
        return given
    shelf = {one.id: one.question for one in details()}
    name, changes = given["use"], {key: value for key, value in given.items() if key != "use"}
    if not isinstance(name, str) or name not in shelf:
        problems.append(_no_question(name, shelf, (*path, "use")))
        return {"id": name, **changes}
    question = {**_spoken(shelf[name], languages), **changes}
    return {key: value for key, value in question.items() if value is not None}


def _spoken(part: Any, languages: Sequence[str]) -> Any:
    """A copy of a part of the shelf, its words in `languages` alone."""
    if isinstance(part, list):
        return [_spoken(one, languages) for one in part]
    if not isinstance(part, Mapping):
        return copy.copy(part)
    keys = [one for one in languages if one in part] if part.keys() <= set(LANGUAGES) else list(part)
    return {key: _spoken(part[key], languages) for key in keys}


def _near(name: str, known: Collection[str]) -> str:
    return ", ".join(get_close_matches(name, known, n=3, cutoff=0.5)) if len(name) <= _LONGEST_ID else ""


def _no_question(name: object, known: Collection[str], path: Path) -> Problem:
    if not isinstance(name, str):
        return Problem(path, "must be the name of a question of the shelf")
    if near := _near(name, known):
        values = {"given": shown(name), "near": near}
        return Problem(path, "the shelf has no question '%(given)s'; near it are %(near)s", values)
    return Problem(path, "the shelf has no question '%(given)s'; write the question out", {"given": shown(name)})


def _no_touchpoint(name: str, known: Collection[str], path: Path) -> Problem:
    if near := _near(name, known):
        values = {"given": shown(name), "near": near}
        return Problem(path, "the shelf has no touchpoint '%(given)s'; near it are %(near)s", values)
    sentence = "the shelf has no touchpoint '%(given)s'; write it out: {id: …, name: …}"
    return Problem(path, sentence, {"given": shown(name)})
