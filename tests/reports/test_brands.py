"""A brand's look on a report: typeface, tone and cover, on the page where it is set up and on paper."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from flask.testing import FlaskClient

from extensions import db
from reports.printer import Printer
from reports.typefaces import missing_families
from shopper.branding import TYPEFACES, read_cover
from shopper.models import Brand
from tests.conftest import form_token
from tests.reports.drawn import sample_pictures, scene
from tests.reports.pressing import run_of, text_of
from tests.reports.samples import shipped
from tests.world import World

LOOK = {"main_colour": "#0c5d4b", "accent_colour": "#ffe9a0", "typeface": "garamond", "tone": "warm"}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """printed(typeface="lato", …) gives the sample's file in that look."""
    folder = tmp_path_factory.mktemp("brands")
    printer = Printer()

    def make(language: str = "en", **look: Any) -> Path:
        data, pictures = shipped(language), sample_pictures()
        data["brand"] |= look
        if look.get("cover"):
            pictures[look["cover"]] = read_cover(scene("table", (1600, 1000)))
        file = folder / f"{len(list(folder.iterdir()))}.pdf"
        printer.print(data, pictures, file)
        return file

    yield make  # type: ignore[misc]
    printer.stop()


def proof(browser: FlaskClient, **look: str) -> str:
    answer = browser.get("/hq/brand", query_string={"name": "Café Aamu", **LOOK, **look})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_every_face_of_the_list_is_on_this_machine() -> None:
    assert missing_families() == []


@pytest.mark.parametrize("family", sorted({family for pair in TYPEFACES.values() for family in pair}))
def test_no_face_is_two_files_which_the_engine_takes_for_each_other(family: str) -> None:
    command = ["fc-list", f":family={family}", "--format", "%{weight} %{slant} %{width} %{fontformat}\\n"]
    faces = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert faces and len(faces) == len(set(faces)), faces


@pytest.mark.parametrize("typeface", TYPEFACES)
def test_a_report_holds_the_letters_of_its_brands_faces(printed: Callable[..., Path], typeface: str) -> None:
    file = printed("fi", typeface=typeface)
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    for family in TYPEFACES[typeface]:
        name = family.removesuffix(" 12")
        assert name.replace(" ", "-") in fonts or name.replace(" ", "") in fonts, fonts
    # Every word and every hyphen at a line's end is set in them, those of drawings too.
    stems = tuple(family.removesuffix(" 12").replace(" ", "-") for family in TYPEFACES[typeface])
    used = [line.split()[0].partition("+")[2] for line in fonts.splitlines()[2:]]
    assert [name for name in used if not name.replace("EBGaramond", "EB-Garamond").startswith(stems)] == []
    # Columns "emb" and "sub": all letters are inside, and only those that are used.
    assert all(line.split()[-5:-3] == ["yes", "yes"] for line in fonts.splitlines()[2:])


@pytest.mark.parametrize(
    ("tone", "praise"), [("plain", "PRAISE"), ("warm", "BEAUTIFULLY DONE"), ("formal", "STRENGTH")]
)
def test_a_report_speaks_in_its_brands_tone(printed: Callable[..., Path], tone: str, praise: str) -> None:
    assert praise in run_of(text_of(printed(tone=tone), 1, 1)).upper()


def test_a_cover_picture_takes_the_place_of_the_curve_and_the_file_stays_sound(printed: Callable[..., Path]) -> None:
    file = printed(cover="brand:cover")
    with pikepdf.open(file) as pdf:
        pictures = [image for image in pdf.pages[0].get_images().values() if image.Width > 1000]
        assert [(image.Width, image.Height) for image in pictures] == [(1240, 762)]
    checker = Path(sys.executable).with_name("outloud")
    done = subprocess.run([checker, "--no-info", file], capture_output=True, text=True)
    assert " 0 error(s)" in done.stdout, done.stdout
    assert file.stat().st_size < 400 * 1024


def test_who_sets_a_brand_up_sees_it_and_what_was_moved(as_person: Callable[[str], FlaskClient]) -> None:
    page = proof(as_person("aatos"))
    assert "Café Aamu" in page and 'font-family:"EB Garamond 12"' in page
    assert "#ffe9a0" in page and "rect" in page and "1.21" in page
    assert "noindex" not in page and "<script" not in page


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_it_is_shown_in_the_language_of_who_looks(as_person: Callable[[str], FlaskClient], language: str) -> None:
    browser = as_person("aatos")
    browser.set_cookie("language", language)
    assert '<html lang="' in proof(browser)


@pytest.mark.parametrize(
    "bad", ["", "red", "#12345", "#0c5d4b;}*{color:red", "</style><script>alert(1)</script>", "#０c5d4b"]
)
def test_what_is_no_colour_is_said_and_shown_nowhere(as_person: Callable[[str], FlaskClient], bad: str) -> None:
    page = proof(as_person("aatos"), main_colour=bad)
    assert "#rrggbb" in page
    assert "alert(1)" not in page and "}*{" not in page


def test_a_hostile_name_is_text(as_person: Callable[[str], FlaskClient]) -> None:
    page = proof(as_person("aatos"), name="</p></style><script>alert(1)</script>")
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_what_is_not_on_the_list_is_not_found(as_person: Callable[[str], FlaskClient]) -> None:
    browser = as_person("aatos")
    for query in ({"typeface": "comic"}, {"tone": "rude"}, {"brand": "x"}):
        assert browser.get("/hq/brand", query_string=LOOK | query).status_code == 404
    assert browser.get("/hq/fonts/inter.woff2").status_code == 404
    assert browser.get(f"/hq/fonts/{'0' * 64}.woff2").status_code == 404


def test_a_kept_look_stands_in_the_next_report_and_on_the_proof(
    as_person: Callable[[str], FlaskClient], world: World
) -> None:
    browser, brand_id = as_person("aatos"), world.ids["aamu_brand"]
    form = {**LOOK, "name": "Café Aamu", "csrf_token": form_token(browser, f"/desk/brands/{brand_id}")}
    cover = (io.BytesIO(scene("table", (900, 700))), "cover.jpg")
    answer = browser.post(f"/desk/brands/{brand_id}", data=form | {"cover": cover})
    assert answer.status_code == 303
    kept = db.session.get_one(Brand, UUID(str(brand_id)))
    assert (kept.typeface, kept.tone, kept.accent_colour) == ("garamond", "warm", "#ffe9a0")
    shown = browser.get(f"/desk/brands/{brand_id}/cover")
    assert shown.data == kept.cover and shown.mimetype == "image/jpeg"
    assert f"/desk/brands/{brand_id}/cover" in proof(browser, brand=str(brand_id))
