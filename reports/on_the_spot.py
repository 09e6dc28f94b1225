"""What was marked on the spot: moods on the pocket screen, and how soon after their moments feelings were noted. Pure.

A mood is placed at the touchpoint of the question that names the next moment of the visit, as the phone does it
(static/js/visit/stamps.js). No time of it goes into a report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.definition import Questionnaire
from reports.observed import Observed
from shopper.moments import plan

SOON_SECONDS = 300
_SKIP = "skip"
_UP, _DOWN = "mood_up", "mood_down"


@dataclass(frozen=True)
class Marked:
    """How often the mood was marked to have risen, and to have fallen, at one touchpoint."""

    rose: int = 0
    fell: int = 0


@dataclass(frozen=True)
class Promptness:
    """Of `known` feelings whose moment is known, `soon` were put down within five minutes of it; of `unknown` ones no
    moment is known."""

    soon: int
    known: int
    unknown: int


def marked_moods(questionnaire: Questionnaire, stamps: Sequence[Mapping[str, Any]]) -> dict[str, Marked]:
    """Touchpoint → what was marked there. `stamps` as a visit keeps them; what was taken back does not count."""
    walked = plan(questionnaire)
    found: dict[str, Marked] = {}
    if walked is None:
        return found
    moments, place = walked["moments"], 0
    for stamp in stamps:
        moment = stamp.get("moment")
        if stamp.get("undone"):
            continue
        if moment in (_UP, _DOWN):
            touchpoint = walked["touchpoints"][min(place, len(moments))]
            one = found.get(touchpoint, Marked())
            found[touchpoint] = Marked(one.rose + (moment == _UP), one.fell + (moment == _DOWN))
        elif moment == _SKIP:
            place += 1
        elif moment in moments:
            place = moments.index(moment) + 1
    return found


def promptness(seen: tuple[Observed, ...]) -> Promptness:
    """Of the feelings that were named: how soon after their moments, where stamps tell those."""
    felt = [one.answer.get("delay") for one in seen if one.question.kind == "emotion" and one.valence is not None]
    known = [seconds for seconds in felt if type(seconds) is int and seconds >= 0]
    return Promptness(sum(seconds <= SOON_SECONDS for seconds in known), len(known), len(felt) - len(known))
