"""The visit page of one questionnaire version in one language: the same for everybody, kept on phones."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, render_template
from sqlalchemy import select

from extensions import db
from forms.builder import visit_form
from forms.conditions import asked_questions
from forms.definition import Questionnaire, to_plain
from forms.models import QuestionnaireVersion
from forms.phrases import say
from shopper.access import policy
from shopper.field.texts import visit_texts
from shopper.headers import styled_as
from shopper.languages import in_language
from shopper.models import LANGUAGES, SHOPPER, Person
from shopper.packing import Packed
from shopper.pwa import release

# The style stands in the page: fewer files to fetch before the first answer.
_STYLES = ("layers", "tokens", "base", "layout", "components/button", "components/card", "components/notice",
           "components/form", "components/dialog", "components/question", "components/remarks",
           "screens/visit")  # fmt: skip
# What scripts need of a question. Weights and points stay here: who knows them fills in differently.
_TOLD = ("id", "kind", "when", "due_after_days", "required", "touchpoint", "moments", "corner", "role")


# It is the same for everybody, and setting it takes longer than sending it.
_KEPT_PAGES = 48
_pages: dict[tuple[str, str, str], Packed] = {}


@policy(SHOPPER)
def visit(person: Person, digest: str, language: str) -> Response:
    """Named by the digest of what is asked, so whoever knows the address was given it; holds nothing of anybody."""
    questionnaire = asked_by(digest, language)
    key = (digest, language, release().id)
    if key not in _pages:
        with in_language(language):
            text = render_template("field/visit.html", **page_values(questionnaire, digest, language))
        if len(_pages) >= _KEPT_PAGES:
            _pages.clear()
        _pages[key] = Packed(text.encode(), "text/html")
    return styled_as(kept_page(_pages[key]), _style())


def asked_by(digest: str, language: str) -> Questionnaire:
    """The published questionnaire of this digest. Answers 404 where there is none, or none of our languages."""
    editions = select(QuestionnaireVersion).where(
        QuestionnaireVersion.digest == digest, QuestionnaireVersion.state != "draft"
    )
    version = db.session.scalar(editions.limit(1))
    if version is None or language not in LANGUAGES:
        abort(404)
    return version.questionnaire


def page_values(questionnaire: Questionnaire, digest: str, language: str) -> dict[str, Any]:
    """What the template of the visit page needs. Call it in the language of the page."""
    return {
        "questionnaire": questionnaire,
        "digest": digest,
        "language": questionnaire.language(language),
        "form": visit_form(questionnaire, language)(),
        "asked": set(asked_questions(questionnaire, {})),
        "say": say,
        "css": _style(),
        "texts": visit_texts(),
        "definition": phone_definition(questionnaire, questionnaire.language(language)),
    }


def phone_definition(questionnaire: Questionnaire, language: str) -> dict[str, Any]:
    """What the phone's scripts need to know: which questions there are, of which kind, when they are asked."""
    sections = to_plain(questionnaire)["sections"]
    return {
        "sections": [
            {"id": section["id"], "questions": [_phone_question(each, language) for each in section["questions"]]}
            for section in sections
        ]
    }


def _phone_question(plain: dict[str, Any], language: str) -> dict[str, Any]:
    told = {key: plain[key] for key in _TOLD if key in plain}
    if "parts" in plain:
        told["parts"] = [part["id"] if isinstance(part, dict) else part for part in plain["parts"]]
    if "moments" in plain and "names" in plain:
        told["names"] = {end: words[language] for end, words in plain["names"].items()}
    return told


def _style() -> str:
    files = release().files
    return "".join(files[f"css/{name}.css"].content.decode() for name in _STYLES)


def kept_page(page: Packed) -> Response:
    """A page that the service worker keeps: marked with its release, so that no page in between is taken for it."""
    answer = page.answer()
    answer.headers["X-Detalji-Build"] = release().id
    return answer
