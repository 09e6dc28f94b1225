"""Random secrets for people and devices: only their digests are stored."""

from __future__ import annotations

import hashlib
import secrets

# Without 0 O 1 I L: people read these aloud and type them.
_CLEAR_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_token() -> str:
    """256 random bits, fit for an address or a header."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token. A plain digest serves: there is nothing to guess in 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def clear_code(length: int) -> str:
    """A random code without letters that look alike."""
    return "".join(secrets.choice(_CLEAR_LETTERS) for _ in range(length))
