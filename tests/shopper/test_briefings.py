"""What a shopper reads before going, and the questions on it."""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import unquote

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from extensions import transaction
from shopper.certifying import tries_of
from shopper.models import Assignment, Scenario, Store
from tests.conftest import browser_of
from tests.deposits import OURS, jpeg
from tests.shopper.arrivals import arrive, visit_of
from tests.shopper.desk_browser import goes_to, page, post
from tests.world import World, said

ASKED = [
    {"text": said("Mitä ostat?"), "choices": [{"text": said("Teetä")}, {"text": said("Kahvia"), "right": True}]},
    {"text": said("Kuka olet?"), "choices": [{"text": said("Asiakas"), "right": True}, {"text": said("Tarkastaja")}]},
]


def asks(world: World) -> None:
    """The scenario asks two questions on its briefing."""
    with transaction():
        scenario = world.get(Scenario, "aamu_scenario")
        scenario.certification = ASKED
        scenario.purchase, scenario.forbidden = said("Osta kahvi."), said("Älä kuvaa ihmisiä.")


def kept(browser: FlaskClient) -> dict[str, Any]:
    """The one assignment as the phone keeps it."""
    (one,) = browser.get("/api/assignments", headers=OURS).get_json()["assignments"]
    return dict(one)


def test_the_briefing_tells_what_to_buy_and_what_is_forbidden(app: Flask, world: World) -> None:
    asks(world)
    anna = browser_of(app, world.people["anna"])
    told = kept(anna)["told"]
    assert (told["purchase"], told["forbidden"]) == ("Osta kahvi. (en)", "Älä kuvaa ihmisiä. (en)")
    shown = page(anna.get(f"/field/assignments/{world.ids['lahti_visit']}"))
    assert "What to buy Osta kahvi. (en)" in shown and "What is forbidden here Älä kuvaa ihmisiä. (en)" in shown


def test_the_map_is_the_phones_own(app: Flask, world: World) -> None:
    with transaction():
        world.get(Store, "lahti").street = "Torikatu 1 & 2"
    anna = browser_of(app, world.people["anna"])
    for agent, begins in (("Android 16", "geo:0,0?q="), ("iPhone", "https://maps.apple.com/?q="), ("X11", "https://")):
        answer = anna.get("/api/assignments", headers={**OURS, "User-Agent": agent}).get_json()
        link = answer["assignments"][0]["links"]["map"]
        assert link.startswith(begins) and "Torikatu%201%20%26%202" in link


def test_the_calendar_tells_nothing_but_day_and_place(app: Flask, world: World) -> None:
    with transaction():
        store = world.get(Store, "lahti")
        store.street, store.opening_hours = "Pitkä; katu, 1\\2 " + "ä" * 60, "ma–pe 8–18"
    anna = browser_of(app, world.people["anna"])
    answer = anna.get(f"/field/assignments/{world.ids['lahti_visit']}/calendar.ics")
    text = answer.get_data().decode()
    assert answer.mimetype == "text/calendar" and "muistio.ics" in answer.headers["Content-Disposition"]
    assert kept(anna)["links"]["calendar"] == "data:text/calendar;charset=utf-8," + kept(anna)["links"]["calendar"][33:]
    assert unquote(kept(anna)["links"]["calendar"].split(",", 1)[1]) == text
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines) and "\n" not in text.replace("\r\n", "")
    whole = text.replace("\r\n ", "")
    assert f"UID:{world.ids['lahti_visit']}\r\n" in whole
    assert re.search(r"DTSTAMP:\d{8}T\d{6}Z\r\n", whole)
    assert "DTSTART;VALUE=DATE:20261101\r\nDTEND;VALUE=DATE:20261216\r\n" in whole
    assert "LOCATION:Pitkä\\; katu\\, 1\\\\2 " + "ä" * 60 + "\\, Lahti\r\n" in whole
    assert "DESCRIPTION:ma–pe 8–18\r\n" in whole and "SUMMARY:Notebook\r\n" in whole
    for word in ("Aamu", "Café", "visit", "Detalji", "localhost", "shopper", "Kahvi"):
        assert word not in whole


