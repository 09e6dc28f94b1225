"""Editing a draft over the wire: its state, changes, undo and redo. `docs/editor.md` shows requests and answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn
from uuid import UUID

from flask import Response, abort, jsonify, request
from flask_babel import gettext as _

from extensions import db
from forms.definition import DefinitionError, from_plain
from forms.editing.drafting import LARGEST_BYTES
from forms.models import DraftChange, QuestionnaireVersion
from shopper import clock
from shopper.access import one_or_404, own_editions_for, policy
from shopper.drafts import (
    Changed,
    NotADraft,
    NothingToUndo,
    TooManyOperations,
    change,
    others_since,
    people_near,
    redo,
    steps_of,
    undo,
)
from shopper.languages import current_language
from shopper.models import ADMINISTRATOR, HQ, REVIEWER, SCHEDULER, Person
from shopper.problems import json_problem
from shopper.strict_json import BadJson, read_json

OTHERS = (REVIEWER, SCHEDULER)
_DEEPEST = 140
_MOST_PROBLEMS = 200
_LONGEST_KEY = 64
_MOST_TOLD = 50


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def state(person: Person, version_id: UUID) -> Response:
    """The draft as it stands, what is amiss in it, who else is at it, and what they did `since` that revision."""
    version = draft_or_404(person, version_id)
    since = request.args.get("since", version.revision, type=int)
    since = min(max(since, version.revision - _MOST_TOLD), version.revision)
    others = others_since(version.id, since, person.id)
    return jsonify({**state_of(version, person), "others": [_told(one) for one in others]})


def state_of(version: QuestionnaireVersion, person: Person) -> dict[str, Any]:
    """What an editor's page is drawn from: {revision, document, problems, people, can_undo, can_redo}."""
    near = [one.name for one in people_near(version.id, person.id, clock.now())]
    return {"revision": version.revision, "document": version.definition, "people": near,
            "problems": problems_of(version.definition), **_steps(version.id, person)}  # fmt: skip


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def changes(person: Person, version_id: UUID) -> Response:
    """Operations from an editor's page."""
    draft_or_404(person, version_id)
    body = _body()
    operations = body.get("ops")
    if not isinstance(operations, list):
        _refuse("bad_change", _unreadable())
    return _changed(person, version_id, lambda **known: change(version_id, operations, **known), body)


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def undo_last(person: Person, version_id: UUID) -> Response:
    draft_or_404(person, version_id)
    return _changed(person, version_id, lambda **known: undo(version_id, **known), _body())


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def redo_last(person: Person, version_id: UUID) -> Response:
    draft_or_404(person, version_id)
    return _changed(person, version_id, lambda **known: redo(version_id, **known), _body())


def draft_or_404(person: Person, version_id: UUID) -> QuestionnaireVersion:
    """A draft that this person edits. Published meanwhile: 409, so that an open editor can say so."""
    version = one_or_404(own_editions_for(person), id=version_id)
    if version.state != "draft":
        _refuse("not_a_draft", _("This edition has been published and does not change any more."), 409)
    return version


def problems_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What a strict reading of the document finds, in the reader's language."""
    language = current_language()
    try:
        from_plain(document)
    except DefinitionError as error:
        return [
            {"path": list(one.path), "question": one.question, "message": one.say(language), "place": one.place}
            for one in error.problems[:_MOST_PROBLEMS]
        ]
    return []


def _changed(person: Person, version_id: UUID, verb: Callable[..., Changed], body: dict[str, Any]) -> Response:
    key, base = body.get("key"), body.get("base")
    if not isinstance(key, str) or not 8 <= len(key) <= _LONGEST_KEY or not isinstance(base, int) or base < 0:
        _refuse("bad_change", _unreadable())
    try:
        changed = verb(key=key, base=base, by=person, at=clock.now())
    except NotADraft:
        _refuse("not_a_draft", _("This edition has been published and does not change any more."), 409)
    except NothingToUndo:
        _refuse("nothing_left", _("You have no change here to take back or do again."), 409)
    except TooManyOperations:
        _refuse("too_many", _("These are too many changes at once. Nothing was changed; send them in parts."))
    return jsonify(
        {"revision": changed.revision, "document": changed.document, "problems": problems_of(changed.document),
         "refused": changed.refused, "overwrote": changed.overwrote, "others": [_told(one) for one in changed.others],
         **_steps(version_id, person)}
    )  # fmt: skip


def _steps(version_id: UUID, person: Person) -> dict[str, bool]:
    stands, undone = steps_of(version_id, person.id)
    return {"can_undo": bool(stands), "can_redo": bool(undone)}


def _told(row: DraftChange) -> dict[str, Any]:
    author = db.session.get(Person, row.changed_by) if row.changed_by else None
    return {"by": author.name if author else "", "at": row.changed_at.isoformat(), "ops": row.operations}


def _body() -> dict[str, Any]:
    if (request.content_length or 0) > LARGEST_BYTES:
        _refuse("too_large", _("This is too large to be kept. Nothing was changed."), 413)
    try:
        body = read_json(request.stream.read(LARGEST_BYTES + 1), most_levels=_DEEPEST)
    except BadJson as wrong:
        _refuse(wrong.code, _unreadable())
    return body if isinstance(body, dict) else {}


def _unreadable() -> str:
    return _("The change cannot be read. Load the page again; what you typed is kept on this device.")


def _refuse(code: str, message: str, status: int = 422) -> NoReturn:
    abort(json_problem(status, code, message))
