"""The printed report itself: its words, its order, its accessibility, its bytes."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reports.documents.texts import LANGUAGES, load_texts
from reports.printer import Printer
from reports.report_data import from_plain
from tests.reports.drawn import sample_pictures
from tests.reports.pressing import in_the_press_room, run_of, text_of
from tests.reports.samples import STORE_REPORT, barest, longest, shipped

PICTURES = sample_pictures()


class Shelf:
    """Printed reports, each printed once."""

    def __init__(self, printer: Printer, folder: Path) -> None:
        self._printer, self._folder = printer, folder

    def of(self, data: dict[str, Any]) -> Path:
        name = md5(json.dumps(data, sort_keys=True).encode(), usedforsecurity=False).hexdigest()
        file = self._folder / f"{name}.pdf"
        if not file.exists():
            self._printer.print(data, PICTURES, file)
        return file


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with Printer() as printer:
        yield Shelf(printer, tmp_path_factory.mktemp("reports"))


EVERY = [(language, edition) for language in LANGUAGES for edition in ("store", "hq")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_gives_the_answer_at_a_glance(shelf: Shelf, language: str) -> None:
    data, texts = shipped(language), load_texts(STORE_REPORT, language)
    page = run_of(text_of(shelf.of(data), 1, 1))
    assert {"87", "+3"} <= set(page.split())
    for word in (texts.praise, texts.fix, texts.step):
        assert word.upper() in page
    assert data["store"]["name"] in page
    assert data["visit"]["when"] in page
    for title in (data["headline"][name]["title"] for name in ("praise", "fix", "step")):
        assert set(title.split()[:4]) <= set(page.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_follow_in_the_order_of_reading(shelf: Shelf, language: str) -> None:
    texts = load_texts(STORE_REPORT, language)
    whole = run_of(text_of(shelf.of(shipped(language))))
    titles = [texts[name] for name in ("journey_how", "exceptions_caption", "details", "evidence", "purpose")]
    places = [whole.find(run_of(title)[:40]) for title in titles]
    assert -1 not in places, dict(zip(titles, places, strict=True))
    assert places == sorted(places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_answer_and_quote_is_printed(shelf: Shelf, language: str) -> None:
    data = shipped(language)
    command = ["pdftotext", "-raw", str(shelf.of(data)), "-"]
    page = run_of(subprocess.run(command, capture_output=True, text=True, check=True).stdout).replace(" ", "")
    for row in (row for section in data["sections"] for row in section["rows"]):
        # What is drawn as bars is told part by part.
        rated = [f"{one['label']}{one['value']}/10" for one in row.get("ratings", ())]
        for said in (row["text"], *(rated or [row["answer"]]), row.get("quote", "")):
            assert (
                said.replace(" ", "").replace("\xa0", "")[:60] in page.replace("-", "") or said.replace(" ", "") in page
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_another_language_is_printed(shelf: Shelf, language: str) -> None:
    whole = run_of(text_of(shelf.of(shipped(language)))).casefold()
    marks = {"fi": "näin laskettiin", "sv": "så räknades det", "en": "how it was scored"}
    assert [other for other, mark in marks.items() if mark in whole] == [language]


def test_figures_are_written_as_in_finnish(shelf: Shelf) -> None:
    whole = text_of(shelf.of(shipped("fi")))
    assert "−15" in whole
    assert "−2,0" in whole
    assert not re.search(r"\d-\d%|[^\w−–]-\d", whole)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", ["store", "hq"])
def test_the_longest_texts_keep_the_first_page_one_page(shelf: Shelf, language: str, edition: str) -> None:
    file, texts = shelf.of(longest(language, edition)), load_texts(STORE_REPORT, language)
    page = run_of(text_of(file, 1, 1))
    assert all(word.upper() in page for word in (texts.praise, texts.fix, texts.step))
    assert run_of(text_of(file, 2, 2)).find(texts.journey) in range(200)
    with pikepdf.open(file) as pdf:
        last = len(pdf.pages)
    end = run_of(text_of(file, last, last))
    assert texts.action_what in end, "the last page holds all that is the store's own"
    assert texts.how.upper() in end


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_journey_its_moments_and_the_levels_fill_one_page(shelf: Shelf, language: str) -> None:
    file, texts = shelf.of(shipped(language)), load_texts(STORE_REPORT, language)
    assert texts.components_title.upper() in run_of(text_of(file, 2, 2))
    assert texts.exceptions in run_of(text_of(file, 3, 3))[:300]


def test_a_journey_that_goes_on_overleaf_shares_that_page_with_the_exceptions(shelf: Shelf) -> None:
    file, texts = shelf.of(longest("fi")), load_texts(STORE_REPORT, "fi")
    overleaf = run_of(text_of(file, 3, 3))
    assert overleaf.index(texts.components_title.upper()) < overleaf.rindex(texts.exceptions)


def test_a_report_of_hardly_anything_is_short_and_whole(shelf: Shelf) -> None:
    file = shelf.of(barest())
    texts = load_texts(STORE_REPORT, "fi")
    whole = run_of(text_of(file))
    assert texts.no_score in whole
    assert texts.journey_lead_none in whole
    assert texts.purpose[:50] in whole
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 3


def test_the_exceptions_come_first_critical_before_costly(shelf: Shelf) -> None:
    whole = run_of(text_of(shelf.of(shipped("fi"))))
    texts = load_texts(STORE_REPORT, "fi")
    exceptions = whole[whole.index(texts.exceptions_caption) : whole.index(texts.details)]
    assert exceptions.index("Miten paikka järjestyi?") < exceptions.index("Laskupyynnöstä maksettuun")
    assert "Kumpi tervehti ensin?" not in exceptions


def test_the_stores_edition_holds_no_remarks_and_the_chains_does(shelf: Shelf) -> None:
    texts = load_texts(STORE_REPORT, "fi")
    assert texts.trust not in run_of(text_of(shelf.of(shipped("fi", "store"))))
    whole = run_of(text_of(shelf.of(shipped("fi", "hq"))))
    assert texts.trust in whole
    assert "7/9 tunnetta" in whole


@pytest.mark.parametrize(("language", "edition"), EVERY)
def test_the_file_is_accessible_archive_and_says_so(shelf: Shelf, language: str, edition: str) -> None:
    data = shipped(language, edition)
    with pikepdf.open(shelf.of(data)) as pdf:
        root = pdf.Root
        assert str(root.Lang) == language
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert data["store"]["name"] in str(pdf.docinfo.Title)
        assert "/Author" not in pdf.docinfo
        assert str(pdf.docinfo.CreationDate).startswith("D:20261116")
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert len(pdf.trailer.ID) == 2
        assert "/IDTree" in root.StructTreeRoot
        xmp = root.Metadata.read_bytes().decode()
        assert xmp.count("rdf:RDF>") == 1 or xmp.count("<rdf:RDF") == 1
        assert "pdfaid:part" in xmp and 'conformance="A"' in xmp
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp and "pdfaExtension:schemas" in xmp
        with pdf.open_outline() as outline:
            assert len(outline.root) >= 5
        scopes = {str(part.A.Scope) for part in elements(pdf) if part.get("/S") == "/TH"}
        assert scopes == {"/Row", "/Column"}
        assert ("/AF" in root) == (edition == "hq")


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    return [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"]


def test_every_figure_has_words_instead(shelf: Shelf) -> None:
    with pikepdf.open(shelf.of(shipped("fi", "hq"))) as pdf:
        figures = [part for part in elements(pdf) if part.S == "/Figure"]
        assert len(figures) > 15
        assert all(str(figure.get("/Alt", "")) for figure in figures)


def test_the_chains_edition_carries_its_answers_as_data(shelf: Shelf) -> None:
    data = shipped("sv", "hq")
    with pikepdf.open(shelf.of(data)) as pdf:
        table, whole = (pdf.attachments[name].get_file().read_bytes() for name in sorted(pdf.attachments))
        assert {file.AFRelationship for file in pdf.Root.AF} == {"/Data"}
    report = from_plain(data)
    assert from_plain(json.loads(whole)) == report
    rows = list(csv.DictReader(table.decode("utf-8-sig").splitlines()))
    assert [row["id"] for row in rows] == [row.id for section in report.sections for row in section.rows]
    assert [row["answer"] for row in rows] == [row.answer for section in report.sections for row in section.rows]


def test_an_answer_that_looks_like_a_formula_is_told_as_text(shelf: Shelf) -> None:
    data = shipped("en", "hq")
    data["sections"][0]["rows"][0]["answer"] = "=HYPERLINK(1)"
    with pikepdf.open(shelf.of(data)) as pdf:
        table = pdf.attachments[min(pdf.attachments)].get_file().read_bytes()
    assert next(csv.DictReader(table.decode("utf-8-sig").splitlines()))["answer"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    "data",
    [shipped("fi"), shipped("sv", "hq"), shipped("en"), longest("fi", "hq"), barest("en")],
    ids=["fi", "sv for the chain", "en", "longest", "barest"],
)
def test_a_checker_of_accessibility_finds_no_error(shelf: Shelf, data: dict[str, Any]) -> None:
    checker = Path(sys.executable).with_name("outloud")
    done = subprocess.run([checker, "--no-info", shelf.of(data)], capture_output=True, text=True)
    assert " 0 error(s)" in done.stdout, done.stdout


def test_the_same_report_gives_the_same_bytes_in_any_process(shelf: Shelf, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        in_the_press_room("render", "fi", "hq", str(tmp_path / seed), PYTHONHASHSEED=seed)
    first, second = ((tmp_path / seed).read_bytes() for seed in ("1", "2"))
    assert md5(first).hexdigest() == md5(second).hexdigest()
    assert shelf.of(shipped("fi", "hq")).read_bytes() == first


def test_a_complaint_of_the_engine_fails_the_report() -> None:
    assert "nonsense" in in_the_press_room("unfit")["fate"]


def test_what_cannot_be_drawn_is_said_and_what_can_is_drawn(shelf: Shelf) -> None:
    quote = "Kuppi ☕ oli kaunis 🎉, privet Привет, γειά, ✓ → ½ ‰ ja \ue000\ue001!"
    data = shipped("fi")
    data["sections"][0]["rows"][1]["quote"] = quote
    whole = run_of(text_of(shelf.of(data)))
    assert "Привет" in whole
    assert "[2 merkkiä, joita ei voi painaa]" in whole


def test_words_of_people_are_never_markup_or_a_template(shelf: Shelf) -> None:
    data = shipped("fi")
    data["headline"]["verdict"] = "<b>{{ 7 * 7 }}</b> {% raw %} ${x} &amp; </p><script>alert(1)</script> %(a)s {0}"
    page = run_of(text_of(shelf.of(data), 1, 1))
    assert "{{ 7 * 7 }}" in page
    assert "<b>" in page and "&amp;" in page and "{0}" in page


def test_a_text_without_end_is_cut_and_says_where_the_rest_is(shelf: Shelf) -> None:
    data = shipped("fi")
    data["sections"][0]["rows"][1]["quote"] = "Sana " * 3000
    whole = run_of(text_of(shelf.of(data)))
    assert "Teksti jatkuu" in whole
    assert 800 <= whole.count("Sana") <= 900  # 4000 characters in its section, the beginning among the exceptions


def test_the_template_keeps_to_what_prints_fast_and_splits_well() -> None:
    sheet = re.sub(r"/\*.*?\*/", "", (STORE_REPORT / "sheet.css").read_text(), flags=re.S)
    for word in ("flex", "grid", "leader(", "box-shadow", "float:", "nth-child"):
        assert word not in sheet, word
    template = (STORE_REPORT / "template.html").read_text()
    assert "|safe" not in template
    assert set(re.findall(r"style=\"(\w+):", template)) <= {"width", "left"}


def test_every_fixed_text_stands_in_three_languages() -> None:
    tables = [load_texts(STORE_REPORT, language) for language in LANGUAGES]
    flat = [dict(flattened(table)) for table in tables]
    assert flat[0].keys() == flat[1].keys() == flat[2].keys()
    for name in flat[0]:
        holes = {tuple(sorted(re.findall(r"\{\w*\}", table[name]))) for table in flat}
        assert len(holes) == 1, name
        assert all(table[name].strip() for table in flat), name


def flattened(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flattened(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value
