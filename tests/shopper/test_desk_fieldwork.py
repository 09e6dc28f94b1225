"""A scheduler plans: programme, scenario, wave, assignments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from extensions import db, transaction
from shopper.models import Assignment, Grant, Programme, Scenario, Wave
from tests.shopper.arrivals import arrive
from tests.shopper.desk_browser import goes_to, page, post
from tests.world import World

SignIn = Callable[[str], FlaskClient]
WAVE = {"name": "Talvi", "first_on": "2027-01-01", "last_on": "2027-02-28"}


def offer(world: World, *stores: str, **more: str) -> dict[str, object]:
    """The fields of an assignment of Aamu's stores to Bengt."""
    given = {
        "stores": [str(world.ids[store]) for store in stores], "shopper": str(world.people["bengt"]),
        "scenario": str(world.ids["aamu_scenario"]), "due_on": "2026-12-20", "fee": "30,00",
        "reimbursement_cap": "12.5",
    }  # fmt: skip
    return {**given, **more}


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Assignment)) or 0


def test_a_programme_is_planned_from_nothing(world: World, as_person: SignIn) -> None:
    browser = as_person("sanna")
    programme = goes_to(post(browser, f"/desk/chains/{world.ids['aamu']}/programmes/new",
                             {"name": "Ilta", "questionnaire": "small"}))  # fmt: skip
    scenario = {"title": "Kiire", "briefing_fi": "Tule viideltä.\r\nOle kiireinen."}
    goes_to(post(browser, f"{programme}/scenarios/new", scenario))
    wave = goes_to(post(browser, f"{programme}/waves/new", WAVE))
    made = db.session.scalars(select(Scenario).where(Scenario.title == "Kiire")).one()
    assert made.briefing == {"fi": "Tule viideltä.\nOle kiireinen."}
    fields = offer(world, "lahti", "vaasa", scenario=str(made.id), due_on="2027-02-01", despite_rotation="y")
    assert goes_to(post(browser, f"{wave}/assign", fields)) == wave
    shown = page(browser.get(wave))
    assert "2 offered" in shown and "Café Aamu Lahti" in shown and "S-BENGT" in shown
    assert "Bengt" not in shown.replace("S-BENGT", "")


def test_amounts_are_kept_exactly(world: World, as_person: SignIn) -> None:
    goes_to(post(as_person("sanna"), f"/desk/waves/{world.ids['aamu_wave']}/assign", offer(world, "lahti")))
    made = db.session.scalars(select(Assignment).where(Assignment.due_on == date(2026, 12, 20))).one()
    assert (made.fee, made.reimbursement_cap, made.state) == (Decimal("30.00"), Decimal("12.50"), "offered")


def test_a_known_face_is_warned_of_and_may_be_sent_all_the_same(world: World, as_person: SignIn) -> None:
    browser, address = as_person("sanna"), f"/desk/waves/{world.ids['aamu_wave']}/assign"
    answer = post(browser, address, offer(world, "lahti", "vaasa"))
    shown = page(answer)
    assert answer.status_code == 422 and "90 days" in shown and "Assign all the same" in shown
    assert count() == 3
    goes_to(post(browser, address, offer(world, "lahti", "vaasa", despite_rotation="y")))
    assert count() == 5


@pytest.mark.parametrize(
    ("field", "value"),
    [("due_on", "2027-06-01"), ("due_on", "2026-02-30"), ("due_on", ""), ("fee", "1.000,5"), ("fee", "-1"),
     ("fee", "NaN"), ("fee", "1E+9"), ("fee", ""), ("fee", "10000"), ("reimbursement_cap", "٣"), ("shopper", ""),
     ("shopper", "x"), ("scenario", ""), ("stores", []), ("stores", ["x"]), ("fee", ["1", "2"])],
)  # fmt: skip
def test_what_does_not_fit_is_told_and_nothing_is_offered(
    world: World, as_person: SignIn, field: str, value: object
) -> None:
    answer = post(
        as_person("sanna"), f"/desk/waves/{world.ids['aamu_wave']}/assign", {**offer(world, "lahti"), field: value}
    )
    assert answer.status_code == 422
    assert count() == 3


def test_stores_and_people_of_elsewhere_are_no_choices(world: World, as_person: SignIn) -> None:
    browser, address = as_person("sanna"), f"/desk/waves/{world.ids['aamu_wave']}/assign"
    shown = browser.get(address).get_data(as_text=True)
    assert "S-BENGT" in shown and "S-REETA" not in shown and "Borgå" not in shown
    for fields in (offer(world, "borga"), offer(world, "lahti", shopper=str(world.people["reeta"])),
                   offer(world, "lahti", scenario=str(world.ids["kvall_scenario"]))):  # fmt: skip
        assert post(browser, address, fields).status_code == 422
    assert count() == 3


