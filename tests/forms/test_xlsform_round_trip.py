"""Questionnaires out as workbooks and in again: equal to the last word, and valid for the field's own tools."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from forms.definition import digest, from_plain, to_plain
from forms.exchange.xlsform.read import read_xlsform
from forms.exchange.xlsform.write import write_xlsform
from forms.library import codes, shipped
from forms.shapes import Questionnaire
from tests.forms.made import questionnaires


def back(questionnaire: Questionnaire) -> Questionnaire:
    imported = read_xlsform(write_xlsform(questionnaire), "out.xlsx")
    assert [notice.tell() for notice in imported.notices] == []
    return imported.questionnaire()


@pytest.mark.parametrize("code", codes())
def test_what_ships_comes_back_equal(code):
    assert digest(back(shipped(code))) == digest(shipped(code))


@given(questionnaires())
@settings(max_examples=60, deadline=None)
def test_whatever_is_made_comes_back_equal(questionnaire):
    assert to_plain(back(questionnaire)) == to_plain(questionnaire)


@pytest.mark.parametrize("code", codes())
def test_what_ships_passes_the_fields_own_check_without_a_warning(code):
    assert warnings_of(shipped(code)) == []


@given(questionnaires())
@settings(max_examples=20, deadline=None)
def test_whatever_is_made_passes_the_fields_own_check(questionnaire):
    assert warnings_of(questionnaire) == []


def test_the_same_questionnaire_gives_the_same_bytes():
    questionnaire = shipped("restaurant")
    assert write_xlsform(questionnaire) == write_xlsform(from_plain(to_plain(questionnaire)))


def warnings_of(questionnaire: Questionnaire) -> list[str]:
    from pyxform.xls2xform import convert

    said: list[str] = []
    result = convert(write_xlsform(questionnaire), warnings=said)
    assert "<h:html" in result.xform
    return said
