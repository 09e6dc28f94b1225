"""What a phone would send: a manifest, its digest, photos; and the requests themselves."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from extensions import db
from forms.models import QuestionnaireVersion
from tests.world import SMALL_ANSWERS, World

TAKEN_AT = 1794990000000
OURS = {"X-Detalji": "1", "Origin": "http://localhost"}


def jpeg(colour: str = "#8899aa", size: tuple[int, int] = (120, 90)) -> bytes:
    """A small photo; another colour gives other bytes."""
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG")
    return target.getvalue()


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def manifest(world: World, photos: list[bytes] | None = None, **changes: Any) -> dict[str, Any]:
    """Anna's finished visit to Lahti, with these photos at the question `photo`."""
    version = db.session.get_one(QuestionnaireVersion, world.ids["aamu_version"])
    listed = [
        {"sha256": sha(photo), "question": "photo", "bytes": len(photo), "type": "image/jpeg", "taken_at": TAKEN_AT}
        for photo in photos or []
    ]
    answers = json.loads(json.dumps(SMALL_ANSWERS))
    if listed:
        answers["photo"] = {"photos": [photo["sha256"] for photo in listed]}
    made = {
        "detalji": 1, "visit": str(uuid4()), "assignment": str(world.ids["lahti_visit"]), "version": version.digest,
        "language": "fi", "supersedes": None, "device": str(uuid4()), "started_at": 1794989000000,
        "finished_at": 1794991000000, "clock": [], "answers": answers, "photos": listed,
    }  # fmt: skip
    return {**made, **changes}


def frozen(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def put_visit(browser: FlaskClient, visit: str, body: bytes, **headers: str) -> TestResponse:
    """Step 2, as the phone does it."""
    sent = {**OURS, "X-Sha256": sha(body), "Content-Type": "application/json", **headers}
    return browser.put(f"/api/visits/{visit}", data=body, headers=sent)


def put_photo(browser: FlaskClient, visit: str, photo: bytes, name: str | None = None, **headers: str) -> TestResponse:
    """Step 3."""
    return browser.put(f"/api/visits/{visit}/photos/{name or sha(photo)}", data=photo, headers={**OURS, **headers})


def finish(browser: FlaskClient, visit: str, **headers: str) -> TestResponse:
    """Step 4."""
    return browser.post(f"/api/visits/{visit}/finish", headers={**OURS, **headers})


def deliver(browser: FlaskClient, content: dict[str, Any], photos: list[bytes] | None = None) -> dict[str, Any]:
    """The whole way of one visit; gives its receipt."""
    visit = content["visit"]
    assert put_visit(browser, visit, frozen(content)).status_code == 202
    for photo in photos or []:
        assert put_photo(browser, visit, photo).status_code in (200, 201)
    answer = finish(browser, visit)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    receipt: dict[str, Any] = answer.get_json()["receipt"]
    return receipt
