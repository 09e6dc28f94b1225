"""Questions whose choices are other questions: the details that somebody may pick from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from forms.kinds import KINDS
from forms.reading import Path, Problem
from forms.shapes import Choice, Question, Section


def offer_details(sections: Sequence[Section], problems: list[Problem]) -> tuple[Section, ...]:
    """The sections, where each question that picks from details offers the scored questions and pluses before it."""
    offered: list[tuple[Choice, int]] = []
    made = []
    for at, section in enumerate(sections):
        questions = []
        for place, question in enumerate(section.questions):
            if _picks(question):
                due = question.due_after_days or 0
                question = replace(question, choices=tuple(one for one, days in offered if days <= due))
                if not question.choices:
                    path = ("sections", at, "questions", place, "of")
                    problems.append(Problem(path, _NOTHING_YET, {}, question.id))
            if question.can_be_skipped:
                offered.append((Choice(question.id, question.text, group=section.title), question.due_after_days or 0))
            questions.append(question)
        made.append(replace(section, questions=tuple(questions)))
    return tuple(made)


def note_too_many(asked: Iterable[tuple[Question, Path]], problems: list[Problem]) -> None:
    """Note the first question too many of a kind that a questionnaire may hold only a few of."""
    seen: Counter[str] = Counter()
    for question, path in asked:
        most = KINDS[question.kind].most if question.kind else None
        seen[question.kind] += 1
        if most is not None and seen[question.kind] == most + 1:
            problems.append(Problem((*path, "kind"), _TOO_MANY, {"most": most, "kind": question.kind}, question.id))


_NOTHING_YET = "no scored question and no plus stands before this one; move it behind those to pick from"
_TOO_MANY = "at most %(most)s questions of the kind %(kind)s fit into a questionnaire; leave out the rest"


def _picks(question: Question) -> bool:
    return bool(question.kind) and KINDS[question.kind].choices_from(question.settings) == "details"
