"""Which moments of a visit a question lies between, so that stamps on the phone can answer it.

A moment is named by an id that the questionnaire chooses (arrived, seated, served …). What is stamped in which order
follows from the questions that are told the moments: `static/js/visit/stamps.js` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from forms.reading import Reader
from forms.shapes import Choice

_LENGTH = re.compile(r"([0-9]{1,5}):([0-5][0-9])")


def read_moments(reader: Reader, choices: Sequence[Choice] = ()) -> dict[str, Any]:
    """The setting at `moments`: {"from", "to"}; with `choices` also "within" ({choice: "m:ss"}) and
    "otherwise" (a choice).

    Empty where the question has none.
    """
    if not reader.has("moments"):
        reader.take("moments")
        return {}
    inner = reader.inner(reader.take("moments"), "moments")
    read: dict[str, Any] = {key: inner.id(key) for key in ("from", "to")}
    if choices:
        ids = [choice.id for choice in choices]
        read["within"] = _within(inner, ids)
        read["otherwise"] = inner.one_of("otherwise", ids) or ""
        if not inner.has("otherwise"):
            inner.note("is missing", "otherwise")
    inner.finish()
    if read["from"] and read["from"] == read["to"]:
        inner.note("the first and the last moment must be two", "to")
    return {"moments": read}


def _within(reader: Reader, ids: Sequence[str]) -> dict[str, str]:
    inner = reader.inner(reader.take("within"), "within")
    read = {}
    for key in ids:
        if not inner.has(key):
            inner.take(key)
            continue
        value = inner.take(key)
        if not isinstance(value, str) or not _LENGTH.fullmatch(value):
            inner.note("must be minutes and seconds, such as 2:00", key)
            continue
        read[key] = value
    inner.finish()
    return read
