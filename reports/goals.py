"""What would have earned full points: the answer that the next visit should find, as words. Pure."""

from __future__ import annotations

from forms.definition import Question
from forms.kinds.duration import spoken_length
from forms.phrases import YES_NO
from reports.observed import Observed
from reports.sentences import sentence


def goal_of(one: Observed, language: str) -> str:
    """The answer to `one` that would have earned full points, as words."""
    question = one.question
    match question.kind:
        case "duration":
            return sentence("goal_within", language, time=spoken_length(question.settings["target"]))
        case "yes_no":
            return YES_NO["no" if question.settings.get("reverse") else "yes"][language]
        case "several":
            return _several_goal(one, language)
        case "scale":
            return str(question.settings["steps"][5][language])
        case "receipt":
            return sentence("goal_receipt", language)
        case "number":
            return _number_goal(question, language)
    return _best_choice(question, language)


def _best_choice(question: Question, language: str) -> str:
    best = max(question.choices, key=lambda choice: choice.points or 0)
    return best.text[language]


def _number_goal(question: Question, language: str) -> str:
    """The first number with the most points; the last of them stands for all above."""
    points = question.settings["points"]
    best = points.index(max(points))
    unit = question.settings.get("unit")
    count = f"{best}\u00a0{unit[language]}" if unit else str(best)
    return sentence("goal_least", language, count=count) if best == len(points) - 1 > 0 else count


def _several_goal(one: Observed, language: str) -> str:
    ticked = one.value if isinstance(one.value, list) else []
    counted = [choice for choice in one.question.choices if not choice.exclusive]
    if one.question.settings.get("reverse"):
        rest = [choice.text[language] for choice in counted if choice.id in ticked]
        return sentence("goal_without", language, rest=", ".join(rest))
    rest = [choice.text[language] for choice in counted if choice.id not in ticked]
    return sentence("goal_also", language, rest=", ".join(rest))
