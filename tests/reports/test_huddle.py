"""The huddle sheet: one page always, large words, nothing that points at anybody, a code that opens the action."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select

from extensions import db, transaction
from reports.documents.huddle_kind import HUDDLE
from reports.documents.samples import sample
from reports.documents.texts import LANGUAGES, load_texts
from reports.huddle_data import from_plain
from reports.models import Print, Report
from reports.printer import Printer
from reports.report_data import ReportDataError
from reports.theme import make_theme
from shopper.models import Visit
from shopper.photos import file_store
from tests.deposits import jpeg
from tests.reports.drawn import sample_pictures
from tests.reports.pressing import run_of, text_of
from tests.reports.qr_reader import read_picture
from tests.reports.reported import approved, approved_again, browser, work
from tests.reports.samples import words
from tests.world import World

PICTURES = sample_pictures()
MM = 72 / 25.4
TITLE_PT = {"huge": 43, "large": 35, "middle": 29, "small": 24}
HOSTILE = "<script>{{7*7}}</script>{% raw %}&amp;\u202e ${x} \x00\ue000🎉"


def point(title: str, text: str = "") -> dict[str, str]:
    return {"title": title, "text": text}


def sheet(language: str = "fi", kind: str = "sample") -> dict[str, Any]:
    """The shipped sample, or what strains it."""
    data = sample(HUDDLE.folder, language)
    if kind == "longest":
        same = point(words(language, 1000), words(language, 2000))
        brand = {**data["brand"], "name": words(language, 120), "logo": None}
        return {**data, "store": words(language, 200), "when": words(language, 100), "base": 100, "plus": 12.5,
                "praise": same, "fix": same, "step": same, "brand": brand, "edition_number": 12,
                "address": "https://a-long-name-of-a-machine.reports.example.org" + "/very-deep" * 25}  # fmt: skip
    if kind == "none":
        bare = {"name": "A", "main_colour": "#ffde00", "accent_colour": "#004b87"}
        return {**data, "brand": bare, "store": "Ö", "when": "", "base": None, "plus": 0, "emotion_index": None,
                "praise": None, "fix": None, "step": None}  # fmt: skip
    if kind == "broad":
        same = point("W" * 700, "漢字かな" * 200)
        return {**data, "store": "M" * 90, "praise": same, "fix": same, "step": same}
    if kind == "hostile":
        same = point(HOSTILE, HOSTILE)
        return {**data, "store": HOSTILE, "when": HOSTILE[:30], "praise": same, "fix": same, "step": same}
    return data


class Wall:
    """Printed sheets, each printed once."""

    def __init__(self, printer: Printer, folder: Path) -> None:
        self._printer, self._folder = printer, folder

    def of(self, language: str = "fi", kind: str = "sample") -> Path:
        file = self._folder / f"{kind}-{language}.pdf"
        if not file.exists():
            self._printer.print(sheet(language, kind), PICTURES, file, "huddle")
        return file


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wall]:
    with Printer() as printer:
        yield Wall(printer, tmp_path_factory.mktemp("wall"))


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


def words_on(pdf: Path) -> list[Word]:
    """Each word of the page with its place, in millimetres."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    listed = subprocess.run(command, capture_output=True, text=True, errors="replace", check=True).stdout
    found = re.findall(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', listed)
    return [Word(text, *(float(place) / MM for place in places)) for *places, text in found]


KINDS = ("sample", "longest", "none", "broad", "hostile")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_one_page_of_a4_whatever_it_says(wall: Wall, language: str, kind: str) -> None:
    with pikepdf.open(wall.of(language, kind)) as pdf:
        assert len(pdf.pages) == 1
        wide, high = (float(side) for side in pdf.pages[0].mediabox[2:])
        assert (round(wide / MM), round(high / MM)) == (210, 297)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_word_leaves_its_block(wall: Wall, language: str, kind: str) -> None:
    blocks = ((0, 34), (39, 117), (120, 198), (201, 285.5), (287, 297))
    on_page = words_on(wall.of(language, kind))
    assert len(on_page) > 15
    for word in on_page:
        middle = (word.top + word.bottom) / 2
        assert any(top <= word.top and word.bottom <= bottom + 1.5 for top, bottom in blocks), word
        assert word.left >= 13.5, word
        if middle < 286:
            assert word.right <= 196.5, word


def headings(pdf: Path, texts: Any) -> list[Word]:
    """The first words of the titles of praise, fix and step."""
    on_page = [word for word in words_on(pdf) if word.left > 13 and word.top > 38]
    first = [texts[name].split()[0] for name in ("praise", "fix", "step")]
    labels = [next(word for word in on_page if word.text == label) for label in first]
    below = [[word for word in on_page if 0 < word.top - label.bottom < 12 and word.left < 16] for label in labels]
    return [min(found, key=lambda word: word.top) for found in below]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["sample", "longest", "none"])
