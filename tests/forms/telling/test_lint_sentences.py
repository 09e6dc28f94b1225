"""How many of the sentences that tell who somebody is are remarked upon, and how many that do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forms.exchange.plain import read
from forms.telling.lint import TELLING, full_kit, lint_kit, remarks

TABLES = Path(__file__).parents[2] / "tables"
SENTENCES, _LINES = read((TABLES / "sentences.yaml").read_text())
MORE, _MORE_LINES = read((TABLES / "more_sentences.yaml").read_text())
KITS = {"the phone": lint_kit, "the office": lambda _language: full_kit()}


def flagged(kind: str, kit_of: Any, among: Any = SENTENCES) -> list[str]:
    """The sentences of `kind` that are said to tell who somebody is."""
    return [
        sentence
        for language, sentences in among[kind].items()
        for sentence in sentences
        if any(one.code in TELLING for one in remarks(kit_of(language), sentence, {}, {}))
    ]


def test_there_are_sixty_of_each() -> None:
    for kind in ("telling", "harmless"):
        assert [len(each) for each in SENTENCES[kind].values()] == [20, 20, 20]
        assert len({sentence for each in SENTENCES[kind].values() for sentence in each}) == 60


@pytest.mark.parametrize("where", KITS)
def test_names_and_descriptions_are_found(where: str) -> None:
    assert len(flagged("telling", KITS[where])) >= 57


@pytest.mark.parametrize("where", KITS)
def test_harmless_sentences_are_left_alone(where: str) -> None:
    assert len(flagged("harmless", KITS[where])) <= 3


@pytest.mark.parametrize("page", ["fi", "sv", "en"])
def test_most_is_found_whatever_language_the_page_has(page: str) -> None:
    assert len(flagged("telling", lambda _language: lint_kit(page))) >= 48
    assert len(flagged("harmless", lambda _language: lint_kit(page))) <= 3


@pytest.mark.parametrize("where", KITS)
def test_what_was_once_unknown_stays_found(where: str) -> None:
    assert len(flagged("telling", KITS[where], MORE)) >= 86
    assert len(flagged("harmless", KITS[where], MORE)) <= 1
