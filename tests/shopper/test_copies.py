"""The office loads what a phone saved: each visit once, as its owner's; hostile files are refused in words."""

from __future__ import annotations

import base64
import json
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from flask import Flask
from sqlalchemy import func, select

from extensions import db, transaction
from shopper import clock
from shopper.models import SCHEDULER, Chain, HeldPhoto, Logged, Photo, Visit
from shopper.people import give_role, new_person
from tests.conftest import browser_of
from tests.deposits import deliver, frozen, jpeg, manifest, sha
from tests.shopper.arrivals import arrive, visit_of
from tests.shopper.desk_browser import page, post
from tests.world import SMALL_ANSWERS, World


def photo_of(content: bytes, **changes: Any) -> dict[str, Any]:
    text = base64.b64encode(content).decode()
    return {"question": "photo", "sha256": sha(content), "type": "image/jpeg", "base64": text, **changes}


def finished(world: World, photos: list[bytes] | None = None, **changes: Any) -> dict[str, Any]:
    """A visit of Anna's as her phone puts it into a copy."""
    made = manifest(world, photos, **changes)
    body = frozen(made)
    owner = str(world.people["anna"])
    draft = {"id": made["visit"], "owner": owner, "assignment": made["assignment"], "state": "ready"}
    return {"draft": draft, "text": body.decode(), "sha": sha(body), "answers": [],
            "photos": [photo_of(one) for one in photos or []]}  # fmt: skip


def begun(world: World, photos: list[bytes] | None = None) -> dict[str, Any]:
    """A visit that Anna has not finished."""
    made = manifest(world)
    draft = {
        "id": made["visit"], "owner": str(world.people["anna"]), "assignment": made["assignment"], "state": "editing",
        "version": made["version"], "language": "fi", "supersedes": None, "createdAt": made["started_at"], "rev": 9,
        "page": "/field/visit/x/fi",
    }  # fmt: skip
    answers = [
        {"visit": made["visit"], "question": question, "pairs": [["value", "x"]], **answer, "at": 1794990000000}
        for question, answer in SMALL_ANSWERS.items()
    ]
    return {"draft": draft, "answers": answers, "photos": [photo_of(one) for one in photos or []], "stamps": []}


def loaded(app: Flask, world: World, *visits: Any, who: str = "sanna", **changes: Any) -> Any:
    content = {"detalji": 1, "saved_at": 1794990000000, "visits": list(visits), "log": [], **changes}
    return post(browser_of(app, world.people[who]), "/desk/copies", {}, file=json.dumps(content).encode())


def count(model: Any) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_finished_visit_arrives_whole_and_once(app: Flask, world: World) -> None:
    one = finished(world, [jpeg("#112233"), jpeg("#332211")])
    assert "Received. It is in the queue of the reviewers." in page(loaded(app, world, one))
    visit = visit_of(UUID(one["draft"]["id"]))
    assert (visit.state, visit.sha256, visit.shopper_id) == ("submitted", one["sha"], world.people["anna"])
    assert visit.manifest.decode() == one["text"]
    assert [photo.state for photo in visit.photos] == ["received", "received"]
    assert [flag["code"] for flag in visit.flags if flag["code"].startswith("from")] == ["from_copy"]
    assert "It was here already." in page(loaded(app, world, one))
    assert (count(Visit), count(Photo)) == (1, 2)
    assert db.session.query(Logged).filter_by(deed="loaded from a copy").one().person_id == world.people["sanna"]


def test_what_the_phone_sent_meanwhile_is_not_doubled(app: Flask, world: World) -> None:
    made = manifest(world)
    deliver(browser_of(app, world.people["anna"]), made)
    body = frozen(made)
    one = {**finished(world), "text": body.decode(), "sha": sha(body)}
    one["draft"]["id"] = made["visit"]
    assert "It was here already." in page(loaded(app, world, one))
    assert count(Visit) == 1


def test_an_unfinished_visit_becomes_one_that_says_so(app: Flask, world: World) -> None:
    one = begun(world, [jpeg("#445566")])
    shown = page(loaded(app, world, one))
    assert "Received." in shown and "It was not finished on the phone" in shown
    visit = visit_of(uuid5(UUID(one["draft"]["id"]), "copy"))
    assert visit.state == "submitted" and "from_copy_unfinished" in [flag["code"] for flag in visit.flags]
    assert visit.current_answers()["grt_first"]["value"] == "staff"
    assert [(photo.question, photo.state) for photo in visit.photos] == [("photo", "received")]
    loaded(app, world, one)
    assert count(Visit) == 1


def test_an_unfinished_copy_of_what_was_finished_later_is_left(app: Flask, world: World) -> None:
    one = begun(world)
    arrive(app, world, visit=one["draft"]["id"])
    assert "It was here already." in page(loaded(app, world, one))
    assert count(Visit) == 1


