"""A print is built from its snapshot, kept by its digest, and told when it cannot be built."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from extensions import db, transaction
from reports import printing
from reports.editions import report_data
from reports.models import Print, Report
from reports.printer import Printer
from shopper import clock
from shopper.jobs import GiveUp, NotYet
from shopper.models import Brand, Job, Photo
from shopper.photos import file_store
from tests.deposits import jpeg
from tests.reports import drawn
from tests.reports.reported import approved, deliveries, due_now, prints, work
from tests.world import World

ROOT = Path(__file__).parents[2]


def job_of(printed: Print) -> Job:
    return db.session.scalars(select(Job).where(Job.kind == "print", Job.ref == str(printed.id))).one()


def words(pdf: bytes, folder: Path) -> str:
    """The text of a PDF."""
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout


def with_logo(world: World) -> None:
    with transaction():
        world.get(Brand, "aamu_brand").logo = drawn.logo()


def test_a_worker_prints_each_edition_and_no_print_names_the_shopper(app: Flask, world: World, tmp_path: Path) -> None:
    with_logo(world)
    approved(app, world, photos=[jpeg(size=(900, 700))])
    assert work(app, "print") == 4
    made = prints()
    assert {one.state for one in made.values()} == {"ready"}, [one.failure for one in made.values()]
    anna = world.person("anna")
    for (_audience, language), printed in made.items():
        pdf = file_store().read(printed.sha256)
        assert len(pdf) == printed.bytes
        text = words(pdf, tmp_path)
        assert "Café Aamu Lahti" in text
        assert {"fi": "luottamuksellinen", "en": "confidential"}[language] in text
        raw = subprocess.run(["pdfinfo", tmp_path / "read.pdf"], capture_output=True, text=True, check=True).stdout
        for secret in (anna.name, anna.email, anna.phone, anna.code):
            assert secret.casefold() not in (text + raw).casefold()
            assert secret.encode() not in pdf


def deliver_jobs() -> dict[str, Job]:
    return {job.ref: job for job in db.session.scalars(select(Job).where(Job.kind == "deliver"))}


def test_the_same_report_printed_again_gives_the_same_bytes(app: Flask, world: World) -> None:
    report = approved(app, world)
    with Printer() as printer:
        first, second = (
            printing.print_bytes(printing.order_of("store_report", report_data(report.snapshot, "hq", "sv")), printer)
            for _ in range(2)
        )
    assert first == second


def test_a_print_waits_until_its_photo_is_prepared(app: Flask, world: World) -> None:
    report = approved(app, world, photos=[jpeg()])
    with transaction():
        for photo in db.session.scalars(select(Photo)):
            photo.state, photo.shown_sha256 = "received", None
    printed = next(iter(prints().values()))
    with pytest.raises(NotYet):
        printing.print_report(job_of(printed))
    assert db.session.get_one(Report, report.id).prints[0].state == "waiting"


def test_waiting_costs_no_try(app: Flask, world: World) -> None:
    approved(app, world, photos=[jpeg()])
    with transaction():
        for photo in db.session.scalars(select(Photo)):
            photo.state, photo.shown_sha256 = "received", None
    for _round in range(12):
        due_now("print")
        work(app, "print")
    assert {(job_of(one).state, job_of(one).tries) for one in prints().values()} == {("ready", 0)}


def test_without_the_engine_reports_wait_and_say_so(
    app: Flask, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(app, world)
    hide_the_engine(tmp_path, monkeypatch)
    work(app, "print")
    jobs = [job_of(one) for one in prints().values()]
    assert {(job.state, job.tries) for job in jobs} == {("ready", 0)}
    assert all(job.last_error.startswith("reports waiting") for job in jobs)


def hide_the_engine(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without Pango: the engine is there but cannot be loaded."""
    engine = folder / "lacking" / "weasyprint.py"
    engine.parent.mkdir()
    engine.write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    monkeypatch.setattr(printing, "_printers", [Printer()])
    monkeypatch.setattr("reports.printer._environment", lambda: {"PYTHONPATH": str(engine.parent), "PATH": "/usr/bin"})


def test_a_picture_that_was_altered_fails_the_print_with_its_reason(app: Flask, world: World) -> None:
    approved(app, world, photos=[jpeg()])
    photo = db.session.scalars(select(Photo)).one()
    file_store().path(photo.shown_sha256).write_bytes(b"\xff\xd8\xff something else")
    printed = next(iter(prints().values()))
    with pytest.raises(GiveUp):
        printing.print_report(job_of(printed))
    again = db.session.get_one(Print, printed.id)
    assert again.state == "failed"
    assert "was altered" in again.failure


def test_what_is_too_large_for_a_report_fails_with_its_reason(app: Flask, world: World) -> None:
    report = approved(app, world)
    with transaction():
        snapshot: dict[str, Any] = dict(db.session.get_one(Report, report.id).snapshot)
        snapshot["report"] = {**snapshot["report"], "waits": snapshot["report"]["waits"] * 100}
        db.session.get_one(Report, report.id).snapshot = snapshot
    work(app, "print")
    assert {one.state for one in prints().values()} == {"failed"}
    assert all("waits: 100, at most 60" in one.failure for one in prints().values())
    assert {job_of(one).state for one in prints().values()} == {"failed"}


def test_a_ready_print_lets_its_deliveries_go_and_is_not_built_twice(app: Flask, world: World) -> None:
    approved(app, world)
    with transaction():
        for job in deliver_jobs().values():
            job.run_at = clock.now() + timedelta(hours=1)
    printed = prints()["hq", "en"]
    record = printing.keep(printed.id, b"%PDF-1.7 a report")
    with transaction():
        record()
    printing.print_report(job_of(prints()["hq", "en"]))()
    assert prints()["hq", "en"].bytes == len(b"%PDF-1.7 a report")
    readers, jobs = deliveries(), deliver_jobs()
    assert jobs[str(readers["helmi@example.org"].id)].run_at <= clock.now()
    assert jobs[str(readers["maija@example.org"].id)].run_at > clock.now()


def test_a_worker_killed_while_printing_loses_nothing(app: Flask, world: World, tmp_path: Path) -> None:
    approved(app, world)
    environment = {**os.environ, "DETALJI_HOME": str(tmp_path), "DETALJI_BASE_URL": "http://localhost:5000"}
    for _kill in range(2):
        command, silent = [sys.executable, "-m", "flask", "worker"], subprocess.DEVNULL
        with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=silent) as worker:
            wait_until_printing()
            worker.kill()
        with transaction():
            for job in db.session.scalars(select(Job).where(Job.state == "running")):
                job.lease_until = clock.now() - timedelta(seconds=1)
    work(app, "print")
    made = prints()
    assert {one.state for one in made.values()} == {"ready"}
    assert {job_of(one).state for one in made.values()} == {"done"}
    files = file_store()
    assert all(files.read(one.sha256).startswith(b"%PDF-") for one in made.values())
    pdfs = [path for path in files.folder.rglob("*") if path.is_file() and path.read_bytes()[:5] == b"%PDF-"]
    assert len(pdfs) == len({one.sha256 for one in made.values()}) == 4


def wait_until_printing() -> None:
    """Until a worker has claimed a print."""
    for _look in range(600):
        db.session.rollback()
        if db.session.scalar(select(Job.id).where(Job.kind == "print", Job.state == "running")):
            time.sleep(0.3)
            return
        time.sleep(0.05)
    raise AssertionError("no worker took a print")
