"""When a chain's mail goes out: a window on some days of the week, in the time of the stores. None: at any hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select, update

from extensions import db, transaction
from reports.models import ChainReport, Delivery, DeliveryHours, Report
from shopper.clock import HERE
from shopper.logbook import log
from shopper.models import Job

_DAY = timedelta(days=1)


def opening_after(hours: DeliveryHours | None, at: datetime) -> datetime | None:
    """When the window opens next; None: it is open at `at`. Pure."""
    if hours is None or not hours.weekdays:
        return None
    local = at.astimezone(HERE)
    minute = local.hour * 60 + local.minute
    if local.weekday() in hours.weekdays and hours.opens <= minute < hours.closes:
        return None
    day = local.date() if minute < hours.opens else local.date() + _DAY
    while day.weekday() not in hours.weekdays:
        day += _DAY
    opens = time(hours.opens // 60, hours.opens % 60)
    return datetime.combine(day, opens, HERE).astimezone(UTC)


def hours_of(chain_id: UUID) -> DeliveryHours | None:
    """The chain's window; None: mail goes out at any hour."""
    return db.session.get(DeliveryHours, chain_id)


def set_hours(chain_id: UUID, opens: int, closes: int, weekdays: Iterable[int], by: UUID, at: datetime) -> None:
    """Keep the window (minutes from midnight; days of the week, 0 Monday). Opens its own transaction."""
    with transaction():
        db.session.merge(DeliveryHours(chain_id=chain_id, opens=opens, closes=closes, weekdays=sorted(set(weekdays))))
        log(by, "set", "delivery_hours", chain_id, at)
        _look_again(chain_id, at)


def forget_hours(chain_id: UUID, by: UUID, at: datetime) -> None:
    """Let mail go out at any hour. Opens its own transaction."""
    with transaction():
        hours = hours_of(chain_id)
        if hours is not None:
            db.session.delete(hours)
            log(by, "removed", "delivery_hours", chain_id, at)
        _look_again(chain_id, at)


def _look_again(chain_id: UUID, at: datetime) -> None:
    """What waits was told to wait for the window of before."""
    waiting = select(Delivery.id).join(Report).where(Report.chain_id == chain_id, Delivery.state == "queued")
    issued = select(ChainReport.id).where(ChainReport.chain_id == chain_id)
    refs = [str(id_) for id_ in (*db.session.scalars(waiting), *db.session.scalars(issued))]
    asleep = (Job.kind.in_(("deliver", "announce")), Job.state == "ready", Job.ref.in_(refs))
    db.session.execute(update(Job).where(*asleep).values(run_at=at))
