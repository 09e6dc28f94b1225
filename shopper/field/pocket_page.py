"""What stands beside the form of a visit page: the ways to the pocket screen and the corner view, and that screen."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template

from forms.definition import Questionnaire
from shopper.access import policy
from shopper.field.visit_page import asked_by, kept_page
from shopper.languages import in_language
from shopper.models import SHOPPER, Person
from shopper.moments import groceries, plan
from shopper.packing import Packed


@policy(SHOPPER)
def pocket(person: Person, digest: str, language: str) -> Response:
    """A piece of HTML that the visit page of this digest and language fetches when the form is at work."""
    questionnaire = asked_by(digest, language)
    with in_language(language):
        text = render_template("field/pocket.html", **pocket_values(questionnaire, language))
    return kept_page(Packed(text.encode(), "text/html"))


def pocket_values(questionnaire: Questionnaire, language: str) -> dict[str, Any]:
    """What the template of that piece needs."""
    return {
        "plan": plan(questionnaire),
        "lines": groceries(questionnaire, questionnaire.language(language)),
        "has_corner": any(question.corner for question in questionnaire.questions),
    }