def test_the_visit_stays_shut_until_the_questions_are_answered_right(app: Flask, world: World) -> None:
    asks(world)
    anna, path = browser_of(app, world.people["anna"]), f"/field/assignments/{world.ids['lahti_visit']}"
    assert kept(anna)["certify"] == f"{path}/certify"
    assert "Answer the questions on the briefing" in page(anna.get(path))
    assert anna.get(f"{path}/plain").headers["Location"] == f"{path}/certify"
    shown = page(anna.get(f"{path}/certify"))
    assert "Käy kahvilla. (en)" in shown and "Mitä ostat? (en)" in shown

    wrong = post(anna, f"{path}/certify", {"q0": "0", "q1": "0"})
    assert wrong.status_code == 422
    assert "1 answer does not fit yet. Look at the briefing again." in page(wrong)
    assert page(wrong).count("That is not what the briefing says.") == 1
    for nonsense in ({}, {"q0": "9", "q1": "-1"}, {"q0": "²", "q1": "x"}):
        assert post(anna, f"{path}/certify", nonsense).status_code == 422
    assert world.get(Assignment, "lahti_visit").certified_at is None

    assert goes_to(post(anna, f"{path}/certify", {"q0": "1", "q1": "0"})) == path
    assert world.get(Assignment, "lahti_visit").certified_at is not None
    assert tries_of(world.ids["lahti_visit"]) == 5
    assert kept(anna)["certify"] is None
    assert anna.get(f"{path}/plain").status_code == 200
    assert goes_to(post(anna, f"{path}/certify", {"q0": "0"})) == path


def test_a_visit_that_came_without_them_is_kept_and_flagged(app: Flask, world: World) -> None:
    asks(world)
    visit = visit_of(arrive(app, world))
    assert visit.state == "submitted"
    assert "not_certified" in [one["code"] for one in visit.flags]


ROW = {
    "certification-0-text_fi": "Mitä ostat?", "certification-0-choice_1_fi": "Teetä",
    "certification-0-choice_2_fi": "Kahvia", "certification-0-right": "2",
}  # fmt: skip
FORM = {"title": "Kahvi", "briefing_fi": "Käy kahvilla.", "purchase_fi": "Osta kahvi.", "forbidden_fi": "Älä kuvaa."}


def test_the_office_writes_it_all(app: Flask, world: World) -> None:
    sanna, path = browser_of(app, world.people["sanna"]), f"/desk/scenarios/{world.ids['aamu_scenario']}"
    goes_to(post(sanna, path, {**FORM, **ROW}))
    scenario = world.get(Scenario, "aamu_scenario")
    assert (scenario.purchase, scenario.forbidden) == ({"fi": "Osta kahvi."}, {"fi": "Älä kuvaa."})
    assert scenario.certification == [
        {"text": {"fi": "Mitä ostat?"},
         "choices": [{"text": {"fi": "Teetä"}}, {"text": {"fi": "Kahvia"}, "right": True}]}
    ]  # fmt: skip
    shown = sanna.get(path).get_data(as_text=True)
    assert 'value="Kahvia"' in shown and re.search(r'checked[^>]*name="certification-0-right"[^>]*value="2"', shown)


def test_rows_come_and_go_without_scripts_and_without_losing_words(app: Flask, world: World) -> None:
    sanna, path = browser_of(app, world.people["sanna"]), f"/desk/scenarios/{world.ids['aamu_scenario']}"
    answer = post(sanna, path, {**FORM, **ROW, "add": "1"})
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'name="certification-1-text_fi"' in shown and "Mitä ostat?" in shown
    second = {name.replace("-0-", "-1-"): text for name, text in ROW.items()}
    shown = post(sanna, path, {**FORM, **ROW, **second, "drop": "certification-0"}).get_data(as_text=True)
    assert 'name="certification-0-text_fi"' not in shown and 'name="certification-1-text_fi"' in shown
    assert world.get(Scenario, "aamu_scenario").certification == []
    goes_to(post(sanna, path, {**FORM, **second}))
    assert len(world.get(Scenario, "aamu_scenario").certification) == 1


def test_half_a_question_is_refused_in_words(app: Flask, world: World) -> None:
    sanna, path = browser_of(app, world.people["sanna"]), f"/desk/scenarios/{world.ids['aamu_scenario']}"
    for change, words in (
        ({"certification-0-choice_2_fi": ""}, "Give at least two choices."),
        ({"certification-0-right": "3"}, "Tell which choice is right."),
        ({"certification-0-right": "<b>"}, "Tell which choice is right."),
        ({"certification-0-text_sv": "Vad köper du?"}, "Write each choice in the languages of the question."),
        ({"certification-0-text_fi": ""}, "Write the question in one language at least."),
    ):
        answer = post(sanna, path, {**FORM, **ROW, **change})
        assert answer.status_code == 422 and words in page(answer), words
    assert world.get(Scenario, "aamu_scenario").certification == []


