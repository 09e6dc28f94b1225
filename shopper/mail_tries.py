"""When mail that a server put off is handed over again: soon at first, then ever more rarely, and not for ever."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from shopper.jobs import MOST_TRIES

_WAITS_MIN = (1, 5, 20, 60, 240, 720, 1440)
LONGEST = timedelta(days=5)
# Hours that open once a week must not end it after a single try.
_SURE_TRIES = 4


def next_try(tries: int, since: datetime, at: datetime) -> datetime | None:
    """When to hand it over again, after the last of `tries` tries failed at `at`; None: not any more.

    `since`: when it could have gone first. Mail is tried eight times at most; five days after `since`, four times.
    """
    if tries >= MOST_TRIES or (tries >= _SURE_TRIES and at - since >= LONGEST):
        return None
    spread = random.uniform(0.8, 1.2)  # noqa: S311 - spreads retries, hides nothing
    return at + timedelta(minutes=_WAITS_MIN[tries - 1]) * spread
