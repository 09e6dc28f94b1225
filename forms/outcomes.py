"""What one visit's answers say beside the score: what the customer will do, felt and expected. Pure, and never raises.

Intents and feelings carry no points. They are found by the ids that the library's shelf gives them; a questionnaire
that does not ask them has None in their place. Only answers to questions that were asked in the visit count.

| part | from |
|---|---|
| `excellence` | every answered `scale` of the visit |
| `intents` | `out4` (ratings: `feedback`, `buy`, `back`, `recommend`) |
| `distance` | `dist` (ratings with `reverse`) |
| `commitment` | `out4`, `next`, `promise` |
| `expectation` | `exp_gap`, `exp_pre` |
| `is_risk` | `leave` |
| `echo` | `tell`, `tell_n` |
| `silent`, `next_time`, `cause`, `preference` | the choice of `silent`, `next`, `emo_why`, `pick` |
| `satisfaction` | `nps`: one answer is never called by that name |
| `reasons` | `why3` (rank) |
| `turn`, `sittings` | the first question of the kinds `mark` and `sittings` |
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from forms.conditions import asked_questions, skipped
from forms.kinds import KINDS
from forms.phrases import EMOTIONS, SIGNS
from forms.scoring import Score
from forms.shapes import Question, Questionnaire

TOP = 10
BEST_STEP = 5
# The steps of `exp_gap`, by its choices' ids.
GAPS = {"far_below": -2, "below": -1, "met": 0, "above": 1, "far_above": 2}
_DIGITS = 6


@dataclass(frozen=True)
class Excellence:
    """How many of `n` answered scales were at their best step; `rate` 0–100."""

    best: int
    n: int
    rate: float


@dataclass(frozen=True)
class Rated:
    """The steps 0–10 of each part that was given, in the question's order; `index` 0–100, None where a part lacks.

    Of the distance both are turned round: 10 is far away.
    """

    parts: Mapping[str, int]
    index: float | None


@dataclass(frozen=True)
class Commitment:
    """`index` is the mean of `parts`, each 0–100: `intents` (the index of `out4`), `next` (100 where the customer comes
    back here, else 0; not there where the customer does not know) and `promise` ((step − 1) · 25). At least two of the
    three must be known: one alone is no commitment."""

    index: float
    parts: Mapping[str, float]


@dataclass(frozen=True)
class Expectation:
    """`step` −2 (far below what was expected) … +2. `before` 1–5 is how much was expected, None where it was not asked;
    `after` is where the visit ended on the same line (`before + step`, held to 1–5)."""

    step: int
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Echo:
    """What will be told: `said` good, bad or no; to how many `people` (None: not told). `balance`: the people with a
    sign, 0 for no; without a number one person is counted."""

    said: str
    people: int | None
    balance: int


@dataclass(frozen=True)
class Turn:
    """Where the mood turned; `sign` plus or minus. All empty where the shopper said that it did not turn."""

    touchpoint: str = ""
    sign: str = ""
    time: str = ""
    words: str = ""


@dataclass(frozen=True)
class Sitting:
    """One sitting of a stay: day (YYYY-MM-DD), time or "", touchpoint, emotion, `valence` −3…+3, words or ""."""

    on: str
    time: str
    touchpoint: str
    emotion: str
    valence: float
    words: str


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of one visit; see the table above. What was not asked or not answered is None."""

    excellence: Excellence | None = None
    intents: Rated | None = None
    distance: Rated | None = None
    commitment: Commitment | None = None
    expectation: Expectation | None = None
    is_risk: bool | None = None
    echo: Echo | None = None
    silent: str | None = None
    next_time: str | None = None
    cause: str | None = None
    preference: str | None = None
    satisfaction: int | None = None
    reasons: tuple[str, ...] | None = None
    turn: Turn | None = None
    sittings: tuple[Sitting, ...] | None = None


def outcomes(questionnaire: Questionnaire, answers: Mapping[str, Any], score: Score | None = None) -> Outcomes:
    """The outcomes of `answers` ({question id: answer}). `score`: that of the same answers, where it is known already.

    A value that does not fit its question counts as not given.
    """
    asked = score.questions.keys() if score else set(asked_questions(questionnaire, answers))
    said = _Said(questionnaire, answers, asked)
    intents, distance = said.rated("out4"), said.rated("dist")
    return Outcomes(
        excellence=_excellence(said),
        intents=intents,
        distance=distance,
        commitment=_commitment(intents, said.choice("next"), said.step("promise")),
        expectation=_expectation(said.choice("exp_gap"), said.step("exp_pre")),
        is_risk={"yes": True, "no": False}.get(said.word("leave", "yes_no")),
        echo=_echo(said.choice("tell"), said.whole("tell_n", "number", 1)),
        silent=said.choice("silent"),
        next_time=said.choice("next"),
        cause=said.choice("emo_why", "pick"),
        preference=said.choice("pick"),
        satisfaction=said.whole("nps", "nps", 0, TOP),
        reasons=_reasons(said),
        turn=_turn(said),
        sittings=_sittings(said),
    )


