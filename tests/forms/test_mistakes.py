"""What is told about a questionnaire that cannot be read: in each language, naming the question, saying what to do."""

from __future__ import annotations

import ast
import copy
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import forms
from forms.definition import DefinitionError, from_plain
from forms.exchange.yaml import FileError, load
from forms.mistakes import MISTAKES, shown
from forms.reading import Problem
from tests.forms.made import documents
from tests.tables import table

FOLDER = Path(forms.__file__).parent
SMALL = table("scoring")["questionnaire"]
OPEN = re.compile(r"%\((\w+)\)s")
# Each example tries hundreds of places; making a failing one smaller would take minutes.
FOUND_AS_IS = (Phase.explicit, Phase.reuse, Phase.generate)
TELLERS = {"note": 0, "Problem": 1, "PlainError": 1, "_refuse": 2}


def problems(plain: Any) -> tuple[Problem, ...]:
    with pytest.raises(DefinitionError) as caught:
        from_plain(plain)
    return caught.value.problems


def sentences_told() -> list[tuple[str, str]]:
    """(where, sentence) of each sentence that some code notes as a mistake."""
    found = []
    for path in sorted(FOLDER.rglob("*.py")):
        if path.parent.name == "xlsform":  # workbooks tell their own mistakes, by sheet and row
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            place = TELLERS.get(name)
            if place is None or len(call.args) <= place:
                continue
            where, sentence = f"{path.name}:{call.lineno}", call.args[place]
            if isinstance(sentence, ast.JoinedStr):
                found.append((where, ast.unparse(sentence)))
            elif isinstance(sentence, ast.Constant):
                found.append((where, sentence.value))
            elif isinstance(sentence, ast.Name) and sentence.id in constants:
                found.append((where, constants[sentence.id]))
    return found


def test_each_mistake_that_is_noted_can_be_told_in_each_language():
    told = sentences_told()
    assert len(told) > 50
    assert [(where, sentence) for where, sentence in told if sentence not in MISTAKES] == []


