"""When a chain's mail goes out: a window on some days of the week, in the time of the stores. None: at any hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select, update

from extensions import db, transaction
from reports.models import ChainReport, Delivery, DeliveryHours, Report
from shopper.clock import HERE
from shopper.logbook import log
from shopper.models import Job

_DAY = timedelta(days=1)
# The day of a weekly window may be the one on which the clock leaves it out.
_DAYS_AHEAD = 15


def opening_after(hours: DeliveryHours | None, at: datetime) -> datetime | None:
    """When the window opens next; None: it is open at `at`. Pure."""
    if hours is None:
        return None
    today = at.astimezone(HERE).date()
    for day in (today + number * _DAY for number in range(_DAYS_AHEAD)):
        opens_at, closes_at = _window(hours, day)
        if day.weekday() in hours.weekdays and opens_at < closes_at and at < closes_at:
            return opens_at if at < opens_at else None
    return None


def next_open(hours: DeliveryHours | None, at: datetime) -> datetime:
    """The first moment from `at` on at which mail may go. Pure."""
    return opening_after(hours, at) or at


def _window(hours: DeliveryHours, day: date) -> tuple[datetime, datetime]:
    """From and until when mail goes on a day. Where the clock is changed a time may come twice or never: of its two
    readings the one counts that keeps the window within what was set."""
    return max(_readings(day, hours.opens)), min(_readings(day, hours.closes))


def _readings(day: date, minute: int) -> tuple[datetime, datetime]:
    at = datetime.combine(day, time(), HERE) + timedelta(minutes=minute)
    return at.replace(fold=0).astimezone(UTC), at.replace(fold=1).astimezone(UTC)


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
    for job in db.session.scalars(select(Job).where(Job.kind == "announcement", Job.state == "ready")):
        if job.ref.partition("/")[0] in refs:
            job.run_at = at
