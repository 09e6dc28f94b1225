"""One draft on several devices: what each tells is kept, the newest of every question counts, and each hears the rest.

Whatever comes twice, late or in another order ends the same: rows are known by what told them, and the newest is the
one with the latest moment on our clock; of two at one moment, that of the device with the higher id.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from extensions import db, transaction
from shopper.begun import plan_reminders
from shopper.clock import milliseconds
from shopper.files import FileStore
from shopper.manifest import MOST_PHOTOS, MOST_STAMPS, BadDeposit
from shopper.models import (
    Assignment,
    KeptAnswer,
    KeptDraft,
    KeptPhoto,
    KeptStamp,
    Person,
    Visit,
)
from shopper.news import MOST_REMOVED, News, Told
from shopper.unheard import unheard

MOST_VALUES = 20_000


def hear(news: News, person: Person, files: FileStore, at: datetime) -> dict[str, Any]:
    """Take in what a device tells and give what it has not heard (docs/sync.md). All or nothing.

    Raises BadDeposit 404 where the draft is another person's, 413 where it holds too much.
    """
    person_id = person.id
    with transaction():
        draft = _draft(news, person_id, at)
        _open(draft, at)
        # All, not the first: each has something to take in.
        if any([_take_answers(news, draft), _take_photos(news, draft), _take_stamps(news, draft)]):
            draft.revision += 1
        draft.heard_at = at
        db.session.flush()
        return unheard(news, draft, files)


def _draft(news: News, person_id: UUID, at: datetime) -> KeptDraft:
    draft = db.session.get(KeptDraft, news.visit, with_for_update=True)
    visit = db.session.get(Visit, news.visit)
    if any(one is not None and one.shopper_id != person_id for one in (draft, visit)):
        raise BadDeposit(404, "not_found", "There is no such draft.")
    if draft is not None:
        return draft
    own = select(Assignment.id).where(Assignment.id == news.assignment, Assignment.shopper_id == person_id)
    made = KeptDraft(
        id=news.visit, shopper_id=person_id, assignment_id=db.session.scalar(own), version=news.version,
        language=news.language, supersedes_id=news.supersedes, begun_at=news.begun_at, heard_at=at, revision=0,
        closed_at=at if visit else None,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        # The other device told of it at the same moment and was quicker.
        return _draft(news, person_id, at)
    if not visit:
        plan_reminders(made, at)
    return made


def _open(draft: KeptDraft, at: datetime) -> None:
    if draft.assignment and draft.assignment.opened_at is None:
        draft.assignment.opened_at = at


def _take_answers(news: News, draft: KeptDraft) -> bool:
    """Every value that is new is kept; the newest of its question stands, the others are marked as replaced."""
    own = select(KeptAnswer.question, KeptAnswer.seq).where(
        KeptAnswer.draft_id == draft.id, KeptAnswer.device == news.device
    )
    known = {(question, seq) for question, seq in db.session.execute(own)}
    fresh = [one for one in news.answers if (one.question, one.key) not in known]
    if not fresh:
        return False
    _refuse_more(KeptAnswer, draft, len(fresh), MOST_VALUES, "answers")
    revision = draft.revision + 1
    for one in fresh:
        db.session.add(
            KeptAnswer(draft_id=draft.id, question=one.question, device=news.device, seq=one.key, at=one.at,
                       content=one.content, revision=revision)
        )  # fmt: skip
    db.session.flush()
    for rows in _given(draft.id, {one.question for one in fresh}).values():
        _settle(rows, revision)
    return True


def _given(draft_id: UUID, questions: Collection[str]) -> dict[str, list[KeptAnswer]]:
    """Question → all that was ever answered to it, by device in the order of giving."""
    found: dict[str, list[KeptAnswer]] = {question: [] for question in questions}
    every = select(KeptAnswer).where(KeptAnswer.draft_id == draft_id, KeptAnswer.question.in_(questions))
    for row in db.session.scalars(every):
        found[row.question].append(row)
    return {question: sorted(rows, key=lambda row: (str(row.device), row.seq)) for question, rows in found.items()}


def _settle(rows: list[KeptAnswer], revision: int) -> None:
    """Let the newest of `rows` stand. What a device said later was never said earlier, whatever its clock tells: where
    that was set back, no correction loses against what it corrects."""
    latest: dict[UUID, datetime] = {}
    ranks: list[tuple[datetime, str, int]] = []
    for row in rows:
        latest[row.device] = max(row.at, latest.get(row.device, row.at))
        ranks.append((latest[row.device], str(row.device), row.seq))
    standing = rows[ranks.index(max(ranks))]
    for row in rows:
        if row is not standing and row.replaced_in is None:
            row.replaced_in = revision
    if standing.replaced_in is not None:
        # Something older came late that makes it the newest again: the others hear of it as of news.
        standing.replaced_in, standing.revision = None, revision


def _take_photos(news: News, draft: KeptDraft) -> bool:
    """A photo that was taken away stays away, even where the news of it comes after that of its going."""
    known = {row.pid: row for row in db.session.scalars(select(KeptPhoto).where(KeptPhoto.draft_id == draft.id))}
    revision = draft.revision + 1
    told = {one.key: one for one in news.photos}
    fresh = [one for pid, one in told.items() if pid not in known]
    gone = [pid for pid in news.removed if pid not in known and pid not in told]
    if len(known) + len(fresh) + len(gone) > MOST_REMOVED + MOST_PHOTOS:
        raise BadDeposit(413, "too_many_photos", "This draft has had too many photos.", "photos")
    is_new = False
    for one in (*fresh, *(Told(pid, "", news.begun_at, {"sha256": ""}) for pid in gone)):
        known[one.key] = row = KeptPhoto(
            draft_id=draft.id, pid=one.key, device=news.device, question=one.question, sha256=one.content["sha256"],
            content={**one.content, "given": []}, revision=revision,
        )  # fmt: skip
        db.session.add(row)
        is_new = True
    for one in told.values():
        is_new |= _mask(known[one.key], one, news.device, revision)
    for pid in news.removed:
        if known[pid].removed_in is None:
            known[pid].removed_in = revision
            is_new = True
    return is_new


def _mask(row: KeptPhoto, one: Told, device: UUID, revision: int) -> bool:
    """The newest boxes count; all that were ever drawn stay in `given`, as [moment, device, boxes]."""
    entry = [milliseconds(one.at), str(device), one.content.get("masks", [])]
    given = row.content.get("given", [])
    if entry in given or (not given and not entry[2]):
        return False
    given = sorted([*given, entry], key=lambda each: (each[0], each[1], repr(each[2])))
    row.content = {**row.content, "given": given, "masks": given[-1][2], "masked_by": given[-1][1]}
    row.revision = max(row.revision, revision) if row.removed_in is None else row.revision
    return True


def _take_stamps(news: News, draft: KeptDraft) -> bool:
    """A stamp never changes, but that it may be taken back."""
    own = select(KeptStamp).where(KeptStamp.draft_id == draft.id)
    known = {(row.device, row.n): row for row in db.session.scalars(own)} if news.stamps else {}
    is_new, revision = False, draft.revision + 1
    for one in news.stamps:
        row = known.get(one.key)
        if row is None:
            known[one.key] = row = KeptStamp(draft_id=draft.id, device=one.key[0], n=one.key[1], content=one.content,
                                             revision=revision)  # fmt: skip
            db.session.add(row)
        elif one.content.get("undone") and not row.content.get("undone"):
            row.content, row.revision = {**row.content, "undone": True, "undone_by": str(news.device)}, revision
        else:
            continue
        is_new = True
    if len(known) > 4 * MOST_STAMPS:
        raise BadDeposit(413, "too_many_stamps", "This draft has had too many stamps.", "stamps")
    return is_new


def _refuse_more(model: type[KeptAnswer], draft: KeptDraft, more: int, most: int, field: str) -> None:
    count = db.session.scalar(select(func.count()).select_from(model).where(model.draft_id == draft.id)) or 0
    if count + more > most:
        raise BadDeposit(413, "too_many_values", "This draft has been changed too often to be kept here.", field)


def photo_came(visit_id: UUID, sha256: str, person_id: UUID) -> None:
    """The bytes of a photo are here: from now on the other devices can fetch it. To be called inside a transaction."""
    draft = db.session.get(KeptDraft, visit_id, with_for_update=True)
    if draft is None or draft.shopper_id != person_id:
        return
    named = select(KeptPhoto).where(KeptPhoto.draft_id == visit_id, KeptPhoto.sha256 == sha256)
    for row in db.session.scalars(named.where(KeptPhoto.removed_in.is_(None))):
        draft.revision += 1
        row.revision = draft.revision


def close_draft(visit_id: UUID, person_id: UUID, at: datetime) -> None:
    """The visit was finished on one of its devices. To be called inside the transaction of its arrival."""
    own = (KeptDraft.id == visit_id, KeptDraft.shopper_id == person_id, KeptDraft.closed_at.is_(None))
    db.session.execute(update(KeptDraft).where(*own).values(closed_at=at))
