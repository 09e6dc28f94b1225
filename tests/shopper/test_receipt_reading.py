"""Photos of till receipts, read by the real reader: what they say, what is covered, what is proposed and what waits."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageDraw

from extensions import db, transaction
from forms.definition import from_plain
from forms.models import QuestionnaireVersion
from forms.receipts import compare
from forms.till import Till
from shopper import clock
from shopper.clean_copy import clean_copy
from shopper.models import Assignment, Job, Logged, Photo, ReceiptGreeting, ReceiptReading, Store, Visit
from shopper.photos import file_store
from shopper.receipt_reading import _in_child, ask_reading, readings_of
from shopper.receipts import expected_greetings, propose_match
from shopper.review import ReviewRefused, approve
from tests.conftest import form_token
from tests.deposits import deliver, manifest, sha
from tests.drawn_receipts import EXPECTED, LANGUAGES, ON, Receipt, greeting_of, photo_of, receipts
from tests.shopper.arrivals import visit_of, work
from tests.world import SMALL_QUESTIONNAIRE, THEN, World, said

Read = dict[int, tuple[Receipt, Till, bytes, Image.Image]]


@pytest.fixture(scope="module")
def read() -> Read:
    """All sixty, two at a time: seed → (the receipt, what was read, its photo, the ink of its secrets)."""
    every = [receipt for language in LANGUAGES for receipt in receipts(language)]

    def one(receipt: Receipt) -> tuple[int, tuple[Receipt, Till, bytes, Image.Image]]:
        photo, ink = photo_of(receipt)
        till = _in_child(photo)
        assert till is not None
        return receipt.seed, (receipt, till, photo, ink)

    with ThreadPoolExecutor(2) as lanes:
        return dict(lanes.map(one, every))


def of(read: Read, language: str) -> list[tuple[Receipt, Till, bytes, Image.Image]]:
    return [one for one in read.values() if one[0].language == language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_what_became_of_the_greeting_on_eighteen_of_twenty(read: Read, language: str) -> None:
    right = [
        compare(till.found.get("greeting", ""), EXPECTED, ON, language, is_read=True) == receipt.match
        for receipt, till, _photo, _ink in of(read, language)
    ]
    assert len(right) == 20
    assert sum(right) >= 18


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_total_time_and_day_on_eighteen_of_twenty(read: Read, language: str) -> None:
    wanted = ("total", "time", "day")
    right = [
        [till.found.get(part) for part in wanted] == [receipt.total, receipt.time, ON.isoformat()]
        for receipt, till, _photo, _ink in of(read, language)
    ]
    assert sum(right) >= 18


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_and_every_number_lies_under_a_box(read: Read, language: str) -> None:
    for receipt, till, _photo, ink in of(read, language):
        assert open_ink(ink, till.masks) == 0, f"{receipt.seed}: {receipt.secrets}"


def open_ink(ink: Image.Image, masks: list[dict[str, Any]]) -> int:
    """How many dots of the secrets' ink stay outside the boxes."""
    left = ink.copy()
    draw = ImageDraw.Draw(left)
    for mask in masks:
        draw.rectangle(
            (mask["x"] * ink.width, mask["y"] * ink.height, (mask["x"] + mask["w"]) * ink.width,
             (mask["y"] + mask["h"]) * ink.height), fill=0,
        )  # fmt: skip
    return sum(left.histogram()[128:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_can_read_them_in_the_copy_that_is_shown(read: Read, language: str) -> None:
    for receipt, till, photo, _ink in of(read, language)[::4]:
        boxes = [[mask[side] for side in "xywh"] for mask in till.masks]
        _facts, shown = clean_copy(photo, boxes)
        again = _in_child(shown)
        assert again is not None
        assert [secret for secret in receipt.secrets if secret in again.text] == []
        assert receipt.greeting.split()[0] in again.text


def test_the_boxes_do_not_cover_what_is_asked_for(read: Read) -> None:
    """Total, time and greeting can still be read where names and cards are black."""
    receipt, till, photo, _ink = read[100]
    shown = clean_copy(photo, [[mask[side] for side in "xywh"] for mask in till.masks])[1]
    again = _in_child(shown)
    assert again is not None
    assert (again.found["total"], again.found["time"]) == (receipt.total, receipt.time)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff" + b"\0" * 300, b"GIF89a"])
def test_what_is_no_photo_is_not_read(content: bytes) -> None:
    assert _in_child(content) is None


def test_an_empty_table_says_nothing() -> None:
    target = io.BytesIO()
    Image.new("RGB", (600, 800), "#8a7a66").save(target, "JPEG")
    till = _in_child(target.getvalue())
    assert till is not None
    assert till.found == {}


# --- from the phone to the desk ---------------------------------------------------------------------------------------

SLIP: dict[str, Any] = {
    "id": "slip", "kind": "receipt", "touchpoint": "farewell", "text": said("Kuitti"),
    "parts": ["text", "total", "time"], "weight": 2, "level": "M", "component": "C", "required": False,
    "points": {"same": 1, "near": 0.8, "generic": 0.3, "outdated": 0.2, "wrong_language": 0},
}  # fmt: skip


@pytest.fixture
def asked(app: Flask, world: World) -> Iterator[str]:
    """Anna's assignment asks for a receipt, and Café Aamu expects the season's text; gives the version's digest."""
    plain = json.loads(json.dumps(SMALL_QUESTIONNAIRE))
    plain["sections"][1]["questions"].append(SLIP)
    with transaction():
        version = QuestionnaireVersion.draft(world.ids["aamu"], from_plain(plain), 2, THEN)
        version.publish(THEN)
        db.session.add(version)
        db.session.flush()
        world.get(Assignment, "lahti_visit").version_id = version.id
        brand = world.get(Store, "lahti").brand
        brand.greetings.append(
            ReceiptGreeting(language="fi", text=greeting_of("fi", "same"), valid_from_on=date(2026, 9, 1))
        )
        digest = version.digest
    yield digest


SignIn = Callable[[str], FlaskClient]
BOX = {"seen": "", "x": "10", "y": "5", "w": "20", "h": "5", "by": "office", "on": "0"}
ODD_BOXES = ({"x": "abc"}, {"w": "0"}, {"x": "90", "w": "20"}, {"y": "nan"}, {"h": "-3"}, {"x": "1e9"})


def sent(world: World, as_person: SignIn, digest: str, receipt: Receipt, slip: dict[str, Any] | None = None) -> UUID:
    """Anna's visit with a photo of the receipt arrives; nothing is worked on yet."""
    photo = photo_of(receipt)[0]
    made = manifest(world, version=digest)
    made["answers"]["slip"] = {"photos": [sha(photo)], **({"value": slip} if slip else {})}
    made["photos"] = [{"sha256": sha(photo), "question": "slip", "bytes": len(photo), "type": "image/jpeg"}]
    deliver(as_person("anna"), made, [photo])
    return UUID(made["visit"])


def test_a_receipt_is_read_and_covered_though_nobody_looks(
    app: Flask, world: World, as_person: SignIn, asked: str
) -> None:
    receipt = receipts("fi")[0]
    visit = visit_of(sent(world, as_person, asked, receipt))
    with pytest.raises(ReviewRefused) as refused:
        approve(visit, world.person("reeta"), clock.now())
    assert refused.value.code == "photos_waiting"
    work(app)
    photo = visit_of(visit.id).photos[0]
    assert {mask["by"] for mask in photo.masks} == {"reading"}
    assert photo.state == "ready"
    shown = Image.open(io.BytesIO(file_store().read(str(photo.shown_sha256)))).convert("L")
    ink = photo_of(receipt)[1]
    # Under the secrets' ink the shown copy is black, as black as JPEG can be.
    assert max(level for level, dot in zip(shown.tobytes(), ink.tobytes(), strict=True) if dot > 128) < 40
    assert readings_of([photo.sha256])[photo.sha256]["total"] == receipt.total


def test_a_photo_sent_ahead_is_read_once_and_shared(app: Flask, world: World, as_person: SignIn, asked: str) -> None:
    receipt = receipts("fi")[5]
    photo = photo_of(receipt)[0]
    file_store().put(photo)
    for _time in range(2):
        with transaction():
            ask_reading(sha(photo), clock.now())
    work(app)
    visit = visit_of(sent(world, as_person, asked, receipt))
    assert [mask["by"] for mask in visit.photos[0].masks] != []
    work(app)
    jobs = [(job.kind, job.revision) for job in db.session.query(Job).filter(Job.kind.in_(("photo", "reading")))]
    # Known before the first copy was made: it was covered from the start.
    assert sorted(jobs) == [("photo", 1), ("reading", 1)]


def test_asked_for_too_early_it_is_read_when_the_bytes_are_there(
    app: Flask, world: World, as_person: SignIn, asked: str
) -> None:
    receipt = receipts("sv")[0]
    with transaction():
        ask_reading(sha(photo_of(receipt)[0]), clock.now())
    work(app)
    assert db.session.query(Job).filter_by(kind="reading").one().state == "failed"
    visit_id = sent(world, as_person, asked, receipt)
    work(app)
    assert db.session.query(ReceiptReading).one().state == "read"
    assert visit_of(visit_id).photos[0].masks


def test_without_a_reader_readings_wait_and_nobody_waits_for_them(
    app: Flask, world: World, as_person: SignIn, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    visit_id = sent(world, as_person, asked, receipts("fi")[1])
    work(app)
    assert db.session.query(ReceiptReading).one().state == "waiting"
    job = db.session.query(Job).filter_by(kind="reading").one()
    assert (job.state, job.tries) == ("ready", 0)
    assert "Read from the photo" not in as_person("reeta").get(f"/desk/visits/{visit_id}").get_data(as_text=True)
    approve(visit_of(visit_id), world.person("reeta"), clock.now())


def test_a_receipt_that_cannot_be_opened_is_given_up(
    app: Flask, world: World, as_person: SignIn, asked: str
) -> None:
    photo = photo_of(receipts("fi")[2])[0][:-4000]
    made = manifest(world, version=asked)
    made["answers"]["slip"] = {"photos": [sha(photo)]}
    made["photos"] = [{"sha256": sha(photo), "question": "slip", "bytes": len(photo), "type": "image/jpeg"}]
    deliver(as_person("anna"), made, [photo])
    work(app)
    assert db.session.query(ReceiptReading).one().state == "unreadable"
    approve(visit_of(UUID(made["visit"])), world.person("reeta"), clock.now())


def test_the_reviewer_takes_over_what_was_read(app: Flask, world: World, as_person: SignIn, asked: str) -> None:
    receipt = receipts("fi")[0]
    visit_id = sent(world, as_person, asked, receipt, {"total": "1.00"})
    work(app)
    browser = as_person("reeta")
    page = browser.get(f"/desk/visits/{visit_id}").get_data(as_text=True)
    assert page.count("Read from the photo") == 3
    assert "same" in page.casefold()
    token, photo = form_token(browser), str(visit_of(visit_id).photos[0].id)
    for part in ("text", "total"):
        answer = browser.post(
            f"/desk/visits/{visit_id}/answers/slip/reading", data={"csrf_token": token, "part": part, "photo": photo}
        )
        assert answer.status_code == 303
    row = next(one for one in visit_of(visit_id).answers if one.question == "slip")
    assert row.original["value"] == {"total": "1.00"}
    greeting = db.session.query(ReceiptReading).one().found["greeting"]
    assert row.current()["value"] == {"total": receipt.total, "text": greeting}
    assert row.edited_by == world.people["reeta"]
    approve(visit_of(visit_id), world.person("reeta"), clock.now())
    row = next(one for one in visit_of(visit_id).answers if one.question == "slip")
    assert row.current()["value"]["match"] == "same"
    kept = row.current()
    odd = browser.post(
        f"/desk/visits/{visit_id}/answers/slip/reading", data={"csrf_token": token, "part": "day", "photo": photo}
    )
    assert odd.status_code == 303
    assert "Nothing was read there" in browser.get(odd.location).get_data(as_text=True)
    db.session.expire_all()
    assert next(one for one in visit_of(visit_id).answers if one.question == "slip").current() == kept


def test_one_stores_own_text_wins_over_the_brands(app: Flask, world: World) -> None:
    lahti, vaasa = world.get(Store, "lahti"), world.get(Store, "vaasa")
    own = "Kiitos käynnistä Lahden torilla, nähdään taas"
    with transaction():
        lahti.brand.greetings.append(
            ReceiptGreeting(language="fi", text=own, store_id=lahti.id, valid_from_on=date(2026, 11, 1),
                            valid_until_on=date(2026, 11, 30))
        )  # fmt: skip
    lahti, vaasa = world.get(Store, "lahti"), world.get(Store, "vaasa")
    assert [one.text for one in expected_greetings(lahti, ON)] == [own]
    assert [one.text for one in expected_greetings(vaasa, ON)] == ["Kiitos käynnistä"]
    assert [one.text for one in expected_greetings(lahti, date(2026, 12, 1))] == ["Kiitos käynnistä"]
    assert propose_match(own, lahti, ON) == "same"
    assert propose_match(own, vaasa, ON) == "generic"
    assert propose_match(own, lahti, date(2026, 12, 1)) == "outdated"


def test_what_was_read_may_lack_a_dot_and_what_was_typed_may_not(app: Flask, world: World) -> None:
    text, store = "Kiitos kaynnista", world.get(Store, "lahti")
    assert propose_match(text, store, ON) == "near"
    assert propose_match(text, store, ON, [text]) == "same"


def test_what_the_office_removed_stays_removed(app: Flask, world: World, as_person: SignIn, asked: str) -> None:
    visit_id = sent(world, as_person, asked, receipts("fi")[0])
    work(app)
    photo = visit_of(visit_id).photos[0]
    first, browser = photo.shown_sha256, as_person("reeta")
    data = {**BOX, "csrf_token": form_token(browser)}
    assert browser.post(f"/desk/photos/{photo.id}/masks", data=data).status_code == 303
    photo = db.session.get_one(Photo, photo.id)
    assert (photo.state, photo.shown_sha256) == ("received", None)
    work(app)
    photo = db.session.get_one(Photo, photo.id)
    assert photo.masks == [{"x": 0.1, "y": 0.05, "w": 0.2, "h": 0.05, "by": "office"}]
    assert photo.state == "ready" and photo.shown_sha256 != first
    assert photo.masked_by == world.people["reeta"]
    assert db.session.query(Logged).filter_by(deed="masked", object_id=str(photo.id)).count() == 1
    stale = browser.post(f"/desk/photos/{photo.id}/masks", data=data)
    assert stale.status_code == 409
    assert "Somebody else set the boxes" in stale.get_data(as_text=True)


@pytest.mark.parametrize("odd", ODD_BOXES)
def test_a_box_beyond_the_picture_is_refused_in_words(
    app: Flask, world: World, as_person: SignIn, asked: str, odd: dict[str, str]
) -> None:
    visit_id = sent(world, as_person, asked, receipts("fi")[0])
    photo, browser = visit_of(visit_id).photos[0], as_person("reeta")
    data = {**BOX, "csrf_token": form_token(browser)}
    answer = browser.post(f"/desk/photos/{photo.id}/masks", data={**data, **odd})
    assert answer.status_code == 422
    assert "does not lie within the picture" in answer.get_data(as_text=True)
    assert db.session.get_one(Visit, visit_id).photos[0].masks == []
