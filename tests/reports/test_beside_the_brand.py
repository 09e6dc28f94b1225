"""A photo of a detail beside the brand's own picture of how it should look: kept at the approval, printed, shown."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask
from PIL import Image

from extensions import db, transaction
from reports.cutting import PHOTO, RECEIPT, cut, slots_of
from reports.demo.dice import dice
from reports.demo.drawing.shopping import brand_bag_photo, mass_bag_photo
from reports.documents.texts import LANGUAGES, load_texts
from reports.editions import report_data
from reports.models import Report
from reports.printer import Printer
from reports.printing import order_of
from reports.report_data import from_plain
from shopper.models import ReferencePhoto, Scenario
from shopper.photos import file_store
from tests.deposits import jpeg
from tests.reports.drawn import sample_pictures, scene
from tests.reports.pressing import run_of, text_of
from tests.reports.reported import approved, browser
from tests.reports.samples import STORE_REPORT, shipped
from tests.world import World

ASKED = {"fi": "Missä kassissa?", "sv": "I vilken kasse?", "en": "In which bag?"}
GIVEN = {"fi": "massamuovikassi", "sv": "masstillverkad plast", "en": "mass plastic"}


def with_standard(world: World, question: str | None = "photo", **caption: str) -> str:
    """The scenario of the visits shows how `question` should look; gives the picture's key."""
    sha256 = file_store().put(jpeg("#2b3a67", (640, 480)))
    with transaction():
        scenario = world.get(Scenario, "aamu_scenario")
        scenario.references.append(ReferencePhoto(position=0, caption=caption, sha256=sha256, question=question))
    return f"brand:{sha256}"


def photos_of(report: Report, audience: str = "store", language: str = "fi") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = report_data(report.snapshot, audience, language)["evidence"]["photos"]
    return found


def test_the_photo_of_a_detail_gets_the_brands_own_of_its_scenario(app: Flask, world: World) -> None:
    key = with_standard(world, fi="Oma kassi", sv="Den egna kassen")
    report = approved(app, world, photos=[jpeg("#aa3333"), jpeg("#33aa33")])
    for language, caption in (("fi", "Oma kassi"), ("sv", "Den egna kassen"), ("en", "This is how it should be")):
        for photo in photos_of(report, "store", language):
            assert (photo["reference"], photo["reference_caption"]) == (key, caption)
    data = from_plain(report_data(report.snapshot, "hq", "en"))
    assert data.picture_keys().count(key) == 1


def test_without_a_standard_of_its_detail_a_photo_stands_alone(app: Flask, world: World) -> None:
    for question in (None, "grt_first"):
        with_standard(world, question)
    (photo,) = photos_of(approved(app, world, photos=[jpeg("#aa3333")]))
    assert set(photo) == {"key", "caption", "alt"}


def test_the_first_of_two_standards_is_shown(app: Flask, world: World) -> None:
    first = with_standard(world, fi="Ensin")
    with transaction():
        scenario = world.get(Scenario, "aamu_scenario")
        scenario.references.append(ReferencePhoto(position=1, caption={}, sha256="0" * 64, question="photo"))
    (photo,) = photos_of(approved(app, world, photos=[jpeg("#aa3333")]))
    assert photo["reference"] == first


def test_an_issued_report_keeps_the_picture_that_was_the_standard(app: Flask, world: World) -> None:
    key = with_standard(world)
    report = approved(app, world, photos=[jpeg("#aa3333")])
    with transaction():
        scenario = world.get(Scenario, "aamu_scenario")
        scenario.references.clear()
    order = order_of("store_report", report_data(db.session.get_one(Report, report.id).snapshot, "store", "fi"))
    assert order.pictures[key].startswith(b"\xff\xd8\xff")


def test_its_page_shows_both_pictures_to_its_readers(app: Flask, world: World) -> None:
    key = with_standard(world, fi="Oma kassi")
    report = approved(app, world, photos=[jpeg("#aa3333")])
    address = f"/hq/reports/{report.id}/pictures/{key[6:]}"
    texts = load_texts(STORE_REPORT, world.person("maija").language)
    reader = browser(app, world, "maija")
    page = reader.get(f"/hq/reports/{report.id}").get_data(as_text=True)
    assert page.index(texts.on_the_visit) < page.index('src="/hq/photos/') < page.index(texts.as_the_brand)
    assert page.count(f'src="{address}"') == 1 and page.index(texts.as_the_brand) < page.index(address)
    assert reader.get(address).mimetype == "image/jpeg"
    assert browser(app, world, "henrik").get(address).status_code == 404


