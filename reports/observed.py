"""Each question that was asked, with what was answered and what that is worth: the ground of all findings. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from forms.conditions import given
from forms.definition import Question, Questionnaire
from forms.kinds import KINDS
from forms.scoring import Score
from forms.shapes import LANGUAGES, SKIPS, Text

_MARKS = frozenset("\"“”„»«")

Texts = dict[str, str]
"""One text in each language: {"fi": …, "sv": …, "en": …}."""


@dataclass(frozen=True)
class Observed:
    """One asked question. `points` 0–1, None where nothing was scored; `plus` earned beside the base."""

    question: Question
    answer: Mapping[str, Any]
    points: float | None
    plus: float

    @property
    def value(self) -> Any:
        return self.answer.get("value")

    @property
    def skipped(self) -> str | None:
        reason = self.answer.get("skipped")
        return reason if reason in SKIPS else None

    @property
    def lost(self) -> float:
        """How much weight the answer cost."""
        return 0.0 if self.points is None else self.question.weight * (1 - self.points)

    @property
    def failed_critically(self) -> bool:
        return self.question.critical and self.points == 0

    @property
    def valence(self) -> float | None:
        """The signed strength of a feeling, −3…+3."""
        found: float | None = _told(lambda: KINDS[self.question.kind].valence(self.value), None)
        return found

    def said(self, language: str) -> str:
        """The answer as a report says it; empty when there is none."""
        if self.value is None or self.skipped:
            return ""
        return str(_told(lambda: KINDS[self.question.kind].summary(self.question, self.value, language), ""))


def observe(questionnaire: Questionnaire, answers: Mapping[str, Any], score: Score) -> tuple[Observed, ...]:
    """What was asked, in order, with what it earned. Whatever is not given is there without a value."""
    return tuple(
        Observed(questionnaire.by_id[name], _kept(answers.get(name)), one.points, one.plus)
        for name, one in score.questions.items()
    )


def _kept(answer: object) -> Mapping[str, Any]:
    return answer if isinstance(answer, Mapping) and given(answer) else {}


def in_every(questionnaire: Questionnaire, text: Text) -> Texts:
    """A text of the questionnaire in every language."""
    return in_all(questionnaire, lambda language: text[language])


def in_all(questionnaire: Questionnaire, say: Callable[[str], str]) -> Texts:
    """`say(language)` in every language; one that the questionnaire lacks is told in its first."""
    return {language: say(questionnaire.language(language)) for language in LANGUAGES}


def _told(tell: Callable[[], Any], otherwise: Any) -> Any:
    """What a kind tells of a value. Answers are stored first and judged after, so one may be of any shape."""
    try:
        return tell()
    except (TypeError, ValueError, KeyError, AttributeError):
        return otherwise


def unquoted(words: str) -> str:
    """Words without the quotation marks that the shopper put around all of them: a report sets its own."""
    words = words.strip()
    if len(words) > 1 and words[0] in _MARKS and words[-1] in _MARKS and not _MARKS & set(words[1:-1]):
        return words[1:-1].strip()
    return words


def peak_of(seen: tuple[Observed, ...]) -> Observed | None:
    """The moment that the shopper picked, when there is a whole one."""
    return next((one for one in seen if one.question.role == "peak" and one.valence is not None), None)


def question_text(questionnaire: Questionnaire, one: Observed) -> Texts:
    """The question's words in every language."""
    return in_every(questionnaire, one.question.text)


def placed(questionnaire: Questionnaire, one: Observed) -> Texts:
    """The question with its section before it, for a question that stands alone: `Seating: How was it solved?`"""
    title = next(section.title for section in questionnaire.sections if section.id == one.question.section)
    return in_all(questionnaire, lambda language: f"{title[language]}: {one.question.text[language]}")
