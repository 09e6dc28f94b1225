"""Receiving a visit: the frozen text, each photo, and the receipt when all is here (docs/sync.md).

Every step may come again, twice at once, in another order or not at all. What is acknowledged is on disk.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, insert, select

from extensions import db, transaction
from forms.models import QuestionnaireVersion
from shopper.clock import milliseconds
from shopper.events import visit_submitted
from shopper.files import FileStore
from shopper.jobs import enqueue
from shopper.judging import flag, judge_answers, judge_circumstances
from shopper.manifest import BadDeposit, Manifest, given_at
from shopper.merging import close_draft, photo_came
from shopper.models import Answer, Assignment, Conflict, HeldPhoto, Person, Photo, Visit
from shopper.receipt_reading import ask_readings
from shopper.timing import delays
from shopper.tokens import clear_code

# The disk has no room, the house has used up its share, or a file may not be so large.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def deposit_visit(manifest: Manifest, person: Person, files: FileStore, at: datetime) -> Visit:
    """Store a frozen visit once; gives its row, whose missing photos `missing_photos` tells.

    Raises BadDeposit 404 where the id is another person's, 409 where it is known with other bytes (kept aside).
    """
    person_id = person.id
    manifest = _of_the_first_day(manifest, person_id)
    assignment = _own_assignment(manifest.assignment, person_id)
    version = db.session.scalar(
        select(QuestionnaireVersion).where(QuestionnaireVersion.digest == manifest.version).limit(1)
        if assignment is None
        else select(QuestionnaireVersion)
        .where(QuestionnaireVersion.digest == manifest.version)
        .where(QuestionnaireVersion.chain_id == assignment.store.chain_id)
        .limit(1)
    )
    answers, flags = judge_answers(manifest, version)
    answers = _with_delays(answers, manifest, version)
    flags += judge_circumstances(manifest, assignment, version, at)
    ids = (assignment.id if assignment else None, version.id if version else None)
    with transaction():
        known = db.session.get(Visit, manifest.visit)
        if known is None:
            _insert(manifest, person_id, ids, answers, flags, at, files)
        elif known.shopper_id == person_id and known.sha256 != manifest.sha256:
            _keep_aside(manifest, person_id, known, at)
    visit = db.session.get_one(Visit, manifest.visit)
    if visit.shopper_id != person_id:
        raise BadDeposit(404, "not_found", "There is no such visit.")
    if visit.sha256 != manifest.sha256:
        raise BadDeposit(409, "conflict", "This visit is known with other content. Both were kept; the office decides.")
    return visit


def _of_the_first_day(manifest: Manifest, person_id: UUID) -> Manifest:
    """A correction was visited when what it corrects was: the day of a visit and its lateness never move."""
    first = db.session.get(Visit, manifest.supersedes) if manifest.supersedes else None
    if first is None or first.shopper_id != person_id or first.finished_at is None:
        return manifest
    return replace(manifest, finished_at=first.finished_at)


def _with_delays(
    answers: dict[str, Any], manifest: Manifest, version: QuestionnaireVersion | None
) -> dict[str, Any]:
    """Each answer with the seconds from its moment to its giving, where the stamps tell them."""
    if version is None or not manifest.stamps:
        return answers
    given = {id_: given_at(one, manifest) for id_, one in answers.items()}
    found = delays(version.questionnaire, manifest.stamps, given)
    return {id_: {**one, "delay": found[id_]} if id_ in found else one for id_, one in answers.items()}


def _own_assignment(assignment_id: UUID | None, person_id: UUID) -> Assignment | None:
    if assignment_id is None:
        return None
    found = select(Assignment).where(Assignment.id == assignment_id, Assignment.shopper_id == person_id)
    return db.session.scalar(found)


def _insert(
    manifest: Manifest,
    person_id: UUID,
    ids: tuple[UUID | None, UUID | None],
    answers: dict[str, Any],
    flags: list[dict[str, Any]],
    at: datetime,
    files: FileStore,
) -> None:
    assignment_id, version_id = ids
    if assignment_id and db.session.scalar(_other_visits(assignment_id, manifest)):
        flags = [*flags, flag("second_visit")]
    visit = Visit(
        id=manifest.visit, assignment_id=assignment_id, shopper_id=person_id, version_id=version_id,
        supersedes_id=manifest.supersedes, device=manifest.device, language=manifest.language, manifest=manifest.raw,
        sha256=manifest.sha256, flags=flags, started_at=manifest.started_at, finished_at=manifest.finished_at,
        state="receiving", received_at=at, stamps=list(manifest.stamps), reply=manifest.reply,
    )  # fmt: skip
    db.session.add(visit)
    db.session.flush()
    # One statement for all answers: an ORM object each would cost more than everything else together.
    rows = [
        {"visit_id": visit.id, "question": question, "original": answer} for question, answer in answers.items()
    ]
    if rows:
        db.session.execute(insert(Answer), rows)
    before = _photos_before(manifest, person_id) if manifest.photos else {}
    for position, photo in enumerate(manifest.photos):
        row = Photo(visit_id=visit.id, question=photo.question, position=position, sha256=photo.sha256,
                    bytes=photo.bytes, mime=photo.mime, taken_at=photo.taken_at, masks=list(photo.masks))  # fmt: skip
        earlier = before.get((photo.question, photo.sha256))
        if earlier:
            row.masks += [mask for mask in earlier.masks if mask["by"] == "office"]
        if _is_held(manifest, photo.sha256, person_id, files):
            row.state = "received"
        elif earlier and earlier.state != "waiting" and earlier.promised_sha256 and files.has(earlier.sha256):
            row.state = "received"
            row.sha256, row.promised_sha256, row.bytes = earlier.sha256, earlier.promised_sha256, earlier.bytes
        db.session.add(row)
    db.session.execute(delete(HeldPhoto).where(HeldPhoto.visit_id == visit.id, HeldPhoto.person_id == person_id))
    close_draft(visit.id, person_id, at)


def _other_visits(assignment_id: UUID, manifest: Manifest) -> Any:
    """Another visit of the same assignment that this one does not correct."""
    others = exists().where(Visit.assignment_id == assignment_id, Visit.state != "excluded")
    return select(others.where(Visit.id != manifest.supersedes) if manifest.supersedes else others)


def _is_held(manifest: Manifest, sha256: str, person_id: UUID, files: FileStore) -> bool:
    """Sent ahead, or a photo of the visit that this one corrects: the phone may have let go of its bytes by now."""
    if not files.has(sha256):
        return False
    if db.session.get(HeldPhoto, (manifest.visit, sha256, person_id)) is not None:
        return True
    earlier = exists().where(
        Visit.id == manifest.supersedes, Visit.shopper_id == person_id, Photo.visit_id == Visit.id,
        Photo.sha256 == sha256, Photo.state != "waiting",
    )  # fmt: skip
    return bool(db.session.scalar(select(earlier)))


def _photos_before(manifest: Manifest, person_id: UUID) -> dict[tuple[str, str], Photo]:
    """(question, named digest) → the same photo in the visit that this one corrects."""
    own = (Visit.id == manifest.supersedes, Visit.shopper_id == person_id)
    earlier = db.session.scalars(select(Photo).join(Visit).where(*own)) if manifest.supersedes else ()
    return {(one.question, one.named): one for one in earlier}


def _keep_aside(manifest: Manifest, person_id: UUID, known: Visit, at: datetime) -> None:
    kept = exists().where(
        Conflict.visit_id == manifest.visit, Conflict.sha256 == manifest.sha256, Conflict.person_id == person_id
    )
    if db.session.scalar(select(kept)):
        return
    db.session.add(
        Conflict(visit_id=manifest.visit, person_id=person_id, sha256=manifest.sha256, manifest=manifest.raw,
                 received_at=at)
    )  # fmt: skip
    known.flags = [*known.flags, flag("conflict")]


def receive_photo(chunks: Iterable[bytes], length: int, sha256: str, files: FileStore) -> None:
    """Write raw bytes to disk under their digest. Raises BadDeposit 400 where length or digest disagree, 507 where the
    disk is full; nothing is left of them then.

    Bytes that are here already are looked at all the same: what somebody sent, somebody may fetch again.
    """
    try:
        _write_photo(chunks, length, sha256, files)
    except OSError as trouble:
        if trouble.errno not in _FULL:
            raise
        raise BadDeposit(507, "no_room", "The server has no room just now. Your own copy is safe.") from trouble


def _write_photo(chunks: Iterable[bytes], length: int, sha256: str, files: FileStore) -> None:
    count, digest = 0, hashlib.sha256()
    with files.receiving() as target:
        for chunk in chunks:
            count += len(chunk)
            digest.update(chunk)
            target.write(chunk)
        if count != length or digest.hexdigest() != sha256:
            raise BadDeposit(400, "truncated", "The photo did not arrive whole; send it again.")
    files.keep(Path(target.name), sha256)


def record_photo(
    visit_id: UUID, sha256: str, length: int, person: Person, at: datetime, copy: str | None = None
) -> bool:
    """Note that a photo is on disk; before its visit has come, hold it for that. True when it was new.

    `copy`: the digest of a smaller copy that stands in for it, because nothing as large came through. Raises BadDeposit
    404 for another person's visit, or a copy before its visit; 409 for a photo that the frozen visit does not name; 413
    for a copy that is the same as another photo's.
    """
    person_id = person.id
    with transaction():
        visit = db.session.get(Visit, visit_id)
        if visit is None and not copy:
            key = (visit_id, sha256, person_id)
            if db.session.get(HeldPhoto, key) is not None:
                return False
            db.session.add(HeldPhoto(visit_id=visit_id, sha256=sha256, person_id=person_id, bytes=length,
                                     received_at=at))  # fmt: skip
            photo_came(visit_id, sha256, person_id)
            return True
        if visit is None or visit.shopper_id != person_id:
            raise BadDeposit(404, "not_found", "There is no such visit.")
        photos = [photo for photo in visit.photos if photo.named == sha256]
        if not photos:
            raise BadDeposit(409, "photo_not_named", "The finished visit does not name this photo.")
        waiting = [photo for photo in photos if photo.state == "waiting"]
        for photo in waiting:
            if copy:
                _take_copy(photo, copy, length)
            photo.state = "received"
        return bool(waiting)


def _take_copy(photo: Photo, sha256: str, length: int) -> None:
    """The smaller copy stands for the photo from here on; the reviewer is told."""
    beside = [one for one in photo.visit.photos if one is not photo and one.question == photo.question]
    if sha256 in {digest for one in beside for digest in (one.sha256, one.named)}:
        # Two photos of one question in the same bytes cannot be told apart.
        raise BadDeposit(413, "too_large", "This copy is the same as another photo's.")
    photo.sha256, photo.promised_sha256, photo.bytes, photo.mime = sha256, photo.sha256, length, "image/jpeg"
    photo.visit.flags = [*photo.visit.flags, flag("smaller_copy", photo.question)]


def missing_photos(visit: Visit) -> list[str]:
    """Digests of the photos that the visit names and that have not come."""
    return sorted({photo.sha256 for photo in visit.photos if photo.state == "waiting"})


def finish_visit(visit_id: UUID, person: Person, secret: str, at: datetime) -> tuple[dict[str, Any] | None, list[str]]:
    """(receipt, []) when all is here, the same receipt each time; (None, missing digests) while photos lack.

    Raises BadDeposit 404 for an unknown visit or another person's.
    """
    person_id = person.id
    with transaction():
        visit = db.session.get(Visit, visit_id)
        if visit is None or visit.shopper_id != person_id:
            raise BadDeposit(404, "not_found", "There is no such visit.")
        missing = missing_photos(visit)
        if missing:
            return None, missing
        if visit.state == "receiving":
            _submit(visit, at)
        return receipt_of(visit, secret), []


def _submit(visit: Visit, at: datetime) -> None:
    visit.state, visit.submitted_at, visit.receipt_no = "submitted", at, f"R-{clear_code(6)}"
    if visit.assignment:
        visit.assignment.state = "done"
    _supersede(visit, at)
    # First what is known of the receipts: then the first copy is covered already.
    ask_readings(visit, at)
    for photo in visit.photos:
        enqueue("photo", photo.id, at)
    db.session.flush()
    visit_submitted.send(visit)


def _supersede(visit: Visit, at: datetime) -> None:
    """A correction takes the place of the shopper's own earlier visit, unless that was approved already."""
    earlier = db.session.get(Visit, visit.supersedes_id) if visit.supersedes_id else None
    if earlier is None or earlier.shopper_id != visit.shopper_id or earlier.state not in ("submitted", "returned"):
        return
    earlier.state, earlier.excluded_at, earlier.excluded_by = "excluded", at, visit.shopper_id
    earlier.excluded_reason = "superseded"
    visit.flags = [remark for remark in visit.flags if remark["code"] != "second_visit"]


def receipt_of(visit: Visit, secret: str) -> dict[str, Any] | None:
    """What the phone keeps as proof: id, digest, number of photos, receipt number, time (ms), and our seal on them."""
    if visit.submitted_at is None:
        return None
    at = milliseconds(visit.submitted_at)
    parts = [str(visit.id), visit.sha256, str(len(visit.photos)), str(visit.receipt_no), str(at)]
    seal = hmac.new(secret.encode(), "|".join(parts).encode(), hashlib.sha256).hexdigest()
    return {
        "id": parts[0], "sha": parts[1], "photos": len(visit.photos), "no": visit.receipt_no, "at": at, "hmac": seal
    }  # fmt: skip
