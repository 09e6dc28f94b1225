"""What must stand before anybody can go anywhere: chains, brands, stores, people, the plan, the questionnaire."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from extensions import db, transaction
from forms.library import shipped
from forms.models import QuestionnaireVersion
from reports.demo.boutique.edition import own_edition
from reports.demo.cast import write_cast, write_pool
from reports.demo.dice import dice
from reports.demo.drawing.logos import logo
from reports.demo.drawing.shopping import brand_bag_photo, gerbera_photo
from reports.demo.plans import CHAINS, SINIPOIMU, Fate
from reports.demo.seasons import seasons_between
from reports.demo.shapes import ChainPlan, Part, StorePlan, WavePlan
from shopper.branding import read_logo
from shopper.clean_copy import clean_copy
from shopper.models import Brand, Chain, Programme, ReceiptGreeting, ReferencePhoto, Scenario, Store, Wave
from shopper.photos import file_store
from shopper.questionnaires import load_draft, publish


@dataclass
class Founded:
    """Ids by code: stores, waves (chain, number), scenarios (chain, kind), people; the pools of shoppers."""

    stores: dict[str, UUID] = field(default_factory=dict)
    waves: dict[tuple[str, int], UUID] = field(default_factory=dict)
    scenarios: dict[tuple[str, str], UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    pools: dict[str, list[UUID]] = field(default_factory=dict)

    def shopper_of(self, fate: Fate) -> UUID:
        """Who makes the planned visit."""
        pool = self.pools[fate.plan.language]
        return pool[fate.shopper % len(pool)]


def found(fates: list[Fate], waves: tuple[WavePlan, WavePlan], at: datetime) -> Founded:
    """Write it all: first rows in one transaction, then the questionnaire by its own verbs. `at`: before the waves."""
    founded = Founded()
    with transaction():
        chains = {plan.code: _found_chain(plan, waves, founded) for plan in CHAINS}
        stores = {code: db.session.get_one(Store, store_id) for code, store_id in founded.stores.items()}
        founded.people = write_cast(chains, stores, at)
        for language, firsts in (("fi", ("shopper", "shopper2")), ("sv", ("shopper3",))):
            count = 1 + max((fate.shopper for fate in fates if fate.plan.language == language), default=0)
            founded.pools[language] = write_pool(language, [founded.people[first] for first in firsts], count, at)
        ids = {code: chain.id for code, chain in chains.items()}
    for plan in CHAINS:
        asked = own_edition() if plan is SINIPOIMU else shipped(plan.questionnaire)
        version_id, _is_new = load_draft(db.session.get_one(Chain, ids[plan.code]), asked, at)
        publish(db.session.get_one(QuestionnaireVersion, version_id), at + timedelta(hours=1))
    return founded


def _found_chain(plan: ChainPlan, waves: tuple[WavePlan, WavePlan], founded: Founded) -> Chain:
    chain = Chain(code=plan.code, name=plan.name, language=plan.language)
    brand = Brand(
        chain=chain, name=plan.brand, main_colour=plan.main, accent_colour=plan.accent,
        logo=read_logo(logo(plan.mark, plan.brand, plan.main, plan.accent)),
    )  # fmt: skip
    brand.greetings.extend(_greetings(plan, waves[0].first_on, waves[1].last_on))
    db.session.add_all([chain, brand])
    db.session.flush()
    for one in plan.stores:
        store = Store(
            chain=chain, brand=brand, code=one.code, name=one.name, street=one.street, postcode=one.postcode,
            city=one.city, region=one.region, opening_hours=one.opening_hours, language=one.language,
            facts=_facts(one),
        )  # fmt: skip
        db.session.add(store)
        db.session.flush()
        founded.stores[one.code] = store.id
    _found_programme(plan, chain, waves, founded)
    return chain


def _facts(store: StorePlan) -> dict[str, str]:
    if store.has_table_service is None:
        return {}
    return {"fact_table_service": "yes" if store.has_table_service else "no"}


def _greetings(plan: ChainPlan, first: date, last: date) -> Iterable[ReceiptGreeting]:
    """What the receipts should say: season by season, from the one before the first wave to the one after the last."""
    for season, begins, ends in seasons_between(first - timedelta(days=92), last + timedelta(days=92)):
        for language, text in plan.greetings[season].items():
            yield ReceiptGreeting(language=language, text=text, valid_from_on=begins, valid_until_on=ends)


def _references(plan: ChainPlan, part: Part) -> Iterable[ReferencePhoto]:
    """How it should look, drawn in the brand's own colours."""
    for position, one in enumerate(part.references):
        chance = dice("reference", plan.code, one["picture"])
        drawn = (
            gerbera_photo(plan.main, True, chance) if one["picture"] == "gerbera"
            else brand_bag_photo(plan.mark, plan.main, plan.accent, chance)
        )  # fmt: skip
        _facts_of, copy = clean_copy(drawn)
        yield ReferencePhoto(
            position=position, caption=dict(one["caption"]), sha256=file_store().put(copy), question=one.get("question")
        )


def _found_programme(plan: ChainPlan, chain: Chain, waves: tuple[WavePlan, WavePlan], founded: Founded) -> None:
    programme = Programme(chain=chain, name=plan.programme, questionnaire=plan.questionnaire)
    db.session.add(programme)
    for part in plan.parts:
        scenario = Scenario(
            programme=programme, title=part.title, briefing=dict(part.briefing), facts=dict(part.facts),
            purchase=dict(part.purchase), forbidden=dict(part.forbidden), certification=[*part.certification],
        )  # fmt: skip
        scenario.references.extend(_references(plan, part))
        db.session.add(scenario)
        db.session.flush()
        founded.scenarios[plan.code, part.kind] = scenario.id
    for one in (waves[number] for number in plan.waves):
        wave = Wave(programme=programme, name=one.name[plan.language], first_on=one.first_on, last_on=one.last_on)
        db.session.add(wave)
        db.session.flush()
        founded.waves[plan.code, one.number] = wave.id
