"""Answers made up for tests: one that fits each question, and whole visits that hypothesis draws."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from forms.kinds.patterns import fits
from forms.phrases import EMOTIONS
from forms.shapes import SKIPS, Question, Questionnaire

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
DIGEST = "0123456789abcdef" * 4
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=40).filter(
    lambda text: text.strip("\u200b\u2060 ").strip() != ""
)
MONEY = st.integers(0, 99_999_999).map(lambda cents: f"{cents // 100}.{cents % 100:02}")
DAYS = st.dates(min_value=FIRST_DAY, max_value=LAST_DAY).map(lambda day: day.isoformat())
MINUTES = st.integers(0, 1439).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
# Of these, some fit each of the patterns that made-up questionnaires ask for.
_LINES = ["ABC-123", "7", "1234", "12:34", "it's", '"so"', "a b", "mitä vain 😊"]


def values(question: Question) -> st.SearchStrategy[Any]:
    """Canonical values that fit `question`; for photos there is none."""
    return getattr(_Values, question.kind)(question)


def answers(question: Question) -> st.SearchStrategy[dict[str, Any]]:
    """Answers that fit `question`: values, photos, skips where they are offered."""
    if question.kind == "photo":
        return st.just({"photos": [DIGEST]})
    given = values(question).map(lambda value: {"value": value})
    if question.can_be_skipped:
        given |= st.sampled_from(SKIPS).map(lambda reason: {"skipped": reason})
    if question.kind == "receipt" or question.photos:
        given |= values(question).map(lambda value: {"value": value, "photos": [DIGEST]})
    return given


def visits(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, Any]]:
    """Whole visits: an answer, or none, to each question."""
    each = {question.id: st.none() | answers(question) for question in questionnaire.questions}
    return st.fixed_dictionaries(each).map(lambda drawn: {id_: one for id_, one in drawn.items() if one is not None})


def one_answer(question: Question) -> dict[str, Any]:
    """One plain answer that fits `question`, the same each time."""
    places = [choice.id for choice in question.choices] or [None]
    examples: dict[str, Any] = {
        "yes_no": "yes",
        "one": question.choices[0].id if question.choices else None,
        "several": [choice.id for choice in question.choices if not choice.exclusive],
        "scale": 4,
        "duration": {"seconds": 95, "from": "13:02:05", "to": "13:03:40"},
        "numbers": {part["id"]: 2 for part in question.settings.get("parts", []) if isinstance(part, dict)},
        "money": "12.50",
        "emotion": [{"emotion": "joy", "strength": 3}, {"emotion": "surprise", "strength": 1}],
        "nps": 9,
        "text": "Hän sanoi: ”Tervetuloa takaisin!”\nJa hymyili 😊",
        "promise": {"what": "Pesula maksetaan", "who": "manager", "due_on": "2026-11-30", "others": "yes"},
        "moment": {"touchpoint": "greeting", "sign": "plus", "strength": 3, "words": "nimeni muistettiin"},
        "receipt": {"text": "Kiitos käynnistä!", "total": "12.50", "time": "13:45"},
        "mark": {"touchpoint": places[0], "sign": "minus", "time": "13:45", "words": "katse kääntyi pois"},
        "pick": places[0],
        "number": question.settings.get("min"),
        "rank": places[1::-1],
        "ratings": {part["id"]: 7 for part in question.settings.get("parts", []) if isinstance(part, dict)},
        "sittings": [
            {"on": "2026-11-30", "time": "18:30", "touchpoint": places[0], "emotion": "joy", "strength": 2},
            {"on": "2026-12-01", "touchpoint": places[0], "emotion": "irritation", "strength": 3},
        ],
    }
    if question.kind == "photo":
        return {"photos": [DIGEST]}
    value = examples[question.kind]
    if question.kind == "receipt":
        value = {part: value[part] for part in question.settings["parts"]}
        return {"value": value, "photos": [DIGEST]}
    return {"value": value}


def _clock(seconds: int) -> str:
    return f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _stamped(start: int, seconds: int) -> dict[str, Any]:
    return {"seconds": seconds, "from": _clock(start), "to": _clock(start + seconds)}


class _Values:
    """One strategy a kind, named as the kinds are."""

    @staticmethod
    def yes_no(question: Question) -> Any:
        return st.sampled_from(["yes", "no"])

    @staticmethod
    def one(question: Question) -> Any:
        return st.sampled_from([choice.id for choice in question.choices])

    @staticmethod
    def several(question: Question) -> Any:
        counted = [choice.id for choice in question.choices if not choice.exclusive]
        alone = [[choice.id] for choice in question.choices if choice.exclusive]
        some = st.sets(st.sampled_from(counted), min_size=1).map(lambda ids: [id_ for id_ in counted if id_ in ids])
        return some | st.sampled_from(alone) if alone else some

    @staticmethod
    def scale(question: Question) -> Any:
        return st.integers(1, 5)

    @staticmethod
    def duration(question: Question) -> Any:
        estimated = st.integers(0, 600_000).map(lambda seconds: {"seconds": seconds})
        stamped = st.builds(_stamped, st.integers(0, 86_399), st.integers(0, 86_399))
        never = st.just({"never": True})
        return estimated | stamped | never if question.settings.get("never") else estimated | stamped

    @staticmethod
    def numbers(question: Question) -> Any:
        parts = question.settings["parts"]
        return st.fixed_dictionaries({part["id"]: st.integers(part["min"], part["max"]) for part in parts})

    @staticmethod
    def money(question: Question) -> Any:
        most = round(min(question.settings["max"], 999_999.99) * 100)
        return st.integers(0, most).map(lambda cents: f"{cents // 100}.{cents % 100:02}")

    @staticmethod
    def emotion(question: Question) -> Any:
        felt = st.sets(st.sampled_from(list(EMOTIONS)), min_size=1, max_size=2)
        strengths = st.tuples(st.integers(1, 3), st.integers(1, 3))
        order = list(EMOTIONS)
        return st.builds(
            lambda names, steps: [
                {"emotion": name, "strength": step}
                for name, step in zip(sorted(names, key=order.index), steps, strict=False)
            ],
            felt,
            strengths,
        )

    @staticmethod
    def nps(question: Question) -> Any:
        return st.integers(0, 10)

    @staticmethod
    def text(question: Question) -> Any:
        most, pattern = question.settings["max_length"], question.settings.get("pattern")
        if not pattern:
            return WORDS.map(lambda text: text.strip()[:most])
        fitting = [line for line in _LINES if len(line) <= most and fits(pattern["regex"], line)]
        return st.sampled_from(fitting) if fitting else st.nothing()

    @staticmethod
    def receipt(question: Question) -> Any:
        parts = {"text": WORDS, "total": MONEY, "time": MINUTES}
        chosen = {part: parts[part] for part in question.settings["parts"]}
        if "points" in question.settings:
            chosen["match"] = st.sampled_from(list(question.settings["points"]))
        return st.fixed_dictionaries(chosen)

    @staticmethod
    def promise(question: Question) -> Any:
        return st.fixed_dictionaries(
            {
                "what": WORDS,
                "who": st.sampled_from([role.id for role in question.settings["roles"]]),
                "others": st.sampled_from([choice.id for choice in question.choices]),
            },
            optional={"due_on": DAYS},
        )

    @staticmethod
    def moment(question: Question) -> Any:
        return st.fixed_dictionaries(
            {
                "touchpoint": st.sampled_from([choice.id for choice in question.choices]),
                "sign": st.sampled_from(["plus", "minus"]),
                "strength": st.integers(1, 3),
            },
            optional={"words": WORDS},
        )

    @staticmethod
    def mark(question: Question) -> Any:
        turned = st.fixed_dictionaries(
            {
                "touchpoint": st.sampled_from([choice.id for choice in question.choices]),
                "sign": st.sampled_from(["plus", "minus"]),
            },
            optional={"time": MINUTES, "words": WORDS},
        )
        return st.just({"none": True}) | turned

    @staticmethod
    def pick(question: Question) -> Any:
        return st.sampled_from([choice.id for choice in question.choices])

    @staticmethod
    def number(question: Question) -> Any:
        return st.integers(question.settings["min"], question.settings["max"])

    @staticmethod
    def rank(question: Question) -> Any:
        ids = [choice.id for choice in question.choices]
        return st.lists(st.sampled_from(ids), min_size=1, max_size=question.settings["count"], unique=True)

    @staticmethod
    def ratings(question: Question) -> Any:
        return st.fixed_dictionaries({part["id"]: st.integers(0, 10) for part in question.settings["parts"]})

    @staticmethod
    def sittings(question: Question) -> Any:
        sitting = st.fixed_dictionaries(
            {
                "on": DAYS,
                "touchpoint": st.sampled_from([choice.id for choice in question.choices]),
                "emotion": st.sampled_from(list(EMOTIONS)),
                "strength": st.integers(1, 3),
            },
            optional={"time": MINUTES, "words": WORDS},
        )
        several = st.lists(sitting, min_size=1, max_size=min(3, question.settings["max"]))
        return several.map(lambda made: sorted(made, key=lambda one: (one["on"], one.get("time", ""))))
