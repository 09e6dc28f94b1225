"""What stands beside a score: the store's own visits before, and the chain's of the last twelve months.

Frozen with the report, so that a report says for ever what was true when it was issued. Means over fewer than three
visits, and the scores of fewer than five other stores, are not told: they would point at single stores.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import fmean
from typing import Any

from sqlalchemy import Select, func, select

from extensions import db
from forms.models import QuestionnaireVersion
from reports.models import ActionPoint, Report
from reports.reading import newest
from reports.report_data import MOST_STORES
from shopper.clock import HERE
from shopper.models import Visit

FEWEST = 3
FEWEST_STORES = 5
MOST_EARLIER = 5
_SPAN = timedelta(days=365)
_MOST = 1000


@dataclass(frozen=True)
class Benchmark:
    """`previous` and `chain_mean` 0–100; `sections`: id → (mean, number of visits). `earlier`: the store's visits
    before this one, oldest first, as (YYYY-MM, score); `stores`: the newest score of each other, lowest first."""

    previous: float | None = None
    chain_mean: float | None = None
    n: int = 0
    sections: dict[str, tuple[float, int]] = field(default_factory=dict)
    earlier: tuple[tuple[str, float], ...] = ()
    stores: tuple[float, ...] = ()


def benchmark(visit: Visit, at: datetime) -> Benchmark:
    """What there is to compare an approved visit with, at the instant `at`."""
    before = last_report(visit)
    others = select(Report.base, Report.snapshot["sections"], Report.store_id).where(Report.issued_at > at - _SPAN)
    rows = db.session.execute(_comparable(others, visit).order_by(_visited_at().desc(), Report.id).limit(_MOST)).all()
    chain = mean_of(base for base, _sections, _store in rows)
    return Benchmark(
        previous=before.base if before else None,
        chain_mean=chain[0] if chain else None,
        n=chain[1] if chain else 0,
        sections=_section_means([sections or {} for _base, sections, _store in rows]),
        earlier=_earlier(visit),
        stores=_stores([(store, base) for base, _sections, store in rows if store != _store_id(visit)]),
    )


def _earlier(visit: Visit) -> tuple[tuple[str, float], ...]:
    """The store's last visits before this one, as (YYYY-MM, score), oldest first."""
    before = select(_visited_at(), Report.base).where(
        Report.store_id == _store_id(visit), _visited_at() < _instant(visit), Report.base.is_not(None)
    )
    newest_first = _comparable(before, visit).order_by(_visited_at().desc()).limit(MOST_EARLIER)
    found = reversed(db.session.execute(newest_first).all())
    return tuple((f"{when.astimezone(HERE):%Y-%m}", base) for when, base in found)


def _stores(newest_first: list[tuple[Any, float | None]]) -> tuple[float, ...]:
    """The newest score of each store, lowest first; none where they are too few to hide in."""
    newest_of: dict[Any, float] = {}
    for store, base in newest_first:
        if base is not None:
            newest_of.setdefault(store, base)
    shown = list(newest_of.values())[:MOST_STORES]
    return tuple(sorted(shown)) if len(shown) >= FEWEST_STORES else ()


def last_report(visit: Visit) -> Report | None:
    """The newest edition of the store's visit before this one, with the same questionnaire."""
    earlier = select(Report).where(Report.store_id == _store_id(visit), _visited_at() < _instant(visit))
    found: Report | None = db.session.scalar(_comparable(earlier, visit).order_by(_visited_at().desc()).limit(1))
    return found


def action_of(report: Report) -> ActionPoint | None:
    """What was chosen to be done about the report's visit, whichever edition it was chosen on."""
    of_visit = select(ActionPoint).join(Report).where(Report.visit_id == report.visit_id)
    return db.session.scalar(of_visit.order_by(Report.edition.desc()).limit(1))


def _comparable(reports: Select[Any], visit: Visit) -> Select[Any]:
    """Newest editions of the chain's other visits with the same questionnaire, whichever edition of that."""
    code = visit.version.code if visit.version else ""
    return (
        reports.join(Visit, Report.visit_id == Visit.id)
        .join(QuestionnaireVersion, Visit.version_id == QuestionnaireVersion.id)
        .where(
            Report.chain_id == (visit.assignment.store.chain_id if visit.assignment else None),
            QuestionnaireVersion.code == code,
            Report.visit_id != visit.id,
            newest(),
        )
    )


def _store_id(visit: Visit) -> Any:
    return visit.assignment.store_id if visit.assignment else None


def _visited_at() -> Any:
    return func.coalesce(Visit.finished_at, Visit.received_at)


def _instant(visit: Visit) -> datetime:
    return visit.finished_at or visit.received_at


def mean_of(values: Iterable[float | None]) -> tuple[float, int] | None:
    """The mean and how many it is of; None where they are too few to be told."""
    known = [value for value in values if value is not None]
    return (round(fmean(known), 6), len(known)) if len(known) >= FEWEST else None


def _section_means(visits: list[dict[str, float | None]]) -> dict[str, tuple[float, int]]:
    ids = {id_ for visit in visits for id_ in visit}
    means = {id_: mean_of(visit.get(id_) for visit in visits) for id_ in sorted(ids)}
    return {id_: mean for id_, mean in means.items() if mean}
