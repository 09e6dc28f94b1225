"""How soon after its moment an answer was given. Pure.

A question belongs to a touchpoint; its moment is the last stamp of that touchpoint's moments, else the nearest one
before it on the customer's way, else the leaving. The sooner, the surer is memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from forms.definition import Questionnaire

LEFT = "left"


def delays(
    questionnaire: Questionnaire, stamps: Sequence[Mapping[str, Any]], given_at: Mapping[str, datetime | None]
) -> dict[str, int]:
    """Question → whole seconds from its moment to its answer, for those where both are known and in that order.

    `stamps`: {"moment", "at" (ISO), "undone"}, on the same clock as `given_at`.
    """
    times = {one["moment"]: datetime.fromisoformat(one["at"]) for one in stamps if not one.get("undone")}
    ended = _ends(questionnaire, times)
    found = {}
    for question in questionnaire.questions:
        moment, given = ended.get(question.touchpoint, times.get(LEFT)), given_at.get(question.id)
        if moment is not None and given is not None and given >= moment:
            found[question.id] = int((given - moment).total_seconds())
    return found


def _ends(questionnaire: Questionnaire, times: Mapping[str, datetime]) -> dict[str, datetime]:
    """Touchpoint → the last of its stamped moments; a touchpoint without one takes that of the one before it."""
    own: dict[str, datetime] = {}
    for question in questionnaire.questions:
        moments = question.settings.get("moments", {})
        for end in ("from", "to"):
            stamped = times.get(moments.get(end))
            if stamped is not None:
                own[question.touchpoint] = max(stamped, own.get(question.touchpoint, stamped))
    way = list(dict.fromkeys(question.touchpoint for question in questionnaire.questions))
    if LEFT in times and way:
        own.setdefault(way[-1], times[LEFT])
    ends, last = {}, None
    for touchpoint in way:
        last = own.get(touchpoint, last)
        if last is not None:
            ends[touchpoint] = last
    return ends
