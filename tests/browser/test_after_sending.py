"""What becomes of a visit after it was sent: told in words, asked about and answered in place, offline too."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.fieldwork import Fieldwork, drawn_photo
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage, VisitPage
from tests.browser.test_screens import findings_of_axe
from tests.living import LivingServer

QUESTION = "Which till was it?\nAnd was it busy?"


def sent(phone: Handset, server: LivingServer, folder: Path) -> str:
    """A visit with a photo has arrived; gives its id."""
    phones = ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    visit = phones.open_visit("Vaasa Satama")
    visit.choose("smile", "yes").choose("recommend", "9").add_photo("picture", drawn_photo(folder, "a.jpg")).saved()
    visit_id = visit.visit_id
    visit.finish(anyway=True).wait_until_received()
    return visit_id


def asked(phone: Handset, server: LivingServer, work: Fieldwork, visit_id: str, about: str | None) -> VisitPage:
    """The office asks, the phone hears it on the list, then the server dies and the visit is opened."""
    work.send_back(visit_id, QUESTION, about)
    phones = ListPage(phone.page, server.address).open()
    expect(phones.state("Vaasa Satama")).to_have_text(f"The office asks: {QUESTION}", use_inner_text=True)
    until(lambda: hears(phone, "returned"))
    server.kill()
    phones.open()
    expect(phones.card("Vaasa Satama").locator("[data-visit]")).to_have_text("Answer the office")
    phones.card("Vaasa Satama").locator("[data-visit]").click()
    expect(phone.page.locator("#asked")).to_contain_text("Which till was it?")
    return VisitPage(phone.page)


def hears(phone: Handset, state: str) -> bool:
    """Whether the phone keeps that the visit stands so."""
    return any((draft.get("office") or {}).get("state") == state for draft in phone.stored("drafts"))


def test_it_is_answered_in_place_offline_and_sent_as_a_new_visit(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    first = sent(phone, server, tmp_path)
    asked(phone, server, work, first, None)
    phone.page.get_by_label("Your answer to the office").fill("The left one. It was quiet. 😀")
    until(lambda: phone.stored("drafts")[0].get("next") == "The left one. It was quiet. 😀")

    phone.kill()
    phone.switch_on()
    ListPage(phone.page, server.address).open().card("Vaasa Satama").locator("[data-visit]").click()
    reply = phone.page.get_by_label("Your answer to the office")
    expect(reply).to_have_value("The left one. It was quiet. 😀")
    phone.page.locator("#asked").get_by_role("button", name="Answer").click()
    expect(VisitPage(phone.page).outcome).to_have_text("Finished. Will be sent when there is internet. Keep the app.")
    expect(phone.page.locator("#asked")).to_be_hidden()

    server.start()
    until(lambda: phone.page.reload() and VisitPage(phone.page).wait_until_received())
    (_, state, *_rest), (second, new_state, _no, _sha, answers) = work.visits()
    assert (state, new_state) == ("excluded", "submitted")
    assert answers["recommend"]["value"] == 9
    assert work.reply(second) == "The left one. It was quiet. 😀"
    assert {(visit, question, state) for visit, question, state, _size in work.photos()} == {
        (first, "picture", "received"), (second, "picture", "received"),
    }  # fmt: skip


def test_a_phone_that_lost_the_visit_answers_on_a_plain_page(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    work.send_back(sent(phone, server, tmp_path), QUESTION, "recommend")
    new = Handset(tmp_path / "new").switch_on(phone)
    new.sign_in_by(work.tokens["anna"], server.address)
    card = ListPage(new.page, server.address).open().card("Vaasa Satama")
    expect(card.locator("[data-offline]")).to_have_text("For this you need internet.")
    card.get_by_role("link", name="Answer the office").click()
    expect(new.page.get_by_label("Your answer to the office")).to_be_empty()
    assert findings_of_axe(new.page) == []
    new.page.get_by_label("Your answer to the office").fill("The left one.")
    new.page.get_by_role("button", name="Answer", exact=True).click()
    expect(new.page.get_by_role("heading", name="Received")).to_be_visible()
    (_first, state, *_rest), (second, *_more) = work.visits()
    assert state == "excluded" and work.reply(second) == "The left one."
    assert new.troubles == []
    new.switch_off()


def test_it_leads_to_the_question_and_takes_a_changed_answer_along(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    first = sent(phone, server, tmp_path)
    visit = asked(phone, server, work, first, "recommend")
    phone.page.get_by_label("Your answer to the office").fill("I meant seven.")
    phone.page.get_by_role("button", name="To the question").click()
    visit.wait_until_open()
    expect(phone.page.get_by_label("Your answer to the office")).to_have_value("I meant seven.")
    expect(visit.question("recommend")).to_be_in_viewport()
    visit.choose("recommend", "7").saved()
    second = visit.visit_id
    phone.page.get_by_label("Your answer to the office").fill("I meant seven, sorry.")
    phone.page.locator("#asked").get_by_role("button", name="Answer").click()
    phone.page.locator("#missing [data-anyway]").click()
    expect(visit.outcome).to_contain_text("Will be sent")
    server.start()
    until(lambda: phone.page.reload() and VisitPage(phone.page).wait_until_received())
    assert second != first
    answers = {id_: answers for id_, *_rest, answers in work.visits()}
    assert answers[second]["recommend"]["value"] == 7
    assert answers[first]["recommend"]["value"] == 9
    assert work.reply(second) == "I meant seven, sorry."


def test_it_tells_offline_when_the_money_comes_and_that_it_came(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    visit_id = sent(phone, server, tmp_path)
    phones = ListPage(phone.page, server.address).open()
    expect(phones.state("Vaasa Satama")).to_contain_text("The office reads it.")
    work.approve(visit_id)
    phones.open()
    expect(phones.state("Vaasa Satama")).to_contain_text("Approved. To be paid by")
    expect(phones.state("Vaasa Satama")).to_contain_text("fee €25.00")
    work.pay(visit_id)
    phones.open()
    until(lambda: hears(phone, "approved") and phone.stored("drafts")[0]["office"]["paid_on"])
    server.kill()
    phones.open()
    expect(phones.state("Vaasa Satama")).to_contain_text("Paid ")
    phones.card("Vaasa Satama").locator("[data-visit]").click()
    expect(VisitPage(phone.page).outcome).to_contain_text("fee €25.00")
    expect(phone.page.locator("[data-correct]")).to_be_hidden()