def test_no_mistake_is_translated_that_nobody_notes():
    code = "".join(
        str(node.value)
        for path in FOLDER.rglob("*.py")
        if path.name != "mistakes.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    )
    assert [sentence for sentence in MISTAKES if sentence not in code] == []


@pytest.mark.parametrize("sentence", MISTAKES)
def test_all_languages_leave_the_same_open(sentence):
    for words in MISTAKES[sentence]:
        assert set(OPEN.findall(words)) == set(OPEN.findall(sentence))
        assert words != sentence


def test_a_mistake_names_its_question_and_says_what_to_do_in_the_readers_language():
    plain = copy.deepcopy(SMALL)
    plain["sections"][1]["questions"][3]["when"] = {"answered": "troubel"}
    (problem,) = problems(plain)
    assert (problem.place, problem.question) == ("sections[1].questions[3].when (word)", "word")
    assert problem.message == "hangs on 'troubel', which is no question here; the nearest ids are trouble"
    assert problem.say("fi") == "riippuu kysymyksestä ”troubel”, jota ei ole; lähimmät tunnukset ovat trouble"
    assert problem.tell("sv").startswith("sections[1].questions[3].when (word): hänger på ”troubel”")


def test_a_key_that_is_nearly_right_is_told_the_right_one():
    plain = copy.deepcopy(SMALL)
    plain["sections"][0]["questions"][0]["wieght"] = plain["sections"][0]["questions"][0].pop("weight")
    plain["sections"][0]["questions"][0].pop("critical")
    assert "is not a key that is known here; the nearest is 'weight'" in [one.message for one in problems(plain)]


def test_the_whole_is_named_as_such():
    (problem, *_rest) = problems([])
    assert [problem.tell(language) for language in ("fi", "sv", "en")] == [
        "tähän kuuluu avaimia ja arvoja (avain: arvo)",
        "här ska stå nycklar och värden (nyckel: värde)",
        "must be a mapping of keys to values",
    ]


def test_a_file_tells_its_lines_in_the_readers_language():
    with pytest.raises(FileError) as caught:
        load("code: a\ncode: b\n")
    assert caught.value.tell("fi") == ["text:2: avain ”code” on kahdesti; jätä yksi"]
    assert caught.value.tell("sv") == ["text:2: nyckeln ”code” finns två gånger; behåll en"]
    assert caught.value.messages == ["text:2: has the key 'code' twice; keep one"]


@pytest.mark.parametrize(
    ("given_", "seen"),
    [
        ("x" * 200, "x" * 59 + "…"),
        ("a\x00b\ud800", "a�b�"),
        (10**5000, "int"),
        ([[]], "list"),
        ({"a": 1}, "dict"),
        (None, "None"),
        (3, "3"),
    ],
    ids=["long", "unstorable", "huge", "list", "mapping", "none", "number"],
)
def test_what_was_given_is_quoted_short_and_storable(given_, seen):
    assert shown(given_) == seen


def test_a_question_that_is_due_later_hangs_on_the_visit_and_on_what_is_due_no_later():
    ask = {"kind": "yes_no", "touchpoint": "door", "text": {"en": "?"}}

    def told(**due: tuple[int | None, str | None]) -> list[str]:
        plain = {id_: {**ask, "id": id_, "due_after_days": days} for id_, (days, _on) in due.items()}
        for id_, (_days, on) in due.items():
            plain[id_] |= {"when": {"answered": on}} if on else {}
        sections = [{"id": "s", "title": {"en": "S"}, "questions": list(plain.values())}]
        try:
            from_plain({**copy.deepcopy(SMALL), "sections": sections})
        except DefinitionError as error:
            return [problem.message for problem in error.problems]
        return []

    assert told(a=(None, None), b=(7, "a")) == []
    assert told(b=(7, "a"), a=(None, None)) == []
    assert told(a=(3, None), b=(7, "a")) == []
    assert told(a=(7, None), b=(7, "a")) == []
    assert told(a=(9, None), b=(7, "a")) == [
        "hangs on 'a', which is due later than this one; choose one that is due no later"
    ]
    assert told(b=(7, "a"), a=(3, None)) == [
        "hangs on 'a', a question that comes later: move that one up or this one down"
    ]
    assert told(a=(3, None), b=(None, "a")) == [
        "hangs on 'a', which is only asked days after the visit; choose a question of the visit"
    ]
    assert told(a=(3, "a")) == ["hangs on itself; choose an earlier question"]


STRANGE = ["\ud800", "a" * 70, "fi", "1:00", "constructor", b"bytes", (1,), 2**63]
KEYS = st.text(max_size=5) | st.integers() | st.none() | st.sampled_from(["id", "text", "and"])
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(STRANGE),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def deep(depth: int) -> Any:
    thing: Any = []
    for level in range(depth):
        thing = [thing] if level % 2 else {"and": thing}
    return thing


# Named, because neither can be written out in a test's report.
BOMBS = {"huge": 10**5000, "hugely less": -(10**400), "deep": deep(30_000), "nan": math.nan, "endless": math.inf}


@given(documents(), ODD)
@settings(max_examples=20, deadline=None, phases=FOUND_AS_IS)
def test_odd_data_at_any_place_of_any_questionnaire_is_read_or_refused_in_words(document, odd):
    put_everywhere(document, odd)


@pytest.mark.parametrize("name", BOMBS)
@given(document=documents())
@settings(max_examples=20, deadline=None, phases=FOUND_AS_IS)
def test_bombs_at_any_place_of_any_questionnaire_are_refused_in_words(name, document):
    put_everywhere(document, BOMBS[name])


def put_everywhere(document: Any, odd: Any) -> None:
    """Put `odd` into each place of the document in turn; whatever is refused must be told in words."""
    for part, key in places(document):
        kept, part[key] = part[key], odd
        try:
            from_plain(document)
        except DefinitionError as error:
            for problem in error.problems:
                assert problem.sentence in MISTAKES
                for language in ("fi", "sv", "en"):
                    assert len(problem.tell(language).encode()) < 2000
        part[key] = kept


def places(part: Any) -> Iterator[tuple[Any, Any]]:
    """Each mapping or list within, with each of its keys."""
    for key in list(part) if isinstance(part, dict) else range(len(part)):
        yield part, key
        if isinstance(part[key], dict | list):
            yield from places(part[key])