def test_what_is_open_can_be_withdrawn_and_what_was_visited_cannot(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visited, waiting = as_person("sanna"), world.ids["lahti_visit"], world.ids["vaasa_visit"]
    goes_to(post(browser, f"/desk/assignments/{waiting}/withdraw"))
    assert db.session.get_one(Assignment, waiting).state == "withdrawn"
    again = post(browser, f"/desk/assignments/{waiting}/withdraw")
    assert again.status_code == 409 and "Nothing was changed" in page(again)
    arrive(app, world)
    assert post(browser, f"/desk/assignments/{visited}/withdraw").status_code == 409
    assert db.session.get_one(Assignment, visited).state == "done"


def test_a_wave_ends_after_it_begins_and_holds_what_was_promised(world: World, as_person: SignIn) -> None:
    browser, address = as_person("sanna"), f"/desk/waves/{world.ids['aamu_wave']}/edit"
    assert "before the first" in page(post(browser, address, {**WAVE, "last_on": "2026-12-01"}))
    assert "due before this day" in page(post(browser, address, WAVE))
    early = {**WAVE, "first_on": "2026-11-01", "last_on": "2026-12-10"}
    assert "due after this day" in page(post(browser, address, early))
    assert world.get(Wave, "aamu_wave").name == "Syksy"
    goes_to(post(browser, address, {**early, "last_on": "2026-12-15"}))
    assert world.get(Wave, "aamu_wave").last_on == date(2026, 12, 15)


def test_names_are_used_once_and_a_briefing_is_needed(world: World, as_person: SignIn) -> None:
    browser, programme = as_person("sanna"), f"/desk/programmes/{world.ids['aamu_programme']}"
    assert post(browser, f"{programme}/waves/new", {**WAVE, "name": "Syksy"}).status_code == 422
    assert (
        post(browser, f"{programme}/scenarios/new", {"title": "Kahvi ja pulla", "briefing_fi": "x"}).status_code == 422
    )
    assert post(browser, f"{programme}/scenarios/new", {"title": "Uusi", "briefing_fi": " "}).status_code == 422
    assert post(browser, f"{programme}/edit", {"name": "Arki", "questionnaire": "nothing"}).status_code == 422
    goes_to(post(browser, f"{programme}/edit", {"name": "Viikko", "questionnaire": "small"}))
    assert world.get(Programme, "aamu_programme").name == "Viikko"


def test_a_scenario_is_edited_in_its_three_languages(world: World, as_person: SignIn) -> None:
    browser, address = as_person("sanna"), f"/desk/scenarios/{world.ids['aamu_scenario']}"
    assert "Käy kahvilla. (sv)" in browser.get(address).get_data(as_text=True)
    goes_to(post(browser, address, {"title": "Tee", "briefing_fi": "Teetä", "briefing_sv": "Te", "briefing_en": ""}))
    assert world.get(Scenario, "aamu_scenario").briefing == {"fi": "Teetä", "sv": "Te"}


def test_a_reviewer_looks_but_does_not_plan(world: World, as_person: SignIn) -> None:
    browser, wave = as_person("reeta"), f"/desk/waves/{world.ids['aamu_wave']}"
    assert "Assign stores" not in page(browser.get(wave))
    assert browser.get(f"{wave}/assign").status_code == 403
    assert post(browser, f"{wave}/assign", offer(world, "lahti")).status_code == 403
    assert post(browser, f"/desk/assignments/{world.ids['vaasa_visit']}/withdraw").status_code == 403


def test_a_scheduler_of_one_chain_plans_only_there(world: World, as_person: SignIn) -> None:
    """Rita reviews Kväll alone; now she schedules Aamu too, which does not let her schedule Kväll."""
    with transaction():
        db.session.add(Grant(person_id=world.people["rita"], role="scheduler", chain_id=world.ids["aamu"]))
    browser = as_person("rita")
    assert browser.get(f"/desk/waves/{world.ids['aamu_wave']}/assign").status_code == 200
    assert browser.get(f"/desk/waves/{world.ids['kvall_wave']}").status_code == 200
    assert browser.get(f"/desk/waves/{world.ids['kvall_wave']}/assign").status_code == 403
    assert browser.get(f"/desk/programmes/{world.ids['kvall_programme']}/edit").status_code == 403
    assert post(browser, f"/desk/assignments/{world.ids['borga_visit']}/withdraw").status_code == 403
    assert browser.get("/desk/visits/").status_code == 200


def test_another_chains_plans_are_not_there(world: World, as_person: SignIn) -> None:
    browser = as_person("rita")
    for path in (f"/desk/waves/{world.ids['aamu_wave']}", f"/desk/programmes/{world.ids['aamu_programme']}"):
        assert browser.get(path).status_code == 404
    assert "Aamu" not in page(browser.get("/desk/fieldwork/"))
    assert browser.get(f"/desk/scenarios/{world.ids['aamu_scenario']}").status_code in (403, 404)
