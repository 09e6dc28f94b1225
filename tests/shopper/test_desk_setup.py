"""An administrator sets a chain up: chain, brand, stores one by one and from a table."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from extensions import db
from shopper.models import Brand, Chain, ReceiptGreeting, Store
from tests.shopper.desk_browser import goes_to, page, post
from tests.world import World

SignIn = Callable[[str], FlaskClient]
CHAIN = {"code": "ilta", "name": "Ravintola Ilta", "speaks": "fi"}
BRAND = {"name": "Ilta", "main_colour": "#112233", "accent_colour": "#AABBCC", "typeface": "inter", "tone": "plain"}


def logo(kind: str = "PNG") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (1200, 600), "#112233").save(target, kind)
    return target.getvalue()


def test_a_chain_comes_to_be_with_all_it_needs(world: World, as_person: SignIn) -> None:
    browser = as_person("aatos")
    chain = goes_to(post(browser, "/desk/chains/new", CHAIN))
    brand = goes_to(post(browser, f"{chain}/brands/new", BRAND, logo=logo()))
    greeting = {"text": "Kiitos ja tervetuloa", "speaks": "fi", "valid_from_on": "2026-01-01", "valid_until_on": ""}
    goes_to(post(browser, f"{brand}/greetings", greeting))
    brand_id = db.session.scalars(select(Brand.id).where(Brand.name == "Ilta")).one()
    place = {"code": "T1", "name": "Ilta Turku", "city": "Turku", "brand": str(brand_id), "speaks": "sv"}
    goes_to(post(browser, f"{chain}/stores/new", place))
    shown = page(browser.get(chain))
    assert all(words in shown for words in ("Ravintola Ilta", "Ilta Turku", "#112233", "#aabbcc", "1 receipt greeting"))
    assert db.session.scalars(select(Store).where(Store.code == "T1")).one().language == "sv"


def test_the_logo_is_ours_not_the_one_that_came(world: World, as_person: SignIn) -> None:
    browser, brand = as_person("aatos"), f"/desk/brands/{world.ids['aamu_brand']}"
    assert browser.get(f"{brand}/logo").status_code == 404
    goes_to(post(browser, brand, BRAND, logo=logo("JPEG")))
    answer = browser.get(f"{brand}/logo")
    assert answer.mimetype == "image/png"
    with Image.open(io.BytesIO(answer.data)) as shown:
        assert shown.size == (800, 400)
    goes_to(post(browser, brand, BRAND))
    assert browser.get(f"{brand}/logo").status_code == 200
    goes_to(post(browser, brand, {**BRAND, "remove_logo": "y"}))
    assert browser.get(f"{brand}/logo").status_code == 404


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"%PDF-1.7", logo()[:200]]
)
def test_a_logo_that_is_no_picture_changes_nothing(world: World, as_person: SignIn, content: bytes) -> None:
    answer = post(as_person("aatos"), f"/desk/brands/{world.ids['aamu_brand']}", BRAND, logo=content)
    assert answer.status_code == 422 and "not a whole PNG or JPEG" in page(answer)
    assert world.get(Brand, "aamu_brand").name == "Café Aamu"


@pytest.mark.parametrize(
    "colour", ["red;}*{display:none}", "url(//x)", "expression(1)", "var(--x)", "#12345", "", "#1122331"]
)
@pytest.mark.parametrize("field", ["main_colour", "accent_colour"])
def test_a_colour_is_written_in_one_way(world: World, as_person: SignIn, field: str, colour: str) -> None:
    answer = post(as_person("aatos"), f"/desk/brands/{world.ids['aamu_brand']}", {**BRAND, field: colour})
    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.get_data(as_text=True)
    assert world.get(Brand, "aamu_brand").main_colour == "#0c5d4b"


def test_the_contrast_of_a_colour_is_shown(world: World, as_person: SignIn) -> None:
    shown = page(as_person("aatos").get(f"/desk/brands/{world.ids['aamu_brand']}"))
    assert "Contrast on white: 7.8 :1" in shown and "Contrast on white: 1.9 :1" in shown


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "x" * 5000), ("name", "Ilta\r\nBcc: evil@example.org"), ("name", "Il\u2028ta"), ("name", "\u202eatlI"),
     ("name", " \u00a0\u200b"), ("name", "a\x00b"), ("name", "a" + "\u0301" * 2000), ("code", "a b"), ("code", "<b>"),
     ("code", ""), ("speaks", "de"), ("speaks", "")],
)  # fmt: skip
def test_odd_names_are_told_and_nothing_is_kept(world: World, as_person: SignIn, field: str, value: str) -> None:
    answer = post(as_person("aatos"), "/desk/chains/new", {**CHAIN, field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.get_data(as_text=True)
    assert db.session.scalars(select(Chain).where(Chain.code == "ilta")).all() == []


def test_words_that_look_like_markup_are_shown_as_words(world: World, as_person: SignIn) -> None:
    browser = as_person("aatos")
    name = "<script>alert(1)</script> {{7*7}} 🎩"
    chain = goes_to(post(browser, "/desk/chains/new", {**CHAIN, "name": name}))
    shown = browser.get(chain).get_data(as_text=True)
    assert "<script>alert" not in shown and "&lt;script&gt;alert(1)" in shown and "{{7*7}} 🎩" in shown


def test_codes_are_trimmed_and_used_once(world: World, as_person: SignIn) -> None:
    browser = as_person("aatos")
    goes_to(post(browser, "/desk/chains/new", {**CHAIN, "code": "  ilta "}))
    assert post(browser, "/desk/chains/new", CHAIN).status_code == 422
    place = {"code": "LAHTI", "name": "x", "city": "y", "brand": str(world.ids["aamu_brand"]), "speaks": "fi"}
    assert "in use already" in page(post(browser, f"/desk/chains/{world.ids['aamu']}/stores/new", place))
    assert (
        post(browser, f"/desk/chains/{world.ids['aamu']}/brands/new", {**BRAND, "name": "Café Aamu"}).status_code == 422
    )
    goes_to(post(browser, f"/desk/chains/{world.ids['aamu']}/edit", {**CHAIN, "code": "aamu"}))


def test_a_store_keeps_its_own_brand_of_its_own_chain(world: World, as_person: SignIn) -> None:
    place = {"code": "LAHTI", "name": "x", "city": "y", "brand": str(world.ids["kvall_brand"]), "speaks": "fi"}
    assert post(as_person("aatos"), f"/desk/stores/{world.ids['lahti']}", place).status_code == 422
    assert world.get(Store, "lahti").brand_id == world.ids["aamu_brand"]


def test_greetings_end_after_they_begin_and_can_be_removed(world: World, as_person: SignIn) -> None:
    browser, brand = as_person("aatos"), f"/desk/brands/{world.ids['aamu_brand']}"
    greeting = {"text": "Hyvää joulua", "speaks": "fi", "valid_from_on": "2026-12-31", "valid_until_on": "2026-12-01"}
    assert "before the first" in page(post(browser, f"{brand}/greetings", greeting))
    for odd in ({"valid_from_on": "2026-02-30"}, {"valid_from_on": "9999-99-99"}, {"text": "x" * 501}, {"text": " "}):
        assert post(browser, f"{brand}/greetings", {**greeting, **odd}).status_code == 422
    present = db.session.scalars(
        select(ReceiptGreeting).where(ReceiptGreeting.brand_id == world.ids["aamu_brand"])
    ).one()
    goes_to(post(browser, f"/desk/greetings/{present.id}/remove"))
    assert "None yet" in page(browser.get(brand))


def test_a_table_is_shown_first_and_then_kept_whole(world: World, as_person: SignIn) -> None:
    browser, stores = as_person("aatos"), f"/desk/chains/{world.ids['aamu']}/stores"
    content = "code;name;city;brand\r\n001;Aamu Kuopio;Kuopio;Café Aamu\r\nLAHTI;Aamu Lahti;Lahti;Café Aamu\r\n"
    preview = post(browser, f"{stores}/table", table=content.encode("utf-8-sig"))
    assert preview.status_code == 200
    assert "1 new stores, 1 that are there already" in page(preview)
    assert db.session.scalars(select(Store).where(Store.code == "001")).all() == []
    kept = preview.get_data(as_text=True).split('aria-hidden="true">\n', 1)[1].split("</textarea>", 1)[0]
    goes_to(post(browser, f"{stores}/keep", {"content": kept}))
    assert db.session.scalars(select(Store.name).where(Store.code == "001")).one() == "Aamu Kuopio"


def test_a_table_with_a_mistake_keeps_nothing(world: World, as_person: SignIn) -> None:
    browser, stores = as_person("aatos"), f"/desk/chains/{world.ids['aamu']}/stores"
    content = "code;name;city;brand\n001;Aamu Kuopio;Kuopio;Café Aamu\n002;;Oulu;Iltakahvila\n"
    answer = post(browser, f"{stores}/table", table=content.encode())
    assert answer.status_code == 422
    assert "line 3, name: fill this in" in page(answer) and "line 3, brand: the chain has no brand" in page(answer)
    assert post(browser, f"{stores}/keep", {"content": content}).status_code == 422
    assert post(browser, f"{stores}/table").status_code == 422
    assert db.session.scalars(select(Store).where(Store.code == "001")).all() == []


def test_the_template_opens_in_a_spreadsheet(world: World, as_person: SignIn) -> None:
    answer = as_person("aatos").get("/desk/stores/table.csv")
    assert answer.mimetype == "text/csv" and answer.data.startswith(b"\xef\xbb\xbfcode;name;street;")


@pytest.mark.parametrize("name", ["reeta", "sanna"])
def test_others_of_the_office_look_but_do_not_change(world: World, as_person: SignIn, name: str) -> None:
    browser, aamu = as_person(name), world.ids["aamu"]
    shown = browser.get(f"/desk/chains/{aamu}").get_data(as_text=True)
    assert "Café Aamu Lahti" in shown and "/stores/new" not in shown
    for path in (
        f"/desk/chains/{aamu}/edit",
        f"/desk/brands/{world.ids['aamu_brand']}",
        f"/desk/stores/{world.ids['lahti']}",
    ):
        assert browser.get(path).status_code == 403
        assert post(browser, path, CHAIN).status_code == 403


@pytest.mark.parametrize("name", ["anna", "helmi", "maija"])
def test_the_desk_is_not_there_for_those_outside_the_office(world: World, as_person: SignIn, name: str) -> None:
    browser, aamu = as_person(name), world.ids["aamu"]
    for path in ("/desk/", "/desk/chains/", f"/desk/chains/{aamu}", f"/desk/chains/{aamu}/edit", "/desk/people/"):
        assert browser.get(path).status_code == 404


def test_a_reviewer_of_one_chain_does_not_see_another(app: Flask, world: World, as_person: SignIn) -> None:
    browser = as_person("rita")
    assert "Café Aamu" not in page(browser.get("/desk/chains/"))
    missing = browser.get("/desk/chains/00000000-0000-4000-8000-000000000000")
    foreign = browser.get(f"/desk/chains/{world.ids['aamu']}")
    assert (foreign.status_code, page(foreign)) == (404, page(missing))
    assert browser.get(f"/desk/brands/{world.ids['aamu_brand']}/logo").status_code == 404


def test_nothing_is_done_without_the_forms_token(world: World, as_person: SignIn) -> None:
    assert as_person("aatos").post("/desk/chains/new", data=CHAIN).status_code == 400
    assert db.session.scalars(select(Chain).where(Chain.code == "ilta")).all() == []


def test_what_another_took_meanwhile_is_told(world: World, as_person: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if another administrator saved the same code between our look and our save."""
    monkeypatch.setattr("shopper.desk.chains._is_valid", lambda form, present: form.validate())
    answer = post(as_person("aatos"), "/desk/chains/new", {**CHAIN, "code": "aamu"})
    assert answer.status_code == 409 and "somebody may have been quicker" in page(answer)
    assert world.get(Chain, "aamu").name == "Café Aamu"
