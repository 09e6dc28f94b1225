"""The sentences of one question as a table in which its answer is looked up. docs/telling.md tells the grammar."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from forms.shapes import Question, Questionnaire, Text

Sentences = Mapping[str, Any]
Table = dict[str, Any]

_STEPS = range(1, 6)
# Whose sentences a question is told with that has none of its own: by its role, else by its kind.
_LIKE_ROLE = {"start": "ctx_mood", "end": "emo_end"}
_LIKE_KIND = {"text": "_noted", "emotion": "_felt", "moment": "peak", "mark": "turn", "sittings": "stay"}
_ITSELF = {"": "{}"}


def table_of(question: Question, questionnaire: Questionnaire, spoken: Sentences, language: str) -> Table | None:
    """The table of `question`, or None where nothing can be said well. `spoken`: all sentences in `language`."""
    like = _LIKE_ROLE.get(question.role or "") or _LIKE_KIND.get(question.kind, "")
    given = spoken.get(question.id) or spoken.get(like)
    maker = _MAKERS.get(question.kind)
    if not given or not maker:
        return None
    table = maker(question, given) | _shared(question, questionnaire, spoken, language)
    if "*" in table:
        # A list stands at the end of its sentence, so that what comes before it is all the phone needs.
        table["*"] = table["*"].removesuffix("{}")
    return table if table.keys() - {"*"} else None


def quoted(given: Mapping[str, str], known: Collection[str] | None = None) -> Table:
    """Words are looked up by their JSON, so that no other value is taken for one of them."""
    return {f'"{key}"': text for key, text in given.items() if known is None or key in known}


def _chosen(question: Question, given: Sentences) -> Table:
    known = [one.id for one in question.choices] or ["yes", "no"]
    return quoted(given, known) | {key: text for key, text in given.items() if key == "*"}


def _reached(question: Question, given: Sentences) -> Table:
    """Least number → sentence, rising. Of a scale that has words for 1, 3 and 5, those of 3 are told of 2 and 4."""
    steps = {int(key): text for key, text in given.items() if key.isdecimal()}
    if question.kind == "scale" and 2 not in steps and 3 in steps:
        steps[2] = steps.pop(3)
    return {str(least): steps[least] for least in sorted(steps)}


def _duration(question: Question, given: Sentences) -> Table:
    seconds = {"seconds": _reached(question, given)}
    if not question.settings.get("never") or "never" not in given:
        return {"": "{seconds}", **seconds}
    return {"": "{never}|{seconds}", **seconds, "never": {"true": given["never"]}}


def _numbers(question: Question, given: Sentences) -> Table:
    asked = {part["id"] if isinstance(part, dict) else part.id for part in question.settings["parts"]}
    parts = {key: _reached(question, steps) for key, steps in given.items() if key}
    return {"": given[""], **parts} if parts.keys() <= asked else {}


def _text(question: Question, given: Sentences) -> Table:
    # What must fit a pattern is a code or a number: nothing to be told.
    return {} if question.settings.get("pattern") else dict(given)


def _receipt(question: Question, given: Sentences) -> Table:
    return dict(given) if "text" in question.settings["parts"] else {}


def _promise(question: Question, given: Sentences) -> Table:
    roles, others = [one.id for one in question.settings["roles"]], [one.id for one in question.choices]
    return {
        "": given[""],
        "who": quoted(given["who"], roles),
        "others": quoted(given["others"], others),
        "what": _ITSELF,
    }


def _placed(question: Question, given: Sentences) -> Table:
    """A moment, a turn or sittings: somewhere on the way, with a sign or a feeling."""
    signs = {"sign": quoted(given["sign"]), "words": _ITSELF} if "sign" in given else {}
    return {key: given[key] for key in ("", "*", "none") if key in given} | signs


def _felt(question: Question, given: Sentences) -> Table:
    return {"": "{strength}{emotion}", **given}


_MAKERS: dict[str, Callable[[Question, Sentences], Table]] = {
    "yes_no": _chosen,
    "one": _chosen,
    "several": _chosen,
    "scale": _reached,
    "number": _reached,
    "nps": _reached,
    "duration": _duration,
    "numbers": _numbers,
    "text": _text,
    "receipt": _receipt,
    "promise": _promise,
    "moment": _placed,
    "mark": _placed,
    "sittings": _placed,
    "emotion": _felt,
}


def _shared(question: Question, questionnaire: Questionnaire, spoken: Sentences, language: str) -> Table:
    """What questions of the kind are told with beside their own sentences: feelings, and the names of touchpoints."""
    table: Table = {}
    if question.kind in ("emotion", "sittings"):
        table = {"strength": _reached(question, spoken["_strength"]), "emotion": quoted(spoken["_emotion"])}
    if question.kind in ("moment", "mark", "sittings"):
        named = spoken["_touchpoint"]
        places = {one.id: named.get(one.id) or _inside(one.name, language) for one in questionnaire.touchpoints}
        table["touchpoint"] = quoted(places)
    return table


def _inside(name: Text, language: str) -> str:
    """A name as it stands inside a sentence: ”Sauna” → ”sauna”, but ”WC” as it is."""
    text = name[language]
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
