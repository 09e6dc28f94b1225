"""Questionnaires as JSON files, as strictly read as YAML: every mistake as `file:line: message`."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from forms.definition import DefinitionError, Questionnaire, from_plain, to_plain
from forms.exchange.plain import SIZE_LIMIT, Lines, PlainError, line_of
from forms.exchange.plain import read as read_yaml
from forms.exchange.yaml import FileError
from forms.library.expand import expand
from forms.mistakes import shown
from forms.reading import Problem
from forms.words import unstorable


def loads(text: str, name: str) -> Questionnaire:
    """The questionnaire in `text`, what it takes from the shelf written out. Raises FileError, which tells `name`."""
    data = _read(text, name)
    plain, problems = expand(data)
    try:
        if not problems:
            return from_plain(plain)
    except DefinitionError as error:
        problems = list(error.problems)
    lines = _lines(text)
    raise FileError(name, [(line_of(one.path, lines), one) for one in problems])


def dump(questionnaire: Questionnaire) -> str:
    """The questionnaire as JSON text that `loads` reads back equal."""
    return json.dumps(to_plain(questionnaire), ensure_ascii=False, indent=2) + "\n"


def _read(text: str, name: str) -> Any:
    if len(text.encode(errors="replace")) > SIZE_LIMIT:
        raise _error(name, 1, "is longer than the %(most)s bytes that are read: split it", most=SIZE_LIMIT)
    try:
        data = json.loads(text, object_pairs_hook=_mapping, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _error(name, error.lineno, "is no JSON: %(reason)s", reason=error.msg) from None
    except RecursionError:
        raise _error(name, 1, "is more than %(most)s levels deep; keep it flatter", most=120) from None
    except PlainError as error:
        raise FileError(name, [(error.line, error.problems[0])]) from None
    except ValueError as error:
        raise _error(name, 1, "is no JSON: %(reason)s", reason=shown(str(error))) from None
    if unstorable(json.dumps(data, ensure_ascii=False)):
        raise _error(name, 1, "is no JSON: it holds a character that cannot be stored; write it again")
    return data


def _error(name: str, line: int, sentence: str, **values: object) -> FileError:
    return FileError(name, [(line, Problem((), sentence, values))])


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise PlainError(1, "has the key '%(key)s' twice; keep one", key=shown(key))
        made[key] = value
    return made


def _no_constant(said: str) -> NoReturn:
    raise PlainError(1, "is no JSON: %(reason)s", reason=said)


def _lines(text: str) -> Lines:
    """Where each part stands. Nearly all JSON is YAML too; of the rest the first line is told."""
    try:
        return read_yaml(text)[1]
    except PlainError:
        return {}
