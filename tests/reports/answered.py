"""Visits made up for any questionnaire, and the report data of them: no database, no photos."""

from __future__ import annotations

import random
from typing import Any

from forms.builder import judge
from forms.definition import Questionnaire
from forms.definition import from_plain as read_questionnaire
from forms.library import details, themes, touchpoints
from forms.phrases import EMOTIONS
from forms.scoring import score
from forms.shapes import Question
from reports.comparison import Benchmark
from reports.editions import report_data
from reports.halts import hidden_stops, stop_data
from reports.observed import observe
from reports.report_data import ReportData, from_plain
from reports.rows import hidden_from_store, store_answers
from reports.snapshot import account, score_data
from reports.timeline import timeline

_WORDS = ("Hän katsoi silmiin ja odotti, että sain puhuttua loppuun.", "Kassi lensi tiskille sanaakaan sanomatta.")


def everything() -> Questionnaire:
    """Every question of the library's shelf in one questionnaire, theme by theme."""
    names = {id_: dict(name) for id_, name in themes().items()}
    parts = {id_: [dict(one.question) for one in details() if one.theme == id_] for id_ in names}
    sections = [{"id": id_, "title": names[id_], "questions": part} for id_, part in parts.items() if part]
    places = [{"id": one.id, "name": dict(one.name)} for one in touchpoints()]
    return read_questionnaire({"code": "everything", "title": names["core"], "languages": ["fi", "sv", "en"],
                               "touchpoints": places, "sections": sections})  # fmt: skip


def full_answers(questionnaire: Questionnaire, seed: int = 1) -> dict[str, Any]:
    """An answer to every question, the same for the same seed; those that are due later are left out."""
    dice = random.Random(seed)
    asked = [one for one in questionnaire.questions if one.due_after_days is None and one.kind != "photo"]
    return {one.id: {"value": _value(one, dice)} for one in asked}


def judged_answers(questionnaire: Questionnaire, seed: int = 1) -> dict[str, Any]:
    """Those of them that the judge lets stand: of the library's questionnaires all that are asked."""
    return judge(questionnaire, "fi", full_answers(questionnaire, seed)).values


def reported(questionnaire: Questionnaire, answers: dict[str, Any], edition: str, language: str) -> ReportData:
    """The report of a visit with these answers, in one edition and language."""
    result = score(questionnaire, answers)
    seen = observe(questionnaire, answers, result)
    halts = timeline(questionnaire, answers, result)
    report = {
        "brand": {"name": "Kuusama", "main_colour": "#0c5d4b", "accent_colour": "#f2b32b"},
        "chain": "Kuusama",
        "store": {"name": "Kuusama Lahti", "code": "LAH", "city": "Lahti"},
        "visit": {"number": "K7M-4XRQ", "scenario": "Lahja ystävälle", "when": ""},
        "score": score_data(questionnaire, result, Benchmark()),
        "issued_on": "2026-11-22",
        "evidence": {"photos": [], "receipt": None, "photos_left_out": 0},
        "remarks": [],
        **account(questionnaire, answers, result, seen),
        "timeline": stop_data(halts),
    }
    hidden = hidden_from_store(seen)
    store = {
        "hidden_rows": hidden,
        "answers": store_answers(questionnaire, seen),
        "hidden_stops": hidden_stops(halts, hidden),
    }
    when = {key: {"fi": "Viikko 47", "sv": "Vecka 47", "en": "Week 47"} for key in ("store", "hq")}
    return from_plain(report_data({"report": report, "store": store, "when": when}, edition, language))


def _value(question: Question, dice: random.Random) -> Any:
    return getattr(_Made, question.kind)(question, dice)


class _Made:
    """One maker a kind, named as the kinds are."""

    @staticmethod
    def yes_no(question: Question, dice: random.Random) -> Any:
        return "yes" if question.fact else dice.choice(["yes", "yes", "no"])

    @staticmethod
    def one(question: Question, dice: random.Random) -> Any:
        return dice.choice(question.choices).id

    @staticmethod
    def several(question: Question, dice: random.Random) -> Any:
        return [choice.id for choice in question.choices if not choice.exclusive][: dice.randint(1, 3)]

    @staticmethod
    def scale(question: Question, dice: random.Random) -> Any:
        return dice.randint(2, 5)

    @staticmethod
    def duration(question: Question, dice: random.Random) -> Any:
        return {"seconds": dice.randint(10, int(question.settings.get("limit", 600)))}

    @staticmethod
    def numbers(question: Question, dice: random.Random) -> Any:
        return {part["id"]: part["min"] + 2 for part in question.settings["parts"]}

    @staticmethod
    def number(question: Question, dice: random.Random) -> Any:
        return question.settings["min"] + 1

    @staticmethod
    def money(question: Question, dice: random.Random) -> Any:
        return "12.50"

    @staticmethod
    def emotion(question: Question, dice: random.Random) -> Any:
        return [{"emotion": dice.choice(list(EMOTIONS)), "strength": dice.randint(1, 3)}]

    @staticmethod
    def nps(question: Question, dice: random.Random) -> Any:
        return dice.randint(0, 10)

    @staticmethod
    def text(question: Question, dice: random.Random) -> Any:
        return dice.choice(_WORDS)

    @staticmethod
    def receipt(question: Question, dice: random.Random) -> Any:
        made = {"text": "Kiitos käynnistä!", "total": "12.50", "time": "13:47", "match": "near"}
        parts = [*question.settings["parts"], *(["match"] if "points" in question.settings else [])]
        return {part: made[part] for part in parts}

    @staticmethod
    def promise(question: Question, dice: random.Random) -> Any:
        role, others = question.settings["roles"][0].id, question.choices[0].id
        return {"what": "Pesula maksetaan", "who": role, "others": others}

    @staticmethod
    def moment(question: Question, dice: random.Random) -> Any:
        place = dice.choice(question.choices).id
        return {"touchpoint": place, "sign": dice.choice(["plus", "minus"]), "strength": 3, "words": _WORDS[0]}

    @staticmethod
    def mark(question: Question, dice: random.Random) -> Any:
        place = dice.choice(question.choices[:-1] or question.choices).id
        return {"touchpoint": place, "sign": dice.choice(["plus", "minus"]), "time": "13:45", "words": _WORDS[1]}

    @staticmethod
    def pick(question: Question, dice: random.Random) -> Any:
        return dice.choice(question.choices).id

    @staticmethod
    def rank(question: Question, dice: random.Random) -> Any:
        return [one.id for one in dice.sample(question.choices, question.settings["count"])]

    @staticmethod
    def ratings(question: Question, dice: random.Random) -> Any:
        return {part["id"]: dice.randint(0, 10) for part in question.settings["parts"]}

    @staticmethod
    def sittings(question: Question, dice: random.Random) -> Any:
        days = ("2026-11-30", "2026-11-30", "2026-12-01", "2026-12-01", "2026-12-02", "2026-12-02")
        return [
            {"on": on, "time": f"{8 + n:02}:30", "touchpoint": dice.choice(question.choices).id,
             "emotion": dice.choice(list(EMOTIONS)), "strength": dice.randint(1, 3), "words": _WORDS[n % 2]}
            for n, on in enumerate(days[: question.settings["max"]])
        ]  # fmt: skip
