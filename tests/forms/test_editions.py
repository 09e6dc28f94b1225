"""Published editions are read once; drafts are read as they are now."""

from __future__ import annotations

from uuid import uuid4

from forms.definition import from_plain
from forms.models import QuestionnaireVersion
from tests.world import SMALL_QUESTIONNAIRE, THEN, said


def edition() -> QuestionnaireVersion:
    return QuestionnaireVersion.draft(uuid4(), from_plain(SMALL_QUESTIONNAIRE), 1, THEN)


def test_a_published_edition_is_read_once_whichever_row_holds_it() -> None:
    one, same = edition(), edition()
    one.publish(THEN)
    same.publish(THEN)
    assert one.questionnaire is same.questionnaire
    assert one.questionnaire == from_plain(SMALL_QUESTIONNAIRE)


def test_a_draft_is_read_as_it_is_now() -> None:
    draft = edition()
    assert draft.questionnaire.title["fi"] == "Pieni lomake"
    draft.definition = {**draft.definition, "title": said("Uusi nimi")}
    assert draft.questionnaire.title["fi"] == "Uusi nimi"
