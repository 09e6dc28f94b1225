"""Whether a question can ever be asked, or ever be passed by: a search through all that matters to its condition.

Only the questions that the condition looks at, and those that these hang on, are answered; of each only answers that
some comparison tells apart: a number just below, at and just above each threshold, the choices that are named and one
other, and silence where a visit may stay silent. Beyond STEPS_EACH (one question) or the budget (a whole questionnaire)
nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from forms.advice.possible import SOME_PHOTO, usual_answer
from forms.conditions import holds
from forms.kinds.duration import LONGEST_MINUTES
from forms.reading import is_number
from forms.shapes import Condition, Question, Questionnaire

STEPS_EACH = 10_000
STEPS_IN_ALL = 60_000
MOST_SUBSETS = 10
_SILENT: dict[str, Any] = {}

Answers = dict[str, Any]


class Undecided(Exception):
    """There is more to look through than the limit allows."""


@dataclass
class Budget:
    """How many steps may still be taken."""

    left: int = STEPS_IN_ALL

    def step(self) -> None:
        """Take one. Raises Undecided when none is left."""
        self.left -= 1
        if self.left < 0:
            raise Undecided


@dataclass
class Reach:
    """What was found: answers with which the question is asked, answers with which it is not (silence is `{}`), and
    whether all was looked at, so that None means *never*."""

    asked: Answers | None = None
    passed: Answers | None = None
    decided: bool = True

    @property
    def is_never(self) -> bool:
        """Whether no answers ever lead to it."""
        return self.decided and self.asked is None

    @property
    def is_always(self) -> bool:
        """Whether no answers ever pass it by."""
        return self.decided and self.passed is None


def reach(questionnaire: Questionnaire, question: Question, budget: Budget | None = None) -> Reach:
    """Whether `question` can be asked and can be passed by, with every condition on the way to it counted."""
    return _Search(questionnaire, question, budget or Budget()).run()


def can_hold(questionnaire: Questionnaire, condition: Condition, budget: Budget | None = None) -> bool | None:
    """Whether any answers make the condition true, if only its questions are asked; None where the limit is met."""
    wanted = set(condition.references())
    alone = [one for one in questionnaire.questions if one.id in wanted]
    target = Question("", "", {}, "", "", when=condition)
    found = _Search(questionnaire, target, budget or Budget(), alone).run()
    return found.asked is not None if found.decided or found.asked is not None else None


@dataclass
class _Search:
    """One walk through all answers that matter, in the order in which questions are asked."""

    questionnaire: Questionnaire
    target: Question
    budget: Budget
    alone: list[Question] | None = None
    found: Reach = field(default_factory=Reach)
    asked: set[str] = field(default_factory=set)
    answers: Answers = field(default_factory=dict)

    def run(self) -> Reach:
        if self.budget.left <= 0:
            return Reach(decided=False)
        own = Budget(min(STEPS_EACH, self.budget.left))
        before = own.left
        try:
            order = self._closure() if self.alone is None else self.alone
            looked_at = _comparisons([*order, self.target] if self.alone is None else [self.target])
            choices = [_answers(one, looked_at.get(one.id, [])) for one in order]
            self._walk(order, choices, own)
        except (Undecided, RecursionError):
            self.found.decided = False
        self.budget.left -= before - max(own.left, 0)
        return self.found

    def _closure(self) -> list[Question]:
        """The questions that decide, in the order of asking: those of the visit, then those that are due later."""
        by_id, wanted = self.questionnaire.by_id, set[str]()
        waiting = list(self.target.when.references()) if self.target.when else []
        while waiting:
            id_ = waiting.pop()
            if id_ not in wanted and id_ in by_id:
                wanted.add(id_)
                when = by_id[id_].when
                waiting += list(when.references()) if when else []
        found = [one for one in self.questionnaire.questions if one.id in wanted]
        return sorted(found, key=lambda one: one.due_after_days or 0)

    def _walk(self, order: Sequence[Question], choices: Sequence[list[Any]], own: Budget, place: int = 0) -> None:
        own.step()
        if place == len(order):
            self._note()
            return
        question = order[place]
        if self.alone is None and question.when is not None and not holds(question.when, self.answers, self.asked):
            self._walk(order, choices, own, place + 1)
            return
        self.asked.add(question.id)
        for answer in choices[place]:
            self.answers[question.id] = answer
            self._walk(order, choices, own, place + 1)
            if self.found.asked is not None and self.found.passed is not None:
                break
        self.asked.discard(question.id)
        self.answers.pop(question.id, None)

    def _note(self) -> None:
        is_asked = self.target.when is None or holds(self.target.when, self.answers, self.asked)
        if is_asked and self.found.asked is None:
            self.found.asked = dict(self.answers)
        if not is_asked and self.found.passed is None:
            self.found.passed = dict(self.answers)


def _comparisons(questions: Sequence[Question]) -> dict[str, list[Condition]]:
    """Question id → the single comparisons that look at it."""
    found: dict[str, list[Condition]] = {}
    waiting = [one.when for one in questions if one.when is not None]
    while waiting:
        condition = waiting.pop()
        waiting += condition.parts
        if condition.question is not None:
            found.setdefault(condition.question, []).append(condition)
    return found


def _answers(question: Question, looked_at: list[Condition]) -> list[Any]:
    """One answer of each sort that the comparisons tell apart; those that make most of them true come first."""
    sorts: dict[tuple[bool, ...], Any] = {}
    for answer in _all_answers(question, looked_at):
        told = tuple(holds(one, {question.id: answer}, {question.id}) for one in looked_at)
        sorts.setdefault(told, answer)
    return [answer for _, answer in sorted(sorts.items(), key=lambda pair: -sum(pair[0]))]


def _all_answers(question: Question, looked_at: list[Condition]) -> Iterator[Any]:
    if question.kind == "photo":
        yield {"photos": [SOME_PHOTO]}
    else:
        made = _VALUES.get(question.kind)
        values = made(question, _wanted(looked_at)) if made else [usual_answer(question).get("value")]
        yield from ({"value": value} for value in values if value is not None)
    if question.kind == "receipt":
        yield {"photos": [SOME_PHOTO]}
    if question.can_be_skipped or not question.required:
        yield _SILENT


def _wanted(looked_at: list[Condition]) -> list[Any]:
    return [
        value
        for one in looked_at
        for value in (one.value if isinstance(one.value, tuple) else (one.value,))
        if value is not None
    ]


def _choice_ids(question: Question, wanted: list[Any]) -> list[Any]:
    return [choice.id for choice in question.choices]


def _subsets(question: Question, wanted: list[Any]) -> Iterator[Any]:
    """Each set of the choices that are named, with and without one other; an exclusive choice stands alone."""
    alone = [choice.id for choice in question.choices if choice.exclusive]
    others = [choice.id for choice in question.choices if not choice.exclusive]
    named = [id_ for id_ in others if id_ in wanted]
    some = named + [id_ for id_ in others if id_ not in wanted][:1]
    if len(some) > MOST_SUBSETS:
        raise Undecided
    yield from ([id_] for id_ in alone)
    most = question.settings.get("count", len(some)) if question.kind == "rank" else len(some)
    for count in range(1, min(most, len(some)) + 1):
        yield from (list(chosen) for chosen in combinations(some, count))


def _numbers_in(wanted: list[Any]) -> list[Any]:
    """A condition may compare with words as well, which no number ever is."""
    return [value for value in wanted if is_number(value)]


def _whole_numbers(question: Question, wanted: list[Any]) -> list[Any]:
    low, high = question.settings["min"], question.settings["max"]
    near = {int(value) + step for value in _numbers_in(wanted) for step in (-1, 0, 1)} | {low, high}
    return sorted(value for value in near if low <= value <= high)


def _amounts(question: Question, wanted: list[Any]) -> list[Any]:
    most = round(question.settings["max"] * 100)
    near = {round(value * 100) + step for value in _numbers_in(wanted) for step in (-1, 0, 1)} | {0, most}
    return [f"{cents // 100}.{cents % 100:02}" for cents in sorted(near) if 0 <= cents <= most]


def _lengths(question: Question, wanted: list[Any]) -> list[Any]:
    most = LONGEST_MINUTES * 60 + 59
    near = {int(value) + step for value in _numbers_in(wanted) for step in (-1, 0, 1)} | {0, most}
    lengths: list[Any] = [{"seconds": seconds} for seconds in sorted(near) if 0 <= seconds <= most]
    return [*lengths, {"never": True}] if question.settings.get("never") else lengths


def _words(question: Question, wanted: list[Any]) -> list[Any]:
    other = "…"
    while other in wanted:
        other += "…"
    fitting = [one for one in wanted if isinstance(one, str) and 0 < len(one) <= question.settings["max_length"]]
    return [*fitting, other]


_VALUES: dict[str, Callable[[Question, list[Any]], Any]] = {
    "yes_no": lambda question, wanted: ("yes", "no"),
    "one": _choice_ids,
    "pick": _choice_ids,
    "several": _subsets,
    "rank": _subsets,
    "scale": lambda question, wanted: range(1, 6),
    "nps": lambda question, wanted: range(11),
    "number": _whole_numbers,
    "money": _amounts,
    "duration": _lengths,
    "text": _words,
}
