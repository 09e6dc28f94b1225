"""Questionnaires as YAML files: read with every mistake told as `file:line: message`, and written back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from forms.definition import DefinitionError, Questionnaire, from_plain, to_plain
from forms.exchange.plain import SIZE_LIMIT, PlainError, line_of, read
from forms.library.expand import expand
from forms.reading import Problem

_TOO_LONG = "is longer than the %(most)s bytes that are read: split it"


class FileError(DefinitionError):
    """A file that holds no questionnaire. `messages` are `file:line: …` in English, in the order of the lines."""

    def __init__(self, name: str, problems: list[tuple[int, Problem]]) -> None:
        super().__init__([problem for _, problem in problems])
        self.name, self.lines = name, sorted(problems, key=lambda one: one[0])
        self.messages = self.tell("en")

    def tell(self, language: str) -> list[str]:
        """The messages in `language`."""
        return [f"{self.name}:{line}: {problem.tell(language)}" for line, problem in self.lines]

    def __str__(self) -> str:
        return "\n".join(self.messages)


def load(source: str | Path) -> Questionnaire:
    """The questionnaire in a file (a Path) or in YAML text (a str). Raises FileError; OSError when unreadable."""
    if isinstance(source, Path):
        return loads(_text(source), str(source))
    return loads(source, "text")


def loads(text: str, name: str) -> Questionnaire:
    """The questionnaire in `text`, what it takes from the shelf written out. Raises FileError, which tells `name`."""
    try:
        data, lines = read(text)
    except PlainError as error:
        raise FileError(name, [(error.line, error.problems[0])]) from None
    plain, problems = expand(data)
    try:
        questionnaire = from_plain(plain)
    except DefinitionError as error:
        problems += _unsaid(error.problems, problems)
    if problems:
        raise FileError(name, [(line_of(one.path, lines), one) for one in problems])
    return questionnaire


def _unsaid(found: Iterable[Problem], said: Sequence[Problem]) -> list[Problem]:
    """Those found that lie nowhere within what was said already: what is not on the shelf lacks everything."""
    within = {one.path[:-1] if one.path[-1:] == ("use",) else one.path for one in said}
    return [one for one in found if not any(one.path[:end] in within for end in range(len(one.path) + 1))]


def dump(questionnaire: Questionnaire) -> str:
    """The questionnaire as YAML text that `load` reads back equal."""
    return yaml.safe_dump(to_plain(questionnaire), allow_unicode=True, sort_keys=False, width=110)


def _text(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(SIZE_LIMIT + 1)
    try:
        if len(raw) > SIZE_LIMIT:
            raise FileError(str(path), [(1, Problem((), _TOO_LONG, {"most": SIZE_LIMIT}))])
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileError(str(path), [(line, Problem((), "is not written in UTF-8; save it so"))]) from None
