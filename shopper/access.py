"""Who may do what. Every view declares its policy; what declares none is refused.

The rules (docs/access.md holds the table, tests/test_access.py walks it):
an object that is not yours to see is 404, exactly like one that does not exist; a deed that is not yours on an object
that you may see is 403; nobody signed in is 401 for JSON and the sign-in page for people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NoReturn, TypeVar
from uuid import UUID

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from extensions import db
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.models import (
    ADMINISTRATOR,
    HQ,
    REVIEWER,
    SCHEDULER,
    SHOPPER,
    STORE_MANAGER,
    Assignment,
    Brand,
    Chain,
    Person,
    Programme,
    Store,
    Visit,
    Wave,
)  # fmt: skip
from shopper.sessions import COOKIE, find_depositor, find_session, mark_seen

OFFICE = (REVIEWER, SCHEDULER, ADMINISTRATOR)
EVERYBODY = (SHOPPER, REVIEWER, SCHEDULER, HQ, STORE_MANAGER, ADMINISTRATOR)
View = Callable[..., Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Policy:
    """`roles` may; `sees` may look but not do this (403); others are told nothing (404)."""

    roles: frozenset[str]
    sees: frozenset[str] = frozenset()
    is_public: bool = False
    takes_deposit: bool = False


def public(view: View) -> View:
    """Open to all, signed in or not; the view holds no data of any chain."""
    view.policy = Policy(frozenset(), is_public=True)  # type: ignore[attr-defined]
    return view


def policy(*roles: str, sees: tuple[str, ...] = (), deposit: bool = False) -> Callable[[View], View]:
    """The view is for people with one of `roles`, and gets that person as its first argument.

    `sees`: roles that know of the thing but may not do this. `deposit`: a deposit token serves as well.
    """
    declared = Policy(frozenset(roles), frozenset(sees), takes_deposit=deposit)

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            return view(_admit(declared), *args, **kwargs)

        guarded.policy = declared  # type: ignore[attr-defined]
        return guarded

    return declare


def refuse_undeclared() -> None:
    """Before each request: an endpoint without a policy is closed, so that forgetting one shuts the door."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is not None and not hasattr(view, "policy"):
        abort(403)


def current_person() -> Person | None:
    """Who is signed in on this request, by the session cookie."""
    if "person" not in g:
        at = clock.now()
        session = find_session(request.cookies.get(COOKIE), at)
        g.session_id = session.id if session else None
        g.person = session.person if session else None
        if session:
            mark_seen(session, at)
    return g.person


def do_without_database() -> None:
    """The answer is to be written though the database may not answer: whoever cannot be read again is not asked for."""
    try:
        known = g.person.language if g.get("person") else None
    except SQLAlchemyError:
        known = None
    if known is None:
        g.person, g.session_id, g.is_cut_off = None, None, True


def _admit(declared: Policy) -> Person:
    person = (_depositor() if declared.takes_deposit else None) or current_person()
    if person is None:
        _ask_to_sign_in()
    if person.roles & declared.roles:
        return person
    abort(403 if person.roles & declared.sees else 404)


def _depositor() -> Person | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Deposit":
        return None
    person = find_depositor(token.strip(), clock.now())
    return person or abort(401)


def _ask_to_sign_in() -> NoReturn:
    wants_page = request.method == "GET" and not request.path.startswith("/api/")
    if not wants_page:
        abort(401)
    where = request.full_path.rstrip("?")
    answer: AnyResponse = redirect(url_for("signin.sign_in", next=where))
    abort(Response(answer.get_data(), 302, {"Location": answer.headers["Location"]}))


def one_or_404(things: Select[T], **by: Any) -> T:
    """The single row of `things` with these column values, else 404."""
    # Not filter_by: where `things` joins other tables, a name such as id would be theirs as well.
    model = things.column_descriptions[0]["entity"]
    wanted = [getattr(model, name) == value for name, value in by.items()]
    found = db.session.scalars(things.where(*wanted)).one_or_none()
    return abort(404) if found is None else found


