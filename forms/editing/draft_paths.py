"""Where things are in the document of a draft: paths by ids, which hold while others move things about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]
_ROOTS = {"section": "sections", "question": "questions", "touchpoint": "touchpoints"}


class Lost(Exception):
    """There is nothing at the path."""


def walk_things(document: Document, name: str) -> Iterator[Document]:
    """All sections, questions or touchpoints (`name`) of the document that are mappings."""
    if name == "questions":
        for section in walk_things(document, "sections"):
            yield from _mappings(section.get("questions"))
    else:
        yield from _mappings(document.get(name))


def find_parent(document: Document, path: list[str], *, make: bool = False) -> tuple[Document, str]:
    """The mapping that holds the last key of `path`, and that key; `make` makes those on the way. Raises Lost."""
    if not path:
        raise Lost
    holder, steps = _start(document, path)
    for step in steps[:-1]:
        holder = step_into(holder, step, make=make)
    if not steps or not isinstance(holder, dict):
        raise Lost
    return holder, steps[-1]


def step_into(holder: Any, step: str, *, make: bool = False) -> Any:
    """What is at `step`: a key of a mapping, or the thing with this id in a list. Raises Lost."""
    if isinstance(holder, list):
        found = next((one for one in _mappings(holder) if one.get("id") == step), None)
    elif isinstance(holder, dict):
        found = holder.setdefault(step, {}) if make and holder.get(step) is None else holder.get(step)
    else:
        found = None
    if found is None:
        raise Lost
    return found


def find_list(document: Document, path: list[str], *, make: bool = False) -> list[Any]:
    """The list of things at `path`. Raises Lost."""
    parent, key = find_parent(document, path)
    found = parent.setdefault(key, []) if make and parent.get(key) is None else parent.get(key)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Lost
    return found


def find_thing(document: Document, path: list[str]) -> tuple[list[str], list[Any], int]:
    """The path of the list that holds the thing at `path`, that list, and the thing's place in it. Raises Lost."""
    if len(path) < 2:
        raise Lost
    if path[0] in _ROOTS and len(path) == 2:
        for list_path, siblings in _lists(document, _ROOTS[path[0]]):
            for place, one in enumerate(siblings):
                if isinstance(one, dict) and one.get("id") == path[1]:
                    return list_path, siblings, place
        raise Lost
    siblings = find_list(document, path[:-1])
    for place, one in enumerate(siblings):
        if one.get("id") == path[-1]:
            return path[:-1], siblings, place
    raise Lost


def _start(document: Document, path: list[str]) -> tuple[Any, list[str]]:
    if path[0] not in _ROOTS or len(path) < 2:
        return document, path
    wanted = (one for one in walk_things(document, _ROOTS[path[0]]) if one.get("id") == path[1])
    found = next(wanted, None)
    if found is None:
        raise Lost
    return found, path[2:]


def _lists(document: Document, name: str) -> Iterator[tuple[list[str], list[Any]]]:
    if name != "questions":
        found = document.get(name)
        if isinstance(found, list):
            yield [name], found
        return
    for section in walk_things(document, "sections"):
        if isinstance(section.get("questions"), list) and isinstance(section.get("id"), str):
            yield ["section", section["id"], "questions"], section["questions"]


def _mappings(things: object) -> Iterator[Document]:
    if isinstance(things, list):
        yield from (one for one in things if isinstance(one, dict))
