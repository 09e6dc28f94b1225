"""What a store wins or loses by each detail: what its people will do to win, told before the weights are published.

Every figure is a difference of two scores by `forms.scoring`, on one path: the answers of a usual visit, or those that
are given. So the cap of a failed critical question, and questions that appear or vanish with an answer, are in it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from forms.advice.paths import usual_answers
from forms.advice.possible import Option, options
from forms.advice.reach import Budget, reach
from forms.conditions import asked_questions
from forms.kinds import KINDS
from forms.kinds.choosing import words_of
from forms.phrases import MATCHES, YES_NO, in_language
from forms.scoring import CAP, PERCENT_DIGITS, score
from forms.scoring import DIGITS as SCORE_DIGITS
from forms.shapes import Question, Questionnaire

DIGITS = 6
HALF = 50


@dataclass(frozen=True)
class Effect:
    """One way to answer: its points (0–1; None in a plus question), what it adds to the plus index, the base that the
    whole path then gets (0–100), and how far that is from the best answer's (0 or less)."""

    value: Any
    points: float | None
    plus: float
    base: float | None
    change: float


@dataclass(frozen=True)
class Stake:
    """What hangs on one scored or plus question.

    `share`: its part of the 100 points of the base on the path where it is asked; `cost`: what the worst answer takes
    from the base there, cap included; `is_capped`: whether that holds its section down; `plus`: the most it adds to the
    plus index. `on_path` is false where the path was bent so that the question is asked; `is_reachable` is false where
    no such path was found, and the figures are 0.
    """

    question: str
    section: str
    touchpoint: str
    weight: float
    is_critical: bool
    on_path: bool
    is_reachable: bool
    share: float
    cost: float
    is_capped: bool
    plus: float
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class TouchpointStake:
    """The questions of one touchpoint that are on the path: their shares together and their worst single cost."""

    touchpoint: str
    share: float
    cost: float
    plus: float
    questions: tuple[str, ...]


def simulate(questionnaire: Questionnaire, answers: Mapping[str, Any] | None = None) -> list[Stake]:
    """The stake of every scored and plus question, the costliest first; those off the path after those on it.

    `answers` is the path ({question id: answer}); without it the usual one, where all goes well.
    """
    path = _Path(questionnaire, usual_answers(questionnaire) if answers is None else answers)
    bent = _Bent(questionnaire, path.answers)
    stakes = [
        _stake(question, path, on_path=True) if question.id in path.score.questions else _off_path(question, bent)
        for question in questionnaire.questions
        if question.can_be_skipped and question.due_after_days is None
    ]
    return sorted(stakes, key=lambda one: (not one.on_path, -one.cost, -one.share, -one.plus))


def by_touchpoint(stakes: Iterable[Stake]) -> list[TouchpointStake]:
    """The stakes on the path by touchpoint, the heaviest first."""
    groups: dict[str, list[Stake]] = {}
    for stake in stakes:
        if stake.on_path:
            groups.setdefault(stake.touchpoint, []).append(stake)
    made = [
        TouchpointStake(
            id_,
            round(sum(one.share for one in group), DIGITS),
            max(one.cost for one in group),
            round(sum(one.plus for one in group), DIGITS),
            tuple(one.question for one in group),
        )
        for id_, group in groups.items()
    ]
    return sorted(made, key=lambda one: (-one.share, -one.cost))


def chased(stakes: Iterable[Stake]) -> list[Stake]:
    """The heaviest details on the path that together make half of the base: what a store works on in order to win."""
    found: list[Stake] = []
    for stake in sorted((one for one in stakes if one.on_path and one.share), key=lambda one: (-one.share, -one.cost)):
        if sum(one.share for one in found) >= HALF:
            break
        found.append(stake)
    return found


def message(questionnaire: Questionnaire, language: str, stakes: Sequence[Stake] | None = None) -> list[str]:
    """What the weights tell a store, in plain sentences: what it will chase, what the cap does, what is left out."""
    stakes = simulate(questionnaire) if stakes is None else stakes
    found, counted = chased(stakes), [one for one in stakes if one.on_path and one.share]
    if not found:
        return [in_language(_SAID["nothing"], language)]
    said = questionnaire.language(language)
    named = ", ".join(questionnaire.by_id[one.question].text[said] for one in found)
    figures = {"few": len(found), "all": len(counted), "share": number(sum(one.share for one in found), language)}
    sentences = [in_language(_SAID["half"], language) % {**figures, "named": named}]
    if any(one.is_capped for one in stakes):
        sentences.append(in_language(_SAID["cap"], language) % {"most": round(CAP * 100)})
    sentences.append(in_language(_SAID["skips"], language))
    if any(not one.on_path for one in stakes):
        sentences.append(in_language(_SAID["off"], language))
    return sentences


