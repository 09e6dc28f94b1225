"""flask reports: one visit's report into a file, all of a wave into the file store, and mail that came back."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from uuid import UUID

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from extensions import db
from reports.bounces import LARGEST_BYTES, note_bounce, read_bounce
from reports.building import build_all, lacking
from reports.editions import report_data
from reports.models import Report
from reports.printer import Printer, PrinterMissing, PrintFailed
from reports.printing import order_of, print_bytes
from reports.report_data import ReportDataError
from shopper import clock
from shopper.files import FileDamaged
from shopper.jobs import NotYet
from shopper.models import LANGUAGES, Wave

reports_commands = AppGroup("reports", help="Reports: one visit's into a file, all of a wave, mail that came back.")
_ENGINE = "Nothing can be printed on this machine: {}. `make system` installs what is missing; the reports wait."

_SAID_OF_BOUNCES = {
    "bounced": "Noted: the mail came back.",
    "delayed": "Noted: the mail is delayed.",
    "known": "Known already: nothing was changed.",
    "outdated": "It tells of an earlier sending: nothing was changed.",
    "unknown": "It is about no report that was mailed from here: passed over.",
}


@reports_commands.command("render")
@click.argument("visit_id", type=click.UUID)
@click.option("--edition", type=click.Choice(["store", "hq"]), required=True, help="For the store or headquarters.")
@click.option("--language", type=click.Choice(LANGUAGES), required=True, help="Language of the report.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write.")
def render(visit_id: UUID, edition: str, language: str, out: Path) -> None:
    """Write the report of VISIT_ID as PDF. Ends with 1 where there is no report or it cannot be printed."""
    of_visit = select(Report).where(Report.visit_id == visit_id).order_by(Report.edition.desc())
    report = db.session.scalar(of_visit.limit(1))
    if report is None:
        raise click.ClickException(f"There is no report of the visit {visit_id}. A visit gets one when it is approved.")
    try:
        with Printer() as printer:
            content = print_bytes(order_of("store_report", report_data(report.snapshot, edition, language)), printer)
        _write(out, content)
    except PrinterMissing as missing:
        raise click.ClickException(_ENGINE.format(missing)) from None
    except NotYet as lacks:
        raise click.ClickException(f"Not ready: {lacks}. Let `flask worker` run, then try again.") from None
    except (PrintFailed, ReportDataError, FileDamaged) as failure:
        raise click.ClickException(f"The report cannot be printed: {failure}") from None
    except OSError as trouble:
        raise click.ClickException(f"{out} cannot be written: {trouble.strerror or trouble}") from None
    click.echo(f"{out} ({len(content)} bytes)")


@reports_commands.command("build")
@click.option("--wave", "wave_id", type=click.UUID, required=True, help="Id of the wave.")
def build_wave(wave_id: UUID) -> None:
    """Build what lacks of a wave's reports: for each the store's edition and headquarters'.

    Can be stopped at any time; the next run does the rest. Ends with 1 where a report could not be built.
    """
    if db.session.get(Wave, wave_id) is None:
        raise click.ClickException(f"There is no wave {wave_id}.")
    todo = lacking(wave_id, clock.now())
    if not todo:
        click.echo("Everything is built.")
        return
    reasons = []
    try:
        with click.progressbar(build_all(todo), length=len(todo), label="Reports", show_pos=True) as steps:
            reasons = [f"{print_id}: {reason}" for print_id, reason in steps if reason]
    except PrinterMissing as missing:
        raise click.ClickException(_ENGINE.format(missing)) from None
    except OSError as trouble:
        raise click.ClickException(f"Stopped: {trouble.strerror or trouble}. What was built is kept.") from None
    click.echo(f"{len(todo) - len(reasons)} of {len(todo)} built")
    for reason in reasons:
        click.echo(reason, err=True)
    sys.exit(1 if reasons else 0)


@reports_commands.command("bounced")
def bounced() -> None:
    """Note a mail that came back: one message on standard input, as a mail server's pipe gives it.

    Ends with 0 whatever the message is, so that no mail server answers to a bounce; with 75 (try again later) where
    the database cannot be written. docs/delivery.md says how to connect it.
    """
    found = read_bounce(sys.stdin.buffer.read(LARGEST_BYTES))
    # What is larger is read to its end, or the mail server's pipe breaks and it tries again for days.
    while sys.stdin.buffer.read(1 << 16):
        pass
    if found is None:
        click.echo("Not a report on the delivery of a mail: passed over.")
        return
    try:
        click.echo(_SAID_OF_BOUNCES[note_bounce(found, clock.now())])
    except SQLAlchemyError as trouble:
        click.echo(f"The database cannot be written: {type(trouble).__name__}. Try again later.", err=True)
        sys.exit(os.EX_TEMPFAIL)


def _write(out: Path, content: bytes) -> None:
    """Whole or not at all."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