def test_other_content_under_a_known_id_is_kept_aside(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    one = finished(world, visit=str(visit_id), started_at=1794988000000)
    assert "It is known with other content." in page(loaded(app, world, one))
    assert "conflict" in [flag["code"] for flag in visit_of(visit_id).flags]


def test_a_photo_that_is_in_neither_place_is_told(app: Flask, world: World) -> None:
    one = finished(world, [jpeg("#112233"), jpeg("#332211")])
    one["photos"][0]["base64"] = None
    assert "1 photo is in neither place." in page(loaded(app, world, one))
    assert visit_of(UUID(one["draft"]["id"])).state == "receiving"


def test_good_visits_beside_bad_ones_are_stored(app: Flask, world: World) -> None:
    good, bad = finished(world), finished(world)
    bad["text"] += " "
    shown = page(loaded(app, world, bad, good, {"draft": None}, {}))
    assert "Its text is not whole." in shown and "Received." in shown
    assert shown.count("What stands there is no visit of ours.") == 2
    assert [str(one.id) for one in db.session.query(Visit)] == [good["draft"]["id"]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one, world: one["draft"].update(owner=str(world.people["bengt"])), "Its assignment is not known here"),
        (lambda one, world: one["draft"].update(id=str(uuid4())), "It names two different visits at once."),
        (lambda one, world: one["draft"].update(id="x"), "What stands there is no visit of ours."),
        (lambda one, world: one["photos"].append(photo_of(jpeg(), base64="!!")), "A photo in it is damaged."),
        (lambda one, world: one["photos"].append(photo_of(jpeg(), sha256="0" * 64)), "A photo in it is damaged."),
        (lambda one, world: one["photos"].append(photo_of(b"<svg onload=x>")), "What it holds as a photo is none."),
        (lambda one, world: one.update(photos=[photo_of(jpeg())] * 60), "It holds more photos than a visit can have."),
        (lambda one, world: one.update(photos="x"), "It holds more photos than a visit can have."),
        (lambda one, world: one.update(photos=[1, None]), "What stands there is no visit of ours."),
        (lambda one, world: one.update(sha=["a"]), "What stands there is no visit of ours."),
    ],
)
def test_a_hostile_visit_is_refused_in_words_and_leaves_nothing(
    app: Flask, world: World, change: Any, words: str
) -> None:
    one = finished(world, [jpeg("#112233")])
    change(one, world)
    answer = loaded(app, world, one)
    assert answer.status_code == 200 and words in page(answer)
    assert (count(Visit), count(HeldPhoto), count(Photo)) == (0, 0, 0)


@pytest.mark.parametrize("field", ["answers", "stamps", "photos"])
@pytest.mark.parametrize("nonsense", [5, "x", [5], [[]], [{}], {"a": 1}, [{"question": [], "sha256": {}}]])
def test_nonsense_in_an_unfinished_visit_is_refused(app: Flask, world: World, field: str, nonsense: Any) -> None:
    answer = loaded(app, world, {**begun(world), field: nonsense})
    assert answer.status_code == 200 and "not stored" in page(answer)
    assert count(Visit) == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'"x"', b'{"detalji": 2, "visits": []}', b'{"detalji": 1, "visits": {}}', b'{"detalji": 1}',
     b'{"detalji": 1, "visits": [1]}', b'{"detalji": 1, "visits": [' + b"[" * 500, b"\xff\xfe", b'{"a": NaN}',
     json.dumps({"detalji": 1, "visits": [{}] * 60}).encode()],
)  # fmt: skip
def test_what_is_no_copy_is_refused_in_words(app: Flask, world: World, content: bytes) -> None:
    answer = post(browser_of(app, world.people["sanna"]), "/desk/copies", {}, file=content)
    assert answer.status_code == 422 and ("Nothing was stored." in page(answer) or "Choose the file." in page(answer))
    assert count(Visit) == 0


def test_a_scheduler_of_another_chain_stores_nothing(app: Flask, world: World) -> None:
    with transaction():
        other = new_person("siri@example.org", "Siri Testinen", None, "en", clock.now())
        give_role(other, SCHEDULER, world.get(Chain, "kvall"))
        world.people["siri"] = other.id
    answer = loaded(app, world, finished(world), who="siri")
    assert "Its assignment is not known here" in page(answer) and "Café Aamu" not in page(answer)
    assert count(Visit) == 0


def test_a_copy_with_many_photos_passes_the_door(app: Flask, world: World) -> None:
    """Thirty megabytes: more than any other form may have."""
    answer = loaded(app, world, finished(world), note="x" * 30_000_000)
    assert answer.status_code == 200 and "Received." in page(answer)
