"""A phone's saved copy (static/js/copy.js), loaded by the office: its visits go the way that any visit goes, once.

Everything is read and checked before anything is stored. What a phone finished is stored under its own id, as it was
frozen; what it had only begun becomes a visit of its own, marked so that the reviewer knows.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from extensions import db, transaction
from shopper.judging import flag
from shopper.logbook import log
from shopper.manifest import LARGEST_PHOTO, MOST_PHOTOS, BadDeposit, Manifest, read_manifest
from shopper.models import Assignment, Person, Visit
from shopper.photos import check_photo, file_store
from shopper.strict_json import BadJson, read_json
from shopper.sync import deposit_visit, finish_visit, receive_photo, record_photo

MOST_BYTES = 64_000_000
MOST_VISITS = 50
_MOST_KEYS = 400_000
_GIVEN = ("value", "skipped", "source", "at", "mono", "boot", "seq")


class BadCopy(ValueError):
    """Nothing of the file was stored. `code`: too_large, not_a_copy or too_many."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Kept:
    """One visit of a copy, checked. `refused`: why it cannot be stored (a code), else what it is made of."""

    visit: UUID | None
    refused: str | None = None
    manifest: Manifest | None = None
    assignment: Assignment | None = None
    photos: dict[str, bytes] = field(default_factory=dict)
    is_finished: bool = True


@dataclass(frozen=True)
class Outcome:
    """What became of one visit. `code`: received, known, waiting (photos are in neither place), conflict or a refusal.

    `missing`: how many photos lack.
    """

    code: str
    visit: UUID | None
    store: str = ""
    shopper: str = ""
    missing: int = 0
    is_finished: bool = True


def read_copy(content: bytes, may_load: Callable[[Assignment], bool]) -> list[Kept]:
    """The visits of a saved copy. `may_load`: whether whoever loads it works with an assignment. Raises BadCopy."""
    if len(content) > MOST_BYTES:
        raise BadCopy("too_large")
    try:
        data = read_json(content, most_keys=_MOST_KEYS)
    except BadJson:
        raise BadCopy("not_a_copy") from None
    visits = data.get("visits") if isinstance(data, dict) and data.get("detalji") == 1 else None
    if not isinstance(visits, list) or not all(isinstance(one, dict) for one in visits):
        raise BadCopy("not_a_copy")
    if len(visits) > MOST_VISITS:
        raise BadCopy("too_many")
    return [_read(one, may_load) for one in visits]


def store_copy(kept: list[Kept], by: Person, secret: str, at: datetime) -> list[Outcome]:
    """Store what was read, each visit as its owner's; loading the same again changes nothing."""
    by_id = by.id
    return [_store(one, by_id, secret, at) for one in kept]


def _read(one: Mapping[str, Any], may_load: Callable[[Assignment], bool]) -> Kept:
    draft = one.get("draft")
    draft = draft if isinstance(draft, dict) else {}
    visit = _uuid(draft.get("id"))
    is_finished = isinstance(one.get("text"), str)
    if visit is None:
        return Kept(visit, "no_visit")
    try:
        photos = _photos(one.get("photos"))
        manifest = _frozen(one, visit) if is_finished else _begun(draft, one, photos, visit)
    except BadDeposit as bad:
        return Kept(visit, bad.code, is_finished=is_finished)
    except (TypeError, ValueError, KeyError, AttributeError):
        return Kept(visit, "no_visit", is_finished=is_finished)
    assignment = db.session.get(Assignment, manifest.assignment) if manifest.assignment else None
    if assignment is None or not may_load(assignment) or str(assignment.shopper_id) != draft.get("owner"):
        return Kept(visit, "assignment_unknown", is_finished=is_finished)
    return Kept(visit, None, manifest, assignment, photos, is_finished)


def _frozen(one: Mapping[str, Any], visit: UUID) -> Manifest:
    """What the phone froze, with the digest that it had then."""
    manifest = read_manifest(one["text"].encode(), one.get("sha") if isinstance(one.get("sha"), str) else None)
    if manifest.visit != visit:
        raise BadDeposit(422, "other_visit", "The draft and its text name different visits.")
    return manifest


