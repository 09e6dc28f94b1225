"""The editor's page and what it is told: who gets it, what each kind can be set to, which sentences it says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings

from extensions import db, transaction
from forms.definition import Questionnaire, from_plain, to_plain
from forms.kinds import KINDS
from forms.library import codes, details, shipped
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.desk.editor_texts import editor_texts
from shopper.desk.kind_settings import KIND_SETTINGS
from shopper.desk.kind_words import KIND_GROUPS, KIND_WORDS
from shopper.questionnaires import edit_again
from tests.forms.made import questionnaires
from tests.living import ROOT
from tests.shopper.desk_browser import page
from tests.shopper.test_drafts import Editor, put
from tests.world import World

SCRIPTS = sorted((ROOT / "static" / "js" / "desk" / "editor").glob("*.js"))
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def draft(world: World) -> UUID:
    return edit_again(world.get(QuestionnaireVersion, "aamu_version"), clock.now())


def content(browser: FlaskClient, draft: UUID) -> dict[str, Any]:
    """What the page gives to its scripts."""
    text = browser.get(f"/desk/drafts/{draft}").get_data(as_text=True)
    found = re.search(r'<script type="application/json" id="editor">(.*?)</script>', text, re.S)
    assert found
    return dict(json.loads(found[1]))


@pytest.mark.parametrize("who", ["aatos", "helmi"])
def test_administrators_and_headquarters_get_the_draft_with_the_page(as_person: SignIn, draft: UUID, who: str) -> None:
    told = content(as_person(who), draft)
    assert told["state"]["document"]["code"] == "small" and told["state"]["problems"] == []
    assert told["kinds"].keys() == KINDS.keys()
    assert told["phrases"]["always"] == "always asked"


def test_the_page_may_show_frames_of_ours_and_none_of_others(as_person: SignIn, draft: UUID) -> None:
    policy = as_person("aatos").get(f"/desk/drafts/{draft}").headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy and "frame-ancestors 'none'" in policy


def test_a_published_edition_is_shown_and_not_edited(as_person: SignIn, world: World) -> None:
    version = world.ids["aamu_version"]
    answer = as_person("aatos").get(f"/desk/drafts/{version}")
    assert answer.status_code == 303 and answer.headers["Location"].endswith(f"/desk/questionnaires/{version}")


def test_an_unfinished_draft_opens_too(as_person: SignIn, draft: UUID, world: World) -> None:
    with transaction():
        db.session.get_one(QuestionnaireVersion, draft).definition = {"code": "small", "title": None, "sections": "?"}
    answer = as_person("aatos").get(f"/desk/drafts/{draft}")
    assert answer.status_code == 200 and "small" in page(answer)


def test_the_state_tells_what_others_changed_since(as_person: SignIn, draft: UUID) -> None:
    mine, theirs = Editor(as_person("aatos"), draft), Editor(as_person("helmi"), draft)
    theirs.change(put("Helmin sana"))
    told = mine.browser.get(f"/desk/drafts/{draft}/state?since=0").get_json()
    assert [(one["by"], one["ops"][0]["value"]) for one in told["others"]] == [("Helmi Testinen", "Helmin sana")]
    for odd in ("1", "99", "-5", "x", "", "9" * 30):
        assert mine.browser.get(f"/desk/drafts/{draft}/state?since={odd}").status_code == 200


def test_the_shelf_offers_every_detail_and_every_questionnaire(as_person: SignIn) -> None:
    browser = as_person("helmi")
    told = browser.get("/desk/library/details").get_json()
    assert len(told["details"]) == len(details())
    assert {one["code"] for one in told["questionnaires"]} == set(codes())
    touchpoints = {one["id"] for one in told["touchpoints"]}
    assert {one["question"]["touchpoint"] for one in told["details"]} <= touchpoints
    document = browser.get("/desk/library/questionnaires/restaurant").get_json()
    assert from_plain(document) == shipped("restaurant")
    assert browser.get("/desk/library/questionnaires/nothing").status_code == 404


def test_every_kind_has_a_name_a_sentence_and_its_settings() -> None:
    assert list(KIND_WORDS.keys() ^ KINDS.keys()) == [] and KIND_SETTINGS.keys() == KINDS.keys()
    assert {words.group for words in KIND_WORDS.values()} == KIND_GROUPS.keys()
    assert all(str(words.name) and str(words.does)[-1] in ".?" for words in KIND_WORDS.values())


@settings(max_examples=60, deadline=None)
@given(questionnaires())
def test_every_setting_that_a_question_can_have_is_offered(drawn: Questionnaire) -> None:
    for section in to_plain(drawn)["sections"]:
        assert {(one["kind"], key) for one in section["questions"] for key in _own_keys(one)} == set()


def _own_keys(question: dict[str, Any]) -> set[str]:
    """Keys of the question that neither the common fields nor its kind's settings show."""
    common = {"id", "kind", "touchpoint", "text", "help", "weight", "level", "component", "critical", "required",
              "photos", "when", "due_after_days", "fact", "corner", "role"}  # fmt: skip
    offered = {one["key"].split(".")[0] for one in KIND_SETTINGS[question["kind"]]}
    columns = {one["key"]: {"id", "text", *one.get("columns", ())} for one in KIND_SETTINGS[question["kind"]]}
    inner = {
        f"{key}.{name}"
        for key, value in question.items()
        if isinstance(value, list)
        for one in value
        if isinstance(one, dict)
        for name in one.keys() - columns[key]
    }
    return question.keys() - common - offered | inner


def test_every_sentence_that_the_scripts_say_is_there(app: Any) -> None:
    with app.test_request_context():
        texts = editor_texts()
    said = {key for script in SCRIPTS for key in re.findall(r'say\("(\w+)"', script.read_text())}
    starts = {start for script in SCRIPTS for start in re.findall(r"say\(`([a-z_]+_)\$", script.read_text())}
    assert said - texts.keys() == set()
    assert {start for start in starts if not any(key.startswith(start) for key in texts)} == set()
    used = said | {key for key in texts if key.startswith(tuple(starts))}
    named = "\n".join(script.read_text() for script in SCRIPTS)
    idle = {key for key in texts.keys() - used if not re.search(rf'"{key.removesuffix("_one")}"', named)}
    assert {key for key in idle if not key.startswith(("not_saved_", "level_", "component_"))} == set()


def test_every_reason_of_a_refusal_is_said(app: Any) -> None:
    source = (ROOT / "forms" / "editing" / "drafting.py").read_text()
    reasons = set(re.findall(r'OpRefused\("(\w+)"\)', source)) | {"gone"}
    with app.test_request_context():
        assert {f"refused_{reason}" for reason in reasons} <= editor_texts().keys()
