"""The page on which headquarters and administrators edit a draft, and the shelf that it copies from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, current_app, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from extensions import db
from forms.definition import to_plain
from forms.kinds import KINDS, Kind
from forms.library import codes, details, shipped, themes, touchpoints
from forms.models import QuestionnaireVersion
from forms.phrases import MATCHES, YES_NO, in_language
from forms.saying import phrases
from shopper.access import one_or_404, own_editions_for, policy
from shopper.desk.drafts import OTHERS, state_of
from shopper.desk.editor_texts import editor_texts
from shopper.desk.kind_settings import KIND_SETTINGS
from shopper.desk.kind_words import KIND_GROUPS, KIND_WORDS
from shopper.headers import framing_ours
from shopper.languages import NAMES, current_language
from shopper.models import ADMINISTRATOR, HQ, Chain, Person


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def draft(person: Person, version_id: UUID) -> AnyResponse:
    """The editor of a draft; any other edition is only shown."""
    version = one_or_404(own_editions_for(person), id=version_id)
    if version.state != "draft":
        return redirect(url_for("desk.questionnaire", version_id=version_id), 303)
    page = render_template(
        "desk/editor.html", version=version, chain=db.session.get_one(Chain, version.chain_id), texts=editor_texts(),
        title=_title(version), content=_content(version, person),
        back=url_for("desk.questionnaires", chain_id=version.chain_id),
    )  # fmt: skip
    return framing_ours(current_app.make_response(page))


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def library_details(person: Person) -> Response:
    """Every detail of the shelf, its themes and touchpoints, and which questionnaires ship."""
    language = current_language()
    return jsonify(
        {
            "details": [{"theme": one.theme, "question": one.question} for one in details()],
            "themes": {key: _name(name, language) for key, name in themes().items()},
            "touchpoints": [{"id": one.id, "name": one.name} for one in touchpoints()],
            "questionnaires": [{"code": code, "title": _name(shipped(code).title, language)} for code in codes()],
        }
    )


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def library_questionnaire(person: Person, name: str) -> Response:
    """A questionnaire that ships, whole, as the document a draft would be."""
    return jsonify(to_plain(shipped(name) if name in codes() else abort(404)))


def _content(version: QuestionnaireVersion, person: Person) -> dict[str, Any]:
    """What the scripts of the page work with."""
    language = current_language()
    return {
        "id": str(version.id),
        "code": version.code,
        "person": str(person.id),
        "address": f"/desk/drafts/{version.id}",
        "library": url_for("desk.library_details"),
        "sign_in": url_for("signin.sign_in"),
        "state": state_of(version, person),
        "language": language,
        "language_names": NAMES,
        "kinds": {name: _kind(name, KINDS[name]) for name in KIND_WORDS},
        "groups": [[key, str(name)] for key, name in KIND_GROUPS.items()],
        "order": list(KIND_WORDS),
        "values": {**_said(YES_NO, language), **_said(MATCHES, language)},
        "phrases": phrases(language),
    }


def _kind(name: str, kind: Kind) -> dict[str, Any]:
    words = KIND_WORDS[name]
    return {
        "group": words.group,
        "name": str(words.name),
        "does": str(words.does),
        "operators": sorted(kind.operators),
        "scores": type(kind).can_score is not Kind.can_score,
        "settings": [_plain(setting) for setting in KIND_SETTINGS[name]],
    }


def _plain(setting: Any) -> Any:
    """A setting with its lazy sentences said."""
    if isinstance(setting, dict):
        return {key: _plain(value) for key, value in setting.items()}
    if isinstance(setting, list):
        return [_plain(one) for one in setting]
    return setting if isinstance(setting, str | bool | int | float) else str(setting)


def _said(table: dict[str, dict[str, str]], language: str) -> dict[str, str]:
    return {key: in_language(words, language) for key, words in table.items()}


def _title(version: QuestionnaireVersion) -> str:
    title = version.definition.get("title")
    return _name(title if isinstance(title, dict) else {}, current_language()) or version.code


def _name(words: Any, language: str) -> str:
    """The words in `language`, else in whichever there are."""
    return words.get(language) or next((one for one in words.values() if isinstance(one, str) and one), "")
