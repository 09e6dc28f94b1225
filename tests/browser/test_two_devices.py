"""Begin on the phone, write on the laptop: what was online is on both, and losing one of them loses nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.fieldwork import Fieldwork, drawn_photo
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage, VisitPage
from tests.living import LivingServer

LAPTOP: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 800}, "has_touch": False, "is_mobile": False, "device_scale_factor": 1
}  # fmt: skip
DAY_MS = 24 * 3600 * 1000
STORE = "Vaasa Satama"
Devices = Callable[..., Handset]


@pytest.fixture
def device(work: Fieldwork, server: LivingServer, tmp_path: Path) -> Iterator[Devices]:
    """device("phone", …) is a device of Anna's, switched on. No script on any may fail."""
    made: list[Handset] = []

    def switch_on(name: str, *, by: str = "anna", skew: int = 0, **options: Any) -> Handset:
        first = made[0] if made and made[0].is_on else None
        one = Handset(tmp_path / name, **options).switch_on(first)
        one.sign_in_by(work.tokens[by], server.address)
        if skew:
            one.context.add_init_script(f"""(() => {{
              const now = Date.now;
              Date.now = () => now() + ({skew});
            }})();""")
        made.append(one)
        return one

    yield switch_on
    troubles = [trouble for one in made for trouble in one.troubles]
    for one in reversed(made):
        one.switch_off()
    assert troubles == []


def opened(device: Handset, server: LivingServer) -> VisitPage:
    return ListPage(device.page, server.address).open().open_visit(STORE)


def posted(device: Handset) -> None:
    """All that was written here is at the office."""

    def is_told() -> bool:
        draft = max(device.stored("drafts"), key=lambda one: one["createdAt"])
        return bool((draft.get("merged") or {}).get("posted", -1) >= draft["rev"])

    until(is_told, what="told to the office")


def wake(device: Handset) -> None:
    """As if the person came back to this window."""
    device.page.evaluate("() => dispatchEvent(new Event('online'))")


