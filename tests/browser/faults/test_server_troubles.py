"""The server is well enough to say no: too large, full, locked, with another secret (faults 14, 15, 17 and 44)."""

from __future__ import annotations

import io
import random
import resource
import shutil
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.faults.errand import Site, site_of
from tests.browser.faults.line import Deed, Line, answering
from tests.browser.fieldwork import Fieldwork
from tests.living import LivingServer
from tests.torture import broken_house

LENGTH_OF_BLOB = """async () => {
  const open = indexedDB.open("detalji");
  await new Promise((done) => (open.onsuccess = done));
  const rows = open.result.transaction("blobs").objectStore("blobs").getAll();
  await new Promise((done) => (rows.onsuccess = done));
  open.result.close();
  return rows.result[0].byteLength;
}"""
NO_ROOM = b'{"detalji":1,"now":0,"error":{"code":"no_room","message":"","field":null}}'


def test_what_a_proxy_finds_too_large_is_told_and_kept(site: Site) -> None:
    errand = site.begin().fill(photos=2)
    site.line.trouble(answering("413 Payload Too Large", b"<h1>too large</h1>"), "/photos/", "PUT")
    errand.finish()
    expect(errand.visit.outcome).to_have_text(errand.say("attention", reason=errand.say("reason_413")))
    errand.kept()
    # The words are at the office all the same, and what is here can be saved.
    (known,) = site.arrived(errand.assignment)
    assert (known.state, known.answers["words"]["value"]) == ("receiving", errand.words)
    expect(errand.page.locator("#outcome [data-copy]")).to_be_visible()
    site.line.calm()
    errand.delivered()


def only_up_to(limit: int) -> Deed:
    """A proxy that lets no request larger than `limit` bytes through."""
    refuse = answering("413 Payload Too Large", b"<h1>too large</h1>")

    def pass_or_refuse(line: Line, client: socket.socket, request: bytes) -> None:
        if len(request) > limit:
            refuse(line, client, request)
        else:
            client.sendall(line.passed(request))

    return pass_or_refuse


def test_what_a_proxy_finds_too_large_goes_as_a_smaller_copy_and_stays_here_as_it_is(site: Site) -> None:
    errand = site.begin().fill(photos=1, size=(2000, 1500))
    (photo,) = errand.shelf("photos")
    large = errand.page.evaluate(LENGTH_OF_BLOB)
    site.line.trouble(only_up_to(large), "/photos/", "PUT")
    errand.finish()
    errand.visit.wait_until_received()
    (found,) = site.arrived(errand.assignment)
    ((copy, _),) = found.photos
    assert (found.state, "smaller_copy" in found.flags, copy != photo["sha256"]) == ("submitted", True, True)
    content = site.files.read(copy)
    assert len(content) < large
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (1280, 960)
    # What the visit promised is still on the phone, for the week after the receipt.
    assert errand.page.evaluate(LENGTH_OF_BLOB) == large


@pytest.mark.parametrize("step", ["$", "/photos/", "/finish"], ids=["text", "photo", "finish"])
def test_a_server_that_says_it_is_full_is_asked_again_later(site: Site, step: str) -> None:
    errand = site.begin().fill(photos=1)
    where = f"{errand.id}$" if step == "$" else step
    site.line.trouble(answering("507 Insufficient Storage", NO_ROOM, "application/json"), where)
    errand.finish().is_told("waiting").kept()
    site.line.calm()
    errand.delivered()


@contextmanager
def full_disk(site: Site, room: int) -> Iterator[None]:
    """No process of the server can write a file larger than `room` bytes: to it the disk is full."""
    processes = [psutil.Process(site.server.pid), *psutil.Process(site.server.pid).children(recursive=True)]
    for process in processes:
        process.rlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        for process in processes:
            process.rlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def test_on_a_disk_that_is_really_full_no_photo_is_said_to_be_there(site: Site) -> None:
    noise = site.folder / "noise.jpg"
    Image.frombytes("RGB", (2000, 2000), random.Random(1).randbytes(2000 * 2000 * 3)).save(noise, quality=90)
    errand = site.begin().fill(taken=[noise])
    (photo,) = errand.shelf("photos")
    database = max(path.stat().st_size for path in site.work.home.glob("detalji.sqlite*"))
    room = photo["bytes"] - 1
    assert database < room, "the database still fits, the photo does not"
    with full_disk(site, room):
        errand.finish().is_told("waiting").kept()
        assert site.line.statuses("/photos/")[-1] == 507
        (known,) = site.arrived(errand.assignment)
        assert known.photos == [(photo["sha256"], "waiting")] and known.state == "receiving"
        assert not site.files.has(photo["sha256"])
        assert list(site.files.folder.glob(".part-*")) == []
    errand.delivered()


@pytest.fixture(scope="module")
def hasty(
    _prepared: Fieldwork, faulty_browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The product as it is, but for the 20 s that it waits for a locked database: here 0.4 s."""
    folder = tmp_path_factory.mktemp("hasty")
    shutil.copytree(_prepared.home, folder / "home")
    (folder / "house").mkdir()
    house = broken_house(folder / "house", "extensions.py", "busy_timeout=20000", "busy_timeout=400")
    work = replace(_prepared, home=folder / "home")
    with site_of(work, faulty_browser, folder, root=house) as made:
        yield made


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Another process's hand on the database: nobody else may write."""
    holder = sqlite3.connect(home / "detalji.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


@pytest.mark.parametrize("step", ["$", "/photos/", "/finish"], ids=["text", "photo", "finish"])
def test_a_locked_database_is_said_to_be_busy_and_the_visit_comes_again_by_itself(hasty: Site, step: str) -> None:
    errand = hasty.begin(has_clock=True).fill(photos=1)
    where = f"{errand.id}$" if step == "$" else step
    reached, free = threading.Event(), threading.Event()

    def hold_back(line: Line, client: socket.socket, request: bytes) -> None:
        reached.set()
        free.wait(10)
        client.sendall(line.passed(request))

    hasty.line.trouble(hold_back, where, times=1)
    errand.finish()
    assert reached.wait(10)
    with locked(hasty.work.home):
        free.set()
        errand.is_told("waiting").kept()
        assert hasty.line.statuses(where)[-1] == 503
    # It said when to come again: in a few seconds.
    errand.page.clock.fast_forward(10_000)
    errand.delivered(by_itself=True)


def test_a_new_secret_of_the_server_troubles_no_phone(site: Site) -> None:
    errand = site.begin()
    errand.context.set_offline(True)
    errand.fill().finish().is_told("waiting").kept()
    site.server.kill()
    secret = site.work.home / "secret_key"
    before = secret.read_text()
    secret.write_text("another secret, as long as the one before it was, or longer")
    try:
        with LivingServer(site.work.home, port=site.server.port, base_port=site.line.port) as renewed:
            renewed.start(threads=8)
            errand.context.set_offline(False)
            errand.delivered(by_itself=True)
            # Still signed in, too: what is kept there is no secret of the server's.
            assert errand.page.evaluate(WHO) == "Anna Testinen"
            next_one = site.begin().fill(photos=1)
            next_one.finish().delivered()
    finally:
        secret.write_text(before)


WHO = """async () => (await (await fetch("/api/session", {headers: {"X-Detalji": "1"}})).json()).person?.name"""
