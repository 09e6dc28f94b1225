"""A visit whose photo never comes has no receipt; a visit made without scripts is one (faults 57 and 61)."""

from __future__ import annotations

import socket

from playwright.sync_api import expect

from extensions import db
from shopper.models import Visit
from shopper.sessions import COOKIE
from tests.browser.faults.errand import Site
from tests.browser.faults.line import Line, answering
from tests.browser.fieldwork import drawn_photo

LOSE_PHOTOS = """async () => {
  const db = await new Promise((resolve) => {
    const request = indexedDB.open("detalji");
    request.onsuccess = () => resolve(request.result);
  });
  await new Promise((resolve) => {
    const transaction = db.transaction("blobs", "readwrite");
    transaction.objectStore("blobs").clear();
    transaction.oncomplete = resolve;
  });
  db.close();
}"""
ASK_FOR_RECEIPT = """async (id) => {
  const headers = {"X-Detalji": "1"};
  const answer = await fetch(`/api/visits/${id}/finish`, {method: "POST", headers});
  return [answer.status, (await answer.json()).missing];
}"""


def test_a_visit_that_names_a_photo_that_never_comes_gets_no_receipt(site: Site) -> None:
    errand = site.begin().fill(photos=1)
    (photo,) = errand.shelf("photos")
    errand.page.evaluate(LOSE_PHOTOS)
    errand.finish()
    expect(errand.visit.outcome).to_have_text(errand.say("attention", reason=errand.say("reason_410")))
    assert errand.page.evaluate(ASK_FOR_RECEIPT, errand.id) == [428, [photo["sha256"]]]
    errand.send()
    errand.page.wait_for_timeout(300)
    # The words are safe at both ends, once; nothing is called received.
    (known,) = site.arrived(errand.assignment)
    assert (known.state, known.no, known.answers["words"]["value"]) == ("receiving", None, errand.words)
    assert errand.shelf("receipts") == [] and errand.row()["sha"] == known.sha
    expect(errand.visit.outcome).to_have_text(errand.say("attention", reason=errand.say("reason_410")))


def answer_lost(line: Line, client: socket.socket, request: bytes) -> None:
    """The server has it, and a proxy says otherwise."""
    assert line.passed(request).startswith(b"HTTP/1.1 200")
    answering("502 Bad Gateway", b"<h1>bad gateway</h1>")(line, client, request)


def test_without_scripts_the_same_form_sent_again_is_the_same_visit(site: Site) -> None:
    assignment, _store = site.assign()
    context = site.browser.new_context(java_script_enabled=False, locale="en-GB")
    cookie = {"name": COOKIE, "value": site.token_of("anna"), "url": site.address, "httpOnly": True}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{site.address}/field/assignments/{assignment}/plain")
    page.locator('[name="words-value"]').fill("ilman skriptejä")
    page.locator('[name="photo-photos"]').set_input_files(drawn_photo(site.folder, "plain.jpg", (64, 48)))
    send = page.get_by_role("button", name="Send anyway")
    # The answer is lost: the person sees a proxy's page, and has the browser send the form once more.
    site.line.trouble(answer_lost, "/plain", "POST", times=1)
    send.click()
    expect(page.get_by_text("bad gateway")).to_be_visible()
    page.reload()
    expect(page.locator(".notice.good")).to_contain_text("Receipt R-")
    (found,) = site.arrived(assignment)
    assert found.no in page.locator(".notice.good").inner_text()
    assert found.answers["words"]["value"] == "ilman skriptejä"
    assert [site.files.read(sha) for sha, _state in found.photos]
    with site.inside():
        assert db.session.query(Visit).filter_by(assignment_id=assignment).count() == 1
    context.close()
