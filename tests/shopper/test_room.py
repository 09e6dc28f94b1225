"""A disk that is nearly full takes nothing more: that of the photos, where it is another one than the database's."""

from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from extensions import db
from shopper.models import HeldPhoto, Visit
from tests.conftest import browser_of
from tests.deposits import deliver, frozen, jpeg, manifest, put_photo, put_visit
from tests.world import World

Usage = namedtuple("Usage", "total used free")
NEARLY_FULL = 150_000_000
Disks = Callable[[int, int], Path]


@pytest.fixture
def disks(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disks]:
    """disks(free at home, free for photos) sets up two; gives the folder of the photos, which is not there yet."""
    settings = app.extensions["settings"]

    def set_up(home: int, photos: int) -> Path:
        mount = tmp_path / "mount"
        mount.mkdir()
        app.extensions["settings"] = replace(settings, files_url=f"file://{mount / 'photos' / 'of visits'}")

        def usage(folder: Path) -> Usage:
            # Of a folder that is not there nothing is said, as in earnest.
            there = folder.resolve(strict=True)
            return Usage(10**12, 0, photos if there.is_relative_to(mount) else home)

        monkeypatch.setattr(shutil, "disk_usage", usage)
        return mount / "photos" / "of visits"

    yield set_up
    app.extensions["settings"] = settings


def test_the_disk_of_the_photos_is_looked_at(app: Flask, world: World, disks: Disks) -> None:
    folder = disks(10**12, NEARLY_FULL)
    anna, photo = browser_of(app, world.people["anna"]), jpeg()
    content = manifest(world, [photo])
    # The words are small, and worth most: they go to the other disk.
    assert put_visit(anna, content["visit"], frozen(content)).status_code == 202
    refused = put_photo(anna, content["visit"], photo)
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (507, "no_room")
    assert not folder.exists() and db.session.query(Visit).one().photos[0].state == "waiting"


def test_the_disk_of_the_database_is_looked_at(app: Flask, world: World, disks: Disks) -> None:
    disks(NEARLY_FULL, 10**12)
    anna, photo = browser_of(app, world.people["anna"]), jpeg()
    content = manifest(world, [photo])
    assert put_visit(anna, content["visit"], frozen(content)).status_code == 507
    assert put_photo(anna, content["visit"], photo).status_code == 507
    assert db.session.query(Visit).count() == db.session.query(HeldPhoto).count() == 0


def test_with_room_on_both_the_visit_comes_whole(app: Flask, world: World, disks: Disks) -> None:
    folder = disks(10**12, 10**12)
    photo = jpeg()
    deliver(browser_of(app, world.people["anna"]), manifest(world, [photo]), [photo])
    assert [path.stat().st_size for path in folder.rglob("*") if path.is_file()] == [len(photo)]
