"""What the invented world is made of, as plain values: chains, stores, parts to play, visits to be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

THEMES = ("warmth", "speed", "care", "knowledge", "recovery")
Nature = Mapping[str, float]
"""Theme → how good a store is at it, from −1 (bad) to 1 (splendid)."""


@dataclass(frozen=True)
class StorePlan:
    """`nature` as it was in the first wave, `change` what the second wave finds better or worse. `till`: which
    greeting its receipts carry in each wave (season, near, generic, outdated, wrong_language). `has_table_service` is
    None where nobody eats."""

    code: str
    name: str
    street: str
    postcode: str
    city: str
    region: str
    opening_hours: str
    language: str
    has_table_service: bool | None = None
    nature: Nature = field(default_factory=dict)
    change: Nature = field(default_factory=dict)
    till: tuple[str, str] = ("season", "season")


@dataclass(frozen=True)
class Part:
    """A scenario: the part that the shopper plays. `kind`: lunch, dinner, coffee or gift.

    `certification` as in the model; `references`: {"picture": bag or gerbera, "caption": {…}, "question": the detail
    that it is the standard of}, drawn by code.
    """

    kind: str
    title: str
    briefing: Mapping[str, str]
    facts: Mapping[str, str]
    fee: int
    cap: int
    purchase: Mapping[str, str] = field(default_factory=dict)
    forbidden: Mapping[str, str] = field(default_factory=dict)
    certification: tuple[Mapping[str, Any], ...] = ()
    references: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class ChainPlan:
    """`mark`: which logo. `greetings`: season → language → what the receipt should say. `programme`: its name;
    `questionnaire`: the code of what it asks; `waves`: the numbers of the waves in which it does."""

    code: str
    name: str
    brand: str
    language: str
    mark: str
    main: str
    accent: str
    programme: str
    stores: tuple[StorePlan, ...]
    parts: tuple[Part, ...]
    greetings: Mapping[str, Mapping[str, str]]
    questionnaire: str = "restaurant"
    waves: tuple[int, ...] = (0, 1)


@dataclass(frozen=True)
class WavePlan:
    """`number` 0 or 1; `name` by its season, e.g. Syksy 2026."""

    number: int
    name: Mapping[str, str]
    first_on: date
    last_on: date


@dataclass(frozen=True)
class VisitPlan:
    """One visit to be made. `turn` counts the visits of the store; `began`: when the shopper came through the door.

    `lapse`: what the shopper does wrong: no_greeting_words, wrong_total, or nothing.
    """

    turn: int
    chain: ChainPlan
    store: StorePlan
    part: Part
    wave: WavePlan
    began: datetime
    language: str
    lapse: str = ""

    @property
    def name(self) -> str:
        """Names the visit's own chance: the same visit is told the same way each time."""
        return f"{self.store.code}/{self.wave.number}/{self.turn}"

    @property
    def facts(self) -> dict[str, str]:
        """Circumstances fixed before the visit."""
        return {"fact_table_service": "yes" if self.store.has_table_service else "no", **self.part.facts}
