"""The shelf: what a file takes from it becomes part of the questionnaire, and what it lacks is told at its line."""

from __future__ import annotations

import copy
from time import process_time
from typing import Any

import pytest

from forms.definition import digest
from forms.exchange.check import check
from forms.exchange.yaml import FileError, load
from forms.library import FOLDER, codes, details, themes, touchpoints
from forms.library.expand import expand
from forms.mistakes import MISTAKES
from tests.forms.whole_shelf import SHELF, whole_shelf

HEAD = """\
code: mine
title: {fi: Oma, sv: Egen, en: Mine}
languages: [fi, sv, en]
touchpoints: [greeting, packaging, {id: sauna, name: {fi: Löylyt, sv: Bastun, en: Sauna}}]
sections:
  - id: first
    title: {fi: Alku, sv: Början, en: Beginning}
    questions:
"""


def mine(*questions: str, head: str = HEAD) -> str:
    return head + "".join(f"      - {one}\n" for one in questions)


def refusals(text: str) -> list[str]:
    with pytest.raises(FileError) as caught:
        load(text)
    return caught.value.messages


def test_a_question_is_taken_whole_from_the_shelf():
    taken, own = load(mine("use: grt_t")).by_id["grt_t"], SHELF.by_id["grt_t"]
    assert (taken.text, taken.help, taken.weight, taken.settings) == (own.text, own.help, own.weight, own.settings)
    assert taken.section == "first"


def test_keys_beside_it_replace_the_shelfs_and_null_takes_one_away():
    taken = load(mine("{use: pak_out, id: bag, weight: 1.5, help: null, photos: null}")).by_id["bag"]
    assert (taken.weight, taken.help, taken.photos) == (1.5, None, 0)
    assert taken.choices == SHELF.by_id["pak_out"].choices


def test_what_is_taken_away_leaves_no_trace():
    given = {"sections": [{"questions": [{"use": "pak_out", "help": None, "mine": None}]}]}
    question = expand(given)[0]["sections"][0]["questions"][0]
    assert "help" not in question and "mine" not in question and question["photos"] == 2


def test_a_plus_becomes_a_standard_that_is_scored():
    one = "{use: cof_extra, touchpoint: sauna, when: null, plus: null, weight: 2, level: E, component: S}"
    taken = load(mine(one)).by_id["cof_extra"]
    assert taken.weight == 2 and not taken.has_plus


def test_touchpoints_are_taken_by_name_or_written_out():
    names = {one.id: one.name["sv"] for one in load(mine("use: grt_t")).touchpoints}
    assert names == {"greeting": "Hälsningen", "packaging": "Förpackningen", "sauna": "Bastun"}


def test_only_the_languages_that_are_spoken_are_taken():
    head = "code: mine\ntitle: {sv: Egen}\nlanguages: [sv]\ntouchpoints: [greeting]\nsections:\n"
    head += "  - id: first\n    title: {sv: Början}\n    questions:\n"
    taken = load(mine("use: grt_t", head=head))
    assert taken.by_id["grt_t"].text == {"sv": SHELF.by_id["grt_t"].text["sv"]}
    assert taken.by_id["grt_t"].settings["names"]["from"].keys() == {"sv"}


def test_an_unknown_question_is_told_at_its_line_with_its_neighbours_and_once():
    hanging = "{use: bye_plus, when: {equals: [grt_frist, me]}, touchpoint: sauna}"
    told = refusals(mine("use: grt_t", "use: grt_frist", hanging))
    assert len(told) == 1
    assert told[0].startswith("text:10: sections[0].questions[1].use: the shelf has no question 'grt_frist'; near it")
    assert "grt_first" in told[0]


def test_an_unknown_touchpoint_is_told_with_its_neighbours():
    told = refusals(mine("use: grt_t", head=HEAD.replace("[greeting, packaging", "[greeting, packing")))
    assert len(told) == 1
    assert told[0].startswith("text:4: touchpoints[1]: the shelf has no touchpoint 'packing'; near it are packaging")


