"""What the words of a visit may tell: the gentle remarks as the office sees them, on whatever counts now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms.telling.lint import CODES, TELLING, full_kit, own_words, quoted, remarks
from shopper.models import Visit

# The parts of an answer that people write freely, by kind; a list means that there may be several.
_WRITTEN = {"promise": "what", "moment": "words", "mark": "words", "receipt": "text", "sittings": "words"}


@dataclass(frozen=True)
class Remarked:
    """`words` of the answer to `question`, and why they are remarked upon; `about`: the question they contradict."""

    question: str
    code: str
    words: str
    about: str | None = None

    @property
    def tells(self) -> bool:
        """Whether it may tell who somebody is."""
        return self.code in TELLING


def remarked(visit: Visit) -> dict[str, list[Remarked]]:
    """Question id → remarks on the answer that counts; those that may tell who somebody is come first."""
    answers, facts = visit.current_answers(), {"person": own_words(visit.shopper.name)}
    found: dict[str, list[Remarked]] = {}
    for question, text in _texts(visit, answers):
        here = found.setdefault(question, [])
        for one in remarks(full_kit(), text, answers, facts):
            # A quotation is what was heard: nobody asks what was heard in it.
            if one.code != "bare" or not question.endswith("_words"):
                here.append(Remarked(question, one.code, quoted(text, one), one.about))
    for here in found.values():
        here.sort(key=lambda one: CODES.index(one.code))
    return {question: here for question, here in found.items() if here}


def telling(visit: Visit) -> list[Remarked]:
    """Whatever may tell who somebody is, in words that would go into the report."""
    return [one for here in remarked(visit).values() for one in here if one.tells]


def _texts(visit: Visit, answers: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    known = visit.version.questionnaire.by_id if visit.version else {}
    for question, answer in answers.items():
        if question in known and not answer.get("skipped"):
            for text in _written(known[question].kind, answer.get("value")):
                yield question, text


def _written(kind: str, value: object) -> list[str]:
    """The free texts of a value; what came may have any shape."""
    if kind == "text":
        return [value] if isinstance(value, str) else []
    rows = value if isinstance(value, list) else [value]
    parts = [row.get(_WRITTEN[kind]) for row in rows if isinstance(row, Mapping)] if kind in _WRITTEN else []
    return [part for part in parts if isinstance(part, str)]
