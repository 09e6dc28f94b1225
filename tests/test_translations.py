"""Every sentence that a person reads is in all three languages (the sentences themselves are the English ones)."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

ROOT = Path(__file__).parent.parent
FLOORS = ("forms", "shopper", "reports")
LANGUAGES = ("fi", "sv")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "N_": None}
# Python's %(name)s and the {name} that scripts fill in.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w+}")
SIGNS = re.compile(r"\"|'|“|\.\.\.")
SPOKEN = ("aria-label", "alt", "title", "placeholder", "aria-description")
# What a glance at a phone in a café must not show.
TELLING = re.compile(r"haamu|mystery|hemlig|secret|shopper|testiost|testköp|detalji", re.IGNORECASE)
GLANCED_AT = [
    (ROOT / "shopper/field/texts.py", "python"),
    *((ROOT / "shopper/field/templates/field" / name, "jinja2") for name in ("visit.html", "plain.html")),
    *((page, "jinja2") for page in sorted((ROOT / "forms/templates/forms").glob("*.html"))),
]


@cache
def said(floor: str) -> frozenset[str]:
    """The English sentences that stand in the code and pages of a floor."""
    found = set()
    for _, _, message, _, _ in extract_from_dir(ROOT / floor, METHODS, keywords=KEYWORDS):
        found.add(message[0] if isinstance(message, tuple) else message)
    return frozenset(found - {""})


@cache
def catalogue(floor: str, language: str) -> dict[str, tuple[Message, tuple[str, ...]]]:
    """English sentence → its entry and the translations of it (two where there is a plural)."""
    path = ROOT / floor / "translations" / language / "LC_MESSAGES" / "messages.po"
    there = {}
    for message in read_po(BytesIO(path.read_bytes()), locale=language) if path.exists() else ():
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        texts = tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)
        if key and all(texts) and not message.fuzzy:
            there[key] = (message, texts)
    return there


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("floor", FLOORS)
def test_every_sentence_is_translated(floor: str, language: str) -> None:
    missing = said(floor) - catalogue(floor, language).keys()
    assert not missing, "run `make strings` and translate: " + "; ".join(map(repr, sorted(missing)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("floor", FLOORS)
def test_what_is_filled_in_stands_in_every_translation(floor: str, language: str) -> None:
    wrong = []
    for key, (message, texts) in catalogue(floor, language).items():
        allowed = [Counter(PLACEHOLDER.findall(one)) for one in (message.id if message.pluralizable else (key,))]
        wrong += [f"{key!r} → {text!r}" for text in texts if Counter(PLACEHOLDER.findall(text)) not in allowed]
        wrong += [f"{key!r}: two forms are needed" for _ in [0] if message.pluralizable and len(texts) != 2]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("floor", FLOORS)
def test_translations_end_as_their_sentences_do_and_quote_in_their_own_way(floor: str, language: str) -> None:
    wrong = []
    for key, (_, texts) in catalogue(floor, language).items():
        for text in texts:
            if [text[-1] in ".:!?\n", text.endswith("\n")] != [key[-1] in ".:!?\n", key.endswith("\n")]:
                wrong.append(f"ends otherwise: {key!r} → {text!r}")
            if text != text.strip(" ") or SIGNS.search(text):
                wrong.append(f"spaces or signs: {text!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("language", "words"), [("fi", "Kirjaudu sisään"), ("sv", "Logga in"), ("en", "Sign in")])
def test_the_browsers_language_is_spoken(client: FlaskClient, language: str, words: str) -> None:
    """The compiled catalogues reach the app: one without a header was skipped without a word."""
    page = client.get("/sign-in", headers={"Accept-Language": language}).get_data(as_text=True)
    assert f"<h1>{words}</h1>" in page and f'<html lang="{language}">' in page, "run `make catalogues`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_said_alike_on_every_floor(language: str) -> None:
    """The floors' catalogues become one when the app runs: the last would win over the others unseen."""
    first: dict[str, tuple[str, ...]] = {}
    for floor in FLOORS:
        for key, (_, texts) in catalogue(floor, language).items():
            assert first.setdefault(key, texts) == texts, f"{floor}: {key!r}"


def test_what_can_be_glanced_at_during_a_visit_tells_nothing() -> None:
    told = []
    for path, kind in GLANCED_AT:
        for _, message, _, _ in extract_from_file(kind, path, keywords=KEYWORDS):
            key = message[0] if isinstance(message, tuple) else message
            both = [text for language in LANGUAGES for floor in ("forms", "shopper")
                    for text in catalogue(floor, language).get(key, (None, ()))[1]]  # fmt: skip
            told += [f"{path.name}: {text!r}" for text in (key, *both) if TELLING.search(text)]
    assert not told, "\n".join(told)


def test_the_pages_hold_no_bare_sentences() -> None:
    """Text between tags, or in attributes that are read aloud, that no translation passed through."""
    bare = []
    for page in (page for floor in FLOORS for page in (ROOT / floor).rglob("templates/**/*.html")):
        bare += [f"{page.relative_to(ROOT)}: {words[:60]}" for words in _bare_words(page.read_text())]
    assert bare == []


def _bare_words(page: str) -> list[str]:
    """What is left of words when marks, scripts and code (commands, names of columns) are taken away."""
    page = re.sub(r"{#.*?#}|<!--.*?-->|<(script|style|code)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r"{% block main_class %}.*?{% endblock %}|{%.*?%}|{{.*?}}", " ", page, flags=re.DOTALL)
    between = re.findall(r">([^<>]+)<", page)
    spoken = re.findall(rf'\s(?:{"|".join(SPOKEN)})="([^"]*)"', page)
    names = re.compile(r"\b(Detalji|PDF|CSV|YAML|min)\b")
    letters = re.compile(r"[A-Za-zÅÄÖåäö]{2,}")
    return [words.strip() for words in (*between, *spoken) if letters.search(names.sub("", words))]
