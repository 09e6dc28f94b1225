"""What a visit's answers are worth. Pure: the same answers to the same questionnaire give the same score for ever.

`docs/answers.md` §4 says how; `tests/tables/scoring.json` holds cases that were worked out by hand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from forms.conditions import asked_questions, skipped
from forms.kinds import KINDS
from forms.shapes import COMPONENTS, LEVELS, Question, Questionnaire

CAP = 0.6
"""The most that a section with a failed critical question earns of what it could."""

DIGITS = 9
PERCENT_DIGITS = 6
"""Sums and percents are rounded to so many decimals, so that binary fractions never show."""


@dataclass(frozen=True)
class QuestionScore:
    """One asked question. `points` 0–1 or None; `earned` and `lost` are shares of `weight`; `plus` stands apart."""

    points: float | None
    weight: float
    earned: float
    lost: float
    plus: float


@dataclass(frozen=True)
class Share:
    """What a group of questions earned of what it could; `percent` is None when nothing in it was scored."""

    earned: float
    possible: float
    percent: float | None
    capped: bool = False


@dataclass(frozen=True)
class Score:
    """The score of one visit.

    `base`, `coverage`, `emotion_index` and `weighted` (base and emotion index together, where the questionnaire weighs
    emotion; it stands beside the base, never in its place) are 0–100 or None; `plus` is a sum. `flags` are the ids of
    the critical questions that got nothing. `sections`, `touchpoints`, `levels` (T, E, M) and `components` (Q, S, U, C)
    map an id to its Share, `questions` the id of each question that was asked to its QuestionScore.
    """

    base: float | None
    coverage: float | None
    plus: float
    emotion_index: float | None
    flags: tuple[str, ...]
    sections: Mapping[str, Share]
    touchpoints: Mapping[str, Share]
    levels: Mapping[str, Share]
    components: Mapping[str, Share]
    questions: Mapping[str, QuestionScore]
    weighted: float | None = None

    def to_plain(self) -> dict[str, Any]:
        """The score as plain data, ready for JSON."""
        return {**asdict(self), "flags": list(self.flags)}


def score(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> Score:
    """The score of `answers` ({question id: answer}); answers that do not fit their question count as not given."""
    asked = [questionnaire.by_id[id_] for id_ in asked_questions(questionnaire, answers)]
    scores = {question.id: _score_question(question, answers.get(question.id)) for question in asked}
    flags = tuple(question.id for question in asked if question.critical and scores[question.id].points == 0)

    def shares(names: Iterable[str], group: Callable[[Question], str | None]) -> dict[str, Share]:
        return {name: _share(scores[one.id] for one in asked if group(one) == name) for name in names}

    sections = shares((one.id for one in questionnaire.sections), lambda question: question.section)
    sections |= {id_: _capped(sections[id_]) for id_ in {questionnaire.by_id[flag].section for flag in flags}}
    base = _percent(_sum(one.earned for one in sections.values()), _sum(one.possible for one in sections.values()))
    emotion_index = _emotion_index(questionnaire, answers, scores.keys())
    return Score(
        base=base,
        coverage=_coverage(scores.values()),
        plus=_sum(one.plus for one in scores.values()),
        emotion_index=emotion_index,
        weighted=_weighted(base, emotion_index, questionnaire.emotion_weight),
        flags=flags,
        sections=sections,
        touchpoints=shares((one.id for one in questionnaire.touchpoints), lambda question: question.touchpoint),
        levels=shares(LEVELS, lambda question: question.level),
        components=shares(COMPONENTS, lambda question: question.component),
        questions=scores,
    )


def _score_question(question: Question, answer: object) -> QuestionScore:
    kind, value = KINDS[question.kind], _value(answer)
    points = None if value is None or not question.weight else kind.points(question, value)
    plus = 0 if value is None else kind.plus(question, value)
    earned = 0 if points is None else round(points * question.weight, DIGITS)
    lost = 0 if points is None else round(question.weight - earned, DIGITS)
    return QuestionScore(points, question.weight, earned, lost, plus)


def _value(answer: object) -> Any:
    return answer.get("value") if isinstance(answer, Mapping) and not skipped(answer) else None


def _share(scores: Iterable[QuestionScore]) -> Share:
    counted = [one for one in scores if one.points is not None]
    earned, possible = _sum(one.earned for one in counted), _sum(one.weight for one in counted)
    return Share(earned, possible, _percent(earned, possible))


def _capped(share: Share) -> Share:
    earned = min(share.earned, round(CAP * share.possible, DIGITS))
    return Share(earned, share.possible, _percent(earned, share.possible), capped=True)


def _coverage(scores: Iterable[QuestionScore]) -> float | None:
    asked = list(scores)
    return _percent(_sum(one.weight for one in asked if one.points is not None), _sum(one.weight for one in asked))


def _emotion_index(questionnaire: Questionnaire, answers: Mapping[str, Any], asked: Iterable[str]) -> float | None:
    halves = [_valence(questionnaire.with_role(role), answers, set(asked)) for role in ("peak", "end")]
    if None in halves:
        return None
    return round(sum((valence + 3) / 6 * 100 for valence in halves if valence is not None) / 2, PERCENT_DIGITS)


def _weighted(base: float | None, emotion_index: float | None, percent: float) -> float | None:
    if base is None or emotion_index is None or not percent:
        return None
    return round(base * (1 - percent / 100) + emotion_index * percent / 100, PERCENT_DIGITS)


def _valence(question: Question | None, answers: Mapping[str, Any], asked: set[str]) -> float | None:
    if question is None or question.id not in asked:
        return None
    value = _value(answers.get(question.id))
    return None if value is None else KINDS[question.kind].valence(value)


def _percent(part: float, whole: float) -> float | None:
    return round(min(1.0, part / whole) * 100, PERCENT_DIGITS) if whole else None


def _sum(numbers: Iterable[float]) -> float:
    return round(math.fsum(numbers), DIGITS)
