"""flask users invite: how the first administrator of an empty installation gets in."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from extensions import db
from tests.conftest import Browser, settings_in
from tests.shopper.way_in import letters, send
from tests.world import World


def _run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["users", "invite", *words])


def test_it_prints_the_link_and_queues_the_letter(app: Flask, world: World) -> None:
    said = _run(app, "boss@example.org", "--role", "hq", "--chain", "aamu")
    assert said.exit_code == 0, said.output
    link = said.output.splitlines()[-1]
    assert link.startswith("http://localhost:5000/invitation/")
    (letter,) = letters()
    assert link in letter.text and letter.email == "boss@example.org"


def test_a_manager_is_invited_to_a_store_by_codes(app: Flask, world: World) -> None:
    said = _run(app, "m@example.org", "--role", "store_manager", "--chain", "aamu", "--store", "LAHTI")
    assert said.exit_code == 0, said.output


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("nobody", "--role", "shopper"), 1, "not a whole e-mail address"),
        (("anna@example.org", "--role", "shopper"), 1, "has this role already"),
        (("a@example.org", "--role", "hq"), 1, "belong to one chain"),
        (("a@example.org", "--role", "hq", "--chain", "none"), 1, "no chain with the code 'none' (known: aamu, kvall)"),
        (("a@example.org", "--role", "store_manager", "--chain", "aamu"), 1, "name it"),
        (("a@example.org", "--role", "store_manager", "--chain", "aamu", "--store", "X"), 1, "no store with the code"),
        (("a@example.org", "--role", "store_manager", "--store", "LAHTI"), 2, "--store needs --chain"),
        (("a@example.org", "--role", "boss"), 2, "Invalid value for '--role'"),
        (("a@example.org",), 2, "Missing option '--role'"),
        (("a@example.org", "--role", "shopper", "--language", "de"), 2, "Invalid value for '--language'"),
    ],
)
def test_it_says_what_does_not_fit(app: Flask, world: World, words: tuple[str, ...], code: int, sentence: str) -> None:
    said = _run(app, *words)
    assert said.exit_code == code
    assert sentence in " ".join(said.output.split())
    assert letters() == []


def test_the_first_administrator_comes_in(tmp_path: Path) -> None:
    empty = create_app(settings_in(tmp_path))
    empty.test_client_class = Browser
    with empty.app_context():
        db.create_all()
        said = _run(empty, "first@example.org", "--role", "administrator", "--language", "en")
        link = said.output.splitlines()[-1].removeprefix("http://localhost:5000")
        browser = empty.test_client()
        send(browser, link, link, name="First One", speaks="en", password="neljä sanaa peräkkäin")
        assert browser.get("/").location == "/desk/"
        db.session.remove()
        db.engine.dispose()


def test_without_tables_it_says_so(tmp_path: Path) -> None:
    bare = create_app(settings_in(tmp_path))
    said = _run(bare, "first@example.org", "--role", "administrator")
    assert said.exit_code == 1 and "flask db upgrade" in said.output
    with bare.app_context():
        db.engine.dispose()
