"""What a visit says: one praise, one fix, one step, and a verdict. Pure: no database, request or clock.

The rules, the same for every questionnaire:

- Details that somebody can repeat or mend come before judgements of the whole visit (`WHOLE`).
- **Praise** is always true. What earned a plus comes first, then what was perfect, then what went best; among equals
  the picked good moment, then emotion and meaning before function, then weight, then the order of asking. There is
  none when nothing earned a point.
- **Fix** is the dearest detail: a critical failure first, then the most lost weight; among equals the picked bad
  moment. There is none when nothing was lost.
- **Step** is the fix turned round: the answer that the next visit should find. Without a fix there is no step.
- **Verdict** names the band of the score (90, 75, 60, below), a critical failure, the strongest and the weakest section
  (when they lie at least 10 points apart), and a plus.
- **Flags** are critical failures, and a visit after which the customer would neither return nor recommend.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.definition import Questionnaire
from forms.scoring import Score
from reports.goals import goal_of
from reports.observed import Observed, Texts, in_all, observe, peak_of, placed, unquoted
from reports.sentences import sentence, sentences
from reports.verdict import flags_of, verdict_of

# Ids that all questionnaires share: expectation, brand promise and value sum a visit up, nobody can act on them.
WHOLE = frozenset({"exp_gap", "promise", "value"})


@dataclass(frozen=True)
class Point:
    """One headline point: `title` and `text` in every language, `quote` in the shopper's own words."""

    title: Texts
    text: Texts
    quote: str = ""


@dataclass(frozen=True)
class Findings:
    """`mends`: the question that fix and step are about."""

    verdict: Texts
    praise: Point | None
    fix: Point | None
    step: Point | None
    flags: tuple[Texts, ...]
    mends: str | None = None


def find(questionnaire: Questionnaire, answers: Mapping[str, Any], score: Score) -> Findings:
    """The findings of a visit with these answers (docs/answers.md) and this score of them."""
    seen = observe(questionnaire, answers, score)
    peak = peak_of(seen)
    praised, mended = _praised(seen, peak), _mended(seen, peak)
    possible = sum(share.possible for share in score.sections.values())
    quotes = {one.question.touchpoint: one.value for one in reversed(seen) if _is_quote(one)}
    return Findings(
        verdict=verdict_of(questionnaire, score),
        praise=_praise(questionnaire, praised, _words(praised, peak, quotes, 1)) if praised else None,
        fix=_fix(questionnaire, mended, possible, _words(mended, peak, {}, -1)) if mended else None,
        step=_step(questionnaire, mended) if mended else None,
        flags=flags_of(questionnaire, seen),
        mends=mended.question.id if mended else None,
    )


def _praised(seen: tuple[Observed, ...], peak: Observed | None) -> Observed | None:
    good = [one for one in seen if one.plus > 0 or (one.points or 0) > 0]
    return max(good, key=lambda one: _praise_rank(one, peak), default=None)


def _praise_rank(one: Observed, peak: Observed | None) -> tuple[float, ...]:
    points = one.points or 0
    return (
        one.question.id not in WHOLE,
        one.plus > 0,
        points == 1,
        at_peak(one, peak, 1),
        one.question.level in ("E", "M"),
        points * one.question.weight,
        one.plus,
    )


def _mended(seen: tuple[Observed, ...], peak: Observed | None) -> Observed | None:
    bad = [one for one in seen if one.lost > 0]
    return max(bad, key=lambda one: cost_rank(one, peak), default=None)


def cost_rank(one: Observed, peak: Observed | None) -> tuple[float, ...]:
    """The greater, the dearer was this answer; `peak`: the moment that the shopper picked."""
    return (one.failed_critically, one.question.id not in WHOLE, one.lost, at_peak(one, peak, -1))


def at_peak(one: Observed, peak: Observed | None, sign: int) -> bool:
    """Whether the moment that the shopper picked was good (1) or bad (−1), and at this question's touchpoint."""
    return bool(peak and (peak.valence or 0) * sign > 0 and peak.value.get("touchpoint") == one.question.touchpoint)


def _is_quote(one: Observed) -> bool:
    return one.question.kind == "text" and isinstance(one.value, str) and bool(one.value.strip())


def _words(point: Observed | None, peak: Observed | None, quotes: Mapping[str, str], sign: int) -> str:
    """The shopper's words for a point: those of the picked moment, else what was written down at its touchpoint."""
    if point is None:
        return ""
    if peak and at_peak(point, peak, sign) and isinstance(peak.value.get("words"), str):
        return unquoted(peak.value["words"])
    return unquoted(quotes.get(point.question.touchpoint, ""))


def _praise(questionnaire: Questionnaire, one: Observed, quote: str) -> Point:
    key = "praise_plus" if one.plus > 0 else "praise_full" if one.points == 1 else "praise_part"
    return Point(placed(questionnaire, one), _answer_and(questionnaire, one, key), quote)


def _fix(questionnaire: Questionnaire, one: Observed, possible: float, quote: str) -> Point:
    lost = one.lost / possible * 100
    cost = {language: _figure(lost, language) for language in ("fi", "sv", "en")}
    text = _answer_and(questionnaire, one, "fix_cost", lost=cost)
    if one.failed_critically:
        text = {language: f"{said} {sentence('fix_critical', language)}" for language, said in text.items()}
    return Point(placed(questionnaire, one), text, quote)


def _step(questionnaire: Questionnaire, one: Observed) -> Point:
    where = placed(questionnaire, one)

    def aim(language: str) -> str:
        asked = where[language].rstrip(" .:")
        key = "step_answer" if asked.endswith(("?", ")")) else "step_aim"
        return sentence(key, language, asked=asked, goal=goal_of(one, language))

    return Point(in_all(questionnaire, aim), sentences("step_how"))


def _answer_and(questionnaire: Questionnaire, one: Observed, key: str, **values: Any) -> Texts:
    """The answer as a sentence, then the sentence `key`."""
    said, after = in_all(questionnaire, one.said), sentences(key, **values)
    return {language: " ".join(filter(None, (_as_sentence(said[language]), after[language]))) for language in after}


def _as_sentence(text: str) -> str:
    text = " ".join(text.split())
    ended = text if text.endswith((".", "!", "?", "”")) or not text else f"{text}."
    return ended[:1].upper() + ended[1:]


def _figure(value: float, language: str) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return text if language == "en" else text.replace(".", ",")
