"""A questionnaire from plain data and back, and the digest that tells one edition from every other.

`docs/answers.md` §1 shows the plain form. Reading is strict and collects every mistake before it refuses.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from forms.details import note_too_many, offer_details
from forms.kinds import KINDS, RESERVED
from forms.reading import ID, DefinitionError, Path, Problem, Reader, note_doubles
from forms.shapes import (
    COMPONENTS,
    LANGUAGES,
    LEVELS,
    ROLES,
    Choice,
    Condition,
    Question,
    Questionnaire,
    Section,
    Touchpoint,
)
from forms.when import check_references, read_condition, write_condition

__all__ = [
    "Choice",
    "Condition",
    "DefinitionError",
    "Problem",
    "Question",
    "Questionnaire",
    "Section",
    "Touchpoint",
    "digest",
    "from_plain",
    "to_plain",
]

MOST_QUESTIONS = 500
MOST_SECTIONS = 100
MOST_TOUCHPOINTS = 50
_NO_WEIGHT = "a question of the kind %(kind)s, as it is set here, cannot carry weight; set the weight to 0"
_TOO_MANY = "hold %(count)s questions; at most %(most)s are allowed: split the questionnaire"
_DOUBLES = {
    "id": "another question already has the id '%(given)s'; give each its own",
    "role": "another question already has the role '%(given)s'; only one can have it",
}


def from_plain(data: object) -> Questionnaire:
    """The questionnaire in `data` (mappings, lists, words, numbers). Raises DefinitionError with all its mistakes."""
    problems: list[Problem] = []
    reader = Reader(data, (), problems, LANGUAGES)
    reader.languages = languages = _read_languages(reader)
    code, title = reader.id("code"), reader.text("title") or {}
    emotion_weight = reader.number("emotion_weight", 0, 67, 0) or 0
    touchpoints = _read_touchpoints(reader)
    sections = offer_details(_read_sections(reader, touchpoints), problems)
    reader.finish()
    questionnaire = Questionnaire(code, title, languages, touchpoints, sections, emotion_weight)
    _check_whole(questionnaire, problems)
    if problems:
        raise DefinitionError([_with_question(problem, data) for problem in problems])
    return questionnaire


def to_plain(questionnaire: Questionnaire) -> dict[str, Any]:
    """The questionnaire as plain data, without what is at its default; `from_plain` reads it back equal."""
    plain: dict[str, Any] = {
        "code": questionnaire.code,
        "title": dict(questionnaire.title),
        "languages": list(questionnaire.languages),
    }
    if questionnaire.emotion_weight:
        plain["emotion_weight"] = questionnaire.emotion_weight
    plain["touchpoints"] = [{"id": one.id, "name": dict(one.name)} for one in questionnaire.touchpoints]
    plain["sections"] = [
        {"id": one.id, "title": dict(one.title), "questions": [_plain_question(each) for each in one.questions]}
        for one in questionnaire.sections
    ]
    return plain


def digest(questionnaire: Questionnaire) -> str:
    """SHA-256, in hex, of the canonical JSON: the same for equal questionnaires, wherever they were read."""
    kept = questionnaire.__dict__.get("_digest")
    if kept is None:
        text = json.dumps(to_plain(questionnaire), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        kept = hashlib.sha256(text.encode()).hexdigest()
        # Frozen for all who look from outside; this is only a memory of what never changes.
        object.__setattr__(questionnaire, "_digest", kept)
    return str(kept)


def _read_languages(reader: Reader) -> tuple[str, ...]:
    given = reader.take("languages")
    known = [one for one in given if one in LANGUAGES] if isinstance(given, list) else []
    if not known or len(known) != len(given) or len(set(known)) < len(known):
        possible = ", ".join(LANGUAGES)
        reader.note("must be a list of some of %(languages)s, each once", "languages", languages=possible)
    return tuple(dict.fromkeys(known)) or LANGUAGES


def _read_touchpoints(reader: Reader) -> tuple[Touchpoint, ...]:
    readers = reader.items("touchpoints", 1, MOST_TOUCHPOINTS)
    touchpoints = tuple(Touchpoint(one.id(), one.text("name") or {}) for one in readers)
    note_doubles(readers, [one.id for one in touchpoints], "touchpoint")
    for one in readers:
        one.finish()
    return touchpoints


def _read_sections(reader: Reader, touchpoints: tuple[Touchpoint, ...]) -> tuple[Section, ...]:
    readers = reader.items("sections", 1, MOST_SECTIONS)
    sections = tuple(_read_section(one, touchpoints) for one in readers)
    note_doubles(readers, [one.id for one in sections], "section")
    return sections


def _read_section(reader: Reader, touchpoints: tuple[Touchpoint, ...]) -> Section:
    id_, title = reader.id(), reader.text("title") or {}
    readers = reader.items("questions", 1, MOST_QUESTIONS)
    questions = tuple(_read_question(one, id_, touchpoints) for one in readers)
    reader.finish()
    return Section(id_, title, questions)


def _read_question(reader: Reader, section: str, touchpoints: tuple[Touchpoint, ...]) -> Question:
    weight = reader.number("weight", 0, 100, 0) or 0
    question = Question(
        id=reader.id(reserved=RESERVED),
        kind=reader.one_of("kind", KINDS) or "",
        text=reader.text("text") or {},
        touchpoint=reader.one_of("touchpoint", [one.id for one in touchpoints]) or "",
        section=section,
        help=reader.text("help", optional=True),
        weight=weight,
        level=reader.one_of("level", LEVELS),
        component=reader.one_of("component", COMPONENTS),
        critical=reader.flag("critical"),
        required=reader.flag("required", default=True),
        photos=reader.integer("photos", 1, 10, 0) or 0,
        due_after_days=reader.integer("due_after_days", 1, 365),
        fact=reader.flag("fact"),
        corner=reader.flag("corner"),
        role=reader.one_of("role", ROLES),
    )
    if "when" in reader.data:
        when = read_condition(reader.take("when"), (*reader.path, "when"), reader.problems)
        question = replace(question, when=when)
    question = _with_settings(question, reader, touchpoints)
    for key in ("kind", "touchpoint"):
        if not reader.has(key):
            reader.note("is missing", key)
    _check_question(question, reader)
    return question


def _with_settings(question: Question, reader: Reader, touchpoints: tuple[Touchpoint, ...]) -> Question:
    if not question.kind:
        return question
    choices, settings = KINDS[question.kind].read(reader, question.weight)
    reader.finish()
    if KINDS[question.kind].choices_from(settings) == "touchpoints":
        choices = tuple(Choice(one.id, one.name) for one in touchpoints)
    return replace(question, choices=choices, settings=settings)


def _check_question(question: Question, reader: Reader) -> None:
    if question.weight and question.kind and not KINDS[question.kind].can_score(question):
        reader.note(_NO_WEIGHT, "weight", kind=question.kind)
    for key in ("level", "component"):
        if question.weight and not reader.has(key):
            reader.note("is missing: every scored question has one", key)
    if question.critical and reader.data.get("weight") in (None, 0):
        reader.note("only a question with weight can be critical; give it weight or remove critical", "critical")
    if question.fact and (question.kind != "yes_no" or question.can_be_skipped):
        reader.note("a circumstance is a yes_no question without weight or plus; remove fact or those", "fact")
    if question.role and question.kind != ROLES[question.role]:
        needed = {"role": question.role, "kind": ROLES[question.role]}
        reader.note("the role %(role)s needs a question of the kind %(kind)s", "role", **needed)
    if question.photos and question.kind in ("photo", "receipt"):
        reader.note("the kind %(kind)s says how many photos by max; remove photos", "photos", kind=question.kind)


def _check_whole(questionnaire: Questionnaire, problems: list[Problem]) -> None:
    asked: list[tuple[Question, Path]] = [
        (question, ("sections", at, "questions", place))
        for at, section in enumerate(questionnaire.sections)
        for place, question in enumerate(section.questions)
    ]
    if len(asked) > MOST_QUESTIONS:
        problems.append(Problem(("sections",), _TOO_MANY, {"count": len(asked), "most": MOST_QUESTIONS}))
    for key, sentence in _DOUBLES.items():
        seen: set[str] = set()
        for question, path in asked:
            value = getattr(question, key)
            if value and value in seen:
                problems.append(Problem((*path, key), sentence, {"given": value}))
            seen.add(value)
    note_too_many(asked, problems)
    check_references(asked, problems)


def _with_question(problem: Problem, data: Any) -> Problem:
    """The problem with the id of the question that it lies in, where there is one to be read."""
    if len(problem.path) < 4 or problem.path[0] != "sections" or problem.path[2] != "questions":
        return problem
    id_ = data["sections"][problem.path[1]]["questions"][problem.path[3]]
    id_ = id_.get("id") if isinstance(id_, dict) else None
    return replace(problem, question=id_) if isinstance(id_, str) and ID.fullmatch(id_) else problem


def _plain_question(question: Question) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "touchpoint": question.touchpoint,
        "text": dict(question.text),
    }
    if question.help is not None:
        plain["help"] = dict(question.help)
    for key in ("weight", "level", "component", "critical", "photos", "due_after_days", "fact", "corner", "role"):
        if getattr(question, key):
            plain[key] = getattr(question, key)
    if not question.required:
        plain["required"] = False
    if question.when is not None:
        plain["when"] = write_condition(question.when)
    return plain | KINDS[question.kind].write(question)
