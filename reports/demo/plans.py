"""Which visits are made: where, when, in which part, and how far each of them comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from reports.demo.chains import invented
from reports.demo.dice import dice
from reports.demo.seasons import two_waves
from reports.demo.shapes import ChainPlan, StorePlan, VisitPlan, WavePlan
from shopper.clock import HERE

CHAINS = POUTAHETKI, MORGONVIND, SINIPOIMU = tuple(map(invented, ("poutahetki", "morgonvind", "sinipoimu")))
_DAY = timedelta(days=1)
_BEGINS = {"lunch": (time(11, 10), 130), "dinner": (time(17, 20), 90), "coffee": (time(8, 40), 100)}
# Visits of the running wave that did not come to their end: store, how far they came, how many days ago, what is wrong.
_UNFINISHED = (
    ("HEL01", "submitted", 1, ""), ("TRE01", "submitted", 2, "wrong_total"), ("VAA01", "late", 3, ""),
    ("TKU01", "returned", 4, "no_greeting_words"),
)  # fmt: skip
# The first of each pool can be signed in as; in the running wave they have open assignments instead.
_FIRSTS = 2


@dataclass(frozen=True)
class Fate:
    """A planned visit and how far it comes: approved, submitted, late (submitted after its due day) or returned.

    `shopper`: a number in the pool of shoppers of its language; none is twice in one store within 90 days.
    """

    plan: VisitPlan
    state: str
    shopper: int


def plan_visits(today: date, approved: int) -> list[Fate]:
    """All visits in the order of their days: `approved` that have reports, and four of every other state."""
    waves = two_waves(today)
    second = max(1, approved // 11)
    fates = [*_visits(POUTAHETKI, waves, approved - second, today), *_visits(MORGONVIND, waves, second, today)]
    turns, pool = 1 + max(fate.plan.turn for fate in fates), 1 + max(fate.shopper for fate in fates)
    for number, (code, state, days, lapse) in enumerate(_UNFINISHED):
        store = next(store for store in POUTAHETKI.stores if store.code == code)
        day = _workday(today - days * _DAY, -1)
        plan = _plan(POUTAHETKI, store, waves[1], turns + number, day, lapse)
        # The question goes to the first demo shopper, who must have something to answer.
        fates.append(Fate(plan, state, 0 if state == "returned" else max(pool, _FIRSTS) + number))
    return sorted(fates, key=lambda fate: fate.plan.began)


def _visits(chain: ChainPlan, waves: tuple[WavePlan, WavePlan], count: int, today: date) -> Iterator[Fate]:
    first = (count + 1) // 2
    most = -(-first // len(chain.stores)) + 1
    for wave, amount, before in ((waves[0], first, 0), (waves[1], count - first, first)):
        days = min(wave.last_on, today - 4 * _DAY) - wave.first_on - 3 * _DAY
        for number in range(amount):
            place = before + number
            store, turn = chain.stores[place % len(chain.stores)], place // len(chain.stores)
            day = _workday(wave.first_on + 2 * _DAY + days * number / max(1, amount - 1) // _DAY * _DAY, 1)
            # Shifted from store to store; each shopper at most once a wave in a store.
            shopper = (number // len(chain.stores) + place) % most + _FIRSTS * wave.number
            yield Fate(_plan(chain, store, wave, turn, day), "approved", shopper)


def _plan(chain: ChainPlan, store: StorePlan, wave: WavePlan, turn: int, day: date, lapse: str = "") -> VisitPlan:
    part = chain.parts[(turn + chain.stores.index(store)) % len(chain.parts)]
    chance = dice("began", store.code, wave.number, turn)
    earliest, minutes = _BEGINS[part.kind]
    began = datetime.combine(day, earliest, HERE) + timedelta(seconds=chance.randrange(minutes * 60))
    return VisitPlan(turn, chain, store, part, wave, began, store.language, lapse)


def _workday(day: date, step: int) -> date:
    while day.weekday() > 4:
        day += step * _DAY
    return day
