"""Photos: strange bytes harm nobody, and nothing of the camera survives in what is shown."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, PngImagePlugin
from pillow_heif import register_heif_opener

from extensions import db
from shopper import clock
from shopper.files import FileDamaged
from shopper.manifest import BadDeposit
from shopper.models import Photo, Visit
from shopper.photos import _in_child, check_photo, file_store
from shopper.worker import EmbeddedEngine
from tests.deposits import deliver, jpeg, manifest
from tests.world import World

CANARY = "CANARY-SHOPPER"


def tagged_jpeg(orientation: int = 1) -> bytes:
    """A photo with EXIF (place, maker, comment), a JPEG comment and bytes behind its end; left half red."""
    image = Image.new("RGB", (300, 200), "blue")
    image.paste("red", (0, 0, 150, 200))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9286] = orientation, CANARY, CANARY.encode()
    exif.get_ifd(0x8825)[29] = "2026:11:21"
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif, comment=CANARY.encode(), quality=95)
    return target.getvalue() + b"PK\x03\x04" + CANARY.encode()


def png(width: int, height: int) -> bytes:
    """A well-formed PNG header that claims this size, with hardly any data."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def opened(copy: bytes) -> Image.Image:
    return Image.open(io.BytesIO(copy))


def test_the_clean_copy_holds_nothing_but_the_picture() -> None:
    facts, copy = _in_child(tagged_jpeg()) or pytest.fail("the child could not open it")
    assert CANARY.encode() not in copy
    assert not opened(copy).getexif()
    assert opened(copy).info.get("comment") is None
    assert copy.endswith(b"\xff\xd9")
    assert (facts["width"], facts["height"]) == (300, 200)


@pytest.mark.parametrize(("orientation", "red_at"), [(1, (10, 100)), (3, (290, 100)), (6, (100, 10)), (8, (100, 290))])
def test_the_clean_copy_stands_upright(orientation: int, red_at: tuple[int, int]) -> None:
    made = _in_child(tagged_jpeg(orientation))
    assert made is not None
    red, _, blue = opened(made[1]).convert("RGB").getpixel(red_at)
    assert red > 150 > blue


@pytest.mark.parametrize("mode", ["L", "CMYK", "P", "RGBA", "LA", "I;16"])
def test_any_mode_becomes_plain_rgb(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (40, 30)).save(target, "JPEG" if mode == "CMYK" else "PNG")
    made = _in_child(target.getvalue())
    assert made is not None
    assert opened(made[1]).mode == "RGB"


def test_heic_is_opened_whatever_its_name() -> None:
    register_heif_opener()
    target = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(target, "HEIF")
    check_photo(target.getvalue())
    made = _in_child(target.getvalue())
    assert made is not None
    assert made[0]["width"] == 64


def test_a_large_photo_is_shrunk() -> None:
    made = _in_child(jpeg(size=(4000, 3000)))
    assert made is not None
    assert (made[0]["width"], made[0]["height"]) == (2000, 1500)


@pytest.mark.parametrize("size", [(20_000, 20_000), (9_000, 9_000), (65_500, 65_500), (0, 10)])
def test_pixel_bombs_are_refused_at_the_door(size: tuple[int, int]) -> None:
    with pytest.raises(BadDeposit) as refused:
        check_photo(png(*size))
    assert refused.value.status == 422


HALVES = [tagged_jpeg()[:2000], png(3000, 3000), jpeg()[:400], b"\xff\xd8\xff" + b"\0" * 500]


@pytest.mark.parametrize("content", HALVES)
def test_the_child_says_no_to_half_photos(content: bytes) -> None:
    assert _in_child(content) is None


def test_a_photo_with_64_megabytes_of_text_harms_nobody() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("note", "x" * 64_000_000, zip=True)
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "PNG", pnginfo=notes)
    made = _in_child(target.getvalue())
    assert made is None or CANARY.encode() not in made[1]


def test_the_worker_makes_clean_copies_and_flags_what_it_cannot_open(
    app: Flask, world: World, as_person: Callable[[str], FlaskClient]
) -> None:
    good, cut = tagged_jpeg(), jpeg(size=(1600, 1200))[:-2000]
    content = manifest(world, [good, cut])
    deliver(as_person("anna"), content, [good, cut])
    assert EmbeddedEngine(app).run_until_empty() == 2
    visit = db.session.get_one(Visit, UUID(content["visit"]))
    states = {photo.bytes: photo.state for photo in visit.photos}
    assert states == {len(good): "ready", len(cut): "unreadable"}
    assert [flag["code"] for flag in visit.flags] == ["photo_unreadable"]
    ready = next(photo for photo in visit.photos if photo.state == "ready")
    assert CANARY.encode() not in file_store().read(str(ready.shown_sha256))
    assert file_store().read(ready.sha256) == good


def test_the_same_photo_in_two_visits_is_told_to_the_reviewer(
    app: Flask, world: World, as_person: Callable[[str], FlaskClient]
) -> None:
    shown, smaller = jpeg("#445566", (800, 600)), jpeg("#445566", (400, 300))
    for photo in (shown, smaller):
        deliver(as_person("anna"), manifest(world, [photo]), [photo])
    EmbeddedEngine(app).run_until_empty()
    prints = {photo.fingerprint for photo in db.session.query(Photo)}
    assert len(prints) == 1
    assert sum("photo_seen_before" in str(visit.flags) for visit in db.session.query(Visit)) == 1


def test_a_file_altered_on_disk_is_noticed(app: Flask) -> None:
    files = file_store()
    name = files.put(b"as it was")
    files.path(name).write_bytes(b"as it is not")
    with pytest.raises(FileDamaged):
        files.read(name)
    files.path(name).unlink()
    with pytest.raises(FileDamaged):
        files.read(name)


def test_half_files_of_killed_processes_are_swept(app: Flask) -> None:
    files = file_store()
    files.put(b"whole")
    (files.folder / ".part-left").write_bytes(b"half")
    assert files.sweep_parts(3600, clock.now().timestamp() + 7200) == 1
    assert files.has(files.put(b"whole"))
