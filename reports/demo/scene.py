"""One visit while it is being imagined: how good the day is, what was answered so far, what the clock says."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from reports.demo.dice import dice
from reports.demo.shapes import THEMES, VisitPlan
from reports.demo.words import choices

Drawing = tuple[str, Callable[[], bytes]]
_SPREAD = 0.26
_USUAL, _STEADY = -0.1, 0.75


@dataclass
class Scene:
    """`second`: of the day, in the store. `answers` as in docs/answers.md, photos still lacking; `tapped`: when
    the questions that were answered by a tap were (seconds of the day). `drawings`: (question, draw it)."""

    plan: VisitPlan
    chance: Random
    mood: dict[str, float]
    second: int
    customers: int
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    tapped: dict[str, int] = field(default_factory=dict)
    drawings: list[Drawing] = field(default_factory=list)

    @property
    def is_busy(self) -> bool:
        return self.customers > 22

    def value(self, question: str) -> Any:
        """What was answered, or None."""
        return self.answers.get(question, {}).get("value")

    def say(self, question: str, value: Any) -> None:
        """Answer the question."""
        self.answers[question] = {"value": value}

    def skip(self, question: str, reason: str = "not_observed") -> None:
        """Answer that it could not be seen, or does not apply."""
        self.answers[question] = {"skipped": reason}

    def luck(self, theme: str) -> float:
        """How well this moment goes: the day's mood and the moment's own chance."""
        return self.mood[theme] + self.chance.gauss(0, _SPREAD)

    def rank(self, question: str, theme: str, *best_to_worst: str, hard: float = 0.0) -> str:
        """Answer with one of the choices; `hard` above 0 makes the best one rarer."""
        luck = self.luck(theme) - hard
        step = min(len(best_to_worst) - 1, max(0, math.ceil((0.02 - luck) / 0.5)))
        self.say(question, best_to_worst[step])
        return best_to_worst[step]

    def yes(self, question: str, theme: str, hard: float = 0.0) -> bool:
        """Answer yes when it goes well."""
        is_well = self.luck(theme) - hard > -0.22
        self.say(question, "yes" if is_well else "no")
        return is_well

    def scale(self, question: str, theme: str) -> int:
        """Answer 1–5."""
        step = max(1, min(5, round(3.7 + 1.7 * self.luck(theme))))
        self.say(question, step)
        return step

    def tick(self, question: str, theme: str, *ids: str) -> None:
        """Tick what was in order, in the order of the definition; `none` where nothing was."""
        fine = [id_ for id_ in ids if self.luck(theme) > -0.5]
        self.say(question, fine or ["none"])

    def take(self, question: str, theme: str, target: int) -> int:
        """A waiting time: most are tapped at both ends, others are estimated. Moves the clock; gives the seconds."""
        seconds = max(4, round(target * 0.8 * math.exp(-1.1 * self.luck(theme))))
        start, self.second = self.second, self.second + seconds
        if self.chance.random() < 0.72:
            self.say(question, {"seconds": seconds, "from": clock(start), "to": clock(self.second)})
            self.tapped[question] = self.second
        else:
            step = 5 if seconds < 90 else 60
            seconds = max(step, round(seconds / step) * step)
            self.say(question, {"seconds": seconds})
        return seconds

    def pass_time(self, least: int, most: int) -> None:
        """Seconds that nobody measures."""
        self.second += self.chance.randint(least, most)

    def words(self, *path: str) -> str:
        """A sentence at `path` that fits this part and this crowd; the visits of a store take them in turn.

        Empty where there is none.
        """
        kind = self.plan.part.kind
        found = choices(self.plan.language, path, (kind, "busy") if self.is_busy and kind == "lunch" else (kind,))
        place = self.plan.turn + dice(self.plan.store.code, *path).randrange(12)
        return found[place % len(found)] if found else ""


def open_scene(plan: VisitPlan) -> Scene:
    """The moment before the door: chance, mood and crowd of this visit."""
    chance = dice("visit", plan.name)
    customers = max(2, round(chance.gauss({"lunch": 23, "dinner": 17, "coffee": 8}[plan.part.kind], 5)))
    change = plan.store.change if plan.wave.number else {}
    mood = {
        theme: _STEADY * plan.store.nature.get(theme, 0.0) + change.get(theme, 0.0) + chance.gauss(_USUAL, 0.22)
        for theme in THEMES
    }
    if customers > 22:
        mood["speed"] -= 0.2
        mood["warmth"] -= 0.08
    began = plan.began
    second = began.hour * 3600 + began.minute * 60 + began.second
    return Scene(plan, chance, mood, second, customers)


def clock(second: int) -> str:
    """Second of the day as HH:MM:SS."""
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
