"""What holds for any questionnaire that can be loaded: it takes its own answers and scores them within bounds."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms.builder import judge, judge_posted, visit_form
from forms.certain import certain_answer
from forms.conditions import asked_questions
from forms.kinds import KINDS
from forms.kinds.patterns import fits
from forms.scoring import CAP, DIGITS, Score, score
from forms.shapes import SKIPS, Question, Questionnaire
from tests.forms.answers import DIGEST, answers, values, visits
from tests.forms.made import questionnaires

Answers = dict[str, dict[str, Any]]
THOROUGH = settings(max_examples=60, deadline=None)
QUESTIONNAIRES = questionnaires(12)


@st.composite
def answered(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Questionnaire, Answers]:
    """A questionnaire and a visit in which each asked question has an answer or none, and no other has one."""
    questionnaire = draw(QUESTIONNAIRES)
    given_answers = draw(visits(questionnaire))
    asked = asked_questions(questionnaire, given_answers)
    return questionnaire, {id_: given_answers[id_] for id_ in asked if id_ in given_answers}


@given(answered(), st.sampled_from(["fi", "sv", "en"]))
@THOROUGH
def test_it_takes_its_own_answers_as_they_are(visit: tuple[Questionnaire, Answers], language: str) -> None:
    questionnaire, given_answers = visit
    verdict = judge(questionnaire, language, given_answers)
    assert verdict.values == given_answers
    assert (verdict.hidden, verdict.unknown) == ({}, [])
    assert not verdict.errors.keys() & given_answers.keys()
    assert all(questionnaire.by_id[id_].required for id_ in verdict.errors)
    assert verdict.asked == asked_questions(questionnaire, given_answers)


@given(answered())
@THOROUGH
def test_judged_again_it_is_the_same_and_so_it_is_after_a_journey_as_json(visit: tuple[Questionnaire, Answers]) -> None:
    questionnaire, given_answers = visit
    first = judge(questionnaire, "fi", given_answers)
    assert judge(questionnaire, "fi", first.values) == first
    assert judge(questionnaire, "fi", json.loads(json.dumps(first.values))) == first


@given(answered())
@THOROUGH
def test_a_posted_page_gets_the_same_verdict(visit: tuple[Questionnaire, Answers]) -> None:
    questionnaire, given_answers = visit
    pairs = [pair for id_, answer in given_answers.items() for pair in _pairs(questionnaire.by_id[id_], answer)]
    assert judge_posted(questionnaire, "sv", MultiDict(pairs)) == judge(questionnaire, "sv", given_answers)


@given(answered())
@THOROUGH
def test_every_figure_of_the_score_keeps_its_bounds(visit: tuple[Questionnaire, Answers]) -> None:
    questionnaire, given_answers = visit
    found = score(questionnaire, given_answers)
    percents = [found.base, found.coverage, found.emotion_index, *_percents(found)]
    assert all(percent is None or 0 <= percent <= 100 for percent in percents)
    assert found.plus >= 0
    assert set(found.questions) == set(asked_questions(questionnaire, given_answers))
    for one in found.questions.values():
        assert one.points is None or 0 <= one.points <= 1
        assert one.earned >= 0 and one.lost >= 0 and one.earned + one.lost <= one.weight + 10**-DIGITS
    for section in questionnaire.sections:
        share, failed = found.sections[section.id], {question.id for question in section.questions} & set(found.flags)
        assert share.capped == bool(failed)
        assert share.earned <= share.possible * (CAP if failed else 1) + 10**-DIGITS
    json.dumps(found.to_plain(), allow_nan=False)


def _percents(found: Score) -> list[float | None]:
    groups = (found.sections, found.touchpoints, found.levels, found.components)
    return [share.percent for group in groups for share in group.values()]


@given(answered(), st.data())
@settings(max_examples=50, deadline=None)
def test_a_better_answer_never_lowers_the_base(visit: tuple[Questionnaire, Answers], data: st.DataObject) -> None:
    # Where a condition asks more after the better answer, the sums are of other questions.
    questionnaire, given_answers = _without_conditions(visit[0]), visit[1]
    weighty = [one for one in questionnaire.questions if _has_points(one)]
    if not weighty:
        return
    question = data.draw(st.sampled_from(weighty))
    drawn = [{question.id: {"value": data.draw(values(question))}} for _ in range(2)]
    two = [score(questionnaire, given_answers | one) for one in drawn]
    points = [found.questions[question.id].points for found in two]
    worse, better = (found for _points, found in sorted(zip(points, two, strict=True), key=lambda pair: pair[0] or 0))
    assert worse.base is not None and better.base is not None
    assert worse.base <= better.base
    assert set(better.flags) <= set(worse.flags)


def _has_points(question: Question) -> bool:
    """Whether every value of it has points; a receipt has them once it was compared."""
    return bool(question.weight) and question.due_after_days is None and question.kind != "receipt"


def _without_conditions(whole: Questionnaire) -> Questionnaire:
    sections = [
        replace(section, questions=tuple(replace(question, when=None) for question in section.questions))
        for section in whole.sections
    ]
    return replace(whole, sections=tuple(sections))


@given(answered(), st.data())
@THOROUGH
def test_what_is_not_asked_or_was_skipped_is_in_neither_sum(
    visit: tuple[Questionnaire, Answers], data: st.DataObject
) -> None:
    questionnaire, given_answers = visit
    before = score(questionnaire, given_answers)
    asked = set(asked_questions(questionnaire, given_answers))
    unasked = {one.id: data.draw(st.none() | answers(one)) for one in questionnaire.questions if one.id not in asked}
    assert score(questionnaire, unasked | given_answers) == before
    skipped = {id_: {"skipped": "not_applicable"} for id_ in asked if questionnaire.by_id[id_].weight}
    nothing = score(_without_conditions(questionnaire), given_answers | skipped)
    assert all(nothing.questions[id_].points is None for id_ in skipped)


def _pairs(question: Question, answer: dict[str, Any]) -> list[tuple[str, str]]:
    return KINDS[question.kind].formdata(question, answer)


# ---- one rule, two readers: what the HTML of the page allows is what the server takes -----------------------------


class Controls(HTMLParser):
    """The attributes of every control in some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("input", "textarea", "select"):
            self.found.append({"tag": tag, **{name: value or "" for name, value in attrs}})


