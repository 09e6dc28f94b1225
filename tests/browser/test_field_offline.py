"""The way of a visit on a real phone, against a real server that really dies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.fieldwork import Fieldwork, drawn_photo, prepare, serve
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage, VisitPage
from tests.living import LivingServer


@pytest.fixture
def work(tmp_path: Path) -> Fieldwork:
    home = tmp_path / "home"
    home.mkdir()
    return prepare(home)


@pytest.fixture
def server(work: Fieldwork) -> Iterator[LivingServer]:
    with serve(work) as living:
        yield living.start()


@pytest.fixture
def phone(work: Fieldwork, server: LivingServer, tmp_path: Path) -> Iterator[Handset]:
    handset = Handset(tmp_path / "profile").switch_on()
    handset.sign_in_by(work.tokens["anna"], server.address)
    yield handset
    troubles = list(handset.troubles)
    handset.switch_off()
    assert troubles == []


def ready(phone: Handset, server: LivingServer, store: str = "Vaasa Satama") -> ListPage:
    """The list was opened once with a network; now the server is dead."""
    the_list = ListPage(phone.page, server.address).open().wait_until_offline_ready(store)
    server.kill()
    return the_list


def fill_every_kind(visit: VisitPage, folder: Path) -> None:
    visit.choose("smile", "yes").choose("first", "staff").choose("door", "clean", "lit").choose("attention", "4")
    visit.stamp("wait", "from").stamp("wait", "to").estimate("seat", 1, 35)
    visit.write("load-guests", "12").write("load-staff", "3").write("price-value", "12,5")
    visit.tap_emotion("mood", "joy", 2).tap_emotion("mood", "surprise", 1).choose("recommend", "9")
    visit.write("words-value", "  ”Hei, tervetuloa!” 😀\n\tHän hymyili.  ")
    visit.add_photo("picture", drawn_photo(folder, "a.jpg", seed=1), drawn_photo(folder, "b.jpg", seed=2))
    visit.write("slip-text", "Kiitos käynnistä").write("slip-total", "12,50").write("slip-time", "13:45")
    visit.add_photo("slip", drawn_photo(folder, "slip.png", (600, 1500), seed=3, form="PNG"))
    visit.choose("mishap", "yes")
    visit.write("pledge-what", "Pesula maksetaan").choose("pledge", "manager", part="who")
    visit.write("pledge-due_on", "2026-12-24").choose("pledge", "yes", part="others")
    visit.choose("best", "greeting", part="touchpoint").choose("best", "plus", part="sign")
    visit.choose("best", "3", part="strength").write("best-words", "Nimeni muistettiin").saved()


def test_it_delivers_a_visit_that_was_made_with_the_server_dead_and_the_browser_killed(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    visit = ready(phone, server).open_visit("Vaasa Satama")
    fill_every_kind(visit, tmp_path)
    visit_id, address = visit.visit_id, phone.page.url

    phone.kill()
    phone.switch_on()
    phone.page.goto(address)
    visit = VisitPage(phone.page).wait_until_open()
    assert visit.visit_id == visit_id
    assert visit.value("words-value") == "  ”Hei, tervetuloa!” 😀\n\tHän hymyili.  "
    assert visit.chosen("door") == ["clean", "lit"]
    assert visit.chosen("mood", "strength_joy") == ["2"]
    assert visit.value("price-value") == "12,5"
    assert visit.question("pledge").is_visible()
    expect(visit.question("picture").locator("[data-thumbs] img")).to_have_count(2)

    visit.finish()
    expect(visit.outcome).to_have_text("Finished. Will be sent when there is internet. Keep the app.")

    server.start()
    receipt = until(lambda: phone.page.reload() and VisitPage(phone.page).wait_until_received())
    ((id_, state, number, _sha, answers),) = work.visits()
    assert (id_, state, number) == (visit_id, "submitted", receipt)
    assert answers["price"]["value"] == "12.50"
    assert answers["words"]["value"] == "  ”Hei, tervetuloa!” 😀\n\tHän hymyili.  "
    assert answers["mood"]["value"] == [{"emotion": "joy", "strength": 2}, {"emotion": "surprise", "strength": 1}]
    assert answers["seat"]["value"] == {"seconds": 95}
    assert answers["wait"]["value"].keys() == {"seconds", "from", "to"}
    assert answers["slip"]["value"] == {"text": "Kiitos käynnistä", "total": "12.50", "time": "13:45"}
    assert answers["pledge"]["value"] == {
        "what": "Pesula maksetaan", "who": "manager", "due_on": "2026-12-24", "others": "yes",
    }  # fmt: skip
    assert answers["best"]["value"] == {
        "touchpoint": "greeting", "sign": "plus", "strength": 3, "words": "Nimeni muistettiin",
    }  # fmt: skip
    assert answers["fact_booking"]["value"] == "no"
    assert [(question, state) for _visit, question, state, _size in work.photos()] == [
        ("picture", "received"), ("picture", "received"), ("slip", "received"),
    ]  # fmt: skip
    assert phone.stored("outbox") == []
    assert phone.stored("receipts")[0]["no"] == receipt