class Shelf:
    """Prints of the sample with a photo beside the brand's own, each made once."""

    def __init__(self, printer: Printer, folder: Path) -> None:
        self._printer, self._folder = printer, folder
        shapes = {"photo:bag": (1000, 750), "photo:tall": (600, 900), "brand:bag": (900, 900)}
        self.pictures = {**sample_pictures(), **{key: scene("table", size) for key, size in shapes.items()}}

    def of(self, language: str, edition: str, photo: str = "photo:bag") -> Path:
        file = self._folder / f"{language}-{edition}-{photo[6:]}.pdf"
        if not file.exists():
            data = shipped(language, edition)
            data["evidence"]["photos"].append({
                "key": photo, "caption": ASKED[language], "alt": "left", "reference": "brand:bag",
                "reference_caption": "right", "answered": GIVEN[language],
            })  # fmt: skip
            self._printer.print(data, self.pictures, file)
        return file


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with Printer() as printer:
        yield Shelf(printer, tmp_path_factory.mktemp("beside"))


@pytest.mark.parametrize(("language", "edition"), [(one, kind) for one in LANGUAGES for kind in ("store", "hq")])
def test_print_says_which_is_which_and_what_was_answered(shelf: Shelf, language: str, edition: str) -> None:
    texts = load_texts(STORE_REPORT, language)
    whole = run_of(text_of(shelf.of(language, edition)))
    for said in (ASKED[language], texts.on_the_visit.upper(), texts.as_the_brand.upper(), GIVEN[language]):
        assert said in whole
    assert whole.index(texts.on_the_visit.upper()) < whole.index(texts.as_the_brand.upper())


@pytest.mark.parametrize("photo", ["photo:bag", "photo:tall"])
def test_both_stand_side_by_side_and_equally_high(shelf: Shelf, photo: str) -> None:
    left, right = (place_of(shelf.of("fi", "store", photo), alt) for alt in ("left", "right"))
    assert left[1] == pytest.approx(right[1], abs=0.5) and left[3] == pytest.approx(right[3], abs=0.5)
    assert left[2] < right[0]


def place_of(file: Path, words: str) -> list[float]:
    """The box on its page of the figure whose alternative text ends so."""
    with pikepdf.open(file) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        return [float(edge) for one in found if str(one.Alt).endswith(words) for edge in one.A.BBox]


def test_a_photo_is_cut_to_its_place_and_the_same_way_each_time() -> None:
    large, small = camera(scene("table")), camera(scene("table"), (640, 480))
    one = cut("a", large, PHOTO)
    assert Image.open(BytesIO(one)).size == (672, 504) and cut("b", large, PHOTO) == one
    assert cut("c", small, PHOTO) == small and cut("d", large, None) == large
    assert cut("e", b"\x89PNG...", PHOTO) == b"\x89PNG..."
    assert Image.open(BytesIO(cut("f", camera(scene("door"), (1500, 2000)), RECEIPT))).size == (425, 567)
    data = from_plain(shipped("fi"))
    shown = ("photo:table", "photo:coffee", "photo:door")
    assert slots_of(data) == {"photo:receipt": RECEIPT, **dict.fromkeys(shown, PHOTO)}


def camera(drawn: bytes, size: tuple[int, int] = (2000, 1500)) -> bytes:
    """A drawn photo in the size of a clean copy."""
    out = BytesIO()
    Image.open(BytesIO(drawn)).resize(size, Image.Resampling.BICUBIC).save(out, "JPEG", quality=82)
    return out.getvalue()


def test_four_large_photos_stay_under_400_kib(shelf: Shelf, tmp_path: Path) -> None:
    data = shipped("fi", "hq")
    data["evidence"]["receipt"]["photo"] = None
    data["evidence"]["photos"] = [
        {"key": f"photo:{n}", "caption": "", "alt": "x", "reference": f"brand:{n}"} for n in range(2)
    ]
    drawn = {f"photo:{n}": camera(mass_bag_photo(dice("visit", n))) for n in range(2)}
    drawn |= {f"brand:{n}": camera(brand_bag_photo("pleat", "#2b3a67", "#e4685d", dice("brand", n))) for n in range(2)}
    pictures = {**shelf.pictures, **drawn}
    assert sum(len(content) for content in pictures.values()) > 1_000_000
    slots = slots_of(from_plain(data))
    cut_ones = {key: cut(key, content, slots.get(key)) for key, content in pictures.items()}
    with Printer() as printer:
        printer.print(data, cut_ones, tmp_path / "four.pdf")
    assert (tmp_path / "four.pdf").stat().st_size < 400 * 1024
