"""Trying a door as everybody: what came, and whether anything was written, told or left open that should not be."""

from __future__ import annotations

import io
import json
import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from extensions import db
from forms.definition import from_plain
from forms.exchange.yaml import dump
from forms.models import QuestionnaireVersion
from tests.access.stage import WAITING, Stage, manifest_for, photo_name
from tests.access.table import Door
from tests.conftest import form_token
from tests.deposits import OURS, sha
from tests.keeping import news
from tests.world import SMALL_QUESTIONNAIRE

READING = frozenset({"GET", "HEAD"})
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"|"now":\s*\d+')
# What must not be read by whom: the shopper's person by anybody in the chain, and anything of Kväll by Aamu's people.
_SHOPPERS = ("Anna Testinen", "Bengt Testinen", "anna@example.org", "bengt@example.org", "+358 40 000000")
_CODES = ("S-ANNA", "S-BENGT")
_FOREIGN = ("Kväll", "Borgå", "henrik@", "magnus@")
HIDDEN = {
    "reviewer": (*_SHOPPERS, *_FOREIGN),
    "scheduler": (*_SHOPPERS, *_FOREIGN),
    "hq": (*_SHOPPERS, *_CODES, *_FOREIGN),
    "store_manager": (*_SHOPPERS, *_CODES, *_FOREIGN, "Vaasa"),
    "shopper": ("Bengt", *_CODES[1:], *_FOREIGN),
}


def try_door(stage: Stage, door: Door, role: str, relation: str) -> TestResponse:
    """One request, as this role's browser would send it."""
    browser = stage.browsers[role]
    # Nothing of an earlier try: no form token, no message, no challenge.
    browser.delete_cookie("form")
    values = {"relation": relation, "role": role}
    found = stage.thing(door.thing, relation, role) if door.thing else None
    path = _path(stage, door, found)
    if door.endpoint.startswith("api."):
        return _send_to_api(stage, door, browser, path, relation, found)
    if door.method in READING:
        return browser.open(path, method=door.method)
    token = _token(browser)
    if door.send == "json":
        return browser.post(path, json={}, headers={"X-CSRFToken": token})
    form = {name: found if value == "{thing}" else _filled(stage, value, **values) for name, value in door.form.items()}
    return browser.open(path, method=door.method, data={"csrf_token": token, **form})


def _path(stage: Stage, door: Door, found: Any) -> str:
    rule = next(rule for rule in stage.app.url_map.iter_rules(door.endpoint) if door.method in (rule.methods or ()))
    free = [name for name in rule.arguments if name not in door.address]
    values: dict[str, Any] = {name: str(_filled(stage, text, "own", "shopper")) for name, text in door.address.items()}
    values |= dict.fromkeys(free, found)
    return stage.app.url_map.bind("localhost").build(door.endpoint, values, method=door.method)


def _token(browser: FlaskClient) -> str:
    return form_token(browser, "/sign-in")


def _send_to_api(stage: Stage, door: Door, browser: FlaskClient, path: str, relation: str, found: Any) -> TestResponse:
    body, headers = b"", dict(OURS)
    if door.send == "manifest":
        body = manifest_for(stage, relation, found)
        headers |= {"X-Sha256": sha(body), "Content-Type": "application/json"}
    elif door.send == "photo":
        body = WAITING
    elif door.send == "draft":
        body = json.dumps(news(stage.world)).encode()
        headers |= {"Content-Type": "application/json"}
    return browser.open(path, method=door.method, data=body or None, headers=headers)


def _filled(stage: Stage, value: Any, relation: str, role: str) -> Any:
    """A form's value: `{store}` is the store of the same relation, `{photo_name}` a digest, `{file}` an upload."""
    if isinstance(value, list):
        return [_filled(stage, one, relation, role) for one in value]
    if not isinstance(value, str) or not value.startswith("{"):
        return value
    name = value.strip("{}")
    if name == "photo_name":
        return photo_name()
    if name == "digest":
        return _digest(stage)
    if name == "file":
        return io.BytesIO(_yaml().encode()), "file.yaml"
    if name == "table":
        return io.BytesIO(b"code;name;city;brand\n"), "stores.csv"
    known = stage.things[name]
    return str(known.get(relation) or known["own"])


def _digest(stage: Stage) -> str:
    return db.session.get_one(QuestionnaireVersion, stage.world.ids["aamu_version"]).digest


def _yaml() -> str:
    return dump(from_plain({**SMALL_QUESTIONNAIRE, "code": "third"}))


def bare(answer: TestResponse) -> tuple[int, str, list[str]]:
    """What two refusals must have in common: status, body without ids and tokens, names of the headers."""
    body = _TOKEN.sub("", _ID.sub("ID", answer.get_data(as_text=True)))
    return answer.status_code, body, sorted(name for name, _value in answer.headers)


def told(role: str, answer: TestResponse) -> list[str]:
    """What this role's answer tells but must not."""
    if answer.mimetype not in ("text/html", "application/json", "text/csv", "application/yaml"):
        return []
    page = answer.get_data(as_text=True)
    # The remarks know towns, so as not to take them for people; that one of them has a store here is told by nothing.
    known = {"Borgå"} if answer.request.path.endswith("/words.json") else set()
    return [word for word in HIDDEN.get(role, ()) if word in page and word not in known]


def changed(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> list[str]:
    """Tables in which something was written."""
    return [name for name in after if before.get(name) != after[name]]