def test_praise_is_as_large_as_the_fix_and_both_are_read_from_two_metres(
    wall: Wall, language: str, kind: str
) -> None:
    praise, fix, step = headings(wall.of(language, kind), load_texts(HUDDLE.folder, language))
    heights = [word.bottom - word.top for word in (praise, fix, step)]
    assert heights[0] == pytest.approx(heights[1], abs=0.05)
    # The height of a word's box is about 1.2 of its type: 24 points at least, capitals of 6 mm.
    assert min(heights) / 1.2 >= 24 / MM * 0.95


def test_few_words_are_set_larger_than_many() -> None:
    texts, theme = load_texts(HUDDLE.folder, "fi"), make_theme("#0b5d4b", "#f0b429")
    said = {kind: HUDDLE.view(from_plain(sheet("fi", kind)), texts, theme) for kind in ("sample", "longest", "none")}
    sizes = {kind: TITLE_PT[one["size"]] for kind, one in said.items()}
    assert sizes["none"] > sizes["longest"] and sizes["none"] >= sizes["sample"] >= sizes["longest"]
    css = (HUDDLE.folder / "sheet.css").read_text()
    assert all(f".title-{name} {{ font-size: {points}pt; }}" in css for name, points in TITLE_PT.items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_one_praise_one_fix_one_step_and_the_figures(wall: Wall, language: str) -> None:
    data, texts = sheet(language), load_texts(HUDDLE.folder, language)
    said = run_of(text_of(wall.of(language)))
    for name in ("praise", "fix", "step"):
        assert said.count(texts[name]) >= 1
        # Lines of different blocks do not stand beside each other, but the code's label stands beside the step's.
        for word in data[name]["title"].split()[:5]:
            assert word in said
    assert {"87", "+3", "79"} <= set(said.split())
    assert data["store"] in said and data["when"] in said and texts.scan.split()[0] in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_to_say_it_still_says_what_that_means(wall: Wall, language: str) -> None:
    texts = load_texts(HUDDLE.folder, language)
    said = run_of(text_of(wall.of(language, "none")))
    for name in ("no_praise", "not_scored", "no_step_text", "no_score"):
        assert texts[name].split()[0] in said, name


@pytest.mark.parametrize("kind", ["sample", "longest"])
def test_the_printed_code_opens_the_action(wall: Wall, kind: str, tmp_path: Path) -> None:
    subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", wall.of("fi", kind), tmp_path / "page"], check=True)
    dots = 200 / 25.4
    box = tuple(round(side * dots) for side in (146, 206, 198, 258))
    assert read_picture(next(tmp_path.glob("page*.png")), box) == sheet("fi", kind)["address"]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_a_checker_of_accessibility_finds_no_error(wall: Wall, kind: str) -> None:
    checker = Path(sys.executable).with_name("outloud")
    done = subprocess.run([checker, "--no-info", wall.of("fi", kind)], capture_output=True, text=True)
    assert " 0 error(s)" in done.stdout, done.stdout


def test_every_figure_tells_in_words_what_it_is(wall: Wall) -> None:
    with pikepdf.open(wall.of("en")) as pdf:
        parts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        told = [str(one.get("/Alt", "")) for one in parts]
    assert len(told) == 5 and all(told)
    assert any(sheet("en")["address"] in words_ for words_ in told)


def test_the_same_sheet_gives_the_same_bytes_in_another_process(wall: Wall, tmp_path: Path) -> None:
    with Printer() as another:
        another.print(sheet("sv"), PICTURES, tmp_path / "again.pdf", "huddle")
    assert (tmp_path / "again.pdf").read_bytes() == wall.of("sv").read_bytes()


def test_hostile_words_are_words(wall: Wall) -> None:
    said = run_of(text_of(wall.of("en", "hostile")))
    assert "{{7*7}}" in said and "49" not in said.split()
    assert "&amp;" in said
    with pikepdf.open(wall.of("en", "hostile")) as pdf:
        assert not pdf.attachments
        assert not [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/URI"]


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"praise": {"title": "a", "quote": "Anna said so"}}, "praise.quote"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"address": "https://a.example/" + "a" * 400}, "address"),
        ({"when": "18.11.2026 klo 13"}, "when"),
        ({"issued_on": "yesterday"}, "issued_on"),
        ({"brand": {"name": "A", "main_colour": "#0b5d4b", "accent_colour": "#0b5d4b", "logo": "photo:1"}}, "logo"),
        ({"fix": {"title": "a" * 20_001}}, "fix"),
        ({"scenario": "a lunch"}, "scenario: no such field"),
    ],
)
def test_data_that_a_wall_must_not_show_are_refused(changed: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ReportDataError, match=re.escape(complaint)):
        from_plain({**sheet(), **changed})


