"""flask forms: look over, load and publish questionnaires."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, ProgrammingError

from extensions import db
from forms.exchange.check import check
from forms.exchange.yaml import FileError, load
from shopper import clock
from shopper.drafts import NotADraft
from shopper.models import Chain
from shopper.questionnaires import edition, load_draft, publish

forms_commands = AppGroup("forms", help="Questionnaires: check files, load them into a chain, publish editions.")
_FILE = click.Path(path_type=Path)


@forms_commands.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=_FILE)
def check_files(files: tuple[Path, ...]) -> None:
    """Say what is wrong with questionnaire files, as FILE:LINE: MESSAGE. Ends with 1 where anything is."""
    mistakes = [mistake for file in files for mistake in check(file)]
    for mistake in mistakes:
        click.echo(mistake)
    sys.exit(1 if mistakes else 0)


@forms_commands.command("load")
@click.argument("file", type=_FILE)
@click.option("--chain", "code", required=True, help="Code of the chain.")
def load_file(file: Path, code: str) -> None:
    """Keep a questionnaire file as the chain's next draft."""
    chain = _chain(code)
    try:
        questionnaire = load(file)
    except FileError as wrong:
        for message in wrong.messages:
            click.echo(message, err=True)
        sys.exit(1)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror or error}") from None
    _version_id, is_new = load_draft(chain, questionnaire, clock.now())
    kept = edition(_chain(code).id, questionnaire.code)
    if kept is not None:
        what = "kept as draft" if is_new else f"nothing is new; {kept.state} already"
        click.echo(f"{code}: {questionnaire.code}, edition {kept.number}: {what}")


@forms_commands.command("publish")
@click.argument("questionnaire")
@click.option("--chain", "code", required=True, help="Code of the chain.")
@click.option("--number", type=click.IntRange(1), help="Which edition; the newest if not given.")
def publish_edition(questionnaire: str, code: str, number: int | None) -> None:
    """Publish a draft edition of QUESTIONNAIRE (its code). From then on it can be assigned and never changes."""
    found = edition(_chain(code).id, questionnaire, number)
    if found is None:
        raise click.ClickException(f"{code} has no such edition of {questionnaire!r}. Load it first.")
    shown = f"{code}: {questionnaire}, edition {found.number}"
    try:
        publish(found, clock.now())
    except NotADraft:
        raise click.ClickException(f"{shown}: only a draft can be published.") from None
    click.echo(f"{shown}: published")


def _chain(code: str) -> Chain:
    try:
        found = db.session.scalar(select(Chain).where(Chain.code == code))
    except (OperationalError, ProgrammingError) as trouble:
        advice = "Is it set up (flask db upgrade) and can it be reached?"
        raise click.ClickException(f"The database does not answer: {trouble.orig}. {advice}") from trouble
    if found is None:
        known = ", ".join(sorted(db.session.scalars(select(Chain.code)))) or "none yet"
        raise click.ClickException(f"There is no chain {code!r}. Chains: {known}.")
    return found
