"""flask users: the way in for the first people of an installation."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, ProgrammingError

from extensions import db
from shopper import clock
from shopper.invitations import InvitationRefused, invite
from shopper.languages import in_language
from shopper.models import LANGUAGES, ROLES, Chain, Store

users_commands = AppGroup("users", help="People of this installation.")


@users_commands.command("invite")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What the person will do.")
@click.option("--chain", "chain_code", metavar="CODE", help="Chain, where the role belongs to one.")
@click.option("--store", "store_code", metavar="CODE", help="Store of a store manager (with --chain).")
@click.option("--language", default="fi", show_default=True, type=click.Choice(LANGUAGES), help="Of the letter.")
def invite_command(email: str, role: str, chain_code: str | None, store_code: str | None, language: str) -> None:
    """Invite EMAIL: print the link and queue the letter with it.

    \b
    An administrator, a shopper:   flask users invite you@example.com --role administrator
    Headquarters of a chain:       … --role hq --chain CODE
    A store's manager:             … --role store_manager --chain CODE --store CODE

    Ends with 0 when the invitation is written, 1 when it is refused, 2 when the command was not understood.
    """
    try:
        chain = _chain(chain_code)
        store = _store(chain, store_code)
        with in_language("en"):
            made, link = invite(email, role, chain, store, language, None, clock.now())
    except InvitationRefused as refused:
        raise click.ClickException(str(refused)) from refused
    except (OperationalError, ProgrammingError) as trouble:
        advice = "Is it set up (flask db upgrade) and can it be reached?"
        raise click.ClickException(f"The database does not answer: {trouble.orig}. {advice}") from trouble
    click.echo(f"Invited {made.email}. The letter goes out with the next run of the worker; the link opens once, until")
    click.echo(f"{made.expires_at:%Y-%m-%d %H:%M} UTC:")
    click.echo(link)


def _chain(code: str | None) -> Chain | None:
    if code is None:
        return None
    found = db.session.scalar(select(Chain).where(Chain.code == code))
    if found is None:
        known = ", ".join(db.session.scalars(select(Chain.code).order_by(Chain.code))) or "none yet"
        raise click.ClickException(f"There is no chain with the code {code!r} (known: {known}).")
    return found


def _store(chain: Chain | None, code: str | None) -> Store | None:
    if code is None:
        return None
    if chain is None:
        raise click.UsageError("--store needs --chain: store codes belong to a chain.")
    found = db.session.scalar(select(Store).where(Store.chain_id == chain.id, Store.code == code))
    if found is None:
        known = ", ".join(store.code for store in chain.stores) or "none yet"
        raise click.ClickException(f"{chain.name} has no store with the code {code!r} (known: {known}).")
    return found
