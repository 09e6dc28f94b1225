"""One draft on several devices: the newest of every question counts everywhere, and no older value is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from sqlalchemy import select

from extensions import db, transaction
from shopper import clock
from shopper.models import Assignment, KeptAnswer, KeptDraft, KeptPhoto, KeptStamp, ReceiptReading, Visit
from shopper.sessions import mint_deposit_token
from tests.conftest import browser_of
from tests.deposits import OURS, deliver, frozen, jpeg, manifest, put_photo, put_visit, sha
from tests.keeping import Device, given, heard, news, now, tell
from tests.world import World

People = Callable[[str], FlaskClient]
HOUR = 3_600_000
PHONE, LAPTOP = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


def photo_told(photo: bytes, **changes: Any) -> dict[str, Any]:
    made = {"pid": str(uuid4()), "sha256": sha(photo), "question": "photo", "bytes": len(photo), "type": "image/jpeg",
            "taken_at": now()}  # fmt: skip
    return {**made, **changes}


def test_what_one_device_told_the_other_hears(as_person: People, world: World) -> None:
    anna, visit = as_person("anna"), str(uuid4())
    told = given("yes", 3, now() - HOUR, source="measured")
    first = heard(anna, visit, news(world, device=PHONE, answers=[told]))
    assert first["answers"] == [] and first["revision"] == 1 and first["closed"] is None
    second = heard(anna, visit, news(world, device=LAPTOP))
    assert second["answers"] == [
        {"visit": visit, "question": "wish", "pairs": [["value", "yes"]], "value": "yes", "source": "measured",
         "device": PHONE, "at": told["at"], "seq": 0}
    ]  # fmt: skip
    assert heard(anna, visit, news(world, device=LAPTOP, since=second["revision"]))["answers"] == []


def test_the_latest_counts_the_older_stays_and_who_lost_is_told(as_person: People, world: World) -> None:
    anna, visit, at = as_person("anna"), str(uuid4()), now()
    heard(anna, visit, news(world, device=LAPTOP, answers=[given("no", 1, at - 1000)]))
    late = heard(anna, visit, news(world, device=PHONE, since=99, answers=[given("yes", 1, at - 5000)]))
    assert late["answers"][0]["value"] == "no"
    rows = {row.content["value"]: row.replaced_in for row in db.session.scalars(select(KeptAnswer))}
    assert rows == {"no": None, "yes": 2}
    heard(anna, visit, news(world, device=PHONE, answers=[given("yes", 2, at - 500)]))
    three = [(row.content["value"], row.replaced_in) for row in db.session.scalars(select(KeptAnswer))]
    assert sorted(three, key=str) == [("no", 3), ("yes", 2), ("yes", None)]


def test_of_two_at_one_moment_the_device_with_the_higher_id_wins(as_person: People, world: World) -> None:
    anna, at = as_person("anna"), now() - 5000
    for order in ((PHONE, LAPTOP), (LAPTOP, PHONE)):
        visit = str(uuid4())
        for device in order:
            heard(anna, visit, news(world, device=device, answers=[given(device[0], 1, at)]))
        assert heard(anna, visit, news(world))["answers"][0]["value"] == "2"


def test_a_clock_that_is_a_day_wrong_is_put_right(as_person: People, world: World) -> None:
    anna, visit, at, day = as_person("anna"), str(uuid4()), now(), 24 * HOUR
    ahead = [{"server": at, "wall": at + day, "mono": 0, "boot": "earlier"}]
    heard(anna, visit, news(world, device=PHONE, clock=ahead, answers=[given("old", 1, at + day - 9000)]))
    heard(anna, visit, news(world, device=LAPTOP, answers=[given("new", 1, at - 3000)]))
    assert heard(anna, visit, news(world))["answers"][0]["value"] == "new"


def test_a_clock_that_jumps_within_a_pages_life_moves_nothing(as_person: People, world: World) -> None:
    anna, at, day = as_person("anna"), now(), 24 * HOUR
    samples = [{"server": at - 60_000, "wall": at - 60_000, "mono": 1000.0, "boot": "b"}]
    for jump in (-day, day):
        visit = str(uuid4())
        told = given("mine", 1, at - 50_000 + jump, mono=11_000.0, boot="b")
        heard(anna, visit, news(world, device=PHONE, clock=samples, answers=[told]))
        assert heard(anna, visit, news(world))["answers"][0]["at"] == at - 50_000


def test_a_monotonic_clock_that_slept_makes_no_answer_older(as_person: People, world: World) -> None:
    anna, visit, at = as_person("anna"), str(uuid4()), now()
    samples = [{"server": at - 2 * HOUR, "wall": at - 2 * HOUR, "mono": 1000.0, "boot": "b"}]
    told = given("mine", 1, at - 1000, mono=31_000.0, boot="b")
    heard(anna, visit, news(world, device=PHONE, clock=samples, answers=[told]))
    assert heard(anna, visit, news(world))["answers"][0]["at"] == at - 1000


def test_without_samples_nothing_was_given_after_it_came(as_person: People, world: World) -> None:
    anna, visit = as_person("anna"), str(uuid4())
    heard(anna, visit, news(world, device=PHONE, answers=[given("mine", 1, now() + 24 * HOUR)]))
    assert heard(anna, visit, news(world))["answers"][0]["at"] <= now()


def test_a_clock_that_was_set_back_makes_no_correction_lose(as_person: People, world: World) -> None:
    anna, visit, at = as_person("anna"), str(uuid4()), now() - HOUR
    heard(anna, visit, news(world, device=PHONE, answers=[given("mistaken", 1, at)]))
    heard(anna, visit, news(world, device=LAPTOP, answers=[given("between", 1, at - 1000)]))
    heard(anna, visit, news(world, device=PHONE, answers=[given("corrected", 2, at - 30_000)]))
    assert heard(anna, visit, news(world))["answers"][0]["value"] == "corrected"


def as_given(said: list[tuple[int, str, int, str]]) -> list[tuple[int, str, int, str]]:
    """(moment, device, seq, value), where a device said nothing before what it had said already."""
    latest: dict[str, int] = {}
    found = []
    for at, device, seq, value in sorted(said, key=lambda one: one[2]):
        latest[device] = max(at, latest.get(device, at))
        found.append((latest[device], device, seq, value))
    return found


QUESTIONS = ("grt_first", "wish", "words")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["give", "tell", "lose the answer", "repeat", "repeat an old one"]), st.integers(0, 2),
        st.integers(0, 2), st.integers(0, 40),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(steps=STEPS, skews=st.tuples(*[st.sampled_from([0, -24 * HOUR, 400 * 24 * HOUR, 1500])] * 3))
def test_devices_end_alike_and_no_value_is_missing(
    app: Flask, world: World, steps: list[tuple[str, int, int, int]], skews: tuple[int, ...]
) -> None:
    anna, visit, base = browser_of(app, world.people["anna"]), str(uuid4()), now() - HOUR
    devices = [Device(str(UUID(int=n + 1)), skew=skew) for n, skew in enumerate(skews)]
    said: dict[str, list[tuple[int, str, int, str]]] = {question: [] for question in QUESTIONS}
    sent: list[dict[str, Any]] = []

    def exchange(device: Device, *, is_heard: bool = True) -> None:
        number, message = device.seq, device.message(world, now())
        sent.append(message)
        answer = heard(anna, visit, message)
        if is_heard:
            device.hear(answer, number)

    for deed, who, which, minute in steps:
        device, question = devices[who], QUESTIONS[which]
        if deed == "give":
            at = base + minute * 60_000
            device.give(question, f"{who}-{device.seq}-{minute}", at)
            # Only what still stands when the device next tells reaches the office.
            said[question].append((at, device.id, device.seq, device.answers[question]["value"]))
        elif deed == "tell":
            exchange(device)
        elif deed == "lose the answer":
            exchange(device, is_heard=False)
        elif sent:
            heard(anna, visit, sent[-1] if deed == "repeat" else sent[minute % len(sent)])
    for device in devices * 2:
        exchange(device)
    told = {(one["question"], m["device"], one["seq"]): one["value"] for m in sent for one in m["answers"]}
    rows = list(db.session.scalars(select(KeptAnswer).where(KeptAnswer.draft_id == UUID(visit))))
    assert {(row.question, str(row.device), row.seq): row.content["value"] for row in rows} == told
    for question in QUESTIONS:
        reached = [one for one in said[question] if (question, one[1], one[2]) in told]
        standing = [row.content["value"] for row in rows if row.question == question and row.replaced_in is None]
        best = [max(as_given(reached))[3]] if reached else []
        assert standing == best
        assert [device.answers[question]["value"] for device in devices if question in device.answers] == best * 3


def test_a_photo_is_told_of_when_its_bytes_are_here(as_person: People, world: World) -> None:
    anna, visit, photo = as_person("anna"), str(uuid4()), jpeg()
    told = photo_told(photo)
    heard(anna, visit, news(world, device=PHONE, photos=[told]))
    nothing = heard(anna, visit, news(world, device=LAPTOP))
    assert nothing["photos"] == []
    assert put_photo(anna, visit, photo).status_code == 201
    found = heard(anna, visit, news(world, device=LAPTOP, since=nothing["revision"]))["photos"]
    assert [(one["pid"], one["sha256"], one["masks"]) for one in found] == [(told["pid"], sha(photo), [])]
    answer = anna.get(f"/api/drafts/{visit}/photos/{sha(photo)}", headers=OURS)
    assert answer.data == photo
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_photo_that_was_taken_away_stays_away(as_person: People, world: World) -> None:
    anna, visit, photo = as_person("anna"), str(uuid4()), jpeg()
    put_photo(anna, visit, photo)
    told = photo_told(photo)
    gone = news(world, device=PHONE, removed=[told["pid"]])
    came = news(world, device=PHONE, photos=[told])
    for message in (gone, came, gone, came):
        heard(anna, visit, message)
    answer = heard(anna, visit, news(world, device=LAPTOP))
    assert answer["photos"] == [] and answer["removed"] == [told["pid"]]
    assert anna.get(f"/api/drafts/{visit}/photos/{sha(photo)}", headers=OURS).status_code == 404


def test_the_newest_boxes_of_a_photo_count_and_the_older_stay(as_person: People, world: World) -> None:
    anna, visit, photo, at = as_person("anna"), str(uuid4()), jpeg(), now()
    put_photo(anna, visit, photo)
    told = photo_told(photo, masks=[[0, 0, 0.5, 0.5]], masked_at=at - 2000)
    heard(anna, visit, news(world, device=PHONE, photos=[told]))
    newer = {**told, "masks": [[0.1, 0.1, 0.2, 0.2]], "masked_at": at - 1000}
    heard(anna, visit, news(world, device=LAPTOP, photos=[newer]))
    answer = heard(anna, visit, news(world, device=PHONE, since=1, photos=[told]))
    assert [one["masks"] for one in answer["photos"]] == [[[0.1, 0.1, 0.2, 0.2]]]
    assert len(db.session.scalars(select(KeptPhoto)).one().content["given"]) == 2


def test_stamps_are_heard_and_one_taken_back_stays_so(as_person: People, world: World) -> None:
    anna, visit, at = as_person("anna"), str(uuid4()), now() - 9000
    stamp = {"n": 4, "moment": "seated", "at": at, "mono": 5.0, "boot": "b"}
    heard(anna, visit, news(world, device=PHONE, stamps=[stamp]))
    other = heard(anna, visit, news(world, device=LAPTOP))["stamps"]
    assert other == [
        {"visit": visit, "n": f"{PHONE}/4", "moment": "seated", "at": at, "mono": 5.0, "boot": "b", "seq": 0}
    ]
    heard(anna, visit, news(world, device=LAPTOP, stamps=[{**other[0], "undone": True}]))
    answer = heard(anna, visit, news(world, device=PHONE, since=1, stamps=[stamp]))
    assert [(one["n"], one["undone"]) for one in answer["stamps"]] == [(4, True)]
    assert len(db.session.scalars(select(KeptStamp)).all()) == 1


def test_a_finished_visit_closes_its_draft_and_keeps_what_comes_late(as_person: People, world: World) -> None:
    anna, content = as_person("anna"), manifest(world, device=LAPTOP)
    visit = content["visit"]
    heard(anna, visit, news(world, device=PHONE, answers=[given("yes", 1, now() - 9000)]))
    deliver(anna, content)
    assert db.session.get_one(KeptDraft, UUID(visit)).closed_at is not None
    late = heard(anna, visit, news(world, device=PHONE, answers=[given("myöhässä", 2, now() - 1000, "words")]))
    assert late["closed"] == {"state": "submitted", "by_other": True}
    assert heard(anna, visit, news(world, device=LAPTOP))["closed"] == {"state": "submitted", "by_other": False}
    assert len(db.session.scalars(select(KeptAnswer)).all()) == 2
    other = manifest(world, device=PHONE)
    deliver(anna, other)
    assert heard(anna, other["visit"], news(world, device=LAPTOP))["closed"]["by_other"]
    assert db.session.get_one(KeptDraft, UUID(other["visit"])).closed_at is not None


def test_the_list_tells_which_visit_was_begun(as_person: People, world: World) -> None:
    anna, visit = as_person("anna"), str(uuid4())

    def draft() -> Any:
        rows = anna.get("/api/assignments", headers=OURS).get_json()["assignments"]
        return next(row["draft"] for row in rows if row["id"] == str(world.ids["lahti_visit"]))

    assert draft() is None
    assert world.get(Assignment, "lahti_visit").opened_at is None
    message = news(world)
    heard(anna, visit, message)
    assert draft() == {
        "visit": visit, "version": message["version"], "language": "fi", "supersedes": None,
        "begun_at": message["begun_at"], "revision": 0,
    }  # fmt: skip
    assert world.get(Assignment, "lahti_visit").opened_at is not None
    content = manifest(world, visit=visit)
    deliver(anna, content)
    assert draft() is None


def test_what_was_read_from_a_receipt_comes_with_the_answer(as_person: People, world: World) -> None:
    anna, visit, photo = as_person("anna"), str(uuid4()), jpeg()
    with transaction():
        db.session.add(ReceiptReading(sha256=sha(photo), state="read", found={"total": "9.40"}, asked_at=clock.now()))
    # Only of a photo that this person sent for this draft.
    assert heard(anna, visit, news(world, photos=[photo_told(photo)]))["readings"] == {}
    put_photo(anna, visit, photo)
    assert heard(anna, visit, news(world))["readings"] == {sha(photo): {"total": "9.40"}}


def test_another_persons_draft_is_as_if_there_were_none(as_person: People, app: Flask, world: World) -> None:
    anna, bengt, visit, photo = as_person("anna"), as_person("bengt"), str(uuid4()), jpeg()
    put_photo(anna, visit, photo)
    heard(anna, visit, news(world, photos=[photo_told(photo)], answers=[given("yes", 1, now())]))
    refused = tell(bengt, visit, news(world))
    assert refused.status_code == 404
    there, missing = (
        bengt.get(f"/api/drafts/{one}/photos/{sha(photo)}", headers=OURS) for one in (visit, uuid4())
    )  # fmt: skip
    assert there.status_code == missing.status_code == 404
    assert there.get_json()["error"] == missing.get_json()["error"]
    assert tell(app.test_client(), visit, news(world)).status_code == 401
    assert app.test_client().get(f"/api/drafts/{visit}/photos/{sha(photo)}", headers=OURS).status_code == 401
    # Nor is a photo told of by its digest alone: its bytes must have been sent by who asks.
    own = str(uuid4())
    heard(bengt, own, news(world, assignment=None, photos=[photo_told(photo)]))
    assert heard(bengt, own, news(world))["photos"] == []
    assert put_photo(bengt, own, b"x" * len(photo), name=sha(photo)).status_code == 400
    assert bengt.get(f"/api/drafts/{own}/photos/{sha(photo)}", headers=OURS).status_code == 404
    # A visit that was finished without any draft is another's all the same.
    content = manifest(world)
    put_visit(anna, content["visit"], frozen(content))
    assert tell(bengt, content["visit"], news(world)).status_code == 404


def test_a_deposit_token_opens_its_owners_draft_and_no_other(app: Flask, world: World) -> None:
    with transaction():
        tokens = {name: mint_deposit_token(world.people[name], uuid4(), clock.now()) for name in ("anna", "bengt")}
    client, visit = app.test_client(), str(uuid4())
    by = {name: {"Authorization": f"Deposit {token}"} for name, token in tokens.items()}
    assert tell(client, visit, news(world), **by["anna"]).status_code == 200
    assert db.session.get_one(KeptDraft, UUID(visit)).shopper_id == world.people["anna"]
    assert tell(client, visit, news(world), **by["bengt"]).status_code == 404
    assert tell(client, visit, news(world), Authorization="Deposit nonsense").status_code == 401


def test_another_persons_assignment_is_not_opened(as_person: People, world: World) -> None:
    bengt, visit = as_person("bengt"), str(uuid4())
    heard(bengt, visit, news(world))
    assert db.session.get_one(KeptDraft, UUID(visit)).assignment_id is None
    assert world.get(Assignment, "lahti_visit").opened_at is None


ONE = given("yes", 1, 1000)
STAMP = {"n": 1, "moment": "seated", "at": 1000}
PHOTO = {"pid": PHONE, "sha256": "a" * 64, "question": "photo", "bytes": 1, "type": "image/jpeg"}
BAD: list[tuple[dict[str, Any], int]] = [
    ({"detalji": 1}, 422), ({"detalji": True}, 422), ({"detalji": None}, 422), ({"extra": 1}, 200),
    ({"removed": [PHONE], "photos": [{**PHOTO, "thumb": {}}]}, 200),
    ({"assignment": "no"}, 422), ({"assignment": 7}, 422), ({"version": ""}, 422), ({"version": "x" * 65}, 422),
    ({"language": "de"}, 422), ({"language": ["fi"]}, 422), ({"supersedes": []}, 422),
    ({"device": None}, 422), ({"device": "x" * 36}, 422),
    ({"begun_at": None}, 422), ({"begun_at": "now"}, 422), ({"begun_at": True}, 422),
    ({"clock": {}}, 422), ({"clock": [{}] * 1001}, 422), ({"since": -1}, 422), ({"since": 1.5}, 422),
    ({"since": 2**40}, 422), ({"since": None}, 422), ({"answers": {}}, 422), ({"answers": None}, 422),
    ({"answers": [{**ONE, "question": "Wish"}]}, 422), ({"answers": [1]}, 422), ({"answers": [ONE, ONE]}, 422),
    ({"answers": [{**ONE, "question": None}]}, 422), ({"answers": [{**ONE, "question": {}}]}, 422),
    ({"answers": [{**ONE, "pairs": {}}]}, 422), ({"answers": [{**ONE, "pairs": [["a"]]}]}, 422),
    ({"answers": [{**ONE, "pairs": [["a", 1]]}]}, 422), ({"answers": [{**ONE, "at": None}]}, 422),
    ({"answers": [{**ONE, "at": "12"}]}, 422), ({"answers": [{**ONE, "mono": "1"}]}, 422),
    ({"answers": [{**ONE, "boot": 1}]}, 422), ({"answers": [{**ONE, "boot": "b" * 65}]}, 422),
    ({"answers": [{**ONE, "seq": -1}]}, 422), ({"answers": [{**ONE, "seq": 2**31}]}, 422),
    ({"answers": [{**ONE, "seq": True}]}, 422), ({"answers": [{**ONE, "skipped": "no"}]}, 422),
    ({"answers": [{**ONE, "source": 1}]}, 422), ({"answers": [{**ONE, "question": f"q{n}"} for n in range(2001)]}, 422),
    ({"photos": {}}, 422), ({"photos": [1]}, 422), ({"photos": [{**PHOTO, "pid": None}]}, 422),
    ({"photos": [{**PHOTO, "sha256": "A" * 64}]}, 422), ({"photos": [{**PHOTO, "question": "P"}]}, 422),
    ({"photos": [{**PHOTO, "bytes": 0}]}, 422), ({"photos": [{**PHOTO, "bytes": 2**40}]}, 422),
    ({"photos": [{**PHOTO, "type": ""}]}, 422), ({"photos": [{**PHOTO, "masks": [[0, 0, 2, 0]]}]}, 422),
    ({"photos": [{**PHOTO, "masks": {}}]}, 200), ({"photos": [{**PHOTO, "taken_at": "x"}]}, 422),
    ({"photos": [{**PHOTO, "masked_at": []}]}, 422),
    ({"photos": [{**PHOTO, "pid": str(UUID(int=n))} for n in range(51)]}, 413),
    ({"removed": {}}, 422), ({"removed": [1]}, 422), ({"removed": ["x"]}, 422), ({"removed": [PHONE] * 1001}, 422),
    ({"stamps": {}}, 422), ({"stamps": [1]}, 422), ({"stamps": [{**STAMP, "n": "1"}]}, 422),
    ({"stamps": [{**STAMP, "n": f"{PHONE}/x"}]}, 422), ({"stamps": [{**STAMP, "n": f"{PHONE}/-1"}]}, 422),
    ({"stamps": [{**STAMP, "n": f"{PHONE}/{10**10}"}]}, 422), ({"stamps": [{**STAMP, "n": None}]}, 422),
    ({"stamps": [{**STAMP, "moment": "Seated"}]}, 422), ({"stamps": [{**STAMP, "at": "x"}]}, 422),
    ({"stamps": [{**STAMP, "undone": 1}]}, 200), ({"stamps": [{**STAMP, "undone": "yes"}]}, 422),
    ({"stamps": [STAMP] * 501}, 422),
    # What a clock claims is never a reason to refuse.
    ({"begun_at": -5}, 200), ({"begun_at": 2**53}, 200), ({"answers": [{**ONE, "at": -(2**53)}]}, 200),
    ({"answers": [{**ONE, "mono": 2**53, "boot": "b"}]}, 200), ({"stamps": [{**STAMP, "at": 2**53}]}, 200),
    ({"clock": [{"server": 2**53, "wall": -(2**53), "mono": "x", "boot": []}, 7]}, 200),
    ({"photos": [PHOTO, PHOTO], "removed": [PHONE, PHONE]}, 200), ({"stamps": [STAMP, STAMP]}, 200),
]  # fmt: skip


def test_what_is_no_message_is_refused_by_name_and_nothing_of_it_is_kept(as_person: People, world: World) -> None:
    anna, good, surprises = as_person("anna"), news(world), []
    for changes, status in BAD:
        visit = str(uuid4())
        answer = tell(anna, visit, {**good, **changes})
        is_kept = db.session.get(KeptDraft, UUID(visit)) is not None
        has_code = bool((answer.get_json() or {}).get("error", {}).get("code"))
        if (answer.status_code, is_kept, has_code) != (status, status == 200, status != 200):
            surprises.append((str(changes)[:80], answer.status_code, answer.get_data(as_text=True)))
    assert surprises == []


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{", 400), (b"[]", 422), (b"null", 422), (b"\xff", 400), (b'{"detalji": NaN}', 422),
     (b'{"a": 1, "a": 2}', 400), (b"[" * 50, 400), (b'{"a": "\\ud800"}', 422), (b" " * 2_000_001, 413)],
)  # fmt: skip
def test_broken_bytes_are_refused(as_person: People, body: bytes, status: int) -> None:
    assert tell(as_person("anna"), str(uuid4()), body).status_code == status


def test_it_must_be_json_and_come_from_our_own_page(as_person: People, world: World) -> None:
    anna = as_person("anna")
    assert tell(anna, str(uuid4()), news(world), **{"Content-Type": "text/plain"}).status_code == 415
    assert tell(anna, str(uuid4()), news(world), Origin="http://elsewhere.example").status_code == 403
    assert anna.get(f"/api/drafts/{uuid4()}/photos/zz", headers=OURS).status_code == 404


def test_a_draft_that_is_changed_without_end_is_not_kept_without_end(
    as_person: People, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopper.merging.MOST_VALUES", 2)
    anna, visit = as_person("anna"), str(uuid4())
    message = news(world)
    for seq in (1, 2):
        heard(anna, visit, {**message, "answers": [given("yes", seq, now())]})
    answer = tell(anna, visit, {**message, "answers": [given("no", 3, now())]})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (413, "too_many_values")
    assert db.session.query(Visit).count() == 0
