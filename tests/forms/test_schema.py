"""The published JSON Schema: as written, true of all that ships, and never stricter than the reading."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from forms.definition import DefinitionError, from_plain, to_plain
from forms.exchange.plain import read
from forms.kinds import KINDS
from forms.library import FOLDER, codes, shipped
from forms.schema import schema, written
from forms.when import OPERATORS
from tests.forms.made import documents
from tests.forms.test_changes import others
from tests.forms.test_mistakes import FOUND_AS_IS, places
from tests.tables import table

FILE = Path(__file__).parents[2] / "docs" / "questionnaire.schema.json"
SMALL = table("scoring")["questionnaire"]
VALID = Draft202012Validator(schema())


def test_the_schema_is_one_and_stands_in_the_docs_as_written():
    Draft202012Validator.check_schema(schema())
    assert FILE.read_text(encoding="utf-8") == written()


def test_the_command_writes_it(app: Flask):
    assert app.test_cli_runner().invoke(args=["forms", "schema"]).output == written()


def test_it_knows_every_kind_and_every_condition():
    question = schema()["$defs"]["question"]["else"]
    assert question["properties"]["kind"]["enum"] == list(KINDS)
    assert schema()["$defs"]["condition"]["properties"].keys() == set(OPERATORS)


@pytest.mark.parametrize("code", codes())
def test_what_ships_is_valid_by_it_as_a_file_and_written_out(code):
    file, _lines = read((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    VALID.validate(json.loads(json.dumps(file)))
    VALID.validate(json.loads(json.dumps(to_plain(shipped(code)))))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("code",), "Restaurant"),
        (("languages",), ["en", "de"]),
        (("submission_url",), "https://example.org"),
        (("sections", 0, "questions", 0, "kind"), "guess"),
        (("sections", 0, "questions", 0, "weight"), 101),
        (("sections", 0, "questions", 0, "weight"), "4"),
        (("sections", 0, "questions", 0, "level"), None),
        (("sections", 0, "questions", 0, "target"), "30 s"),
        (("sections", 0, "questions", 0, "choices"), []),
        (("sections", 0, "questions", 0, "text"), {"en": " "}),
        (("sections", 0, "questions", 0, "when"), {"and": []}),
        (("sections", 0, "questions", 0, "when"), {"equals": ["a"]}),
        (("sections", 0, "questions", 0, "when"), {"answered": "a", "not": {"answered": "b"}}),
        (("sections", 0, "questions", 0, "when"), {"less": ["a", "3"]}),
    ],
)
def test_it_refuses_what_an_editor_should_mark(place, value):
    plain: Any = copy.deepcopy(SMALL)
    here = plain
    for step in place[:-1]:
        here = here[step]
    here[place[-1]] = value
    assert not VALID.is_valid(plain)


@given(documents())
@settings(max_examples=150, deadline=None)
def test_whatever_can_be_loaded_is_valid_by_it(document):
    VALID.validate(document)
    VALID.validate(json.loads(json.dumps(to_plain(from_plain(document)))))


KEYS = st.sampled_from(["fi", "id", "text", "and", "not", "answered", "x"])
SINGLE = st.none() | st.booleans() | st.integers(-2, 2000) | st.floats(allow_nan=False)
ODD = st.recursive(
    SINGLE | st.sampled_from(["", "x", "fi", "0:30"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=4,
)


@given(documents(4), st.lists(ODD, min_size=1, max_size=3))
@settings(max_examples=25, deadline=None, phases=FOUND_AS_IS)
def test_what_it_refuses_the_reading_refuses_too(document, odd):
    for part, key in places(document):
        kept = part[key]
        for other in [*odd, *others(kept)]:
            part[key] = other
            if loads(document):
                assert VALID.is_valid(document), (key, kept, other)
        part[key] = kept


def loads(document: Any) -> bool:
    """Whether `document` is a questionnaire."""
    try:
        from_plain(document)
    except DefinitionError:
        return False
    return True
