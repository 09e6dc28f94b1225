"""Gentle remarks on a phone: below what is being written, never in its way, also without a network."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.handset import Handset
from tests.browser.pages import ListPage, VisitPage
from tests.living import LivingServer


def test_it_asks_what_was_seen_and_takes_fine_for_an_answer(phone: Handset, server: LivingServer) -> None:
    page = phone.page
    ListPage(page, server.address).open().wait_until_offline_ready("Vaasa Satama").open_visit("Vaasa Satama")
    server.kill()
    page.reload()
    visit = VisitPage(page).wait_until_open()
    remarks = visit.question("words").locator(".remarks")
    expect(remarks).to_have_attribute("aria-live", "polite")
    visit.write("words-value", "Maija was nice. <b>Pekka</b> smiled.").saved()
    expect(remarks.locator("li")).to_have_count(3)
    expect(remarks.locator("li").first).to_contain_text("“Maija”")
    assert remarks.locator("b").count() == 0
    for button in remarks.get_by_role("button").all():
        box = button.bounding_box()
        assert box and box["height"] >= 44
    remarks.get_by_role("button").first.click()
    expect(remarks.locator("li")).to_have_count(2)
    expect(visit.field("words-value")).to_be_focused()
    page.reload()
    visit = VisitPage(page).wait_until_open()
    expect(visit.question("words").locator(".remarks li")).to_have_count(2)
    visit.write("words-value", "Työntekijä hymyili.")
    expect(visit.question("words").locator(".remarks li")).to_have_count(0)
    assert not phone.troubles


def test_nothing_is_forbidden_and_no_more_than_four_remarks_stand(phone: Handset, server: LivingServer) -> None:
    visit = ListPage(phone.page, server.address).open().open_visit("Vaasa Satama")
    visit.write("words-value", "Maija, Pekka, Matti, Jukka, Heikki ja Tuula.")
    expect(visit.question("words").locator(".remarks li")).to_have_count(4)
    visit.saved().finish(anyway=True)
    expect(visit.outcome).to_be_visible()
    expect(visit.question("words").locator(".remarks")).to_be_hidden()


def test_words_are_held_against_the_answers(phone: Handset, server: LivingServer) -> None:
    visit = ListPage(phone.page, server.address).open().open_visit("Lahti Tori")
    remarks = visit.question("nar").locator(".remarks li")
    visit.write("nar-value", "Nobody greeted me.").saved()
    visit.choose("grt_first", "staff").saved()
    expect(remarks).to_have_count(1)
    expect(remarks).to_contain_text("Who greeted first?")
    visit.choose("grt_first", "neither").saved()
    expect(remarks).to_have_count(0)
