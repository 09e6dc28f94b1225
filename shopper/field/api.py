"""What the phone's outbox speaks to (docs/sync.md). JSON in and out; photos as bare bytes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, abort, current_app, request
from werkzeug.wrappers import Response

from extensions import db, transaction
from shopper import clock
from shopper.access import current_person, one_or_404, policy, public, visits_for
from shopper.field.draft_api import draft_photo, tell_draft
from shopper.field.later_page import later_cards
from shopper.field.offline_assignments import assignments_of
from shopper.field.standing import standing, standings
from shopper.files import CHUNK
from shopper.languages import current_language
from shopper.manifest import LARGEST_PHOTO, MOST_BYTES, MOST_PHOTOS, OLDEST, BadDeposit, read_manifest
from shopper.models import SHOPPER, Person
from shopper.phone_reports import keep_report
from shopper.photos import check_photo, file_store
from shopper.problems import json_answer
from shopper.pwa import release
from shopper.sessions import mint_deposit_token
from shopper.sync import deposit_visit, finish_visit, missing_photos, receipt_of, receive_photo, record_photo

_SHA = re.compile(r"[0-9a-f]{64}")
_LEAST_FREE_BYTES = 200_000_000


def refuse_strangers() -> None:
    """In place of a form token: our own header, and a page of our own origin as the sender."""
    if request.headers.get("X-Detalji") != "1":
        raise BadDeposit(403, "no_header", "The X-Detalji header is missing.")
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    same = site in ("same-origin", None) and (origin is None or urlsplit(origin).netloc == request.host)
    if not same or (site is None and origin is None and request.method != "GET"):
        raise BadDeposit(403, "other_origin", "Only pages of this site may ask this.")


@public
def session() -> Response:
    """Who is signed in on this browser, and what a phone may send."""
    person = current_person()
    deposit = None
    device = request.args.get("device", "")
    if person and SHOPPER in person.roles and re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", device):
        person_id = person.id
        with transaction():
            deposit = mint_deposit_token(person_id, UUID(device), clock.now())
    who = {"id": str(person.id), "name": person.name, "language": person.language} if person else None
    limits = {"photo_bytes": LARGEST_PHOTO, "photos": MOST_PHOTOS, "manifest_bytes": MOST_BYTES}
    return json_answer(
        {"person": who, "deposit": deposit, "limits": limits, "client": {"oldest": OLDEST}, "revision": release().id}
    )


@policy(SHOPPER)
def assignments(person: Person) -> Response:
    """The shopper's assignments, whole, for use without a network, and how the delivered visits stand."""
    visits = standings(person)
    return json_answer(
        {
            "assignments": assignments_of(person, current_language(), visits),
            "later": [
                {"title": card["title"], "store": card["store"].name if card["store"] else "", "page": card["page"],
                 "until": card["day"]} for card in later_cards(person)
            ],
            "offices": {str(visit.id): standing(visit) for visit in visits.values()},
        }
    )


@policy(SHOPPER, deposit=True)
def put_visit(person: Person, visit_id: UUID) -> Response:
    """Step 2: the frozen text."""
    _want(request.mimetype == "application/json", 415, "content_type", "Send application/json.")
    _want(not request.headers.get("Content-Encoding"), 415, "encoding", "Send the text as it is, not compressed.")
    _let_go_of_the_database()
    body = request.get_data(cache=False)
    _want(len(body) == request.content_length, 400, "truncated", "The text did not arrive whole; send it again.")
    manifest = read_manifest(body, request.headers.get("X-Sha256"))
    _want(manifest.visit == visit_id, 422, "other_visit", "The address and the text name different visits.")
    _want_room()
    visit = deposit_visit(manifest, person, file_store(), clock.now())
    return json_answer({"missing": missing_photos(visit), "state": visit.state}, 202)


