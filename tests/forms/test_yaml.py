"""YAML in and out: every mistake with its line, nothing that could unfold or run."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition import from_plain, to_plain
from forms.exchange.check import check
from forms.exchange.plain import read
from forms.exchange.yaml import FileError, dump, load
from forms.library import FOLDER, codes, shipped
from tests.tables import table

SMALL = from_plain(table("scoring")["questionnaire"])


def refusal(text: str) -> str:
    with pytest.raises(FileError) as caught:
        load(text)
    return "\n".join(caught.value.messages)


@pytest.mark.parametrize("code", codes())
def test_what_ships_passes_the_check(code):
    assert check(FOLDER / f"{code}.yaml") == []


@pytest.mark.parametrize("questionnaire", [SMALL, *map(shipped, codes())], ids=lambda one: one.code)
def test_what_is_dumped_is_loaded_equal(questionnaire):
    assert load(dump(questionnaire)) == questionnaire


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_words_survive_the_way_out_and_in(words):
    plain = copy.deepcopy(to_plain(SMALL))
    plain["title"]["en"] = words
    try:
        questionnaire = from_plain(plain)
    except ValueError:
        return
    assert load(dump(questionnaire)) == questionnaire


def test_mistakes_are_told_with_file_and_line(tmp_path):
    lines = dump(shipped("restaurant")).splitlines()
    weight = next(at for at, line in enumerate(lines) if "id: grt_first" in line)
    weight = next(at for at in range(weight, weight + 20) if "weight: 4" in lines[at])
    lines[weight] = lines[weight].replace("4", "-4")
    path = tmp_path / "mine.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    told = check(path)
    assert len(told) == 1
    assert told[0].startswith(f"{path}:{weight + 1}: sections[1].questions[1].weight (grt_first): must be between")


def test_mistakes_come_in_the_order_of_the_lines():
    told = refusal("sections: []\ncode: X\n").splitlines()
    numbers = [int(line.split(":")[1]) for line in told]
    assert numbers == sorted(numbers)


def test_only_plain_scalars_are_more_than_words():
    data, _ = read("[yes, no, on, 0:30, 2026-11-30, 1_0, 0x10, 010, 3, -2, .5, 1.50, true, null, ~, '3', 1e5, .inf]")
    assert data == [
        *("yes", "no", "on", "0:30", "2026-11-30", "1_0", "0x10", "010"),
        *(3, -2, 0.5, 1.5, True, None, None, "3", "1e5", ".inf"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code: a\ncode: b\n", "text:2: has the key 'code' twice"),
        ("1: a\n'1': b\n", "text:2: has the key '1' twice"),
        ("a: &x [1]\nb: *x\n", "text:2: refers to *x"),
        ("a: &a [*a]\n", "refers to *a"),
        ("a: !!python/object/apply:os.system ['ls']\n", "text:1: has the tag"),
        ("a: !!binary aGk=\n", "has the tag"),
        ("? [1, 2]\n: b\n", "has a key that is no word"),
        ("a: 1\n---\nb: 2\n", "more than one document"),
        ("a: [1\nb: 2\n", "is no YAML"),
        ("a: '", "is no YAML"),
        ("a: \x07", "is no YAML"),
        ("\t- a", "is no YAML"),
        ("a: \ud800", "is no YAML"),
        ("", "must be a mapping"),
        ("- a", "must be a mapping"),
        ("[" * 100_000, "levels deep"),
        ("a: " * 5, "is no YAML"),
        ("x" * 1_000_001, "at most 1000000 are read"),
    ],
)
def test_it_refuses_in_words_what_is_no_plain_yaml(text, told):
    assert told in refusal(text)


def test_a_billion_laughs_are_cut_at_the_first():
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(20))
    assert "references are not read" in refusal(bomb)


@given(st.text(max_size=200) | st.text("[]{}:,&*!|>'\"-?#%@` \nab1", max_size=80))
@settings(max_examples=400, deadline=None)
def test_any_text_is_refused_in_words_and_never_raises_anything_else(text):
    assert refusal(text)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfea\x00", "is not written in UTF-8"),
        ("code: å\n".encode("latin-1"), ":1: is not written in UTF-8"),
        (b"#" * 1_000_001, "is longer than the 1000000 bytes"),
    ],
)
def test_files_that_cannot_be_read_are_told_as_such(tmp_path, content, told):
    path = tmp_path / "mine.yaml"
    path.write_bytes(content)
    assert told in "\n".join(check(path))


def test_a_file_that_is_not_there_is_told_as_such(tmp_path):
    assert check(tmp_path / "none.yaml") == [f"{tmp_path / 'none.yaml'}:0: cannot be read: No such file or directory"]
    assert "cannot be read" in check(tmp_path)[0]


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("\ufeff" + dump(SMALL), encoding="utf-8")
    assert load(path) == SMALL
