"""YAML read into plain data with the line of every part kept. No objects, no references, no surprises.

Only `true`, `false`, `null` and decimal numbers mean more than words: `yes` is a word, and so is `0:30`. References
(`*name`) are refused, so a small file cannot unfold into a huge one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from forms.mistakes import shown
from forms.reading import DefinitionError, Path, Problem
from forms.words import unstorable

SIZE_LIMIT = 1_000_000
DEPTH_LIMIT = 120
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REFERENCE = "refers to *%(name)s; references are not read, write the part out"
_TAG = "has the tag %(tag)s; only plain data is read, remove the tag"
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?([0-9]{1,15}\.[0-9]{0,15}|\.[0-9]{1,15})([eE][-+]?[0-9]{1,2})?")
_WORD_TAGS = (None, "!", "tag:yaml.org,2002:str")

Lines = dict[Path, int]


def read(text: str) -> tuple[Any, Lines]:
    """The plain data in `text`, and the line (from 1) of each part by its path. Raises DefinitionError."""
    if unstorable(text):
        raise PlainError(1, "is no YAML: it holds a character that cannot be stored; write that line again")
    size = len(text.encode())
    if size > SIZE_LIMIT:
        raise PlainError(
            1, "is %(count)s bytes long; at most %(most)s are read: split it", count=size, most=SIZE_LIMIT
        )
    lines: Lines = {}
    try:
        events = yaml.parse(text, Loader=_LOADER)
        data = _read_document(events, lines)
    except yaml.YAMLError as error:
        mark, reason = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        line = mark.line + 1 if mark else 1
        if reason:
            raise PlainError(line, "is no YAML: %(reason)s", reason=reason) from None
        raise PlainError(line, "is no YAML: it holds a character that YAML does not allow; write it again") from None
    return data, lines


def line_of(path: Path, lines: Lines) -> int:
    """The line of `path`, or of the nearest part around it that has one."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class PlainError(DefinitionError):
    """YAML that was refused before it became plain data; `line` says where."""

    def __init__(self, line: int, sentence: str, **values: object) -> None:
        super().__init__([Problem((), sentence, values)])
        self.line = line


def _read_document(events: Iterator[Any], lines: Lines) -> Any:
    data: Any = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if lines:
                raise PlainError(_line(event), "holds more than one document; one is read: remove the others")
            data = _read_node(next(events), events, (), lines)
    return data


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _read_node(event: Any, events: Iterator[Any], path: Path, lines: Lines) -> Any:
    line = _line(event)
    lines.setdefault(path, line)
    if isinstance(event, yaml.AliasEvent):
        raise PlainError(line, _REFERENCE, name=shown(event.anchor))
    if len(path) > DEPTH_LIMIT:
        raise PlainError(line, "is more than %(most)s levels deep; keep it flatter", most=DEPTH_LIMIT)
    if isinstance(event, yaml.ScalarEvent):
        return _read_scalar(event)
    if event.tag not in (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
        raise PlainError(line, _TAG, tag=shown(event.tag))
    reader = _read_mapping if isinstance(event, yaml.MappingStartEvent) else _read_list
    return reader(events, path, lines)


def _read_list(events: Iterator[Any], path: Path, lines: Lines) -> list[Any]:
    items: list[Any] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        items.append(_read_node(event, events, (*path, len(items)), lines))
    return items


def _read_mapping(events: Iterator[Any], path: Path, lines: Lines) -> dict[Any, Any]:
    mapping: dict[Any, Any] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        line = _line(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise PlainError(line, "has a key that is no word; write a word before the colon")
        key = _read_scalar(event)
        key = key if isinstance(key, int) and not isinstance(key, bool) else event.value
        if key in mapping or str(key) in map(str, mapping):
            raise PlainError(line, "has the key '%(key)s' twice; keep one", key=shown(key))
        lines[(*path, key)] = line
        mapping[key] = _read_node(next(events), events, (*path, key), lines)
    return mapping


def _read_scalar(event: Any) -> Any:
    if event.tag not in _WORD_TAGS:
        raise PlainError(_line(event), _TAG, tag=shown(event.tag))
    text: str = event.value
    if event.tag is not None or not event.implicit[0] or event.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
