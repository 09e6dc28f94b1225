"""The JSON Schema (draft 2020-12) of a questionnaire's plain form, for editors and other programs.

It says no more than `forms.definition` does: what it refuses is refused there too. What needs the whole in view (ids
that meet, conditions that look ahead, words in each of the questionnaire's languages) only the reading tells.
"""

from __future__ import annotations

import json
from typing import Any

from forms.definition import MOST_QUESTIONS, MOST_SECTIONS, MOST_TOUCHPOINTS
from forms.kinds import KINDS
from forms.kinds.choosing import MOST_CHOICES
from forms.kinds.fields import TEXT_LIMIT as MOST_CHARACTERS
from forms.kinds.money import CURRENCIES
from forms.kinds.money import MOST as MOST_MONEY
from forms.kinds.number import LEAST, MOST_POINTS
from forms.kinds.number import MOST as MOST_NUMBER
from forms.kinds.numbers import MOST as MOST_COUNT
from forms.kinds.pick import SOURCES
from forms.kinds.rank import MOST_PLACES
from forms.kinds.ratings import MOST_PARTS
from forms.kinds.receipt import PARTS
from forms.phrases import MATCHES
from forms.reading import TEXT_LIMIT
from forms.shapes import COMPONENTS, LANGUAGES, LEVELS, ROLES
from forms.when import PARTS_LIMIT

ADDRESS = "https://json-schema.org/draft/2020-12/schema"
MOST_COMPARED = 10**9
Schema = dict[str, Any]


def schema() -> Schema:
    """The schema of a whole questionnaire, as plain data."""
    return {
        "$schema": ADDRESS,
        "title": "A questionnaire of Detalji",
        "description": "docs/answers.md, section 1, says what each part means.",
        **_object(
            {
                "code": _ref("id"),
                "title": _ref("text"),
                "languages": _list({"enum": list(LANGUAGES)}, 1, len(LANGUAGES)) | {"uniqueItems": True},
                "emotion_weight": _number(0, 67),
                "touchpoints": _list(_ref("touchpoint"), 1, MOST_TOUCHPOINTS),
                "sections": _list(_ref("section"), 1, MOST_SECTIONS),
            },
            ["code", "title", "languages", "touchpoints", "sections"],
        ),
        "$defs": _parts(),
    }


