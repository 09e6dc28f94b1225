"""Operations on the document of a draft: a new document and what would undo it. `docs/editor.md` shows them.

A document is the plain form of a questionnaire (docs/answers.md §1) and may be unfinished or wrong in any way that
plain data can be; only strict reading (`forms.definition.from_plain`) says what is still amiss. Pure: nothing that is
given is changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from forms.editing.draft_paths import Lost, find_list, find_parent, find_thing, walk_things
from forms.reading import ID

Document = dict[str, Any]
Operation = dict[str, Any]

LARGEST_BYTES = 1_000_000
MOST_OPERATIONS = 500
_TOP_LISTS = ("sections", "touchpoints", "questions")
_COMPARING = ("equals", "one_of", "includes", "less", "more")


class OpRefused(Exception):
    """An operation that cannot be done. `code` is one of the reasons in `docs/editor.md`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Outcome:
    """What came of a list of operations.

    `document` is the new one; `inverse` undoes what was done, in the order to apply; `refused` holds {op, reason} and
    `overwrote` {path, value}: what stood where the author had seen something else.
    """

    document: Document
    inverse: list[Operation] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    overwrote: list[dict[str, Any]] = field(default_factory=list)


def apply(document: Document, operations: Sequence[Any], *, is_undo: bool = False) -> Outcome:
    """Apply `operations` in order to a copy of `document`. Never raises: what cannot be done is in `refused`.

    `is_undo`: what somebody has changed since is left alone (refused as `changed_since`) instead of overwritten.
    """
    outcome = Outcome(deepcopy(document))
    for operation in operations:
        try:
            _apply_one(outcome, operation, is_undo)
        except OpRefused as refusal:
            outcome.refused.append({"op": operation, "reason": refusal.code})
        except Lost:
            outcome.refused.append({"op": operation, "reason": "gone"})
    return outcome


def _apply_one(outcome: Outcome, operation: Any, is_undo: bool) -> None:
    if not isinstance(operation, dict) or operation.get("op") not in _DEEDS:
        raise OpRefused("unknown_operation")
    before = outcome.document
    if operation["op"] == "set":
        _see_what_stands(outcome, operation, is_undo)
    trial = deepcopy(before) if operation["op"] != "set" else before
    inverse = _DEEDS[operation["op"]](trial, operation)
    if len(json.dumps(trial, ensure_ascii=False).encode("utf-8", "replace")) > LARGEST_BYTES:
        for step in inverse:
            _DEEDS[step["op"]](trial, step)
        raise OpRefused("too_large")
    outcome.document = trial
    outcome.inverse[:0] = inverse


def _see_what_stands(outcome: Outcome, operation: Operation, is_undo: bool) -> None:
    if "was" not in operation:
        return
    path = _path(operation, "path")
    stands = _value_at(outcome.document, path)
    if stands == operation["was"]:
        return
    if is_undo:
        raise OpRefused("changed_since")
    if stands != operation.get("value"):
        outcome.overwrote.append({"path": path, "value": stands})


def _value_at(document: Document, path: list[str]) -> Any:
    try:
        parent, key = find_parent(document, path)
    except Lost:
        return None
    return parent.get(key)


# The deeds: each changes `document` in place, or raises before it changed anything, and gives its inverse.


def _set(document: Document, operation: Operation) -> list[Operation]:
    path, value = _path(operation, "path"), operation.get("value")
    if not path or path[-1] == "id":
        raise OpRefused("use_rename")
    if path == ["code"] or path[-1] in _TOP_LISTS:
        raise OpRefused("not_settable")
    if isinstance(value, list) and _are_things(value) and not _have_good_ids(value):
        raise OpRefused("bad_id")
    parent, key = find_parent(document, path, make=value is not None)
    was = parent.get(key)
    if value is None:
        parent.pop(key, None)
        _prune(document, path[:-1])
    else:
        parent[key] = deepcopy(value)
    return [{"op": "set", "path": path, "value": was, "was": deepcopy(value)}]


def _insert(document: Document, operation: Operation) -> list[Operation]:
    path, value = _path(operation, "path"), deepcopy(operation.get("value"))
    if not isinstance(value, dict):
        raise OpRefused("not_a_thing")
    siblings = find_list(document, path, make=True)
    _refuse_doubles(document, path, value, siblings)
    siblings.insert(_place_after(siblings, operation.get("after")), value)
    return [{"op": "remove", "path": _thing_path(path, value["id"])}]


def _remove(document: Document, operation: Operation) -> list[Operation]:
    path = _path(operation, "path")
    list_path, siblings, place = find_thing(document, path)
    after = siblings[place - 1]["id"] if place else None
    value = siblings.pop(place)
    return [{"op": "insert", "path": list_path, "value": value, "after": after}]


def _move(document: Document, operation: Operation) -> list[Operation]:
    path, into = _path(operation, "path"), _path(operation, "into")
    list_path, siblings, place = find_thing(document, path)
    target = find_list(document, into, make=True)
    if into[-1] != list_path[-1]:
        raise OpRefused("wrong_list")
    before = siblings[place - 1]["id"] if place else None
    thing = siblings[place]
    if operation.get("after") == thing["id"]:
        raise OpRefused("after_itself")
    if target is not siblings and into[-1] not in _TOP_LISTS:
        _refuse_doubles(document, into, thing, target)
    siblings.pop(place)
    target.insert(_place_after(target, operation.get("after")), thing)
    moved = path if path[0] in ("section", "question", "touchpoint") and len(path) == 2 else [*into, thing["id"]]
    return [{"op": "move", "path": moved, "into": list_path, "after": before}]


