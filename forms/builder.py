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
    pairs = [pair for each in questionnaire.questions if each.id in came for pair in _pairs(each, came[each.id])]
    form = visit_form(questionnaire, language)(MultiDict(pairs))
    verdict = _walk(questionnaire, form, came)
    verdict.unknown = [id_ for id_ in came if id_ not in questionnaire.by_id]
    return verdict


def judge_posted(questionnaire: Questionnaire, language: str, posted: MultiDict[str, str]) -> Verdict:
    """The verdict on a visit page that was posted as a plain form."""
    return _walk(questionnaire, visit_form(questionnaire, language)(posted), {})


def _build(questionnaire: Questionnaire, language: str) -> type[VisitForm]:
    fields: dict[str, Any] = {}
    for question in questionnaire.questions:
        subform = KINDS[question.kind].subform(question, language)
        advice = question.help[language] if question.help else ""
        fields[question.id] = FormField(subform, label=question.text[language], description=advice)
    about = {"questionnaire": questionnaire, "language": language}
    return type("Visit_" + questionnaire.code, (VisitForm,), {**about, **fields})


def _pairs(question: Question, answer: object) -> list[tuple[str, str]]:
    return KINDS[question.kind].formdata(question, answer) if answer is not None else []


def _walk(questionnaire: Questionnaire, form: VisitForm, came: Mapping[str, Any]) -> Verdict:
    verdict, asked = Verdict(), set[str]()
    for question in questionnaire.questions:
        subform: QuestionForm = form[question.id].form
        if question.due_after_days is not None or (question.when and not holds(question.when, verdict.values, asked)):
            _keep_aside(verdict, question, subform, came)
            continue
        asked.add(question.id)
        verdict.asked.append(question.id)
        _judge_one(verdict, question, subform, came.get(question.id))
    return verdict


def _judge_one(verdict: Verdict, question: Question, subform: QuestionForm, answer: object) -> None:
    messages = _misplaced(question, subform.language, answer)
    if not subform.validate():
        messages += subform.messages()
    if messages:
        verdict.errors[question.id] = messages
    elif typed := subform.answer():
        verdict.values[question.id] = typed | _clocks(answer)


def _keep_aside(verdict: Verdict, question: Question, subform: QuestionForm, came: Mapping[str, Any]) -> None:
    answer = came.get(question.id)
    if answer is None and not came and subform.validate():
        answer = subform.answer()
    if given(answer) or (answer is not None and not isinstance(answer, Mapping)):
        verdict.hidden[question.id] = answer


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
    """When the answer was given, in the phone's clocks, as far as it makes sense."""
    if not isinstance(answer, Mapping):
        return {}
    kept = {key: answer[key] for key in ("at", "mono", "seq") if _is_number(answer.get(key))}
    boot = answer.get("boot")
    return kept | ({"boot": boot} if isinstance(boot, str) and len(boot) <= 64 else {})


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) if isinstance(value, float) else abs(value) < 2**63
