"""Questionnaires made up for tests: hypothesis draws them whole, of every kind, with conditions and what is due later.

`questionnaires()` gives `Questionnaire`; `documents()` the same as plain data. All of them can be loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from forms.definition import Questionnaire, from_plain
from forms.kinds import KINDS, RESERVED
from forms.kinds.money import CURRENCIES
from forms.phrases import MATCHES
from forms.reading import ID
from forms.shapes import COMPONENTS, LANGUAGES, LEVELS, Question

Draw = Callable[[st.SearchStrategy[Any]], Any]
Plain = dict[str, Any]

_ORDINARY = ["Kuka tervehti?", "Vem hälsade först?", "Who greeted first?", "Ilo", "Kyllä – mutta myöhässä", "”Hej!”"]
_ODD = [
    "=1+1", "+358", "@home", "<b>a & b</b>", "a\nb", " spaces ", "it's \"both\"", "${grt_t}", "50 %", "null", "007",
    "1", "yes", "ääkköset ÅÄÖ", "😊🇫🇮", "عربى", "{x}", "a::b", "#", "tab\tin", "x" * 200, "_x0041_", "’smart’ “quotes”",
]  # fmt: skip
TEXTS = st.sampled_from(_ORDINARY) | st.sampled_from(_ODD) | st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30
).filter(lambda text: bool(text.strip()))
_LONG_OR_COMMON = st.sampled_from(["a" * 64, "greeting", "yes", "note"])
IDS = (st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True) | _LONG_OR_COMMON).filter(
    lambda id_: id_ not in RESERVED and not id_.startswith(("validate_", "filter_")) and bool(ID.fullmatch(id_))
)
POINTS = st.sampled_from([0, 1, 0.5, 0.25, 0.333333]) | st.integers(0, 1_000_000).map(lambda share: share / 1_000_000)
WEIGHTS = st.integers(1, 10) | st.sampled_from([0.5, 2.25, 100])
PATTERNS = [r"[A-Z]{3}-[0-9]{3}", r"\d{1,4}", "[0-9]{2}:[0-9]{2}", "it's|\"so\"", "a b", "[^,]*"]


def questionnaires(most_questions: int = 8) -> st.SearchStrategy[Questionnaire]:
    """Questionnaires of up to `most_questions` questions of all kinds, in one to three languages."""
    return documents(most_questions).map(from_plain)


@st.composite
def reworded(draw: Draw, words: st.SearchStrategy[str], most_questions: int = 8) -> Questionnaire:
    """Such questionnaires, with each of their words from `words`."""

    def bend(thing: Any) -> Any:
        if isinstance(thing, dict) and thing and thing.keys() <= set(LANGUAGES):
            return {language: draw(words) for language in thing}
        if isinstance(thing, dict):
            return {key: bend(value) for key, value in thing.items()}
        return [bend(one) for one in thing] if isinstance(thing, list) else thing

    return from_plain(bend(draw(documents(most_questions))))


@st.composite
def documents(draw: Draw, most_questions: int = 8) -> Plain:
    """Plain data that `from_plain` reads."""
    languages = draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=3, unique=True))
    words = st.fixed_dictionaries(dict.fromkeys(languages, TEXTS))
    touchpoints = draw(st.lists(IDS, min_size=2, max_size=3, unique=True))
    ids = draw(st.lists(IDS, min_size=1, max_size=most_questions, unique=True))
    questions = _questions(draw, words, touchpoints, ids)
    document: Plain = {
        "code": draw(IDS),
        "title": draw(words),
        "languages": languages,
        "touchpoints": [{"id": id_, "name": draw(words)} for id_ in touchpoints],
        "sections": _sections(draw, words, questions),
    }
    if draw(st.booleans()):
        document["emotion_weight"] = draw(st.integers(1, 67))
    _hang(draw, document)
    return document


def _questions(draw: Draw, words: st.SearchStrategy[Plain], touchpoints: list[str], ids: list[str]) -> list[Plain]:
    made: list[Plain] = []
    roles: set[str] = set()
    for id_ in ids:
        scored = any(one.get("weight") for one in made if not one.get("due_after_days"))
        kinds = [kind for kind in SETTINGS if kind in KINDS and _may(kind, made)]
        question = {"id": id_, "kind": draw(st.sampled_from(kinds)), "touchpoint": draw(st.sampled_from(touchpoints))}
        question |= {"text": draw(words)} | _common(draw, words, question["kind"])
        question |= SETTINGS[question["kind"]](draw, words, question.get("weight", 0))
        if question["kind"] == "pick":
            question["of"] = draw(st.sampled_from(["details", "touchpoints"])) if scored else "touchpoints"
        _give_role(draw, question, roles)
        made.append(question)
    return made


def _may(kind: str, made: list[Plain]) -> bool:
    most = getattr(KINDS[kind], "most", None)
    return most is None or sum(one["kind"] == kind for one in made) < most


def _common(draw: Draw, words: st.SearchStrategy[Plain], kind: str) -> Plain:
    common: Plain = {}
    if draw(st.booleans()):
        common["help"] = draw(words)
    if kind in SCORABLE and draw(st.booleans()):
        common |= {"weight": draw(WEIGHTS), "level": draw(st.sampled_from(LEVELS))}
        common["component"] = draw(st.sampled_from(COMPONENTS))
        common |= {"critical": True} if draw(st.booleans()) else {}
    if draw(st.integers(0, 3)) == 0:
        common["required"] = False
    if kind not in ("photo", "receipt") and draw(st.integers(0, 3)) == 0:
        common["photos"] = draw(st.integers(1, 10))
    if draw(st.integers(0, 7)) == 0:
        common["due_after_days"] = draw(st.integers(1, 365))
    return common


def _give_role(draw: Draw, question: Plain, roles: set[str]) -> None:
    fitting = {"emotion": ["start", "end"], "moment": ["peak"], "text": ["story"]}.get(question["kind"], [])
    free = [role for role in fitting if role not in roles]
    if free and draw(st.booleans()):
        question["role"] = draw(st.sampled_from(free))
        roles.add(question["role"])
    if question["kind"] == "yes_no" and not question.get("weight") and not question.get("plus") and draw(st.booleans()):
        question["fact"] = True
    if draw(st.booleans()):
        question["corner"] = True


def _sections(draw: Draw, words: st.SearchStrategy[Plain], questions: list[Plain]) -> list[Plain]:
    cut = draw(st.integers(1, len(questions)))
    parts = [part for part in (questions[:cut], questions[cut:]) if part]
    ids = draw(st.lists(IDS, min_size=len(parts), max_size=len(parts), unique=True))
    return [{"id": id_, "title": draw(words), "questions": part} for id_, part in zip(ids, parts, strict=True)]


def _hang(draw: Draw, document: Plain) -> None:
    """Give some questions a condition on earlier ones that are asked in the visit."""
    earlier: list[Question] = []
    plain = {one["id"]: one for section in document["sections"] for one in section["questions"]}
    for question in from_plain(document).questions:
        if earlier and draw(st.integers(0, 2)) == 0:
            plain[question.id]["when"] = draw(conditions(earlier))
        if question.due_after_days is None:
            earlier.append(question)


def conditions(earlier: list[Question]) -> st.SearchStrategy[Plain]:
    """Conditions, as plain data, that may look at each of the questions `earlier`."""
    leaves = st.sampled_from(earlier).flatmap(_comparisons)
    return leaves | _joined(leaves | _joined(leaves | _joined(leaves)))


def _joined(parts: st.SearchStrategy[Plain]) -> st.SearchStrategy[Plain]:
    """One, two or three conditions made into one."""
    some = st.lists(parts, min_size=1, max_size=3)
    joined = some.map(lambda all_: {"and": all_}) | some.map(lambda any_: {"or": any_})
    return joined | parts.map(lambda one: {"not": one})


def _comparisons(question: Question) -> st.SearchStrategy[Plain]:
    kind, id_ = KINDS[question.kind], question.id
    possible = kind.comparable(question)
    values: st.SearchStrategy[Any] = st.sampled_from(list(possible)[:40]) if possible else TEXTS
    numbers = st.integers(-5, 2000) | st.sampled_from([0.5, 12.25])
    forms: dict[str, st.SearchStrategy[Plain]] = {
        "answered": st.just({"answered": id_}),
        "equals": values.map(lambda value: {"equals": [id_, value]}),
        "one_of": st.lists(values, min_size=1, max_size=3).map(lambda some: {"one_of": [id_, some]}),
        "includes": values.map(lambda value: {"includes": [id_, value]}),
        "less": numbers.map(lambda number: {"less": [id_, number]}),
        "more": numbers.map(lambda number: {"more": [id_, number]}),
    }
    return st.sampled_from(sorted(kind.operators)).flatmap(lambda operator: forms[operator])


def _listed(draw: Draw, words: st.SearchStrategy[Plain], **extra: st.SearchStrategy[Any]) -> list[Plain]:
    """Two to five things with an id and words, each with some of `extra`."""
    ids = draw(st.lists(IDS, min_size=2, max_size=5, unique=True))
    return [{"id": id_, "text": draw(words), **{key: draw(values) for key, values in extra.items()}} for id_ in ids]


def _yes_no(draw: Draw, words: Any, weight: float) -> Plain:
    made: Plain = {"reverse": True} if draw(st.booleans()) else {}
    return made if weight or draw(st.booleans()) else {**made, "plus": draw(st.sampled_from([1, 2, 0.5]))}


def _one(draw: Draw, words: Any, weight: float) -> Plain:
    choices = _listed(draw, words, **({"points": POINTS} if weight else {}))
    if draw(st.booleans()):
        choices[0]["plus"] = draw(st.sampled_from([1, 0.5]))
        return {"choices": choices} if weight or draw(st.booleans()) else {"choices": choices, "plus_only": True}
    return {"choices": choices, **_answering(draw, choices)}


def _answering(draw: Draw, choices: list[Plain]) -> Plain:
    """Perhaps the moments of the visit between which the time chooses."""
    if not draw(st.booleans()):
        return {}
    within = {choices[0]["id"]: draw(st.sampled_from(["0:30", "5:00"]))}
    return {"moments": {"from": "away", "to": "back", "within": within, "otherwise": choices[-1]["id"]}}


def _several(draw: Draw, words: Any, weight: float) -> Plain:
    made: Plain = {"choices": _listed(draw, words)}
    if draw(st.booleans()):
        made["choices"][-1]["exclusive"] = True
    if draw(st.booleans()):
        made["enough"] = 1
    return {**made, "reverse": True} if draw(st.booleans()) else made


def _scale(draw: Draw, words: Any, weight: float) -> Plain:
    worded = draw(st.sampled_from([(1, 3, 5), (1, 2, 3, 5), (1, 2, 3, 4, 5)]))
    return {"steps": {str(step): draw(words) for step in worded}}


def _duration(draw: Draw, words: Any, weight: float) -> Plain:
    made: Plain = {"never": True} if draw(st.booleans()) else {}
    if weight or draw(st.booleans()):
        made |= {"target": "0:30", "limit": draw(st.sampled_from(["2:00", "120:05"]))}
    if draw(st.booleans()):
        made["moments"] = {"from": draw(st.sampled_from(["arrived", "seated"])), "to": draw(IDS.filter(_is_other))}
    return {**made, "names": {"from": draw(words), "to": draw(words)}} if draw(st.booleans()) else made


def _is_other(moment: str) -> bool:
    return moment not in ("arrived", "seated")


def _numbers(draw: Draw, words: Any, weight: float) -> Plain:
    return {"parts": _listed(draw, words, min=st.integers(0, 2), max=st.integers(3, 1000))}


def _number(draw: Draw, words: Any, weight: float) -> Plain:
    made: Plain = {"unit": draw(words)} if draw(st.booleans()) else {}
    if weight or draw(st.booleans()):
        return {**made, "points": draw(st.lists(POINTS, min_size=2, max_size=4))}
    return {**made, "min": draw(st.integers(-5, 5)), "max": draw(st.integers(6, 5000))}


def _money(draw: Draw, words: Any, weight: float) -> Plain:
    made: Plain = {"currency": draw(st.sampled_from(CURRENCIES))} if draw(st.booleans()) else {}
    return {**made, "max": draw(st.sampled_from([0.01, 100, 12.5]))} if draw(st.booleans()) else made


def _text(draw: Draw, words: Any, weight: float) -> Plain:
    made: Plain = {"rows": draw(st.integers(1, 30))} if draw(st.booleans()) else {}
    if draw(st.booleans()):
        made["max_length"] = draw(st.integers(1, 200))
    if draw(st.integers(0, 2)) == 0:
        made["pattern"] = {"regex": draw(st.sampled_from(PATTERNS)), "message": draw(words)}
    return made


def _photo(draw: Draw, words: Any, weight: float) -> Plain:
    return {"max": draw(st.integers(1, 10))} if draw(st.booleans()) else {}


def _receipt(draw: Draw, words: Any, weight: float) -> Plain:
    parts = draw(st.lists(st.sampled_from(["text", "total", "time"]), min_size=1, unique=True))
    made = {"parts": parts, **_photo(draw, words, weight)}
    if weight:
        made |= {"parts": ["text", *(part for part in parts if part != "text")]}
        made["points"] = {match: draw(POINTS) for match in MATCHES}
    return made


def _promise(draw: Draw, words: Any, weight: float) -> Plain:
    choices = _listed(draw, words, **({"points": POINTS} if weight else {}))
    return {"choices": choices, "roles": _listed(draw, words)}


def _rank(draw: Draw, words: Any, weight: float) -> Plain:
    return {"choices": _listed(draw, words), "count": 2} if draw(st.booleans()) else {"choices": _listed(draw, words)}


def _ratings(draw: Draw, words: Any, weight: float) -> Plain:
    made: Plain = {"parts": _listed(draw, words), "low": draw(words), "high": draw(words)}
    return {**made, "reverse": True} if draw(st.booleans()) else made


def _sittings(draw: Draw, words: Any, weight: float) -> Plain:
    return {"max": draw(st.integers(2, 20))} if draw(st.booleans()) else {}


def _plain(draw: Draw, words: Any, weight: float) -> Plain:
    return {}


SCORABLE = {"yes_no", "one", "several", "scale", "duration", "receipt", "promise", "number"}
SETTINGS: dict[str, Callable[[Draw, Any, float], Plain]] = {
    "yes_no": _yes_no, "one": _one, "several": _several, "scale": _scale, "duration": _duration, "numbers": _numbers,
    "money": _money, "emotion": _plain, "nps": _plain, "text": _text, "photo": _photo, "receipt": _receipt,
    "promise": _promise, "moment": _plain, "mark": _plain, "pick": _plain, "number": _number, "rank": _rank,
    "ratings": _ratings, "sittings": _sittings,
}  # fmt: skip
"""Kind → its settings as plain data: drawn with (draw, words, weight)."""