@policy(SHOPPER, deposit=True)
def put_photo(person: Person, visit_id: UUID, sha256: str) -> Response:
    """Step 3: one photo, named by its digest; or a smaller copy of it, whose own digest is in X-Sha256."""
    if not _SHA.fullmatch(sha256):
        abort(404)
    own = request.headers.get("X-Sha256", sha256)
    _want(bool(_SHA.fullmatch(own)), 400, "bad_digest", "X-Sha256 is no SHA-256 in lower case hexadecimal.")
    length = request.content_length
    if length is None:
        raise BadDeposit(411, "no_length", "The Content-Length is missing.")
    _want(length <= LARGEST_PHOTO, 413, "too_large", f"A photo has at most {LARGEST_PHOTO} bytes.")
    _want(length > 0, 422, "not_a_photo", "The photo is empty.")
    files = file_store()
    _want_room(files.folder)
    _let_go_of_the_database()
    content = b"".join(_chunks())
    if len(content) == length and not files.has(own):
        check_photo(content)
    receive_photo([content], length, own, files)
    is_new = record_photo(visit_id, sha256, length, person, clock.now(), own if own != sha256 else None)
    return json_answer({"sha256": sha256}, 201 if is_new else 200)


def _let_go_of_the_database() -> None:
    """Before a body is read: a phone may take minutes to send it, and must not hold a connection as long. `person`
    stays readable."""
    db.session.close()


def _chunks() -> Iterator[bytes]:
    while chunk := request.stream.read(CHUNK):
        yield chunk


@policy(SHOPPER, deposit=True)
def finish(person: Person, visit_id: UUID) -> Response:
    """Step 4: the receipt, once everything is here."""
    receipt, missing = finish_visit(visit_id, person, str(current_app.secret_key), clock.now())
    return json_answer({"missing": missing}, 428) if missing else json_answer({"receipt": receipt})


@policy(SHOPPER, deposit=True)
def get_visit(person: Person, visit_id: UUID) -> Response:
    """Step 5: how the visit stands with the office."""
    visit = one_or_404(visits_for(person), id=visit_id, shopper_id=person.id)
    return json_answer(
        {
            "state": visit.state, "missing": missing_photos(visit), "sha": visit.sha256,
            "receipt": receipt_of(visit, str(current_app.secret_key)),
            "office": standing(visit),
        }
    )  # fmt: skip


@policy(SHOPPER, deposit=True)
def report(person: Person) -> Response:
    """What the phone tells about itself."""
    _want(request.mimetype == "application/json", 415, "content_type", "Send application/json.")
    keep_report(request.get_data(cache=False), person, clock.now())
    return json_answer({"kept": True}, 201)


def _want(holds: bool, status: int, code: str, message: str) -> None:
    if not holds:
        raise BadDeposit(status, code, message)


def _want_room(*more: Path) -> None:
    """Better no than half a file: the phone keeps all and comes again. `more`: where else than at home is written to,
    which may be another disk; a folder that is not there yet will be made on the disk of the one above it."""
    for folder in (current_app.extensions["settings"].home, *more):
        there = next(one for one in (folder, *folder.parents) if one.exists())
        if shutil.disk_usage(there).free < _LEAST_FREE_BYTES:
            raise BadDeposit(507, "no_room", "The server has no room just now. Your own copy is safe.")


def make_api() -> Blueprint:
    """Everything under /api/."""
    api = Blueprint("api", __name__, url_prefix="/api")
    api.before_request(refuse_strangers)
    api.add_url_rule("/session", "session", session)
    api.add_url_rule("/reports", "report", report, methods=["POST"])
    api.add_url_rule("/assignments", "assignments", assignments)
    api.add_url_rule("/visits/<uuid:visit_id>", "put_visit", put_visit, methods=["PUT"])
    api.add_url_rule("/visits/<uuid:visit_id>", "get_visit", get_visit)
    api.add_url_rule("/visits/<uuid:visit_id>/photos/<sha256>", "put_photo", put_photo, methods=["PUT"])
    api.add_url_rule("/visits/<uuid:visit_id>/finish", "finish", finish, methods=["POST"])
    api.add_url_rule("/drafts/<uuid:visit_id>", "tell_draft", tell_draft, methods=["POST"])
    api.add_url_rule("/drafts/<uuid:visit_id>/photos/<sha256>", "draft_photo", draft_photo)
    return api
