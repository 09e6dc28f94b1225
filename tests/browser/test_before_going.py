"""What a shopper needs before going, offline too; and a phone whose work the office can load."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.fieldwork import Fieldwork, drawn_photo
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage
from tests.living import LivingServer


def test_the_briefing_is_whole_with_the_server_dead(phone: Handset, server: LivingServer, work: Fieldwork) -> None:
    work.brief("Osta kahvi.", "Älä kuvaa ihmisiä.", "Näin kuuluu")
    phones = ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    until(lambda: any(isinstance(one, int) for one in phone.stored("blobs")))
    server.kill()
    phones.open().card("Vaasa Satama").get_by_role("heading").get_by_role("link").click()
    briefing = phone.page.locator("#briefing")
    expect(briefing).to_contain_text("Osta kahvi.")
    expect(briefing).to_contain_text("Älä kuvaa ihmisiä.")
    picture = briefing.get_by_role("img", name="Näin kuuluu")
    until(lambda: picture.evaluate("image => image.naturalWidth") > 0)
    assert str(briefing.get_by_role("link", name="Map").get_attribute("href")).startswith(("geo:", "https://"))
    with phone.page.expect_download() as waiting:
        briefing.get_by_role("link", name="To my calendar").click()
    assert waiting.value.suggested_filename == "muistio.ics"
    text = waiting.value.path().read_text()
    assert text.startswith("BEGIN:VCALENDAR") and "Vaasa Satama" not in text and "Aamu" not in text


def test_photos_go_when_no_assignment_names_them(phone: Handset, server: LivingServer, work: Fieldwork) -> None:
    work.brief("", "", "Näin kuuluu")
    phones = ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    until(lambda: len(phone.stored("blobs")) == 1)
    work.brief("", "", None)
    phones.open()
    until(lambda: phone.stored("blobs") == [])


def test_the_visit_opens_once_the_questions_are_answered(
    phone: Handset, server: LivingServer, work: Fieldwork
) -> None:
    work.certify()
    phones = ListPage(phone.page, server.address).open()
    card = phones.card("Vaasa Satama")
    expect(card.locator("[data-offline]")).to_contain_text("Before the visit opens")
    until(lambda: (kept := phone.stored("assignments")) and all(one["certify"] for one in kept))
    card.locator("[data-visit]").click()
    phone.page.get_by_label("Tea").check()
    phone.page.get_by_role("button", name="Check my answers").click()
    expect(phone.page.get_by_role("alert")).to_contain_text("1 answer does not fit yet")
    phone.page.get_by_label("Coffee").check()
    phone.page.get_by_role("button", name="Check my answers").click()
    expect(phone.page.get_by_text("Right. The visit can be opened now.")).to_be_visible()
    phones.open().wait_until_offline_ready("Vaasa Satama").open_visit("Vaasa Satama")


def test_the_office_loads_what_a_phone_saved(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    phones = ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    phones.wait_until_offline_ready("Lahti Tori")
    phone.page.goto(f"{server.address}/field/phone")
    address = phone.page.url
    server.kill()
    visit = phones.open().open_visit("Vaasa Satama")
    visit.choose("smile", "yes").choose("recommend", "9")
    visit.add_photo("picture", drawn_photo(tmp_path, "a.jpg")).saved().finish(anyway=True)
    begun = phones.open().open_visit("Lahti Tori")
    begun.page.locator("label:has(input[type=radio]):visible").first.click()
    begun.saved()
    server.start()
    phone.sign_out()
    phone.page.route("**/api/visits/**", lambda route: route.abort())
    phone.sign_in_by(work.tokens["anna"], server.address)
    phone.page.goto(address)
    expect(phone.page.locator("[data-is=waiting]")).to_have_text("1")
    expect(phone.page.locator("[data-is=drafts]")).to_have_text("1")
    with phone.page.expect_download() as waiting:
        phone.page.get_by_role("button", name="Save a copy").click()
    saved = waiting.value.path().read_bytes()
    assert len(json.loads(saved)["visits"]) == 2
    assert sorted(work.load_copy(saved)) == [("received", False), ("received", True)]
    assert sorted(work.load_copy(saved)) == [("known", False), ("known", True)]
    assert len(work.visits()) == 2
    assert [(question, state) for _id, question, state, _size in work.photos()] == [("picture", "received")]
    phone.page.get_by_role("button", name="Send report").click()
    expect(phone.page.get_by_text("The office has the report.")).to_be_visible()
    # The phone, once it can, finds its visit there already.
    phone.page.unroute("**/api/visits/**")
    phones.open()
    until(lambda: phone.stored("outbox") == [])
    assert len(work.visits()) == 2
