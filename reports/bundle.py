"""All reports of a wave as one ZIP: written as it is read, a file at a time, with a table of what it holds and lacks.

A report has a folder for each audience; a file is called store-visit-language.pdf. The same prints give the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from flask_babel import gettext as _
from sqlalchemy import select

from extensions import db, transaction
from reports.building import lacking
from reports.models import Print, Report
from reports.print_files import file_name, print_anew
from reports.reading import newest
from shopper import clock
from shopper.files import FileDamaged, FileStore
from shopper.models import Store

_FOLDERS = {"store": "store", "hq": "headquarters"}
_COLUMNS = ("file", "store", "name", "visit", "edition", "audience", "language", "issued_on", "score", "coverage",
            "state", "reason")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One print of the wave. `sha256`: of its file; None where it is not ready, and `reason` may say why. `line`: what
    the table tells of it, from the store's code to the coverage."""

    print_id: UUID
    name: str
    state: str
    reason: str
    sha256: str | None
    issued_at: datetime
    line: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the prints of a wave are. `failed`: their names and reasons."""

    ready: int
    waiting: int
    failed: tuple[tuple[str, str], ...]

    @property
    def total(self) -> int:
        return self.ready + self.waiting + len(self.failed)


def items_of(wave_id: UUID) -> list[Item]:
    """Every print of the wave's newest editions, by store and visit."""
    # Of the snapshots only what names the file: all of them together would fill the memory.
    store = Report.snapshot["report"]["store"]
    found = _of_wave(select(Print, Report, store["code"].as_string(), store["name"].as_string()), wave_id)
    items = (_item(printed, report, code, name) for printed, report, code, name in db.session.execute(found))
    return sorted(items, key=lambda item: item.name)


def progress_of(wave_id: UUID, files: FileStore) -> Progress:
    """Counts what is there, what is being made, and what could not be."""
    ready, waiting, failed = 0, 0, []
    figures = select(
        Print.state, Print.sha256, Print.failure, Print.language, Print.document, Store.name, Report.number
    )  # fmt: skip
    found = _of_wave(figures, wave_id).join(Store, Report.store_id == Store.id).order_by(Store.name, Print.id)
    for state, sha256, failure, language, document, store, number in db.session.execute(found):
        if state == "failed":
            sheet = [_("Huddle sheet")] if document == "huddle" else []
            failed.append((" · ".join([store, number, language, *sheet]), failure or ""))
        elif sha256 and files.has(sha256):
            ready += 1
        else:
            waiting += 1
    return Progress(ready, waiting, tuple(failed))


def _of_wave(chosen: Any, wave_id: UUID) -> Any:
    return chosen.join(Report, Print.report_id == Report.id).where(Report.wave_id == wave_id, newest())


def build_what_lacks(wave_id: UUID) -> int:
    """Have the worker print what is not there, and try again what failed; gives their number. Opens its own
    transactions. What was asked for already is not asked for twice."""
    wanted = lacking(wave_id, clock.now())
    with transaction():
        for printed in db.session.scalars(select(Print).where(Print.id.in_(wanted))):
            if printed.state != "waiting":
                print_anew(printed)
    return len(wanted)


def stream(items: Iterable[Item], files: FileStore, damaged: Callable[[UUID], None]) -> Iterator[bytes]:
    """The ZIP in pieces of about one file. The table comes last, as only then it is known what could be read;
    `damaged` is told the prints whose file was altered or is gone."""
    out, told = _Outlet(), []
    with ZipFile(out, "w") as archive:
        for item in items:
            state = _put(archive, item, files)
            if state == "damaged":
                damaged(item.print_id)
            told.append(replace(item, state=state))
            yield out.taken()
        archive.writestr(_entry("index.csv", _last_of(told), ZIP_DEFLATED), index(told))
    yield out.taken()


def index(items: Iterable[Item]) -> bytes:
    """The table: a line a print, `;` between cells, in UTF-8 with its mark, as spreadsheets read it."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for item in items:
        file = item.name if item.state == "ready" else ""
        writer.writerow([_cell(one) for one in (file, *item.line, item.state, item.reason)])
    return f"\ufeff{target.getvalue()}".encode()


def remake(print_id: UUID) -> None:
    """Print a damaged file again. Opens its own transaction."""
    with transaction():
        print_anew(db.session.get_one(Print, print_id))


def _put(archive: ZipFile, item: Item, files: FileStore) -> str:
    """Write one file into the archive; gives its state: ready, waiting, failed or damaged."""
    if item.state != "ready" or not item.sha256:
        return item.state
    try:
        content = files.read(item.sha256)
    except FileDamaged:
        return "damaged"
    # A PDF is packed already.
    archive.writestr(_entry(item.name, item.issued_at, ZIP_STORED), content)
    return "ready"


def _entry(name: str, at: datetime, packing: int) -> ZipInfo:
    entry = ZipInfo(name, at.astimezone(clock.HERE).timetuple()[:6])
    entry.compress_type, entry.external_attr = packing, 0o644 << 16
    return entry


def _last_of(items: list[Item]) -> datetime:
    return max((item.issued_at for item in items), default=datetime(1980, 1, 2, tzinfo=clock.HERE))


def _item(printed: Print, report: Report, code: str, store: str) -> Item:
    name = file_name(code, report.number, report.edition, printed.language)
    if printed.document != "store_report":
        name = f"{name.removesuffix('.pdf')}-{printed.document}.pdf"
    line = (
        code, store, report.number, str(report.edition), printed.audience, printed.language,
        report.issued_at.astimezone(clock.HERE).date().isoformat(),
        str(round(report.base)) if report.base is not None else "", str(round(report.coverage)),
    )  # fmt: skip
    return Item(
        printed.id, f"{_FOLDERS[printed.audience]}/{name}", printed.state, printed.failure or "", printed.sha256,
        report.issued_at, line,
    )  # fmt: skip


def _cell(text: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


class _Outlet(io.RawIOBase):
    """A file that is only written on, and emptied after each piece: nothing is held but the piece in hand."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """What was written since last asked."""
        made, self._pieces = b"".join(self._pieces), []
        return made