def _begun(draft: Mapping[str, Any], one: Mapping[str, Any], photos: Mapping[str, bytes], visit: UUID) -> Manifest:
    """A manifest of what was answered so far; the same draft gives the same."""
    listed = [photo for photo in one.get("photos") or [] if photo["sha256"] in photos]
    rows = one.get("answers") or []
    answers = {row["question"]: {key: row[key] for key in _GIVEN if row.get(key) is not None} for row in rows}
    for photo in listed:
        answers.setdefault(photo["question"], {}).setdefault("photos", []).append(photo["sha256"])
    made = {
        "detalji": 2, "visit": str(uuid5(visit, "copy")), "assignment": draft.get("assignment"),
        "version": draft.get("version"), "language": draft.get("language"), "supersedes": draft.get("supersedes"),
        "reply": draft.get("reply"), "started_at": draft.get("createdAt"), "clock": [],
        "answers": {question: answer for question, answer in answers.items() if answer},
        "photos": [
            {"sha256": photo["sha256"], "question": photo["question"], "bytes": len(photos[photo["sha256"]]),
             "type": photo.get("type"), "taken_at": photo.get("taken_at"), "masks": photo.get("masks") or []}
            for photo in listed
        ],
        "stamps": one.get("stamps") or [],
    }  # fmt: skip
    body = json.dumps(made, ensure_ascii=False, sort_keys=True).encode()
    return read_manifest(body, hashlib.sha256(body).hexdigest())


def _photos(data: Any) -> dict[str, bytes]:
    """digest → bytes of the photos that the copy holds. Raises BadDeposit for what is damaged or no photo."""
    if not isinstance(data, list) or len(data) > MOST_PHOTOS:
        raise BadDeposit(413, "too_many_photos", "A visit holds fewer photos.")
    found = {}
    for photo in data:
        if photo.get("base64") is None:
            continue
        try:
            content = base64.b64decode(photo["base64"], validate=True)
        except (binascii.Error, ValueError, TypeError):
            raise BadDeposit(422, "photo_damaged", "A photo of the copy is damaged.") from None
        if not 0 < len(content) <= LARGEST_PHOTO or hashlib.sha256(content).hexdigest() != photo.get("sha256"):
            raise BadDeposit(422, "photo_damaged", "A photo of the copy is damaged.")
        check_photo(content)
        found[photo["sha256"]] = content
    return found


def _store(kept: Kept, by_id: UUID, secret: str, at: datetime) -> Outcome:
    if kept.refused or kept.manifest is None or kept.assignment is None:
        return Outcome(kept.refused or "no_visit", None, is_finished=kept.is_finished)
    manifest, owner_id = kept.manifest, kept.assignment.shopper_id
    told = (manifest.visit, kept.assignment.store.name, kept.assignment.shopper.code)
    if _is_known(kept, owner_id):
        return Outcome("known", kept.visit, *told[1:], is_finished=kept.is_finished)
    files = file_store()
    try:
        deposit_visit(manifest, db.session.get_one(Person, owner_id), files, at)
        for sha256 in {photo.sha256 for photo in manifest.photos} & kept.photos.keys():
            content = kept.photos[sha256]
            receive_photo([content], len(content), sha256, files)
            record_photo(manifest.visit, sha256, len(content), db.session.get_one(Person, owner_id), at)
    except BadDeposit as bad:
        return Outcome("conflict" if bad.code == "conflict" else bad.code, *told, is_finished=kept.is_finished)
    _mark(kept, by_id, at)
    _receipt, missing = finish_visit(manifest.visit, db.session.get_one(Person, owner_id), secret, at)
    return Outcome("waiting" if missing else "received", *told, missing=len(missing), is_finished=kept.is_finished)


def _is_known(kept: Kept, owner_id: UUID) -> bool:
    """Whether all of it is here already: the same text, or of a mere draft the visit that it became."""
    assert kept.manifest and kept.visit
    same = db.session.get(Visit, kept.manifest.visit)
    if same is not None and same.shopper_id == owner_id and same.state != "receiving":
        return same.sha256 == kept.manifest.sha256
    finished = db.session.get(Visit, kept.visit)
    return not kept.is_finished and finished is not None and finished.state != "receiving"


def _mark(kept: Kept, by_id: UUID, at: datetime) -> None:
    assert kept.manifest
    with transaction():
        visit = db.session.get_one(Visit, kept.manifest.visit)
        code = "from_copy" if kept.is_finished else "from_copy_unfinished"
        if not any(remark["code"] == code for remark in visit.flags):
            visit.flags = [*visit.flags, flag(code)]
        log(by_id, "loaded from a copy", "visit", visit.id, at)


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) and len(text) == 36 else None
    except ValueError:
        return None
