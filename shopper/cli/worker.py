"""flask worker: do the slow work."""

from __future__ import annotations

import logging
import tempfile

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from shopper.letters import settings
from shopper.worker import EmbeddedEngine


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is ready now, then end.")
@with_appcontext
def worker_command(once: bool) -> None:
    """Build PDFs, prepare photos, send mail. Runs until it is told to stop (SIGTERM, Ctrl-C)."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Copies of photos pass through temporary folders: at home, where a killed worker's are swept.
    scratch = settings().home / "tmp"
    scratch.mkdir(exist_ok=True)
    tempfile.tempdir = str(scratch)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    engine = EmbeddedEngine(app)
    if once:
        click.echo(f"{engine.run_until_empty()} jobs tried")
    else:
        engine.run_forever()
