"""The parts of a questionnaire, as values that never change.

They know nothing of forms, people or clocks. Reading them from plain data, with every rule checked, is
`forms.definition`'s work; what a kind does with an answer is `forms.kinds`' work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

LANGUAGES = ("fi", "sv", "en")
LEVELS = ("T", "E", "M")
COMPONENTS = ("Q", "S", "U", "C")
ROLES = {"start": "emotion", "end": "emotion", "peak": "moment", "story": "text"}
SKIPS = ("not_applicable", "not_observed")

Text = Mapping[str, str]
"""The same words in each language: {"fi": …, "sv": …, "en": …}."""


@dataclass(frozen=True)
class Choice:
    """One option. `points` is 0–1 or None where the question is not scored; `group` names what it stands under."""

    id: str
    text: Text
    points: float | None = None
    plus: float = 0
    exclusive: bool = False
    group: Text | None = None


@dataclass(frozen=True)
class Touchpoint:
    """A moment of the customer's way, by which headquarters read the results."""

    id: str
    name: Text


@dataclass(frozen=True)
class Condition:
    """When a question is asked: either joins `parts` (and, or, not) or looks at one earlier `question`."""

    operator: str
    question: str | None = None
    value: Any = None
    parts: tuple[Condition, ...] = ()

    def references(self) -> Iterator[str]:
        """The ids of the questions that it looks at, repeats included."""
        if self.question is not None:
            yield self.question
        for part in self.parts:
            yield from part.references()


@dataclass(frozen=True)
class Question:
    """One thing asked. `settings` holds what its kind reads beside the common keys."""

    id: str
    kind: str
    text: Text
    touchpoint: str
    section: str
    help: Text | None = None
    weight: float = 0
    level: str | None = None
    component: str | None = None
    critical: bool = False
    required: bool = True
    photos: int = 0
    when: Condition | None = None
    due_after_days: int | None = None
    fact: bool = False
    corner: bool = False
    role: str | None = None
    choices: tuple[Choice, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def has_plus(self) -> bool:
        """Whether an answer can add to the plus index."""
        return bool(self.settings.get("plus")) or any(choice.plus for choice in self.choices)

    @property
    def can_be_skipped(self) -> bool:
        """Whether *does not apply* and *could not observe* are offered: on all that is scored."""
        return self.weight > 0 or self.has_plus

    def choice(self, choice_id: object) -> Choice | None:
        """The choice with this id, or None."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True)
class Section:
    """A part of the questionnaire as it is filled in."""

    id: str
    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    """The whole: what is asked, in order, and what it is worth."""

    code: str
    title: Text
    languages: tuple[str, ...]
    touchpoints: tuple[Touchpoint, ...]
    sections: tuple[Section, ...]
    emotion_weight: float = 0

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order in which it is asked."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Question id → question."""
        return {question.id: question for question in self.questions}

    def with_role(self, role: str) -> Question | None:
        """The question that plays `role` (start, peak, end), or None."""
        return next((question for question in self.questions if question.role == role), None)

    def language(self, wanted: str) -> str:
        """`wanted` where the questionnaire has it, else its first language."""
        return wanted if wanted in self.languages else self.languages[0]