def written() -> str:
    """The schema as it stands in docs/questionnaire.schema.json."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _parts() -> Schema:
    return {
        "id": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$"},
        "text": _object({one: _ref("words") for one in LANGUAGES}, []) | {"minProperties": 1},
        "words": {"type": "string", "pattern": r"\S", "maxLength": TEXT_LIMIT},
        "touchpoint": {
            "description": "Written out, or the name of one on the shelf.",
            "anyOf": [_ref("id"), _object({"id": _ref("id"), "name": _ref("text")}, ["id", "name"])],
        },
        "section": _object(
            {"id": _ref("id"), "title": _ref("text"), "questions": _list(_ref("question"), 1, MOST_QUESTIONS)},
            ["id", "title", "questions"],
        ),
        "question": {
            "type": "object",
            "if": {"required": ["use"]},
            "then": {"properties": {"use": _ref("id")}},
            "else": _question(),
        },
        "condition": _condition(),
        "choice": _choice(points=True, extras=False),
        "rich_choice": _choice(points=True, extras=True),
        "ticked_choice": _choice(points=False, extras=True),
    }


def _question() -> Schema:
    return {
        "required": ["id", "kind", "touchpoint", "text"],
        "properties": {
            "id": _ref("id"),
            "kind": {"enum": list(KINDS)},
            "touchpoint": _ref("id"),
            "text": _ref("text"),
            "help": _maybe(_ref("text")),
            "weight": _number(0, 100),
            "level": _maybe({"enum": list(LEVELS)}),
            "component": _maybe({"enum": list(COMPONENTS)}),
            "critical": _flag(),
            "required": _flag(),
            "photos": _integer(1, 10),
            "when": _ref("condition"),
            "due_after_days": _integer(1, 365),
            "fact": _flag(),
            "corner": _flag(),
            "role": _maybe({"enum": list(ROLES)}),
        },
        "allOf": [*map(_kind, KINDS), _scored(), _only("critical", {"weight": {"exclusiveMinimum": 0}}, ["weight"])],
        "unevaluatedProperties": False,
    }


def _kind(name: str) -> Schema:
    settings, needed = _SETTINGS[name]
    return {
        "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
        "then": {"properties": settings, **({"required": needed} if needed else {})},
    }


def _scored() -> Schema:
    """What carries weight has a level and a component."""
    weighs = {"properties": {"weight": {"type": "number", "exclusiveMinimum": 0}}, "required": ["weight"]}
    return {"if": weighs, "then": _object_of({"level": {"type": "string"}, "component": {"type": "string"}})}


def _object_of(properties: Schema) -> Schema:
    return {"properties": properties, "required": list(properties)}


def _only(key: str, properties: Schema, needed: list[str]) -> Schema:
    """Where `key` is true, these hold."""
    return {
        "if": {"properties": {key: {"const": True}}, "required": [key]},
        "then": {"properties": properties, "required": needed},
    }


def _condition() -> Schema:
    value = {"anyOf": [{"type": "string"}, _plain_number()]}
    many = _list(_ref("condition"), 1, PARTS_LIMIT)
    operators = {
        "answered": _ref("id"),
        "equals": _pair(value),
        "one_of": _pair(_list(value, 1, PARTS_LIMIT)),
        "includes": _pair(value),
        "less": _pair(_plain_number()),
        "more": _pair(_plain_number()),
        "and": many,
        "or": many,
        "not": _ref("condition"),
    }
    return _object(operators, []) | {"minProperties": 1, "maxProperties": 1}


def _choice(*, points: bool, extras: bool) -> Schema:
    properties: Schema = {"id": _ref("id"), "text": _ref("text")}
    properties["points"] = _number(0, 1) if points else {"type": "null"}
    if extras:
        properties |= {"plus": _number(0, 10) if points else {"enum": [0, None]}, "exclusive": _flag()}
    return _object(properties, ["id", "text"])


def _object(properties: Schema, needed: list[str]) -> Schema:
    required = {"required": needed} if needed else {}
    return {"type": "object", "properties": properties, **required, "additionalProperties": False}


def _list(items: Schema, least: int, most: int) -> Schema:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def _pair(value: Schema) -> Schema:
    return {"type": "array", "prefixItems": [_ref("id"), value], "items": False, "minItems": 2}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _maybe(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "null"}]}


def _flag() -> Schema:
    return {"type": ["boolean", "null"]}


def _number(low: float, high: float) -> Schema:
    return {"type": ["number", "null"], "minimum": low, "maximum": high}


def _integer(low: int, high: int) -> Schema:
    return {"type": ["integer", "null"], "minimum": low, "maximum": high}


def _plain_number() -> Schema:
    return {"type": "number", "minimum": -MOST_COMPARED, "maximum": MOST_COMPARED}


def _choices(name: str = "choice") -> Schema:
    return _list(_ref(name), 2, MOST_CHOICES)


def _listed(most: int, **extra: Schema) -> Schema:
    """Things with an id and words."""
    return _list(_object({"id": _ref("id"), "text": _ref("text"), **extra}, ["id", "text"]), 1, most)


def _length() -> Schema:
    return {"type": ["string", "null"], "pattern": "^[0-9]{1,5}:[0-5][0-9]$"}


_STEPS = _object({str(step): _ref("text") for step in range(1, 6)}, ["1", "3", "5"])
_NAMES = _object({"from": _ref("text"), "to": _ref("text")}, ["from", "to"])
_MOMENTS = _object({"from": _ref("id"), "to": _ref("id")}, ["from", "to"])
_CHOSEN_MOMENTS = _object(
    {
        "from": _ref("id"),
        "to": _ref("id"),
        "within": {"type": "object", "additionalProperties": _length()},
        "otherwise": _ref("id"),
    },
    ["from", "to", "within", "otherwise"],
)
_PATTERN = _object({"regex": {"type": "string"}, "message": _ref("text")}, ["regex", "message"])
_MATCH_POINTS = _object({match: {"type": "number", "minimum": 0, "maximum": 1} for match in MATCHES}, list(MATCHES))
_SHARES = _list({"type": "number", "minimum": 0, "maximum": 1}, 1, MOST_POINTS)
_COUNTED = _listed(6, min=_integer(0, MOST_COUNT), max=_integer(0, MOST_COUNT))

# Kind → its own settings, and those of them that it cannot be without.
_SETTINGS: dict[str, tuple[Schema, list[str]]] = {
    "yes_no": ({"reverse": _flag(), "plus": _number(0, 10)}, []),
    "one": (
        {"choices": _choices("rich_choice"), "plus_only": _flag(), "moments": _maybe(_CHOSEN_MOMENTS)},
        ["choices"],
    ),
    "several": (
        {"choices": _choices("ticked_choice"), "enough": _integer(1, MOST_CHOICES), "reverse": _flag()},
        ["choices"],
    ),
    "scale": ({"steps": _STEPS}, ["steps"]),
    "duration": (
        {
            "target": _length(),
            "limit": _length(),
            "never": _flag(),
            "names": _maybe(_NAMES),
            "moments": _maybe(_MOMENTS),
        },
        [],
    ),
    "numbers": ({"parts": _COUNTED}, ["parts"]),
    "money": ({"currency": _maybe({"enum": list(CURRENCIES)}), "max": _number(0.01, MOST_MONEY)}, []),
    "emotion": ({}, []),
    "nps": ({}, []),
    "text": (
        {"rows": _integer(1, 30), "max_length": _integer(1, MOST_CHARACTERS), "pattern": _maybe(_PATTERN)},
        [],
    ),
    "photo": ({"max": _integer(1, 10)}, []),
    "receipt": (
        {
            "parts": _maybe({"type": "array", "items": {"enum": list(PARTS)}}),
            "max": _integer(1, 10),
            "points": _maybe(_MATCH_POINTS),
        },
        [],
    ),
    "promise": ({"choices": _choices(), "roles": _choices()}, ["choices", "roles"]),
    "moment": ({}, []),
    "mark": ({}, []),
    "pick": ({"of": {"enum": list(SOURCES)}}, ["of"]),
    "number": (
        {
            "min": _integer(LEAST, MOST_NUMBER),
            "max": _integer(LEAST, MOST_NUMBER),
            "unit": _maybe(_ref("text")),
            "points": _maybe(_SHARES),
        },
        [],
    ),
    "rank": ({"choices": _choices(), "count": _integer(2, MOST_PLACES)}, ["choices"]),
    "ratings": (
        {"parts": _listed(MOST_PARTS), "low": _ref("text"), "high": _ref("text"), "reverse": _flag()},
        ["parts", "low", "high"],
    ),
    "sittings": ({"max": _integer(2, 20)}, []),
}