@given(QUESTIONNAIRES, st.sampled_from(["fi", "sv", "en"]))
@settings(max_examples=40, deadline=None)
def test_what_the_page_allows_is_what_the_server_takes(questionnaire: Questionnaire, language: str) -> None:
    empty = visit_form(questionnaire, language)()
    for question in questionnaire.questions:
        for field in empty[question.id].form:
            for control in Controls(str(field())).found:
                for text, is_allowed in at_the_limits(control):
                    filled = visit_form(questionnaire, language)(MultiDict([(control["name"], text)]))
                    form = filled[question.id].form
                    form.validate()
                    refusal = form[field.short_name].errors
                    assert (not refusal) == is_allowed, (control, text[:50], refusal)
                    assert all(isinstance(message, str) and message.strip() for message in refusal)


def at_the_limits(control: dict[str, str]) -> list[tuple[str, bool]]:
    """Texts at and beyond the limits that a control's HTML sets, each with whether a browser would let it be sent."""
    if control.get("type") == "number":
        low, high = int(control["min"]), int(control["max"])
        whole = [(low - 1, False), (low, True), (high, True), (high + 1, False)]
        assert control["step"] == "1"
        assert ("inputmode" in control) == (low >= 0)
        return [(str(number), fits) for number, fits in whole] + [(f"{low}.5", False)]
    if control.get("type") == "date":
        first, last = (date.fromisoformat(control[end]) for end in ("min", "max"))
        one = timedelta(days=1)
        return [(str(first - one), False), (str(first), True), (str(last), True), (str(last + one), False)]
    if control.get("type") == "time":
        assert control["step"] == "1"
        return [("00:00", True), ("23:59:59", True), ("24:00", False), ("12:60", False), ("12:00:60", False)]
    if control.get("inputmode") == "decimal":
        # The browser looks at the length alone; an amount has at most twelve characters.
        return [("0" * (int(control["maxlength"]) - 3) + ",01", True), ("1" * (int(control["maxlength"]) + 1), False)]
    if "pattern" in control:
        return []
    if "maxlength" in control and "data-unfit" not in control:
        most = int(control["maxlength"])
        return [("å" * most, True), ("å" * (most + 1), False), ("å" * (most - 1) + "\r\n", True)]
    if control.get("type") in ("radio", "checkbox") and control["name"].rsplit("-", 1)[1] not in ("never", "none"):
        return [(control["value"], True), (control["value"] + "x", False)]
    return []


