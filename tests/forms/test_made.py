"""The made-up questionnaires themselves: they load, and no kind is left out."""

from __future__ import annotations

from hypothesis import given, settings

from forms.definition import digest, from_plain, to_plain
from forms.kinds import KINDS
from tests.forms.made import SETTINGS, questionnaires


def test_every_kind_is_made():
    assert KINDS.keys() <= SETTINGS.keys()


@given(questionnaires())
@settings(max_examples=150, deadline=None)
def test_what_is_made_can_be_loaded_and_is_the_same_again(questionnaire):
    assert digest(from_plain(to_plain(questionnaire))) == digest(questionnaire)
