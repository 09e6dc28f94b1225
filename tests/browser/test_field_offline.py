"""The way of a visit on a real phone, against a real server that really dies."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.fieldwork import Fieldwork, drawn_photo
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage, VisitPage
from tests.living import LivingServer


def ready(phone: Handset, server: LivingServer, store: str = "Vaasa Satama") -> ListPage:
    """The list was opened once with a network; then the server died, and the list is opened again."""
    ListPage(phone.page, server.address).open().wait_until_offline_ready(store)
    server.kill()
    return ListPage(phone.page, server.address).open()


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


def test_it_shows_the_briefing_with_the_server_dead(phone: Handset, server: LivingServer, work: Fieldwork) -> None:
    ready(phone, server)
    phone.page.goto(f"{server.address}/field/assignments/{work.assignments['every kind']}")
    briefing = phone.page.locator("#briefing")
    expect(briefing).to_contain_text("Vaasa Satama")
    expect(briefing).to_contain_text("Torikatu 1, 15110 Lahti")
    expect(briefing).to_contain_text("Käy kahvilla. (en)")
    expect(briefing).to_contain_text("€25.00")
    expect(phone.page.get_by_text("This is what is kept on this phone")).to_be_visible()


def test_it_asks_only_what_applies_and_sends_only_what_is_seen(
    phone: Handset, server: LivingServer, work: Fieldwork
) -> None:
    visit = ListPage(phone.page, server.address).open().open_visit("Vaasa Satama")
    expect(visit.question("pledge")).to_be_hidden()
    visit.choose("mishap", "yes")
    expect(visit.question("pledge")).to_be_visible()
    visit.write("pledge-what", "Jotain").choose("mishap", "no").saved()
    expect(visit.question("pledge")).to_be_hidden()
    preset = visit.question("fact_booking").locator("[data-preset]")
    expect(preset).to_contain_text("Known beforehand: No")
    preset.get_by_role("button").click()
    visit.choose("fact_booking", "yes").saved()
    visit.finish(anyway=True).wait_until_received()
    ((*_rest, answers),) = work.visits()
    assert answers["mishap"]["value"] == "no"
    assert answers["fact_booking"]["value"] == "yes"
    assert "pledge" not in answers


def test_it_shows_what_is_missing_and_jumps_there(phone: Handset, server: LivingServer) -> None:
    visit = ListPage(phone.page, server.address).open().open_visit("Vaasa Satama")
    visit.write("load-guests", "120").choose("smile", "yes").saved()
    phone.page.locator("#finish").click()
    missing = phone.page.get_by_role("dialog")
    expect(missing.get_by_role("heading")).to_have_text("13 questions are still open.")
    missing.get_by_role("button", name="Kysymys load").click()
    expect(visit.field("load-guests")).to_be_focused()
    expect(visit.question("load").locator("[data-hint]")).to_have_text("Give a number from 0 to 99.")
    visit.write("load-guests", "12").write("load-staff", "3")
    expect(visit.question("load").locator("[data-hint]")).to_be_empty()


def test_it_can_be_taken_back_with_a_tap(phone: Handset, server: LivingServer) -> None:
    visit = ListPage(phone.page, server.address).open().open_visit("Vaasa Satama")
    visit.choose("smile", "yes").choose("smile", "yes").saved()
    assert visit.chosen("smile") == []
    visit.choose("door", "clean", "none")
    assert visit.chosen("door") == ["none"]
    visit.skip("smile", "not_observed").choose("smile", "no").saved()
    assert visit.chosen("smile", "skipped") == []
    visit.tap_emotion("mood", "joy", 3)
    assert visit.chosen("mood", "strength_joy") == ["3"]
    visit.tap_emotion("mood", "joy", 1)
    assert visit.chosen("mood", "emotion") == []


def test_it_keeps_a_photo_or_says_at_once_why_not(phone: Handset, server: LivingServer, tmp_path: Path) -> None:
    visit = ListPage(phone.page, server.address).open().open_visit("Vaasa Satama")
    large = drawn_photo(tmp_path, "large.jpg", (4000, 3000))
    visit.add_photo("picture", large)
    expect(visit.photo_message("picture")).to_have_text("The photo is saved on this phone.")
    (kept,) = phone.stored("photos")
    assert kept["type"] == "image/jpeg" and kept["bytes"] < large.stat().st_size
    assert phone.stored("blobs") == [kept["bytes"]]

    words = tmp_path / "words.jpg"
    words.write_text("this is no photo")
    empty = tmp_path / "empty.jpg"
    empty.write_bytes(b"")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(large.read_bytes()[:3] + b"\0" * 500)
    for bad in (words, empty, broken):
        visit.question("picture").locator("[data-file]").last.set_input_files(bad)
        expect(visit.photo_message("picture")).to_contain_text("not a photo")
    visit.question("picture").locator("[data-file]").last.set_input_files(large)
    expect(visit.photo_message("picture")).to_have_text("This photo is here already.")

    heic = tmp_path / "named.jpg"
    heic.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(2000))
    visit.add_photo("picture", heic)
    assert sorted(photo["type"] for photo in phone.stored("photos")) == ["image/heic", "image/jpeg"]
    phone.page.get_by_role("button", name="Remove photo 1").click()
    expect(visit.question("picture").locator("[data-thumbs] li")).to_have_count(1)
    assert len(phone.stored("blobs")) == 1


def test_a_finished_visit_is_corrected_by_a_new_one(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    visit = ListPage(phone.page, server.address).open().open_visit("Vaasa Satama")
    visit.choose("smile", "yes").add_photo("picture", drawn_photo(tmp_path, "a.jpg")).saved()
    first = visit.visit_id
    visit.finish(anyway=True).wait_until_received()
    phone.page.get_by_role("button", name="Correct it").click()
    phone.page.wait_for_function("first => location.hash.includes('v=') && !location.hash.includes(first)", arg=first)
    visit = VisitPage(phone.page).wait_until_open()
    assert visit.chosen("smile") == ["yes"]
    visit.choose("smile", "no").saved().finish(anyway=True).wait_until_received()
    states = {id_: (state, answers["smile"]["value"]) for id_, state, _no, _sha, answers in work.visits()}
    assert states[first] == ("excluded", "yes")
    assert states[visit.visit_id] == ("submitted", "no")


def test_a_finished_visit_of_which_nothing_was_sent_is_simply_taken_up_again(
    phone: Handset, server: LivingServer, work: Fieldwork
) -> None:
    visit = ready(phone, server).open_visit("Vaasa Satama")
    phone.page.evaluate("() => { globalThis.fetch = () => new Promise(() => {}); }")
    visit.choose("smile", "yes").saved()
    first = visit.visit_id
    visit.finish(anyway=True)
    expect(visit.field("smile-value").first).to_be_disabled()
    phone.page.get_by_role("button", name="Correct it").click()
    phone.page.wait_for_function("() => !document.querySelector('#all').disabled")
    assert VisitPage(phone.page).visit_id == first
