"""A chain's questionnaires at the desk, headquarters' too: begun, checked, weighed, published, retired, compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db, transaction
from forms.editing.beginnings import code_from
from forms.library import codes, shipped
from forms.models import DraftChange, QuestionnaireVersion
from shopper.models import Chain
from shopper.questionnaires import start_draft
from tests.shopper.desk_browser import goes_to, page, post
from tests.world import SMALL_QUESTIONNAIRE, THEN, World, said

SignIn = Callable[[str], FlaskClient]


def edition(world: World, code: str, number: int = 1, chain: str = "aamu") -> QuestionnaireVersion | None:
    db.session.expire_all()
    found = select(QuestionnaireVersion).filter_by(chain_id=world.ids[chain], code=code, number=number)
    return db.session.scalar(found)


def new(world: World, browser: FlaskClient, **fields: str) -> Any:
    return post(browser, f"/desk/chains/{world.ids['aamu']}/questionnaires/new", fields)


def small(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(SMALL_QUESTIONNAIRE), "code": "mine", **changes}


def draft(world: World, document: dict[str, Any] | None = None) -> str:
    """The id of a new draft."""
    return str(start_draft(world.get(Chain, "aamu"), document or small(), THEN))


def test_headquarters_find_their_questionnaires_and_no_door_that_is_not_theirs(
    world: World, as_person: SignIn
) -> None:
    browser = as_person("helmi")
    assert "/desk/questionnaires" in browser.get("/hq/").get_data(as_text=True)
    answer = browser.get(browser.get("/desk/questionnaires").headers["Location"])
    told, text = page(answer), answer.get_data(as_text=True)
    assert "small" in told and "the office assigns to shoppers" in told
    for door in ("/desk/fieldwork", "/desk/chains/\"", "/desk/visits", "/desk/people", 'href="/desk/"'):
        assert door not in text
    for address in set(re.findall(r'href="(/(?:desk|hq)[^"#?]*)', text)):
        assert browser.get(address).status_code in (200, 302), address
    assert "/desk/questionnaires" not in as_person("maija").get("/hq/").get_data(as_text=True)


def test_a_list_says_how_each_questionnaire_stands(world: World, as_person: SignIn) -> None:
    draft(world)
    told = page(as_person("aatos").get(f"/desk/chains/{world.ids['aamu']}/questionnaires"))
    assert "published edition 1" in told and "draft edition 1" in told
    assert "Asked in: Arki" in told and "No programme asks it yet." in told
    browser = as_person("reeta")
    text = browser.get(f"/desk/chains/{world.ids['aamu']}/questionnaires").get_data(as_text=True)
    assert "New questionnaire" not in text and "Go on editing" not in text


@pytest.mark.parametrize("name", ["aatos", "helmi"])
def test_one_that_ships_is_begun_under_another_code_twice(world: World, as_person: SignIn, name: str) -> None:
    browser = as_person(name)
    first = goes_to(new(world, browser, start="shipped:restaurant", title="Kahvilakäynti"))
    second = goes_to(new(world, browser, start="shipped:restaurant", title="Kahvilakäynti"))
    third = goes_to(new(world, browser, start="shipped:restaurant"))
    assert len({first, second, third}) == 3 and first.startswith("/desk/drafts/")
    made = edition(world, "kahvilakaynti")
    assert made and made.questionnaire.title["sv"] == "Kahvilakäynti"
    assert len(made.questionnaire.questions) == len(shipped("restaurant").questions)
    assert edition(world, "kahvilakaynti_2") and edition(world, "restaurant")


def test_an_empty_one_can_be_published_as_it_is(world: World, as_person: SignIn) -> None:
    browser = as_person("helmi")
    address = goes_to(new(world, browser, start="empty", title="Kukkakauppa Äiti & Poika"))
    made = edition(world, "kukkakauppa_aiti_poika")
    assert made and len(made.questionnaire.questions) == 1
    asked = page(post(browser, f"{address}/publish"))
    assert "never changes" in asked and made.state == "draft"
    assert goes_to(post(browser, f"{address}/publish", {"despite": "y"})) == f"/desk/questionnaires/{made.id}"


def test_one_of_the_chains_own_is_begun_again_but_never_anothers(world: World, as_person: SignIn) -> None:
    browser = as_person("helmi")
    goes_to(new(world, browser, start=f"own:{world.ids['aamu_version']}", code="again"))
    again = edition(world, "again")
    assert again and again.questionnaire.title == SMALL_QUESTIONNAIRE["title"]
    assert new(world, browser, start=f"own:{world.ids['kvall_version']}", code="stolen").status_code == 422


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"start": "empty"}, "Give it a title."),
        ({"start": "empty", "title": "X", "code": "small"}, "Free is, for example: small_2"),
        ({"start": "empty", "title": "X", "code": "Ä b"}, "small letters"),
        ({"start": "empty", "title": "X", "code": "a" * 41}, "40"),
        ({"start": "nonsense", "title": "X"}, "Nothing was saved"),
        ({"title": "X"}, "Nothing was saved"),
    ],
)
def test_what_cannot_be_begun_is_said_and_nothing_is_kept(
    world: World, as_person: SignIn, fields: dict[str, str], told: str
) -> None:
    before = db.session.query(QuestionnaireVersion).count()
    answer = new(world, as_person("aatos"), **fields)
    assert answer.status_code == 422 and told in page(answer)
    assert db.session.query(QuestionnaireVersion).count() == before


@pytest.mark.parametrize(
    ("title", "code"),
    [("Café Äkta 2", "cafe_akta_2"), ("!!!", "questionnaire"), ("2026", "questionnaire_2026"), ("x" * 200, "x" * 40),
     ("日本", "questionnaire"), ("Taken", "taken_3")],
)  # fmt: skip
def test_a_code_is_made_of_any_title(title: str, code: str) -> None:
    assert code_from(title, {"taken", "taken_2"}) == code


def test_each_that_ships_is_told_in_a_sentence(world: World, as_person: SignIn) -> None:
    text = as_person("helmi").get(f"/desk/chains/{world.ids['aamu']}/questionnaires/new").get_data(as_text=True)
    cards = re.findall(r'value="shipped:(\w+)".*?<span class="soft small">(.*?)</span>', text, re.S)
    assert [code for code, sentence in cards if len(sentence) > 30] == codes()


def test_what_stops_publishing_is_listed_with_its_questions(world: World, as_person: SignIn) -> None:
    sections = deepcopy(SMALL_QUESTIONNAIRE["sections"])
    del sections[0]["questions"][2]["kind"]
    sections[1]["questions"][0]["text"].pop("sv")
    address = f"/desk/drafts/{draft(world, small(sections=sections))}"
    browser = as_person("helmi")
    answer = post(browser, f"{address}/publish", {"despite": "y"})
    told, text = page(answer), answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Not published yet" in told and "Publish all the same" not in told
    assert f'href="{address}#q-mishap" data-question="mishap"' in text
    assert "Sattuiko vahinko? (en) – How it is answered: " in told
    assert "Missing words: svenska" in told and f'href="{address}#q-undivided"' in text
    assert edition(world, "mine").state == "draft"  # type: ignore[union-attr]


def test_what_should_be_looked_at_is_shown_before_and_published_all_the_same(world: World, as_person: SignIn) -> None:
    document = small(touchpoints=[*SMALL_QUESTIONNAIRE["touchpoints"], {"id": "till", "name": said("Kassa")}])
    address, browser = f"/desk/drafts/{draft(world, document)}", as_person("helmi")
    shown = post(browser, f"{address}/publish")
    assert shown.status_code == 200 and "Publish all the same" in page(shown) and "Kassa" in page(shown)
    assert edition(world, "mine").state == "draft"  # type: ignore[union-attr]
    told = page(browser.get(goes_to(post(browser, f"{address}/publish", {"despite": "y"}))))
    assert "The office assigns it to shoppers" in told and "Helmi Testinen" in told
    made = edition(world, "mine")
    assert made and made.state == "published" and made.published_by == world.people["helmi"]
    assert post(browser, f"{address}/publish").status_code == 409


def test_the_checks_are_a_page_and_a_piece(world: World, as_person: SignIn) -> None:
    address, browser = f"/desk/drafts/{draft(world)}", as_person("helmi")
    whole = browser.get(f"{address}/checks").get_data(as_text=True)
    piece = browser.get(f"{address}/checks", headers={"Sec-Fetch-Dest": "empty"}).get_data(as_text=True)
    assert "<html" in whole and "<html" not in piece and 'class="checks"' in piece
    assert "Mikään ei estä julkaisemista" in browser.get(f"{address}/checks?language=fi").get_data(as_text=True)


def test_a_long_questionnaire_shows_its_usual_path_in_order(world: World, as_person: SignIn) -> None:
    browser = as_person("aatos")
    address = goes_to(new(world, browser, start="shipped:restaurant"))
    text = browser.get(f"{address}/checks").get_data(as_text=True)
    path = re.search(r"<ol class=\"findings\">(.*?)</ol>", text, re.S)
    assert path and len(re.findall("<li>", path[1])) > 40
    asked = re.findall(r'data-question="(\w+)"', path[1])
    assert asked.index("grt_t") < asked.index("bye_words")


def test_the_weights_tell_what_failing_costs(world: World, as_person: SignIn) -> None:
    told = page(as_person("sanna").get(f"/desk/questionnaires/{world.ids['aamu_version']}/weights"))
    # Weights 4, 4 and 2 on the usual path; failing the critical time costs 4, and the cap of its section no less.
    assert "What will staff do to win?" in told and "What each answer gives" in told
    assert re.search(r"Aika tervehdykseen \(en\) Tervehdys \(en\) critical.*?40 −40", told)
    assert "not on the usual path" in told and "Half of the points" in told


def test_other_weights_are_tried_beside_the_present_ones(world: World, as_person: SignIn) -> None:
    address, browser = f"/desk/drafts/{draft(world)}", as_person("helmi")
    told = page(browser.get(f"{address}/weights?w-undivided=8&w-nothing=3&w-wish=5&w-grt_t=nan&sort=share"))
    assert "The draft is unchanged." in told and "50 (20)" in told and "25 (40)" in told
    assert edition(world, "mine").questionnaire.by_id["undivided"].weight == 2  # type: ignore[union-attr]
    for odd in ("1e999", "-1", "0", "101", "x", "", "４"):
        assert browser.get(f"{address}/weights", query_string={"w-undivided": odd, "sort": odd}).status_code == 200


def test_the_weights_that_were_tried_can_be_used_and_undone(world: World, as_person: SignIn) -> None:
    id_, browser = draft(world), as_person("helmi")
    goes_to(post(browser, f"/desk/drafts/{id_}/weights", {"w-undivided": "8", "w-grt_t": "4", "w-wish": "3"}))
    made = edition(world, "mine")
    assert made and made.questionnaire.by_id["undivided"].weight == 8 and made.revision == 1
    change = db.session.scalars(select(DraftChange).filter_by(version_id=made.id)).one()
    assert change.changed_by == world.people["helmi"] and len(change.operations) == 1
    assert "Nothing was changed" in page(browser.get(goes_to(post(browser, f"/desk/drafts/{id_}/weights", {}))))


def test_an_edition_is_read_in_words(world: World, as_person: SignIn) -> None:
    for name in ("reeta", "helmi"):
        told = page(as_person(name).get(f"/desk/questionnaires/{world.ids['aamu_version']}"))
        assert "asked when “Sattuiko vahinko? (en)” is yes" in told
        assert "30% of the points" in told and "Scale in words" in told


def test_an_unfinished_draft_is_read_as_far_as_it_goes(world: World, as_person: SignIn) -> None:
    sections = deepcopy(SMALL_QUESTIONNAIRE["sections"])
    del sections[0]["questions"][0]["kind"]
    id_, browser = draft(world, small(sections=sections)), as_person("reeta")
    assert "1 unfinished question is not shown here." in page(browser.get(f"/desk/questionnaires/{id_}"))
    for name in ("checks", "weights", "preview", "changes"):
        assert browser.get(f"/desk/questionnaires/{id_}/{name}").status_code == 200


@pytest.mark.parametrize("document", [{}, {"sections": 7}, {"sections": [7], "title": []}, {"touchpoints": None}])
def test_no_document_however_odd_breaks_a_page(world: World, as_person: SignIn, document: dict[str, Any]) -> None:
    id_, browser = draft(world, {"code": "mine", **document}), as_person("helmi")
    for address in (f"/desk/questionnaires/{id_}", f"/desk/chains/{world.ids['aamu']}/questionnaires"):
        assert browser.get(address).status_code == 200
    for name in ("checks", "weights", "preview"):
        assert browser.get(f"/desk/drafts/{id_}/{name}").status_code == 200
    assert post(browser, f"/desk/drafts/{id_}/publish").status_code == 422


def test_the_next_edition_begins_as_a_copy_and_says_what_changed(world: World, as_person: SignIn) -> None:
    browser, first = as_person("helmi"), world.ids["aamu_version"]
    address = goes_to(post(browser, f"/desk/questionnaires/{first}/edit"))
    assert goes_to(post(browser, f"/desk/questionnaires/{first}/edit")) == address
    goes_to(post(browser, f"{address}/weights", {"w-undivided": "6"}))
    second = address.removeprefix("/desk/drafts/")
    told = page(browser.get(f"/desk/questionnaires/{second}/changes"))
    assert "Since edition 1" in told and "Huomio sinuun (en)" in told and "6" in told
    assert "first edition" in page(browser.get(f"/desk/questionnaires/{first}/changes"))
    assert browser.get(f"/desk/questionnaires/{second}/changes?since=9").status_code == 404
    assert edition(world, "small", 1).questionnaire.by_id["undivided"].weight == 2  # type: ignore[union-attr]


def test_retiring_says_what_hangs_on_it_and_then_nobody_gets_it(world: World, as_person: SignIn) -> None:
    browser, id_ = as_person("helmi"), world.ids["aamu_version"]
    told = page(browser.get(f"/desk/questionnaires/{id_}/retire"))
    assert "2 assignments under way keep it." in told and "Arki" in told and "cannot be assigned" in told
    told = page(browser.get(goes_to(post(browser, f"/desk/questionnaires/{id_}/retire"))))
    assert "retired" in told and "Helmi Testinen" in told
    made = edition(world, "small")
    assert made and made.retired_by == world.people["helmi"]
    assert post(browser, f"/desk/questionnaires/{id_}/retire").status_code == 409
    assert browser.get(f"/desk/questionnaires/{id_}/retire").status_code == 409


def test_a_scenario_can_be_written_while_the_only_edition_left_is_an_unfinished_draft(
    world: World, as_person: SignIn
) -> None:
    browser = as_person("aatos")
    goes_to(post(browser, f"/desk/questionnaires/{world.ids['aamu_version']}/retire"))
    with transaction():
        db.session.add(
            QuestionnaireVersion(chain_id=world.ids["aamu"], code="small", number=2, definition={"code": "small"},
                                 digest="0", created_at=THEN)
        )  # fmt: skip
    assert browser.get(f"/desk/programmes/{world.ids['aamu_programme']}/scenarios/new").status_code == 200