def _rename(document: Document, operation: Operation) -> list[Operation]:
    path, new = _path(operation, "path"), operation.get("to")
    list_path, siblings, place = find_thing(document, path)
    old = siblings[place]["id"]
    if new == old:
        return []
    _refuse_doubles(document, list_path, {"id": new}, siblings)
    siblings[place]["id"] = new
    if list_path[-1] == "questions":
        picks = _picks(document, "details")
        _rewrite_conditions(
            document,
            lambda asked, value: (new if asked == old else asked, _swapped(value, old, new, asked in picks)),
        )
    elif list_path[-1] == "choices" and list_path[0] == "question":
        asked = list_path[1]
        _rewrite_conditions(document, lambda question, value: (question, _swapped(value, old, new, question == asked)))
    elif list_path == ["touchpoints"]:
        for question in walk_things(document, "questions"):
            if question.get("touchpoint") == old:
                question["touchpoint"] = new
        picks = _picks(document, "touchpoints")
        _rewrite_conditions(document, lambda question, value: (question, _swapped(value, old, new, question in picks)))
    return [{"op": "rename", "path": _thing_path(list_path, str(new)), "to": old}]


def _replace(document: Document, operation: Operation) -> list[Operation]:
    value = operation.get("value")
    if not isinstance(value, dict) or value.get("code") != document.get("code"):
        raise OpRefused("not_this_questionnaire")
    was = deepcopy(document)
    document.clear()
    document.update(deepcopy(value))
    return [{"op": "replace", "value": was}]


_DEEDS: dict[str, Callable[[Document, Operation], list[Operation]]] = {
    "set": _set,
    "insert": _insert,
    "remove": _remove,
    "move": _move,
    "rename": _rename,
    "replace": _replace,
}


def _path(operation: Operation, key: str) -> list[str]:
    path = operation.get(key)
    if not isinstance(path, list) or not all(isinstance(step, str) for step in path) or len(path) > 12:
        raise OpRefused("bad_path")
    return path


def _place_after(siblings: list[Any], after: object) -> int:
    """Where a thing goes that follows `after`: first for None, last where that sibling is gone."""
    if after is None:
        return 0
    return next((place + 1 for place, one in enumerate(siblings) if one.get("id") == after), len(siblings))


def _refuse_doubles(document: Document, path: list[str], value: Document, siblings: list[Any]) -> None:
    if not isinstance(value.get("id"), str) or not ID.fullmatch(value["id"]):
        raise OpRefused("bad_id")
    near = walk_things(document, "questions") if path[-1] == "questions" else iter(siblings)
    if any(one.get("id") == value["id"] for one in near):
        raise OpRefused("double_id")
    inner = [one.get("id") for one in value.get("questions", []) if isinstance(one, dict)] if _has_list(value) else []
    taken = {one.get("id") for one in walk_things(document, "questions")}
    if len(set(inner)) < len(inner) or taken & set(inner):
        raise OpRefused("double_id")


def _has_list(value: Document) -> bool:
    return isinstance(value.get("questions"), list)


def _thing_path(list_path: list[str], thing_id: str) -> list[str]:
    """The path by which a thing is found wherever it is moved to."""
    top = {"sections": "section", "questions": "question", "touchpoints": "touchpoint"}.get(list_path[-1])
    return [top, thing_id] if top else [*list_path, thing_id]


def _are_things(value: list[Any]) -> bool:
    return any(isinstance(one, dict) and "id" in one for one in value)


def _have_good_ids(things: list[Any]) -> bool:
    ids = [one.get("id") if isinstance(one, dict) else None for one in things]
    return all(isinstance(one, str) and ID.fullmatch(one) for one in ids) and len(set(ids)) == len(ids)


def _prune(document: Document, path: list[str]) -> None:
    """Take away mappings that a removal left empty, but no thing: `help` without words is no help."""
    while path:
        try:
            parent, key = find_parent(document, path)
        except Lost:
            return
        if parent.get(key) != {} or (len(path) == 2 and path[0] in ("section", "question", "touchpoint")):
            return
        del parent[key]
        path = path[:-1]


def _picks(document: Document, of: str) -> set[str]:
    """The questions whose answer is the id of a detail, or of a touchpoint."""
    found = (one for one in walk_things(document, "questions") if one.get("kind") == "pick" and one.get("of") == of)
    return {str(one.get("id")) for one in found}


def _rewrite_conditions(document: Document, change: Callable[[Any, Any], tuple[Any, Any]]) -> None:
    for question in walk_things(document, "questions"):
        for condition in _conditions_in(question.get("when")):
            for operator, operand in list(condition.items()):
                if operator == "answered":
                    condition[operator] = change(operand, None)[0]
                elif operator in _COMPARING and isinstance(operand, list) and len(operand) == 2:
                    condition[operator] = list(change(*operand))


def _conditions_in(condition: Any) -> Iterator[Document]:
    """`condition` and all that it is made of, as far as they are mappings."""
    waiting = [condition]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting += [part for parts in one.values() for part in (parts if isinstance(parts, list) else [parts])]


def _swapped(value: Any, old: str, new: Any, is_meant: bool) -> Any:
    if not is_meant:
        return value
    if isinstance(value, list):
        return [new if one == old else one for one in value]
    return new if value == old else value