def _of_chains(person: Person, column: Any, *roles: str) -> ColumnElement[bool]:
    held = [role for role in roles if role in person.roles]
    if not held:
        return false()
    chains = person.chain_ids(*held)
    return true() if chains is None else column.in_(chains)


def chains_for(person: Person) -> Select[Chain]:
    """Chains whose set-up this person works with."""
    return select(Chain).where(_of_chains(person, Chain.id, *OFFICE)).order_by(Chain.name)


def brands_for(person: Person) -> Select[Brand]:
    """Brands of the chains whose set-up this person works with."""
    return select(Brand).where(_of_chains(person, Brand.chain_id, *OFFICE))


def asking_chains_for(person: Person) -> Select[Chain]:
    """Chains whose questionnaires this person may look at: the office's, and those of one's own headquarters."""
    return select(Chain).where(_of_chains(person, Chain.id, *OFFICE, HQ)).order_by(Chain.name)


def deciding_chains_for(person: Person) -> Select[Chain]:
    """Chains in which this person decides what is asked: administrators and headquarters."""
    return select(Chain).where(_of_chains(person, Chain.id, ADMINISTRATOR, HQ)).order_by(Chain.name)


def editions_for(person: Person) -> Select[QuestionnaireVersion]:
    """What is asked, in the chains whose set-up this person works with, and of their own headquarters."""
    return select(QuestionnaireVersion).where(_of_chains(person, QuestionnaireVersion.chain_id, *OFFICE, HQ))


def own_editions_for(person: Person) -> Select[QuestionnaireVersion]:
    """What is asked where this person decides it: administrators and headquarters."""
    return select(QuestionnaireVersion).where(_of_chains(person, QuestionnaireVersion.chain_id, ADMINISTRATOR, HQ))


def stores_for(person: Person) -> Select[Store]:
    """Stores whose set-up this person works with."""
    return select(Store).where(_of_chains(person, Store.chain_id, *OFFICE)).order_by(Store.name)


def waves_for(person: Person) -> Select[Wave]:
    """Waves that this person plans or reviews."""
    planned = select(Wave).join(Programme).where(_of_chains(person, Programme.chain_id, *OFFICE))
    return planned.order_by(Wave.first_on.desc())


def assignments_for(person: Person) -> Select[Assignment]:
    """A shopper's own; the office's of its chains. HQ and stores never: a date to come would warn the store."""
    own = Assignment.shopper_id == person.id if SHOPPER in person.roles else false()
    mine = or_(own, _of_chains(person, Store.chain_id, *OFFICE))
    return select(Assignment).join(Store, Assignment.store_id == Store.id).where(mine)


def visits_for(person: Person) -> Select[Visit]:
    """A shopper's own; the office's of its chains, and those that name no known assignment for the whole office."""
    own = Visit.shopper_id == person.id if SHOPPER in person.roles else false()
    of_chains = _of_chains(person, Store.chain_id, REVIEWER, ADMINISTRATOR)
    reviews_all = any(person.chain_ids(role) is None for role in (REVIEWER, ADMINISTRATOR) if role in person.roles)
    stray = Visit.assignment_id.is_(None) if reviews_all else false()
    return (
        select(Visit)
        .outerjoin(Assignment, Visit.assignment_id == Assignment.id)
        .outerjoin(Store, Assignment.store_id == Store.id)
        .where(or_(own, of_chains, stray))
    )


def chain_of(visit: Visit) -> UUID | None:
    """The chain that a visit belongs to, by its assignment."""
    return visit.assignment.store.chain_id if visit.assignment else None


def init_access(app: Flask) -> None:
    """Close every endpoint without a policy; Flask's own static files are ours to declare elsewhere."""
    app.before_request(refuse_undeclared)