@pytest.mark.parametrize("name", ["grt_t", "gtr_t", "x" * 64])
def test_a_small_file_does_not_unfold_into_a_huge_one(name):
    questions = [f"use: {name}"] * (900_000 // (len(name) + 14))
    began = process_time()
    assert refusals(mine(*questions)) == [
        f"text:5: sections: hold {len(questions)} questions; at most 500 are allowed: split the questionnaire"
    ]
    refusals(mine(*questions[:500], head=HEAD.replace("greeting, packaging", f"{name}1, " * 10_000)))
    # Reading the YAML alone takes some of it; writing all out took minutes.
    assert process_time() - began < 30


def test_other_mistakes_are_told_beside_it():
    told = refusals(mine("use: nothing_like_it", "{use: grt_t, weight: heavy}"))
    assert [line.split(":")[1] for line in told] == ["9", "10"]
    assert "write the question out" in told[0] and "must be a number" in told[1]


def test_a_question_that_hangs_on_another_says_so_where_that_one_is_missing():
    told = refusals(mine("{use: gift_ok, touchpoint: sauna}"))
    assert len(told) == 1 and "fact_giftcard" in told[0] and told[0].startswith("text:9:")


@pytest.mark.parametrize("name", ["3", "null", "[grt_t]", "{id: grt_t}", "true", "''", "'é'"])
def test_whatever_stands_behind_use_is_refused_in_words(name):
    assert "shelf" in refusals(mine(f"use: {name}"))[0]


@pytest.mark.parametrize(
    "plain",
    [None, [], "x", {}, {"sections": 3}, {"sections": [3, {}, {"questions": 1}]}, {"touchpoints": [3, None, {}]},
     {"languages": ["fi", ["sv"]], "sections": [{"questions": [None, 3, {"use": "grt_t"}]}]}],
)  # fmt: skip
def test_whatever_is_no_questionnaire_is_left_to_the_strict_reading(plain):
    before = copy.deepcopy(plain)
    expand(plain)
    assert plain == before


def test_writing_out_leaves_the_file_and_the_shelf_alone():
    given: dict[str, Any] = {"touchpoints": ["greeting"], "sections": [{"questions": [{"use": "grt_t", "weight": 9}]}]}
    before, shelf = copy.deepcopy(given), copy.deepcopy([dict(one.question) for one in details()])
    whole, problems = expand(given)
    whole["sections"][0]["questions"][0]["text"]["fi"] = whole["touchpoints"][0]["name"]["fi"] = "Muuta"
    assert problems == [] and given == before
    assert shelf == [dict(one.question) for one in details()]


def test_what_has_no_use_is_left_as_it_is():
    whole, problems = expand(whole_shelf())
    assert (whole, problems) == (whole_shelf(), [])


def test_all_details_together_make_one_questionnaire():
    assert [question.id for question in SHELF.questions] == [one.id for one in details()]
    assert len(digest(SHELF)) == 64


def test_each_theme_has_its_file_and_each_file_its_theme():
    assert sorted(path.stem for path in (FOLDER / "details").iterdir()) == sorted(themes())
    assert {one.theme for one in details()} == set(themes())


def test_every_touchpoint_of_the_shelf_is_met_by_the_library():
    met = {question.touchpoint for question in SHELF.questions}
    files = [(FOLDER / f"{code}.yaml").read_text(encoding="utf-8") for code in codes()]
    assert [one.id for one in touchpoints() if one.id not in met and not any(one.id in file for file in files)] == []


@pytest.mark.parametrize("sentence", [sentence for sentence in MISTAKES if "the shelf" in sentence])
def test_what_is_told_of_the_shelf_keeps_its_blanks_in_every_language(sentence):
    assert all(words.count("%(") == sentence.count("%(") for words in MISTAKES[sentence])


def test_a_file_that_takes_from_the_shelf_passes_the_check(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(mine("use: grt_t", "use: pak_out"), encoding="utf-8")
    assert check(path) == []
