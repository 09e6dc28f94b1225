"""JSON as it should be: what other readers take in silence, differently or with a crash, is refused by name."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

MOST_LEVELS = 20
MOST_KEYS = 20_000
LARGEST_INTEGER = 2**53
_BRACKET_OR_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_FORBIDDEN_KEYS = frozenset({"__proto__", "constructor", "prototype"})
# Lone surrogates cannot be written as UTF-8, NUL not be stored by PostgreSQL, the last two are no characters at all.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")


class BadJson(ValueError):
    """Not usable JSON. `code` is for programs, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_json(body: bytes, most_levels: int = MOST_LEVELS, most_keys: int = MOST_KEYS) -> Any:
    """The value in `body` (UTF-8, a byte order mark is let pass).

    Raises BadJson for broken text, trailing bytes, more than `most_levels` levels, doubled or dangerous keys, NaN and
    infinities, numbers beyond 2^53, and characters that no database can keep.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadJson("not_utf8", "The text is not UTF-8.") from None
    _measure(text, most_levels, most_keys)
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_constant, parse_int=_integer, parse_float=_float
        )
    except BadJson:
        raise
    except (ValueError, RecursionError):
        raise BadJson("broken_json", "The text is not whole JSON.") from None


def _measure(text: str, most_levels: int, most_keys: int) -> None:
    level = keys = 0
    for match in _BRACKET_OR_STRING.finditer(text):
        found = match.group()
        if found in "[{":
            level += 1
            if level > most_levels:
                raise BadJson("too_deep", f"The JSON is more than {most_levels} levels deep.")
        elif found in "]}":
            level -= 1
        else:
            keys += 1
            if keys > most_keys:
                raise BadJson("too_many_keys", "The JSON holds too many values.")
    if _UNSTORABLE.search(text) or _UNSTORABLE.search(_unescaped(text)):
        raise BadJson("unstorable_character", "The text holds a character that cannot be stored.")


def _unescaped(text: str) -> str:
    """Only the \\u escapes matter here; pairs of surrogates are whole characters."""
    def character(match: re.Match[str]) -> str:
        return json.loads(f'"{match.group()}"') if match.group().startswith("\\u") else ""

    return re.sub(r"(?:\\u[0-9a-fA-F]{4})+|\\.", character, text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise BadJson("doubled_key", "A key stands twice in the JSON.")
    if _FORBIDDEN_KEYS & made.keys():
        raise BadJson("forbidden_key", "A key of the JSON is not allowed.")
    return made


def _no_constant(name: str) -> NoReturn:
    raise BadJson("not_a_number", f"{name} is not a number that can be stored.")


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST_INTEGER:
        raise BadJson("number_too_large", "A number is too large.")
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if abs(value) > LARGEST_INTEGER:
        raise BadJson("number_too_large", "A number is too large.")
    return value
