"""A visit as a reviewer reads it: section by section, each answer with its original, its edit, its time and photos."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import ngettext

from forms.conditions import asked_questions, given, later_questions, skipped
from forms.kinds import KINDS
from forms.phrases import MATCHES, SKIPPED, in_language
from forms.shapes import Question, Questionnaire
from shopper.clock import from_milliseconds
from shopper.desk.words import delay_words
from shopper.later import due_on
from shopper.models import Answer, Photo, ReceiptGreeting, Visit
from shopper.moments import moment_name
from shopper.receipt_reading import proposed_parts, readings_of
from shopper.receipts import expected_greetings, propose_match
from shopper.review import proposed_match, visited_on

# More days than any question waits.
_EVER = 10_000


@dataclass
class Proposal:
    """What was read on a photo for one part of the answer that says otherwise. `match`: of a greeting."""

    part: str
    words: str
    photo: Photo
    match: str | None = None


@dataclass
class ReceiptCheck:
    """What the receipt should have said, and how the text that it carries was or would be judged."""

    expected: Sequence[ReceiptGreeting]
    match: str | None
    proposed: str | None
    proposals: Sequence[Proposal] = ()


@dataclass
class Reading:
    """One question of the visit. `words` is the answer that counts, `first_words` the shopper's where it was edited."""

    question: Question
    text: str
    words: str
    first_words: str | None = None
    is_asked: bool = True
    is_given: bool = True
    is_skipped: bool = False
    share: float | None = None
    row: Answer | None = None
    at: datetime | None = None
    is_measured: bool | None = None
    delay: str = ""
    photos: list[Photo] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    receipt: ReceiptCheck | None = None

    @property
    def is_edited(self) -> bool:
        return self.row is not None and self.row.edited_at is not None


def read_visit(visit: Visit, questionnaire: Questionnaire, language: str) -> list[tuple[str, list[Reading]]]:
    """(section title, its readings) in the questionnaire's order, in `language` as far as it goes.

    Questions that were not asked and not answered are left out.
    """
    words_in = questionnaire.language(language)
    rows = {row.question: row for row in visit.answers}
    asked = set(asked_questions(questionnaire, visit.current_answers()))
    sections = []
    for section in questionnaire.sections:
        here = [one for one in section.questions if one.due_after_days is None]
        shown = [one for one in here if one.id in asked or one.id in rows]
        readings = [_read(visit, one, rows.get(one.id), one.id in asked, words_in, language) for one in shown]
        if readings:
            sections.append((section.title[words_in], readings))
    return sections


def read_later(visit: Visit, questionnaire: Questionnaire, language: str) -> list[tuple[date, list[Reading]]]:
    """(day on which they were due, readings) of the questions that are asked days after the visit, in that order.

    Those whose condition does not hold are left out, unless they were answered.
    """
    words_in = questionnaire.language(language)
    rows = {row.question: row for row in visit.answers}
    asked = set(later_questions(questionnaire, visit.current_answers(), _EVER))
    readings: dict[date, list[Reading]] = {}
    for question in questionnaire.questions:
        if question.due_after_days is not None and (question.id in asked or question.id in rows):
            one = _read(visit, question, rows.get(question.id), question.id in asked, words_in, language)
            readings.setdefault(due_on(visit, question), []).append(one)
    return sorted(readings.items())


def strays(visit: Visit, questionnaire: Questionnaire | None) -> list[tuple[str, str]]:
    """(question id, answer as it came) of what the questionnaire does not know."""
    known = questionnaire.by_id if questionnaire else {}
    return [(row.question, str(row.current().get("value", ""))) for row in visit.answers if row.question not in known]


def remarks(
    visit: Visit, questionnaire: Questionnaire | None, missing: Collection[str], language: str
) -> list[tuple[str, str | None, str]]:
    """(what it is about, question id or None, words) of each remark on the visit.

    That an answer is missing is said once, where the gaps are: not here as well.
    """
    known = questionnaire.by_id if questionnaire else {}
    found = []
    for flag in visit.flags:
        question = flag.get("question")
        if flag.get("code") == "answer_does_not_fit" and question in missing:
            continue
        asked = known.get(str(question))
        about = asked.text[questionnaire.language(language)] if asked and questionnaire else str(question or "")
        found.append((about, question, flag_words(flag, language)))
    return found


def differences(
    visit: Visit, questionnaire: Questionnaire | None, manifest: bytes, language: str
) -> list[tuple[str, str, str]]:
    """(question, what counts, what was kept aside) where another text of the same visit differs."""
    kept = {row.question: row.original for row in visit.answers}
    return _differing(kept, json.loads(manifest).get("answers", {}), questionnaire, language)


def corrections(
    earlier: Visit, visit: Visit, questionnaire: Questionnaire | None, language: str
) -> list[tuple[str, str, str]]:
    """(question, what the shopper gave before, what the shopper gives now) where a correction differs."""
    before = {row.question: row.original for row in earlier.answers}
    now = {row.question: row.original for row in visit.answers}
    return _differing(before, now, questionnaire, language)