@given(QUESTIONNAIRES)
@THOROUGH
def test_what_the_page_demands_is_demanded_by_the_server(questionnaire: Questionnaire) -> None:
    form, verdict = visit_form(questionnaire, "en")(), judge(questionnaire, "en", {})
    for question in questionnaire.questions:
        controls = [one for field in form[question.id].form for one in Controls(str(field())).found]
        if any("required" in control for control in controls):
            assert verdict.errors[question.id]
            assert question.when is None and question.required and not question.can_be_skipped
        if question.id in verdict.asked and not question.required:
            assert question.id not in verdict.errors


@given(QUESTIONNAIRES)
@settings(max_examples=30, deadline=None)
def test_a_pattern_means_the_same_in_the_page_and_at_the_server(questionnaire: Questionnaire) -> None:
    texts = ["ABC-123", "abc-123", "ABC-1234", "7", "12345", "٣", "12:34", "1:34", "it's", '"so"', "a b", "a  b", ","]
    asked = [one for one in questionnaire.questions if "pattern" in one.settings]
    for question in asked:
        field = visit_form(questionnaire, "fi")()[question.id].form["value"]
        (control,) = Controls(str(field())).found
        assert control.get("title") == question.settings["pattern"]["message"][questionnaire.language("fi")]
        if "pattern" in control:
            assert control["tag"] == "input"
            allowed = in_a_browser(control["pattern"], texts)
            assert allowed == [fits(question.settings["pattern"]["regex"], text) for text in texts]


@lru_cache
def _browsers_say(pattern: str, texts: tuple[str, ...]) -> list[bool]:
    script = "const [p, ...t] = JSON.parse(process.argv[1]); const r = new RegExp(`^(?:${p})$`, 'v');"
    script += "console.log(JSON.stringify(t.map((one) => r.test(one))))"
    command = ["node", "-e", script, json.dumps([pattern, *texts])]
    found: list[bool] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def in_a_browser(pattern: str, texts: list[str]) -> list[bool]:
    """Whether each text matches as the HTML attribute `pattern` would have it."""
    return _browsers_say(pattern, tuple(texts))


@given(answered(), st.data())
@THOROUGH
def test_every_refusal_is_said_in_three_languages(visit: tuple[Questionnaire, Answers], data: st.DataObject) -> None:
    questionnaire, given_answers = visit
    values = st.sampled_from([True, "x" * 11_000, {"seconds": -1}, [], 10**9, "", ["a"], {}])
    odd = values.map(lambda value: {"value": value}) | st.sampled_from([{"skipped": "later"}, 3])
    bent = given_answers | {one.id: data.draw(odd) for one in questionnaire.questions if data.draw(st.booleans())}
    said = {language: judge(questionnaire, language, bent).errors for language in questionnaire.languages}
    assert len({tuple(errors) for errors in said.values()}) == 1
    for id_ in next(iter(said.values())):
        sentences = {language: " ".join(errors[id_]) for language, errors in said.items()}
        assert all(sentences.values())
        own = {message for one in _patterns(questionnaire) for message in one.values()}
        assert len(set(sentences.values())) == len(sentences) or own & set(sentences.values())


def _patterns(questionnaire: Questionnaire) -> list[dict[str, str]]:
    return [one.settings["pattern"]["message"] for one in questionnaire.questions if "pattern" in one.settings]


# ---- what is taken without a form is what a form would take ---------------------------------------------------------

EDGES: list[Any] = [
    True, False, 0, 1, 3, 5, 6, 10, 11, -1, 3.0, "3", "", "yes", "no", "Yes", " yes", "\x00", [], [[]], {}, 10**400,
    None, 0.0, -0.0, float("nan"),
]  # fmt: skip
NEAR = st.sampled_from(EDGES)


