"""Drafts edited over the wire: by one person, by two at once, sent twice, undone, refused; nothing of it lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db, transaction
from forms.definition import from_plain
from forms.models import DraftChange, QuestionnaireVersion
from shopper import clock
from shopper.drafts import change
from shopper.models import Chain, Person
from shopper.questionnaires import edit_again, load_draft, publish, retire
from tests.conftest import form_token
from tests.world import SMALL_QUESTIONNAIRE, World, said

SignIn = Callable[[str], FlaskClient]
WISH = ["question", "wish", "text", "fi"]


@pytest.fixture
def draft(world: World) -> UUID:
    """A draft of the small questionnaire that follows the published one of Aamu."""
    return edit_again(world.get(QuestionnaireVersion, "aamu_version"), clock.now())


class Editor:
    """One person's page of the editor, as far as the wire goes."""

    def __init__(self, browser: FlaskClient, draft: UUID) -> None:
        self.browser, self.draft, self.token = browser, draft, form_token(browser)
        self.base = self.state()["revision"]

    def state(self) -> dict[str, Any]:
        answer = self.browser.get(f"/desk/drafts/{self.draft}/state")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return dict(answer.get_json())

    def send(self, deed: str, status: int = 200, **body: Any) -> dict[str, Any]:
        content = {"key": str(uuid4()), "base": self.base, **body}
        answer = self.browser.post(
            f"/desk/drafts/{self.draft}/{deed}", json=content, headers={"X-CSRFToken": self.token}
        )
        assert answer.status_code == status, answer.get_data(as_text=True)
        told = dict(answer.get_json())
        self.base = told.get("revision", self.base)
        return told

    def change(self, *operations: dict[str, Any], **more: Any) -> dict[str, Any]:
        return self.send("changes", ops=list(operations), **more)


@pytest.fixture
def editor(as_person: SignIn, draft: UUID) -> Callable[[str], Editor]:
    """Opens the editor for a person."""
    return lambda name: Editor(as_person(name), draft)


def wish(of: dict[str, Any]) -> str:
    section = of["document"]["sections"][1]
    return str(next(one for one in section["questions"] if one["id"] == "wish")["text"]["fi"])


def put(value: Any, path: list[str] | None = None, **more: Any) -> dict[str, Any]:
    return {"op": "set", "path": path or WISH, "value": value, **more}


def test_a_change_is_kept_with_who_and_when(editor: Callable[[str], Editor], draft: UUID, world: World) -> None:
    told = editor("aatos").change(put("Toivotettiinko?"))
    assert wish(told) == "Toivotettiinko?" and told["revision"] == 1 and told["can_undo"]
    row = db.session.scalars(select(DraftChange)).one()
    assert (row.number, row.changed_by) == (1, world.people["aatos"])
    assert row.inverse == [put("Oma toivotus?", was="Toivotettiinko?")]


def test_headquarters_edit_their_own_chains_drafts(editor: Callable[[str], Editor]) -> None:
    assert wish(editor("helmi").change(put("Uusi"))) == "Uusi"


def test_sent_twice_it_is_done_once(editor: Callable[[str], Editor]) -> None:
    mine, key = editor("aatos"), str(uuid4())
    new = {"op": "insert", "path": ["section", "farewell", "questions"], "after": None,
           "value": {"id": "bag", "kind": "yes_no"}}  # fmt: skip
    first = mine.change(new, key=key)
    again = mine.change(new, key=key)
    assert again["revision"] == first["revision"] and again["refused"] == []


def test_two_people_edit_at_once_and_both_are_told(editor: Callable[[str], Editor]) -> None:
    mine, theirs = editor("aatos"), editor("helmi")
    theirs.change(put("Helmin sana", was="Oma toivotus?"), put("Muuta", ["question", "words", "text", "fi"]))
    told = mine.change(put("Aatoksen sana", was="Oma toivotus?"), put("Otsikko", ["title", "fi"]))
    assert wish(told) == "Aatoksen sana" and told["document"]["title"]["fi"] == "Otsikko"
    assert told["overwrote"] == [{"path": WISH, "value": "Helmin sana"}]
    assert [one["by"] for one in told["others"]] == ["Helmi Testinen"]
    assert mine.state()["people"] == ["Helmi Testinen"]


def test_each_takes_back_their_own_and_nobody_elses(editor: Callable[[str], Editor]) -> None:
    mine, theirs = editor("aatos"), editor("helmi")
    mine.change(put("Minun"))
    theirs.change(put("Heidän", ["title", "fi"]))
    told = mine.send("undo")
    assert wish(told) == "Oma toivotus?" and told["document"]["title"]["fi"] == "Heidän"
    assert (told["can_undo"], told["can_redo"]) == (False, True)
    assert wish(mine.send("redo")) == "Minun"
    assert wish(mine.send("undo")) == "Oma toivotus?"
    mine.send("undo", status=409)


