"""The file that a print stands for: its name, its bytes, and its making anew where they are damaged."""

from __future__ import annotations

import re

from sqlalchemy import select

from extensions import db, transaction
from reports.models import Print, Report
from shopper import clock
from shopper.files import FileDamaged
from shopper.jobs import enqueue, hurry
from shopper.models import Job
from shopper.photos import file_store


def pdf_name(report: Report, language: str) -> str:
    """What the file is called: store and visit number, nothing else."""
    return file_name(report.snapshot["report"]["store"]["code"], report.number, report.edition, language)


def file_name(store: str, number: str, edition: int, language: str) -> str:
    """The same, of the store's code, the visit's number, the report's edition and its language."""
    plain = re.sub(r"[^A-Za-z0-9-]", "", store) or "store"
    later = f"-{edition}" if edition > 1 else ""
    return f"{plain}-{number}{later}-{language}.pdf"


def kept_pdf(printed: Print) -> bytes | None:
    """The bytes, checked against their digest; None where there are none, and damaged ones are then made again.

    Opens its own transaction where they are damaged.
    """
    if printed.state != "ready" or not printed.sha256:
        return None
    try:
        return file_store().read(printed.sha256)
    except FileDamaged:
        print_id = printed.id
        with transaction():
            print_anew(db.session.get_one(Print, print_id))
        return None


def await_print(printed: Print) -> None:
    """Somebody stands before the screen: this print is the next. Opens its own transaction."""
    with transaction():
        hurry("print", printed.id)


def print_anew(printed: Print) -> None:
    """Build a PDF again from its data; same data, same bytes. To be called inside a transaction."""
    at = clock.now()
    printed.state, printed.sha256, printed.bytes, printed.failure = "waiting", None, None, None
    done = db.session.scalars(select(Job.revision).where(Job.kind == "print", Job.ref == str(printed.id))).all()
    enqueue("print", printed.id, at, revision=max(done, default=0) + 1)
