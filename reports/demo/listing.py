"""What the filled installation offers: who can sign in, and what they can try, as plain data and as lines to read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from flask import current_app
from sqlalchemy import select

from extensions import db
from reports.demo.cast import PASSWORD
from reports.models import Report
from reports.reading import newest
from shopper.models import Assignment, Chain, Person, Visit
from shopper.passwords import is_right

Listing = dict[str, list[dict[str, Any]]]
_ALL_CHAINS = "all"


def listing() -> Listing:
    """{accounts, assignments, visits, reports}, each a list of flat objects; ids as text."""
    return {"accounts": accounts(), "assignments": _assignments(), "visits": _visits(), "reports": _reports()}


def accounts() -> list[dict[str, Any]]:
    """Everybody who can be signed in as; `password` is None where it was changed since."""
    people = select(Person).where(Person.is_demo, Person.disabled_at.is_(None)).order_by(Person.created_at, Person.code)
    is_known = cache(lambda stored: is_right(PASSWORD, stored))
    return [
        {
            "role": grant.role, "email": person.email, "password": PASSWORD if is_known(person.password_hash) else None,
            "chain": _chain_code(grant.chain_id), "name": person.name,
        }
        for person in db.session.scalars(people)
        for grant in person.grants
    ]  # fmt: skip


def _chain_code(chain_id: Any) -> str:
    return db.session.get_one(Chain, chain_id).code if chain_id else _ALL_CHAINS


def _assignments() -> list[dict[str, Any]]:
    """Those that can still be taken or made."""
    open_ones = select(Assignment).where(Assignment.state.in_(("offered", "accepted"))).order_by(Assignment.due_on)
    addresses = current_app.url_map.bind("")
    return [
        {
            "id": str(one.id), "shopper": one.shopper.email, "store": one.store.code, "state": one.state,
            "questionnaire_page": addresses.build(
                "field.visit", {"digest": one.version.digest, "language": one.shopper.language}
            ),
        }
        for one in db.session.scalars(open_ones)
    ]  # fmt: skip


def _visits() -> list[dict[str, Any]]:
    return [
        {"id": str(one.id), "state": one.state, **_place(one.assignment.store if one.assignment else None)}
        for one in db.session.scalars(select(Visit).order_by(Visit.submitted_at))
    ]


def _reports() -> list[dict[str, Any]]:
    return [
        {"id": str(one.id), "visit": str(one.visit_id), **_place(one.store)}
        for one in db.session.scalars(select(Report).where(newest()).order_by(Report.issued_at))
    ]


def _place(store: Any) -> dict[str, str | None]:
    return {"store": store.code if store else None, "chain": store.chain.code if store else None}


def account_lines(people: list[dict[str, Any]]) -> Iterator[str]:
    """The accounts as a small table."""
    yield "Accounts to try (everything in them is invented):"
    for one in people:
        password = one["password"] or "(changed)"
        yield f"  {one['role']:<14} {one['email']:<29} {password:<18} {one['chain']:<11} {one['name']}"


def try_lines(found: Listing) -> Iterator[str]:
    """Some of what can be tried, with ids."""
    yield "Open assignments:"
    for one in found["assignments"]:
        yield f"  {one['id']}  {one['state']:<9} {one['store']:<6} {one['shopper']}"
    yield "Visits that wait for the office or the shopper:"
    for one in found["visits"]:
        if one["state"] != "approved":
            yield f"  {one['id']}  {one['state']:<9} {one['store']}"
    yield f"Reports: {len(found['reports'])}. The newest:"
    for one in found["reports"][-4:]:
        yield f"  {one['id']}  visit {one['visit']}  {one['store']}"
