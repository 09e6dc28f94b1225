"""The office's question answered on a plain page, without scripts and without the phone's copy of the visit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from extensions import db, transaction
from forms.definition import Questionnaire
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.models import Assignment, Photo, Visit
from shopper.review import approve, exclude, return_visit
from tests.browser.fieldwork import every_kind
from tests.conftest import browser_of, form_token
from tests.deposits import deliver, jpeg, manifest, sha
from tests.forms.answers import one_answer
from tests.shopper.arrivals import arrive, visit_of, work
from tests.world import THEN, World

QUESTION = "Which till was it?\nAnd was it <busy>?"


def asked(world: World, visit_id: UUID, about: str | None = None) -> UUID:
    return_visit(visit_of(visit_id), QUESTION, world.person("reeta"), clock.now(), about=about)
    return visit_id


@pytest.fixture
def anna(app: Flask, world: World) -> FlaskClient:
    return browser_of(app, world.people["anna"])


def address(visit_id: UUID) -> str:
    return f"/field/visits/{visit_id}/reply"


class Fields(HTMLParser):
    """What a browser without scripts would post of the form on the page's main part, untouched: [(name, value)]."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._area: str | None = None
        self._options: tuple[str, list[tuple[str, bool]]] | None = None
        self.feed(page.split("<main", 1)[1].split("</main>", 1)[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "option" and self._options:
            self._options[1].append((value, "selected" in said))
        elif tag == "textarea":
            self._area = name
            self.pairs.append((name, ""))
        elif tag == "select":
            self._options = name, []
        elif tag == "input" and (said.get("type") not in ("radio", "checkbox") or "checked" in said):
            self.pairs.append((name, value))

    def handle_data(self, data: str) -> None:
        if self._area:
            self.pairs[-1] = (self._area, self.pairs[-1][1] + data.removeprefix("\r\n").removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select" and self._options:
            name, options = self._options
            self.pairs.append((name, next((value for value, chosen in options if chosen), options[0][0])))
            self._options = None


def filled(anna: FlaskClient, visit_id: UUID, **changes: Any) -> dict[str, Any]:
    """The page's form, untouched but for a reply and `changes`."""
    form: dict[str, Any] = {}
    for name, value in Fields(anna.get(address(visit_id)).get_data(as_text=True)).pairs:
        form.setdefault(name, []).append(value)
    return {**form, "reply": "The left one.", **changes}


def sent(anna: FlaskClient, visit_id: UUID, form: dict[str, Any]) -> Any:
    return anna.post(address(visit_id), data=form)


def made_by(form: dict[str, Any]) -> Visit:
    return visit_of(UUID(form["visit"][0]))


def test_it_sends_the_visit_once_more_with_the_reply(app: Flask, world: World, anna: FlaskClient) -> None:
    first = asked(world, arrive(app, world, photos=1))
    page = anna.get(address(first)).get_data(as_text=True)
    assert "And was it &lt;busy&gt;?" in page and page.count("<h1") == 1
    form = filled(anna, first)
    answer = sent(anna, first, form)
    second, before = made_by(form), visit_of(first)
    assert answer.status_code == 200 and second.receipt_no in answer.get_data(as_text=True)
    assert (second.state, second.supersedes_id, second.reply) == ("submitted", first, "The left one.")
    assert (before.state, before.excluded_reason) == ("excluded", "superseded")
    assert {one.question: one.original for one in second.answers} == {
        one.question: one.original for one in before.answers
    }
    assert (second.started_at, second.finished_at) == (before.started_at, before.finished_at)
    assert [photo.state for photo in second.photos] == ["received"]
    assert [flag["code"] for flag in second.flags] == [flag["code"] for flag in before.flags]
    work(app)
    approve(visit_of(second.id), world.person("reeta"), clock.now())


def test_the_same_form_again_gives_the_same_receipt(app: Flask, world: World, anna: FlaskClient) -> None:
    first = asked(world, arrive(app, world))
    form = filled(anna, first)
    pages = [sent(anna, first, form) for _time in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert all(made_by(form).receipt_no in page.get_data(as_text=True) for page in pages)
    assert db.session.query(Visit).count() == 2


def test_the_answer_that_is_asked_about_can_be_changed(app: Flask, world: World, anna: FlaskClient) -> None:
    first = asked(world, arrive(app, world), about="undivided")
    form = filled(anna, first)
    assert form["undivided-value"] == ["4"]
    sent(anna, first, {**form, "undivided-value": "2"})
    second = made_by(form)
    assert second.current_answers()["undivided"] == {"value": 2}
    assert visit_of(first).current_answers()["undivided"] == {"value": 4}
    assert {question: answer for question, answer in second.current_answers().items() if question != "undivided"} == {
        question: answer for question, answer in visit_of(first).current_answers().items() if question != "undivided"
    }


def test_what_does_not_fit_comes_back_as_it_was_written(app: Flask, world: World, anna: FlaskClient) -> None:
    first = asked(world, arrive(app, world), about="grt_t")
    form = filled(anna, first)
    for wrong, words in (({"reply": "  "}, "Write what you answer"), ({"reply": "x" * 2001}, "too long"),
                         ({"grt_t-seconds": "99", "reply": "Kept <words>"}, "Kept &lt;words&gt;")):  # fmt: skip
        answer = sent(anna, first, {**form, **wrong})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422 and words in page and form["visit"][0] in page
        assert "Nothing was sent yet" in page
    assert db.session.query(Visit).count() == 1 and visit_of(first).state == "returned"


def test_a_form_that_was_cut_is_refused_whole(app: Flask, world: World, anna: FlaskClient) -> None:
    first = asked(world, arrive(app, world))
    form = filled(anna, first)
    del form["end"]
    assert sent(anna, first, form).status_code == 400
    assert sent(anna, first, {**form, "end": "whole", "visit": "nonsense"}).status_code == 422
    assert db.session.query(Visit).count() == 1


@pytest.mark.parametrize("verb", ["approve", "exclude", "nothing"])
def test_where_nothing_is_asked_the_page_says_so(app: Flask, world: World, anna: FlaskClient, verb: str) -> None:
    first = arrive(app, world)
    form = {"reply": "Late", "visit": str(uuid4()), "end": "whole", "csrf_token": form_token(anna)}
    if verb != "nothing":
        asked(world, first)
        reeta, at = world.person("reeta"), clock.now()
        approve(visit_of(first), reeta, at) if verb == "approve" else exclude(visit_of(first), "doubled", reeta, at)
    assert "Nothing is asked" in anna.get(address(first)).get_data(as_text=True)
    assert anna.post(address(first), data=form).status_code == 409
    assert db.session.query(Visit).count() == 1


def test_the_list_leads_there_while_the_office_asks(app: Flask, world: World, anna: FlaskClient) -> None:
    first = arrive(app, world)
    pages = ("/field/", f"/field/assignments/{world.ids['lahti_visit']}")
    assert not [page for page in pages if address(first) in anna.get(page).get_data(as_text=True)]
    asked(world, first)
    for page in pages:
        link = re.search(rf'<a [^>]*href="{address(first)}"([^>]*)>([^<]*)', anna.get(page).get_data(as_text=True))
        assert link and "hidden" not in link[1] and link[2] == "Answer the office"
    heard = anna.get("/api/assignments", headers={"X-Detalji": "1", "Origin": "http://localhost"}).get_json()
    assert {one["reply"] for one in heard["assignments"]} == {address(first)}


@pytest.fixture
def every(app: Flask, world: World) -> Iterator[Questionnaire]:
    """Anna's assignment asks one question of every kind."""
    plain = every_kind()
    with transaction():
        version = QuestionnaireVersion.draft(world.ids["aamu"], plain, 1, THEN)
        version.publish(THEN)
        db.session.add(version)
        db.session.flush()
        world.get(Assignment, "lahti_visit").version_id = version.id
    yield plain


KINDS = [question.id for question in every_kind().questions]


@pytest.mark.parametrize("about", KINDS)
def test_an_answer_of_any_kind_stays_as_it_was_where_it_is_left_alone(
    app: Flask, world: World, anna: FlaskClient, every: Questionnaire, about: str
) -> None:
    photo = jpeg()
    version = world.get(Assignment, "lahti_visit").version.digest
    given = {id_: {**one_answer(every.by_id[id_]), "at": 1794990000000, "seq": 3} for id_ in KINDS if id_ != "picture"}
    given["slip"]["photos"] = [sha(photo)]
    content = manifest(world, version=version, answers=given)
    content["photos"] = [{"sha256": sha(photo), "question": "slip", "bytes": len(photo), "type": "image/jpeg"}]
    deliver(anna, content, [photo])
    first = asked(world, UUID(content["visit"]), about=about)
    form = filled(anna, first)
    assert sent(anna, first, form).status_code == 200
    assert {one.question: one.original for one in made_by(form).answers} == {
        one.question: one.original for one in visit_of(first).answers
    }


def test_an_answer_that_never_fitted_does_not_stand_in_the_way(
    app: Flask, world: World, anna: FlaskClient
) -> None:
    odd = {"undivided": {"value": "between 3 and 4"}, "grt_t": {"value": {"minutes": "one"}}}
    for about in odd:
        with transaction():
            db.session.query(Visit).update({"state": "excluded"})
        first = asked(world, arrive(app, world, answers=odd), about=about)
        form = filled(anna, first)
        assert sent(anna, first, form).status_code == 200
        assert made_by(form).current_answers()[about] == visit_of(first).current_answers()[about]


def test_a_skip_gives_way_to_an_answer_and_an_answer_to_a_skip(app: Flask, world: World, anna: FlaskClient) -> None:
    first = asked(world, arrive(app, world, answers={"undivided": {"skipped": "not_observed"}}), about="undivided")
    form = filled(anna, first)
    assert form["undivided-skipped"] == ["not_observed"]
    sent(anna, first, {**form, "undivided-value": "5"})
    second = asked(world, made_by(form).id, about="undivided")
    assert visit_of(second).current_answers()["undivided"] == {"value": 5}
    form = filled(anna, second)
    sent(anna, second, {**form, "undivided-skipped": "not_observed"})
    assert made_by(form).current_answers()["undivided"] == {"skipped": "not_observed"}


def test_what_the_office_covered_stays_covered_in_the_answer(app: Flask, world: World, anna: FlaskClient) -> None:
    """The reviewer covered a face before asking; the photo of the correction is the same."""
    first = arrive(app, world, photos=2)
    box = {"x": 0.1, "y": 0.1, "w": 0.2, "h": 0.2, "by": "office"}
    with transaction():
        covered = db.session.query(Photo).filter_by(position=0).one()
        covered.masks, digest = [box], covered.sha256
    form = filled(anna, asked(world, first))
    sent(anna, first, form)
    assert {photo.sha256: photo.masks for photo in made_by(form).photos if photo.masks} == {digest: [box]}
