"""Names from elsewhere made into ids of ours: small letters, digits and underscores, none twice, none reserved."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from forms.kinds import RESERVED
from forms.reading import ID

_LONGEST = 64
_LANGUAGES = {
    "fi": ("fi", "fin", "suomi", "finnish", "finska"),
    "sv": ("sv", "swe", "svenska", "swedish", "ruotsi"),
    "en": ("en", "eng", "english", "englanti", "engelska"),
}
_CODE = re.compile(r"\(([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\)\s*$")


def mended(name: str, taken: Container[str], reserved: Container[str] = RESERVED) -> str:
    """The id nearest to `name` that is not `taken` nor `reserved`; the name itself where it is one already."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9_]+", "_", plain).strip("_") if not ID.fullmatch(name) else name
    if not plain or not plain[0].isalpha():
        plain = f"q_{plain}".rstrip("_")
    plain = plain[:_LONGEST]
    made, number = plain, 1
    while made in taken or made in reserved or made.startswith(("validate_", "filter_")):
        number += 1
        clear = f"q_{plain}" if plain.startswith(("validate_", "filter_")) else plain
        made = f"{clear[: _LONGEST - 5]}_{number}"
    return made


def language_of(heading: str) -> str | None:
    """`Suomi (fi)`, `Finnish`, `fi` → "fi"; None for a language that we do not speak."""
    coded = _CODE.search(heading)
    word = (coded[1] if coded else heading).strip().lower()
    return next((code for code, names in _LANGUAGES.items() if word in names), None)
