"""docs/faults.md names a test for each fault, and those tests are there."""

from __future__ import annotations

import ast
import re

import pytest

from tests.living import ROOT

_ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
_TEST = re.compile(r"`([^`:]+)::(\w+)`")
_PAGE = (ROOT / "docs" / "faults.md").read_text()
ROWS = {int(number): (told, tests) for number, _fault, told, tests in _ROW.findall(_PAGE)}
NAMED = sorted({named for _told, tests in ROWS.values() for named in _TEST.findall(tests)})


def test_the_page_has_every_fault_and_says_what_is_told() -> None:
    assert list(ROWS) == list(range(1, 63))
    assert all(told for told, _tests in ROWS.values())


def test_every_fault_has_a_test() -> None:
    assert [number for number, (_told, tests) in ROWS.items() if not _TEST.search(tests)] == []


@pytest.mark.parametrize(("file", "function"), NAMED, ids=[function for _file, function in NAMED])
def test_the_test_that_is_named_exists(file: str, function: str) -> None:
    tree = ast.parse((ROOT / file).read_text())
    assert function in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}
