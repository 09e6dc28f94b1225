"""From a report's snapshot to a PDF in the file store. The engine runs in a process of its own (reports/printer.py)."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from extensions import db, transaction
from reports.cutting import cut, slots_of
from reports.documents.kinds import KINDS
from reports.models import Delivery, Print
from reports.print_data import plain_of
from reports.printer import Printer, PrinterMissing, PrintFailed
from reports.report_data import ReportDataError
from shopper import clock
from shopper.files import FileDamaged
from shopper.jobs import MOST_TRIES, GiveUp, NotYet
from shopper.models import Job, Photo
from shopper.photos import file_store

_TRIES_OF_ONE_REPORT = 2
_printers: list[Printer] = []


class ReportsWaiting(NotYet):
    """Nothing can be printed on this machine yet; the reports wait until it can."""


def print_report(job: Job) -> Callable[[], None]:
    """Handler of the job: build the PDF that a Print stands for, and give the effect to record.

    Raises NotYet (photos still being prepared, no engine on this machine), GiveUp (no further try can help).
    """
    print_id, tries = UUID(job.ref), job.tries
    printed = db.session.get_one(Print, print_id)
    if printed.state == "ready" and printed.sha256 and file_store().has(printed.sha256):
        return lambda: None
    try:
        content = print_bytes(prepare(printed), printer_of_this_process())
    except PrinterMissing as missing:
        raise ReportsWaiting(f"reports waiting: {missing}", seconds=60) from missing
    except (ReportDataError, FileDamaged) as broken:
        raise _failed(print_id, str(broken)) from broken
    except PrintFailed as failure:
        if tries < _TRIES_OF_ONE_REPORT:
            raise
        raise _failed(print_id, str(failure)) from failure
    except OSError as trouble:
        if tries < MOST_TRIES:
            raise
        raise _failed(print_id, str(trouble)) from trouble
    return keep(print_id, content)


@dataclass(frozen=True, slots=True)
class Order:
    """All that is needed to print: the document, its plain data, and its pictures by key."""

    document: str
    data: dict[str, Any]
    pictures: dict[str, bytes]


def prepare(printed: Print) -> Order:
    """The order of one print. Raises what `order_of` raises."""
    return order_of(printed.document, plain_of(printed))


def order_of(document: str, plain: dict[str, Any]) -> Order:
    """What to print of a document's plain data, its photos cut to their places. Ends the session's transaction.

    Raises NotYet (a photo is still being prepared), ReportDataError (too large), FileDamaged (a picture is gone).
    """
    data = KINDS[document].read(plain)
    digests = {key: _digest(key) for key in data.picture_keys()}
    db.session.rollback()
    files, slots = file_store(), slots_of(data)
    pictures = {key: cut(digest, files.read(digest), slots.get(key)) for key, digest in digests.items()}
    return Order(document, data.to_plain(), pictures)


def print_bytes(order: Order, printer: Printer) -> bytes:
    """The PDF. Raises PrinterMissing, PrintFailed, OSError."""
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        out = Path(folder) / "report.pdf"
        printer.print(order.data, order.pictures, out, order.document)
        return out.read_bytes()


def keep(print_id: UUID, content: bytes) -> Callable[[], None]:
    """Put a PDF into the file store; gives the effect that makes its Print ready and wakes who waits for it."""
    digest = file_store().put(content)

    def record() -> None:
        printed = db.session.get_one(Print, print_id)
        printed.state, printed.sha256, printed.bytes = "ready", digest, len(content)
        printed.printed_at, printed.failure = clock.now(), None
        wake_deliveries(print_id)

    return record


def wake_deliveries(print_id: UUID) -> None:
    """Let the deliveries of a print go now. To be called inside a transaction."""
    waiting = select(Delivery.id).where(Delivery.print_id == print_id, Delivery.state == "queued")
    refs = [str(id_) for id_ in db.session.scalars(waiting)]
    of_these = (Job.kind == "deliver", Job.state == "ready", Job.ref.in_(refs))
    db.session.execute(update(Job).where(*of_these).values(run_at=clock.now()))


def printer_of_this_process() -> Printer:
    """The one printer of a worker; its process starts with the first report and ends with the worker."""
    if not _printers:
        _printers.append(Printer())
        atexit.register(_printers[0].stop)
    return _printers[0]


def _digest(key: str) -> str:
    """Which kept file holds the picture `photo:<id>` or `brand:<digest>`. Raises NotYet, FileDamaged."""
    kind, _, name = key.partition(":")
    if kind == "brand":
        return name
    photo = db.session.get(Photo, UUID(name))
    if photo is None or photo.state == "unreadable":
        raise FileDamaged(f"the photo {name} cannot be shown")
    if photo.shown_sha256 is None:
        raise NotYet("a photo of the visit is still being prepared", seconds=10)
    return photo.shown_sha256


def mark_failed(print_id: UUID, reason: str) -> None:
    """For the readers to see; their mail goes with a link alone."""
    with transaction():
        waiting = update(Print).where(Print.id == print_id, Print.state == "waiting")
        db.session.execute(waiting.values(state="failed", failure=reason[:500]))
        wake_deliveries(print_id)


def _failed(print_id: UUID, reason: str) -> GiveUp:
    mark_failed(print_id, reason)
    return GiveUp(reason)