def _differing(
    kept: Mapping[str, Mapping[str, Any]],
    came: Mapping[str, Mapping[str, Any]],
    questionnaire: Questionnaire | None,
    language: str,
) -> list[tuple[str, str, str]]:
    known = questionnaire.by_id if questionnaire else {}
    words_in = questionnaire.language(language) if questionnaire else language

    def words_of(answer: Mapping[str, Any], question: str) -> str:
        words = said(known[question], answer, words_in) if question in known else str(answer.get("value", ""))
        count = len(answer.get("photos") or ())
        told = ngettext("%(num)s photo", "%(num)s photos", count) if count else ""
        return ", ".join(part for part in (words, told) if part) or "–"

    def essence(question: str, answers: Mapping[str, Mapping[str, Any]]) -> tuple[Any, ...]:
        answer = answers.get(question, {})
        return answer.get("value"), answer.get("skipped"), sorted(map(str, answer.get("photos") or ()))

    def title(question: str) -> str:
        return known[question].text[words_in] if question in known else question

    return [
        (title(one), words_of(kept.get(one, {}), one), words_of(came.get(one, {}), one))
        for one in [*known, *sorted((kept.keys() | came.keys()) - known.keys())]
        if essence(one, kept) != essence(one, came)
    ]


def timeline(visit: Visit, questionnaire: Questionnaire | None, language: str) -> list[tuple[datetime, str]]:
    """(when, what) of every stamp that counts, in the order of time."""
    if questionnaire is None:
        return []
    stamps = [(datetime.fromisoformat(one["at"]), one["moment"]) for one in visit.stamps or [] if not one.get("undone")]
    return [(at, moment_name(questionnaire, moment, language)) for at, moment in sorted(stamps)]


def flag_words(flag: Mapping[str, Any], language: str) -> str:
    """A remark in the reader's language, else in the one it has."""
    message = flag.get("message") or {}
    return str(message.get(language) or next(iter(message.values()), flag.get("code", "")))


def said(question: Question, answer: Mapping[str, Any], words_in: str) -> str:
    """An answer in words; what does not fit its kind is shown as it came, never dropped."""
    if skipped(answer):
        return in_language(SKIPPED[answer["skipped"]], words_in)
    value = answer.get("value")
    if value is None:
        return ""
    try:
        return KINDS[question.kind].summary(question, value, words_in) or str(value)
    # What came may have any shape: it is stored first and judged after.
    except (TypeError, KeyError, ValueError, AttributeError, IndexError, ArithmeticError):
        return str(value)


def _read(
    visit: Visit, question: Question, row: Answer | None, is_asked: bool, words_in: str, language: str
) -> Reading:
    answer = row.current() if row else {}
    is_given = given(answer)
    return Reading(
        question=question,
        text=question.text[words_in],
        words=said(question, answer, words_in),
        first_words=said(question, row.original, words_in) if row and row.edited is not None else None,
        is_asked=is_asked,
        is_given=is_given,
        is_skipped=skipped(answer),
        share=_share(question, answer),
        row=row,
        at=from_milliseconds(answer.get("at")),
        is_measured=_measured(question, answer),
        delay=delay_words(answer.get("delay")),
        photos=[photo for photo in visit.photos if photo.question == question.id],
        flags=[
            flag_words(flag, language)
            for flag in visit.flags
            if flag.get("question") == question.id and (is_given or flag.get("code") != "answer_does_not_fit")
        ],
        receipt=_receipt(visit, question, answer),
    )


def _share(question: Question, answer: Mapping[str, Any]) -> float | None:
    """The share of its weight that a scored answer earns."""
    if not question.weight or skipped(answer) or answer.get("value") is None:
        return None
    try:
        return KINDS[question.kind].points(question, answer["value"])
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _measured(question: Question, answer: Mapping[str, Any]) -> bool | None:
    """Whether stamps answered it; an older visit tells by the length that lies between two of them."""
    value = answer.get("value")
    if answer.get("source") in ("measured", "estimated"):
        return bool(answer["source"] == "measured")
    return "from" in value if question.kind == "duration" and isinstance(value, Mapping) else None


def _receipt(visit: Visit, question: Question, answer: Mapping[str, Any]) -> ReceiptCheck | None:
    value = answer.get("value")
    if question.kind != "receipt" or visit.assignment is None or "text" not in question.settings.get("parts", ()):
        return None
    match = value.get("match") if isinstance(value, Mapping) else None
    return ReceiptCheck(
        expected=expected_greetings(visit.assignment.store, visited_on(visit)),
        match=match if match in MATCHES else None,
        proposed=proposed_match(visit, question.id),
        proposals=_proposals(visit, question, value if isinstance(value, Mapping) else {}),
    )


def _proposals(visit: Visit, question: Question, value: Mapping[str, Any]) -> list[Proposal]:
    assert visit.assignment
    store, on = visit.assignment.store, visited_on(visit)
    photos = [photo for photo in visit.photos if photo.question == question.id]
    found = readings_of([photo.sha256 for photo in photos])
    made: dict[str, Proposal] = {}
    for photo in photos:
        for part, words in proposed_parts(question, found.get(photo.sha256, {})).items():
            if words != value.get(part) and part not in made:
                match = propose_match(words, store, on, [words]) if part == "text" else None
                made[part] = Proposal(part, words, photo, match)
    return list(made.values())
