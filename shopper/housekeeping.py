"""What has had its day is put away, once an hour by the worker."""

from __future__ import annotations

import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select, update

from extensions import db, transaction
from shopper.begun import sweep_drafts
from shopper.clock import HERE
from shopper.files import FileStore
from shopper.models import Assignment, HeldPhoto, KeptDraft, Session, SignInAttempt

_HELD_FOR = timedelta(days=30)
_ATTEMPTS_FOR = timedelta(days=1)
_SESSIONS_FOR = timedelta(days=90)
# A process that is still writing must not lose its temporary file.
_PARTS_FOR_S = 24 * 3600.0


def tidy(files: FileStore, scratch: Path, at: datetime) -> None:
    """Sweep half files, folders in `scratch` that killed workers left, photos whose visit never came, drafts
    whose visit came, old sessions and tries; offers past their day expire."""
    files.sweep_parts(_PARTS_FOR_S, time.time())
    for left in scratch.glob("*"):
        if time.time() - left.stat().st_mtime > _PARTS_FOR_S:
            shutil.rmtree(left, ignore_errors=True)
    with transaction():
        sweep_drafts(at)
        unfinished = select(KeptDraft.id).where(KeptDraft.closed_at.is_(None))
        old = HeldPhoto.received_at < at - _HELD_FOR
        db.session.execute(delete(HeldPhoto).where(old, HeldPhoto.visit_id.not_in(unfinished)))
        db.session.execute(delete(SignInAttempt).where(SignInAttempt.tried_at < at - _ATTEMPTS_FOR))
        db.session.execute(delete(Session).where(Session.expires_at < at - _SESSIONS_FOR))
        past = Assignment.due_on < at.astimezone(HERE).date()
        # An accepted one stays open: the visit may be finished on a phone that has had no network since.
        offers = select(Assignment.id).where(Assignment.state == "offered", past)
        db.session.execute(update(Assignment).where(Assignment.id.in_(offers)).values(state="expired"))
