"""Visits as shoppers make them, drawn with a seed: for the table of narratives, and for reading drafts aloud.

`python -m tests.forms.telling.drawn` writes tests/tables/narratives.json anew: read what changed before you keep it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forms.conditions import asked_questions
from forms.library import codes, shipped
from forms.shapes import LANGUAGES, Question, Questionnaire
from forms.telling import draft, kit

TABLE = Path(__file__).parents[2] / "tables" / "narratives.json"
VISITS_EACH = 3

_WORDS = {
    "fi": ("”Hei, tervetuloa!”", "Kiitos käynnistä ja hyvää viikonloppua", "lista ojennettiin avattuna"),
    "sv": ("”Hej och välkommen!”", "Tack och ha en trevlig helg", "menyn räcktes uppslagen"),
    "en": ("“Good evening, welcome!”", "Thanks, see you soon", "the menu was handed to me open"),
}
_FEELINGS = (
    [{"emotion": "joy", "strength": 2}, {"emotion": "surprise", "strength": 1}],
    [{"emotion": "trust", "strength": 3}],
    [{"emotion": "uncertainty", "strength": 2}],
    [{"emotion": "irritation", "strength": 1}],
)


def drawn_visit(questionnaire: Questionnaire, language: str, seed: int) -> dict[str, Any]:
    """Answers to nearly all questions but the narrative; the higher `seed`, the better the visit, up to 20."""
    chance, luck = random.Random(seed), min(seed, 20) / 20
    answers: dict[str, Any] = {}
    for question in questionnaire.questions:
        make = _DRAWN.get(question.kind)
        if make and question.role != "story" and chance.random() > 0.05:
            answers[question.id] = {"value": make(question, chance, luck, language)}
        elif question.can_be_skipped:
            answers[question.id] = {"skipped": "not_observed"}
    return answers


def _one(question: Question, chance: random.Random, luck: float, language: str) -> str:
    return chance.choice(question.choices[:2] if chance.random() < luck else question.choices).id


def _several(question: Question, chance: random.Random, luck: float, language: str) -> list[str]:
    counted = [one.id for one in question.choices if not one.exclusive]
    alone = [one.id for one in question.choices if one.exclusive]
    return [id_ for id_ in counted if chance.random() < 0.3 + 0.6 * luck] or alone


def _scale(question: Question, chance: random.Random, luck: float, language: str) -> int:
    return chance.choice((3, 4, 5) if chance.random() < luck else (1, 2, 3))


def _duration(question: Question, chance: random.Random, luck: float, language: str) -> dict[str, Any]:
    if question.settings.get("never") and chance.random() > 0.6 + luck:
        return {"never": True}
    seconds = int((question.settings.get("target") or 60) * chance.choice((0, 0.1, 0.8, 1.3, 2.6)))
    return {"seconds": seconds + chance.randrange(7)}


def _numbers(question: Question, chance: random.Random, luck: float, language: str) -> dict[str, int]:
    return {part["id"]: chance.choice((0, 1, 2, 7, 12)) for part in question.settings["parts"]}


def _place(question: Question, chance: random.Random, luck: float, language: str) -> dict[str, Any]:
    sign = "plus" if chance.random() < luck else "minus"
    place = {"touchpoint": chance.choice(question.choices).id, "sign": sign, "strength": 2}
    return {**place, "words": _WORDS[language][2]} if chance.random() < 0.7 else place


def _receipt(question: Question, chance: random.Random, luck: float, language: str) -> dict[str, str]:
    printed = {"text": _WORDS[language][1], "total": "12.50", "time": "13:45"}
    return {part: printed[part] for part in question.settings["parts"]}


def _promise(question: Question, chance: random.Random, luck: float, language: str) -> dict[str, Any]:
    who = chance.choice(question.settings["roles"]).id
    return {"what": _WORDS[language][2], "who": who, "others": chance.choice(question.choices).id}


def _sittings(question: Question, chance: random.Random, luck: float, language: str) -> list[dict[str, Any]]:
    places = [chance.choice(question.choices).id for _ in range(3)]
    return [{"on": "2026-11-30", "touchpoint": place, **chance.choice(_FEELINGS)[0]} for place in places]


_DRAWN: dict[str, Callable[[Question, random.Random, float, str], Any]] = {
    "yes_no": lambda question, chance, luck, language: "yes" if chance.random() < 0.2 + 0.7 * luck else "no",
    "one": _one,
    "several": _several,
    "scale": _scale,
    "duration": _duration,
    "numbers": _numbers,
    "number": lambda question, chance, luck, language: chance.randrange(4),
    "emotion": lambda question, chance, luck, language: chance.choice(_FEELINGS),
    "nps": lambda question, chance, luck, language: chance.randrange(11),
    "text": lambda question, chance, luck, language: chance.choice(_WORDS[language]),
    "receipt": _receipt,
    "promise": _promise,
    "moment": _place,
    "mark": _place,
    "sittings": _sittings,
}


def written_table() -> dict[str, Any]:
    """The table anew: three visits a questionnaire and language, with the kits that they are told with."""
    kits: dict[str, Any] = {}
    visits = []
    for code in codes():
        for language in LANGUAGES:
            questionnaire, name = shipped(code), f"{code} {language}"
            kits[name] = {key: made for key, made in kit(questionnaire, language).items() if key != "lint"}
            for seed in range(1, 20, 18 // (VISITS_EACH - 1)):
                answers = drawn_visit(questionnaire, language, seed)
                asked = asked_questions(questionnaire, answers)
                told = draft(kits[name], asked, answers)
                case = {"name": f"{name} {seed}", "kit": name, "asked": asked, "answers": answers, "told": told}
                visits.append(case)
    return {"kits": kits, "visits": visits}


def _line(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    made = written_table()
    kits = (f"{json.dumps(name)}: {_line(one)}" for name, one in made["kits"].items())
    visits = (_line(one) for one in made["visits"])
    text = '{"kits": {\n' + ",\n".join(kits) + '},\n"visits": [\n' + ",\n".join(visits) + "]}\n"
    TABLE.write_text(text, encoding="utf-8")
