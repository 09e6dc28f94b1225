"""Who gets a chain's reports, and how: an ordered list, of which the first rule that fits counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from extensions import db, transaction
from reports.models import DeliveryRule
from shopper.logbook import log
from shopper.models import HQ, STORE_MANAGER

ROLE_OF = {"hq": HQ, "store": STORE_MANAGER}
MOST_RULES = 50


@dataclass(frozen=True, slots=True)
class Way:
    """How a report goes to a reader. `form`: pdf, link or none; `rule`: the number of the rule (from 1), if any."""

    form: str
    wants_huddle: bool
    rule: int | None


AS_EVER = Way("pdf", True, None)


class TooManyRules(Exception):
    """A chain has as many rules as anybody can oversee."""


def rules_of(chain_id: UUID) -> list[DeliveryRule]:
    """The chain's rules, in the order in which they are tried."""
    found = select(DeliveryRule).where(DeliveryRule.chain_id == chain_id).options(joinedload(DeliveryRule.store))
    return list(db.session.scalars(found.order_by(DeliveryRule.position, DeliveryRule.id)))


def way_for(
    rules: Sequence[DeliveryRule], audience: str, store_id: UUID | None, language: str, score: float | None
) -> Way:
    """What the first fitting rule says; none: a PDF with the huddle's words. Pure.

    `audience`: store or hq, `language`: the reader's, `score`: 0–100, or None where nothing was scored.
    `store_id` None: it is of no one store, and rules of a store do not fit.
    """
    for number, rule in enumerate(rules, 1):
        if _fits(rule, audience, store_id, language, score):
            return Way(rule.form, rule.wants_huddle, number)
    return AS_EVER


def _fits(rule: DeliveryRule, audience: str, store_id: UUID | None, language: str, score: float | None) -> bool:
    if rule.role != ROLE_OF[audience] or rule.store_id not in (None, store_id) or rule.language not in (None, language):
        return False
    # Everybody reads a whole number: what is shown as 80 is not below 80. What was not scored is below nothing.
    return rule.score_below is None or (score is not None and round(score) < rule.score_below)


def hidden_rules(rules: Sequence[DeliveryRule]) -> dict[UUID, int]:
    """Rules that can never count → the number of the earlier one that fits all that they fit. Pure."""
    hidden = {}
    for number, rule in enumerate(rules, 1):
        covering = (place for place, earlier in enumerate(rules[: number - 1], 1) if _covers(earlier, rule))
        first = next(covering, None)
        if first is not None:
            hidden[rule.id] = first
    return hidden


def _covers(earlier: DeliveryRule, rule: DeliveryRule) -> bool:
    same = earlier.role == rule.role
    wider = earlier.store_id in (None, rule.store_id) and earlier.language in (None, rule.language)
    if earlier.score_below is None:
        return same and wider
    return same and wider and rule.score_below is not None and rule.score_below <= earlier.score_below


def add_rule(chain_id: UUID, said: dict[str, Any], by: UUID, at: datetime) -> UUID:
    """Put a rule at the end of the list; gives its id. `said`: role, store_id, language, score_below, form,
    wants_huddle. Opens its own transaction. Raises TooManyRules."""
    with transaction():
        before = rules_of(chain_id)
        if len(before) >= MOST_RULES:
            raise TooManyRules
        rule = DeliveryRule(id=uuid4(), chain_id=chain_id, position=len(before) + 1, **said)
        db.session.add(rule)
        _in_a_row([*before, rule])
        log(by, "added", "delivery_rule", rule.id, at)
        return rule.id


def move_rule(rule_id: UUID, steps: int, by: UUID, at: datetime) -> None:
    """Move a rule up (`steps` −1) or down (1); at the end of the list it stays. Opens its own transaction."""
    with transaction():
        rule = db.session.get_one(DeliveryRule, rule_id)
        others = [one for one in rules_of(rule.chain_id) if one.id != rule_id]
        place = rule.position - 1 + steps
        others.insert(min(len(others), max(0, place)), rule)
        _in_a_row(others)
        log(by, "moved", "delivery_rule", rule_id, at)


def remove_rule(rule_id: UUID, by: UUID, at: datetime) -> None:
    """Take a rule off the list. What is under way already goes as it was to go. Opens its own transaction."""
    with transaction():
        rule = db.session.get_one(DeliveryRule, rule_id)
        _in_a_row([one for one in rules_of(rule.chain_id) if one.id != rule_id])
        db.session.delete(rule)
        log(by, "removed", "delivery_rule", rule_id, at)


def _in_a_row(rules: Sequence[DeliveryRule]) -> None:
    for position, rule in enumerate(rules, 1):
        rule.position = position
