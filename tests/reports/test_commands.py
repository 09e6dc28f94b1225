"""flask reports: one report into a file, or a wave's into the file store, with plain errors and exit codes."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from flask import Flask

from extensions import db, transaction
from reports.models import Print, Report
from reports.printing import keep
from shopper.models import Photo
from shopper.photos import file_store
from tests.deposits import jpeg
from tests.reports.reported import approved, prints
from tests.world import World


def run(app: Flask, *words: object) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["reports", *map(str, words)])
    db.session.rollback()
    return result.exit_code, result.output


def test_a_report_is_written_to_a_file(app: Flask, world: World, tmp_path: Path) -> None:
    visit_id = approved(app, world).visit_id
    out = tmp_path / "report.pdf"
    code, said = run(app, "render", visit_id, "--edition", "store", "--language", "sv", "--out", out)
    assert (code, out.read_bytes()[:5]) == (0, b"%PDF-"), said
    assert list(tmp_path.glob(".report*")) == []


def test_errors_are_plain_and_leave_no_file(app: Flask, world: World, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    options = ("--edition", "hq", "--language", "fi", "--out")
    code, said = run(app, "render", uuid4(), *options, out)
    assert (code, "There is no report of the visit" in said) == (1, True)
    visit_id = approved(app, world).visit_id
    assert run(app, "render", visit_id, *options, tmp_path / "no folder" / "report.pdf")[0] == 1
    assert run(app, "render", "seven", *options, out)[0] == 2
    assert run(app, "render", visit_id, "--edition", "all", "--language", "fi", "--out", out)[0] == 2
    assert run(app, "build", "--wave", uuid4())[0] == 1
    assert not out.exists()


def test_a_wave_is_built_and_the_next_run_does_only_what_lacks(app: Flask, world: World) -> None:
    report_id, wave_id = approved(app, world).id, world.ids["aamu_wave"]
    with transaction():
        for printed in db.session.get_one(Report, report_id).prints:
            if printed.language == "en":
                keep(printed.id, b"%PDF-1.7 a report")()
    kept = file_store().path(prints()["hq", "en"].sha256 or "")
    code, said = run(app, "build", "--wave", wave_id)
    assert (code, "3 of 3 built" in said) == (0, True), said
    assert {one.state for one in prints().values()} == {"ready"}
    kept.unlink()
    assert "2 of 2 built" in run(app, "build", "--wave", wave_id)[1]
    assert "Everything is built" in run(app, "build", "--wave", wave_id)[1]


def test_what_cannot_be_built_is_named_and_the_rest_is_built(app: Flask, world: World) -> None:
    approved(app, world, photos=[jpeg()])
    photo = db.session.query(Photo).one()
    file_store().path(photo.shown_sha256).write_bytes(b"\xff\xd8\xff altered")
    code, said = run(app, "build", "--wave", world.ids["aamu_wave"])
    assert code == 1
    assert "was altered" in said
    states = {(one.document, one.state) for one in db.session.query(Print)}
    assert states == {("store_report", "failed"), ("huddle", "ready")}
