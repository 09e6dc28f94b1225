"""JSON in and out: equal to YAML and to workbooks, and as strict."""

from __future__ import annotations

import json as plain_json

import pytest
from hypothesis import given, settings

from forms.definition import digest, to_plain
from forms.exchange import json, yaml
from forms.exchange.files import SHAPES, load_content
from forms.exchange.yaml import FileError
from forms.library import codes, shipped
from tests.forms.made import questionnaires


@pytest.mark.parametrize("shape", list(SHAPES))
@pytest.mark.parametrize("code", codes())
def test_what_ships_comes_back_equal_in_every_shape(code, shape):
    content = SHAPES[shape][1](shipped(code))
    assert digest(load_content(content, f"out.{shape}").questionnaire) == digest(shipped(code))


@given(questionnaires())
@settings(max_examples=60, deadline=None)
def test_whatever_is_made_comes_back_equal_through_json_and_yaml(questionnaire):
    again = yaml.loads(yaml.dump(json.loads(json.dump(questionnaire), "a.json")), "a.yaml")
    assert to_plain(again) == to_plain(questionnaire)


def test_json_of_other_writers_is_read_as_well():
    escaped = plain_json.dumps(to_plain(shipped("restaurant")), ensure_ascii=True, indent="\t").replace("/", "\\/")
    assert digest(json.loads(escaped, "theirs.json")) == digest(shipped("restaurant"))


def test_what_is_taken_from_the_shelf_is_written_out():
    document = to_plain(shipped("restaurant"))
    first = document["sections"][0]["questions"][0]
    document["sections"][0]["questions"][0] = {"use": "no_such_detail"}
    with pytest.raises(FileError, match="no_such_detail"):
        json.loads(plain_json.dumps(document), "mine.json")
    assert first["id"]


def test_mistakes_are_told_by_line():
    text = json.dump(shipped("restaurant")).replace('"weight": 4', '"weight": -4', 1)
    line = text.split('"weight": -4')[0].count("\n") + 1
    with pytest.raises(FileError) as caught:
        json.loads(text, "mine.json")
    assert caught.value.messages[0].startswith(f"mine.json:{line}: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "mine.json:1: is no JSON"),
        ('{"code": "a",\n "code": "b"}', "twice"),
        ('{"code": NaN}', "NaN"),
        ('{"emotion_weight": 1e999}', "must be a number"),
        ('{"emotion_weight": ' + "9" * 5000 + "}", "mine.json:1: "),
        ('{"code": "\\ud800"}', "cannot be stored"),
        ("[" * 100_000, "deep"),
        ("[]", "mapping"),
        ('"' + "x" * 1_000_001 + '"', "split it"),
    ],
)
def test_broken_json_is_told(text, said):
    with pytest.raises(FileError) as caught:
        json.loads(text, "mine.json")
    assert said in "\n".join(caught.value.messages)


def test_the_shape_is_known_by_its_name_or_its_first_sign():
    questionnaire = shipped("restaurant")
    for shape, (_, write) in SHAPES.items():
        assert load_content(write(questionnaire), "upload.bin").questionnaire == questionnaire, shape


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_that_it_is_no_json_is_said_in_the_readers_language(language):
    with pytest.raises(FileError) as caught:
        json.loads("{", "mine.json")
    assert {"fi": "ei ole", "sv": "är inte", "en": "is no"}[language] in caught.value.tell(language)[0]