@st.composite
def nearly(draw: Callable[[st.SearchStrategy[Any]], Any], question: Question) -> Any:
    """An answer that fits, bent a little or not at all."""
    parts = {"skipped": NEAR | st.sampled_from(SKIPS), "photos": NEAR | st.just([DIGEST])}
    answer = draw(answers(question) | st.fixed_dictionaries({"value": NEAR}, optional=parts))
    value = answer.get("value")
    if isinstance(value, list) and draw(st.booleans()):
        ids = [choice.id for choice in question.choices] or ["a"]
        answer = {**answer, "value": draw(st.lists(st.sampled_from([*ids, "a", 1]), max_size=4))}
    if type(value) in (str, int) and draw(st.booleans()):
        answer = {**answer, "value": draw(st.sampled_from([[value], f"{str(value)[:9]} ", str(value)[:9], 2.0]))}
    return draw(st.sampled_from([answer, answer, answer, None, "answer", [answer], {**answer, "photos": []}]))


@given(QUESTIONNAIRES, st.data())
@THOROUGH
def test_what_is_certain_is_what_the_form_says(questionnaire: Questionnaire, data: st.DataObject) -> None:
    came = {one.id: data.draw(nearly(one)) for one in questionnaire.questions}
    answered_ones = [one for one in questionnaire.questions if came[one.id] is not None]
    pairs = [pair for one in answered_ones for pair in _pairs(one, came[one.id])]
    form = visit_form(questionnaire, "fi")(MultiDict(pairs))
    verdict = judge(questionnaire, "fi", came)
    for question in questionnaire.questions:
        subform, certain = form[question.id].form, certain_answer(question, came[question.id])
        takes = subform.validate()
        if certain is not None:
            assert takes and subform.answer() == certain
            assert list(map(type, certain.values())) == list(map(type, subform.answer().values()))
        if came[question.id] is None and question.id in verdict.asked:
            assert verdict.errors.get(question.id, []) == ([] if takes else subform.messages())
        if question.id in verdict.values and question.id in verdict.asked:
            assert takes and subform.answer() == verdict.values[question.id]
        if takes and question.id in verdict.asked and question.id in verdict.errors:
            assert isinstance(came[question.id], dict) and came[question.id].keys() & {"skipped", "photos"}


@given(QUESTIONNAIRES)
@settings(max_examples=40, deadline=None)
def test_at_the_edges_too_nothing_is_certain_that_a_form_refuses(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions:
        form = KINDS[question.kind].subform(question, questionnaire.languages[0])
        ids = [choice.id for choice in question.choices]
        bounds = [question.settings[end] for end in ("min", "max") if type(question.settings.get(end)) is int]
        numbers = [bound + step for bound in bounds for step in (-1, 0, 1)]
        lists = [ids, ids[::-1], ids[:1] * 2, *([one] for one in ids), [*ids, "zzz"], [*ids, 1]]
        tried: list[dict[str, Any]] = [{"value": value} for value in [*EDGES, *numbers, *ids, *lists]]
        tried += [{"skipped": reason} for reason in (*SKIPS, "later", "", 1, [])]
        tried += [{"value": "yes", "skipped": SKIPS[0]}, {"value": "yes", "photos": [DIGEST]}, {"photos": [DIGEST]}]
        for answer in tried:
            certain = certain_answer(question, answer)
            if certain is not None:
                filled = form(MultiDict(_pairs(question, answer)), prefix=f"{question.id}-")
                assert filled.validate(), (question.kind, answer, filled.messages())
                assert repr(filled.answer()) == repr(certain)


@given(answered())
@THOROUGH
def test_most_plain_answers_need_no_form(visit: tuple[Questionnaire, Answers]) -> None:
    questionnaire, given_answers = visit
    plain = {"yes_no", "one", "several", "scale", "nps", "pick", "number"}
    for id_, answer in given_answers.items():
        if questionnaire.by_id[id_].kind in plain and "photos" not in answer:
            assert certain_answer(questionnaire.by_id[id_], answer) == answer
