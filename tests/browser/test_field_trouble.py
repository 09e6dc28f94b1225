"""What can go wrong on a phone, and what the shopper is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from shopper.sessions import COOKIE
from tests.browser.chromium import chromium
from tests.browser.fieldwork import Fieldwork, drawn_photo, serve
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage, VisitPage
from tests.living import LivingServer, free_port
from tests.torture import broken_house
from tests.wire import Wire

BREAK_WRITING = """() => {
  const put = IDBObjectStore.prototype.put;
  globalThis.broken = true;
  globalThis.refusals = 0;
  IDBObjectStore.prototype.put = function (...args) {
    if (globalThis.broken && this.name === "answers") {
      globalThis.refusals += 1;
      throw new DOMException("no", "NotAllowedError");
    }
    return put.apply(this, args);
  };
}"""
CLOSE_ONCE = """() => {
  const transaction = IDBDatabase.prototype.transaction;
  let left = 1;
  IDBDatabase.prototype.transaction = function (...args) {
    if (left-- > 0) this.close();
    return transaction.apply(this, args);
  };
}"""

LOOK_FOR_UPDATE = "() => navigator.serviceWorker.getRegistration().then((one) => one.update()).catch(() => {})"
UPDATE_WAITS = "() => navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))"


def begun(phone: Handset, server: LivingServer) -> VisitPage:
    return ListPage(phone.page, server.address).open().open_visit("Vaasa Satama")


def test_it_says_in_red_that_an_answer_is_not_saved(phone: Handset, server: LivingServer) -> None:
    visit = begun(phone, server).choose("smile", "yes").saved()
    phone.page.evaluate(BREAK_WRITING)
    visit.write("words-value", "tärkeää")
    status = phone.page.locator("#status [data-text]")
    expect(status).to_have_text("NOT saved. Do not close.")
    once = phone.page.evaluate("() => globalThis.refusals")
    phone.page.locator("#finish").click()
    # Finishing tries to save once more; only when that has failed too is the disk well again.
    phone.page.wait_for_function("once => globalThis.refusals >= 2 * once", arg=once)
    expect(visit.outcome).to_be_hidden()
    phone.page.evaluate("() => { globalThis.broken = false; }")
    phone.page.get_by_role("button", name="Try again").click()
    visit.saved()
    assert "tärkeää" in [answer.get("value") for answer in phone.stored("answers")]


def test_it_opens_the_database_again_when_the_browser_closed_it(phone: Handset, server: LivingServer) -> None:
    visit = begun(phone, server)
    phone.page.evaluate(CLOSE_ONCE)
    visit.choose("smile", "yes").saved()
    assert "yes" in [answer.get("value") for answer in phone.stored("answers")]


def test_it_says_so_when_the_database_never_opens(phone: Handset, server: LivingServer) -> None:
    the_list = ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    phone.context.add_init_script("IDBFactory.prototype.open = () => ({});")
    the_list.card("Vaasa Satama").locator("[data-visit]").click()
    expect(phone.page.locator("#notice")).to_contain_text("This phone cannot keep your work", timeout=15_000)
    expect(phone.page.locator("#finish")).to_be_disabled()


def test_only_one_window_writes_and_another_may_take_over(phone: Handset, server: LivingServer) -> None:
    begun(phone, server).choose("smile", "yes").saved()
    first, second = phone.page, phone.context.new_page()
    second.goto(first.url)
    expect(second.locator("#notice")).to_contain_text("Open in another window.")
    expect(second.locator("#finish")).to_be_disabled()
    second.get_by_role("button", name="Continue here").click()
    expect(second.locator("#finish")).to_be_enabled()
    assert VisitPage(second).chosen("smile") == ["yes"]
    expect(first.locator("#notice")).to_contain_text("Open in another window.")
    expect(first.locator("#finish")).to_be_disabled()


def test_without_locks_a_lease_keeps_the_second_window_from_writing(phone: Handset, server: LivingServer) -> None:
    phone.context.add_init_script("delete Navigator.prototype.locks;")
    begun(phone, server).choose("smile", "yes").saved()
    second = phone.context.new_page()
    second.goto(phone.context.pages[0].url)
    expect(second.locator("#notice")).to_contain_text("Open in another window.")
    expect(second.locator("#finish")).to_be_disabled()


def test_two_taps_on_finish_make_one_visit(phone: Handset, server: LivingServer, work: Fieldwork) -> None:
    visit = begun(phone, server).choose("smile", "yes").saved()
    phone.page.locator("#finish").click()
    phone.page.evaluate("""() => {
      const button = document.querySelector('#missing [data-anyway]');
      button.click();
      button.click();
    }""")
    visit.wait_until_received()
    assert len(work.visits()) == 1


@pytest.fixture
def wired(work: Fieldwork) -> Iterator[tuple[LivingServer, Wire]]:
    """A server behind a wire that does as it is told."""
    port = free_port()
    wire = Wire(port)
    with serve(work, port=port, base_port=wire.port) as living:
        yield living.start(), wire
    wire.close()


def test_it_is_not_fooled_by_a_guest_wifi(wired: tuple[LivingServer, Wire], work: Fieldwork, tmp_path: Path) -> None:
    server, wire = wired
    phone = Handset(tmp_path / "wired").switch_on()
    try:
        phone.sign_in_by(work.tokens["anna"], server.address)
        visit = begun(phone, server).choose("smile", "yes").saved()
        for lie in ("portal", "redirect", "portal json"):
            wire.choose = lambda method, path, lie=lie: lie if path.startswith("/api/") else None
            if visit.outcome.is_hidden():
                visit.finish(anyway=True)
            phone.page.get_by_role("button", name="Send now").click()
            expect(visit.outcome).to_have_text("The Wi-Fi wants you to log in. Nothing was sent.")
        assert work.visits() == [] and len(phone.stored("outbox")) == 1
        wire.choose = lambda method, path: None
        phone.page.get_by_role("button", name="Send now").click()
        visit.wait_until_received()
    finally:
        phone.switch_off()


def test_it_is_delivered_as_its_owner_after_the_session_ended_and_another_signed_in(
    phone: Handset, server: LivingServer, work: Fieldwork
) -> None:
    ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    visit = begun(phone, server).choose("smile", "yes").saved()
    address = phone.page.url
    server.kill()
    visit.finish(anyway=True)
    server.start()
    phone.sign_out()
    phone.sign_in_by(work.tokens["bengt"], server.address)
    # Opened once: to open it again would break off what is being sent.
    phone.page.goto(f"{server.address}/field/")
    until(lambda: [row[1] for row in work.visits()] == ["submitted"], seconds=60, what="delivered")
    assert work.owners() == ["anna"]
    expect(phone.page.locator("[data-others]")).to_be_hidden()
    phone.page.goto(address)
    expect(phone.page.locator("#notice")).to_contain_text("another person's")
    assert VisitPage(phone.page).chosen("smile") == []


def test_another_persons_visit_is_counted_and_not_shown(phone: Handset, server: LivingServer, work: Fieldwork) -> None:
    begun(phone, server).choose("smile", "yes").saved()
    phone.sign_out()
    phone.sign_in_by(work.tokens["bengt"], server.address)
    ListPage(phone.page, server.address).open()
    expect(phone.page.locator("[data-others]")).to_have_text("One visit of another person is waiting on this phone.")
    expect(phone.page.get_by_text("Vaasa Satama")).to_have_count(0)


def test_signing_out_with_unsent_work_asks_first(phone: Handset, server: LivingServer) -> None:
    begun(phone, server).choose("smile", "yes").saved()
    phone.page.goto(f"{server.address}/account")
    phone.page.get_by_role("button", name="Sign out", exact=True).click()
    dialog = phone.page.get_by_role("dialog")
    expect(dialog).to_contain_text("1")
    with phone.page.expect_download() as download:
        dialog.get_by_role("button", name="Save a copy").click()
    copy = Path(download.value.path()).read_text()
    assert '"value":"yes"' in copy
    assert re.fullmatch(r"muistio-\d+\.json", download.value.suggested_filename)
    dialog.get_by_role("button", name="Keep it on this phone").click()
    phone.page.wait_for_url(lambda address: "/account" not in address)
    assert [draft["state"] for draft in phone.stored("drafts")] == ["editing"]


def test_a_full_phone_still_saves_words(phone: Handset, server: LivingServer, tmp_path: Path) -> None:
    visit = begun(phone, server)
    session = phone.context.new_cdp_session(phone.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": server.address, "quotaSize": 4_500_000})
    for place in range(4):
        noisy = drawn_photo(tmp_path, f"{place}.jpg", (2000, 1500), seed=place)
        visit.question("picture").locator("[data-file]").last.set_input_files(noisy)
        expect(visit.photo_message("picture")).not_to_have_text("Saving the photo…", timeout=20_000)
        visit.write("words-value", f"yhä tallessa {place}").saved()
    assert "yhä tallessa 3" in [answer.get("value") for answer in phone.stored("answers")]


def test_a_new_release_never_touches_an_open_visit_and_opens_offline_afterwards(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    the_list = ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    visit = begun(phone, server).write("words-value", "ennen")
    old = phone.page.evaluate("() => document.querySelector('script[type=module]').src")
    server.kill()
    house = _renewed_house(tmp_path / "house")
    with serve(work, port=server.port, root=house) as newer:
        newer.start()
        phone.page.evaluate(LOOK_FOR_UPDATE)
        until(lambda: phone.page.evaluate(UPDATE_WAITS))
        visit.write("words-value", "ennen ja jälkeen").saved()
        assert phone.page.evaluate("() => document.querySelector('script[type=module]').src") == old
        the_list.open()
        phone.page.get_by_role("button", name="Take it into use").click()
        expect(phone.page.locator("#update")).to_be_hidden()
        the_list.wait_until_offline_ready("Vaasa Satama")
    visit = the_list.open().open_visit("Vaasa Satama")
    assert visit.value("words-value") == "ennen ja jälkeen"
    assert phone.page.evaluate("() => document.querySelector('script[type=module]').src") != old
    visit.choose("smile", "yes").saved()


def test_a_new_release_that_cannot_be_fetched_whole_leaves_the_old_one_at_work(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    the_list = ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    server.kill()
    house = _renewed_house(tmp_path / "house")
    with serve(work, port=server.port, root=house) as newer:
        newer.start()
        # Nobody is signed in, so the kept visit page cannot be taken anew.
        phone.sign_out()
        phone.page.evaluate(LOOK_FOR_UPDATE)
        phone.page.wait_for_timeout(3000)
        assert not phone.page.evaluate(UPDATE_WAITS)
    visit = the_list.open().open_visit("Vaasa Satama")
    visit.choose("smile", "yes").saved()


def _renewed_house(house: Path) -> Path:
    """The same product one release later: a style changed."""
    house.mkdir()
    return broken_house(house, "static/css/screens/visit.css", "  .visit {", "  .visit {\n    --release: 2;")


def test_it_works_without_scripts(server: LivingServer, work: Fieldwork, tmp_path: Path) -> None:
    with chromium() as browser:
        context = browser.new_context(java_script_enabled=False, locale="en-GB")
        context.add_cookies([{"name": COOKIE, "value": work.tokens["anna"], "url": server.address, "httpOnly": True}])
        page = context.new_page()
        page.goto(f"{server.address}/field/")
        page.get_by_role("link", name="Vaasa Satama").click()
        page.get_by_role("link", name="Open the visit without scripts").click()
        page.locator('[name="smile-value"][value="yes"]').check()
        page.locator('[name="words-value"]').fill("ilman skriptejä")
        page.locator('[name="picture-photos"]').set_input_files(drawn_photo(tmp_path, "a.jpg"))
        page.get_by_role("button", name="Send anyway").click()
        expect(page.locator(".notice.good")).to_contain_text("Receipt R-")
    ((_id, state, _no, _sha, answers),) = work.visits()
    assert state == "submitted"
    assert answers["words"]["value"] == "ilman skriptejä"
    assert [state for _visit, _question, state, _size in work.photos()] == ["received"]


def test_the_phone_lets_go_of_photos_after_a_week_and_the_visit_can_still_be_corrected(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    visit = begun(phone, server).choose("smile", "yes").add_photo("picture", drawn_photo(tmp_path, "a.jpg")).saved()
    visit.finish(anyway=True).wait_until_received()
    purge = """(days) => {
      const build = document.querySelector('script[type=module]').src.split('/')[4];
      return import(`/static/${build}/js/visit/draft.js`)
        .then(({ purge }) => purge(7 * 86400000, Date.now() + days * 86400000));
    }"""
    phone.page.evaluate(purge, 6)
    assert len(phone.stored("blobs")) == 1
    phone.page.evaluate(purge, 8)
    assert phone.stored("blobs") == [] and len(phone.stored("receipts")) == 1
    first = visit.visit_id
    phone.page.get_by_role("button", name="Correct it").click()
    phone.page.wait_for_function("first => location.hash.includes('v=') && !location.hash.includes(first)", arg=first)
    visit = VisitPage(phone.page).wait_until_open()
    visit.choose("smile", "no").saved().finish(anyway=True).wait_until_received()
    _first, (_id, state, _no, _sha, answers) = work.visits()
    assert (state, answers["smile"]["value"]) == ("submitted", "no")
    assert [state for visit_id, _question, state, _size in work.photos() if visit_id == visit.visit_id] == ["received"]


def test_the_office_asks_and_the_shopper_hears(phone: Handset, server: LivingServer, work: Fieldwork) -> None:
    visit = begun(phone, server).choose("smile", "yes").saved()
    visit.finish(anyway=True).wait_until_received()
    work.send_back(visit.visit_id, "Mikä oli kuitin summa?")
    the_list = ListPage(phone.page, server.address).open()
    expect(the_list.state("Vaasa Satama")).to_contain_text("Mikä oli kuitin summa?")


def test_a_finished_visit_takes_nothing_more(phone: Handset, server: LivingServer) -> None:
    visit = begun(phone, server).choose("smile", "yes").saved()
    server.kill()
    visit.finish(anyway=True)
    tried = """(visit) => {
      const build = document.querySelector('script[type=module]').src.split('/')[4];
      return import(`/static/${build}/js/visit/draft.js`).then(async (draft) => {
        const photo = { question: 'picture', sha256: '0'.repeat(64), type: 'image/jpeg' };
        const deeds = [
          () => draft.saveAnswer(visit, 'smile', { pairs: [], value: 'no' }),
          () => draft.savePhoto(visit, photo, new ArrayBuffer(8)),
        ];
        return Promise.all(deeds.map((deed) => deed().then(() => 'taken', (problem) => problem.constructor.name)));
      });
    }"""
    server.start()
    until(lambda: phone.page.evaluate(tried, visit.visit_id) == ["Frozen", "Frozen"])
    assert phone.stored("blobs") == []
    assert [answer["value"] for answer in phone.stored("answers") if answer["question"] == "smile"] == ["yes"]
