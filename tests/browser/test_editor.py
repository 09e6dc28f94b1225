"""The editor of a draft as headquarters and administrators meet it: by key, mouse and finger, alone and together."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Locator, expect

from forms.kinds import KINDS
from tests.browser.chromium import chromium
from tests.browser.drafting import Drafting, EditorPage, open_editor, prepare_drafts
from tests.browser.test_screens import findings_of_axe
from tests.living import LivingServer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
Open = Callable[..., EditorPage]


@pytest.fixture(scope="module")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Drafting, LivingServer]]:
    home = tmp_path_factory.mktemp("drafting")
    work = prepare_drafts(home)
    with LivingServer(home) as living:
        yield work, living.start(processes=1, threads=8)


@pytest.fixture
def work(_served: tuple[Drafting, LivingServer]) -> Drafting:
    _served[0].begin_anew()
    return _served[0]


@pytest.fixture
def server(_served: tuple[Drafting, LivingServer]) -> LivingServer:
    return _served[1]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def editor(browser: Browser, work: Drafting, server: LivingServer) -> Iterator[Open]:
    """editor("helmi", draft="restaurant", **context options); no script of any may fail."""
    opened: list[EditorPage] = []

    def open_one(who: str = "aatos", draft: str = "small", **options: Any) -> EditorPage:
        opened.append(open_editor(browser, work, server, who, draft, **options))
        return opened[-1]

    yield open_one
    troubles = [one for page in opened for one in page.troubles]
    for page in opened:
        page.page.context.close()
    assert troubles == []


def drag(page: EditorPage, grip: Locator, onto: Locator, share: float) -> None:
    """Press the grip, go to `share` (0 top, 1 bottom) of the height of `onto`, let go."""
    start, end = grip.bounding_box(), onto.bounding_box()
    assert start and end
    mouse = page.page.mouse
    mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    mouse.down()
    mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=4)
    mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] * share, steps=2)
    mouse.up()


def test_words_in_three_languages_are_kept_and_survive_a_reload(editor: Open, work: Drafting) -> None:
    page = editor().choose("wish")
    for language, text in (("fi", "Toivotettiinko?"), ("sv", "Önskades det?"), ("en", "Was a wish said?")):
        page.words("wish", language).fill(text)
    page.saved()
    assert work.question("wish")["text"] == {
        "fi": "Toivotettiinko?", "sv": "Önskades det?", "en": "Was a wish said?",
    }  # fmt: skip
    page.page.reload()
    expect(page.words("wish", "sv")).to_have_value("Önskades det?")
    expect(page.pick("wish")).to_contain_text("Was a wish said?")


def test_missing_words_are_marked_and_counted(editor: Open) -> None:
    page = editor().choose("wish")
    page.words("wish", "sv").fill("")
    page.saved()
    expect(page.page.get_by_text("one language missing")).to_be_visible()
    expect(page.words("wish", "sv")).to_have_attribute("aria-invalid", "true")
    expect(page.pick("wish")).to_contain_text("one thing to mend")


def test_typing_one_sentence_is_few_changes(editor: Open, work: Drafting) -> None:
    page = editor().choose("wish")
    page.words("wish", "fi").press_sequentially(" Ja kenelle se oikein sanottiin?", delay=20)
    page.saved()
    assert work.question("wish")["text"]["fi"] == "Oma toivotus? Ja kenelle se oikein sanottiin?"
    assert work.changes() <= 3


def test_the_keyboard_moves_questions_and_a_reader_hears_where_to(editor: Open, work: Drafting) -> None:
    page = editor()
    page.pick("apology").focus()
    page.page.keyboard.press("Alt+ArrowUp")
    expect(page.page.locator("[data-host=moved]")).to_have_text("moved to 3 of 4 in Tervehdys (en)")
    expect(page.pick("apology")).to_be_focused()
    page.page.keyboard.press("Alt+ArrowUp")
    page.saved()
    assert work.order()[0] == ["grt_t", "apology", "grt_first", "mishap"]
    for _ in range(3):
        page.page.keyboard.press("Alt+ArrowDown")
    page.saved()
    assert work.order() == [["grt_t", "grt_first", "mishap"], ["apology", "undivided", "wish", "photo", "words"]]


def test_a_grip_drags_a_question_into_another_section(editor: Open, work: Drafting) -> None:
    page = editor()
    drag(page, page.grip("question", "mishap"), page.pick("wish"), 0.9)
    page.saved()
    assert work.order() == [["grt_t", "grt_first", "apology"], ["undivided", "wish", "mishap", "photo", "words"]]
    drag(page, page.grip("section", "farewell"), page.pick("grt_t"), 0.1)
    page.saved()
    assert [one["id"] for one in work.document()["sections"]] == ["farewell", "greeting"]


def test_choices_are_dragged_by_finger_too(editor: Open, work: Drafting) -> None:
    page = editor(**PHONE).choose("grt_first")
    path = ("question", "grt_first", "choices")
    grip, first = page.grip(*path, "neither"), page.field(*path, "me", "text", "fi")
    grip.evaluate("grip => grip.scrollIntoView({ block: 'end', behavior: 'instant' })")
    start, end = grip.bounding_box(), first.bounding_box()
    assert start and end
    touch = page.page.context.new_cdp_session(page.page)

    def finger(kind: str, x: float, y: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = start["x"] + 20, start["y"] + 20
    finger("touchStart", x, y)
    for step in range(1, 9):
        finger("touchMove", x, y + (end["y"] - y) * step / 8)
    finger("touchEnd", x, end["y"])
    page.saved()
    assert [one["id"] for one in work.question("grt_first")["choices"]] == ["staff", "neither", "me"]


def test_the_menu_of_a_row_moves_copies_and_removes(editor: Open, work: Drafting) -> None:
    page = editor()
    page.grip("question", "wish").click()
    page.page.get_by_label("To the end of section").select_option("greeting")
    page.saved()
    assert work.order()[0][-1] == "wish"
    page.grip("question", "wish").click()
    page.page.locator("dialog.menu [data-do=remove]").click()
    page.saved()
    assert all("wish" not in section for section in work.order())
    page.news.get_by_role("button", name="Undo").click()
    expect(page.pick("wish")).to_be_visible()


def test_a_condition_is_built_by_choosing(editor: Open, work: Drafting) -> None:
    page = editor().choose("words")
    page.page.get_by_role("button", name="Ask only when").click()
    row = page.page.get_by_role("group", name="Condition 1", exact=True)
    expect(row.get_by_label("Earlier question")).to_be_focused()
    offered = row.get_by_label("Earlier question").locator("option")
    assert "Kerro käynnistä (en)" not in offered.all_inner_texts()
    row.get_by_label("Earlier question").select_option("grt_first")
    assert row.get_by_label("Comparison").locator("option").all_inner_texts() == [
        "is", "is not", "is one of", "is none of", "was answered", "was not answered",
    ]  # fmt: skip
    row.get_by_label("Compared with").select_option(label="minä (en)")
    page.saved()
    assert work.question("words")["when"] == {"equals": ["grt_first", "me"]}
    page.page.get_by_role("button", name="One more condition").click()
    second = page.page.get_by_role("group", name="Condition 2", exact=True)
    second.get_by_label("Earlier question").select_option("grt_t")
    second.get_by_label("Comparison").select_option(label="is more than")
    second.get_by_label("Compared with").fill("1:30")
    page.page.get_by_label("How these belong together").select_option(label="any of these holds")
    page.saved()
    assert work.question("words")["when"] == {"or": [{"equals": ["grt_first", "me"]}, {"more": ["grt_t", 90]}]}
    expect(page.page.locator("#when-said")).to_have_text(
        "Asked when “Kumpi tervehti ensin? (en)” is “minä (en)” or “Aika tervehdykseen (en)” is more than 1 min 30 s."
    )


def test_groups_of_conditions_and_ticked_values(editor: Open, work: Drafting) -> None:
    page = editor().choose("words")
    page.page.get_by_role("button", name="Ask only when").click()
    first = page.page.get_by_role("group", name="Condition 1", exact=True)
    first.get_by_label("Earlier question").select_option("mishap")
    page.page.get_by_role("button", name="A group of conditions").click()
    inner = page.page.get_by_role("group", name="Condition 2.1", exact=True)
    inner.get_by_label("Earlier question").select_option("undivided")
    inner.get_by_label("Comparison").select_option(label="is one of")
    for step in ("4", "5 jakamaton (en)"):
        inner.get_by_label(step).check()
    other = page.page.get_by_role("group", name="Condition 2.2", exact=True)
    other.get_by_label("Earlier question").select_option("wish")
    other.get_by_label("Comparison").select_option(label="is not")
    page.saved()
    assert work.question("words")["when"] == {
        "and": [{"equals": ["mishap", "yes"]},
                {"or": [{"one_of": ["undivided", [4, 5]]}, {"not": {"equals": ["wish", "yes"]}}]}]
    }  # fmt: skip
    page.page.get_by_role("button", name="Remove the group").click()
    page.page.get_by_role("button", name="Remove condition 1", exact=True).click()
    page.saved()
    assert "when" not in work.question("words")


def test_a_choice_with_points_is_added(editor: Open, work: Drafting) -> None:
    page = editor().choose("grt_first")
    page.page.get_by_role("button", name="Add: choice").click()
    for text in ("molemmat", "båda", "both"):
        page.page.keyboard.type(text)
        page.page.keyboard.press("Tab")
    page.page.keyboard.type("0,7")
    page.saved()
    added = work.question("grt_first")["choices"][-1]
    assert added["text"] == {"fi": "molemmat", "sv": "båda", "en": "both"} and added["points"] == 0.7
    assert re.fullmatch("c_[a-z0-9]{4}", added["id"])


def test_changing_the_kind_keeps_what_fits_and_tells_what_went(editor: Open, work: Drafting) -> None:
    page = editor().choose("grt_first")
    page.page.get_by_label("How it is answered").select_option("several")
    page.saved()
    changed = work.question("grt_first")
    assert [one["text"]["fi"] for one in changed["choices"]] == ["henkilökunta", "minä", "ei kumpikaan"]
    assert all("points" not in one for one in changed["choices"])
    expect(page.news).to_contain_text("taken away: points")
    page.news.get_by_role("button", name="Undo").click()
    expect(page.page.get_by_label("How it is answered")).to_have_value("one")
    page.saved()
    assert work.question("grt_first")["choices"][1]["points"] == 0.3


def test_undo_and_redo_by_button_and_keyboard(editor: Open, work: Drafting) -> None:
    page = editor().choose("undivided")
    page.page.get_by_role("button", name="5", exact=True).click()
    page.saved()
    page.page.get_by_role("button", name="Undo").click()
    expect(page.field("question", "undivided", "weight")).to_have_value("2")
    page.pick("undivided").focus()
    page.page.keyboard.press("Control+Shift+Z")
    expect(page.field("question", "undivided", "weight")).to_have_value("5")
    page.page.keyboard.press("Control+z")
    page.saved()
    assert work.question("undivided")["weight"] == 2


def test_two_people_write_at_once_and_both_are_told(editor: Open, work: Drafting) -> None:
    mine, theirs = editor("aatos").choose("wish"), editor("helmi").choose("wish")
    theirs.words("wish", "fi").fill("Helmin sana")
    theirs.words("wish", "sv").fill("Helmis ord")
    theirs.saved()
    mine.words("wish", "fi").fill("Aatoksen sana")
    mine.words("wish", "en").fill("The word of Aatos")
    mine.saved()
    assert work.question("wish")["text"] == {
        "fi": "Aatoksen sana", "sv": "Helmis ord", "en": "The word of Aatos",
    }  # fmt: skip
    expect(mine.news).to_contain_text("Helmi Testinen changed this while you were at it")
    expect(mine.news).to_contain_text("Helmin sana")
    expect(theirs.news).to_contain_text("Aatos Testinen changed this after you", timeout=15_000)
    theirs.news.get_by_role("button", name="Take mine back").click()
    theirs.saved()
    assert work.question("wish")["text"]["fi"] == "Helmin sana"
    expect(theirs.page.locator("[data-head=people]")).to_have_text("Also here: Aatos Testinen")


def test_others_changes_come_in_without_taking_focus_or_text(editor: Open) -> None:
    mine, theirs = editor("aatos").choose("wish"), editor("helmi").choose("words")
    mine.words("wish", "fi").focus()
    mine.page.keyboard.press("Home")
    theirs.words("words", "en").fill("Tell us all")
    theirs.saved()
    expect(mine.pick("words")).to_contain_text("Tell us all", timeout=15_000)
    expect(mine.words("wish", "fi")).to_be_focused()
    assert mine.words("wish", "fi").evaluate("field => field.selectionStart") == 0
    mine.page.keyboard.type("Ja ")
    expect(mine.words("wish", "fi")).to_have_value("Ja Oma toivotus?")


def test_what_is_typed_outlives_the_death_of_the_server_and_a_reload(
    editor: Open, work: Drafting, server: LivingServer
) -> None:
    page = editor().choose("wish")
    page.words("wish", "fi").fill("Ennen katkosta")
    page.saved()
    server.kill()
    page.words("wish", "fi").fill("Katkon aikana kirjoitettu")
    expect(page.state).to_contain_text("Not saved yet: no connection")
    page.words("wish", "sv").fill("Skrivet under avbrottet")
    server.start(processes=1, threads=8)
    page.page.reload()
    page.saved()
    expect(page.words("wish", "fi")).to_have_value("Katkon aikana kirjoitettu")
    assert work.question("wish")["text"]["fi"] == "Katkon aikana kirjoitettu"
    assert work.question("wish")["text"]["sv"] == "Skrivet under avbrottet"


def test_a_page_that_crashes_mid_word_leaves_the_word_to_the_next_one(editor: Open, work: Drafting) -> None:
    page = editor().choose("wish")
    page.page.route("**/changes", lambda route: route.abort())
    page.words("wish", "fi").fill("Kesken jäänyt")
    with pytest.raises(Error, match="crash"):
        page.page.goto("chrome://crash")
    again = page.page.context.new_page()
    again.goto(page.address)
    expect(again.locator("[data-head=state]")).to_have_text("All changes are saved")
    again.wait_for_function("() => document.querySelector('#pick-question-wish') !== null")
    until_saved(work, "Kesken jäänyt")


def until_saved(work: Drafting, text: str) -> None:
    end = time.monotonic() + 15
    while time.monotonic() < end:
        if work.question("wish")["text"]["fi"] == text:
            return
        time.sleep(0.2)
    assert work.question("wish")["text"]["fi"] == text


def test_offline_it_says_so_and_sends_when_the_network_is_back(editor: Open, work: Drafting) -> None:
    page = editor().choose("wish")
    page.page.context.set_offline(True)
    page.words("wish", "fi").fill("Junassa kirjoitettu")
    expect(page.state).to_contain_text("kept on this device")
    page.page.get_by_role("button", name="Add a question to Hyvästely (en)").click()
    page.page.keyboard.type("Uusi kysymys")
    page.page.context.set_offline(False)
    page.saved()
    assert work.question("wish")["text"]["fi"] == "Junassa kirjoitettu"
    assert any(one["text"].get("fi") == "Uusi kysymys" for one in work.document()["sections"][1]["questions"])


def test_signed_out_it_keeps_the_words_and_sends_them_after_signing_in(
    editor: Open, work: Drafting, server: LivingServer
) -> None:
    page = editor().choose("wish")
    cookies = page.page.context.cookies()
    page.page.context.clear_cookies()
    page.words("wish", "fi").fill("Kirjautumatta kirjoitettu")
    expect(page.page.locator("[data-host=trouble]")).to_contain_text("You are signed out")
    page.page.context.add_cookies([one for one in cookies if one["name"] != "form"])
    page.page.evaluate("dispatchEvent(new Event('focus'))")
    page.saved()
    assert work.question("wish")["text"]["fi"] == "Kirjautumatta kirjoitettu"


def test_published_meanwhile_it_gives_the_words_back_to_copy(editor: Open, work: Drafting) -> None:
    page = editor().choose("wish")
    work.publish()
    page.words("wish", "fi").fill("Liian myöhään")
    expect(page.page.get_by_label("Your words, to copy")).to_have_value("Liian myöhään")
    expect(page.page.locator("[data-host=trouble]")).to_contain_text("Somebody has published this edition")


def test_details_are_copied_from_the_library_with_their_touchpoints(editor: Open, work: Drafting) -> None:
    page = editor().choose("wish")
    page.page.get_by_role("button", name="From the library to Hyvästely (en)").click()
    dialog = page.page.get_by_role("dialog", name="Copy from the library")
    dialog.get_by_label("Search").fill("restroom")
    dialog.get_by_label("Restroom").check()
    dialog.get_by_label("Search").fill("")
    expect(dialog.locator("input[value=grt_t]")).to_be_disabled()
    dialog.get_by_role("button", name="Copy one question").click()
    page.saved()
    assert work.order()[1] == ["undivided", "wish", "wc_clean", "photo", "words"]
    assert "attention" in [one["id"] for one in work.document()["touchpoints"]]


def test_an_id_is_renamed_with_all_that_hangs_on_it(editor: Open, work: Drafting) -> None:
    page = editor().choose("mishap")
    page.page.get_by_text("Id mishap").click()
    page.field("question", "mishap", "id").fill("accident")
    page.page.keyboard.press("Tab")
    page.saved()
    assert work.question("apology")["when"] == {"equals": ["accident", "yes"]}
    expect(page.page).to_have_url(re.compile("#q-accident$"))


def test_a_new_touchpoint_is_named_where_it_was_made(editor: Open, work: Drafting) -> None:
    page = editor().choose("wish")
    page.field("question", "wish", "touchpoint").select_option(label="A new one …")
    for text in ("Ovi", "Dörren", "The door"):
        page.page.keyboard.type(text)
        page.page.keyboard.press("Tab")
    page.saved()
    made = work.document()["touchpoints"][-1]
    assert made["name"] == {"fi": "Ovi", "sv": "Dörren", "en": "The door"}
    assert work.question("wish")["touchpoint"] == made["id"]


def test_what_the_server_finds_amiss_stands_at_its_field(editor: Open) -> None:
    page = editor().choose("grt_t")
    field = page.field("question", "grt_t", "target")
    field.fill("5:00")
    page.page.keyboard.press("Tab")
    page.saved()
    expect(page.page.locator("#f-question-grt_t-target-error")).to_contain_text("shorter than the limit")
    assert "f-question-grt_t-target-error" in str(field.get_attribute("aria-describedby"))
    expect(page.pick("grt_t")).to_contain_text("one thing to mend")


def test_every_kind_has_its_settings_and_none_fails(editor: Open, work: Drafting) -> None:
    page = editor().choose("words")
    for kind in list(KINDS):
        page.page.get_by_label("How it is answered").select_option(kind)
        page.saved()
        assert work.question("words")["kind"] == kind
        for box in page.page.locator(".question-pane .fold").all():
            box.evaluate("fold => { fold.open = true; }")
        assert findings_of_axe(page.page) == [], kind


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844), (320, 640)])
def test_it_is_accessible_at_every_width_and_in_both_themes(editor: Open, size: tuple[int, int], scheme: str) -> None:
    page = editor(draft="restaurant", viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    assert findings_of_axe(page.page) == []
    page.choose("pre_conf")
    expect(page.words("pre_conf", "fi")).to_be_visible()
    assert findings_of_axe(page.page) == []
    page.grip("question", "pre_conf", "choices", "personal").click()
    assert findings_of_axe(page.page) == []
    page.page.keyboard.press("Escape")
    if size[0] < 900:
        page.page.get_by_role("button", name="Checks").click()
        assert findings_of_axe(page.page) == []
        assert page.page.evaluate("() => document.documentElement.scrollWidth") == size[0]
