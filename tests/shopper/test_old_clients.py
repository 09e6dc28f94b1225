"""What phones of earlier releases froze, and may hold for weeks without a network, is taken for good.

The files in tests/tables/old_clients/ were frozen by those releases and are never changed; a new form of the manifest
gets a file of its own beside them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from extensions import db
from shopper.models import Visit
from shopper.photos import file_store
from tests.deposits import finish, put_photo, put_visit, sha
from tests.living import ROOT
from tests.world import World

OLD = ROOT / "tests" / "tables" / "old_clients"


@pytest.mark.parametrize("form", sorted(OLD.glob("manifest_*.json")), ids=lambda path: path.stem)
def test_a_visit_that_an_old_client_froze_is_taken_whole(
    as_person: Callable[[str], FlaskClient], world: World, form: Path
) -> None:
    body = form.read_bytes()
    told = json.loads(body)
    photo = (OLD / form.name.replace("manifest", "photo")).with_suffix(".jpg").read_bytes()
    anna = as_person("anna")
    first = put_visit(anna, told["visit"], body)
    assert (first.status_code, first.get_json()["missing"]) == (202, [sha(photo)])
    assert put_photo(anna, told["visit"], photo).status_code == 201
    receipts = [finish(anna, told["visit"]).get_json()["receipt"] for _ in range(2)]
    assert receipts[0] == receipts[1] and receipts[0]["sha"] == sha(body)
    visit = db.session.get_one(Visit, UUID(told["visit"]))
    assert visit.manifest == body
    kept = {answer.question: answer.original for answer in visit.answers}
    assert {question: answer.get("value") for question, answer in kept.items()} == {
        question: answer.get("value") for question, answer in told["answers"].items()
    }
    assert visit.started_at and visit.finished_at
    assert file_store().read(sha(photo)) == photo
