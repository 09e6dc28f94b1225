"""A wave's reports as one ZIP, written as it is read, that says what it lacks; the rest is built by the worker."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db, transaction
from reports.bundle import Item, index, items_of, stream
from reports.models import Print, Report
from reports.printing import keep
from shopper.files import FileStore
from shopper.models import Job, Store
from shopper.photos import file_store
from tests.conftest import form_token
from tests.reports.postbox import PDF, printed_without_engine
from tests.reports.reported import approved, approved_again, work
from tests.world import World

People = Callable[[str], FlaskClient]
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def address(world: World, chain: str = "aamu") -> str:
    return f"/hq/waves/{world.ids[f'{chain}_wave']}/files"


def opened(browser: FlaskClient, world: World) -> tuple[ZipFile, list[dict[str, str]]]:
    """The wave's ZIP as headquarters get it, and the lines of its table."""
    answer = browser.get(f"{address(world)}.zip")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    archive = ZipFile(io.BytesIO(answer.data))
    assert archive.testzip() is None
    table = archive.read("index.csv").decode("utf-8-sig")
    return archive, list(csv.DictReader(io.StringIO(table), delimiter=";"))


def test_it_holds_each_ready_print_and_a_table_of_all(app: Flask, world: World, as_person: People) -> None:
    first, second = approved(app, world), approved(app, world, "vaasa_visit")
    printed_without_engine()
    waiting = db.session.scalars(select(Print).where(Print.report_id == second.id, Print.audience == "hq")).first()
    with transaction():
        printed = db.session.get_one(Print, waiting.id)
        printed.state, printed.sha256 = "failed", None
        printed.failure = "=cmd|' /C calc'!A0"
    archive, lines = opened(as_person("helmi"), world)
    name = f"store/LAHTI-{first.number}-fi.pdf"
    assert archive.read(name) == PDF
    assert f"headquarters/LAHTI-{first.number}-en.pdf" in archive.namelist()
    failed = [line for line in lines if line["state"] != "ready"]
    assert len(failed) == 1
    assert (failed[0]["file"], failed[0]["state"], failed[0]["reason"][:2]) == ("", "failed", "'=")
    line = next(line for line in lines if line["file"] == name)
    assert (line["store"], line["visit"], line["score"], line["coverage"]) == ("LAHTI", first.number, "88", "100")
    assert len(archive.namelist()) == len(lines) == len(db.session.scalars(select(Print)).all())


def test_nothing_of_another_chain_is_in_it(app: Flask, world: World, as_person: People) -> None:
    for name in ("lahti_visit", "borga_visit"):
        approved(app, world, name)
    printed_without_engine()
    archive, lines = opened(as_person("helmi"), world)
    assert not [name for name in archive.namelist() if "BORGA" in name]
    assert {line["store"] for line in lines} == {"LAHTI"}
    for name in ("henrik", "maija", "reeta", "anna"):
        browser = as_person(name)
        assert browser.get(f"{address(world)}.zip").status_code == 404
        assert browser.get(address(world)).status_code == 404


def test_a_corrected_report_is_there_in_its_newest_edition(app: Flask, world: World, as_person: People) -> None:
    first = approved(app, world)
    approved_again(world, first.visit_id, {"grt_first": {"value": "me"}})
    printed_without_engine()
    archive, _lines = opened(as_person("helmi"), world)
    names = [name for name in archive.namelist() if name.startswith("store/")]
    assert names and all(f"{first.number}-2-" in name for name in names)


def test_the_same_prints_give_the_same_bytes(app: Flask, world: World, as_person: People) -> None:
    approved(app, world)
    printed_without_engine()
    helmi = as_person("helmi")
    assert helmi.get(f"{address(world)}.zip").data == helmi.get(f"{address(world)}.zip").data


def test_a_damaged_file_is_named_and_made_again(app: Flask, world: World, as_person: People) -> None:
    approved(app, world)
    printed_without_engine()
    with transaction():
        for printed in db.session.scalars(select(Print).where(Print.audience == "store", Print.language == "fi")):
            keep(printed.id, b"%PDF-1.7 another")()
            sha256 = printed.sha256
    file_store().path(sha256 or "").write_bytes(b"flipped")
    _archive, lines = opened(as_person("helmi"), world)
    assert [line["language"] for line in lines if line["state"] == "damaged"] == ["fi"]
    assert [one.language for one in db.session.scalars(select(Print).where(Print.state == "waiting"))] == ["fi"]


