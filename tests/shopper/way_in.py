"""How tests come in: give a person a password, post a form as a browser would, read the letters that went out."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from extensions import db, transaction
from shopper.models import Letter, Person
from shopper.passwords import hash_password
from tests.conftest import form_token

PASSWORD = "neljä sanaa peräkkäin"


def give_password(person_id: UUID, password: str = PASSWORD) -> str:
    """Gives the person's address."""
    with transaction():
        person = db.session.get_one(Person, person_id)
        person.password_hash = hash_password(password)
        email = person.email
    return email


def send(browser: FlaskClient, path: str, page: str = "/sign-in", **fields: Any) -> TestResponse:
    """Post a form with the token of `page`."""
    return browser.post(path, data={"csrf_token": form_token(browser, page), **fields})


def sign_in(browser: FlaskClient, email: str, password: str = PASSWORD, **fields: Any) -> TestResponse:
    return send(browser, "/sign-in", email=email, password=password, **fields)


def letters() -> list[Letter]:
    """All letters that were queued, oldest first."""
    return list(db.session.scalars(select(Letter).order_by(Letter.queued_at)))


def path_in(letter: Letter) -> str:
    """The path of the link in a letter."""
    found = re.search(r"http://localhost:5000(/\S+)", letter.text)
    assert found, letter.text
    return found[1]


def is_signed_in(browser: FlaskClient) -> bool:
    return browser.get("/account").status_code == 200