def test_the_phone_is_lost_and_the_laptop_has_all_that_was_online(
    device: Devices, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    phone = device("phone")
    on_phone = opened(phone, server).choose("smile", "yes").choose("first", "me")
    on_phone.question("fact_booking").locator("[data-preset] button").click()
    on_phone.choose("fact_booking", "yes")
    on_phone.write("words-value", "Alku puhelimella.").add_photo("picture", drawn_photo(tmp_path, "a.jpg")).saved()
    posted(phone)
    until(lambda: [photo["sent"] for photo in phone.stored("photos")] == [True], what="the photo is sent ahead")
    visit_id = on_phone.visit_id
    phone.kill()

    laptop = device("laptop", **LAPTOP)
    on_laptop = opened(laptop, server)
    assert on_laptop.visit_id == visit_id
    expect(laptop.page.locator("#news")).to_contain_text("Kysymys smile")
    expect(laptop.page.locator("#news [data-title]")).to_contain_text("came from your other device")
    expect(laptop.page.locator("#news [data-back]")).to_be_hidden()
    assert on_laptop.chosen("smile") == ["yes"] and on_laptop.value("words-value") == "Alku puhelimella."
    assert on_laptop.chosen("fact_booking") == ["yes"]
    laptop.page.locator("#news form button").first.click()
    expect(laptop.page.locator("#news")).to_be_hidden()
    expect(on_laptop.question("picture").locator("[data-thumbs] img")).to_be_visible(timeout=20_000)
    on_laptop.write("words-value", "Alku puhelimella, loppu läppärillä.").choose("first", "staff").saved()
    on_laptop.finish(anyway=True).wait_until_received()

    (found,) = work.visits()
    assert found[0] == visit_id and found[1] == "submitted"
    answers = found[4]
    assert answers["smile"]["value"] == "yes" and answers["first"]["value"] == "staff"
    assert answers["words"]["value"] == "Alku puhelimella, loppu läppärillä."
    assert answers["fact_booking"]["value"] == "yes"
    assert [(one[0], one[1]) for one in work.photos()] == [(visit_id, "picture")]


def test_both_are_told_and_the_one_that_lost_can_take_its_own_back(device: Devices, server: LivingServer) -> None:
    phone, laptop = device("phone"), device("laptop", **LAPTOP)
    on_phone = opened(phone, server).choose("smile", "yes").write("words-value", "puhelin").saved()
    posted(phone)
    on_laptop = opened(laptop, server)
    expect(laptop.page.locator("#news")).to_be_visible()
    on_laptop.choose("smile", "no").write("words-value", "läppäri").saved()
    posted(laptop)
    wake(phone)
    news = phone.page.locator("#news")
    expect(news.locator("[data-title]")).to_have_text("2 answers came from your other device.")
    expect(news).to_contain_text("in place of your answer here")
    assert on_phone.chosen("smile") == ["no"] and on_phone.value("words-value") == "läppäri"
    phone.page.reload()
    on_phone.wait_until_open()
    expect(news.locator("[data-title]")).to_have_text("2 answers came from your other device.")
    news.locator("[data-back]").click()
    expect(news).to_be_hidden()
    on_phone.saved()
    assert on_phone.chosen("smile") == ["yes"] and on_phone.value("words-value") == "puhelin"
    posted(phone)
    phone.page.reload()
    on_phone.wait_until_open()
    expect(news).to_be_hidden()
    wake(laptop)
    expect(on_laptop.field("words-value")).to_have_value("puhelin")


def test_a_clock_that_is_a_day_wrong_does_not_win(device: Devices, server: LivingServer) -> None:
    phone, laptop = device("phone", skew=DAY_MS), device("laptop", **LAPTOP)
    opened(phone, server).write("words-value", "aiemmin").saved()
    posted(phone)
    on_laptop = opened(laptop, server)
    expect(on_laptop.field("words-value")).to_have_value("aiemmin")
    on_laptop.write("words-value", "myöhemmin").saved()
    posted(laptop)
    wake(phone)
    expect(VisitPage(phone.page).field("words-value")).to_have_value("myöhemmin")


def test_an_answer_given_offline_by_a_clock_that_was_set_back_still_wins_where_it_is_the_latest(
    device: Devices, server: LivingServer
) -> None:
    phone, laptop = device("phone"), device("laptop", **LAPTOP)
    ListPage(phone.page, server.address).open().wait_until_offline_ready(STORE)
    opened(phone, server).write("words-value", "ensin").saved()
    posted(phone)
    on_laptop = opened(laptop, server).write("words-value", "välissä").saved()
    posted(laptop)
    phone.context.set_offline(True)
    phone.context.add_init_script(f"(() => {{ const now = Date.now; Date.now = () => now() - {DAY_MS}; }})();")
    phone.page.reload()
    VisitPage(phone.page).wait_until_open().write("words-value", "viimeksi").saved()
    phone.context.set_offline(False)
    posted(phone)
    wake(laptop)
    expect(on_laptop.field("words-value")).to_have_value("viimeksi")


def test_what_was_written_while_offline_joins_later(device: Devices, server: LivingServer) -> None:
    phone, laptop = device("phone"), device("laptop", **LAPTOP)
    on_phone = opened(phone, server).choose("smile", "yes").saved()
    posted(phone)
    phone.context.set_offline(True)
    on_phone.write("words-value", "ilman verkkoa").saved()
    on_laptop = opened(laptop, server).choose("first", "me").saved()
    posted(laptop)
    phone.context.set_offline(False)
    posted(phone)
    expect(phone.page.locator("#news")).to_contain_text("Kysymys first")
    assert on_phone.chosen("first") == ["me"]
    wake(laptop)
    expect(on_laptop.field("words-value")).to_have_value("ilman verkkoa")


def test_a_photo_removed_on_one_is_gone_from_the_other(
    device: Devices, server: LivingServer, tmp_path: Path
) -> None:
    phone, laptop = device("phone"), device("laptop", **LAPTOP)
    on_phone = opened(phone, server).add_photo("picture", drawn_photo(tmp_path, "a.jpg"))
    until(lambda: [photo["sent"] for photo in phone.stored("photos")] == [True])
    posted(phone)
    on_laptop = opened(laptop, server)
    thumbs = on_laptop.question("picture").locator("[data-thumbs] li")
    expect(thumbs).to_have_count(1, timeout=20_000)
    laptop.page.locator("#news form button").first.click()
    on_laptop.question("picture").locator(".remove").click()
    posted(laptop)
    wake(phone)
    expect(on_phone.question("picture").locator("[data-thumbs] li")).to_have_count(0)


def test_finished_on_the_other_device_this_one_only_shows_and_offers_what_is_left(
    device: Devices, server: LivingServer, work: Fieldwork
) -> None:
    phone, laptop = device("phone"), device("laptop", **LAPTOP)
    on_phone = opened(phone, server).choose("smile", "yes").saved()
    posted(phone)
    on_laptop = opened(laptop, server)
    phone.context.set_offline(True)
    on_phone.write("words-value", "vain puhelimessa").saved()
    on_laptop.finish(anyway=True).wait_until_received()
    phone.context.set_offline(False)
    expect(on_phone.outcome).to_contain_text("Finished on your other device", timeout=20_000)
    expect(phone.page.locator("#finish")).to_be_disabled()
    assert on_phone.value("words-value") == "vain puhelimessa"
    phone.page.locator("[data-correct]").click()
    phone.page.wait_for_load_state()
    corrected = VisitPage(phone.page).wait_until_open()
    expect(corrected.field("words-value")).to_have_value("vain puhelimessa")
    corrected.finish(anyway=True).wait_until_received()
    assert sorted(row[1] for row in work.visits()) == ["excluded", "submitted"]
    newest = next(row for row in work.visits() if row[1] == "submitted")
    assert newest[4]["words"]["value"] == "vain puhelimessa" and newest[4]["smile"]["value"] == "yes"


def test_begun_offline_on_both_there_are_two_visits_and_nothing_is_mixed(
    device: Devices, server: LivingServer, work: Fieldwork
) -> None:
    phone, laptop = device("phone"), device("laptop", **LAPTOP)
    for one in (phone, laptop):
        ListPage(one.page, server.address).open().wait_until_offline_ready(STORE)
    ids = []
    for one, text in ((phone, "puhelin"), (laptop, "läppäri")):
        one.context.set_offline(True)
        visit = opened(one, server).write("words-value", text).saved()
        ids.append(visit.visit_id)
    for one in (phone, laptop):
        one.context.set_offline(False)
        VisitPage(one.page).finish(anyway=True).wait_until_received()
    assert ids[0] != ids[1]
    words = {row[0]: row[4]["words"]["value"] for row in work.visits()}
    assert words == {ids[0]: "puhelin", ids[1]: "läppäri"}


def test_another_person_on_the_same_laptop_sees_nothing(
    device: Devices, server: LivingServer, work: Fieldwork
) -> None:
    phone, laptop = device("phone"), device("laptop", **LAPTOP)
    opened(phone, server).write("words-value", "Annan sanat").saved()
    posted(phone)
    expect(opened(laptop, server).field("words-value")).to_have_value("Annan sanat")
    address = laptop.page.url
    laptop.sign_out()
    laptop.sign_in_by(work.tokens["bengt"], server.address)
    ListPage(laptop.page, server.address).open()
    expect(laptop.page.locator("[data-others]")).to_be_visible()
    expect(laptop.page.get_by_text(STORE)).to_have_count(0)
    laptop.page.goto(address)
    expect(laptop.page.locator("#notice")).to_contain_text("another person's")
    assert VisitPage(laptop.page).value("words-value") == ""
