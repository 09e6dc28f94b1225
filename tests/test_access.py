"""Everybody tries every door: tests/tables/access.yaml says who gets what, docs/access.md says it in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from extensions import db, transaction
from shopper import clock
from shopper.access import public
from shopper.logbook import log
from tests.access.stage import PLAYERS, Stage, set_stage
from tests.access.table import Door, read_doors
from tests.access.walk import READING, bare, changed, told, try_door
from tests.conftest import Browser, settings_in
from tests.world import build_world

DOORS = read_doors()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Set once; whoever writes restores it."""
    home = tmp_path_factory.mktemp("stage")
    app = create_app(settings_in(home))
    app.testing, app.test_client_class = True, Browser
    with app.app_context():
        db.create_all()
        yield set_stage(app, build_world(), home)
        db.session.remove()
        db.engine.dispose()


def _endpoints(app: Flask) -> dict[str, set[str]]:
    """Endpoint → the methods that somebody declared."""
    found: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        found.setdefault(rule.endpoint, set()).update((rule.methods or set()) - {"HEAD", "OPTIONS"})
    return found


def test_every_endpoint_declares_its_policy(stage: Stage) -> None:
    undeclared = [name for name in _endpoints(stage.app) if not hasattr(stage.app.view_functions[name], "policy")]
    assert undeclared == []


def test_every_door_that_is_not_public_has_its_row(stage: Stage) -> None:
    views = stage.app.view_functions
    wanted = {
        f"{method} {name}"
        for name, methods in _endpoints(stage.app).items()
        for method in methods
        if not views[name].policy.is_public  # type: ignore[attr-defined]
    }
    assert {str(door) for door in DOORS} == wanted


def test_the_declared_roles_are_those_of_the_table(stage: Stage) -> None:
    """A policy that is too wide may be caught by a second look at the thing; it is too wide all the same."""
    for door in DOORS:
        declared = stage.app.view_functions[door.endpoint].policy  # type: ignore[attr-defined]
        said = {role: set(codes.values()) for role, codes in door.codes.items() if role != "anonymous"}
        assert {role for role, codes in said.items() if codes - {403, 404}} == declared.roles, door
        assert {role for role, codes in said.items() if 403 in codes} == declared.sees, door


def test_ids_in_addresses_are_uuids(stage: Stage) -> None:
    """Numbers can be counted through. What else stands in an address is a word, a digest or a secret."""
    words = {"build", "name", "language", "digest", "token", "sha256", "question_id"}
    loose = {
        (rule.endpoint, argument)
        for rule in stage.app.url_map.iter_rules()
        for argument in rule.arguments
        if argument not in words and type(rule._converters[argument]).__name__ != "UUIDConverter"
    }
    assert loose == set()


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_everybody_gets_what_the_table_says(stage: Stage, door: Door) -> None:
    surprises = walk(stage, door)
    assert not surprises, "\n".join(surprises)


def walk(stage: Stage, door: Door) -> list[str]:
    """Try one door as everybody, at everything; gives what was not as the table says."""
    surprises, before = [], stage.rows()
    for role, codes in door.codes.items():
        for relation in stage.relations(door.thing, role):
            answer, who = try_door(stage, door, role, relation), f"{role} at {relation} {door.thing or ''}: "
            wrote = changed(before, stage.rows())
            if answer.status_code != codes.get(relation):
                surprises.append(f"{who}{answer.status_code} instead of {codes.get(relation)}")
            if not _may_write(door, answer.status_code) and set(wrote) - _noted(door, answer.status_code):
                surprises.append(f"{who}{answer.status_code}, but {', '.join(wrote)} changed")
            if leaks := told(role, answer):
                surprises.append(f"{who}tells {', '.join(leaks)}")
            if wrote:
                stage.restore()
    return surprises


def _may_write(door: Door, status: int) -> bool:
    return status < 400 and door.method not in READING


def _noted(door: Door, status: int) -> set[str]:
    return set(door.notes) if status < 400 else set()


