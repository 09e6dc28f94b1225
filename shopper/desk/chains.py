"""Chains: the list, one chain with all that is set up for it, creating and editing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from extensions import db, transaction
from forms.screens.desk import ChainForm
from shopper.access import OFFICE, chains_for, one_or_404, policy
from shopper.branding import contrast, is_readable
from shopper.desk.pages import Page, done, form_page, posted, put_error, taken
from shopper.desk.scope import holds
from shopper.models import ADMINISTRATOR, REVIEWER, SCHEDULER, Chain, Person
from shopper.questionnaires import editions_of

Trail = list[tuple[str, str]]


@policy(*OFFICE)
def chains(person: Person) -> str:
    found = db.session.scalars(chains_for(person)).all()
    return render_template("desk/chains.html", chains=found, may_change=holds(person, None, ADMINISTRATOR))


@policy(*OFFICE)
def chain(person: Person, chain_id: UUID) -> str:
    """Brands, stores and questionnaires of one chain."""
    found = one_or_404(chains_for(person), id=chain_id)
    return chain_page(person, found)


def chain_page(person: Person, chain: Chain, **more: Any) -> str:
    """The page of a chain; `more` holds what a deed on it has to say."""
    return render_template(
        "desk/chain.html",
        chain=chain,
        editions=editions_of(chain),
        may_change=holds(person, chain.id, ADMINISTRATOR),
        contrast=lambda colour: round(contrast(colour, "#ffffff"), 1),
        is_readable=is_readable,
        trail=chains_trail(),
        **more,
    )


@policy(ADMINISTRATOR, sees=(REVIEWER, SCHEDULER))
def new_chain(person: Person) -> Page:
    form = ChainForm(posted(), speaks="fi")
    if not _is_valid(form, None):
        return form_page(form, _("New chain"), chains_trail())
    with transaction():
        made = Chain(code=form.code.data, name=form.name.data, language=form.speaks.data)
        db.session.add(made)
        db.session.flush()
        chain_id = made.id
    return done(_("The chain is there. Give it a brand next."), url_for("desk.chain", chain_id=chain_id))


@policy(ADMINISTRATOR, sees=(REVIEWER, SCHEDULER))
def edit_chain(person: Person, chain_id: UUID) -> Page:
    found = one_or_404(chains_for(person), id=chain_id)
    form = ChainForm(posted(), code=found.code, name=found.name, speaks=found.language)
    if not _is_valid(form, found):
        return form_page(form, _("Edit the chain"), chain_trail(found))
    with transaction():
        found.code, found.name, found.language = form.code.data, form.name.data, form.speaks.data
    return done(_("Saved."), url_for("desk.chain", chain_id=chain_id))


def chains_trail() -> Trail:
    return [(_("Chains"), url_for("desk.chains"))]


def chain_trail(chain: Chain) -> Trail:
    """The way to a page under a chain's."""
    return [*chains_trail(), (chain.name, url_for("desk.chain", chain_id=chain.id))]


def _is_valid(form: ChainForm, present: Chain | None) -> bool:
    if posted() is None or not form.validate():
        return False
    other = db.session.scalar(select(Chain.id).where(Chain.code == form.code.data))
    if other is not None and (present is None or other != present.id):
        put_error(form, "code", taken())
        return False
    return True
