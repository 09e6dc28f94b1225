"""What every kind of question knows, and the small form in which one question is answered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, ClassVar

from wtforms import Form

from forms.kinds import fields
from forms.kinds.fields import UNFIT
from forms.messages import translations
from forms.phrases import SKIPPED, in_language, say
from forms.reading import Reader
from forms.shapes import Choice, Question

Settings = dict[str, Any]
Pairs = list[tuple[str, str]]


class QuestionForm(Form):  # WTForms carries no types
    """The fields of one question. `validate` also sees to what concerns them together; see `Kind.faults`."""

    kind: ClassVar[Kind]
    question: ClassVar[Question]
    language: ClassVar[str] = "en"

    class Meta:
        """Messages in the language of the form, with or without a request."""

        def get_translations(self, form: Any) -> Any:
            """The words of WTForms' own messages."""
            return translations(form.language)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the answer fits; `errors` says in the form's language what does not."""
        self.form_errors = []
        if not super().validate(extra_validators):
            return False
        self.form_errors = self._skip_faults() if self._skipped() else self._value_faults()
        return not self.form_errors

    def answer(self) -> dict[str, Any]:
        """The typed answer of a form that was found valid: value, skipped, photos, each only where it is given."""
        value, chosen = self.kind.value(self), self._photos()
        answer: dict[str, Any] = {} if value is None else {"value": value}
        if self._skipped():
            answer["skipped"] = self._skipped()
        if chosen:
            answer["photos"] = chosen
        return answer

    def messages(self) -> list[str]:
        """What is wrong, as one list of sentences, each once."""
        found = [message for messages in self.errors.values() for message in messages]
        return list(dict.fromkeys(found))

    def _skipped(self) -> str | None:
        return (self["skipped"].data or None) if "skipped" in self else None

    def _photos(self) -> list[str]:
        return (self["photos"].data or []) if "photos" in self else []

    def _skip_faults(self) -> list[str]:
        return [] if self.kind.value(self) is None else [say("either", self.language)]

    def _value_faults(self) -> list[str]:
        faults = self.kind.faults(self)
        if faults or not self.question.required or self.answer():
            return faults
        return [say(self.kind.missing(self.question), self.language)]


# Names that a form, or a JavaScript object, already uses; a question or a part of one cannot be called so.
RESERVED = frozenset(dir(QuestionForm)) | {
    *("kind", "question", "questionnaire", "meta", "form_errors", "constructor", "skipped", "photos")
}


class Kind:
    """How a question is answered. One object a kind; `KINDS` in the package's `__init__` is their table."""

    name: ClassVar[str]
    operators: ClassVar[frozenset[str]] = frozenset({"answered"})
    most: ClassVar[int | None] = None
    """How many questions of this kind a questionnaire may hold, where their fields are many."""

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        """Read the kind's own keys, noting mistakes in `reader`."""
        return (), {}

    def write(self, question: Question) -> Settings:
        """The kind's own keys as plain data; what `read` would read back alike."""
        return {}

    def choices_from(self, settings: Mapping[str, Any]) -> str | None:
        """Which parts of the questionnaire are its choices: "touchpoints", "details", or None where it has its own."""
        return None

    def can_score(self, question: Question) -> bool:
        """Whether the question, as it is set, can carry weight."""
        return False

    def comparable(self, question: Question) -> Collection[Any] | None:
        """The values a condition may compare with, or None where any will do."""
        return None

    def photo_limit(self, question: Question) -> int:
        """How many photos the answer may hold."""
        return question.photos

    def main(self, question: Question) -> str:
        """The field that stands for the whole where the answer cannot be taken apart."""
        return "value"

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        """Field name → WTForms field."""
        return {}

    def value(self, form: QuestionForm) -> Any:
        """The typed value of a filled form, in the one canonical form; None when there is none."""
        raise NotImplementedError

    def faults(self, form: QuestionForm) -> list[str]:
        """What is wrong with fields that are each right by themselves."""
        return []

    def missing(self, question: Question) -> str:
        """The phrase that asks for the answer."""
        return "answer_or_skip" if question.can_be_skipped else "answer_missing"

    def parts(self, question: Question, value: Any) -> Pairs:
        """The typed value (not None) as posted pairs of field name and text."""
        raise NotImplementedError

    def points(self, question: Question, value: Any) -> float | None:
        """The share (0–1) of its weight that the value earns; None when it cannot be told."""
        return None

    def plus(self, question: Question, value: Any) -> float:
        """What the value adds to the plus index."""
        return 0

    def valence(self, value: Any) -> float | None:
        """The signed strength (−3…+3) of a feeling; None for all other kinds."""
        return None

    def valences(self, value: Any) -> list[tuple[str, str | None, float]]:
        """Feelings over days as (day, time of day, signed strength), in their order; empty for most kinds."""
        return []

    def summary(self, question: Question, value: Any, language: str) -> str:
        """The value as a report says it."""
        raise NotImplementedError

    def subform(self, question: Question, language: str) -> type[QuestionForm]:
        """The WTForms class in which `question` is answered; posted names are `<question id>-<field name>`."""
        made = self.fields(question, language)
        if question.can_be_skipped:
            options = [(reason, in_language(words, language).capitalize()) for reason, words in SKIPPED.items()]
            made["skipped"] = fields.one_of(say("skip", language), options, language)
        if self.photo_limit(question):
            made["photos"] = fields.photos(say("photos", language), self.photo_limit(question))
        about = {"kind": self, "question": question, "language": language}
        return type("AnswerTo_" + question.id, (QuestionForm,), {**about, **made})

    def formdata(self, question: Question, answer: object) -> Pairs:
        """A typed answer as the pairs a form would post. What is of the wrong type gives pairs that no form takes."""
        pairs = self._pairs(question, answer) if isinstance(answer, Mapping) else [(self.main(question), UNFIT)]
        return [(f"{question.id}-{name}", text) for name, text in pairs]

    def _pairs(self, question: Question, answer: Mapping[str, Any]) -> Pairs:
        value, reason, digests = answer.get("value"), answer.get("skipped"), answer.get("photos")
        pairs = [] if value is None else self.parts(question, value)
        if reason is not None:
            pairs.append(("skipped", word(reason)))
        if digests is not None:
            pairs += [("photos", word(one)) for one in digests] if isinstance(digests, list) else [("photos", UNFIT)]
        return pairs


def must(question: Question) -> bool:
    """Whether the page may insist on an answer by itself: always asked, required, and not to be skipped."""
    always = question.when is None and question.due_after_days is None
    return question.required and always and not question.can_be_skipped


def lacking(form: QuestionForm, needed: Iterable[str], given: Mapping[str, Any] | None) -> list[str]:
    """The sentence that asks for the fields which an answer that was begun still needs, as a list; empty when none."""
    labels = [form[part].label.text for part in needed if part not in (given or {})]
    return [say("each_part", form.language, parts=", ".join(labels))] if given and labels else []


def word(value: object) -> str:
    """A text as posted; UNFIT for all else."""
    return value if isinstance(value, str) else UNFIT


def number(value: object) -> str:
    """A whole number as posted; UNFIT for all else (true, 1.5, "3", and what no form would hold)."""
    fits = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9
    return str(value) if fits else UNFIT


def spread(value: object, parts: Mapping[str, Callable[[object], str]], main: str) -> Pairs:
    """A mapping as posted pairs; a key that is not known makes the whole unfit."""
    if not isinstance(value, Mapping) or value.keys() - parts.keys():
        return [(main, UNFIT)]
    return [(key, write(value[key])) for key, write in parts.items() if value.get(key) is not None]