def said(question: Question, value: Any, language: str) -> str:
    """The answer of an Effect in words: `kyllä`, `2 / 5`, `1 min 15 s`. `language`: one of the questionnaire's."""
    if question.kind == "yes_no":
        return in_language(YES_NO[value], language)
    if question.kind == "several":
        counted = [choice for choice in question.choices if not choice.exclusive]
        alone = [choice for choice in question.choices if choice.exclusive and choice.id in value]
        return alone[0].text[language] if alone else f"{len(value)} / {len(counted)}"
    if question.kind == "receipt":
        return in_language(MATCHES[value["match"]], language)
    if question.kind == "promise":
        return words_of(question.choices, value["others"], language)
    return KINDS[question.kind].summary(question, value, language)


def number(value: float, language: str) -> str:
    """A figure with at most one decimal, as the language writes it."""
    text = f"{value:.1f}".removesuffix(".0")
    return text if language == "en" else text.replace(".", ",")


class _Path:
    """One path through a questionnaire: its answers, its score, and what the score would be with one answer changed."""

    def __init__(self, questionnaire: Questionnaire, answers: Mapping[str, Any]) -> None:
        self.questionnaire, self.answers = questionnaire, answers
        self.score = score(questionnaire, answers)
        self._deciding = {id_ for one in questionnaire.questions if one.when for id_ in one.when.references()}
        self._sections: dict[str, list[str]] = {}
        for id_ in self.score.questions:
            self._sections.setdefault(questionnaire.by_id[id_].section, []).append(id_)

    def with_option(self, question: Question, way: Option) -> tuple[float | None, bool]:
        """The base with this answer, and whether the answer holds its section down by the cap."""
        if question.id in self._deciding and not self._asks_alike(question, way):
            return self._rescored(question, way)
        earned, possible, is_capped = self._section(question, way)
        others = [share for id_, share in self.score.sections.items() if id_ != question.section]
        whole = _sum([possible, *(share.possible for share in others)])
        part = _sum([earned, *(share.earned for share in others)])
        return (round(min(1.0, part / whole) * 100, PERCENT_DIGITS) if whole else None), is_capped

    def _asks_alike(self, question: Question, way: Option) -> bool:
        """Whether the same questions are asked with this answer."""
        asked = asked_questions(self.questionnaire, {**self.answers, question.id: {"value": way.value}})
        return asked == list(self.score.questions)

    def _rescored(self, question: Question, way: Option) -> tuple[float | None, bool]:
        """Other questions appear or vanish with this answer: the whole is scored anew."""
        bent = _Path(self.questionnaire, {**self.answers, question.id: {"value": way.value}})
        return bent.score.base, bent._section(question, way)[2]

    def _section(self, question: Question, way: Option) -> tuple[float, float, bool]:
        """What the section of `question` earns, could earn, and whether this answer costs it more than itself."""
        others = [id_ for id_ in self._sections.get(question.section, ()) if id_ != question.id]
        counted = [one for one in map(self.score.questions.__getitem__, others) if one.points is not None]
        own = [] if way.points is None else [round(way.points * question.weight, SCORE_DIGITS)]
        earned = _sum([*(one.earned for one in counted), *own])
        possible = _sum([*(one.weight for one in counted), *([question.weight] if own else [])])
        fails = question.critical and way.points == 0
        if not fails and not any(id_ in self.score.flags for id_ in others):
            return earned, possible, False
        most = round(CAP * possible, SCORE_DIGITS)
        return min(earned, most), possible, fails and most < earned


def _sum(numbers: Iterable[float]) -> float:
    return round(math.fsum(numbers), SCORE_DIGITS)