def test_many_steps_go_back_and_forth(editor: Callable[[str], Editor]) -> None:
    mine = editor("aatos")
    for step in range(5):
        mine.change(put(f"askel {step}"))
    assert [wish(mine.send("undo")) for _ in range(3)] == ["askel 3", "askel 2", "askel 1"]
    assert [wish(mine.send("redo")) for _ in range(2)] == ["askel 2", "askel 3"]
    mine.change(put("uusi"))
    assert not mine.state()["can_redo"]
    assert [wish(mine.send("undo")) for _ in range(2)] == ["askel 3", "askel 2"]


def test_undoing_does_not_run_over_another(editor: Callable[[str], Editor]) -> None:
    mine, theirs = editor("aatos"), editor("helmi")
    mine.change(put("Minun"))
    theirs.change(put("Heidän"))
    told = mine.send("undo")
    assert wish(told) == "Heidän" and [one["reason"] for one in told["refused"]] == ["changed_since"]


def test_an_unfinished_draft_is_kept_and_says_what_is_amiss(editor: Callable[[str], Editor]) -> None:
    told = editor("aatos").change(
        {"op": "insert", "path": ["section", "farewell", "questions"], "after": None, "value": {"id": "bag"}}
    )
    assert {one["question"] for one in told["problems"]} == {"bag"}
    assert all(one["message"] for one in told["problems"])


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"key": "12345678", "base": 0}', b'{"key": "x", "base": 0, "ops": []}',
     b'{"key": "12345678", "base": -1, "ops": []}', b'{"key": "12345678", "base": 0, "ops": {}}', b"[" * 5000,
     b'{"key": "12345678", "base": 0, "ops": [' + b"{}," * 600 + b"{}]}", b"\xff\xfe", b'{"__proto__": 1}'],
)  # fmt: skip
def test_what_is_no_change_is_refused_in_words(as_person: SignIn, draft: UUID, body: bytes) -> None:
    browser = as_person("aatos")
    answer = browser.post(
        f"/desk/drafts/{draft}/changes", data=body, content_type="application/json",
        headers={"X-CSRFToken": form_token(browser)},
    )  # fmt: skip
    assert answer.status_code == 422 and answer.get_json()["error"]["message"]
    assert db.session.scalars(select(DraftChange)).all() == []


def test_a_published_edition_takes_no_change(editor: Callable[[str], Editor], draft: UUID) -> None:
    mine = editor("aatos")
    publish(db.session.get_one(QuestionnaireVersion, draft), clock.now())
    assert mine.send("changes", status=409, ops=[put("Liian myöhään")])["error"]["code"] == "not_a_draft"
    with pytest.raises(Exception, match="published"), transaction():
        db.session.get_one(QuestionnaireVersion, draft).publish(clock.now())


def test_a_file_takes_the_drafts_place_and_can_be_undone(
    editor: Callable[[str], Editor], draft: UUID, world: World
) -> None:
    mine = editor("aatos")
    mine.change(put("Käsin"))
    questionnaire = from_plain({**SMALL_QUESTIONNAIRE, "title": said("Tiedostosta")})
    kept, is_new = load_draft(world.get(Chain, "aamu"), questionnaire, clock.now(), world.people["aatos"])
    assert (kept, is_new) == (draft, True)
    assert mine.state()["document"]["title"]["fi"] == "Tiedostosta"
    told = mine.send("undo")
    assert wish(told) == "Käsin" and told["document"]["title"]["fi"] == "Pieni lomake"


def test_a_retired_edition_is_not_assigned_and_begins_a_draft(world: World, draft: UUID) -> None:
    version = world.get(QuestionnaireVersion, "aamu_version")
    retire(version, clock.now(), world.people["aatos"])
    version = world.get(QuestionnaireVersion, "aamu_version")
    assert version.state == "retired" and version.retired_by == world.people["aatos"]
    assert edit_again(version, clock.now()) == draft


def test_changes_of_many_at_the_same_time_are_all_there(app: Flask, draft: UUID, world: World) -> None:
    def add(n: int) -> None:
        with app.app_context():
            by = db.session.get_one(Person, world.people["aatos" if n % 2 else "helmi"])
            question = {"id": f"q{n}", "kind": "yes_no", "text": said(f"Kysymys {n}")}
            path = ["section", "farewell", "questions"]
            operation = {"op": "insert", "path": path, "value": question, "after": None}
            change(draft, [operation], key=f"key number {n}", base=0, by=by, at=clock.now())
            db.session.remove()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add, range(24)))
    db.session.rollback()
    kept = db.session.get_one(QuestionnaireVersion, draft)
    asked = {one["id"] for one in kept.definition["sections"][1]["questions"]}
    assert kept.revision == 24 and {f"q{n}" for n in range(24)} <= asked
