"""What stores promised after their visits, whether it was done, and what the next visit saw of it. Pure.

A promise is *mended* when the detail that it names earned full points at the store's next visit, *better* when it
earned more than before, else *the same*. Nothing is said where no next visit has come, where it was not asked there,
or where the promise names no detail.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reports.wave.told import Promise, Told, by_store

Seen = Literal["mended", "better", "same"]
MOST = 12
_FULL = 0.9995
_ORDER: dict[Seen | None, int] = {"mended": 0, "better": 1, "same": 2, None: 3}


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise and its fate; `is_late`: its day is over and it is not done. `times`: so often the store promised the
    same; the newest is told."""

    store: str
    deed: str
    is_done: bool
    is_late: bool
    seen: Seen | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Promises:
    """Of `visits` visits `promised` led to a deed, of which `done` are done and `late` are late; of `seen` that the
    next visit could see `mended` were mended and `better` better. `kept`: some of them, the seen ones first."""

    visits: int
    promised: int
    done: int
    late: int
    seen: int
    mended: int
    better: int
    kept: tuple[Kept, ...]


def promises(visits: Sequence[Told], *, most: int = MOST) -> Promises:
    """The promises after these visits: those of one store follow each other, the earliest first."""
    found = [one for here in by_store(visits).values() for one in _of_store(here)]
    seen = [one.seen for one in found]
    return Promises(
        visits=len(visits),
        promised=len(found),
        done=sum(one.is_done for one in found),
        late=sum(one.is_late for one in found),
        seen=sum(one is not None for one in seen),
        mended=seen.count("mended"),
        better=seen.count("better"),
        kept=tuple(sorted(_once(found), key=lambda one: (_ORDER[one.seen], not one.is_done))[:most]),
    )


def _of_store(visits: list[Told]) -> Iterable[Kept]:
    for place, visit in enumerate(visits):
        if (promise := visit.promise) is not None:
            following = visits[place + 1] if place + 1 < len(visits) else None
            seen = _seen(promise, visit, following)
            yield Kept(visit.name, promise.deed, promise.is_done, promise.is_late, seen)


def _once(found: list[Kept]) -> Iterable[Kept]:
    """Each deed of a store once, as it was promised last; what was seen of it before stands where nothing was since."""
    latest: dict[tuple[str, str], Kept] = {}
    for one in found:
        before = latest.get((one.store, one.deed))
        seen, times = (one.seen or before.seen, before.times + 1) if before else (one.seen, 1)
        latest[one.store, one.deed] = replace(one, seen=seen, times=times)
    return latest.values()


def _seen(promise: Promise, visit: Told, following: Told | None) -> Seen | None:
    then, now = _points(visit, promise.question), _points(following, promise.question)
    if now is None:
        return None
    if now >= _FULL:
        return "mended"
    return "better" if then is not None and now > then else "same"


def _points(visit: Told | None, question: str | None) -> float | None:
    details = visit.details if visit and question else ()
    return next((one.points for one in details if one.id == question), None)
