"""Every night: whether what photos were kept is still what came. A disk forgets without saying so."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select

from extensions import db, transaction
from shopper.clock import HERE
from shopper.files import FileDamaged, FileStore
from shopper.judging import flag
from shopper.models import Photo

# Between three and four nobody waits for a page; the chores come every hour, so once a night.
NIGHT_HOUR = 3
_log = logging.getLogger("detalji.soundness")


def is_night(at: datetime) -> bool:
    """Whether it is the hour in which the files are read."""
    return at.astimezone(HERE).hour == NIGHT_HOUR


def check_files(files: FileStore) -> list[str]:
    """Read every photo and its clean copy; gives the digests of what is gone or was altered, which the log names too.

    The visit gets one remark for each such photo, so that whoever reviews it asks for it again while the phone has it.
    """
    rows = db.session.execute(select(Photo.sha256, Photo.shown_sha256).where(Photo.state != "waiting")).all()
    db.session.rollback()
    kept = {digest for row in rows for digest in row if digest}
    damaged = sorted(digest for digest in kept if not _is_sound(files, digest))
    if damaged:
        _remark(damaged)
    return damaged


def _is_sound(files: FileStore, digest: str) -> bool:
    try:
        files.read(digest)
    except (FileDamaged, OSError) as damage:
        _log.error("a kept photo is damaged: %s", damage)
        return False
    return True


def _remark(damaged: Iterable[str]) -> None:
    with transaction():
        hurt = or_(Photo.sha256.in_(damaged), Photo.shown_sha256.in_(damaged))
        for photo in db.session.scalars(select(Photo).where(hurt)):
            told = {(one["code"], one["question"]) for one in photo.visit.flags}
            if ("photo_damaged", photo.question) not in told:
                photo.visit.flags = [*photo.visit.flags, flag("photo_damaged", photo.question)]
