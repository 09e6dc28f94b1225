"""A questionnaire as the rows of three sheets: survey, choices, settings. `write.py` makes a workbook of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from forms.definition import Questionnaire, to_plain
from forms.exchange.xlsform.conditions import Target, condition_of, expression_of
from forms.exchange.xlsform.native import (
    BASES,
    LANGUAGE_NAMES,
    PHRASE_LISTS,
    TOUCHPOINT_LIST,
    encoded,
    own_settings,
    parts_of,
    row_of,
)
from forms.exchange.xlsform.xpath import parse
from forms.kinds import KINDS
from forms.phrases import in_language
from forms.shapes import Question
from forms.when import write_condition

Plain = dict[str, Any]
Row = dict[str, Any]
_TAKEN = {"meta", "data", "instanceid", "instancename", "audit"}
_OWN = ("touchpoint", "weight", "level", "component", "critical", "photos", "due_after_days", "fact", "corner", "role")
_JOINER = "\u2060"


class Sheets:
    """The rows of a questionnaire's workbook: heading → cell. `names` maps (what, id) to the name of its row."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.plain = to_plain(questionnaire)
        self.languages: list[str] = self.plain["languages"]
        self.names = _names(self.plain)
        self._asked = {one["id"]: one for section in self.plain["sections"] for one in section["questions"]}
        self._targets = {self.answer_name(one.id): target_of(one) for one in questionnaire.questions}
        self.groups = self._groups()
        self.survey = [row for group in self.groups.values() for row in group]
        self.choices = list(self._choices())
        self.settings = [self._settings()]

    def name(self, question_id: str) -> str:
        """The name of the row that stands for the question."""
        return self.names["question", question_id]

    def answer_name(self, question_id: str) -> str:
        """The name of the row in which its answer stands: of a group, the first within."""
        question = self._asked[question_id]
        parts = parts_of(question, self.name(question_id), self.languages)
        return str(parts[0]["name"]) if parts else self.name(question_id)

    def words(self, heading: str, words: Mapping[str, str] | None) -> Row:
        """Words in each language under their headings; a dollar before a bracket would be taken for a reference."""
        given = words or {}
        return {f"{heading}::{LANGUAGE_NAMES[key]}": guarded(given[key]) for key in self.languages if key in given}

    def _groups(self) -> dict[tuple[str, str], list[Row]]:
        """The rows of each section's beginning, each question and each section's end, in order."""
        made: dict[tuple[str, str], list[Row]] = {}
        for section in self.plain["sections"]:
            name = self.names["section", section["id"]]
            begin = {"type": "begin group", "name": name, **self.words("label", section["title"])}
            if name != section["id"]:
                begin["detalji::id"] = section["id"]
            made["begin", section["id"]] = [begin]
            for question in section["questions"]:
                made["question", question["id"]] = self._question(question)
            made["end", section["id"]] = [{"type": "end group", "name": name}]
        return made

    def _question(self, question: Plain) -> list[Row]:
        name = self.name(question["id"])
        row: Row = {"name": name, **self.words("label", question["text"]), **self.words("hint", question.get("help"))}
        row |= self._own(question, name) | self._relevant(question)
        needed = "yes" if question.get("required", True) else None
        if BASES[question["kind"]] != "group":
            native = row_of(question, name)
            message = self.words("constraint_message", native.pop("constraint_message", None))
            return [_full({**row, "required": needed, **native, **message})]
        parts = [
            _full({**part, **self.words("label", part["label"]), "label": None, "required": needed, **extra})
            for part, extra in zip(parts_of(question, name, self.languages), self._part_ids(question), strict=True)
        ]
        begin = {**row, "type": "begin group", "detalji::required": None if needed else "false"}
        return [_full(begin), *parts, {"type": "end group", "name": name}]

    def _part_ids(self, question: Plain) -> list[Row]:
        if question["kind"] in ("numbers", "ratings"):
            return [{"detalji::id": part["id"]} for part in question["parts"]]
        return [{} for _ in parts_of(question, "x", self.languages)]

    def _own(self, question: Plain, name: str) -> Row:
        own: Row = {"detalji::kind": question["kind"]}
        if name != question["id"]:
            own["detalji::id"] = question["id"]
        own |= {f"detalji::{key}": encoded(question[key]) for key in _OWN if key in question}
        return own | {f"detalji::{key}": encoded(value) for key, value in own_settings(question).items()}

    def _relevant(self, question: Plain) -> Row:
        """The condition as an expression; where that alone would not come back equal, ours stands beside it."""
        asked = self.questionnaire.by_id[question["id"]]
        if asked.when is None:
            return {}
        text = expression_of(asked.when, self.answer_name)
        same = condition_of(parse(text), self._targets.get) == write_condition(asked.when)
        return {"relevant": text, "detalji::when": None if same else encoded(write_condition(asked.when))}

    def _choices(self) -> Iterator[Row]:
        for question in self.questionnaire.questions:
            name, plain = self.name(question.id), self._asked[question.id]
            if question.kind == "scale":
                yield from (self._step(name, step, plain["steps"]) for step in range(1, 6))
            elif question.kind == "pick" and plain["of"] == "details":
                yield from (self._choice(name, {"id": one.id, "text": one.text}) for one in question.choices)
            else:
                yield from (self._choice(name, one) for one in plain.get("choices", ()))
            yield from (self._choice(f"{name}-roles", one) for one in plain.get("roles", ()))
        for one in self.plain["touchpoints"]:
            yield self._choice(TOUCHPOINT_LIST, {"id": one["id"], "text": one["name"]})
        used = {row["type"].rpartition(" ")[2] for row in self.survey}
        for list_name, phrases in PHRASE_LISTS.items():
            if list_name in used:
                yield from self._phrases(list_name, phrases)

    def _choice(self, list_name: str, choice: Plain) -> Row:
        extra: Row = {key: encoded(choice[key]) for key in ("points", "plus", "exclusive") if key in choice}
        return {"list_name": list_name, "name": choice["id"], **self.words("label", choice["text"]), **extra}

    def _step(self, list_name: str, step: int, steps: Plain) -> Row:
        worded = steps.get(str(step))
        bare = dict.fromkeys(self.languages, str(step))
        row = {"list_name": list_name, "name": str(step), **self.words("label", worded or bare)}
        return row if worded else {**row, "worded": "false"}

    def _phrases(self, list_name: str, phrases: Mapping[Any, dict[str, str]]) -> Iterator[Row]:
        for key, words in phrases.items():
            said = {language: in_language(words, language).capitalize() for language in self.languages}
            yield {"list_name": list_name, "name": str(key), **self.words("label", said)}

    def _settings(self) -> Row:
        title = self.plain["title"]
        row: Row = {"form_title": guarded(title[self.languages[0]]), "form_id": self.plain["code"]}
        row |= {"default_language": LANGUAGE_NAMES[self.languages[0]], "detalji::languages": " ".join(self.languages)}
        row |= {f"detalji::title::{language}": guarded(title[language]) for language in self.languages}
        if "emotion_weight" in self.plain:
            row["detalji::emotion_weight"] = self.plain["emotion_weight"]
        return row


