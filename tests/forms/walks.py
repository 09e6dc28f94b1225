"""Ways through a questionnaire that take every branch: each question that can be asked, with each of its options.

A robot walks them on the phone (tests/browser/test_library_walk.py), and the server and the score are held to the same.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from forms.conditions import asked_questions
from forms.phrases import EMOTIONS
from forms.shapes import SKIPS, Question, Questionnaire

MOST_WALKS = 60
Answers = dict[str, dict[str, Any]]


def walks(questionnaire: Questionnaire) -> list[Answers]:
    """Whole visits in which each option of each question is taken at least once, as far as it can be reached.

    At each question the option that was taken least so far is taken; a question that others hang on is turned so that
    they are asked as well. Always the same for the same questionnaire.
    """
    taken: Counter[tuple[str, int]] = Counter()
    made: list[Answers] = []
    while len(made) < MOST_WALKS and not (made and _all_taken(questionnaire, taken)):
        made.append(_walk(questionnaire, taken))
    return made


def branches_left(questionnaire: Questionnaire, made: list[Answers]) -> list[tuple[str, Any]]:
    """Options of questions that no walk took: (question id, answer)."""
    given = [(id_, answer) for walk in made for id_, answer in walk.items()]
    return [
        (question.id, answer)
        for question in questionnaire.questions
        if question.due_after_days is None
        for answer in options(question)
        if (question.id, answer) not in given
    ]


def options(question: Question) -> list[dict[str, Any]]:
    """The answers that differ in kind: each choice, each step, the ends of a range, and the skips."""
    values = [{"value": one} for one in getattr(_Options, question.kind)(question)]
    if question.kind == "photo":
        return []
    return values + [{"skipped": reason} for reason in SKIPS if question.can_be_skipped]


def _walk(questionnaire: Questionnaire, taken: Counter[tuple[str, int]]) -> Answers:
    answers: Answers = {}
    for question in questionnaire.questions:
        if question.id not in asked_questions(questionnaire, answers):
            continue
        given = options(question)
        if not given:
            continue
        best = min(range(len(given)), key=lambda place: (taken[question.id, place], place))
        taken[question.id, best] += 1
        answers[question.id] = given[best]
    return answers


def _all_taken(questionnaire: Questionnaire, taken: Counter[tuple[str, int]]) -> bool:
    return all(
        taken[question.id, place]
        for question in questionnaire.questions
        if question.due_after_days is None
        for place in range(len(options(question)))
    )


def _ids(question: Question) -> list[str]:
    return [choice.id for choice in question.choices]


class _Options:
    """One list a kind, named as the kinds are."""

    @staticmethod
    def yes_no(question: Question) -> list[Any]:
        return ["yes", "no"]

    @staticmethod
    def one(question: Question) -> list[Any]:
        return _ids(question)

    @staticmethod
    def pick(question: Question) -> list[Any]:
        # A list of all details is one thing to choose from, not a hundred branches.
        return [_ids(question)[place] for place in (0, len(question.choices) // 2, -1)]

    @staticmethod
    def several(question: Question) -> list[Any]:
        counted = [choice.id for choice in question.choices if not choice.exclusive]
        alone = [[choice.id] for choice in question.choices if choice.exclusive]
        return [counted, *alone, *([one] for one in counted)]

    @staticmethod
    def scale(question: Question) -> list[Any]:
        return [5, 1, 2, 3, 4]

    @staticmethod
    def duration(question: Question) -> list[Any]:
        stamped = {"seconds": 95, "from": "13:02:05", "to": "13:03:40"}
        return [stamped, {"seconds": 7 * 60}, *([{"never": True}] if question.settings.get("never") else [])]

    @staticmethod
    def numbers(question: Question) -> list[Any]:
        parts = question.settings["parts"]
        return [{part["id"]: part[end] for part in parts} for end in ("min", "max")]

    @staticmethod
    def number(question: Question) -> list[Any]:
        low, high = question.settings.get("min", 0), question.settings.get("max", 999)
        return sorted({low, min(low + 1, high), min(low + 2, high), high})

    @staticmethod
    def money(question: Question) -> list[Any]:
        return ["12.50", "0.00"]

    @staticmethod
    def emotion(question: Question) -> list[Any]:
        one = [[{"emotion": name, "strength": place % 3 + 1}] for place, name in enumerate(EMOTIONS)]
        return [*one, [{"emotion": "joy", "strength": 3}, {"emotion": "irritation", "strength": 1}]]

    @staticmethod
    def nps(question: Question) -> list[Any]:
        return [10, 0, 7]

    @staticmethod
    def text(question: Question) -> list[Any]:
        return ["Hän sanoi: ”Tervetuloa takaisin!”\nJa hymyili 😊"]

    @staticmethod
    def photo(question: Question) -> list[Any]:
        return []

    @staticmethod
    def receipt(question: Question) -> list[Any]:
        whole = {"text": "Kiitos käynnistä!", "total": "12.50", "time": "13:45"}
        return [{part: whole[part] for part in question.settings["parts"]}]

    @staticmethod
    def promise(question: Question) -> list[Any]:
        roles = [role.id for role in question.settings["roles"]]
        return [
            {"what": "Pesula maksetaan", "who": roles[place % len(roles)], "due_on": "2026-11-30", "others": others}
            for place, others in enumerate(_ids(question))
        ]

    @staticmethod
    def moment(question: Question) -> list[Any]:
        signs = ("plus", "minus")
        return [
            {"touchpoint": id_, "sign": signs[place % 2], "strength": place % 3 + 1, "words": "yksityiskohta"}
            for place, id_ in enumerate(_ids(question))
        ]

    @staticmethod
    def mark(question: Question) -> list[Any]:
        signs = ("minus", "plus")
        made = [
            {"touchpoint": id_, "sign": signs[place % 2], "time": "13:45", "words": "silloin"}
            for place, id_ in enumerate(_ids(question))
        ]
        return [{"none": True}, *made]

    @staticmethod
    def rank(question: Question) -> list[Any]:
        ids, count = _ids(question), question.settings.get("count", 3)
        return [ids[:count], ids[::-1][:count], ids[:1]]

    @staticmethod
    def ratings(question: Question) -> list[Any]:
        parts = [part["id"] for part in question.settings["parts"]]
        return [dict.fromkeys(parts, 10), dict.fromkeys(parts, 0), {id_: place for place, id_ in enumerate(parts)}]

    @staticmethod
    def sittings(question: Question) -> list[Any]:
        place = question.choices[0].id
        first = {"on": "2026-11-20", "time": "18:30", "touchpoint": place, "emotion": "joy", "strength": 2}
        second = {"on": "2026-11-21", "touchpoint": place, "emotion": "irritation", "strength": 3}
        return [[first], [first, second]]
