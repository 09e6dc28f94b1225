"""What happened, and what could have happened: the dearest answers beside the best that there were. Pure.

The rules, the same for every questionnaire:

- A story is told of a detail that was answered with one of several choices, or with a step of a scale that has words of
  its own, and that lost points. Judgements of the whole visit (`WHOLE`) and bare yes or no are none: they tell no deed.
- The dearest come first, by the same cost as the fix of the findings; there are at most three.
- What could have happened is the choice with the most points, among equals the one with the greatest plus; of a scale
  its best step.
- The shopper's words stand with the detail that they are about: those of the picked bad moment or of the turn for the
  worse at its touchpoint, else what was written down of this very detail (`WRITTEN`). No words stand twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms.definition import Questionnaire
from forms.phrases import YES_NO
from forms.scoring import Score
from forms.shapes import Text
from reports.chosen import fitting
from reports.findings import WHOLE, at_peak, cost_rank
from reports.journey import turn
from reports.observed import Observed, Texts, in_every, observe, peak_of, placed, unquoted

MOST_STORIES = 3
_BEST_STEP = 5

# Ids of the library's shelf: a detail, and the question that asks what was said while it happened.
WRITTEN = {"grt_first": "grt_words", "pak_hand": "hand_words", "bye_thx": "bye_words"}


@dataclass(frozen=True)
class Tale:
    """One story, as reports/report_parts.py says it of `Story`, with its texts in every language."""

    id: str
    text: Texts
    happened: Texts
    possible: Texts
    quote: str = ""


def stories(questionnaire: Questionnaire, answers: Mapping[str, Any], score: Score) -> tuple[Tale, ...]:
    """The stories of a visit with these answers (docs/answers.md) and this score of them."""
    seen = observe(questionnaire, answers, score)
    peak = peak_of(seen)
    short = [one for one in seen if one.lost > 0 and one.question.id not in WHOLE]
    dearest = sorted(short, key=lambda one: cost_rank(one, peak), reverse=True)
    told = [(one, both) for one in dearest if (both := _both(one))][:MOST_STORIES]
    quotes = _quotes(questionnaire, seen, [one for one, _ in told])
    return tuple(
        Tale(
            id=one.question.id,
            text=placed(questionnaire, one),
            happened=in_every(questionnaire, happened),
            possible=in_every(questionnaire, possible),
            quote=quotes.get(one.question.id, ""),
        )
        for one, (happened, possible) in told
    )


def _both(one: Observed) -> tuple[Text, Text] | None:
    """The words of the answer, and of the best that there was; None where they tell no deed."""
    question, value = one.question, fitting(one)
    if question.kind == "scale":
        steps = question.settings["steps"]
        happened, possible = steps.get(value), steps[_BEST_STEP]
    elif question.kind == "one" and value is not None:
        best = max(question.choices, key=lambda choice: (choice.points or 0, choice.plus))
        chosen = question.choice(value)
        happened, possible = chosen.text if chosen else None, best.text
    else:
        return None
    if happened is None or happened == possible or _is_bare(possible):
        return None
    return happened, possible


def _is_bare(words: Text) -> bool:
    """Whether they are no more than a yes or a no."""
    bare = {word for spoken in YES_NO.values() for word in spoken.values()}
    return any(said.strip(" .!").casefold() in bare for said in words.values())


def _quotes(questionnaire: Questionnaire, seen: tuple[Observed, ...], told: list[Observed]) -> dict[str, str]:
    """Question id → the shopper's words about it."""
    given: dict[str, str] = {}
    for one in told:
        words = (unquoted(said) for said in _words_about(questionnaire, seen, one) if isinstance(said, str))
        quote = next((said for said in words if said and said not in given.values()), "")
        given |= {one.question.id: quote} if quote else {}
    return given


def _words_about(questionnaire: Questionnaire, seen: tuple[Observed, ...], one: Observed) -> Iterator[Any]:
    peak, turned = peak_of(seen), turn(questionnaire, seen)
    if peak and at_peak(one, peak, -1):
        yield peak.value.get("words")
    if turned and not turned.good and turned.touchpoint == one.question.touchpoint:
        yield turned.words
    written = WRITTEN.get(one.question.id)
    yield from (other.value for other in seen if other.question.id == written and other.question.kind == "text")
