"""Marks, picks, numbers, ranks, ratings, sittings and words of a pattern: filled in by touch, kept, delivered."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from forms.definition import Questionnaire, from_plain
from tests.browser.fieldwork import Fieldwork
from tests.browser.handset import Handset
from tests.browser.pages import ListPage, VisitPage
from tests.browser.test_field_screens import LAY_ALL_OUT
from tests.browser.test_screens import findings_of_axe
from tests.living import LivingServer
from tests.world import SMALL_QUESTIONNAIRE, said

STORE = "Turku Satama"
_NAMES = {"door": "Sisäänkäynti", "queue": "Jono", "till": "Kassa", "farewell": "Hyvästely"}
_REASONS = {"near": "Sijainti matkan varrella", "price": "Hinta", "range": "Valikoima", "staff": "Tuttu henkilökunta"}
_SCORED = {"weight": 3, "level": "E", "component": "S"}
_QUESTIONS: list[dict[str, Any]] = [
    {"id": "smile", "kind": "yes_no", "text": said("Hymyiltiinkö sinulle ovella?"), **_SCORED},
    {"id": "thanks", "kind": "yes_no", "text": said("Kiitettiinkö sinua lähtiessäsi?"), **_SCORED},
    {"id": "turn", "kind": "mark", "text": said("Muuttuiko tunnelma jossain kohdassa? Merkitse hetki.")},
    {"id": "cause", "kind": "pick", "of": "details", "text": said("Mikä yksityiskohta sai tunteen aikaan?")},
    {"id": "where", "kind": "pick", "of": "touchpoints", "text": said("Mikä hetki oli hitain?")},
    {"id": "desks", "kind": "number", "max": 12, "unit": said("kassaa"), "text": said("Montako kassaa oli auki?")},
    {"id": "why", "kind": "rank", "text": said("Kolme syytä valita tämä paikka"),
     "choices": [{"id": id_, "text": said(words)} for id_, words in _REASONS.items()]},
    {"id": "close", "kind": "ratings", "text": said("Kuinka läheiseltä tuntui?"),
     "low": said("täysin vieras"), "high": said("kuin oma"),
     "parts": [{"id": "goods", "text": said("Valikoima")}, {"id": "brand", "text": said("Brändi")}]},
    {"id": "stay", "kind": "sittings", "max": 4, "text": said("Miltä oleskelu tuntui eri aikoina?")},
    {"id": "code", "kind": "text", "text": said("Kuitin tunnus"),
     "pattern": {"regex": "[A-Z]{3}-[0-9]{3}", "message": said("Kirjoita muodossa ABC-123.")}},
]  # fmt: skip
STAY = [
    {"on": "2026-11-20", "time": "18:30", "touchpoint": "door", "emotion": "joy", "strength": 2, "words": "avain oli"},
    {"touchpoint": "queue", "emotion": "irritation", "strength": 1},
]
ANSWERS: dict[str, Any] = {
    "turn": {"touchpoint": "till", "sign": "minus", "time": "13:45", "words": "  Myyjä kääntyi pois\u200b 🙁"},
    "cause": "thanks",
    "where": "queue",
    "desks": 2,
    "why": ["staff", "near"],
    "close": {"goods": 0, "brand": 10},
    "stay": STAY,
    "code": "ABC-123",
}


def new_kinds() -> Questionnaire:
    touchpoints = [{"id": id_, "name": said(name)} for id_, name in _NAMES.items()]
    sections = [
        {"id": "part", "title": said("Uudet"), "questions": [{"touchpoint": "door", **one} for one in _QUESTIONS]}
    ]
    return from_plain({**SMALL_QUESTIONNAIRE, "code": "new_kinds", "touchpoints": touchpoints, "sections": sections})


@pytest.fixture
def assigned(work: Fieldwork) -> Fieldwork:
    work.assign(STORE, new_kinds())
    return work


def tap(visit: VisitPage, id_: str, part: str, value: str) -> None:
    visit.question(id_).locator(f'label:has([name="{id_}-{part}"][value="{value}"])').tap()


def tap_words(visit: VisitPage, *choices: str) -> None:
    for choice in choices:
        visit.question("why").locator(f'.ranked:has([value="{choice}"]) .words').tap()


def sitting(visit: VisitPage, number: int) -> Locator:
    return visit.question("stay").locator("[data-sitting]").nth(number - 1)


def fill_in(visit: VisitPage) -> None:
    tap(visit, "turn", "touchpoint", "till")
    tap(visit, "turn", "sign", "minus")
    visit.write("turn-time", "13:45").write("turn-words", ANSWERS["turn"]["words"])
    visit.field("cause-value").select_option("thanks")
    tap(visit, "where", "value", "queue")
    for _ in range(3):
        visit.question("desks").locator('[data-step="1"]').tap()
    visit.question("desks").locator('[data-step="-1"]').tap()
    tap_words(visit, "staff", "near")
    tap(visit, "close", "goods", "0")
    tap(visit, "close", "brand", "10")
    visit.write("stay-1_on", "2026-11-20").write("stay-1_time", "18:30")
    visit.field("stay-1_touchpoint").select_option("door")
    for _ in range(2):
        sitting(visit, 1).locator('[data-emotion="joy"] .feeling').tap()
    visit.write("stay-1_words", "avain oli")
    visit.field("stay-2_touchpoint").select_option("queue")
    sitting(visit, 2).locator('[data-emotion="irritation"] .feeling').tap()
    visit.write("code-value", "ABC-123")


def shown(page: Page) -> dict[str, Any]:
    """What stands in the fields, by name."""
    return page.evaluate("""() => Object.fromEntries([...document.querySelectorAll("#visit [name]")]
        .filter((one) => (["radio", "checkbox"].includes(one.type) ? one.checked : one.value))
        .map((one) => [one.name, one.value]))""")


def open_visit(phone: Handset, server: LivingServer) -> VisitPage:
    return ListPage(phone.page, server.address).open().wait_until_offline_ready(STORE).open_visit(STORE)


def test_what_is_filled_in_by_touch_is_kept_and_arrives_as_it_was_meant(
    assigned: Fieldwork, server: LivingServer, phone: Handset
) -> None:
    visit = open_visit(phone, server)
    fill_in(visit)
    visit.saved()
    before = shown(phone.page)
    phone.page.reload()
    visit.wait_until_open()
    assert shown(phone.page) == before
    expect(sitting(visit, 3)).to_be_visible()
    expect(sitting(visit, 4)).to_be_hidden()
    today = {"on": phone.page.evaluate("() => new Date().toLocaleDateString('sv')")}
    visit.finish(anyway=True).wait_until_received()
    [(_id, _state, _receipt, _sha, originals)] = assigned.visits()
    meant = {**ANSWERS, "stay": [STAY[0], STAY[1] | today]}
    assert {id_: answer["value"] for id_, answer in originals.items()} == meant


def test_the_fields_help_the_thumb(assigned: Fieldwork, server: LivingServer, phone: Handset) -> None:
    visit = open_visit(phone, server)
    desks = visit.question("desks")
    desks.locator('[data-step="-1"]').tap()
    assert visit.value("desks-value") == "0"
    tap(visit, "turn", "sign", "plus")
    visit.question("turn").locator("[data-alone]").locator("..").tap()
    assert visit.question("turn").locator("[data-alone]").is_checked()
    tap(visit, "turn", "touchpoint", "door")
    assert not visit.question("turn").locator("[data-alone]").is_checked()
    visit.question("turn").locator("[data-now]").tap()
    assert len(visit.value("turn-time")) == 5
    tap_words(visit, "price", "range", "near", "staff")
    places = [visit.chosen("why", f"place_{n}") for n in (1, 2, 3)]
    assert places == [["price"], ["range"], ["near"]]
    tap(visit, "why", "place_1", "near")
    assert [visit.chosen("why", f"place_{n}") for n in (1, 2, 3)] == [["near"], ["range"], []]
    expect(sitting(visit, 2)).to_be_hidden()
    sitting(visit, 1).locator('[data-emotion="trust"] .feeling').tap()
    assert visit.value("stay-1_on") == phone.page.evaluate("() => new Date().toLocaleDateString('sv')")
    assert visit.chosen("stay", "1_strength") == ["1"]
    expect(sitting(visit, 2)).to_be_visible()


def test_what_does_not_fit_is_told_in_words(assigned: Fieldwork, server: LivingServer, phone: Handset) -> None:
    visit = open_visit(phone, server)
    visit.write("code-value", "abc").field("code-value").blur()
    expect(visit.question("code").locator("[data-hint]")).to_have_text("Kirjoita muodossa ABC-123. (en)")
    visit.write("desks-value", "13").field("desks-value").blur()
    expect(visit.question("desks").locator("[data-hint]")).to_have_text("Give a number from 0 to 12.")
    tap(visit, "close", "goods", "3")
    expect(visit.question("close").locator("[data-hint]")).not_to_be_empty()
    visit.write("turn-words", "a\x07b").field("turn-words").blur()
    expect(visit.question("turn").locator("[data-hint]")).not_to_be_empty()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_new_fields_hold_for_everybody_and_on_narrow_phones(
    assigned: Fieldwork, server: LivingServer, tmp_path: Any, colours: str
) -> None:
    narrow = Handset(tmp_path / "narrow", viewport={"width": 320, "height": 640}, color_scheme=colours).switch_on()
    narrow.sign_in_by(assigned.tokens["anna"], server.address)
    visit, found = open_visit(narrow, server), []
    for state in ("empty", "filled in"):
        narrow.page.evaluate(LAY_ALL_OUT)
        small = narrow.page.evaluate(SMALL_TARGETS)
        wide = narrow.page.evaluate("() => document.documentElement.scrollWidth")
        found += [f"{state}: {one}" for one in [*findings_of_axe(narrow.page), *small]]
        found += [f"{state}: {wide} px"] if wide > 320 else []
        if state == "empty":
            fill_in(visit)
    plain = f"{server.address}/field/assignments/{assigned.assignments[STORE]}/plain"
    narrow.page.goto(plain)
    found += [f"plain: {one}" for one in findings_of_axe(narrow.page)]
    narrow.switch_off()
    assert found == []


SMALL_TARGETS = """() => [...document.querySelectorAll('.question :is(label, button, select, input, textarea)')]
  .filter((one) => one.matches('.choice, button, select, textarea, input:not([type="radio"], [type="checkbox"])'))
  .filter((one) => one.checkVisibility() && !one.classList.contains("sr-only"))
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, {width, height}]) => width < 43.5 || height < 43.5)
  .map(([one, {width, height}]) => `${one.outerHTML.slice(0, 60)} is ${width} x ${height}`)"""
