"""Receipts and boxes on the phone and at the desk: advice at once, proposals by a tap, black where a finger drew."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Locator, expect

from tests.browser.fieldwork import Fieldwork, drawn_photo
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage, VisitPage
from tests.drawn_receipts import photo_of, receipts
from tests.living import LivingServer

BLURRED = "This looks blurred"
CUT = "The end of the receipt may be missing"


def begun(phone: Handset, server: LivingServer) -> VisitPage:
    visit = ListPage(phone.page, server.address).open().open_visit("Vaasa Satama")
    # What stands beside the form comes a moment later.
    phone.page.wait_for_load_state("networkidle")
    return visit


def receipt_file(folder: Path, language: str, number: int, spoil: str = "") -> Path:
    """A drawn receipt at the size of a phone's photo; `spoil`: blurred, cut at its foot, or far away."""
    image: Image.Image = Image.open(io.BytesIO(photo_of(receipts(language)[number], 44)[0]))
    if spoil == "blurred":
        image = image.filter(ImageFilter.GaussianBlur(5))
    if spoil == "cut":
        image = image.crop((0, 0, image.width, round(image.height * 0.7)))
    if spoil == "far":
        table = Image.new("RGB", (image.width * 3, image.height * 3), image.getpixel((2, 2)))
        table.paste(image, (image.width, image.height))
        image = table
    path = folder / f"{language}-{number}-{spoil}.jpg"
    image.save(path, "JPEG", quality=85)
    return path


def advice(visit: VisitPage, id_: str = "slip") -> Locator:
    return visit.question(id_).locator("[data-advice]")


@pytest.mark.parametrize(("language", "number"), [("fi", 0), ("sv", 7), ("en", 12)])
def test_it_tells_a_receipt_that_cannot_be_read_while_the_shopper_is_near(
    phone: Handset, server: LivingServer, tmp_path: Path, language: str, number: int
) -> None:
    visit = begun(phone, server)
    for spoil, told in (("blurred", BLURRED), ("", None), ("cut", CUT)):
        visit.add_photo("slip", receipt_file(tmp_path, language, number, spoil))
        phone.page.wait_for_timeout(1200)
        if told:
            expect(advice(visit)).to_contain_text(told)
        else:
            expect(advice(visit)).to_be_hidden()
    advice(visit).get_by_role("button", name="Keep it").click()
    expect(advice(visit)).to_be_hidden()
    assert len(phone.stored("photos")) == 3


def test_it_takes_a_receipt_again_in_place_of_the_blurred_one(
    phone: Handset, server: LivingServer, tmp_path: Path
) -> None:
    visit = begun(phone, server).add_photo("slip", receipt_file(tmp_path, "fi", 1, "blurred"))
    expect(advice(visit)).to_contain_text(BLURRED)
    with phone.page.expect_file_chooser() as chooser:
        advice(visit).get_by_role("button", name="Take it again").click()
    chooser.value.set_files(receipt_file(tmp_path, "fi", 1))
    until(lambda: [photo["name"] for photo in phone.stored("photos")] == ["fi-1-.jpg"])
    expect(visit.question("slip").locator("[data-thumbs] li")).to_have_count(1)
    phone.page.wait_for_timeout(1000)
    expect(advice(visit)).to_be_hidden()


def test_it_advises_nothing_about_a_plain_photo_of_things(phone: Handset, server: LivingServer, tmp_path: Path) -> None:
    visit = begun(phone, server).add_photo("picture", drawn_photo(tmp_path, "things.jpg"))
    visit.add_photo("slip", receipt_file(tmp_path, "en", 3, "far"))
    expect(advice(visit)).to_contain_text("far away")
    expect(advice(visit, "picture")).to_be_hidden()


def offer(phone: Handset, found: dict[str, str]) -> None:
    """What the office read comes for the one photo on the phone."""
    photo = phone.stored("photos")[0]["sha256"]
    script = "detail => document.dispatchEvent(new CustomEvent('readings', { detail }))"
    phone.page.evaluate(script, {photo: found})


def test_it_offers_what_was_read_and_fills_nothing_by_itself(
    phone: Handset, server: LivingServer, tmp_path: Path
) -> None:
    visit = begun(phone, server).write("slip-total", "9,90").add_photo("slip", receipt_file(tmp_path, "fi", 0))
    offer(phone, {"total": "23.40", "time": "13:05", "greeting": "Kiitos käynnistä!"})
    lines = visit.question("slip").locator("[data-read]")
    expect(lines.filter(visible=True)).to_have_count(3)
    assert (visit.value("slip-total"), visit.value("slip-text")) == ("9,90", "")
    for part in ("text", "time"):
        visit.question("slip").locator(f'[data-read="slip-{part}"] button').click()
    visit.saved()
    kept = next(answer for answer in phone.stored("answers") if answer["question"] == "slip")
    assert kept["value"] == {"text": "Kiitos käynnistä!", "total": "9.90", "time": "13:05"}
    expect(lines.filter(visible=True)).to_have_count(1)
    # News of other photos takes nothing away.
    phone.page.evaluate("() => document.dispatchEvent(new CustomEvent('readings', { detail: {} }))")
    expect(lines.filter(visible=True)).to_have_count(1)
    # Told again, what is in the field already is not offered.
    offer(phone, {"total": "9.90", "time": "13:05"})
    expect(lines.filter(visible=True)).to_have_count(0)


