"""The one place that asks what time it is, so that tests can move it and verbs take it as a parameter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Helsinki")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date where the stores are."""
    return now().astimezone(HERE).date()


def milliseconds(at: datetime) -> int:
    """`at` as ms since 1970, as the phone counts."""
    return int(at.timestamp() * 1000)


def from_milliseconds(value: object) -> datetime | None:
    """The instant of a phone's clock; None for what cannot be one (a claim, never trusted)."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 4_102_444_800_000:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)
