"""What has had its day is put away; what may still come is left alone."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from flask import Flask

from extensions import db, transaction
from shopper import clock
from shopper.housekeeping import tidy
from shopper.models import Assignment, HeldPhoto, SignInAttempt
from shopper.photos import file_store
from tests.world import World


def test_it_puts_away_what_is_old_and_nothing_else(app: Flask, world: World, tmp_path: Path) -> None:
    at = clock.now()
    with transaction():
        for age in (29, 31):
            db.session.add(HeldPhoto(visit_id=uuid4(), sha256=str(age), person_id=world.people["anna"], bytes=1,
                                     received_at=at - timedelta(days=age)))  # fmt: skip
        for hours in (1, 30):
            db.session.add(SignInAttempt(key=str(hours), tried_at=at - timedelta(hours=hours)))
        world.get(Assignment, "lahti_visit").state = "offered"
    scratch = tmp_path / "tmp"
    for name in ("print-left", "print-now"):
        (scratch / name).mkdir(parents=True)
    os.utime(scratch / "print-left", (0, 0))
    later = at + timedelta(days=60)
    tidy(file_store(), scratch, at)
    assert [left.name for left in scratch.iterdir()] == ["print-now"]
    assert [held.sha256 for held in db.session.query(HeldPhoto)] == ["29"]
    assert [attempt.key for attempt in db.session.query(SignInAttempt)] == ["1"]
    assert world.get(Assignment, "lahti_visit").state == "offered"
    tidy(file_store(), scratch, later)
    assert world.get(Assignment, "lahti_visit").state == "expired"
    assert world.get(Assignment, "vaasa_visit").state == "accepted"
