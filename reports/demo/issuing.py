"""The report of the running wave, as headquarters would issue it: a newcomer finds one that is ready."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from extensions import db
from reports.demo.cast import CAST
from reports.demo.founding import Founded
from reports.wave.issue import NothingToTell, issue_wave_report
from shopper.models import Person, Wave

_CHAIN = "poutahetki"
_RUNNING = 1


def issue_running_wave(founded: Founded, now: datetime) -> None:
    """Issue it; what follows (printing) is left to the workers."""
    leader = next(role.local for role in CAST if role.chain == _CHAIN and role.store is None)
    wave = db.session.get_one(Wave, founded.waves[_CHAIN, _RUNNING])
    # A small demo may have no visit in it yet.
    with suppress(NothingToTell):
        issue_wave_report(wave, db.session.get_one(Person, founded.people[leader]), now)
