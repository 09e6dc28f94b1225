"""Every sentence that a person reads is in all three languages (the sentences themselves are the English ones)."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
FLOORS = ("forms", "shopper", "reports")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "N_": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")


def said(floor: str) -> set[str]:
    """The English sentences that stand in the code and pages of a floor."""
    found = set()
    for _, _, message, _, _ in extract_from_dir(ROOT / floor, METHODS, keywords=KEYWORDS):
        found.add(message[0] if isinstance(message, tuple) else message)
    return found - {""}


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("floor", FLOORS)
def test_every_sentence_is_translated(floor: str, language: str) -> None:
    path = ROOT / floor / "translations" / language / "LC_MESSAGES" / "messages.po"
    catalogue = read_po(BytesIO(path.read_bytes())) if path.exists() else None
    there = {}
    for message in catalogue or ():
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if key and all(texts) and not message.fuzzy:
            there[key] = (message, texts)
    assert sorted(said(floor) - there.keys()) == [], "run `make strings` and translate what is new"
    for key, (message, texts) in there.items():
        wanted = set(PLACEHOLDER.findall(key))
        for text in texts:
            extra = set(PLACEHOLDER.findall(text)) ^ wanted
            assert not extra or isinstance(message.id, tuple), f"{floor}/{language}: {key!r} → {text!r}"


def test_the_pages_hold_no_bare_sentences() -> None:
    """Text between tags that no translation passed through: letters outside of braces."""
    bare = []
    for floor in FLOORS:
        for page in (ROOT / floor).rglob("templates/**/*.html"):
            text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<(script|style)\b.*?</\1>|<!--.*?-->", " ", page.read_text(), flags=re.S)
            for words in re.findall(r">([^<>]*[A-Za-zÅÄÖåäö]{3,}[^<>]*)<", text):
                if words.strip() not in ("Detalji", "PDF", "CSV", "YAML"):
                    bare.append(f"{page.relative_to(ROOT)}: {words.strip()[:60]}")
    assert bare == []
