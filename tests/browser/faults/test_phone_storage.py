"""The phone's storage is full, wiped, not promised or of a newer edition (28, 33, 40, 58); odd photos (52 to 55)."""

from __future__ import annotations

import io
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from pillow_heif import from_pillow
from playwright.sync_api import expect

from extensions import db, transaction
from forms.definition import from_plain
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.models import Assignment, KeptAnswer, KeptDraft, Photo
from shopper.questionnaires import publish
from tests.browser.faults.errand import Errand, Site
from tests.browser.fieldwork import drawn_photo
from tests.browser.handset import until
from tests.world import SMALL_QUESTIONNAIRE, said

_FULL = """() => {
  const put = IDBObjectStore.prototype.put;
  globalThis.isFull = true;
  IDBObjectStore.prototype.put = function (...args) {
    if (globalThis.isFull && this.name === "answers") {
      const request = put.apply(this, args);
      request.addEventListener("success", (event) => {
        event.stopImmediatePropagation();
        this.transaction.abort();
      });
      Object.defineProperty(this.transaction, "error", { value: new DOMException("full", "QuotaExceededError") });
      return request;
    }
    return put.apply(this, args);
  };
}"""
_NEWER = """() => new Promise((resolve) => {
  const request = indexedDB.open("detalji", 99);
  request.onblocked = () => resolve("blocked");
  request.onsuccess = () => { request.result.close(); resolve("opened"); };
})"""
_NO_PROMISE = """for (const ask of ["persist", "persisted"]) {
  if (navigator.storage) navigator.storage[ask] = async () => false;
}"""
_READ_ONCE = """
const arrayBuffer = Blob.prototype.arrayBuffer;
const read = new WeakSet();
File.prototype.arrayBuffer = function () {
  if (read.has(this)) return Promise.reject(new DOMException("gone", "NotReadableError"));
  read.add(this);
  return arrayBuffer.call(this);
};
"""


def test_an_answer_that_no_longer_fits_on_the_phone_is_told_in_red_and_kept_in_memory(site: Site) -> None:
    errand = site.begin()
    errand.page.evaluate(_FULL)
    errand.visit.write("words-value", "ei mahdu")
    status = errand.page.locator("#status")
    expect(status).to_contain_text(errand.say("not_saved"))
    expect(status.locator("[data-again]")).to_be_visible()
    errand.page.evaluate("() => { isFull = false; }")
    status.locator("[data-again]").click()
    errand.visit.saved()
    assert "ei mahdu" in [one.get("value") for one in errand.shelf("answers")]


def test_an_old_window_makes_way_for_a_newer_database_and_says_so(site: Site) -> None:
    errand = site.begin().fill()
    newer = errand.context.new_page()
    newer.goto(f"{site.address}/healthz")
    assert newer.evaluate(_NEWER) in ("opened", "blocked")
    expect(errand.page.locator("#notice")).to_contain_text(errand.say("newer"))
    expect(errand.page.locator("#all")).to_have_attribute("disabled", "")
    kept = newer.evaluate("""() => new Promise((resolve) => {
      const request = indexedDB.open("detalji");
      request.onsuccess = () => {
        const all = request.result.transaction("answers").objectStore("answers").getAll();
        all.onsuccess = () => { request.result.close(); resolve(all.result.map((one) => one.value)); };
      };
    })""")
    assert errand.words in kept


def test_the_office_knows_of_a_visit_whose_phone_was_wiped(site: Site) -> None:
    errand = site.begin()
    errand.visit.choose("grt_first", "staff").write("words-value", "kohta poissa").saved()
    with site.inside():
        until(lambda: _heard(errand.assignment), what="the draft at the office")
    session = errand.context.new_cdp_session(errand.page)
    session.send("Storage.clearDataForOrigin", {"origin": site.address, "storageTypes": "indexeddb,cache_storage"})
    with site.inside():
        assert db.session.get_one(Assignment, errand.assignment).opened_at is not None
    assert site.arrived(errand.assignment) == []
    # What was online is not even lost: the same page fetches it again.
    errand.page.reload()
    errand.visit.wait_until_open()
    expect(errand.visit.field("words-value")).to_have_value("kohta poissa", timeout=15_000)


def _heard(assignment: UUID) -> bool:
    db.session.expire_all()
    drafts = db.session.query(KeptAnswer).join(KeptDraft, KeptDraft.id == KeptAnswer.draft_id)
    found = drafts.filter(KeptDraft.assignment_id == assignment, KeptAnswer.question == "words").count()
    db.session.rollback()
    return found > 0


