"""Building many reports at once, with a printing process a core. What is built already is left alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from datetime import datetime
from queue import SimpleQueue
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from extensions import db, transaction
from reports.issue import print_for
from reports.models import Print, Report
from reports.printer import Printer, PrintFailed
from reports.printing import Order, keep, mark_failed, prepare, print_bytes
from reports.reading import newest
from reports.report_data import ReportDataError
from shopper.files import FileDamaged
from shopper.jobs import NotYet
from shopper.models import Store
from shopper.photos import file_store

CORES = os.cpu_count() or 1
Pdf = Future[bytes]


def lacking(wave_id: UUID, at: datetime) -> list[UUID]:
    """The prints of a wave that are not built, or whose file is gone; each report's own two, and its huddle sheet, are
    written first."""
    of_wave = select(Report).where(Report.wave_id == wave_id, newest()).options(joinedload(Report.store))
    with transaction():
        for report in db.session.scalars(of_wave.order_by(Report.issued_at)).all():
            store: Store = report.store
            for audience, language in (("store", store.language), ("hq", store.chain.language)):
                print_for(report, audience, language, at)
            print_for(report, "store", store.language, at, "huddle")
    wanted = select(Print).join(Report).where(Report.wave_id == wave_id, newest()).order_by(Report.issued_at, Print.id)
    files = file_store()
    return [
        one.id
        for one in db.session.scalars(wanted)
        if one.state != "ready" or not one.sha256 or not files.has(one.sha256)
    ]


def build_all(print_ids: list[UUID], cores: int = CORES) -> Iterator[tuple[UUID, str | None]]:
    """Build these prints; gives each one's id as it is done, with None or the reason why it could not be built.

    Raises PrinterMissing where nothing can be printed on this machine; what was built by then is kept.
    """
    with ExitStack() as stack:
        idle: SimpleQueue[Printer] = SimpleQueue()
        for _core in range(cores):
            idle.put(stack.enter_context(Printer()))
        pool = stack.enter_context(ThreadPoolExecutor(cores))
        under_way: dict[Pdf, UUID] = {}
        for print_id in print_ids:
            refused = _start(print_id, pool, idle, under_way)
            if refused:
                yield print_id, refused
            elif len(under_way) > cores:
                yield from _finish_some(under_way)
        while under_way:
            yield from _finish_some(under_way)


def _start(
    print_id: UUID, pool: ThreadPoolExecutor, idle: SimpleQueue[Printer], under_way: dict[Pdf, UUID]
) -> str | None:
    """Hand one print to the pool; gives the reason where it cannot even be begun."""
    try:
        printed = db.session.get_one(Print, print_id)
        order = prepare(printed)
    except NotYet as lacks:
        return str(lacks)
    except (ReportDataError, FileDamaged) as broken:
        mark_failed(print_id, str(broken))
        return str(broken)
    under_way[pool.submit(_print, order, idle)] = print_id
    return None


def _print(order: Order, idle: SimpleQueue[Printer]) -> bytes:
    printer = idle.get()
    try:
        return print_bytes(order, printer)
    finally:
        idle.put(printer)


def _finish_some(under_way: dict[Pdf, UUID]) -> Iterator[tuple[UUID, str | None]]:
    done, _rest = wait(under_way, return_when=FIRST_COMPLETED)
    for future in done:
        print_id = under_way.pop(future)
        try:
            record = keep(print_id, future.result())
        except PrintFailed as failure:
            mark_failed(print_id, str(failure))
            yield print_id, str(failure)
            continue
        with transaction():
            record()
        yield print_id, None
