"""A robot walks every questionnaire of the library on a phone and takes every branch.

At each answer, what the phone shows is what the rules say is asked; what it keeps, the server judges to fit; what it
delivers is what was given; and the score is the same from the one and the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from forms.builder import judge
from forms.conditions import asked_questions
from forms.kinds import KINDS
from forms.library import codes, shipped
from forms.scoring import score
from forms.shapes import Questionnaire
from tests.browser.fieldwork import Fieldwork
from tests.browser.handset import Handset
from tests.browser.pages import ListPage, VisitPage
from tests.forms.walks import branches_left, walks
from tests.forms.whole_shelf import SHELF
from tests.living import LivingServer

WHOLE_SHELF = "whole shelf"
# Gives one answer after the other into the fields, as a thumb would leave them, and tells what is shown after each.
WALK = """([clear, walk]) => {
  const shown = () => [...document.querySelectorAll("[data-question]")]
    .filter((one) => !one.hidden).map((one) => one.dataset.question);
  const controls = (id) => [...document.querySelectorAll(`#q-${id} [name]`)].filter(({ type }) => type !== "file");
  const isTick = ({ type }) => type === "radio" || type === "checkbox";
  const put = (id, pairs) => {
    const touched = [];
    for (const control of controls(id)) {
      const texts = pairs.filter(([name]) => name === control.name).map(([, text]) => text);
      if (isTick(control)) {
        // A strength cannot be let go by itself: it goes with its emotion.
        const isLoose = control.type === "radio" && control.closest("[data-emotion]") && !texts.includes(control.value);
        if (control.checked !== texts.includes(control.value) && !isLoose) touched.push(control);
        control.checked = texts.includes(control.value);
      } else {
        if (control.value !== (texts[0] ?? "")) touched.push(control);
        control.value = texts[0] ?? "";
      }
    }
    for (const control of touched) control.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const id of clear) put(id, []);
  const told = [shown()];
  for (const [id, pairs] of walk) {
    put(id, pairs);
    told.push(shown());
  }
  return told;
}"""


@pytest.fixture
def robot(work: Fieldwork, server: LivingServer, tmp_path: Path) -> Iterator[Handset]:
    handset = Handset(tmp_path / "robot", viewport={"width": 390, "height": 844}).switch_on()
    handset.sign_in_by(work.tokens["anna"], server.address)
    yield handset
    handset.switch_off()


def expected_steps(questionnaire: Questionnaire, walk: dict[str, Any]) -> list[list[str]]:
    """What is asked before the first answer and after each."""
    steps, given = [asked_questions(questionnaire, {})], {}
    for id_, answer in walk.items():
        given[id_] = answer
        steps.append(asked_questions(questionnaire, given))
    return steps


def kept_answers(handset: Handset, visit_id: str) -> dict[str, Any]:
    """Question id → typed answer, as the phone's disk has it."""
    rows = [row for row in handset.stored("answers") if row["visit"] == visit_id]
    return bare({row["question"]: row for row in rows})


def bare(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers without clocks, those that are none left out."""
    typed = {
        id_: {key: answer[key] for key in ("value", "skipped") if answer.get(key) is not None}
        for id_, answer in answers.items()
    }
    return {id_: answer for id_, answer in typed.items() if answer}


def take(visit: VisitPage, questionnaire: Questionnaire, walk: dict[str, Any]) -> None:
    """One way through, from an empty page."""
    pairs = [[id_, KINDS[questionnaire.by_id[id_].kind].formdata(questionnaire.by_id[id_], answer)]
             for id_, answer in walk.items()]  # fmt: skip
    everything = [question.id for question in questionnaire.questions]
    told = visit.page.evaluate(WALK, [everything, pairs])
    for place, (shown, asked) in enumerate(zip(told, expected_steps(questionnaire, walk), strict=True)):
        assert shown == asked, f"after {[*walk][:place][-1:]}"


@pytest.mark.parametrize("code", [*codes(), WHOLE_SHELF])
def test_every_branch_is_shown_judged_scored_and_delivered_alike(
    code: str, robot: Handset, server: LivingServer, work: Fieldwork
) -> None:
    questionnaire = SHELF if code == WHOLE_SHELF else shipped(code)
    work.assign(f"Robotti {code}", questionnaire)
    the_list = ListPage(robot.page, server.address).open()
    visit = the_list.open_visit(f"Robotti {code}")
    ways = walks(questionnaire)
    assert branches_left(questionnaire, ways) == []
    for way in ways:
        take(visit, questionnaire, way)
        visit.saved()
        kept = kept_answers(robot, visit.visit_id)
        assert kept == way
        verdict = judge(questionnaire, "en", kept)
        lacking = [id_ for id_ in verdict.errors if questionnaire.by_id[id_].kind not in ("photo", "receipt")]
        assert (lacking, verdict.hidden, verdict.unknown) == ([], {}, [])
        assert verdict.asked == asked_questions(questionnaire, way)
        assert score(questionnaire, verdict.values) == score(questionnaire, way)
    visit.finish(anyway=lacks_photo(questionnaire, ways[-1]))
    visit.wait_until_received()
    delivered = next(answers for id_, *_rest, answers in work.visits() if id_ == visit.visit_id)
    assert bare(delivered) == ways[-1]


def lacks_photo(questionnaire: Questionnaire, way: dict[str, Any]) -> bool:
    """Whether something required can only be answered by a picture, which the robot does not take."""
    asked = [questionnaire.by_id[id_] for id_ in asked_questions(questionnaire, way)]
    return any(question.required and question.id not in way for question in asked)
