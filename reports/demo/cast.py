"""The people of the demo. Their addresses are of a domain that never exists (RFC 2606)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import product
from uuid import UUID

from shopper.models import ADMINISTRATOR, HQ, REVIEWER, SCHEDULER, SHOPPER, STORE_MANAGER, Chain, Person, Store
from shopper.passwords import hash_password
from shopper.people import give_role, new_person

PASSWORD = "kahvi-ja-pulla-26"  # noqa: S105 - printed for everybody who tries the demo
DOMAIN = "demo.example"


@dataclass(frozen=True)
class Role:
    """Somebody to sign in as. `chain` and `store` by their codes, where the role belongs to one."""

    local: str
    name: str
    role: str
    language: str = "fi"
    chain: str | None = None
    store: str | None = None


# In the order in which a newcomer might try them.
CAST = (
    Role("shopper", "Aino Vesala", SHOPPER),
    Role("reviewer", "Riikka Halme", REVIEWER),
    Role("hq", "Helena Aaltio", HQ, chain="poutahetki"),
    Role("manager.tampere", "Taru Niinikoski", STORE_MANAGER, chain="poutahetki", store="TRE01"),
    Role("manager.porvoo", "Fredrik Holmas", STORE_MANAGER, "sv", chain="poutahetki", store="POR01"),
    Role("scheduler", "Sami Koivuaho", SCHEDULER),
    Role("admin", "Arja Lindala", ADMINISTRATOR),
    Role("shopper2", "Mikko Saarela", SHOPPER),
    Role("shopper3", "Linnea Backas", SHOPPER, "sv"),
    Role("hq.morgonvind", "Maria Sundas", HQ, "sv", chain="morgonvind"),
    Role("manager.ekenas", "Jonas Östback", STORE_MANAGER, "sv", chain="morgonvind", store="EKN"),
    Role("hq.sinipoimu", "Silja Raunela", HQ, chain="sinipoimu"),
    Role("manager.kuopio", "Kirsi Tuulos", STORE_MANAGER, chain="sinipoimu", store="KUO"),
)
# Further shoppers, whom the visits need and nobody signs in as: first and last names by language.
_OTHERS = {
    "fi": (("Eeva", "Jari", "Outi", "Pekka", "Satu", "Teemu", "Ulla", "Ville"),
           ("Rantamo", "Kivelä", "Metsola", "Harjula", "Suonio", "Lehtoranta", "Järviö")),
    "sv": (("Anna", "Björn", "Camilla", "Kaj", "Ebba", "Fredrika", "Gunilla", "Henrik"),
           ("Strandas", "Granlid", "Sjöback", "Nyängen", "Wikvik", "Bergö", "Åkernäs")),
}  # fmt: skip


@cache
def shared_hash() -> str:
    """The hash of the password, made once for all: it is meant to be slow."""
    return hash_password(PASSWORD)


def write_cast(chains: Mapping[str, Chain], stores: Mapping[str, Store], at: datetime) -> dict[str, UUID]:
    """Write the people that can be tried, within a transaction; local part of the address → id."""
    made = {}
    for number, role in enumerate(CAST):
        person = new_person(f"{role.local}@{DOMAIN}", role.name, None, role.language, _after(at, number), is_demo=True)
        person.password_hash = shared_hash()
        give_role(person, role.role, chains.get(role.chain or ""), stores.get(role.store or ""))
        made[role.local] = person.id
    return made


def write_pool(language: str, first: list[UUID], count: int, at: datetime) -> list[UUID]:
    """Shoppers of a language, `count` in all: those in `first`, then others who have no password."""
    names = [f"{given} {family}" for family, given in product(*reversed(_OTHERS[language]))]
    pool = list(first)
    for number in range(len(first), count):
        email = f"s.{language}{number}@{DOMAIN}"
        person: Person = new_person(email, names[number % len(names)], None, language, _after(at, number))
        give_role(person, SHOPPER)
        pool.append(person.id)
    return pool


def _after(at: datetime, number: int) -> datetime:
    """One second after the other: lists are in the order of making."""
    return at + timedelta(seconds=number)
