"""What the shopper tapped on the pocket screen of an imagined visit: the moments whose times were taken, and a mood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.definition import Questionnaire
from reports.demo.scene import Scene
from shopper.moments import ARRIVED, LEFT

_AFTER_S = 20


def taps(scene: Scene, questionnaire: Questionnaire) -> list[tuple[int, str]]:
    """(second of the day, moment) in the order of the taps; nothing where no time was taken: then the phone stayed in
    its pocket."""
    found = dict(_ends(scene, questionnaire))
    if not found:
        return []
    ordered = sorted([*((second, moment) for moment, second in found.items()), (scene.second, LEFT)])
    return sorted([*ordered, *_mood(scene, questionnaire, found)])


def _ends(scene: Scene, questionnaire: Questionnaire) -> list[tuple[str, int]]:
    """Moment → when it was tapped, of the lengths of time that were measured at both ends."""
    ends = []
    for question in questionnaire.questions:
        moments, value = question.settings.get("moments", {}), scene.value(question.id)
        if question.kind == "duration" and question.id in scene.tapped and isinstance(value, Mapping):
            ends += [(moments[end], _second(value[end])) for end in ("from", "to") if end in moments and end in value]
    if ends:
        ends.append((ARRIVED, _second_of(scene)))
    return ends


def _mood(scene: Scene, questionnaire: Questionnaire, found: Mapping[str, int]) -> list[tuple[int, str]]:
    """One mark of the mood, soon after the moment that was picked as the peak, where a tap tells when that was."""
    peak: Any = scene.value("peak")
    if not isinstance(peak, Mapping):
        return []
    there = [question for question in questionnaire.questions if question.touchpoint == peak.get("touchpoint")]
    moments = [moment for question in there for moment in question.settings.get("moments", {}).values()]
    seconds = [found[moment] for moment in moments if isinstance(moment, str) and moment in found]
    return [(max(seconds) + _AFTER_S, "mood_up" if peak.get("sign") == "plus" else "mood_down")] if seconds else []


def _second_of(scene: Scene) -> int:
    began = scene.plan.began
    return began.hour * 3600 + began.minute * 60 + began.second


def _second(time: str) -> int:
    hours, minutes, seconds = map(int, time.split(":"))
    return hours * 3600 + minutes * 60 + seconds