class _Bent:
    """Paths that were bent so that a question is asked; many questions hang on the same few answers."""

    def __init__(self, questionnaire: Questionnaire, answers: Mapping[str, Any]) -> None:
        self._questionnaire, self._answers = questionnaire, answers
        self._budget = Budget()
        self._paths: dict[str, _Path] = {}

    def path_to(self, question: Question) -> _Path | None:
        """A path on which `question` is asked; None where none was found."""
        way = reach(self._questionnaire, question, self._budget).asked
        if way is None:
            return None
        key = json.dumps(way, sort_keys=True)
        if key not in self._paths:
            bent = usual_answers(self._questionnaire, {**self._answers, **way})
            self._paths[key] = _Path(self._questionnaire, bent)
        found = self._paths[key]
        return found if question.id in found.score.questions else None


def _off_path(question: Question, bent: _Bent) -> Stake:
    path = bent.path_to(question)
    return _figures(question, on_path=False) if path is None else _stake(question, path, on_path=False)


def _stake(question: Question, path: _Path, *, on_path: bool) -> Stake:
    ways = options(question)
    bases = [path.with_option(question, way) for way in ways]
    top = max((base for base, _capped in bases if base is not None), default=0)
    effects = tuple(_effect(way, base, top) for way, (base, _capped) in zip(ways, bases, strict=True))
    possible = sum(one.possible for one in path.score.sections.values()) or question.weight or 1
    return replace(
        _figures(question, on_path=on_path),
        is_reachable=True,
        share=round(question.weight / possible * 100, DIGITS),
        cost=max((abs(one.change) for one in effects), default=0),
        is_capped=any(is_capped for _base, is_capped in bases),
        plus=max((one.plus for one in effects), default=0),
        effects=effects,
    )


def _figures(question: Question, *, on_path: bool) -> Stake:
    return Stake(
        question=question.id,
        section=question.section,
        touchpoint=question.touchpoint,
        weight=question.weight,
        is_critical=question.critical,
        on_path=on_path,
        is_reachable=False,
        share=0,
        cost=0,
        is_capped=False,
        plus=0,
        effects=(),
    )


def _effect(way: Option, base: float | None, top: float) -> Effect:
    change = 0 if base is None else round(base - top, DIGITS) or 0
    return Effect(way.value, way.points, way.plus, base, change)


_SAID: dict[str, dict[str, str]] = {
    "nothing": {
        "fi": "Lomakkeessa ei ole vielä pisteytettyjä kysymyksiä.",
        "sv": "Formuläret har ännu inga poängsatta frågor.",
        "en": "The questionnaire has no scored questions yet.",
    },
    "half": {
        "fi": "Puolet pisteistä (%(share)s / 100) tulee %(few)s yksityiskohdasta (kaikkiaan %(all)s). "
        "Näihin myymälä tarttuu ensin, jos se haluaa voittaa: %(named)s.",
        "sv": "Hälften av poängen (%(share)s av 100) kommer från %(few)s av %(all)s detaljer. "
        "Dem tar butiken sig an först om den vill vinna: %(named)s.",
        "en": "Half of the points (%(share)s of 100) come from %(few)s of %(all)s details. "
        "A store that wants to win works on these first: %(named)s.",
    },
    "cap": {
        "fi": "Kun kriittinen kysymys jää nollaan, sen osa-alue saa enintään %(most)s %% pisteistään: "
        "se voi siksi maksaa enemmän kuin kysymyksen oma paino.",
        "sv": "När en kritisk fråga får noll får dess delområde högst %(most)s %% av sina poäng: "
        "därför kan den kosta mer än sin egen vikt.",
        "en": "When a critical question gets nothing, its section gets at most %(most)s %% of its points: "
        "so it can cost more than its own weight.",
    },
    "skips": {
        "fi": "Kysymys, joka ei koske käyntiä, jää pois sekä saaduista että mahdollisista pisteistä: "
        "muut painavat silloin enemmän kuin tässä.",
        "sv": "En fråga som inte gäller besöket räknas varken som erhållen eller möjlig poäng: "
        "då väger de andra mer än här.",
        "en": "A question that does not apply to a visit counts neither as earned nor as possible: "
        "the others then weigh more than shown here.",
    },
    "off": {
        "fi": "Tavallisen käynnin ulkopuoliset kysymykset on laskettu käynnillä, jolla ne kysytään.",
        "sv": "Frågor utanför det vanliga besöket har räknats på ett besök där de ställs.",
        "en": "Questions outside the usual visit are reckoned on a visit in which they are asked.",
    },
}
