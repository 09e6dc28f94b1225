"""How a questionnaire begins: empty but whole, or as a copy under a name of its own. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from copy import deepcopy
from typing import Any

from forms.reading import ID
from forms.shapes import LANGUAGES

Document = dict[str, Any]
LONGEST_CODE = 40
_FALLBACK = "questionnaire"
_GREETING = {"fi": "Tervehdys", "sv": "Hälsningen", "en": "Greeting"}
_QUESTION = {"fi": "Tervehdittiinkö sinua?", "sv": "Blev du hälsad på?", "en": "Were you greeted?"}


def is_code(text: str) -> bool:
    """Whether `text` can be the code of a questionnaire: a–z, digits and underscores, a letter first."""
    return ID.fullmatch(text) is not None and len(text) <= LONGEST_CODE


def code_from(title: str, taken: Collection[str]) -> str:
    """A code that says `title` and that is not in `taken`: "Café Äkta 2" → cafe_akta_2, then cafe_akta_2_2."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    made = made if is_code(made[:1]) else f"{_FALLBACK}_{made}".rstrip("_")
    made = made[:LONGEST_CODE].rstrip("_")
    free, number = made, 2
    while free in taken:
        free = f"{made[: LONGEST_CODE - len(str(number)) - 1]}_{number}"
        number += 1
    return free


def empty(code: str, title: str) -> Document:
    """The smallest questionnaire that can be published: one section, one touchpoint, one question of yes or no."""
    question = {"id": "greeted", "kind": "yes_no", "touchpoint": "greeting", "text": dict(_QUESTION), "weight": 1,
                "level": "E", "component": "S"}  # fmt: skip
    return {
        "code": code,
        "title": dict.fromkeys(LANGUAGES, title),
        "languages": list(LANGUAGES),
        "touchpoints": [{"id": "greeting", "name": dict(_GREETING)}],
        "sections": [{"id": "greeting", "title": dict(_GREETING), "questions": [question]}],
    }


def copied(document: Mapping[str, Any], code: str, title: str | None) -> Document:
    """`document` under another code and, where one is given, another title (in each of its languages)."""
    made = {**deepcopy(dict(document)), "code": code}
    if title:
        languages = made.get("languages")
        made["title"] = dict.fromkeys(languages if isinstance(languages, list) and languages else LANGUAGES, title)
    return made
