"""A visit reaches the server once and whole, whatever comes twice, late, cut, forged or out of order."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from extensions import db, transaction
from shopper import clock
from shopper.models import Answer, Assignment, Conflict, HeldPhoto, Job, Photo, Visit
from shopper.photos import file_store
from shopper.sessions import mint_deposit_token
from tests.conftest import browser_of
from tests.deposits import OURS, deliver, finish, frozen, jpeg, manifest, put_photo, put_visit, sha
from tests.world import World

People = Callable[[str], FlaskClient]


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_it_takes_a_visit_with_photos_and_gives_a_receipt(as_person: People, world: World) -> None:
    photos = [jpeg("#aa8866"), jpeg("#6688aa")]
    content = manifest(world, photos)
    anna = as_person("anna")
    first = put_visit(anna, content["visit"], frozen(content))
    assert first.status_code == 202
    assert sorted(first.get_json()["missing"]) == sorted(sha(photo) for photo in photos)
    assert finish(anna, content["visit"]).status_code == 428
    for photo in photos:
        assert put_photo(anna, content["visit"], photo).status_code == 201
    receipt = finish(anna, content["visit"]).get_json()["receipt"]
    assert receipt["id"] == content["visit"]
    assert receipt["sha"] == sha(frozen(content))
    assert receipt["photos"] == 2
    visit = db.session.get_one(Visit, UUID(content["visit"]))
    assert visit.state == "submitted"
    assert visit.flags == []
    assert {answer.question for answer in visit.answers} == set(content["answers"])
    assert all(file_store().read(photo.sha256) for photo in visit.photos)
    assert world.get(Assignment, "lahti_visit").state == "done"
    assert count(Job) == 2


def test_it_gives_the_same_receipt_every_time(as_person: People, world: World) -> None:
    content = manifest(world, [jpeg()])
    anna = as_person("anna")
    receipts = [deliver(anna, content, [jpeg()]) for _ in range(3)]
    assert receipts[0] == receipts[1] == receipts[2]
    assert (count(Visit), count(Photo), count(Job)) == (1, 1, 1)


def test_it_stores_one_visit_when_twenty_come_at_once(app: Flask, world: World) -> None:
    content = manifest(world)
    browsers = [browser_of(app, world.people["anna"]) for _ in range(20)]
    statuses: list[int] = []

    def send(browser: FlaskClient) -> None:
        with app.app_context():
            statuses.append(put_visit(browser, content["visit"], frozen(content)).status_code)

    threads = [threading.Thread(target=send, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [202] * 20
    assert count(Visit) == 1


def test_it_keeps_other_content_under_the_same_id_aside(as_person: People, world: World) -> None:
    content = manifest(world)
    anna = as_person("anna")
    deliver(anna, content)
    changed = frozen({**content, "finished_at": content["finished_at"] + 1})
    for _ in range(2):
        answer = put_visit(anna, content["visit"], changed)
        assert answer.status_code == 409
        assert answer.get_json()["error"]["code"] == "conflict"
    kept = db.session.scalars(select(Conflict)).one()
    assert kept.manifest == changed
    visit = db.session.get_one(Visit, UUID(content["visit"]))
    assert visit.manifest == frozen(content)
    assert [flag["code"] for flag in visit.flags] == ["conflict"]


@pytest.mark.parametrize("order", list(itertools.permutations(["visit", "photo 1", "photo 2", "finish"])))
def test_it_ends_the_same_in_whatever_order_the_pieces_come(
    as_person: People, world: World, order: tuple[str, ...]
) -> None:
    photos = {"photo 1": jpeg("#112233"), "photo 2": jpeg("#332211")}
    content = manifest(world, list(photos.values()))
    anna = as_person("anna")
    for piece in [*order, "finish"]:
        if piece == "visit":
            assert put_visit(anna, content["visit"], frozen(content)).status_code == 202
        elif piece == "finish":
            last = finish(anna, content["visit"])
            assert last.status_code in (200, 404, 428)
        else:
            assert put_photo(anna, content["visit"], photos[piece]).status_code == 201
    assert last.status_code == 200
    assert (count(Visit), count(Photo), count(HeldPhoto)) == (1, 2, 0)


def test_a_visit_belongs_to_who_deposited_it(as_person: People, world: World) -> None:
    content = manifest(world, [jpeg()])
    deliver(as_person("anna"), content, [jpeg()])
    bengt = as_person("bengt")
    missing = finish(bengt, str(uuid4()))
    for answer in (
        put_visit(bengt, content["visit"], frozen(content)),
        put_photo(bengt, content["visit"], jpeg()),
        finish(bengt, content["visit"]),
    ):
        assert answer.status_code == 404
        assert answer.get_json()["error"] == missing.get_json()["error"]
    assert count(Conflict) == 0


def test_another_persons_assignment_is_stored_flagged_and_not_joined(as_person: People, world: World) -> None:
    content = manifest(world)
    deliver(as_person("bengt"), content)
    visit = db.session.get_one(Visit, UUID(content["visit"]))
    assert visit.assignment_id is None
    assert "assignment_unknown" in [flag["code"] for flag in visit.flags]
    assert world.get(Assignment, "lahti_visit").state == "accepted"


def test_what_does_not_fit_is_flagged_never_refused(as_person: People, world: World) -> None:
    content = manifest(world, started_at=1794989000000, finished_at=1794989010000)
    content["clock"] = [{"server": 1794989000000, "wall": 1794989000000 - 3_600_000, "mono": 1, "boot": "x"}]
    content["answers"] |= {
        "grt_first": {"value": "nobody_knows"}, "apology": {"value": "yes"}, "never_asked": {"value": "?"},
        "undivided": {"value": {"deep": [1]}},
    }  # fmt: skip
    deliver(as_person("anna"), content)
    visit = db.session.get_one(Visit, UUID(content["visit"]))
    assert {flag["code"] for flag in visit.flags} == {
        "answer_does_not_fit", "answer_not_asked", "question_unknown", "clock_wrong", "very_quick"
    }  # fmt: skip
    kept = db.session.get_one(Answer, (visit.id, "undivided"))
    assert kept.original["value"] == {"deep": [1]}


def test_an_assignment_taken_away_meanwhile_still_takes_the_visit(as_person: People, world: World) -> None:
    with transaction():
        world.get(Assignment, "lahti_visit").state = "withdrawn"
    content = manifest(world, finished_at=1797990000000)
    deliver(as_person("anna"), content)
    visit = db.session.get_one(Visit, UUID(content["visit"]))
    assert {flag["code"] for flag in visit.flags} == {"assignment_closed", "late"}


def test_two_visits_of_one_assignment_are_both_kept_and_the_office_is_told(as_person: People, world: World) -> None:
    anna = as_person("anna")
    first, second = manifest(world), manifest(world)
    deliver(anna, first)
    deliver(anna, second)
    assert count(Visit) == 2
    flags = db.session.get_one(Visit, UUID(second["visit"])).flags
    assert [flag["code"] for flag in flags] == ["second_visit"]


def test_a_correction_takes_the_place_of_the_returned_visit(as_person: People, world: World) -> None:
    anna = as_person("anna")
    first = manifest(world)
    deliver(anna, first)
    second = manifest(world, supersedes=first["visit"], finished_at=first["finished_at"] + 90 * 24 * 3600 * 1000)
    deliver(anna, second)
    old, new = (db.session.get_one(Visit, UUID(content["visit"])) for content in (first, second))
    assert (old.state, old.excluded_reason) == ("excluded", "superseded")
    assert (new.state, new.flags) == ("submitted", [])
    # It is neither late nor of another day for being corrected.
    assert new.finished_at == old.finished_at


def test_a_deposit_token_delivers_after_the_session_has_ended(app: Flask, world: World) -> None:
    with transaction():
        token = mint_deposit_token(world.people["anna"], uuid4(), clock.now())
    stranger = app.test_client()
    content = manifest(world, [jpeg()])
    bearer = {"Authorization": f"Deposit {token}"}
    assert put_visit(stranger, content["visit"], frozen(content)).status_code == 401
    assert put_visit(stranger, content["visit"], frozen(content), **bearer).status_code == 202
    assert put_photo(stranger, content["visit"], jpeg(), **bearer).status_code == 201
    assert finish(stranger, content["visit"], **bearer).status_code == 200
    assert stranger.get("/api/assignments", headers={**OURS, **bearer}).status_code == 401
    assert finish(stranger, content["visit"], Authorization="Deposit forged").status_code == 401


def test_a_deposit_token_serves_its_owner_while_another_is_signed_in(as_person: People, world: World) -> None:
    with transaction():
        token = mint_deposit_token(world.people["anna"], uuid4(), clock.now())
    content = manifest(world)
    put_visit(as_person("bengt"), content["visit"], frozen(content), Authorization=f"Deposit {token}")
    assert db.session.get_one(Visit, UUID(content["visit"])).shopper_id == world.people["anna"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Detalji": ""}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"X-Sha256": ""}, 400),
        ({"X-Sha256": "0" * 64}, 400),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Encoding": "gzip"}, 415),
    ],
)
def test_it_refuses_what_is_not_from_our_page_or_not_whole(
    as_person: People, world: World, headers: dict[str, str], status: int
) -> None:
    content = manifest(world)
    answer = put_visit(as_person("anna"), content["visit"], frozen(content), **headers)
    assert answer.status_code == status
    assert answer.get_json()["detalji"] == 1
    assert count(Visit) == 0


BROKEN = {
    "empty": (b"", 400),
    "cut": (b'{"detalji": 1, "visit"', 400),
    "two values": (b"{} {}", 400),
    "latin-1": ('{"a": "ä"}'.encode("latin-1"), 400),
    "utf-16": ('{"a": "b"}'.encode("utf-16"), 400),
    "a list": (b"[]", 422),
    "null": (b"null", 422),
    "a number": (b"1", 422),
    "very deep": (b"[" * 100_000, 400),
    "doubled key": (b'{"detalji": 1, "detalji": 1}', 400),
    "NaN": (b'{"detalji": NaN}', 422),
    "infinity": (b'{"detalji": 1e999}', 422),
    "a huge integer": (b'{"detalji": ' + b"9" * 5000 + b"}", 422),
    "2^63": (b'{"detalji": 9223372036854775808}', 422),
    "NUL": (b'{"detalji": "\\u0000"}', 422),
    "a lone surrogate": (b'{"detalji": "\\ud800"}', 422),
    "not a character": ('{"detalji": "\uffff"}'.encode(), 422),
    "dangerous key": (b'{"__proto__": {}}', 422),
    "100 000 keys": (b"{" + b",".join(b'"k%d":1' % n for n in range(100_000)) + b"}", 413),
    "two megabytes": (b'{"a": "' + b"x" * 2_100_000 + b'"}', 413),
}


@pytest.mark.parametrize("name", BROKEN)
def test_it_refuses_malformed_bytes_whole(as_person: People, world: World, name: str) -> None:
    body, status = BROKEN[name]
    answer = put_visit(as_person("anna"), str(uuid4()), body)
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert answer.get_json()["error"]["message"]
    assert count(Visit) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"detalji": 99}, {"detalji": "1"}, {"detalji": True}, {"visit": 7}, {"visit": "x"}, {"assignment": []},
        {"version": None}, {"language": "de"}, {"language": ["fi"]}, {"device": 1}, {"started_at": "now"},
        {"started_at": True}, {"clock": {}}, {"answers": []}, {"answers": {"x": 1}}, {"answers": {"Bad id": {}}},
        {"answers": {"words": {"value": "a", "score": 100}}}, {"answers": {"words": {"skipped": "because"}}},
        {"answers": {"words": {"photos": ["x"]}}}, {"photos": {}}, {"photos": [1]}, {"photos": [{"sha256": "x"}]},
        {"role": "administrator"}, {"approved_at": 1}, {"photos": [{}] * 51},
    ],
)  # fmt: skip
def test_it_refuses_a_wrong_outer_shape(as_person: People, world: World, changes: dict[str, Any]) -> None:
    content = manifest(world)
    answer = put_visit(as_person("anna"), content["visit"], frozen({**content, **changes}))
    assert answer.status_code in (413, 422), answer.get_data(as_text=True)
    assert answer.get_json()["error"]["field"]
    assert count(Visit) == 0


def test_a_byte_order_mark_and_clocks_of_other_centuries_are_let_pass(as_person: People, world: World) -> None:
    content = manifest(world, started_at=-5, finished_at=99_999_999_999_999)
    body = b"\xef\xbb\xbf" + frozen(content)
    assert put_visit(as_person("anna"), content["visit"], body).status_code == 202
    assert db.session.get_one(Visit, UUID(content["visit"])).started_at is None


def test_a_photo_that_is_cut_or_altered_leaves_nothing(as_person: People, world: World) -> None:
    content, photo = manifest(world, [jpeg()]), jpeg()
    anna = as_person("anna")
    put_visit(anna, content["visit"], frozen(content))
    assert put_photo(anna, content["visit"], photo[:-9], name=sha(photo)).status_code == 400
    assert put_photo(anna, content["visit"], photo[:-1] + b"x", name=sha(photo)).status_code == 400
    assert not file_store().has(sha(photo))
    assert list(file_store().folder.glob(".part-*")) == []
    assert finish(anna, content["visit"]).status_code == 428


@pytest.mark.parametrize(
    "content",
    [b"<html>hello</html>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"%!PS-Adobe",
     b"GIF89a" + b"0" * 99, b"II*\x00" + b"0" * 99, b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + b"0" * 50],
)  # fmt: skip
def test_what_is_no_photo_is_refused_at_the_door(as_person: People, world: World, content: bytes) -> None:
    answer = put_photo(as_person("anna"), str(uuid4()), content)
    assert answer.status_code == 422
    assert answer.get_json()["error"]["code"] == "not_a_photo"
    assert not file_store().has(sha(content))


def test_a_photo_that_the_frozen_visit_does_not_name_is_refused(as_person: People, world: World) -> None:
    content = manifest(world, [jpeg()])
    anna = as_person("anna")
    deliver(anna, content, [jpeg()])
    assert put_photo(anna, content["visit"], jpeg("#ffffff")).status_code == 409


def test_the_same_photo_at_two_questions_is_one_file_and_two_rows(as_person: People, world: World) -> None:
    content = manifest(world, [jpeg()])
    twin = {**content["photos"][0], "question": "words"}
    content["photos"].append(twin)
    assert deliver(as_person("anna"), content, [jpeg()])["photos"] == 2


def test_ids_that_are_none_are_not_found(as_person: People) -> None:
    anna = as_person("anna")
    assert anna.put("/api/visits/1", data=b"{}", headers=OURS).status_code == 404
    assert put_photo(anna, str(uuid4()), jpeg(), name="../../etc/passwd").status_code == 404
    assert put_photo(anna, str(uuid4()), jpeg(), name="A" * 64).status_code == 404


def test_the_session_tells_who_is_signed_in_and_mints_a_token(as_person: People, app: Flask) -> None:
    mine = as_person("anna").get(f"/api/session?device={uuid4()}", headers=OURS).get_json()
    assert mine["person"]["name"] == "Anna Testinen"
    assert mine["deposit"]
    assert mine["limits"]["photos"] == 50
    assert app.test_client().get("/api/session", headers=OURS).get_json()["person"] is None
    assert as_person("helmi").get(f"/api/session?device={uuid4()}", headers=OURS).get_json()["deposit"] is None


def send_copy(browser: FlaskClient, visit: str, photo: bytes, copy: bytes) -> int:
    """The status of a smaller copy sent to the place of `photo`."""
    return put_photo(browser, visit, copy, sha(photo), **{"X-Sha256": sha(copy)}).status_code


def test_a_smaller_copy_stands_for_its_photo_and_the_reviewer_is_told(as_person: People, world: World) -> None:
    photo, copy = jpeg(size=(400, 300)), jpeg(size=(200, 150))
    content = manifest(world, [photo])
    anna, visit = as_person("anna"), content["visit"]
    # Before its visit there is nothing that it could stand for.
    assert send_copy(anna, visit, photo, copy) == 404
    put_visit(anna, visit, frozen(content))
    assert [send_copy(anna, visit, photo, copy) for _ in range(2)] == [201, 200]
    assert finish(anna, visit).status_code == 200
    (row,) = db.session.get_one(Visit, UUID(visit)).photos
    assert (row.sha256, row.named, row.bytes, row.state) == (sha(copy), sha(photo), len(copy), "received")
    flags = db.session.get_one(Visit, UUID(visit)).flags
    assert [(flag["code"], flag["question"]) for flag in flags] == [("smaller_copy", "photo")]
    # A correction names the same photo, and the phone need not send it again.
    second = manifest(world, [photo], supersedes=visit)
    assert put_visit(anna, second["visit"], frozen(second)).get_json()["missing"] == []
    (again,) = db.session.get_one(Visit, UUID(second["visit"])).photos
    assert (again.sha256, again.named) == (sha(copy), sha(photo))


def test_one_copy_never_stands_for_two_photos_of_a_question(as_person: People, world: World) -> None:
    photos, copy = [jpeg("#111111"), jpeg("#222222")], jpeg("#333333")
    content = manifest(world, photos)
    anna, visit = as_person("anna"), content["visit"]
    put_visit(anna, visit, frozen(content))
    assert [send_copy(anna, visit, photo, copy) for photo in photos] == [201, 413]
    assert put_photo(anna, visit, copy, sha(photos[1]), **{"X-Sha256": "x"}).status_code == 400
    assert finish(anna, visit).get_json()["missing"] == [sha(photos[1])]
