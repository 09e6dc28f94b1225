"""How far a wave is: stores visited, reports issued, editions of its own report, and which of them are printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from extensions import db
from reports.models import ChainReport, Print, Report
from reports.reading import newest
from reports.wave.gather import stores_planned
from shopper.models import Wave


@dataclass(frozen=True)
class Progress:
    """`visits` reported of `stores` stores out of `planned`; `issued`: the newest edition; `later`: visits that were
    reported after it."""

    wave: Wave
    visits: int
    stores: int
    planned: int
    issued: ChainReport | None
    later: int


@dataclass(frozen=True)
class Printing:
    """The prints of one edition: how many of all are `ready`, and how many could not be made."""

    ready: int
    failed: int
    total: int

    @property
    def is_under_way(self) -> bool:
        return self.ready + self.failed < self.total


def progress_of(waves: Iterable[Wave]) -> list[Progress]:
    """A line for each wave, in the order given."""
    return [_progress(wave) for wave in waves]


def printing_of(issued: ChainReport) -> Printing:
    """How far the prints of an edition are."""
    states = select(Print.state, func.count()).where(Print.chain_report_id == issued.id).group_by(Print.state)
    counts: dict[str, int] = dict(db.session.execute(states).all())
    return Printing(counts.get("ready", 0), counts.get("failed", 0), sum(counts.values()))


def editions_of(issued: ChainReport) -> list[ChainReport]:
    """The editions before this one, the newest first."""
    same = ChainReport.wave_id == issued.wave_id if issued.wave_id else ChainReport.store_id == issued.store_id
    earlier = select(ChainReport).where(same, ChainReport.edition < issued.edition)
    return list(db.session.scalars(earlier.order_by(ChainReport.edition.desc())))


def _progress(wave: Wave) -> Progress:
    counted = select(func.count(), func.count(Report.store_id.distinct()))
    visits, stores = db.session.execute(counted.where(Report.wave_id == wave.id, newest())).one()
    of_wave = select(ChainReport).where(ChainReport.wave_id == wave.id)
    issued = db.session.scalar(of_wave.order_by(ChainReport.edition.desc()).limit(1))
    later = _since(wave.id, issued.issued_at) if issued else 0
    return Progress(wave, visits, stores, max(stores, stores_planned(wave.id)), issued, later)


def _since(wave_id: UUID, at: datetime) -> int:
    newer = select(func.count()).where(Report.wave_id == wave_id, newest(), Report.issued_at > at)
    return db.session.scalar(newer) or 0