def test_without_a_promise_to_keep_storage_everything_works(site: Site) -> None:
    errand = site.begin(_NO_PROMISE).fill(photos=1)
    errand.finish().delivered()


def test_a_file_that_can_be_read_only_once_was_read_at_once(site: Site) -> None:
    site.begin(_READ_ONCE).fill(photos=1).finish().delivered()


@pytest.mark.parametrize("name", ["phone.heic", "phone.jpg"])
def test_heic_is_kept_as_it_came_and_shown_as_a_jpeg(site: Site, tmp_path: Path, name: str) -> None:
    target = io.BytesIO()
    from_pillow(Image.effect_mandelbrot((320, 240), (-2, -1.5, 1, 1.5), 60).convert("RGB")).save(target)
    heic = tmp_path / name
    heic.write_bytes(target.getvalue())
    errand = site.begin().fill(taken=[heic])
    (kept,) = errand.shelf("photos")
    assert (kept["type"], kept["bytes"]) == ("image/heic", len(heic.read_bytes()))
    found = errand.finish().delivered()
    site.work_off()
    with site.inside():
        (photo,) = db.session.query(Photo).filter_by(visit_id=UUID(found.id))
        assert photo.state == "ready" and photo.shown_sha256
        assert site.files.read(photo.shown_sha256).startswith(b"\xff\xd8\xff")


def test_huge_and_wide_photos_are_made_smaller_and_what_is_none_is_refused_at_once(
    site: Site, tmp_path: Path
) -> None:
    errand = site.begin()
    errand.visit.write("words-value", "ehjä lomake")
    huge, wide = tmp_path / "huge.jpg", tmp_path / "wide.jpg"
    Image.effect_noise((1200, 900), 60).resize((12000, 9000), Image.Resampling.NEAREST).save(huge, quality=40)
    drawn_photo(tmp_path, "wide.jpg", (9000, 900))
    errand.visit.add_photo("photo", huge, wide)
    for bad, content in (("empty.jpg", b""), ("words.jpg", b"This is no photo.")):
        (tmp_path / bad).write_bytes(content)
        errand.visit.question("photo").locator("[data-file]").last.set_input_files(tmp_path / bad)
        expect(errand.visit.photo_message("photo")).to_have_text(errand.say("photo_not_a_photo"))
    assert [one["type"] for one in errand.shelf("photos")] == ["image/jpeg"] * 2
    assert all(one["bytes"] < 4_000_000 for one in errand.shelf("photos"))
    assert errand.visit.value("words-value") == "ehjä lomake"


def test_forty_photos_fit_or_it_is_said_that_no_more_do(site: Site, tmp_path: Path) -> None:
    errand = _album(site)
    session = errand.context.new_cdp_session(errand.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": site.address, "quotaSize": 256_000_000})
    for album in range(4):
        photos = [tmp_path / f"{album}-{n}.jpg" for n in range(10)]
        for photo in photos:
            Image.effect_noise((160, 120), 80).save(photo)
        errand.visit.add_photo(f"album{album}", *photos)
    more = drawn_photo(tmp_path, "more.jpg", (160, 120), seed=99)
    errand.visit.question("album0").locator("[data-file]").last.set_input_files(more)
    expect(errand.visit.photo_message("album0")).to_have_text(errand.say("photo_most"))
    assert len(errand.shelf("blobs")) == 40
    errand.visit.finish()
    number = errand.visit.wait_until_received()
    (found,) = site.arrived(errand.assignment)
    assert (found.no, len(found.photos)) == (number, 40)


def _album(site: Site) -> Errand:
    """A visit whose questionnaire takes forty photos."""
    questions = [
        {"id": f"album{n}", "kind": "photo", "touchpoint": "farewell", "text": said(f"Kuvat {n}"), "max": 10,
         "required": False}
        for n in range(4)
    ]  # fmt: skip
    plain = {**SMALL_QUESTIONNAIRE, "code": "album", "sections": [
        {"id": "only", "title": said("Kuvat"), "questions": questions}]}  # fmt: skip
    with site.inside():
        with transaction():
            draft = QuestionnaireVersion.draft(site.work.world.ids["aamu"], from_plain(plain), 1, clock.now())
            db.session.add(draft)
            db.session.flush()
            made = draft.id
        publish(db.session.get_one(QuestionnaireVersion, made), clock.now())
    assignment, store = site.assign(made)
    return site.open(assignment, store, version=made)
