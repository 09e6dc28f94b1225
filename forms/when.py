"""Conditions as plain data: read strictly, checked against the questions before them, and written back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forms.kinds import KINDS
from forms.reading import Path, Problem, is_number
from forms.shapes import Condition, Question

DEPTH_LIMIT = 50
PARTS_LIMIT = 100
_NOTHING = Condition("or")


def read_condition(plain: object, path: Path, problems: list[Problem], depth: int = 1) -> Condition:
    """The condition in `plain`; mistakes go to `problems`, and what cannot be read never holds."""
    if not isinstance(plain, dict) or len(plain) != 1:
        return _refuse(problems, path, "must be a mapping with one key, such as {answered: question}")
    if depth > DEPTH_LIMIT:
        return _refuse(problems, path, f"is more than {DEPTH_LIMIT} levels deep")
    operator, operand = next(iter(plain.items()))
    inner = (*path, str(operator))
    match operator:
        case "and" | "or":
            return _joined(operator, operand, inner, problems, depth)
        case "not":
            return Condition("not", parts=(read_condition(operand, inner, problems, depth + 1),))
        case "answered":
            if isinstance(operand, str):
                return Condition("answered", operand)
            return _refuse(problems, inner, "must name one question")
        case "equals" | "one_of" | "includes" | "less" | "more":
            return _comparison(operator, operand, inner, problems)
    return _refuse(problems, path, f"'{operator}' is no condition that is known here")


def write_condition(condition: Condition) -> dict[str, Any]:
    """The condition as plain data."""
    match condition.operator:
        case "and" | "or":
            return {condition.operator: [write_condition(part) for part in condition.parts]}
        case "not":
            return {"not": write_condition(condition.parts[0])}
        case "answered":
            return {"answered": condition.question}
        case "one_of":
            return {"one_of": [condition.question, list(condition.value)]}
    return {condition.operator: [condition.question, condition.value]}


def check_references(asked: Sequence[tuple[Question, Path]], problems: list[Problem]) -> None:
    """Note each condition that looks at itself, later or unknown questions, goes in a circle, or compares with what
    the other question can never have. `asked` holds the questions in order, each with its path."""
    places = {question.id: place for place, (question, _) in reversed(list(enumerate(asked)))}
    edges = {question.id: set(question.when.references()) if question.when else set() for question, _ in asked}
    for place, (question, path) in enumerate(asked):
        if question.when is None:
            continue
        for other in dict.fromkeys(question.when.references()):
            fault = _reference_fault(question.id, other, place, places, edges)
            if fault:
                problems.append(Problem((*path, "when"), fault))
        earlier = {id_: asked[at][0] for id_, at in places.items() if at < place}
        problems += [Problem((*path, "when"), fault) for fault in _comparison_faults(question.when, earlier)]


def _refuse(problems: list[Problem], path: Path, message: str) -> Condition:
    problems.append(Problem(path, message))
    return _NOTHING


def _joined(operator: str, operand: object, path: Path, problems: list[Problem], depth: int) -> Condition:
    if not isinstance(operand, list) or not 1 <= len(operand) <= PARTS_LIMIT:
        return _refuse(problems, path, f"must be a list of 1 to {PARTS_LIMIT} conditions")
    parts = (read_condition(part, (*path, place), problems, depth + 1) for place, part in enumerate(operand))
    return Condition(operator, parts=tuple(parts))


def _comparison(operator: str, operand: object, path: Path, problems: list[Problem]) -> Condition:
    if not isinstance(operand, list) or len(operand) != 2 or not isinstance(operand[0], str):
        return _refuse(problems, path, "must be a list of a question and what to compare with")
    question, value = operand
    if operator == "one_of":
        if not isinstance(value, list) or not 1 <= len(value) <= PARTS_LIMIT:
            return _refuse(problems, path, f"must compare with a list of 1 to {PARTS_LIMIT} values")
        if not all(_is_scalar(one) for one in value):
            return _refuse(problems, path, "can only compare with words and numbers")
        return Condition(operator, question, tuple(value))
    numeric = operator in ("less", "more")
    if not _is_scalar(value) or (numeric and isinstance(value, str)):
        return _refuse(problems, path, "can only compare with " + ("a number" if numeric else "words and numbers"))
    return Condition(operator, question, value)


def _is_scalar(value: object) -> bool:
    return isinstance(value, str) or (is_number(value) and abs(value) <= 10**9)  # type: ignore[arg-type]


def _reference_fault(
    id_: str, other: str, place: int, places: Mapping[str, int], edges: Mapping[str, set[str]]
) -> str | None:
    if other == id_:
        return f"'{id_}' refers to itself"
    if other not in places:
        return f"refers to '{other}', which is no question here"
    if places[other] < place:
        return None
    circle = _way(other, id_, edges)
    if circle:
        return f"goes in a circle: {' → '.join([id_, *circle])}"
    return f"refers to '{other}', which is asked later; only earlier questions can be referred to"


def _way(start: str, goal: str, edges: Mapping[str, set[str]]) -> list[str] | None:
    """The ids from `start` to `goal` along the conditions, or None."""
    came_from: dict[str, str | None] = {start: None}
    line = [start]
    for here in line:
        if here == goal:
            way, step = [], here
            while step is not None:
                way.append(step)
                step = came_from[step]  # type: ignore[assignment]
            return way[::-1]
        for onward in sorted(edges.get(here, ())):
            if onward not in came_from:
                came_from[onward] = here
                line.append(onward)
    return None


def _comparison_faults(condition: Condition, earlier: Mapping[str, Question]) -> list[str]:
    if condition.parts:
        return [fault for part in condition.parts for fault in _comparison_faults(part, earlier)]
    question = earlier.get(condition.question or "")
    kind = KINDS.get(question.kind) if question else None
    if question is None or kind is None:
        return []
    if condition.operator not in kind.operators:
        return [f"'{condition.operator}' cannot look at '{question.id}', which is of the kind {question.kind}"]
    possible = kind.comparable(question)
    if possible is None or condition.operator not in ("equals", "one_of", "includes"):
        return []
    wanted = condition.value if condition.operator == "one_of" else (condition.value,)
    return [f"'{question.id}' can never be '{one}'" for one in wanted if one not in possible]
