"""When something was given, by the clock of a device that may be wrong, that may be moved, and that may stand still."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from shopper.clock import from_milliseconds, milliseconds
from shopper.manifest import is_number, wrong

_SLACK_MS = 60_000


class Clock:
    """A device's clock, by its samples of ours. Gives the moment of what bears {at, mono, boot}, never after `now`.

    The wall clock counts, moved to ours; where it stands before the monotonic clock of the same page's life, or in
    time to come, it was moved, and the monotonic clock counts. (That one may stand still while the device sleeps, so
    alone it would be too early.)
    """

    def __init__(self, samples: Any, given: Iterable[Mapping[str, Any]], now: datetime) -> None:
        self.now = milliseconds(now)
        known = [one for one in _checked(samples) if is_number(one.get("server")) and is_number(one.get("wall"))]
        self.offset = _median([one["server"] - one["wall"] for one in known])
        self.offsets, self.bases = {}, {}
        for boot in {one.get("boot") for one in known if isinstance(one.get("boot"), str)}:
            own = [one for one in known if one.get("boot") == boot]
            self.offsets[boot] = _median([one["server"] - one["wall"] for one in own])
            timed = [one["server"] - one["mono"] for one in own if is_number(one.get("mono"))]
            if timed:
                self.bases[boot] = _median(timed)
        for one in given:
            if one.get("mono") is not None and one.get("boot"):
                self.bases.setdefault(one["boot"], one["at"] + self._offset(one) - one["mono"])

    def moment(self, one: Mapping[str, Any]) -> datetime:
        """When `one` was given; now, where its clock tells a time that cannot be one."""
        wall = one["at"] + self._offset(one)
        base = self.bases.get(one.get("boot")) if one.get("mono") is not None else None
        if base is not None and (wall > self.now + _SLACK_MS or wall < base + one["mono"]):
            wall = base + one["mono"]
        return self.plain(wall)

    def moved(self, at: float) -> datetime:
        """A wall time without more, on our clock."""
        return self.plain(at + self.offset)

    def plain(self, ours: float) -> datetime:
        found = from_milliseconds(min(round(ours), self.now))
        return found or from_milliseconds(self.now)  # type: ignore[return-value]

    def _offset(self, one: Mapping[str, Any]) -> float:
        return self.offsets.get(one.get("boot"), self.offset)


def _checked(samples: Any) -> list[dict[str, Any]]:
    if not isinstance(samples, list) or len(samples) > 1000:
        return list(wrong("clock"))
    return [one for one in samples if isinstance(one, dict)]


def _median(values: list[float]) -> float:
    return float(sorted(values)[len(values) // 2]) if values else 0.0
