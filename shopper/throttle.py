"""Guessing slowed without locking anybody out: tries are counted before they are judged, right ones are given back."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from extensions import db, transaction
from shopper.models import SignInAttempt

_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most `most` tries of one kind in `window`."""

    name: str
    most: int
    window: timedelta


WRONG_BY_ACCOUNT = Limit("account", 10, timedelta(minutes=15))
# Wider: a whole office, or all phones of a mobile network, may come from one address.
WRONG_BY_ADDRESS = Limit("address", 50, timedelta(minutes=15))
RESETS_BY_ACCOUNT = Limit("reset", 3, timedelta(hours=1))
RESETS_BY_ADDRESS = Limit("reset_address", 30, timedelta(hours=1))


class TooMany(Exception):
    """Too many tries; `wait` says how long until the next is looked at."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"wait {wait}")
        self.wait = wait


def count_try(at: datetime, *counted: tuple[Limit, str]) -> list[UUID]:
    """Count one try of somebody (an account, an address) under each limit; gives what `forget_tries` takes back.

    Counting comes before judging, so that tries sent side by side cannot slip through together.
    Opens its own transaction. Raises TooMany, and then counts nothing.
    """
    with transaction():
        db.session.execute(delete(SignInAttempt).where(SignInAttempt.tried_at < at - _KEPT))
        wait = max((_wait(limit, key_of(limit, who), at) for limit, who in counted), default=timedelta())
        if wait > timedelta():
            raise TooMany(wait)
        tries = [SignInAttempt(id=uuid4(), key=key_of(limit, who), tried_at=at) for limit, who in counted]
        ids = [one.id for one in tries]
        db.session.add_all(tries)
    return ids


def _wait(limit: Limit, key: str, at: datetime) -> timedelta:
    """How long until fewer than `limit.most` tries lie in the window."""
    recent = (
        select(SignInAttempt.tried_at)
        .where(SignInAttempt.key == key, SignInAttempt.tried_at > at - limit.window)
        .order_by(SignInAttempt.tried_at.desc())
        .offset(limit.most - 1)
        .limit(1)
    )
    blocking = db.session.scalar(recent)
    return timedelta() if blocking is None else blocking + limit.window - at


def forget_tries(ids: list[UUID]) -> None:
    """Take back what `count_try` counted: the try was right. To be called inside a transaction."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_(ids)))


def forgive(limit: Limit, who: str) -> None:
    """Forget all tries of `who`, who has shown to be the owner. To be called inside a transaction."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.key == key_of(limit, who)))


def spend(kind: str, secret: str, at: datetime) -> bool:
    """Use something up that may serve once within a day: True the first time. To be called inside a transaction."""
    key = f"spent_{kind}:{_digest(secret)}"
    if db.session.scalar(select(SignInAttempt.id).where(SignInAttempt.key == key)):
        return False
    db.session.add(SignInAttempt(id=uuid4(), key=key, tried_at=at))
    return True


def key_of(limit: Limit, who: str) -> str:
    """What is stored: no address of anybody, only its digest."""
    return f"{limit.name}:{_digest(_network(who))}"


def _network(who: str) -> str:
    """One customer of a provider holds 2^64 addresses of IPv6: they count as one."""
    try:
        address = ipaddress.ip_address(who)
    except ValueError:
        return who
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else who


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
