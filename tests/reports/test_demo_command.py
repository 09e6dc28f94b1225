"""flask demo, run once from nothing; everything in it went the way of every visit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from extensions import db
from reports.demo.cast import PASSWORD
from reports.models import ActionPoint, Delivery, Print, Report
from shopper.models import Answer, Assignment, Chain, Person, Photo, Visit
from shopper.passwords import is_right
from tests.conftest import browser_of, settings_in

VISITS = 6
BOUTIQUE_VISITS = 3
"""So many of the fashion chain are approved besides; another waits."""


# What they stand on takes long to make: once, by one process.


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, dict[str, Any], str]:
    """The application, what `flask demo --json` printed, and what it said beside."""
    app = create_app(settings_in(tmp_path_factory.mktemp("demo")))
    result = app.test_cli_runner().invoke(args=["demo", "--visits", str(VISITS), "--json"])
    assert result.exit_code == 0, result.output
    return app, json.loads(result.stdout), result.stderr


@pytest.fixture
def inside(filled: tuple[Flask, dict[str, Any], str]) -> Iterator[Flask]:
    with filled[0].app_context():
        yield filled[0]
        db.session.remove()


def rows(model: type[Any], **wanted: Any) -> list[Any]:
    return list(db.session.query(model).filter_by(**wanted))


def test_it_prints_one_object_with_accounts_of_every_role_and_what_to_try(filled: Any) -> None:
    printed = filled[1]
    assert set(printed) == {"accounts", "assignments", "visits", "reports"}
    roles = {account["role"] for account in printed["accounts"]}
    assert roles == {"shopper", "reviewer", "scheduler", "hq", "store_manager", "administrator"}
    assert {account["chain"] for account in printed["accounts"]} == {"all", "poutahetki", "morgonvind", "sinipoimu"}
    assert all(account["email"].endswith("@demo.example") for account in printed["accounts"])
    assert len(printed["reports"]) == VISITS + BOUTIQUE_VISITS
    assert len(printed["visits"]) == len(printed["reports"]) + 5
    assert {one["state"] for one in printed["assignments"]} == {"offered", "accepted"}


def test_its_accounts_open_with_the_password_that_it_prints(filled: Any, inside: Flask) -> None:
    for account in filled[1]["accounts"]:
        person = rows(Person, email=account["email"])[0]
        assert person.is_demo and account["password"] == PASSWORD
    assert is_right(PASSWORD, person.password_hash)


def test_its_pages_can_be_opened_by_those_it_names(filled: Any, inside: Flask) -> None:
    for one in filled[1]["assignments"][:2]:
        browser = browser_of(inside, rows(Person, email=one["shopper"])[0].id)
        assert browser.get(one["questionnaire_page"]).status_code == 200


def test_it_leaves_visits_in_every_state_that_somebody_can_act_on(inside: Flask) -> None:
    states = [visit.state for visit in rows(Visit)]
    assert states.count("approved") == VISITS + BOUTIQUE_VISITS
    assert states.count("submitted") == 4 and states.count("returned") == 1
    late = [visit for visit in rows(Visit, state="submitted") if any(flag["code"] == "late" for flag in visit.flags)]
    assert len(late) == 1


def test_it_earns_no_remark_but_the_one_that_is_meant(inside: Flask) -> None:
    assert {flag["code"] for visit in rows(Visit) for flag in visit.flags} == {"late"}


def test_it_keeps_the_reviewers_edit_beside_the_original(inside: Flask) -> None:
    typed = [answer for answer in rows(Answer, question="rcp_img") if answer.edited]
    assert len(typed) == 1 and typed[0].visit.state == "submitted"
    wrong, right = (float(each["value"]["total"]) for each in (typed[0].original, typed[0].edited))
    assert wrong - right == pytest.approx(9)


def test_it_prepares_every_photo(inside: Flask) -> None:
    assert {photo.state for photo in rows(Photo)} == {"ready"}


def test_it_builds_every_report_and_sends_every_letter(inside: Flask) -> None:
    assert {one.state for one in rows(Print)} == {"ready"}
    assert {one.state for one in rows(Delivery)} == {"sent"}
    mail = Path(inside.extensions["settings"].mail_url)
    # Beside the reports: the question to a shopper, and the word that the wave's report is there.
    assert len(list(mail.glob("*.eml"))) == len(rows(Delivery)) + 2


def test_it_lets_nothing_cross_from_chain_to_chain(inside: Flask) -> None:
    by_code = {chain.code: chain for chain in rows(Chain)}
    assert len(rows(Report, chain_id=by_code["morgonvind"].id)) == 1
    for report in rows(Report):
        assert report.store.chain_id == report.chain_id == report.wave.programme.chain_id
        others = [chain.name for chain in by_code.values() if chain.id != report.chain_id]
        assert not [name for name in others if name in json.dumps(report.snapshot, ensure_ascii=False)]
    for delivery in rows(Delivery):
        chains = {grant.chain_id for grant in delivery.reader.grants}
        assert chains == {delivery.report.chain_id}


def test_it_holds_what_was_decided_after_the_reports_of_the_first_wave(inside: Flask) -> None:
    done = [action for action in rows(ActionPoint) if action.done_at]
    assert len(done) >= 3
    assert all(action.chosen_at < action.done_at for action in done)


def test_it_sends_no_shopper_twice_to_a_store_within_90_days(inside: Flask) -> None:
    seen: dict[Any, list[Any]] = {}
    for assignment in rows(Assignment):
        seen.setdefault((assignment.store_id, assignment.shopper_id), []).append(assignment.due_on)
    for days in seen.values():
        days.sort()
        assert all((later - sooner).days > 90 for sooner, later in pairwise(days))


def test_it_refuses_where_something_is_and_changes_nothing(filled: Any, inside: Flask) -> None:
    before = len(rows(Visit))
    result = inside.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 1 and "Nothing was changed" in result.output
    assert len(rows(Visit)) == before


def test_it_only_names_the_accounts_when_it_is_asked_to_fill_what_is_filled(filled: Any) -> None:
    result = filled[0].test_cli_runner().invoke(args=["demo", "--if-empty"])
    assert result.exit_code == 0 and "hq@demo.example" in result.output and PASSWORD in result.output


def test_it_says_nothing_of_accounts_where_real_people_are(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["demo", "--if-empty"])
    assert (result.exit_code, result.output) == (0, "")


def test_it_has_no_place_in_production(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    app = create_app(type(settings)(**{**vars(settings), "base_url": "https://detalji.example"}))
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 1 and "production" in result.output