def target_of(question: Question) -> Target:
    """What an expression may ask of the question."""
    return Target(question.id, question.kind, KINDS[question.kind].operators, named_choices(question))


def named_choices(question: Question) -> dict[str, str] | None:
    """What its choices are called, for kinds that have them."""
    possible = KINDS[question.kind].comparable(question)
    return None if possible is None else {str(one): str(one) for one in possible}


def guarded(text: str) -> str:
    """`${` with a joiner that nobody sees within, so that it is no reference; `unguarded` takes it away."""
    return _guard(text, add=True) if "$" in text else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return _guard(text, add=False) if _JOINER in text else text


def _guard(text: str, *, add: bool) -> str:
    head, *rest = text.split("$")
    made = head
    for part in rest:
        bare = part.lstrip(_JOINER)
        joiners = len(part) - len(bare)
        if bare.startswith("{") and (add or joiners):
            joiners += 1 if add else -1
        made += "$" + _JOINER * joiners + bare
    return made


def _full(row: Row) -> Row:
    return {heading: cell for heading, cell in row.items() if cell is not None}


def _names(plain: Plain) -> dict[tuple[str, str], str]:
    """A name for each question, then each section, none twice (parts included) and none that the format uses itself."""
    taken = set(_TAKEN)
    names: dict[tuple[str, str], str] = {}
    for section in plain["sections"]:
        for question in section["questions"]:
            names["question", question["id"]] = _free(question["id"], taken, question)
    for section in plain["sections"]:
        names["section", section["id"]] = _free(section["id"], taken)
    return names


def _free(wanted: str, taken: set[str], question: Plain | None = None) -> str:
    name, number = wanted, 1
    while (names := {name, *(part["name"] for part in (parts_of(question, name, []) if question else ()))}) & taken:
        number += 1
        name = f"{wanted}_{number}"
    taken |= names
    return name
