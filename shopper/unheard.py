"""What a device has not yet heard of a draft: what the others answered, and what was read from receipts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from extensions import db
from shopper.clock import milliseconds
from shopper.files import FileStore
from shopper.models import HeldPhoto, KeptAnswer, KeptDraft, KeptPhoto, KeptStamp, Person, Photo, ReceiptReading, Visit
from shopper.news import News

_STAMP = ("moment", "at", "mono", "boot", "undone")
_PHOTO = ("sha256", "bytes", "type", "taken_at", "masks")


def unheard(news: News, draft: KeptDraft, files: FileStore) -> dict[str, Any]:
    """The answer to `news`: what came of the draft since `news.since` from other devices, as rows that the device can
    keep as they are, with times on its own clock; and how the visit stands."""
    visit = db.session.get(Visit, draft.id)
    since = news.since if news.since <= draft.revision else 0
    return {
        "revision": draft.revision,
        # Whoever heard more than we know tells all again: we lost something.
        "again": news.since > draft.revision,
        "closed": {"state": visit.state, "by_other": visit.device != news.device} if visit else None,
        "answers": [_row(news, one) for one in _answers(news, draft.id, since)],
        **_photos(news, draft, since, files),
        "stamps": [_row(news, one) for one in _stamps(news, draft.id, since)],
        "readings": _readings(draft),
    }


def _row(news: News, content: dict[str, Any]) -> dict[str, Any]:
    """As a device keeps it: `seq` 0, since it was not given there."""
    times: dict[str, Any] = {key: round(content[key] - news.behind_ms) for key in ("at", "taken_at") if key in content}
    return {**content, **times, "visit": str(news.visit), "seq": 0}


def _is_others(content: dict[str, Any], key: str, news: News) -> bool:
    return content.get(key) not in (None, str(news.device))


def _answers(news: News, draft_id: UUID, since: int) -> Iterator[dict[str, Any]]:
    told = {one.question: one.content for one in news.answers}
    standing = select(KeptAnswer).where(
        KeptAnswer.draft_id == draft_id, KeptAnswer.replaced_in.is_(None), KeptAnswer.device != news.device
    )
    for row in db.session.scalars(standing.order_by(KeptAnswer.at)):
        # Who told something else, and lost, is told what stands instead.
        is_lost = row.question in told and told[row.question] != row.content
        if is_lost or (row.revision > since and row.question not in told):
            yield {**row.content, "question": row.question, "device": str(row.device), "at": milliseconds(row.at)}


def _stamps(news: News, draft_id: UUID, since: int) -> Iterator[dict[str, Any]]:
    """A device names its own stamps by their number, those of others by device and number."""
    for row in db.session.scalars(select(KeptStamp).where(KeptStamp.draft_id == draft_id).order_by(KeptStamp.n)):
        is_own = row.device == news.device
        if row.revision > since and (not is_own or _is_others(row.content, "undone_by", news)):
            kept = {key: row.content[key] for key in _STAMP if key in row.content}
            yield {"n": row.n if is_own else f"{row.device}/{row.n}", **kept}


def _photos(news: News, draft: KeptDraft, since: int, files: FileStore) -> dict[str, Any]:
    """Photos whose bytes are here, `away` from the device until it has fetched them, and the ids of those removed."""
    rows = list(db.session.scalars(select(KeptPhoto).where(KeptPhoto.draft_id == draft.id).order_by(KeptPhoto.id)))
    here = held_digests(draft) if rows else set()
    photos = [
        {"pid": str(row.pid), "question": row.question, "device": str(row.device), "sent": True, "away": True,
         "at": milliseconds(news.begun_at), **{key: row.content[key] for key in _PHOTO if key in row.content}}
        for row in rows
        if row.removed_in is None and row.revision > since and row.sha256 in here and files.has(row.sha256)
        and (row.device != news.device or _is_others(row.content, "masked_by", news))
    ]  # fmt: skip
    gone = [str(row.pid) for row in rows if (row.removed_in or 0) > since]
    return {"photos": [_row(news, {**one, "at": one.get("taken_at", one["at"])}) for one in photos], "removed": gone}


def held_digests(draft: KeptDraft) -> set[str]:
    """Digests of the photos whose bytes the shopper sent for this draft, its visit or the visit that it corrects."""
    ahead = select(HeldPhoto.sha256).where(HeldPhoto.visit_id == draft.id, HeldPhoto.person_id == draft.shopper_id)
    visits = [one for one in (draft.id, draft.supersedes_id) if one]
    sent = (
        select(Photo.sha256).join(Visit)
        .where(Visit.id.in_(visits), Visit.shopper_id == draft.shopper_id, Photo.state != "waiting")
    )  # fmt: skip
    return {*db.session.scalars(ahead), *db.session.scalars(sent)}


def _readings(draft: KeptDraft) -> dict[str, Any]:
    """What was read from the receipts of this draft: proposals."""
    ahead = select(HeldPhoto.sha256).where(HeldPhoto.visit_id == draft.id, HeldPhoto.person_id == draft.shopper_id)
    kept = select(KeptPhoto.sha256).where(KeptPhoto.draft_id == draft.id, KeptPhoto.removed_in.is_(None))
    found = select(ReceiptReading).where(
        ReceiptReading.state == "read", ReceiptReading.sha256.in_(kept), ReceiptReading.sha256.in_(ahead)
    )
    return {row.sha256: row.found for row in db.session.scalars(found)}


def owned_photo(draft_id: UUID, sha256: str, person: Person) -> KeptPhoto | None:
    """A photo of the person's own draft whose bytes this person sent, else None."""
    draft = db.session.get(KeptDraft, draft_id)
    if draft is None or draft.shopper_id != person.id or sha256 not in held_digests(draft):
        return None
    named = select(KeptPhoto).where(
        KeptPhoto.draft_id == draft_id, KeptPhoto.sha256 == sha256, KeptPhoto.removed_in.is_(None)
    )
    return db.session.scalars(named.limit(1)).first()