def test_memory_holds_a_file_and_not_the_wave(tmp_path) -> None:
    files = FileStore(tmp_path / "files")
    size, count = 400_000, 60
    digests = [files.put(bytes([number]) * size) for number in range(count)]
    items = [
        Item(uuid4(), f"store/{number}.pdf", "ready", "", digest, AT, ("",) * 9)
        for number, digest in enumerate(digests)
    ]
    tracemalloc.start()
    written = sum(len(piece) for piece in stream(items, files, lambda print_id: None))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert written > size * count
    assert peak < size * 6, peak


def test_the_page_says_how_far_it_is_and_comes_back_while_it_is_not_ready(
    app: Flask, world: World, as_person: People
) -> None:
    approved(app, world)
    helmi = as_person("helmi")
    answer = helmi.get(address(world))
    page = answer.get_data(as_text=True)
    count = len(db.session.scalars(select(Print)).all())
    assert answer.headers["Refresh"] == "3"
    assert f'<progress id="built" class="built" value="0" max="{count}">' in page
    printed_without_engine()
    answer = helmi.get(address(world))
    assert "Refresh" not in answer.headers
    assert f"{count} of {count} files are ready" in answer.get_data(as_text=True)


def test_the_sheets_for_the_wall_are_made_and_are_in_it(app: Flask, world: World, as_person: People) -> None:
    first, second, helmi = approved(app, world), approved(app, world, "vaasa_visit"), as_person("helmi")
    printed_without_engine()
    assert "huddle" not in str(opened(helmi, world)[0].namelist())
    for _twice in range(2):
        helmi.post(f"{address(world)}/build", data={"csrf_token": form_token(helmi, address(world))})
    assert "files are ready" in helmi.get(address(world)).get_data(as_text=True)
    printed_without_engine()
    sheets = {name for name in opened(helmi, world)[0].namelist() if "huddle" in name}
    assert sheets == {f"store/LAHTI-{first.number}-fi-huddle.pdf", f"store/VAASA-{second.number}-fi-huddle.pdf"}


def test_what_failed_or_is_gone_is_built_by_the_worker_and_nothing_twice(
    app: Flask, world: World, as_person: People
) -> None:
    report_id = approved(app, world).id
    printed_without_engine()
    with transaction():
        printed = db.session.scalars(select(Print).where(Print.report_id == report_id)).all()[0]
        printed.state, printed.sha256, printed.failure = "failed", None, "too large"
        failed = str(printed.id)
    helmi = as_person("helmi")
    assert "too large" in helmi.get(address(world)).get_data(as_text=True)
    for _twice in range(2):
        token = form_token(helmi, address(world))
        assert helmi.post(f"{address(world)}/build", data={"csrf_token": token}).status_code == 303
    assert "too large" not in helmi.get(address(world)).get_data(as_text=True)
    jobs = db.session.scalars(select(Job).where(Job.kind == "print", Job.ref == failed)).all()
    assert len([job for job in jobs if job.revision > 1]) == 1


def test_the_worker_builds_it_for_real(app: Flask, world: World, as_person: People) -> None:
    approved(app, world)
    helmi = as_person("helmi")
    token = form_token(helmi, address(world))
    helmi.post(f"{address(world)}/build", data={"csrf_token": token})
    work(app, "print")
    archive, lines = opened(helmi, world)
    assert {line["state"] for line in lines} == {"ready"}
    assert all(archive.read(line["file"]).startswith(b"%PDF-") for line in lines)


@pytest.mark.parametrize("code", ["=1+1", "../../etc", "ÄÖ", "A/B\\C"])
def test_no_store_names_a_file_outside_or_a_formula(
    app: Flask, world: World, as_person: People, code: str
) -> None:
    with transaction():
        world.get(Store, "lahti").code = code
    approved(app, world)
    printed_without_engine()
    archive, lines = opened(as_person("helmi"), world)
    for name in archive.namelist():
        assert ".." not in name and "\\" not in name and name.isascii() and name.count("/") <= 1
    assert not [cell for line in lines for cell in line.values() if cell.startswith("=")]


def test_an_empty_wave_has_a_page_and_an_empty_table(app: Flask, world: World, as_person: People) -> None:
    assert "No report of this wave" in as_person("helmi").get(address(world)).get_data(as_text=True)
    assert opened(as_person("helmi"), world)[1] == []
    assert items_of(world.ids["aamu_wave"]) == []
    assert index([]).startswith(b"\xef\xbb\xbffile;store;name;visit")
    assert db.session.scalars(select(Report)).all() == []
