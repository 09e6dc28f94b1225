"""The visits that a wave report or a store's year tells of, out of the reports as they were issued."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, undefer

from extensions import db
from reports.models import ActionPoint, Report
from reports.portfolio import actions_of
from reports.reading import newest
from reports.sentences import sentence
from reports.wave.outcomes import PARTS
from reports.wave.told import Promise, Told, told_of
from shopper.clock import HERE
from shopper.models import Assignment, Store, Visit, Wave
from shopper.review import visited_on

WAVES_BACK = 2
YEAR = timedelta(days=365)


def visits_of_wave(wave_id: UUID, today: date) -> list[Told]:
    """What each reported visit of the wave tells, the newest edition of it."""
    return _told(_of(Report.wave_id == wave_id), today)


def waves_before(wave: Wave) -> list[Wave]:
    """The waves of the same programme before this one, the newest first, of which there are reports."""
    has_reports = select(Report.id).where(Report.wave_id == Wave.id).exists()
    earlier = select(Wave).where(Wave.programme_id == wave.programme_id, Wave.last_on < wave.last_on, has_reports)
    return list(db.session.scalars(earlier.order_by(Wave.last_on.desc()).limit(WAVES_BACK)))


def stores_planned(wave_id: UUID) -> int:
    """How many stores the wave is to visit."""
    planned = select(func.count(Assignment.store_id.distinct())).where(Assignment.wave_id == wave_id)
    return db.session.scalar(planned) or 0


def year_of_store(store: Store, at: datetime) -> list[tuple[Wave, list[Told]]]:
    """The store's visits of the last twelve months by wave, the earliest wave first."""
    reports = [one for one in _of(Report.store_id == store.id) if _visited_at(one) > at - YEAR]
    waves = {report.wave_id: report.wave for report in reports}
    today = at.astimezone(HERE).date()
    return [
        (wave, _told([one for one in reports if one.wave_id == wave.id], today))
        for wave in sorted(waves.values(), key=lambda wave: (wave.last_on, wave.first_on, wave.name))
    ]


def _of(condition: ColumnElement[bool]) -> list[Report]:
    found = select(Report).where(condition, newest()).options(undefer(Report.snapshot), joinedload(Report.visit))
    return list(db.session.scalars(found.order_by(Report.id)))


def _visited_at(report: Report) -> datetime:
    visit: Visit = report.visit
    return visit.finished_at or visit.received_at


def _told(reports: Iterable[Report], today: date) -> list[Told]:
    reports = list(reports)
    chosen = actions_of([report.visit_id for report in reports])
    return [
        told_of(
            report.snapshot,
            store=str(report.store_id),
            on=visited_on(report.visit),
            part=_part_of(report.snapshot),
            promise=_promise(chosen.get(report.visit_id), today),
        )
        for report in reports
    ]


def _part_of(snapshot: dict[str, Any]) -> str:
    """The part of the day, out of what headquarters read of when the visit was; empty where it tells none."""
    when = str(snapshot["when"]["hq"]["fi"])
    return next((part for part in PARTS if when.endswith(sentence(part, "fi"))), "")


def _promise(chosen: ActionPoint | None, today: date) -> Promise | None:
    if chosen is None:
        return None
    return Promise(
        deed=chosen.deed,
        question=chosen.question,
        is_done=chosen.done_at is not None,
        is_late=chosen.done_at is None and chosen.due_on < today,
    )
