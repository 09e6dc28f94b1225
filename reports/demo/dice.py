"""Chance that falls the same way each time: a stream of random numbers for each thing, named by what it is."""

from __future__ import annotations

from random import Random

SEED = 20_261


def dice(*name: object) -> Random:
    """The stream of the thing with this name; the same name gives the same numbers."""
    return Random(f"{SEED}/" + "/".join(str(part) for part in name))  # noqa: S311 - pictures and stories, no secrets