def test_data_go_to_plain_and_back() -> None:
    whole = from_plain(sheet())
    assert from_plain(whole.to_plain()) == whole


def test_the_sheet_keeps_to_what_prints_fast() -> None:
    rules = re.sub(r"/\*.*?\*/", "", (HUDDLE.folder / "sheet.css").read_text(), flags=re.S)
    for word in ("flex", "grid", "leader(", "box-shadow", "float:", "nth-child"):
        assert word not in rules, word
    template = (HUDDLE.folder / "template.html").read_text()
    assert "|safe" not in template and "style=" not in template


def test_every_fixed_text_stands_in_three_languages() -> None:
    tables = [load_texts(HUDDLE.folder, language) for language in LANGUAGES]
    assert tables[0].keys() == tables[1].keys() == tables[2].keys()
    for name in tables[0]:
        texts = [table[name] for table in tables if isinstance(table[name], str)]
        assert all(text.strip() for text in texts), name
        assert len({tuple(re.findall(r"\{\w*\}", text)) for text in texts}) <= 1, name


# Of a real report


def canaries(world: World, visit: Visit) -> list[str]:
    anna = world.person("anna")
    told = [anna.name, anna.email, anna.phone, anna.code, str(anna.id), str(visit.id), visit.receipt_no]
    return [*filter(None, told), "Kanarialintu"]


