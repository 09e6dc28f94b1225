"""flask forms: look over, load and publish questionnaires."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, ProgrammingError

from extensions import db
from forms.definition import DefinitionError, Questionnaire
from forms.exchange.check import check, load_path
from forms.exchange.files import SHAPES, tell
from forms.exchange.xlsform.refusal import WorkbookRefused
from forms.exchange.yaml import FileError
from forms.library import codes, shipped
from forms.schema import written
from shopper import clock
from shopper.drafts import NotADraft
from shopper.models import Chain
from shopper.questionnaires import edition, load_draft, publish

forms_commands = AppGroup("forms", help="Questionnaires: check files, load them into a chain, publish editions.")
_FILE = click.Path(path_type=Path)


@forms_commands.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=_FILE)
def check_files(files: tuple[Path, ...]) -> None:
    """Say what is wrong with questionnaire files, as FILE:LINE: (of workbooks FILE:SHEET:ROW:). Ends with 1 then."""
    mistakes = [mistake for file in files for mistake in check(file)]
    for mistake in mistakes:
        click.echo(mistake)
    sys.exit(1 if mistakes else 0)


@forms_commands.command("import")
@click.argument("file", type=_FILE)
@click.option("--chain", "code", required=True, help="Code of the chain.")
def import_file(file: Path, code: str) -> None:
    """Keep a questionnaire file (YAML, JSON or XLSForm) as the chain's next draft; say what of it was not kept."""
    chain = _chain(code)
    try:
        loaded = load_path(file)
    except (FileError, WorkbookRefused) as wrong:
        for message in tell(wrong, str(file)):
            click.echo(message, err=True)
        sys.exit(1)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror or error}") from None
    for notice in loaded.notices:
        click.echo(f"{file}:{notice.tell()}", err=True)
    _version_id, is_new = load_draft(chain, loaded.questionnaire, clock.now())
    kept = edition(_chain(code).id, loaded.questionnaire.code)
    if kept is not None:
        what = "kept as draft" if is_new else f"nothing is new; {kept.state} already"
        click.echo(f"{code}: {loaded.questionnaire.code}, edition {kept.number}: {what}")


# The older name of the same deed.
forms_commands.add_command(import_file, "load")


@forms_commands.command("export")
@click.argument("questionnaire")
@click.option("--chain", "code", help="Code of the chain whose edition it is.")
@click.option("--shipped", "ships", is_flag=True, help="One of those that ship with the product, instead of a chain's.")
@click.option("--number", type=click.IntRange(1), help="Which edition; the newest if not given.")
@click.option("--as", "shape", type=click.Choice(list(SHAPES)), default="yaml", show_default=True)
@click.option("-o", "--output", type=_FILE, help="Where to; the standard output if not given.")
def export_edition(
    questionnaire: str, code: str | None, ships: bool, number: int | None, shape: str, output: Path | None
) -> None:
    """Write QUESTIONNAIRE (its code) as a file that can be changed, opened elsewhere and imported again."""
    if ships == bool(code):
        raise click.UsageError("Say either --chain CODE or --shipped.")
    content = SHAPES[shape][1](_shipped(questionnaire) if ships else _edition(questionnaire, str(code), number))
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror or error}") from None


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


@forms_commands.command("schema")
def write_schema() -> None:
    """Write the JSON Schema of questionnaires to the output: docs/questionnaire.schema.json is made so."""
    click.echo(written(), nl=False)


def _shipped(code: str) -> Questionnaire:
    if code not in codes():
        raise click.ClickException(f"None ships under the code {code!r}. These do: {', '.join(codes())}.")
    return shipped(code)


def _edition(questionnaire: str, code: str, number: int | None) -> Questionnaire:
    found = edition(_chain(code).id, questionnaire, number)
    if found is None:
        raise click.ClickException(f"{code} has no such edition of {questionnaire!r}.")
    try:
        return found.questionnaire
    except DefinitionError as error:
        lacking = "\n".join(str(problem) for problem in error.problems)
        raise click.ClickException(f"The draft is unfinished; finish it in the editor first:\n{lacking}") from None


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
