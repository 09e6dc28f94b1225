"""What the office's form posts for an answer, the phone's script reads back as the same answer: the twins agree."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from forms.builder import judge
from forms.kinds import KINDS
from shopper.field.visit_page import phone_definition
from tests.browser.fieldwork import every_kind
from tests.living import ROOT

ANSWERS: dict[str, list[dict[str, Any]]] = {
    "smile": [{"value": "yes"}, {"value": "no"}, {"skipped": "not_applicable"}, {"skipped": "not_observed"}],
    "first": [{"value": "me"}],
    "door": [{"value": ["clean", "lit"]}, {"value": ["none"]}],
    "attention": [{"value": 1}, {"value": 5}],
    "wait": [{"value": {"seconds": 0}}, {"value": {"never": True}}, {"value": {"seconds": 604799}},
             {"value": {"seconds": 95, "from": "13:02:05", "to": "13:03:40"}},
             {"value": {"seconds": 20, "from": "23:59:50", "to": "00:00:10"}}],
    "load": [{"value": {"guests": 0, "staff": 9}}],
    "price": [{"value": "0.00"}, {"value": "499.90"}],
    "mood": [{"value": [{"emotion": "joy", "strength": 3}]},
             {"value": [{"emotion": "trust", "strength": 1}, {"emotion": "irritation", "strength": 2}]}],
    "recommend": [{"value": 0}, {"value": 10}],
    "words": [{"value": "  ”Hei!” 😀\n\tloppu "}, {"value": "0"}],
    "slip": [{"value": {"text": "Kiitos\nkäynnistä", "total": "12.50", "time": "09:05"}}, {"value": {"total": "7.00"}}],
    "pledge": [{"value": {"what": "Pesula", "who": "waiter", "due_on": "2026-12-24", "others": "no"}}],
    "best": [{"value": {"touchpoint": "farewell", "sign": "minus", "strength": 3, "words": "ovi"}},
             {"value": {"touchpoint": "greeting", "sign": "plus", "strength": 1}}],
}  # fmt: skip
CASES = [(question, answer) for question, answers in ANSWERS.items() for answer in answers]
_READ = """
import { answerOf, isWhole } from "./static/js/visit/answers.js";
const cases = JSON.parse(await new Response(process.stdin).text());
const read = cases.map(([question, pairs]) => {
  const answer = answerOf(question, pairs);
  return [answer, isWhole(question, answer.value)];
});
process.stdout.write(JSON.stringify(read));
"""


@pytest.fixture(scope="module")
def read_by_the_phone() -> list[Any]:
    """(answer, whether it is whole) of every case, read by the phone's own script."""
    questionnaire = every_kind()
    sections = phone_definition(questionnaire, "fi")["sections"]
    told = {one["id"]: one for section in sections for one in section["questions"]}
    cases = []
    for id_, answer in CASES:
        question = questionnaire.by_id[id_]
        posted = KINDS[question.kind].formdata(question, answer)
        cases.append([told[id_], [[name.removeprefix(f"{id_}-"), text] for name, text in posted]])
    done = subprocess.run(
        ["node", "--input-type=module", "-e", _READ], input=json.dumps(cases), cwd=ROOT, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return list(json.loads(done.stdout))


@pytest.mark.parametrize("place", range(len(CASES)), ids=[f"{id_} {number}" for number, (id_, _) in enumerate(CASES)])
def test_the_phone_reads_what_the_form_posts(read_by_the_phone: list[Any], place: int) -> None:
    answer, is_whole = read_by_the_phone[place]
    assert answer == CASES[place][1]
    assert is_whole


def test_every_case_is_an_answer_that_the_office_takes() -> None:
    for id_, answer in CASES:
        answers = {"mishap": {"value": "yes"}, id_: answer}
        assert id_ not in judge(every_kind(), "fi", answers).errors, (id_, answer)
