"""From a questionnaire to the WTForms class of its visit page, and from answers to the verdict on them."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, ClassVar

from werkzeug.datastructures import MultiDict
from wtforms import Form, FormField

from forms.certain import certain_answer
from forms.conditions import given, holds
from forms.definition import digest
from forms.kinds import KINDS, QuestionForm
from forms.messages import translations
from forms.phrases import say
from forms.shapes import Question, Questionnaire

KEPT_CLASSES = 64
_classes: OrderedDict[tuple[str, str], type[VisitForm]] = OrderedDict()
_lock = Lock()


class VisitForm(Form):  # WTForms carries no types
    """A whole visit: one FormField a question, named by its id."""

    questionnaire: ClassVar[Questionnaire]
    language: ClassVar[str] = "en"
    # Question id → the form of that question alone. A question may be called `parts`, but not `_parts`.
    _parts: ClassVar[Mapping[str, type[QuestionForm]]] = {}

    class Meta:
        """Messages in the language of the form, with or without a request."""

        def get_translations(self, form: Any) -> Any:
            """The words of WTForms' own messages."""
            return translations(form.language)


@dataclass
class Verdict:
    """What the questionnaire says of some answers. All of them are in one of the parts; none is lost.

    `values`: question id → the answer that fits, in its canonical form. `errors`: question id → sentences that say
    what to do. `asked`: the ids that were asked, in order. `unknown`: ids that the questionnaire does not have.
    `hidden`: id → the answer, as it came, to a question that is not asked.
    """

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    hidden: dict[str, Any] = field(default_factory=dict)


def visit_form(questionnaire: Questionnaire, language: str) -> type[VisitForm]:
    """The WTForms class of the visit, with its words in `language` (else the questionnaire's first language)."""
    language = questionnaire.language(language)
    key = (digest(questionnaire), language)
    with _lock:
        if key not in _classes:
            _classes[key] = _build(questionnaire, language)
        _classes.move_to_end(key)
        while len(_classes) > KEPT_CLASSES:
            _classes.popitem(last=False)
        return _classes[key]


def judge(questionnaire: Questionnaire, language: str, answers: object) -> Verdict:
    """The verdict on typed answers ({question id: answer}), with sentences in `language`. Never raises: what is odd is
    an error at its question."""
    came = {str(id_): answer for id_, answer in answers.items()} if isinstance(answers, Mapping) else {}
    verdict = _walk(questionnaire, _Typed(visit_form(questionnaire, language), came))
    verdict.unknown = [id_ for id_ in came if id_ not in questionnaire.by_id]
    return verdict


def judge_posted(questionnaire: Questionnaire, language: str, posted: MultiDict[str, str]) -> Verdict:
    """The verdict on a visit page that was posted as a plain form."""
    return _walk(questionnaire, _Posted(visit_form(questionnaire, language)(posted)))


def _build(questionnaire: Questionnaire, language: str) -> type[VisitForm]:
    fields: dict[str, Any] = {}
    parts: dict[str, type[QuestionForm]] = {}
    for question in questionnaire.questions:
        parts[question.id] = subform = KINDS[question.kind].subform(question, language)
        advice = question.help[language] if question.help else ""
        fields[question.id] = FormField(subform, label=question.text[language], description=advice)
    about = {"questionnaire": questionnaire, "language": language, "_parts": parts}
    return type("Visit_" + questionnaire.code, (VisitForm,), {**about, **fields})


class _Posted:
    """The answers of a page that was posted. `judged` gives what fits, or what to say; `aside` what was not asked."""

    def __init__(self, form: VisitForm) -> None:
        self.form = form

    def judged(self, question: Question) -> tuple[dict[str, Any], list[str]]:
        return _by_form(self.form[question.id].form)

    def aside(self, question: Question) -> object:
        subform: QuestionForm = self.form[question.id].form
        return subform.answer() if subform.validate() else None


class _Typed:
    """The same of typed answers. A form is made for those alone of which it is not plain that they fit."""

    def __init__(self, form: type[VisitForm], came: Mapping[str, Any]) -> None:
        self.form, self.came = form, came

    def judged(self, question: Question) -> tuple[dict[str, Any], list[str]]:
        answer = self.came.get(question.id)
        typed = certain_answer(question, answer)
        if typed is not None:
            return typed | _clocks(answer), []
        if answer is None:
            missing = KINDS[question.kind].missing(question)
            return {}, [say(missing, self.form.language)] if question.required else []
        pairs = MultiDict(KINDS[question.kind].formdata(question, answer))
        typed, messages = _by_form(self.form._parts[question.id](pairs, prefix=f"{question.id}-"))
        return (typed | _clocks(answer) if typed else {}), _misplaced(question, self.form.language, answer) + messages

    def aside(self, question: Question) -> object:
        return self.came.get(question.id)


def _by_form(subform: QuestionForm) -> tuple[dict[str, Any], list[str]]:
    return (subform.answer(), []) if subform.validate() else ({}, subform.messages())


def _walk(questionnaire: Questionnaire, came: _Posted | _Typed) -> Verdict:
    verdict, asked = Verdict(), set[str]()
    for question in questionnaire.questions:
        if question.due_after_days is not None or (question.when and not holds(question.when, verdict.values, asked)):
            answer = came.aside(question)
            if given(answer) or (answer is not None and not isinstance(answer, Mapping)):
                verdict.hidden[question.id] = answer
            continue
        asked.add(question.id)
        verdict.asked.append(question.id)
        typed, messages = came.judged(question)
        if messages:
            verdict.errors[question.id] = messages
        elif typed:
            verdict.values[question.id] = typed
    return verdict


def _misplaced(question: Question, language: str, answer: object) -> list[str]:
    """What belongs to an answer, but not to this one: the form has no field that could refuse it."""
    if not isinstance(answer, Mapping):
        return []
    messages = []
    if answer.get("skipped") is not None and not question.can_be_skipped:
        messages.append(say("no_skip_here", language))
    if answer.get("photos") and not KINDS[question.kind].photo_limit(question):
        messages.append(say("no_photos_here", language))
    return messages


def _clocks(answer: object) -> dict[str, Any]:
    """When the answer was given, in the phone's clocks, and how, as far as it makes sense."""
    if not isinstance(answer, Mapping):
        return {}
    kept = {key: answer[key] for key in ("at", "mono", "seq") if _is_number(answer.get(key))}
    words = {key: answer.get(key) for key in ("boot", "source")}
    return kept | {key: word for key, word in words.items() if isinstance(word, str) and len(word) <= 64}


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) if isinstance(value, float) else abs(value) < 2**63
