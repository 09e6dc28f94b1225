"""The shopper's words are told to be in their own language, and keep their paragraphs."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask

from reports.editions import report_data
from reports.printer import Printer
from reports.typography import paragraphs
from tests.reports.drawn import sample_pictures
from tests.reports.pressing import text_of
from tests.reports.reported import approved, browser
from tests.reports.samples import shipped
from tests.world import World

STORY = "Ovisana alkaa.\n\n \n\nKassisana alkaa.\nJatkosana alkaa."
LONG = "Vastaanottovirkailija ystävällisesti " * 12 + "\n\n" + "Kokonaisvaltaisesti ajateltuna hyvä. " * 6


def told(language: str, edition: str = "store", words: str | None = "fi") -> dict[str, Any]:
    """The sample with Finnish words of the shopper's: a quote, a short answer, one below its question."""
    data = shipped(language, edition, words_language=words)
    rows = data["sections"][0]["rows"]
    rows[0] |= {"answer": STORY, "own_words": True}
    rows[1] |= {"answer": LONG, "own_words": True}
    return data


class Shelf:
    """Prints, each made once."""

    def __init__(self, printer: Printer, folder: Path) -> None:
        self._printer, self._folder = printer, folder

    def of(self, language: str, edition: str = "store", words: str | None = "fi") -> Path:
        file = self._folder / f"{language}-{edition}-{words}.pdf"
        if not file.exists():
            self._printer.print(told(language, edition, words), sample_pictures(), file)
        return file


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with Printer() as printer:
        yield Shelf(printer, tmp_path_factory.mktemp("words"))


def in_language(file: Path) -> list[tuple[str, str]]:
    """Tag and language of each part of the structure that has a language of its own."""
    with pikepdf.open(file) as pdf:
        parts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one]
        return [(str(one.S), str(one.Lang)) for one in parts if one.get("/Type") == "/StructElem"]


@pytest.mark.parametrize(("language", "edition"), [("sv", "store"), ("sv", "hq"), ("en", "store"), ("en", "hq")])
def test_every_quote_in_another_language_says_so_in_the_structure(shelf: Shelf, language: str, edition: str) -> None:
    data, file = told(language, edition), shelf.of(language, edition)
    found = in_language(file)
    assert {words for _tag, words in found} == {"fi"}
    said = sum(bool(point["words"]) for point in data["journey"]["points"] if "words" in point)
    tags = [tag for tag, _words in found]
    assert tags.count("/P") >= said and {"/P", "/Div", "/Span", "/TD"} <= set(tags)
    with pikepdf.open(file) as pdf:
        assert str(pdf.Root.Lang) == language


def test_where_the_languages_are_equal_or_unknown_not_a_byte_differs(shelf: Shelf) -> None:
    plain, equal = shelf.of("fi", "store", None), shelf.of("fi", "store", "fi")
    assert plain.read_bytes() == equal.read_bytes()
    assert in_language(equal) == []


def test_quotation_marks_are_those_of_the_words(shelf: Shelf) -> None:
    assert "“" not in text_of(shelf.of("en"), 2, 2).replace("“Farewell”", "").split("CUSTOMER")[1]
    assert "”" in text_of(shelf.of("en"), 2, 2)


def test_finnish_words_are_hyphenated_as_finnish_in_an_english_report(shelf: Shelf) -> None:
    def broken(words: str | None) -> set[str]:
        whole = text_of(shelf.of("en", "store", words)).replace("‐", "-")
        lines = [line.strip() for line in whole.splitlines()]
        return {line.split()[-1] for line in lines if line.endswith("-") and line.split()}

    assert broken("fi") != broken(None)


@pytest.mark.parametrize("edition", ["store", "hq"])
def test_the_checker_of_accessibility_finds_no_error(shelf: Shelf, edition: str) -> None:
    checker = Path(sys.executable).with_name("outloud")
    done = subprocess.run([checker, "--no-info", shelf.of("sv", edition)], capture_output=True, text=True)
    assert " 0 error(s)" in done.stdout, done.stdout


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\nb", "a\nb"), ("a\n\nb", "a\n\nb"), ("a\n\n\n\nb", "a\n\nb"), ("a\n \t\n\u00a0\nb", "a\n\nb"),
        ("\n\na\r\n\r\n\r\nb\n\n", "a\n\nb"), ("", ""), ("\n \n", ""),
    ],
)  # fmt: skip
def test_paragraphs_stand_apart_by_one_blank_line(written: str, kept: str) -> None:
    assert paragraphs(written) == kept


def test_print_keeps_the_paragraphs_of_a_story(shelf: Shelf) -> None:
    command = ["pdftotext", "-bbox", str(shelf.of("fi")), "-"]
    page = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    door, bag, more = (
        float(re.findall(rf'yMin="([\d.]+)"[^>]*>{word}<', page)[-1]) for word in ("Ovisana", "Kassisana", "Jatkosana")
    )
    line = more - bag
    assert bag - door == pytest.approx(2 * line, abs=1)


def test_an_approved_report_knows_the_language_of_the_visit_and_whose_words_are_whose(app: Flask, world: World) -> None:
    report = approved(app, world, words={"value": "Hej!\n\n\n\nBra."})
    data = report_data(report.snapshot, "store", "sv")
    assert data["words_language"] == report.visit.language == "fi"
    own = [row["id"] for section in data["sections"] for row in section["rows"] if row.get("own_words")]
    assert own == ["words"]


def test_its_page_says_the_language_of_the_words_and_keeps_their_paragraphs(app: Flask, world: World) -> None:
    report = approved(app, world, words={"value": "Lovely place.\n\n\n\n" + "So it was. " * 20})
    page = browser(app, world, "maija").get(f"/hq/reports/{report.id}").get_data(as_text=True)
    assert '<span class="said words" lang="fi">Lovely place.\n\nSo it was.' in page
