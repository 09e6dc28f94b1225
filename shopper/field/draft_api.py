"""Drafts on several devices (docs/sync.md): each tells what it has, and hears what the others told."""

from __future__ import annotations

import re
from uuid import UUID

from flask import Response as FlaskResponse
from flask import abort, request
from werkzeug.wrappers import Response

from extensions import db
from shopper import clock
from shopper.access import policy
from shopper.files import FileDamaged
from shopper.manifest import BadDeposit
from shopper.merging import hear
from shopper.models import SHOPPER, Person
from shopper.news import read_news
from shopper.photos import file_store
from shopper.problems import json_answer
from shopper.unheard import owned_photo

_SHA = re.compile(r"[0-9a-f]{64}")
# A photo opened by itself is a document: it may do nothing at all.
_LOCKED = "sandbox; default-src 'none'"


@policy(SHOPPER, deposit=True)
def tell_draft(person: Person, visit_id: UUID) -> Response:
    """What this device has of an unfinished visit, against what it has not heard of it."""
    if request.mimetype != "application/json":
        raise BadDeposit(415, "content_type", "Send application/json.")
    # Before a body is read: a phone may take minutes to send it, and must not hold a connection as long.
    db.session.close()
    body = request.get_data(cache=False)
    if len(body) != request.content_length:
        raise BadDeposit(400, "truncated", "The text did not arrive whole; send it again.")
    at = clock.now()
    return json_answer(hear(read_news(body, visit_id, at), person, file_store(), at))


@policy(SHOPPER, deposit=True)
def draft_photo(person: Person, visit_id: UUID, sha256: str) -> Response:
    """The bytes of a photo of an own draft, for another device of the same person."""
    photo = owned_photo(visit_id, sha256, person) if _SHA.fullmatch(sha256) else None
    try:
        content = file_store().read(photo.sha256) if photo else abort(404)
    except FileDamaged:
        abort(404)
    answer = FlaskResponse(content, mimetype="application/octet-stream")
    answer.headers["Content-Security-Policy"] = _LOCKED
    answer.headers["Content-Disposition"] = "attachment; filename=photo"
    return answer
