"""A reviewer at work: the queue, a visit's page, photos, edits, asking back, approving, excluding."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select

from extensions import db, transaction
from reports.models import Report
from shopper import clock
from shopper.models import Answer, Grant, Letter, Logged, Photo, Visit
from shopper.photos import file_store
from shopper.review import edit_answer
from tests.conftest import browser_of, form_token
from tests.deposits import frozen, jpeg, manifest, put_visit
from tests.shopper.arrivals import arrive, visit_of, work
from tests.shopper.desk_browser import goes_to, page, post
from tests.world import SMALL_ANSWERS, World

SignIn = Callable[[str], FlaskClient]


def at(visit_id: UUID, deed: str = "") -> str:
    return f"/desk/visits/{visit_id}{deed}"


def grant(world: World, name: str, role: str) -> None:
    with transaction():
        db.session.add(Grant(person_id=world.people[name], role=role))


def test_the_queue_is_oldest_first_with_its_age(app: Flask, world: World, as_person: SignIn) -> None:
    newer, older = arrive(app, world), arrive(app, world, shopper="bengt", assignment=str(world.ids["vaasa_visit"]))
    with transaction():
        db.session.get_one(Visit, older).submitted_at = clock.now() - timedelta(hours=30)
        db.session.get_one(Visit, newer).submitted_at = clock.now() - timedelta(hours=2, minutes=30)
    shown = page(as_person("reeta").get("/desk/visits/"))
    assert shown.index("Café Aamu Vaasa") < shown.index("Café Aamu Lahti")
    assert "h over the promise" in shown and "21 h left" in shown
    assert "S-ANNA" in shown and "Testinen" not in shown


def test_the_queue_can_show_other_states(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visit_id = as_person("reeta"), arrive(app, world)
    assert "Nothing waits" not in page(browser.get("/desk/visits/"))
    goes_to(post(browser, at(visit_id, "/exclude"), {"reason": "Väärä myymälä"}))
    assert "Nothing waits" in page(browser.get("/desk/visits/"))
    assert "Lahti" in page(browser.get("/desk/visits/?state=excluded"))
    for odd in ("?state=x", "?state=receiving", "?page=0", "?page=-5", "?page=x", "?page=99999999999999999999"):
        assert browser.get(f"/desk/visits/{odd}").status_code == 200


def test_a_visit_is_read_with_questions_in_the_readers_language(app: Flask, world: World, as_person: SignIn) -> None:
    visit_id = arrive(app, world, answers={**SMALL_ANSWERS, "grt_first": {"skipped": "not_observed"}})
    shown = page(as_person("reeta").get(at(visit_id)))
    assert "Aika tervehdykseen (en) Edit 45 s" in shown
    assert "could not observe" in shown and "Skipped by the shopper" in shown
    assert "S-ANNA" in shown and "Anna" not in shown.replace("S-ANNA", "")
    assert "3.33 / 4 critical estimated" in shown


def test_what_does_not_fit_is_shown_as_it_came(app: Flask, world: World, as_person: SignIn) -> None:
    odd = {"grt_t": {"value": "soon"}, "grt_first": {"value": ["x", {"y": 1}]}, "undivided": {"value": 77},
           "words": {"value": {"a": [1]}}, "mishap": {"value": True}, "riddle": {"value": "outside"}}  # fmt: skip
    visit_id = arrive(app, world, answers=odd)
    shown = page(as_person("reeta").get(at(visit_id)))
    assert all(words in shown for words in ("soon", "77", "riddle", "outside", "Remarks"))
    for question in odd.keys() - {"riddle"}:
        assert as_person("reeta").get(at(visit_id, f"/answers/{question}")).status_code == 200


def test_it_is_approved_and_its_report_written(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visit_id = as_person("reeta"), arrive(app, world, photos=1)
    assert goes_to(post(browser, at(visit_id, "/approve"))) == at(visit_id)
    assert visit_of(visit_id).state == "approved"
    assert db.session.scalars(select(Report.visit_id)).all() == [visit_id]
    again = post(browser, at(visit_id, "/approve"))
    assert again.status_code == 409 and "Somebody was quicker" in page(again)
    assert db.session.scalar(select(func.count()).select_from(Report)) == 1


def test_two_reviewers_at_once_make_one_report(app: Flask, world: World, as_person: SignIn) -> None:
    grant(world, "aatos", "reviewer")
    visit_id = arrive(app, world)
    browsers = [as_person("reeta"), as_person("aatos")]
    tokens, answers = [form_token(browser) for browser in browsers], []

    def approve(browser: FlaskClient, token: str) -> None:
        with app.app_context():
            answers.append(browser.post(at(visit_id, "/approve"), data={"csrf_token": token}).status_code)

    threads = [threading.Thread(target=approve, args=pair) for pair in zip(browsers, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]
    assert db.session.scalar(select(func.count()).select_from(Report)) == 1


def test_nobody_approves_an_own_visit(app: Flask, world: World, as_person: SignIn) -> None:
    grant(world, "anna", "reviewer")
    browser, visit_id = as_person("anna"), arrive(app, world)
    assert "another reviewer decides" in page(browser.get(at(visit_id)))
    assert post(browser, at(visit_id, "/approve")).status_code == 403
    assert post(browser, at(visit_id, "/return"), {"question": "?"}).status_code == 403
    assert post(browser, at(visit_id, "/exclude"), {"reason": "x"}).status_code == 403
    assert post(browser, at(visit_id, "/answers/mishap"), {"mishap-value": "yes", "reason": "x"}).status_code == 403
    assert visit_of(visit_id).state == "submitted"
    goes_to(post(as_person("reeta"), at(visit_id, "/approve")))


def test_it_is_asked_back_with_a_question_and_then_decided(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visit_id = as_person("reeta"), arrive(app, world)
    for empty in ("", " \u00a0\u200b", "x" * 2001, "a\x00b"):
        assert post(browser, at(visit_id, "/return"), {"question": empty}).status_code == 422
    goes_to(post(browser, at(visit_id, "/return"), {"question": "Mihin aikaan tulit?"}))
    assert visit_of(visit_id).state == "returned"
    assert "Mihin aikaan tulit?" in page(browser.get(at(visit_id)))
    assert "Mihin aikaan tulit?" in db.session.scalars(select(Letter)).one().text
    assert post(browser, at(visit_id, "/return"), {"question": "Entä nyt?"}).status_code == 409
    goes_to(post(browser, at(visit_id, "/approve")))


def test_a_corrected_visit_takes_the_place_of_the_one_asked_back(app: Flask, world: World, as_person: SignIn) -> None:
    browser, first = as_person("reeta"), arrive(app, world)
    goes_to(post(browser, at(first, "/return"), {"question": "?"}))
    second = arrive(app, world, supersedes=str(first))
    shown = page(browser.get(at(first)))
    assert "A corrected visit took its place" in shown and str(visit_of(second).receipt_no) in shown
    goes_to(post(browser, at(second, "/approve")))


def test_an_exclusion_needs_its_reason(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visit_id = as_person("reeta"), arrive(app, world)
    assert post(browser, at(visit_id, "/exclude"), {"reason": ""}).status_code == 422
    goes_to(post(browser, at(visit_id, "/exclude"), {"reason": "Väärä myymälä"}))
    assert "Väärä myymälä" in page(browser.get(at(visit_id)))
    assert "Approve" not in page(browser.get(at(visit_id)))


def test_an_edit_stands_beside_the_original_with_who_when_and_why(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visit_id = as_person("reeta"), arrive(app, world)
    form = browser.get(at(visit_id, "/answers/grt_t")).get_data(as_text=True)
    assert 'name="grt_t-seconds"' in form and 'value="45"' in form
    fields = {"grt_t-minutes": "1", "grt_t-seconds": "30", "reason": "Kello", "seen": ""}
    assert goes_to(post(browser, at(visit_id, "/answers/grt_t"), fields)).endswith("#q-grt_t")
    row = db.session.get_one(Answer, (visit_id, "grt_t"))
    assert (row.original, row.edited) == ({"value": {"seconds": 45}}, {"value": {"seconds": 90}})
    shown = page(browser.get(at(visit_id)))
    assert "1 min 30 s The shopper gave: 45 s Edited" in shown and "Reeta Testinen: Kello" in shown


@pytest.mark.parametrize(
    ("question", "fields"),
    [("grt_t", {"grt_t-minutes": "x"}), ("grt_t", {"grt_t-minutes": "1", "grt_t-never": "y"}), ("grt_t", {}),
     ("grt_first", {"grt_first-value": "nobody"}), ("grt_first", {"grt_first-value": ["staff", "me"]}),
     ("grt_first", {"grt_first-skipped": "too_lazy"}), ("words", {"words-value": "x" * 10_001}),
     ("words", {"words-value": "a\x00"}), ("mishap", {"mishap-value": "yes", "reason": ""})],
)  # fmt: skip
def test_an_edit_that_does_not_fit_is_told_and_not_kept(
    app: Flask, world: World, as_person: SignIn, question: str, fields: dict[str, object]
) -> None:
    visit_id = arrive(app, world)
    answer = post(as_person("reeta"), at(visit_id, f"/answers/{question}"), {"reason": "Syy", "seen": "", **fields})
    assert answer.status_code == 422
    assert db.session.get_one(Answer, (visit_id, question)).edited is None


def test_an_answer_can_be_made_a_skip_and_back(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visit_id = as_person("reeta"), arrive(app, world)
    fields = {"grt_first-value": "staff", "grt_first-skipped": "not_applicable", "reason": "Itsepalvelu", "seen": ""}
    goes_to(post(browser, at(visit_id, "/answers/grt_first"), fields))
    row = db.session.get_one(Answer, (visit_id, "grt_first"))
    assert row.edited == {"skipped": "not_applicable"} and row.edited_at
    back = {"grt_first-value": "me", "grt_first-skipped": "", "reason": "x", "seen": row.edited_at.isoformat()}
    goes_to(post(browser, at(visit_id, "/answers/grt_first"), back))
    assert db.session.get_one(Answer, (visit_id, "grt_first")).edited == {"value": "me"}


def test_who_edits_what_another_edited_meanwhile_sees_both(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visit_id = as_person("reeta"), arrive(app, world)
    form = browser.get(at(visit_id, "/answers/grt_first")).get_data(as_text=True)
    assert 'name="seen" value=""' in form
    rita = world.person("rita")
    edit_answer(visit_of(visit_id), "grt_first", {"value": "me"}, "Puhelu", rita, clock.now(), seen=None)
    mine = {"grt_first-value": "neither", "reason": "Kuva", "seen": ""}
    answer = post(browser, at(visit_id, "/answers/grt_first"), mine)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Somebody edited this answer while you did" in page(answer) and "Puhelu" in shown
    assert 'checked name="grt_first-value" type="radio" value="neither"' in shown
    assert db.session.get_one(Answer, (visit_id, "grt_first")).edited == {"value": "me"}
    seen = shown.split('name="seen" value="', 1)[1].split('"', 1)[0]
    goes_to(post(browser, at(visit_id, "/answers/grt_first"), {**mine, "seen": seen}))
    assert db.session.get_one(Answer, (visit_id, "grt_first")).edited == {"value": "neither"}


def test_an_edit_leaves_the_photos_as_they_are(app: Flask, world: World, as_person: SignIn) -> None:
    visit_id = arrive(app, world, photos=1)
    assert as_person("reeta").get(at(visit_id, "/answers/photo")).status_code == 404
    fields = {"mishap-value": "yes", "mishap-photos": "0" * 64, "reason": "x", "seen": ""}
    goes_to(post(as_person("reeta"), at(visit_id, "/answers/mishap"), fields))
    assert db.session.get_one(Answer, (visit_id, "mishap")).edited == {"value": "yes"}


def test_nothing_is_edited_once_decided(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visit_id = as_person("reeta"), arrive(app, world)
    goes_to(post(browser, at(visit_id, "/approve")))
    assert browser.get(at(visit_id, "/answers/mishap")).status_code == 409
    assert post(browser, at(visit_id, "/answers/mishap"), {"mishap-value": "yes", "reason": "x"}).status_code == 409


@pytest.mark.parametrize("question", ["riddle", "photo", "__class__", "..%2f..", "x" * 3000])
def test_questions_that_are_not_there_are_not_found(app: Flask, world: World, as_person: SignIn, question: str) -> None:
    visit_id = arrive(app, world)
    assert as_person("reeta").get(at(visit_id, f"/answers/{question}")).status_code == 404


def test_the_shoppers_own_name_is_read_before_approval(app: Flask, world: World, as_person: SignIn) -> None:
    browser = as_person("reeta")
    visit_id = arrive(app, world, answers={"words": {"value": "Olen Anna Testinen."}})
    answer = post(browser, at(visit_id, "/approve"))
    assert answer.status_code == 422 and "own name or phone number" in page(answer)
    goes_to(post(browser, at(visit_id, "/approve"), {"names_are_fine": "y"}))


def test_a_stray_visit_is_seen_but_not_approved(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visit_id = as_person("reeta"), arrive(app, world, assignment=str(uuid4()))
    assert "without an assignment" in page(browser.get("/desk/visits/"))
    assert "Without a known assignment no report" in page(browser.get(at(visit_id)))
    assert post(browser, at(visit_id, "/approve")).status_code == 409
    assert as_person("rita").get(at(visit_id)).status_code == 404
    goes_to(post(browser, at(visit_id, "/exclude"), {"reason": "Tuntematon"}))


def test_a_visit_of_an_unknown_edition_is_shown_as_it_came(app: Flask, world: World, as_person: SignIn) -> None:
    visit_id = arrive(app, world, version="0" * 64)
    shown = page(as_person("reeta").get(at(visit_id)))
    assert "Minut huomattiin heti" in shown
    assert post(as_person("reeta"), at(visit_id, "/approve")).status_code == 409


def test_what_came_twice_with_other_content_is_shown_side_by_side(app: Flask, world: World, as_person: SignIn) -> None:
    visit_id = arrive(app, world)
    other = {**manifest(world), "visit": str(visit_id), "answers": {**SMALL_ANSWERS, "mishap": {"value": "yes"}}}
    assert put_visit(browser_of(app, world.people["anna"]), str(visit_id), frozen(other)).status_code == 409
    assert "Sattuiko vahinko? (en) no yes" in page(as_person("reeta").get(at(visit_id)))
    assert "Two versions arrived" in page(as_person("reeta").get("/desk/"))


def photo_of(visit_id: UUID) -> Photo:
    return db.session.scalars(select(Photo).where(Photo.visit_id == visit_id)).first() or pytest.fail("no photo")


def test_photos_are_shown_clean_and_as_they_came(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visit_id = as_person("reeta"), arrive(app, world, photos=1)
    photo = photo_of(visit_id)
    address = f"/desk/photos/{photo.id}"
    assert address in browser.get(at(visit_id)).get_data(as_text=True)
    clean, original = browser.get(address), browser.get(f"{address}?original=1")
    for answer in (clean, original):
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["Cache-Control"] == "no-store"
    with Image.open(io.BytesIO(clean.data)) as shown:
        assert shown.size == (120, 90)
    assert original.data == jpeg("#336699")
    seen = db.session.scalars(select(Logged).where(Logged.deed == "original_seen")).one()
    assert (seen.person_id, seen.object_id) == (world.people["reeta"], str(photo.id))


def test_a_photo_that_waits_or_cannot_be_opened_is_told(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visit_id = as_person("reeta"), arrive(app, world, photos=1, is_worked=False)
    address = f"/desk/photos/{photo_of(visit_id).id}"
    assert "Being prepared" in page(browser.get(at(visit_id)))
    assert post(browser, at(visit_id, "/approve")).status_code == 409
    assert browser.get(address).status_code == 404
    with transaction():
        photo_of(visit_id).state = "unreadable"
    assert "cannot be opened" in page(browser.get(at(visit_id)))
    assert browser.get(address).status_code == 404
    assert browser.get(f"{address}?original=1").data == jpeg("#336699")


def test_a_photo_lost_on_disk_is_not_an_error_of_ours(app: Flask, world: World, as_person: SignIn) -> None:
    browser, visit_id = as_person("reeta"), arrive(app, world, photos=1)
    photo = photo_of(visit_id)
    file_store().path(photo.sha256).unlink()
    assert browser.get(f"/desk/photos/{photo.id}?original=1").status_code == 404
    assert browser.get(f"/desk/photos/{photo.id}").status_code == 200


@pytest.mark.parametrize("name", ["rita", "sanna", "anna", "helmi", "maija"])
def test_visits_and_photos_are_for_their_reviewers(app: Flask, world: World, as_person: SignIn, name: str) -> None:
    visit_id = arrive(app, world, photos=1)
    photo, browser = photo_of(visit_id).id, as_person(name)
    for path in (
        at(visit_id),
        at(visit_id, "/answers/mishap"),
        f"/desk/photos/{photo}",
        f"/desk/photos/{photo}?original=1",
    ):
        answer = browser.get(path)
        assert answer.status_code == 404
        assert page(answer) == page(
            browser.get(path.replace(str(visit_id), str(uuid4())).replace(str(photo), str(uuid4())))
        )
    for deed in ("/approve", "/return", "/exclude"):
        assert post(browser, at(visit_id, deed), {"question": "?", "reason": "x"}).status_code == 404
    assert visit_of(visit_id).state == "submitted"


def test_a_shopper_who_reviews_one_chain_does_not_see_her_own_visit_to_another(
    app: Flask, world: World, as_person: SignIn
) -> None:
    visit_id = arrive(app, world)
    with transaction():
        db.session.add(Grant(person_id=world.people["anna"], role="reviewer", chain_id=world.ids["kvall"]))
    assert as_person("anna").get(at(visit_id)).status_code == 404
    assert "Lahti" not in page(as_person("anna").get("/desk/visits/"))


def test_an_administrator_reads_which_is_written_down_and_decides_nothing(
    app: Flask, world: World, as_person: SignIn
) -> None:
    browser, visit_id = as_person("aatos"), arrive(app, world)
    assert "Approve" not in page(browser.get(at(visit_id)))
    read = db.session.scalars(select(Logged).where(Logged.deed == "read")).one()
    assert (read.person_id, read.object_id) == (world.people["aatos"], str(visit_id))
    assert post(browser, at(visit_id, "/approve")).status_code == 403
    assert visit_of(visit_id).state == "submitted"


def test_what_is_still_arriving_is_not_shown(app: Flask, world: World, as_person: SignIn) -> None:
    made = manifest(world, [jpeg()])
    put_visit(browser_of(app, world.people["anna"]), made["visit"], frozen(made))
    assert db.session.get_one(Visit, UUID(made["visit"])).state == "receiving"
    assert as_person("reeta").get(at(UUID(made["visit"]))).status_code == 404


def test_the_letter_of_a_question_really_leaves(app: Flask, world: World, as_person: SignIn) -> None:
    visit_id = arrive(app, world)
    goes_to(post(as_person("reeta"), at(visit_id, "/return"), {"question": "Mitä\r\nBcc: tilasit?"}))
    work(app)
    assert db.session.scalars(select(Letter)).one().state == "sent"
    mails = list((app.extensions["settings"].home / "mail").glob("*.eml"))
    assert len(mails) == 1 and b"\nBcc:" not in mails[0].read_bytes().split(b"\r\n\r\n", 1)[0]


def test_remarks_stand_beside_what_was_written(app: Flask, world: World, as_person: SignIn) -> None:
    words = "Kassalla istunut <b>Maija</b> oli mukava. Saavuin klo 12.07."
    visit_id = arrive(app, world, answers={"words": {"value": words}})
    browser = as_person("reeta")
    page = browser.get(at(visit_id)).text
    beside = page.split('class="remarks-made')[1].split("</ul>")[0]
    assert [beside.index(word) for word in ("“Maija”", "“Saavuin klo 12.07”", "“mukava”")] == sorted(
        beside.index(word) for word in ("“Maija”", "“Saavuin klo 12.07”", "“mukava”")
    )
    # Before approval only what may tell who somebody is has to be confirmed.
    asked = page.split('class="card deeds"')[1]
    assert "“Maija”" in asked and "“mukava”" not in asked
    refused = post(browser, at(visit_id, "/approve"))
    assert refused.status_code == 422 and 'name="names_are_fine"' in refused.text
    goes_to(post(browser, at(visit_id, "/approve"), {"names_are_fine": "y"}))
    assert 'class="remarks-made' not in browser.get(at(visit_id)).text
