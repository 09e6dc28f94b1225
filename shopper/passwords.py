"""Passwords: how they are kept, compared and judged. They are taken as typed, byte for byte."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

SHORTEST = 12
MOST_BYTES = 1024
_FEWEST_DIFFERENT = 5

# The second choice of RFC 9106, written out so that a new default of the library cannot change it unseen.
_hasher = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4, hash_len=32, salt_len=16)
# The hash of a password that was thrown away: comparing with it takes as long as with a real one.
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$gG9E2dhrEkKQ82IWy7nuyA$DDpWG15YcU2e3+gMglJ8yRMQFB+xS9H/oykV4Sbirmo"
_COMMON = Path(__file__).with_name("common_passwords.txt")


def hash_password(password: str) -> str:
    """What is stored of a password: Argon2id with its cost and salt."""
    return _hasher.hash(password)


def is_right(password: str, stored: str | None) -> bool:
    """Whether `password` is the one that was stored. Takes as long when nothing is stored."""
    if len(password.encode()) > MOST_BYTES:
        return False
    try:
        _hasher.verify(stored or NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def needs_rehash(stored: str) -> bool:
    """Whether `stored` was made at another cost than today's."""
    return _hasher.check_needs_rehash(stored)


def problem_with(password: str, *own_words: str) -> str | None:
    """Why `password` cannot be taken, in the reader's language, or None. `own_words`: name and e-mail address.

    Length decides, not composition; what everybody tries first is refused.
    """
    if len(password) < SHORTEST:
        return _("Use at least %(count)s characters. Four words in a row are easy to remember.", count=SHORTEST)
    if len(password.encode()) > MOST_BYTES:
        return _("That is too long: at most %(count)s bytes can be kept.", count=MOST_BYTES)
    if _is_guessable(password, own_words):
        return _("That password is among the first that others would try. Choose another one.")
    return None


def _is_guessable(password: str, own_words: tuple[str, ...]) -> bool:
    lowered = password.casefold()
    if len(set(lowered)) < _FEWEST_DIFFERENT or lowered in common_passwords():
        return True
    core = _core(lowered)
    return bool(core) and (core in common_passwords() or core in {_core(word) for word in _parts(own_words)})


def _parts(own_words: tuple[str, ...]) -> list[str]:
    """Names and the halves of addresses, whole and word by word."""
    parts = [part for words in own_words for part in (words, *re.split(r"[@\s]", words))]
    return [part.casefold() for part in parts if len(part) > 2]


def _core(lowered: str) -> str:
    """The letters alone, said once: "kissa!kissa2024" is "kissa"."""
    letters = re.sub(r"[\W\d_]", "", lowered)
    repeated = re.fullmatch(r"(.+?)\1+", letters)
    return repeated[1] if repeated else letters


@cache
def common_passwords() -> frozenset[str]:
    """Words and runs of keys that people in Finland, Sweden and elsewhere take for a password; lower case."""
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
