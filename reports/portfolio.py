"""How a chain's stores stand: the last report of each, with how many visits and what mean lie behind it.

One visit proves nothing: means are told from three visits on, and stores are put in the order of their means only when
each of them has as many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from extensions import db
from reports.comparison import FEWEST
from reports.models import ActionPoint, Report
from reports.reading import newest, reports_for
from reports.replies import still_open
from shopper.alphabet import alphabetical
from shopper.models import Person, Visit

PAGE = 20


@dataclass(frozen=True)
class Standing:
    """One store: its last report, the number of its visits, their mean (None below three), what is done about it, and
    how many of its reports are open."""

    last: Report
    n: int
    mean: float | None
    action: ActionPoint | None
    open: int = 0


def standings(person: Person, *, by_mean: bool = False) -> list[Standing]:
    """A line for each store with a report, by name; `by_mean`: best first, where every store has three visits."""
    figures = (Report.store_id, func.count(), func.avg(Report.base))
    grouped = reports_for(person).where(newest()).with_only_columns(*figures).group_by(Report.store_id)
    counts = {store_id: (n, mean) for store_id, n, mean in db.session.execute(grouped)}
    last = db.session.scalars(_last_of_each_store(person)).all()
    actions, waiting = actions_of([report.visit_id for report in last]), _open_by_store(person)
    lines = [
        Standing(
            report, *_told(*counts[report.store_id]), actions.get(report.visit_id), waiting.get(report.store_id, 0)
        )
        for report in last
    ]
    lines.sort(key=lambda line: alphabetical(line.last.store.name))
    if by_mean and can_rank(lines):
        lines.sort(key=lambda line: -(line.mean or 0))
    return lines


def can_rank(lines: list[Standing]) -> bool:
    """Whether the stores may be put in an order."""
    return len(lines) > 1 and all(line.n >= FEWEST for line in lines)


def open_count(person: Person) -> tuple[int, int]:
    """How many of this person's reports are open, and how many there are; newest editions alone."""
    all_, waiting = (
        select(func.count()).select_from(reports_for(person).where(newest(), *more).subquery())
        for more in ((), (still_open(),))
    )
    return db.session.scalar(waiting) or 0, db.session.scalar(all_) or 0


def latest(person: Person, page: int, *, open_alone: bool = False) -> tuple[list[Report], bool]:
    """Reports, open ones first, then those issued last; newest editions alone; the page (from 1), and whether there
    are more. `open_alone`: open ones, and those first that have waited longest."""
    found = reports_for(person).where(newest()).options(joinedload(Report.store))
    if open_alone:
        found = found.where(still_open()).order_by(Report.issued_at, Report.id)
    else:
        found = found.order_by(still_open().desc(), Report.issued_at.desc(), Report.id)
    found = found.offset((page - 1) * PAGE).limit(PAGE + 1)
    rows = list(db.session.scalars(found))
    return rows[:PAGE], len(rows) > PAGE


def actions_of(visit_ids: list[UUID]) -> dict[UUID, ActionPoint]:
    """Visit → what was chosen to be done about it."""
    found = select(Report.visit_id, ActionPoint).join(Report).where(Report.visit_id.in_(visit_ids))
    return dict(db.session.execute(found.order_by(Report.edition)).all())


def _told(n: int, mean: Any) -> tuple[int, float | None]:
    return n, float(mean) if mean is not None and n >= FEWEST else None


def _open_by_store(person: Person) -> dict[UUID, int]:
    grouped = reports_for(person).where(newest(), still_open()).with_only_columns(Report.store_id, func.count())
    return dict(db.session.execute(grouped.group_by(Report.store_id)).all())


def _last_of_each_store(person: Person) -> Select[Report]:
    visited = func.coalesce(Visit.finished_at, Visit.received_at)
    place = func.row_number().over(partition_by=Report.store_id, order_by=(visited.desc(), Report.id)).label("place")
    ranked = (
        reports_for(person).where(newest()).join(Visit, Report.visit_id == Visit.id).with_only_columns(Report.id, place)
    ).subquery()
    first = select(ranked.c.id).where(ranked.c.place == 1)
    return select(Report).where(Report.id.in_(first)).options(joinedload(Report.store))