def test_a_photo_is_painted_anew_and_shown_to_its_shoppers_alone(app: Flask, world: World) -> None:
    sanna, path = browser_of(app, world.people["sanna"]), f"/desk/scenarios/{world.ids['aamu_scenario']}"
    original = io.BytesIO()
    Image.new("RGB", (300, 200), "#336699").save(original, "JPEG", comment=b"secret")
    goes_to(post(sanna, f"{path}/references", {"caption_en": "The bag"}, photo=original.getvalue()))
    goes_to(post(sanna, f"{path}/references", {"caption_en": "The flower"}, photo=jpeg("#993366")))
    anna = browser_of(app, world.people["anna"])
    first, second = kept(anna)["references"]
    assert [first["caption"], second["caption"]] == ["The bag", "The flower"]
    answer = anna.get(first["address"])
    assert answer.mimetype == "image/jpeg" and b"secret" not in answer.get_data()
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "The bag" in page(anna.get(f"/field/assignments/{world.ids['lahti_visit']}"))

    change = second["address"].replace("/field/", "/desk/")
    goes_to(post(sanna, change, {"do": "earlier"}))
    assert [one["caption"] for one in kept(anna)["references"]] == ["The flower", "The bag"]
    goes_to(post(sanna, change, {"caption_en": "The gerbera"}))
    assert kept(anna)["references"][0]["caption"] == "The gerbera"
    goes_to(post(sanna, change, {"do": "remove"}))
    assert [one["caption"] for one in kept(anna)["references"]] == ["The bag"]
    assert anna.get(second["address"]).status_code == 404


def test_a_photo_is_made_the_standard_of_a_detail_that_is_photographed(app: Flask, world: World) -> None:
    sanna, path = browser_of(app, world.people["sanna"]), f"/desk/scenarios/{world.ids['aamu_scenario']}"
    shown = sanna.get(path).get_data(as_text=True)
    assert "Standard of the detail" in shown and '<option value="photo">Kuva (en)' in shown
    assert 'value="grt_first"' not in shown
    goes_to(post(sanna, f"{path}/references", {"caption_en": "The bag", "question": "photo"}, photo=jpeg("#334455")))
    (first,) = world.get(Scenario, "aamu_scenario").references
    change = f"/desk/references/{first.id}"
    for posted, kept_one in (({}, "photo"), ({"question": ""}, None), ({}, None), ({"question": "photo"}, "photo")):
        goes_to(post(sanna, change, {"caption_en": "The bag", **posted}))
        assert world.get(Scenario, "aamu_scenario").references[0].question == kept_one
    assert 'value="photo" selected' in sanna.get(path).get_data(as_text=True)
    assert post(sanna, change, {"question": "grt_first"}).status_code == 422
    assert post(sanna, f"{path}/references", {"question": "no"}, photo=jpeg("#112233")).status_code == 422
    assert len(world.get(Scenario, "aamu_scenario").references) == 1


def test_a_detail_that_is_not_asked_any_more_stays_until_it_is_changed(app: Flask, world: World) -> None:
    sanna, path = browser_of(app, world.people["sanna"]), f"/desk/scenarios/{world.ids['aamu_scenario']}"
    goes_to(post(sanna, f"{path}/references", {"caption_en": "The bag"}, photo=jpeg("#334455")))
    with transaction():
        world.get(Scenario, "aamu_scenario").references[0].question = "long_ago"
    shown = sanna.get(path).get_data(as_text=True)
    assert "long_ago (not asked any more)" in shown
    change = f"/desk/references/{world.get(Scenario, 'aamu_scenario').references[0].id}"
    goes_to(post(sanna, change, {"caption_en": "A bag", "question": "long_ago"}))
    assert world.get(Scenario, "aamu_scenario").references[0].question == "long_ago"


def test_what_is_no_photo_is_refused_in_words(app: Flask, world: World) -> None:
    sanna, path = browser_of(app, world.people["sanna"]), f"/desk/scenarios/{world.ids['aamu_scenario']}"
    for content, words in (
        (b"", "Choose a photo."), (b"GIF89a", "This is not a photo that can be read."),
        (jpeg()[:200], "not"), (b"\xff\xd8\xff" + b"x" * 50, "not"),
    ):  # fmt: skip
        answer = post(sanna, f"{path}/references", {}, photo=content)
        assert answer.status_code == 422 and words in page(answer)
    assert world.get(Scenario, "aamu_scenario").references == []
