"""The wave report and the store's year in print: words, pages, accessibility and bytes, of one store to two hundred."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import md5
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reports import typography
from reports.documents.samples import sample
from reports.documents.texts import LANGUAGES, load_texts
from reports.printer import Printer
from reports.report_data import ReportDataError
from reports.wave.reports import store_year_of, wave_report_of
from tests.reports.drawn import sample_pictures
from tests.reports.pressing import run_of, text_of
from tests.reports.waves import DOCUMENTS, visit, wave, wave_plain, year_plain

PICTURES = sample_pictures()
KINDS = ("wave_report", "store_year")
BEFORE = wave(200, 1, seed=2)


class Shelf:
    """Printed documents, each printed once."""

    def __init__(self, printer: Printer, folder: Path) -> None:
        self._printer, self._folder = printer, folder

    def of(self, data: dict[str, Any], document: str = "wave_report") -> Path:
        name = md5(json.dumps(data, sort_keys=True).encode(), usedforsecurity=False).hexdigest()
        file = self._folder / f"{document}-{name}.pdf"
        if not file.exists():
            self.again(data, file, document)
        return file

    def again(self, data: dict[str, Any], file: Path, document: str = "wave_report") -> None:
        pictures = {key: PICTURES[key] for key in (data["brand"].get("logo"),) if key}
        self._printer.print(data, pictures, file, document)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with Printer() as printer:
        yield Shelf(printer, tmp_path_factory.mktemp("waves"))


def shipped(document: str, language: str) -> dict[str, Any]:
    return sample(DOCUMENTS / document, language)


def of_size(stores: int, language: str) -> dict[str, Any]:
    """A wave of so many stores: one visit in the one store, four in each of three, two in each of two hundred."""
    each = {1: 1, 3: 4, 200: 2}[stores]
    return wave_plain(wave(stores, each), BEFORE if stores > 1 else None, language)


def pages_of(file: Path) -> int:
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def words_of(file: Path) -> str:
    """The words as they follow each other in the file: columns one after another."""
    command = ["pdftotext", "-raw", str(file), "-"]
    return run_of(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_gives_mean_margin_and_basis(shelf: Shelf, language: str) -> None:
    data = shipped("wave_report", language)
    page, texts = run_of(text_of(shelf.of(data), 1, 1)), load_texts(DOCUMENTS / "wave_report", language)
    score = data["findings"]["changes"]["score"]["now"]
    assert str(round(score["mean"])) in page.split()
    assert texts.of_hundred_margin.format(round(score["margin"])) in page
    assert texts.basis.format(visits=data["findings"]["n"], stores=6) in page
    for word in (texts.best, texts.dearest, texts.kept):
        assert word.upper() in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_was_asked_of_it_stands_in_it_in_this_order(shelf: Shelf, language: str) -> None:
    whole = run_of(text_of(shelf.of(shipped("wave_report", language)), 2))
    texts = load_texts(DOCUMENTS / "wave_report", language)
    names = ("stores", "peaks", "changed", "costs", "moments_short", "promises", "pays", "how")
    titles = [texts[name] for name in names]
    places = [whole.find(run_of(title).upper()) for title in titles]
    assert -1 not in places, dict(zip(titles, places, strict=True))
    assert places == sorted(places), dict(zip(titles, places, strict=True))
    assert texts.purpose[:50] in whole


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stores", [1, 3, 200])
def test_every_store_stands_in_it_with_its_n_and_no_page_is_wasted(shelf: Shelf, language: str, stores: int) -> None:
    data = of_size(stores, language)
    file = shelf.of(data)
    whole, texts = run_of(text_of(file)), load_texts(DOCUMENTS / "wave_report", language)
    assert all(line["name"] in whole for line in data["findings"]["portfolio"]["lines"])
    assert pages_of(file) <= {1: 6, 3: 7, 200: 14}[stores]
    assert not [number for number in range(1, pages_of(file) + 1) if len(run_of(text_of(file, number, number))) < 150]
    is_ranked = data["findings"]["portfolio"]["is_ranked"]
    note = {1: texts.stores_alone, 3: texts.stores_ranked, 200: texts.stores_by_name}[stores]
    assert run_of(note)[:50] in whole and is_ranked == (stores == 3)


def test_one_visit_has_no_mean_and_says_why(shelf: Shelf) -> None:
    texts = load_texts(DOCUMENTS / "wave_report", "en")
    page = run_of(text_of(shelf.of(of_size(1, "en")), 1, 1))
    assert texts.too_few_mean in page and texts.basis_one in page and texts.sections_few[:40] in page
    assert "±" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_words_stay_on_their_pages(shelf: Shelf, language: str) -> None:
    data = wave_plain(wave(12, 3, long=True), wave(12, 3, seed=3, long=True), language)
    file = shelf.of(data)
    assert pages_of(file) <= 12
    texts = load_texts(DOCUMENTS / "wave_report", language)
    assert texts.kept.upper() in run_of(text_of(file, 1, 1))
    assert texts.stores.upper() in run_of(text_of(file, 2, 2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stores_year_tells_waves_and_no_days(shelf: Shelf, language: str) -> None:
    data = shipped("store_year", language)
    file, texts = shelf.of(data, "store_year"), load_texts(DOCUMENTS / "store_year", language)
    whole = words_of(file)
    assert pages_of(file) <= 4
    for point in data["findings"]["waves"]:
        assert point["name"] in whole and f"n {len(point['scores'])}" in whole
    for name in ("score", "plus", "emotion", "sections", "moments", "promises", "how"):
        assert run_of(texts[name]).upper() in whole, name
    months = "|".join(month for month in typography._MONTHS)
    days = re.findall(rf"\b\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{1,2}} (?:{months}) 20\d\d", whole)
    assert len(days) == 1  # that of the issue


@pytest.mark.parametrize("visits", [1, 2, 3])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_of_hardly_a_visit_is_whole(shelf: Shelf, visits: int, language: str) -> None:
    data = year_plain([("Syksy 2026", [visit(1, turn) for turn in range(visits)])], language)
    whole = words_of(shelf.of(data, "store_year"))
    texts = load_texts(DOCUMENTS / "store_year", language)
    assert texts.verdict_one in whole
    assert (texts.too_few_mean in whole) == (visits < 3)


def test_a_year_of_twelve_waves_with_the_longest_words_keeps_its_first_page(shelf: Shelf) -> None:
    waves = [(f"Kierros numero {number} vuonna 2026", [visit(1, number * 3 + turn, long=True) for turn in range(3)])
             for number in range(12)]  # fmt: skip
    file = shelf.of(year_plain(waves), "store_year")
    texts = load_texts(DOCUMENTS / "store_year", "fi")
    assert texts.emotion.upper() in run_of(text_of(file, 1, 1)) and pages_of(file) <= 6


@pytest.mark.parametrize("document", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_accessible_archive_and_names_nobody(shelf: Shelf, document: str, language: str) -> None:
    with pikepdf.open(shelf.of(shipped(document, language), document)) as pdf:
        assert str(pdf.Root.Lang) == language and pdf.Root.MarkInfo.Marked
        assert "/Author" not in pdf.docinfo and str(pdf.docinfo.CreationDate).startswith("D:20261116")
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert 'conformance="A"' in xmp and "<pdfuaid:part>1</pdfuaid:part>" in xmp
        elements = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert len(elements) > 6 and all(str(one.get("/Alt", "")) for one in elements)
        assert ("/AF" in pdf.Root) == (document == "wave_report")


@pytest.mark.parametrize("document", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_checker_of_accessibility_finds_no_error(shelf: Shelf, document: str, language: str) -> None:
    checker = Path(sys.executable).with_name("outloud")
    file = shelf.of(shipped(document, language), document)
    done = subprocess.run([checker, "--no-info", file], capture_output=True, text=True)
    assert " 0 error(s)" in done.stdout, done.stdout


@pytest.mark.parametrize("document", KINDS)
def test_the_same_data_gives_the_same_bytes(shelf: Shelf, tmp_path: Path, document: str) -> None:
    data = shipped(document, "fi")
    with Printer() as other:
        Shelf(other, tmp_path).again(data, tmp_path / "again.pdf", document)
    assert (tmp_path / "again.pdf").read_bytes() == shelf.of(data, document).read_bytes()


def test_a_newer_edition_says_in_print_what_it_replaces(shelf: Shelf) -> None:
    data = of_size(3, "en") | {"edition_number": 2, "replaces": {"edition": 1, "n": 9, "mean": 77.44}}
    assert "replaces edition 1 (9 visits, mean 77.4)" in run_of(text_of(shelf.of(data)))


def test_words_of_people_are_never_markup_or_a_template(shelf: Shelf) -> None:
    hostile = "<b>{{ 7 * 7 }}</b> ${x} &amp; %(a)s {0}"
    now = [replace(one, name=hostile) for one in wave(1, 3)]
    whole = run_of(text_of(shelf.of(wave_plain(now))))
    assert "{{ 7 * 7 }}" in whole and "<b>" in whole


def test_wrong_data_is_refused_with_its_place() -> None:
    good = of_size(3, "fi")
    assert wave_report_of(good).to_plain() == json.loads(json.dumps(wave_report_of(good).to_plain()))
    for wrong in ({"until": "yesterday"}, {"brand": good["brand"] | {"logo": "file:///etc/passwd"}}, {"extra": 1}):
        with pytest.raises(ReportDataError):
            wave_report_of(good | wrong)
    year = year_plain([("a", [visit(1, 1)])])
    assert store_year_of(year).findings.n == 1
    with pytest.raises(ReportDataError):
        store_year_of(year | {"issued_on": "2026"})


@pytest.mark.parametrize("document", [*KINDS, ""])
def test_the_sheets_keep_to_what_prints_fast(document: str) -> None:
    sheet = DOCUMENTS / document / ("sheet.css" if document else "common.css")
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    for word in ("flex", "grid", "leader(", "box-shadow", "float:", "nth-child"):
        assert word not in rules, word
    for part in (DOCUMENTS / document).glob("*.html"):
        template = part.read_text()
        assert "|safe" not in template and set(re.findall(r"style=\"(\w+):", template)) <= {"width", "left"}


@pytest.mark.parametrize("document", KINDS)
def test_every_fixed_text_stands_in_three_languages(document: str) -> None:
    tables = [load_texts(DOCUMENTS / document, language) for language in LANGUAGES]
    assert tables[0].keys() == tables[1].keys() == tables[2].keys()
    for name in tables[0]:
        holes = {tuple(sorted(re.findall(r"\{\w*\}", str(table[name])))) for table in tables}
        assert len(holes) == 1, name
