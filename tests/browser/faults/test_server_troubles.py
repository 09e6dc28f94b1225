"""The server is well enough to say no: full, locked, with another secret, with a damaged disk (faults 14, 15, 17, 44)."""

from __future__ import annotations

import random
import resource
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.faults.errand import Site
from tests.browser.faults.line import answering

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
    Image.frombytes("RGB", (1600, 1200), random.Random(1).randbytes(1600 * 1200 * 3)).save(noise, quality=90)
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