class _Said:
    """The values of the questions that were asked, each only where it is of its question's kind."""

    def __init__(self, questionnaire: Questionnaire, answers: Mapping[str, Any], asked: Collection[str]) -> None:
        self.questionnaire, self._answers, self._asked = questionnaire, answers, asked

    def value(self, question: Question | None, *kinds: str) -> Any:
        if question is None or question.kind not in kinds or question.id not in self._asked:
            return None
        answer = self._answers.get(question.id)
        return answer.get("value") if isinstance(answer, Mapping) and not skipped(answer) else None

    def of(self, id_: str, *kinds: str) -> Any:
        return self.value(self.questionnaire.by_id.get(id_), *kinds)

    def word(self, id_: str, *kinds: str) -> str:
        value = self.of(id_, *kinds)
        return value if isinstance(value, str) else ""

    def choice(self, id_: str, kind: str = "one") -> str | None:
        """The id of a choice that the question has."""
        question, chosen = self.questionnaire.by_id.get(id_), self.word(id_, kind)
        return chosen if question and question.choice(chosen) else None

    def whole(self, id_: str, kind: str, low: int, high: int = 10**9) -> int | None:
        return _whole(self.of(id_, kind), low, high)

    def step(self, id_: str) -> int | None:
        return self.whole(id_, "scale", 1, BEST_STEP)

    def rated(self, id_: str) -> Rated | None:
        """Each part 0–10, and the index as its kind tells it; a distance is what lacks to being close."""
        value, question = self.of(id_, "ratings"), self.questionnaire.by_id.get(id_)
        if question is None or not isinstance(value, Mapping):
            return None
        steps = {part["id"]: _whole(value.get(part["id"]), 0, TOP) for part in question.settings["parts"]}
        turned = bool(question.settings.get("reverse"))
        parts = {part: TOP - step if turned else step for part, step in steps.items() if step is not None}
        whole = len(parts) == len(steps)
        return Rated(parts, round(fmean(parts.values()) * 10, _DIGITS) if whole else None) if parts else None

    def first(self, kind: str) -> tuple[Question, Any] | None:
        """The first asked question of this kind that has a value, with the value."""
        for question in self.questionnaire.questions:
            if question.kind == kind and (value := self.value(question, kind)) is not None:
                return question, value
        return None


def _excellence(said: _Said) -> Excellence | None:
    steps = [said.step(one.id) for one in said.questionnaire.questions if one.kind == "scale" and one.id != "exp_pre"]
    given = [step for step in steps if step is not None]
    best = sum(step == BEST_STEP for step in given)
    return Excellence(best, len(given), round(best / len(given) * 100, _DIGITS)) if given else None


def _commitment(intents: Rated | None, next_time: str | None, promise: int | None) -> Commitment | None:
    known = {
        "intents": intents.index if intents else None,
        "next": None if next_time in (None, "unknown") else 100.0 if next_time == "here" else 0.0,
        "promise": None if promise is None else (promise - 1) * 25.0,
    }
    parts = {name: share for name, share in known.items() if share is not None}
    return Commitment(round(fmean(parts.values()), _DIGITS), parts) if len(parts) > 1 else None


def _expectation(gap: str | None, before: int | None) -> Expectation | None:
    if gap not in GAPS:
        return None
    step = GAPS[gap]
    return Expectation(step, before, None if before is None else min(BEST_STEP, max(1, before + step)))


def _echo(told: str | None, people: int | None) -> Echo | None:
    if told not in ("good", "bad", "no"):
        return None
    if told == "no":
        return Echo(told, 0, 0)
    return Echo(told, people, (people or 1) * (1 if told == "good" else -1))


def _reasons(said: _Said) -> tuple[str, ...] | None:
    question, ranked = said.questionnaire.by_id.get("why3"), said.of("why3", "rank")
    if question is None or not isinstance(ranked, list):
        return None
    return tuple(one for one in ranked if question.choice(one)) or None


def _turn(said: _Said) -> Turn | None:
    found = said.first("mark")
    if found is None or not isinstance(found[1], Mapping):
        return None
    question, value = found
    if value.get("none") is True:
        return Turn()
    touchpoint, sign = value.get("touchpoint"), value.get("sign")
    if question.choice(touchpoint) is None or sign not in tuple(SIGNS):
        return None
    return Turn(str(touchpoint), str(sign), _text(value.get("time")), _text(value.get("words")))


def _sittings(said: _Said) -> tuple[Sitting, ...] | None:
    found = said.first("sittings")
    if found is None or not isinstance(found[1], list):
        return None
    return tuple(one for value in found[1] if (one := _sitting(found[0], value))) or None


def _sitting(question: Question, value: object) -> Sitting | None:
    """One sitting that is whole. Its signed strength is told by the kind; a list of one has one or none."""
    felt = KINDS["sittings"].valences([value])
    if not felt or not isinstance(value, Mapping) or question.choice(value.get("touchpoint")) is None:
        return None
    if value.get("emotion") not in tuple(EMOTIONS):
        return None
    texts = (value.get("on"), value.get("time"), value.get("touchpoint"), value.get("emotion"))
    on, time, touchpoint, emotion = (_text(one) for one in texts)
    return Sitting(on, time, touchpoint, emotion, float(felt[0][2]), _text(value.get("words")))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _whole(value: object, low: int, high: int) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    return value if fits and isinstance(value, int) else None
