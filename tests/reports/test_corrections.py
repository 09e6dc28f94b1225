"""A corrected edition tells what it corrects, to each reader as much as the reader may know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reports.changes import changed_rows, hidden_changes
from reports.editions import report_data
from reports.printer import Printer
from tests.reports.drawn import sample_pictures
from tests.reports.pressing import run_of, text_of
from tests.reports.samples import shipped

SAID = {language: f"{language} {{}}" for language in ("fi", "sv", "en")}


def said(word: str) -> dict[str, str]:
    return {language: text.format(word) for language, text in SAID.items()}


def account(**answers: str) -> dict[str, Any]:
    rows = [{"id": id_, "text": said(id_), "answer": said(answer), "points": 1.0} for id_, answer in answers.items()]
    return {"sections": [{"id": "a", "rows": rows}]}


def test_what_differs_is_told_in_every_language_and_what_does_not_is_not() -> None:
    rows = changed_rows(account(a="yes", b="no", c="old"), account(a="yes", b="yes", d="new"))
    assert [(row["id"], row["before"]["sv"], row["now"]["en"]) for row in rows] == [
        ("b", "sv no", "en yes"), ("d", "–", "en new"), ("c", "sv old", "–"),
    ]  # fmt: skip


def test_points_alone_are_a_change_too() -> None:
    before, now = account(a="yes"), account(a="yes")
    now["sections"][0]["rows"][0]["points"] = 0.5
    assert [row["id"] for row in changed_rows(before, now)] == ["a"]


def test_words_that_were_corrected_are_told_as_they_were_written() -> None:
    before, now, without = (account(a="x") for _edition in range(3))
    for report, words in ((before, "Kuppi kaatui."), (now, "Kuppi putosi."), (without, "")):
        report["sections"][0]["rows"][0]["answer"] = words
    (row,) = changed_rows(before, now)
    assert (row["before"]["fi"], row["now"]["en"]) == ("Kuppi kaatui.", "Kuppi putosi.")
    assert changed_rows(before, without)[0]["now"]["sv"] == "–"


def test_the_store_hears_nothing_of_rows_that_it_never_sees() -> None:
    store = [{"hidden_rows": ["money"], "answers": {"time": "?"}}, {"hidden_rows": ["reason"], "answers": {}}]
    assert hidden_changes(*({"store": one} for one in store)) == ["money", "reason", "time"]


def test_its_edition_says_that_there_is_more(snapshot: dict[str, Any]) -> None:
    store, chain = (report_data(snapshot, audience, "en")["correction"] for audience in ("store", "hq"))
    assert [row["id"] for row in store["rows"]] == ["b"] and store["has_more"]
    assert [row["id"] for row in chain["rows"]] == ["b", "money"] and not chain.get("has_more")


@pytest.fixture
def snapshot() -> dict[str, Any]:
    """A snapshot that holds no more than these functions read."""
    rows = [{"id": id_, "text": said(id_), "before": said("no"), "now": said("yes")} for id_ in ("b", "money")]
    report = {
        "visit": {"number": "A"}, "sections": [], "evidence": {"receipt": None},
        "correction": {"rows": rows, "base": 60.0},
    }  # fmt: skip
    return {
        "report": report, "when": {"store": said("w"), "hq": said("w")},
        "store": {"hidden_rows": ["money"], "answers": {}, "hidden_changes": ["money"]},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ["Korjattu painos", "korvaa painoksen 1", "Pisteet olivat 61, nyt 87", "Kello soi"]),
        ("sv", ["Rättad utgåva", "ersätter utgåva 1", "Poängen var 61, nu 87"]),
        ("en", ["Corrected edition", "replaces edition 1", "The score was 61 and is now 87"]),
    ],
)
def test_it_is_printed(tmp_path: Path, language: str, words: list[str]) -> None:
    change = {"id": "a", "text": "Kello soi", "before": "ei koskaan", "now": "kahdesti"}
    correction = {"rows": [change], "base": 61.2, "has_more": True}
    data = shipped(language, edition_number=2, corrects=1, correction=correction)
    with Printer() as printer:
        printer.print(data, sample_pictures(), tmp_path / "a.pdf")
    text = run_of(text_of(tmp_path / "a.pdf"))
    for word in [*words, "Kello soi", "ei koskaan", "kahdesti"]:
        assert word in text
