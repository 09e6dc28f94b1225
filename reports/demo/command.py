"""flask demo: an installation with people, visits and reports to try everything on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import func, inspect, select

from extensions import db
from reports.building import build_all
from reports.demo.filling import Step, fill, is_empty, prints_to_build
from reports.demo.listing import account_lines, accounts, listing, try_lines
from reports.printer import PrinterMissing
from shopper import clock
from shopper.models import Job
from shopper.worker import EmbeddedEngine

_NOT_EMPTY = "This installation is not empty, and `flask demo` fills only an empty one. Nothing was changed."
_IN_PRODUCTION = "This is a production installation (an https address): demo accounts have no place here."


@click.command("demo")
@click.option("--visits", type=click.IntRange(2, 20_000), default=44, show_default=True, help="Approved visits.")
@click.option("--json", "as_json", is_flag=True, help="Print accounts and ids as one JSON object.")
@click.option("--if-empty", is_flag=True, help="Fill, or just name the accounts; leave printing to the worker.")
@with_appcontext
def demo_command(visits: int, as_json: bool, if_empty: bool) -> None:
    """Fill an empty installation with three invented chains, their people, visits and reports.

    Ends with 1, having changed nothing, where the installation is not empty.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if app.extensions["settings"].is_production:
        raise click.ClickException(_IN_PRODUCTION)
    _bring_up_to_date(app)
    if is_empty():
        _fill(app, visits)
        if not if_empty:
            _finish(app)
    elif not if_empty:
        raise click.ClickException(_NOT_EMPTY)
    _tell(as_json, briefly=if_empty)


def _fill(app: Flask, visits: int) -> None:
    try:
        fill(app, clock.now(), visits, _bar)
    except BaseException:
        home = app.extensions["settings"].home
        click.echo(f"\nThe demo is filled only in part. To begin anew, empty the database and {home}.", err=True)
        raise


def _bring_up_to_date(app: Flask) -> None:
    """A database without a single table is a new one: give it its tables."""
    if not inspect(db.engine).get_table_names():
        upgrade(directory=str(Path(app.root_path) / "migrations"))


def _finish(app: Flask) -> None:
    """Build every report and send what is to be sent, as the workers would."""
    try:
        todo = prints_to_build(clock.now())
        with _bar("reports", len(todo)) as step:
            for print_id, reason in build_all(todo):
                step()
                if reason:
                    click.echo(f"{print_id}: {reason}", err=True)
    except PrinterMissing as missing:
        click.echo(f"The reports wait: {missing}. `make system` installs what is missing.", err=True)
    ready = select(func.count()).where(Job.state == "ready")
    with _bar("mail", db.session.scalar(ready) or 0) as step:
        db.session.rollback()
        engine = EmbeddedEngine(app)
        while engine.run_once():
            step()


def _tell(as_json: bool, briefly: bool) -> None:
    if as_json:
        click.echo(json.dumps(listing(), ensure_ascii=False))
        return
    people = accounts()
    if not people:
        return
    for line in account_lines(people) if briefly else (*account_lines(people), "", *try_lines(listing())):
        click.echo(line)


@contextmanager
def _bar(what: str, count: int) -> Iterator[Step]:
    """Progress on the error channel, so that --json stays clean."""
    bar: Any = click.progressbar(length=count, label=f"Demo: {what:<8}", show_pos=True, file=sys.stderr)
    with bar:
        yield lambda: bar.update(1)