def test_any_reader_gets_the_sheet_of_the_stores_edition_and_it_names_nobody(
    app: Flask, world: World, tmp_path: Path
) -> None:
    report = approved(app, world, photos=[jpeg()], words={"value": "Kanarialintu kertoi tämän"})
    address = f"/hq/reports/{report.id}/pdf?document=huddle&language=fi"
    assert browser(app, world, "maija").get(address).status_code == 202
    work(app, "print")
    printed = db.session.scalars(select(Print).where(Print.document == "huddle")).one()
    assert (printed.audience, printed.language, printed.state) == ("store", "fi", "ready"), printed.failure
    for name in ("maija", "helmi", "reeta", "aatos"):
        answer = browser(app, world, name).get(address)
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), name
        assert answer.headers["Content-Disposition"] == f"attachment; filename=LAHTI-{report.number}-huddle-fi.pdf"
    content = answer.get_data()
    file = tmp_path / "huddle.pdf"
    file.write_bytes(content)
    told = run_of(text_of(file)) + subprocess.run(["pdfinfo", "-meta", file], capture_output=True, text=True).stdout
    told += subprocess.run(["pdfinfo", file], capture_output=True, text=True).stdout
    raw = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, text=True).stdout
    for secret in canaries(world, db.session.get_one(Report, report.id).visit):
        assert secret.casefold() not in (told + raw + str(answer.headers)).casefold(), secret
        assert secret.encode() not in content
    # Two at work or fewer, or nobody counted: the store reads the week, and so does the wall.
    assert "Viikko 47" in told and "18.11." not in told and "marraskuuta" not in told
    assert f"/hq/reports/{report.id}#action" in told
    with pikepdf.open(file) as pdf:
        assert "/Author" not in pdf.docinfo and not pdf.attachments


def test_who_may_not_read_the_report_gets_no_sheet(app: Flask, world: World) -> None:
    report = approved(app, world)
    for name in ("henrik", "magnus", "marko", "anna", "sanna"):
        assert browser(app, world, name).get(f"/hq/reports/{report.id}/pdf?document=huddle").status_code == 404
    assert browser(app, world, "maija").get(f"/hq/reports/{report.id}/pdf?document=wave_report").status_code == 404
    assert db.session.scalars(select(Print).where(Print.document != "store_report")).all() == []


def test_the_address_is_frozen_so_that_the_print_keeps_its_bytes(app: Flask, world: World) -> None:
    report = approved(app, world)
    browser(app, world, "maija").get(f"/hq/reports/{report.id}/pdf?document=huddle&language=en")
    work(app, "print")
    first = db.session.scalars(select(Print).where(Print.document == "huddle")).one()
    digest = first.sha256 or ""
    file_store().path(digest).write_bytes(b"flipped")
    app.extensions["settings"] = moved = app.extensions["settings"].__class__(
        **{**vars_of(app.extensions["settings"]), "base_url": "https://elsewhere.example"}
    )
    assert moved.base_url == "https://elsewhere.example"
    address = f"/hq/reports/{report.id}/pdf?document=huddle&language=en"
    assert browser(app, world, "maija").get(address).status_code == 202
    work(app, "print")
    again = db.session.scalars(select(Print).where(Print.document == "huddle")).one()
    assert (again.state, again.sha256) == ("ready", digest)


def vars_of(settings: Any) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in settings.__dataclass_fields__}


def test_a_report_from_before_the_sheet_prints_it_too(app: Flask, world: World) -> None:
    report = approved(app, world)
    with transaction():
        kept = db.session.get_one(Report, report.id)
        kept.snapshot = {name: part for name, part in kept.snapshot.items() if name not in ("base_url", "suggested")}
    browser(app, world, "maija").get(f"/hq/reports/{report.id}/pdf?document=huddle&language=sv")
    work(app, "print")
    assert db.session.scalars(select(Print).where(Print.document == "huddle")).one().state == "ready"


def test_a_correction_has_a_sheet_of_its_own_that_says_its_edition(app: Flask, world: World, tmp_path: Path) -> None:
    first = approved(app, world)
    second = approved_again(world, first.visit_id, {"grt_first": {"value": "me"}})
    browser(app, world, "maija").get(f"/hq/reports/{second.id}/pdf?document=huddle&language=en")
    work(app, "print")
    printed = db.session.scalars(select(Print).where(Print.document == "huddle")).one()
    file = tmp_path / "second.pdf"
    file.write_bytes(file_store().read(printed.sha256 or ""))
    assert "Edition 2" in run_of(text_of(file))
