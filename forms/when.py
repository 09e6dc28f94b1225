"""Conditions as plain data: read strictly, checked against the questions before them, and written back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from forms.kinds import KINDS
from forms.mistakes import shown
from forms.reading import Path, Problem, is_number
from forms.shapes import Condition, Question

DEPTH_LIMIT = 50
PARTS_LIMIT = 100
MOST_SHOWN = 12
OPERATORS = ("answered", "equals", "one_of", "includes", "less", "more", "and", "or", "not")
_NOTHING = Condition("or")
_NO_LOOK = "'%(operator)s' cannot look at '%(other)s', which is of the kind %(kind)s; use one of %(options)s"
_NEVER = "'%(other)s' can never be '%(value)s'; it can be %(possible)s"


def read_condition(plain: object, path: Path, problems: list[Problem], depth: int = 1) -> Condition:
    """The condition in `plain`; mistakes go to `problems`, and what cannot be read never holds."""
    if not isinstance(plain, dict) or len(plain) != 1:
        return _refuse(problems, path, "must be a mapping with one key, such as {answered: question}")
    if depth > DEPTH_LIMIT:
        return _refuse(problems, path, "is more than %(most)s levels deep; make it simpler", most=DEPTH_LIMIT)
    operator, operand = next(iter(plain.items()))
    inner = (*path, shown(operator))
    match operator:
        case "and" | "or":
            return _joined(operator, operand, inner, problems, depth)
        case "not":
            return Condition("not", parts=(read_condition(operand, inner, problems, depth + 1),))
        case "answered":
            if isinstance(operand, str):
                return Condition("answered", operand)
            return _refuse(problems, inner, "must name one question by its id")
        case "equals" | "one_of" | "includes" | "less" | "more":
            return _comparison(operator, operand, inner, problems)
    sentence = "'%(given)s' is no condition that is known here; use one of %(options)s"
    return _refuse(problems, path, sentence, given=shown(operator), options=", ".join(OPERATORS))


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
    order = _Order.of([question for question, _ in asked])
    for place, (question, path) in enumerate(asked):
        if question.when is None:
            continue
        faults = [order.fault(question, place, other) for other in dict.fromkeys(question.when.references())]
        faults += _comparison_faults(question.when, order.before(question, place))
        problems += [Problem((*path, "when"), *fault) for fault in faults if fault]


Fault = tuple[str, dict[str, Any]]
"""A sentence of `forms.mistakes` and its values."""


@dataclass(frozen=True)
class _Order:
    """Which question comes where, is due when, and hangs on which."""

    questions: Sequence[Question]
    places: Mapping[str, int]
    edges: Mapping[str, set[str]]

    @classmethod
    def of(cls, questions: Sequence[Question]) -> _Order:
        places = {question.id: place for place, question in reversed(list(enumerate(questions)))}
        edges = {one.id: set(one.when.references()) if one.when else set() for one in questions}
        return cls(questions, places, edges)

    def fault(self, question: Question, place: int, other: str) -> Fault | None:
        """Why `question`, at `place`, cannot hang on the question `other`; None when it can."""
        if other == question.id:
            return "hangs on itself; choose an earlier question", {}
        if other not in self.places:
            return _unknown(other, self.places)
        days = self.questions[self.places[other]].due_after_days
        if days is not None and question.due_after_days is None:
            return "hangs on '%(other)s', which is only asked days after the visit; choose a question of the visit", {
                "other": other
            }
        if self.is_before(question, place, other):
            return None
        if days is not None and question.due_after_days is not None and days > question.due_after_days:
            return "hangs on '%(other)s', which is due later than this one; choose one that is due no later", {
                "other": other
            }
        circle = _way(other, question.id, self.edges)
        if circle:
            around = " → ".join([question.id, *circle][: MOST_SHOWN + 1])
            return "goes in a circle: %(circle)s; take one of these conditions away", {"circle": around}
        return "hangs on '%(other)s', a question that comes later: move that one up or this one down", {"other": other}

    def is_before(self, question: Question, place: int, other: str) -> bool:
        """Whether `other` is answered when `question` is reached: what is due later follows all of the visit."""
        days, due = self.questions[self.places[other]].due_after_days, question.due_after_days
        if due is None or days is not None:
            return self.places[other] < place and (days is None or (due is not None and days <= due))
        return True

    def before(self, question: Question, place: int) -> dict[str, Question]:
        """The questions that `question`, at `place`, can hang on."""
        wanted = question.when.references() if question.when else ()
        known = {other for other in wanted if other in self.places and other != question.id}
        return {one: self.questions[self.places[one]] for one in known if self.is_before(question, place, one)}


def _unknown(other: str, known: Collection[str]) -> Fault:
    nearest = get_close_matches(other[:64], known, 3)
    if nearest:
        return "hangs on '%(other)s', which is no question here; the nearest ids are %(nearest)s", {
            "other": shown(other),
            "nearest": ", ".join(nearest),
        }
    return "hangs on '%(other)s', which is no question here; choose one that is", {"other": shown(other)}


def _refuse(problems: list[Problem], path: Path, sentence: str, **values: object) -> Condition:
    problems.append(Problem(path, sentence, values))
    return _NOTHING


def _joined(operator: str, operand: object, path: Path, problems: list[Problem], depth: int) -> Condition:
    if not isinstance(operand, list) or not 1 <= len(operand) <= PARTS_LIMIT:
        return _refuse(problems, path, "must be a list of 1 to %(most)s conditions", most=PARTS_LIMIT)
    parts = (read_condition(part, (*path, place), problems, depth + 1) for place, part in enumerate(operand))
    return Condition(operator, parts=tuple(parts))


def _comparison(operator: str, operand: object, path: Path, problems: list[Problem]) -> Condition:
    if not isinstance(operand, list) or len(operand) != 2 or not isinstance(operand[0], str):
        return _refuse(problems, path, "must be a list of a question and what to compare with")
    question, value = operand
    if operator == "one_of":
        if not isinstance(value, list) or not 1 <= len(value) <= PARTS_LIMIT:
            return _refuse(problems, path, "must compare with a list of 1 to %(most)s values", most=PARTS_LIMIT)
        if not all(_is_scalar(one) for one in value):
            return _refuse(problems, path, "can only compare with words and numbers")
        return Condition(operator, question, tuple(_plain(one) for one in value))
    numeric = operator in ("less", "more")
    if not _is_scalar(value) or (numeric and isinstance(value, str)):
        sentence = "can only compare with a number" if numeric else "can only compare with words and numbers"
        return _refuse(problems, path, sentence)
    return Condition(operator, question, _plain(value))


def _is_scalar(value: object) -> bool:
    return isinstance(value, str) or (is_number(value) and abs(value) <= 10**9)  # type: ignore[arg-type]


def _plain(value: str | float) -> str | float:
    """Whole numbers without decimals, so that 3 and 3.0 are the same condition with the same digest."""
    return int(value) if not isinstance(value, str) and value == int(value) else value


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


def _comparison_faults(condition: Condition, earlier: Mapping[str, Question]) -> list[Fault | None]:
    if condition.parts:
        return [fault for part in condition.parts for fault in _comparison_faults(part, earlier)]
    question = earlier.get(condition.question or "")
    kind = KINDS.get(question.kind) if question else None
    if question is None or kind is None:
        return []
    if condition.operator not in kind.operators:
        known = ", ".join(operator for operator in OPERATORS if operator in kind.operators)
        about = {"operator": condition.operator, "other": question.id, "kind": question.kind, "options": known}
        return [(_NO_LOOK, about)]
    possible = kind.comparable(question)
    if possible is None or condition.operator not in ("equals", "one_of", "includes"):
        return []
    wanted = condition.value if condition.operator == "one_of" else (condition.value,)
    told = ", ".join(map(str, list(possible)[:MOST_SHOWN])) + (", …" if len(possible) > MOST_SHOWN else "")
    about = {"other": question.id, "possible": told}
    return [(_NEVER, {**about, "value": shown(one)}) for one in wanted if not _among(one, possible)]


def _among(value: object, possible: Collection[Any]) -> bool:
    return any(value == one and isinstance(value, str) == isinstance(one, str) for one in possible)
