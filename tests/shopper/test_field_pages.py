"""The shopper's pages: what they show, what they must never hold, and who sees them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms.models import QuestionnaireVersion
from shopper.field.visit_page import phone_definition
from shopper.models import Assignment
from tests.conftest import form_token
from tests.world import World

AsPerson = Callable[[str], FlaskClient]


def page_of(world: World, language: str = "en") -> str:
    return f"/field/visit/{world.get(QuestionnaireVersion, 'aamu_version').digest}/{language}"


def test_the_list_shows_own_assignments_and_no_others(as_person: AsPerson, world: World) -> None:
    page = as_person("anna").get("/field/").get_data(as_text=True)
    assert "Café Aamu Lahti" in page
    assert "Café Aamu Vaasa" not in page and "Butik Kväll" not in page


def test_the_briefing_tells_all_that_is_needed_to_go(as_person: AsPerson, world: World) -> None:
    page = as_person("anna").get(f"/field/assignments/{world.ids['lahti_visit']}").get_data(as_text=True)
    for told in ("Café Aamu Lahti", "Kahvi ja pulla", "Käy kahvilla. (en)", "€25.00", "€15.00", "Tue 15 Dec"):
        assert told in page


def test_anothers_assignment_is_as_if_it_were_not(as_person: AsPerson, world: World) -> None:
    bengt, address = as_person("bengt"), f"/field/assignments/{world.ids['lahti_visit']}"
    for path in (address, f"{address}/plain"):
        assert bengt.get(path).status_code == 404


@pytest.mark.parametrize(("said", "state"), [("accept", "accepted"), ("decline", "declined")])
def test_a_shopper_answers_an_offer(as_person: AsPerson, world: World, said: str, state: str) -> None:
    anna, address = as_person("anna"), f"/field/assignments/{world.ids['lahti_visit']}"
    token = form_token(anna, address)
    assert anna.post(f"{address}/answer", data={"csrf_token": token, "answer": said}).status_code == 302
    assert world.get(Assignment, "lahti_visit").state == state


def test_an_answer_that_is_neither_yes_nor_no_changes_nothing(as_person: AsPerson, world: World) -> None:
    anna, address = as_person("anna"), f"/field/assignments/{world.ids['lahti_visit']}"
    token = form_token(anna, address)
    assert anna.post(f"{address}/answer", data={"csrf_token": token, "answer": "perhaps"}).status_code == 400
    assert world.get(Assignment, "lahti_visit").state == "accepted"


def test_the_visit_page_is_the_same_for_every_shopper_and_names_nobody(as_person: AsPerson, world: World) -> None:
    pages = [as_person(name).get(page_of(world)).get_data(as_text=True) for name in ("anna", "bengt")]
    assert pages[0] == pages[1]
    secrets = ("Anna", "Testinen", "example.org", "csrf", "Aamu", "Detalji", '"points"', '"weight"')
    for secret in (*secrets, str(world.ids["lahti_visit"])):
        assert secret not in pages[0], secret


@pytest.mark.parametrize(("language", "title"), [("fi", "Muistio"), ("sv", "Anteckningar"), ("en", "Notes")])
def test_the_visit_page_looks_like_a_notebook(as_person: AsPerson, world: World, language: str, title: str) -> None:
    page = as_person("anna").get(page_of(world, language)).get_data(as_text=True)
    assert f"<title>{title}</title>" in page
    assert f'<html lang="{language}">' in page


def test_the_kept_pages_carry_the_mark_of_their_release(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    build = anna.get("/sw.js").headers["X-Detalji-Build"]
    for path, script in ((page_of(world), "phone.js"), ("/field/shell/fi", "beside.js")):
        answer = anna.get(path)
        assert answer.headers["X-Detalji-Build"] == build
        assert f"/static/{build}/{script}" in answer.get_data(as_text=True)


def test_a_worker_finds_the_shell_of_a_newer_release_in_the_text_of_its_worker(client: FlaskClient) -> None:
    text = client.get("/sw.js").get_data(as_text=True)
    (wanted,) = re.findall(r"JSON\.parse\(/(.+?)/\.exec", text)
    shell = json.loads(re.search(wanted, text)[1])  # type: ignore[index]
    assert any(address.endswith("/phone.js") for address in shell)


def test_a_page_of_what_does_not_exist_is_not_found(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    unknown = ("/field/visit/" + "0" * 64 + "/fi", f"/field/assignments/{uuid4()}")
    for path in (*unknown, page_of(world, "de"), "/field/shell/de"):
        assert anna.get(path).status_code == 404


def test_the_shell_holds_nothing_of_anybody(client: FlaskClient, as_person: AsPerson) -> None:
    plain = re.compile(r'nonce="[^"]+"')
    pages = {plain.sub("", one.get("/field/shell/en").get_data(as_text=True)) for one in (client, as_person("anna"))}
    assert len(pages) == 1
    assert "csrf" not in pages.pop()


def test_phones_are_told_what_is_asked_and_not_what_it_is_worth(app: Flask, world: World) -> None:
    told = phone_definition(world.get(QuestionnaireVersion, "aamu_version").questionnaire, "fi")
    keys = {key for section in told["sections"] for question in section["questions"] for key in question}
    of_asking = {"id", "kind", "when", "due_after_days", "required", "parts"}
    assert keys <= of_asking | {"touchpoint", "moments", "names", "corner", "role"}
