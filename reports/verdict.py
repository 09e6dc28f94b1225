"""The verdict on a visit, and its flags. Pure; `reports/findings.py` tells the rules."""

from __future__ import annotations

from forms.definition import Questionnaire
from forms.scoring import Score
from reports.observed import Observed, Texts, in_all, in_every, placed
from reports.sentences import sentences

BANDS = (90, 75, 60, 0)
_WIDE_RANGE = 10
_UNLIKELY = 6  # On 0–10, what the field calls a detractor.


def verdict_of(questionnaire: Questionnaire, score: Score) -> Texts:
    """The verdict in a few sentences, in every language."""
    base = score.base
    if base is None:
        return sentences("verdict_none")
    parts = [sentences(f"verdict_{next(band for band in BANDS if base >= band)}")]
    if score.flags:
        parts.append(sentences("verdict_critical"))
    parts.append(_range(questionnaire, score))
    if score.plus > 0:
        parts.append(sentences("verdict_plus"))
    return {language: " ".join(part[language] for part in parts if part) for language in parts[0]}


def _range(questionnaire: Questionnaire, score: Score) -> Texts:
    """Where the visit was strongest and weakest; nothing of a visit with fewer than two scored sections."""
    percents = {
        section.id: share.percent
        for section in questionnaire.sections
        if (share := score.sections[section.id]).percent is not None
    }
    if len(percents) < 2:
        return {}
    best, worst = max(percents, key=lambda id_: percents[id_] or 0), min(percents, key=lambda id_: percents[id_] or 0)
    if (percents[best] or 0) - (percents[worst] or 0) < _WIDE_RANGE:
        return sentences("verdict_even")
    titles = {section.id: section.title for section in questionnaire.sections}
    said = [in_every(questionnaire, titles[id_]) for id_ in (best, worst)]
    return sentences("verdict_range", best=said[0], worst=said[1])


def flags_of(questionnaire: Questionnaire, seen: tuple[Observed, ...]) -> tuple[Texts, ...]:
    """What headquarters should see at once."""
    flags = [
        sentences("flag_critical", question=placed(questionnaire, one), answer=in_all(questionnaire, one.said))
        for one in seen
        if one.failed_critically
    ]
    if any(one.question.id == "leave" and one.value == "yes" for one in seen):
        return (*flags, sentences("flag_stop"))
    likely = [one.value for one in seen if one.question.kind == "nps" and isinstance(one.value, int)]
    if likely and max(likely) <= _UNLIKELY and _would_not_return(seen):
        flags.append(sentences("flag_leave"))
    return tuple(flags)


def _would_not_return(seen: tuple[Observed, ...]) -> bool:
    """The shared question `ret` (would you return on your own money) was answered with its last choice: no."""
    said = next((one for one in seen if one.question.id == "ret"), None)
    return bool(said and said.question.choices and said.value == said.question.choices[-1].id)
