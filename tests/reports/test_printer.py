"""The printing process: what it survives, what it says, and that the next report is never hurt."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from struct import pack
from typing import Any

import psutil
import pytest

from reports import printer as printer_module
from reports.printer import Printer, PrinterMissing, PrintFailed
from tests.reports.drawn import sample_pictures, scene
from tests.reports.pressing import ROOT, in_the_press_room, run_of, text_of
from tests.reports.samples import longest, shipped, words

PICTURES = sample_pictures()


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    with Printer() as printer:
        yield printer


def rows(count: int, **fields: Any) -> list[dict[str, Any]]:
    row = {"id": "q", "text": "Kysymys?", "answer": "Kyllä", "points": 0.5, "weight": 2, **fields}
    return [{"id": "s", "title": "Osa", "rows": [{**row, "id": f"q{number}"} for number in range(count)]}]


def huge_png(side: int = 20_000) -> bytes:
    """A picture of 400 million white points in a few kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))

    head = pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress((b"\x00" + b"\xff" * (side // 8)) * side, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def brand(**fields: Any) -> dict[str, Any]:
    return {**shipped()["brand"], **fields}


BOMBS: dict[str, tuple[dict[str, Any], dict[str, bytes]]] = {
    "six thousand rows": (shipped(sections=rows(6000)), PICTURES),
    "a word of a megabyte": (shipped(chain="a" * 1_000_000), PICTURES),
    "a picture of 400 million points": (shipped(), {**PICTURES, "brand:logo": huge_png()}),
    "a drawing for a photo": (shipped(), {**PICTURES, "photo:table": b"<svg><use href='#a'/></svg>"}),
    "a photo that is not one": (shipped(), {**PICTURES, "photo:table": b"\xff\xd8\xff" + b"junk" * 99}),
    "a photo that is missing": (shipped(), {}),
    "more photos than fit": (shipped(), {**PICTURES, "photo:door": b"\xff\xd8\xff" + bytes(68_000_000)}),
    "a sheet for a colour": (shipped(brand=brand(main_colour="#000000;}@import url(http://a)")), PICTURES),
    "a file for a logo": (shipped(brand=brand(logo="file:///etc/passwd")), PICTURES),
    "nothing at all": ({}, {}),
}


@pytest.mark.parametrize(("data", "pictures"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_fails_with_a_reason_and_leaves_no_file(
    printer: Printer, tmp_path: Path, data: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    with pytest.raises(PrintFailed) as failure:
        printer.print(data, pictures, tmp_path / "out.pdf")
    assert len(str(failure.value)) > 10
    assert list(tmp_path.iterdir()) == []


HEAVY = {
    "a word of 20 000 letters in every answer": shipped(sections=rows(100, answer="a" * 20_000, quote="b" * 20_000)),
    "20 000 lines": shipped(sections=rows(20, answer="a\n" * 10_000)),
    "500 rows of words": shipped(sections=rows(500, quote=words("fi", 3000))),
    "characters of every kind": shipped(
        chain="".join(map(chr, range(0x20, 0x3000))),
        sections=rows(2, quote="\x00\x0b\ud800 ￾🎉\u202e東京 <b>{{ 7 * 7 }}</b>"),
    ),
    "everything at its longest": longest("sv", "hq"),
}


@pytest.mark.parametrize("data", HEAVY.values(), ids=HEAVY)
def test_the_heaviest_report_that_is_allowed_is_printed(printer: Printer, tmp_path: Path, data: dict[str, Any]) -> None:
    printer.print(data, PICTURES, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_the_report_after_a_bomb_is_whole(printer: Printer, tmp_path: Path) -> None:
    printer.print(shipped(), PICTURES, tmp_path / "before.pdf")
    with pytest.raises(PrintFailed):
        printer.print(*BOMBS["a picture of 400 million points"], tmp_path / "bomb.pdf")
    printer.print(shipped(), PICTURES, tmp_path / "after.pdf")
    assert (tmp_path / "after.pdf").read_bytes() == (tmp_path / "before.pdf").read_bytes()


def test_a_child_that_never_ends_or_eats_or_crashes_is_told_apart() -> None:
    fates = in_the_press_room("limits")
    assert "computing" in fates["endless"]["reason"]
    assert "longer than" in fates["asleep"]["reason"]
    assert "memory" in fates["hungry"]["reason"]
    assert "stopped (-11)" in fates["crashing"]["reason"]
    assert "too large" in fates["a file without end"]["reason"].lower()
    assert fates["endless"]["seconds"] < 50
    assert 2 <= fates["asleep"]["seconds"] < 30
    assert fates["the next one"]["ok"]


def killed_soon(parent: psutil.Process, whole: bool) -> threading.Thread:
    """Kills the child that prints (or the whole printing process) as soon as there is one."""

    def kill() -> None:
        for _ in range(2000):
            if children := parent.children():
                os.kill(parent.pid if whole else children[0].pid, signal.SIGKILL)
                return
            time.sleep(0.005)

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


@pytest.mark.parametrize("whole", [False, True], ids=["the child", "the printing process"])
def test_a_killed_process_fails_its_report_and_the_next_one_is_printed(tmp_path: Path, whole: bool) -> None:
    with Printer() as printer:
        printer.start()
        process = printer._process
        assert process
        thread = killed_soon(psutil.Process(process.pid), whole)
        with pytest.raises(PrintFailed):
            printer.print(longest(), PICTURES, tmp_path / "killed.pdf")
        thread.join()
        assert not (tmp_path / "killed.pdf").exists()
        printer.print(shipped(), PICTURES, tmp_path / "next.pdf")
        assert "Tampere Tallipiha" in run_of(text_of(tmp_path / "next.pdf"))


def test_nothing_is_left_running_when_the_printer_is_closed() -> None:
    with Printer() as printer:
        printer.start()
        assert printer._process
        process = psutil.Process(printer._process.pid)
    assert not process.is_running()


def test_a_machine_without_the_engine_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    bare = {"PYTHONPATH": str(tmp_path), "PATH": os.environ["PATH"]}
    monkeypatch.setattr(printer_module, "_environment", lambda: bare)
    with Printer() as printer, pytest.raises(PrinterMissing, match="libpango"):
        printer.print(shipped(), PICTURES, tmp_path / "out.pdf")


def test_secrets_never_reach_the_printing_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETALJI_SECRET_KEY", "very-secret-9417")
    with Printer() as printer:
        printer.start()
        assert printer._process
        environment = Path(f"/proc/{printer._process.pid}/environ").read_bytes()
    assert b"9417" not in environment


def test_who_asks_for_prints_never_loads_the_engine() -> None:
    look = "import sys, json; import reports.printer, reports.report_data, reports.theme; print(json.dumps([name for name in sys.modules if name.split('.')[0] in ('weasyprint', 'pydyf', 'pyphen')]))"  # noqa: E501
    done = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_a_truncated_upload_stays_refused_where_uploads_are_read() -> None:
    from io import BytesIO

    from PIL import Image

    with pytest.raises(OSError, match="truncated"):
        Image.open(BytesIO(scene("table")[:2000])).load()
