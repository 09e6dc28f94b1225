"""Which of the field's question types stands for which of our kinds, on the way out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from forms.exchange.xlsform.conditions import literal
from forms.phrases import EMOTIONS, SIGNS, STRENGTHS, YES_NO, say

Plain = dict[str, Any]

LANGUAGE_NAMES = {"fi": "Suomi (fi)", "sv": "Svenska (sv)", "en": "English (en)"}
YES_NO_LIST, TOUCHPOINT_LIST, EMOTION_LIST = "detalji-yes-no", "detalji-touchpoints", "detalji-emotions"
SIGN_LIST, STRENGTH_LIST = "detalji-signs", "detalji-strengths"
PHRASE_LISTS: dict[str, Mapping[Any, dict[str, str]]] = {
    YES_NO_LIST: YES_NO, EMOTION_LIST: EMOTIONS, SIGN_LIST: SIGNS, STRENGTH_LIST: STRENGTHS,
}  # fmt: skip

BASES = {
    "yes_no": "select one", "one": "select one", "several": "select all that apply", "scale": "select one",
    "nps": "range", "number": "integer", "money": "decimal", "duration": "integer", "text": "text", "photo": "photo",
    "emotion": "select all that apply", "pick": "select one", "rank": "rank", "sittings": "text",
    **dict.fromkeys(("numbers", "ratings", "receipt", "promise", "moment", "mark"), "group"),
}  # fmt: skip
"""Kind → the type, as pyxform calls it, of the row (or group of rows) that it is written as."""

COMMON = (
    *("id", "kind", "touchpoint", "text", "help", "weight", "level", "component", "critical", "required", "photos"),
    *("due_after_days", "fact", "corner", "role", "when"),
)
_WRITTEN_AS_ROWS: dict[str, set[str]] = {
    **{key: {"choices"} for key in ("one", "several", "rank")}, "scale": {"steps"}, "promise": {"choices", "roles"},
    **{key: {"parts"} for key in ("numbers", "ratings")},
}  # fmt: skip


def own_settings(question: Plain) -> Plain:
    """The settings of the kind that stand in columns of ours; the others are rows and choices."""
    elsewhere = _WRITTEN_AS_ROWS.get(question["kind"], set())
    return {key: value for key, value in question.items() if key not in COMMON and key not in elsewhere}


def row_of(question: Plain, name: str) -> Plain:
    """Type, appearance, parameters and constraint of the row that stands for the question."""
    match question["kind"]:
        case "yes_no":
            return {"type": f"select_one {YES_NO_LIST}"}
        case "one":
            return {"type": f"select_one {name}"}
        case "scale":
            return {"type": f"select_one {name}", "appearance": "likert"}
        case "several":
            return {"type": f"select_multiple {name}", "constraint": _alone(question)}
        case "emotion":
            return {"type": f"select_multiple {EMOTION_LIST}", "constraint": "count-selected(.) <= 2"}
        case "pick":
            return {"type": f"select_one {name if question['of'] == 'details' else TOUCHPOINT_LIST}"}
        case "rank":
            return {"type": f"rank {name}"}
        case "nps":
            return {"type": "range", "parameters": "start=0 end=10 step=1"}
        case "number":
            return {"type": "integer", "constraint": between(question["min"], question["max"])}
        case "money":
            return {"type": "decimal", "constraint": between(0, question["max"])}
        case "duration":
            return {"type": "integer", "constraint": ". >= 0"}
        case "photo":
            return {"type": "image", "parameters": "max-pixels=2048"}
        case "sittings":
            return {"type": "text", "appearance": "multiline"}
    return _text(question)


def parts_of(question: Plain, name: str, languages: list[str]) -> list[Plain]:
    """The rows within the group that stands for the question: name, label as {language: words}, type…"""
    return [
        {"name": f"{name}_{key}", "label": label or {language: say(key, language) for language in languages}, **row}
        for key, label, row in _parts(question, name)
    ]


def between(low: float, high: float) -> str:
    """The constraint that keeps a number between two others."""
    return f". >= {literal(low)} and . <= {literal(high)}"


def encoded(value: Any) -> Any:
    """A value as it stands in a cell of ours: numbers as numbers, plain words as words, all else as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, str) and decoded(value) == value and "${" not in value and value == value.strip():
        return value
    return json.dumps(value, ensure_ascii=False).replace("${", "\\u0024{")


def decoded(text: str) -> Any:
    """What a cell of ours says; words that are no JSON stand for themselves."""
    try:
        return json.loads(text, parse_constant=str)
    except (ValueError, RecursionError):
        return text


def _text(question: Plain) -> Plain:
    row: Plain = {"type": "text"}
    if question["rows"] > 1:
        row |= {"appearance": "multiline", "parameters": f"rows={question['rows']}"}
    row["constraint"] = f"string-length(.) <= {question['max_length']}"
    if "pattern" in question:
        row["constraint"] = f"regex(., {literal(question['pattern']['regex'])}) and {row['constraint']}"
        row["constraint_message"] = question["pattern"]["message"]
    return row


def _alone(question: Plain) -> str | None:
    """That the choice which stands alone is not chosen with others, as the field writes it."""
    alone = [one["id"] for one in question["choices"] if one.get("exclusive")]
    return " and ".join(f"not(selected(., '{id_}') and count-selected(.) > 1)" for id_ in alone) or None


def _parts(question: Plain, name: str) -> list[tuple[str, Plain | None, Plain]]:
    words: tuple[str, None, Plain] = ("words", None, {"type": "text", "appearance": "multiline"})
    place: tuple[str, None, Plain] = ("touchpoint", None, {"type": f"select_one {TOUCHPOINT_LIST}"})
    sign: tuple[str, None, Plain] = ("sign", None, {"type": f"select_one {SIGN_LIST}"})
    photos: tuple[str, None, Plain] = ("photos", None, {"type": "image", "parameters": "max-pixels=2048"})
    match question["kind"]:
        case "numbers":
            return [
                (part["id"], part["text"], {"type": "integer", "constraint": between(part["min"], part["max"])})
                for part in question["parts"]
            ]
        case "ratings":
            ten = {"type": "range", "parameters": "start=0 end=10 step=1"}
            return [(part["id"], part["text"], ten) for part in question["parts"]]
        case "receipt":
            types = {"text": words[2], "total": {"type": "decimal"}, "time": {"type": "time"}}
            return [photos, *((part, None, types[part]) for part in question["parts"])]
        case "promise":
            what: tuple[str, None, Plain] = ("what", None, {"type": "text", "appearance": "multiline"})
            who: tuple[str, None, Plain] = ("who", None, {"type": f"select_one {name}-roles"})
            return [what, who, ("due_on", None, {"type": "date"}), ("others", None, {"type": f"select_one {name}"})]
        case "moment":
            return [place, sign, ("strength", None, {"type": f"select_one {STRENGTH_LIST}"}), words]
        case "mark":
            return [place, sign, ("time", None, {"type": "time"}), words]
    return []
