"""The draft of the narrative on a phone: written from the answers without a network, edited, delivered."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from forms.conditions import asked_questions
from forms.kinds import KINDS
from forms.library import shipped
from forms.telling import draft, kit
from tests.browser.fieldwork import Fieldwork
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage, VisitPage
from tests.browser.test_library_walk import WALK, kept_answers
from tests.forms.telling.drawn import drawn_visit
from tests.living import LivingServer

RESTAURANT = shipped("restaurant")
OWN_WORDS = " A child at the next table was given crayons without anybody asking."


def open_with_the_server_dead(phone: Handset, server: LivingServer) -> VisitPage:
    ListPage(phone.page, server.address).open().wait_until_offline_ready("Lahti Tori")
    server.kill()
    return ListPage(phone.page, server.address).open().open_visit("Lahti Tori")


def posted(id_: str, answer: dict[str, Any]) -> list[tuple[str, str]]:
    question = RESTAURANT.by_id[id_]
    return KINDS[question.kind].formdata(question, answer)


def fill_in(visit: VisitPage, language: str, seed: int = 12) -> dict[str, Any]:
    """A whole visit as thumbs leave it; the narrative alone is left open."""
    drawn = drawn_visit(RESTAURANT, language, seed)
    fixed = {**drawn, "fact_booking": {"value": "no"}}
    answers = {id_: fixed[id_] for id_ in asked_questions(RESTAURANT, fixed) if id_ in fixed}
    visit.page.evaluate(WALK, [[], [[id_, posted(id_, one)] for id_, one in answers.items()]])
    visit.saved()
    return answers


def typed(answers: dict[str, Any]) -> int:
    """How many characters of the answers were typed: words heard, a receipt's greeting, a moment's detail."""
    pairs = [(id_, *pair) for id_, one in answers.items() for pair in posted(id_, one)]
    ends = ("-words", "-what", "-text")
    return sum(len(text) for id_, name, text in pairs if name.endswith(ends) or RESTAURANT.by_id[id_].kind == "text")


def buttons(visit: VisitPage) -> Locator:
    return visit.question("nar").locator(".story")


def press(visit: VisitPage, name: str) -> None:
    buttons(visit).get_by_role("button", name=name, exact=True).click()


def expected(language: str, answers: dict[str, Any]) -> str:
    return draft(kit(RESTAURANT, language), asked_questions(RESTAURANT, answers), answers)


def test_it_drafts_offline_what_the_shopper_then_edits_and_sends(
    phone: Handset, server: LivingServer, work: Fieldwork
) -> None:
    visit = open_with_the_server_dead(phone, server)
    answers = fill_in(visit, "en")
    press(visit, "Write a draft from my answers")
    story = visit.field("nar-value")
    expect(story).to_have_value(expected("en", answers))
    words = len(story.input_value().split())
    expect(buttons(visit).get_by_role("status")).to_contain_text(f"{words} words came from your answers.")

    story.press("Control+End")
    story.press_sequentially(OWN_WORDS)
    whole = expected("en", answers) + OWN_WORDS
    assert story.input_value() == whole
    until(lambda: kept_answers(phone, visit.visit_id)["nar"]["value"] == whole)
    # Whoever starts from a blank page types all of it; here, what was heard and remembered, and one sentence.
    assert typed(answers) + len(OWN_WORDS) <= len(whole) / 2

    phone.page.reload()
    visit = VisitPage(phone.page).wait_until_open()
    assert visit.value("nar-value") == whole
    visit.finish()
    server.start()
    until(lambda: phone.page.reload() and VisitPage(phone.page).wait_until_received())
    ((_id, _state, _no, _sha, delivered),) = work.visits()
    assert delivered["nar"]["value"] == whole


def test_it_never_touches_what_was_written_unasked(phone: Handset, server: LivingServer) -> None:
    visit = ListPage(phone.page, server.address).open().open_visit("Lahti Tori")
    draft_of = expected("en", fill_in(visit, "en", seed=18))
    story, mine = visit.field("nar-value"), "I had been there before."
    visit.write("nar-value", mine)
    ask = buttons(visit).locator("summary")
    expect(buttons(visit).get_by_role("button", name="Write a draft from my answers", exact=True)).to_be_hidden()

    ask.click()
    press(visit, "Leave my text as it is")
    expect(story).to_have_value(mine)
    expect(buttons(visit).get_by_role("button", name="Replace my text")).to_be_hidden()
    ask.click()
    press(visit, "Add it to the end")
    expect(story).to_have_value(f"{mine}\n\n{draft_of}")
    expect(buttons(visit).get_by_role("button", name="Undo")).to_be_focused()
    press(visit, "Undo")
    expect(story).to_have_value(mine)

    ask.click()
    press(visit, "Replace my text")
    expect(story).to_have_value(draft_of)
    story.press("Control+End")
    story.press_sequentially(" And I smiled.")
    press(visit, "Undo")
    expect(story).to_have_value(mine)
    # What was written after the draft is not lost either: undoing once more brings it back.
    press(visit, "Undo")
    expect(story).to_have_value(f"{draft_of} And I smiled.")
    visit.saved()


def test_it_says_so_where_there_is_nothing_to_tell(phone: Handset, server: LivingServer) -> None:
    visit = ListPage(phone.page, server.address).open().open_visit("Lahti Tori")
    press(visit, "Write a draft from my answers")
    expect(buttons(visit).get_by_role("status")).to_contain_text("No draft came.")
    expect(visit.field("nar-value")).to_have_value("")
    expect(buttons(visit).get_by_role("button", name="Undo")).to_be_hidden()