def opened(visit: VisitPage) -> Locator:
    visit.question("slip").locator("[data-look]").click()
    dialog = visit.page.locator("#masks")
    expect(dialog).to_be_visible()
    visit.page.wait_for_function("() => document.querySelector('#masks img').naturalWidth > 0")
    return dialog


def drag(page: Any, stage: Locator, begin: tuple[float, float], end: tuple[float, float]) -> None:
    """One finger over the picture, from share to share."""
    stage.scroll_into_view_if_needed()
    area = stage.bounding_box()
    assert area
    at = [(area["x"] + area["width"] * x, area["y"] + area["height"] * y) for x, y in (begin, end)]
    page.mouse.move(*at[0])
    page.mouse.down()
    page.mouse.move(*at[1], steps=4)
    page.mouse.up()


def masks_on(phone: Handset) -> list[list[float]]:
    return [[round(side, 2) for side in box] for photo in phone.stored("photos") for box in photo.get("masks") or []]


def test_a_finger_covers_a_name_and_the_office_shows_it_black(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    visit = begun(phone, server).choose("smile", "yes").add_photo("slip", receipt_file(tmp_path, "en", 0))
    dialog = opened(visit)
    drag(phone.page, dialog.locator("svg"), (0.2, 0.1), (0.6, 0.2))
    until(lambda: masks_on(phone) == [[0.2, 0.1, 0.4, 0.1]])
    drag(phone.page, dialog.locator("svg"), (0.9, 0.9), (0.5, 0.8))
    until(lambda: masks_on(phone)[1:] == [[0.5, 0.8, 0.4, 0.1]])
    # A tap chooses a box, the button takes it away.
    drag(phone.page, dialog.locator("svg"), (0.7, 0.85), (0.7, 0.85))
    dialog.get_by_role("button", name="Remove").click()
    until(lambda: masks_on(phone) == [[0.2, 0.1, 0.4, 0.1]])
    dialog.get_by_role("button", name="Done").click()
    expect(visit.question("slip").locator("[data-look]")).to_have_attribute("data-masks", "1")
    phone.page.reload()
    visit.wait_until_open()
    expect(visit.question("slip").locator("[data-look]")).to_have_attribute("data-masks", "1")
    visit.finish(anyway=True).wait_until_received()
    assert [round(mask["x"], 2) for mask in work.masks()] == [0.2]
    assert [mask["by"] for mask in work.masks()] == ["shopper"]


def test_boxes_need_no_finger(phone: Handset, server: LivingServer, tmp_path: Path) -> None:
    visit = begun(phone, server).add_photo("slip", receipt_file(tmp_path, "en", 0))
    visit.question("slip").locator("[data-look]").focus()
    phone.page.keyboard.press("Enter")
    dialog = phone.page.locator("#masks")
    expect(dialog).to_be_visible()
    for name, times in (("Add a box", 1), ("Right", 3), ("Up", 2), ("Wider", 1)):
        button = dialog.get_by_role("button", name=name, exact=True)
        button.focus()
        for _ in range(times):
            phone.page.keyboard.press("Enter")
    until(lambda: masks_on(phone) == [[0.41, 0.41, 0.32, 0.06]])
    dialog.get_by_role("button", name="Remove").focus()
    phone.page.keyboard.press("Enter")
    until(lambda: masks_on(phone) == [])
    phone.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_reviewer_draws_and_removes_boxes_at_the_desk(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    visit = begun(phone, server).add_photo("slip", receipt_file(tmp_path, "fi", 2))
    visit.finish(anyway=True).wait_until_received()
    photo = work.prepared_photo()
    phone.sign_in_by(work.reviewer_token(), server.address)
    page = phone.page
    page.goto(f"{server.address}/desk/photos/{photo}/masks")
    stage = page.locator(".mask-stage svg")
    proposals = page.locator("rect.proposed").count()
    assert proposals >= 3
    page.get_by_role("button", name="Take").first.click()
    expect(page.locator("rect.proposed")).to_have_count(proposals - 1)
    drag(page, stage, (0.1, 0.02), (0.3, 0.05))
    expect(page.locator("rect")).to_have_count(proposals + 1)
    page.locator(".mask-row").nth(1).get_by_role("button", name="Remove").click()
    expect(page.locator("rect")).to_have_count(proposals)
    page.get_by_role("button", name="Save the boxes").click()
    expect(page.locator(".notice.good")).to_contain_text("being made anew")
    kept = work.masks()
    assert len(kept) == proposals
    assert sorted({mask["by"] for mask in kept}) == ["office", "reading"]
