"""The phone's own page of a questionnaire, finished or not, to be tried at the desk: nothing is kept, all is scored."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, jsonify, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from forms.builder import judge
from forms.definition import Questionnaire
from forms.editing.presentable import presentable
from forms.models import QuestionnaireVersion
from forms.saying import when_asked
from forms.scoring import score
from shopper.access import OFFICE, editions_for, one_or_404, own_editions_for, policy
from shopper.desk.drafts import OTHERS, problems_of
from shopper.desk.editing import editor_address, told, words_of
from shopper.field.visit_page import page_values
from shopper.headers import framed_by_us
from shopper.languages import current_language, in_language
from shopper.models import ADMINISTRATOR, HQ, Person
from shopper.problems import json_problem
from shopper.strict_json import BadJson, read_json

LARGEST_BYTES = 1_000_000
_EMPTY: dict[str, Any] = {
    "asked": [], "errors": {}, "base": None, "coverage": None, "plus": 0, "emotion_index": None, "sections": {},
    "questions": {}, "flags": [],
}  # fmt: skip


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def preview_draft(person: Person, version_id: UUID) -> AnyResponse:
    """A draft as the phone would show it now, as far as it can be shown."""
    version = one_or_404(own_editions_for(person), id=version_id)
    return _preview(version, url_for("desk.score_draft", version_id=version_id))


@policy(*OFFICE, HQ)
def preview_edition(person: Person, version_id: UUID) -> AnyResponse:
    """An edition as phones show it."""
    version = one_or_404(editions_for(person), id=version_id)
    return _preview(version, url_for("desk.score_edition", version_id=version_id))


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def score_draft(person: Person, version_id: UUID) -> Response:
    """What the answers tried in a draft's preview are worth."""
    return _scored(one_or_404(own_editions_for(person), id=version_id))


@policy(*OFFICE, HQ)
def score_edition(person: Person, version_id: UUID) -> Response:
    """What the answers tried in an edition's preview are worth."""
    return _scored(one_or_404(editions_for(person), id=version_id))


def presented(version: QuestionnaireVersion) -> tuple[Questionnaire | None, list[str]]:
    """The edition's questionnaire; of a draft what can be shown of it, and the ids that had to be left out."""
    return presentable(version.definition) if version.state == "draft" else (version.questionnaire, [])


def _preview(version: QuestionnaireVersion, score_at: str) -> AnyResponse:
    shown, left_out = presented(version)
    editor = editor_address(version.id) if version.state == "draft" else None
    reasons = _reasons(version.definition, left_out) if left_out or shown is None else []
    if shown is None:
        return framed_by_us(make_response(render_template("desk/preview_none.html", reasons=reasons, editor=editor)))
    language = shown.language(request.args.get("language") or current_language())
    # Said to whoever edits, in the reader's language; the page below it is the phone's, in the chosen one.
    head = render_template(
        "desk/preview_head.html", questionnaire=shown, chosen=language, reasons=reasons, editor=editor,
        later=[one for one in shown.questions if one.due_after_days is not None],
    )  # fmt: skip
    trial = _trial(version, shown, score_at)
    with in_language(language):
        values = page_values(shown, version.digest, language)
        values["texts"] |= {"preview_photo": _("The photo is held in this window only.")}
        page = render_template("desk/preview.html", head=head, trial=trial, **values)
    return framed_by_us(make_response(page))


def _trial(version: QuestionnaireVersion, shown: Questionnaire, score_at: str) -> dict[str, Any]:
    """What the preview's script needs beside what the phone's has."""
    reader = current_language()
    return {
        "key": f"preview:{version.id}",
        "score": score_at,
        "token": generate_csrf(),
        "reader": reader,
        "when": {one.id: when_asked(one.when, shown, reader, one.due_after_days) for one in shown.questions},
        "words": {
            "finished": _("The visit would be sent now. This is a preview: nothing was sent."),
            "not_asked": _("This question is not asked now. It is {when}."),
            "no_score": _("The score cannot be reckoned just now. Your answers are still here."),
            "no_losses": _("Nothing lost so far."),
            "flags": _("{n} critical failed"),
            "capped": _("held down by a failed critical question"),
        },
    }


def _reasons(document: dict[str, Any], left_out: list[str]) -> list[dict[str, Any]]:
    """Why questions (or all of it, under the id None) cannot be shown: [{id, text, messages}]."""
    found: dict[str | None, list[str]] = {id_: [] for id_ in left_out}
    for problem in problems_of(document):
        if problem["question"] in found or not left_out:
            found.setdefault(problem["question"], []).append(told(problem))
    texts = words_of(document)
    return [{"id": id_, "text": texts.get(id_ or "", id_), "messages": said} for id_, said in found.items()]


def _scored(version: QuestionnaireVersion) -> Response:
    body = _body()
    shown, _left_out = presented(version)
    if shown is None:
        return jsonify(_EMPTY)
    language = body.get("language")
    verdict = judge(shown, language if isinstance(language, str) else current_language(), body.get("answers"))
    scored = score(shown, verdict.values).to_plain()
    return jsonify({key: scored.get(key) for key in _EMPTY} | {"asked": verdict.asked, "errors": verdict.errors})


def _body() -> dict[str, Any]:
    try:
        body = read_json(request.stream.read(LARGEST_BYTES + 1)[:LARGEST_BYTES])
    except BadJson as wrong:
        abort(json_problem(422, wrong.code, _("The answers cannot be read. Load the preview again.")))
    return body if isinstance(body, dict) else {}