@pytest.mark.parametrize("door", [door for door in DOORS if door.thing], ids=str)
def test_what_is_not_yours_is_exactly_like_nothing(stage: Stage, door: Door) -> None:
    for role, codes in door.codes.items():
        nothing = bare(try_door(stage, door, role, "missing")) if codes["missing"] == 404 else None
        for relation in stage.relations(door.thing, role):
            if nothing and codes[relation] == 404:
                assert bare(try_door(stage, door, role, relation)) == nothing, f"{role} at {relation}"


@pytest.mark.parametrize("name", ["dora", "nobody"])
def test_the_disabled_and_those_without_a_role_get_nothing(stage: Stage, name: str) -> None:
    """Dora was an administrator; her session is over. Nobody has an account and no role."""
    before = stage.rows()
    for door in DOORS:
        answer = try_door(stage, door, name, "own")
        expected = door.codes["anonymous"]["own"] if name == "dora" else 404
        assert answer.status_code == expected, door
    assert changed(before, stage.rows()) == []


def test_no_write_goes_through_without_a_form_token(stage: Stage) -> None:
    before = stage.rows()
    for endpoint, methods in _endpoints(stage.app).items():
        if endpoint.startswith("api.") or "POST" not in methods:
            continue
        rule = next(rule for rule in stage.app.url_map.iter_rules(endpoint) if "POST" in (rule.methods or ()))
        values = dict.fromkeys(rule.arguments, stage.world.ids["aamu"])
        path = stage.app.url_map.bind("localhost").build(endpoint, values, method="POST")
        for role in PLAYERS:
            assert stage.browsers[role].post(path, data={"name": "x"}).status_code == 400, endpoint
    assert changed(before, stage.rows()) == []


def test_public_pages_tell_nothing_of_any_chain(stage: Stage) -> None:
    for endpoint, methods in _endpoints(stage.app).items():
        rule = next(stage.app.url_map.iter_rules(endpoint))
        if "GET" not in methods or not stage.app.view_functions[endpoint].policy.is_public:  # type: ignore[attr-defined]
            continue
        values = dict.fromkeys(rule.arguments, "fi")
        path = stage.app.url_map.bind("localhost").build(endpoint, values)
        page = stage.browsers["anonymous"].get(path).get_data(as_text=True)
        assert not [word for word in ("Aamu", "Kväll", "Testinen", "example.org", "S-") if word in page], endpoint


def test_a_device_that_is_no_id_gets_no_token(stage: Stage) -> None:
    for device in ("-" * 36, "0" * 36, "x", ""):
        answer = stage.browsers["shopper"].get(f"/api/session?device={device}", headers={"X-Detalji": "1"})
        assert (answer.status_code, answer.get_json()["deposit"]) == (200, None)


def test_the_walk_notices_a_door_left_open(stage: Stage) -> None:
    """The proof that the proof can fail: a view that asks nobody, and one that looks for nothing."""
    door = next(door for door in DOORS if str(door) == "GET desk.visit")
    kept = stage.app.view_functions["desk.visit"]
    stage.app.view_functions["desk.visit"] = public(lambda visit_id: f"Anna Testinen {visit_id}")
    try:
        surprises = walk(stage, door)
    finally:
        stage.app.view_functions["desk.visit"] = kept
    assert any("shopper at other visit" in line for line in surprises)
    assert any("anonymous" in line for line in surprises)
    assert any("tells Anna Testinen" in line for line in surprises)


def test_the_walk_notices_a_refusal_that_writes(stage: Stage) -> None:
    door = next(door for door in DOORS if str(door) == "POST hq.finish_action")
    kept = stage.app.view_functions["hq.finish_action"]
    stage.app.view_functions["hq.finish_action"] = public(_write_then_refuse)
    try:
        surprises = walk(stage, door)
    finally:
        stage.app.view_functions["hq.finish_action"] = kept
    assert any("but logged changed" in line for line in surprises)


def _write_then_refuse(report_id: object) -> tuple[str, int]:
    with transaction():
        log(None, "x", "x", str(report_id), clock.now())
    return "", 404


def test_the_words_of_the_table_name_every_door() -> None:
    page = (Path(__file__).parent.parent / "docs" / "access.md").read_text(encoding="utf-8")
    untold = {door.endpoint for door in DOORS if f"`{door.endpoint}`" not in page}
    assert untold == set()
