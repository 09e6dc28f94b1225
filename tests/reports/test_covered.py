"""What was covered on a photo is gone from all that leaves the reviewer: looked at in the very pixels and bytes."""

from __future__ import annotations

import io
import json
import re
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from werkzeug.test import TestResponse

from app import create_app
from extensions import db, transaction
from forms.definition import from_plain
from forms.models import QuestionnaireVersion
from reports.models import Print, Report
from shopper import clock
from shopper.models import Assignment, Logged, Photo, Visit
from shopper.photos import file_store
from shopper.review import approve
from tests.conftest import Browser, browser_of, settings_in
from tests.deposits import deliver, manifest, sha
from tests.reports.reported import prints, report_of, work
from tests.world import SMALL_QUESTIONNAIRE, THEN, World, build_world, said

CANARY = b"CANARY-UNDER-THE-MASK"
SECRET = (230, 0, 230)
SIZE = (900, 600)
# Shares of the picture: what is covered, and where the secret lies in it.
COVERED = {"photo": [0.1, 0.2, 0.3, 0.25], "slip": [0.5, 0.6, 0.4, 0.2]}
_INSIDE = 0.02
SLIP: dict[str, Any] = {
    "id": "slip", "kind": "receipt", "touchpoint": "farewell", "text": said("Kuitti"), "parts": ["text", "total"],
    "weight": 2, "level": "M", "component": "C", "required": False,
    "points": {"same": 1, "near": 0.8, "generic": 0.3, "outdated": 0.2, "wrong_language": 0},
}  # fmt: skip


def secretive_photo(question: str) -> bytes:
    """A photo with a loud patch where it will be covered, once more in the thumbnail that its EXIF carries, and with
    the canary in its EXIF, in a comment and behind its end."""
    x, y, width, height = COVERED[question]
    image = Image.linear_gradient("L").resize(SIZE).convert("RGB")
    patch = ((x + _INSIDE) * SIZE[0], (y + _INSIDE) * SIZE[1],
             (x + width - _INSIDE) * SIZE[0], (y + height - _INSIDE) * SIZE[1])  # fmt: skip
    ImageDraw.Draw(image).rectangle(patch, fill=SECRET)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=95, comment=CANARY)
    return target.getvalue()[:2] + _exif(image) + target.getvalue()[2:] + CANARY


def _exif(image: Image.Image) -> bytes:
    """APP1 as cameras write it: the canary as maker, and a thumbnail in the second directory."""
    small = io.BytesIO()
    image.resize((160, 107)).save(small, "JPEG", comment=CANARY)
    maker, thumb = CANARY + b"\0", small.getvalue()
    at = 8 + 18
    second = at + len(maker)
    first = struct.pack("<HHHIII", 1, 0x010F, 2, len(maker), at, second)
    entries = struct.pack("<HHIIHHIII", 0x0201, 4, 1, second + 30, 0x0202, 4, 1, len(thumb), 0)
    tiff = b"II*\0" + struct.pack("<I", 8) + first + maker + struct.pack("<H", 2) + entries + thumb
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


ORIGINALS = {question: secretive_photo(question) for question in COVERED}


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, World, Report]]:
    """A visit with a covered photo and a covered receipt, approved and printed."""
    app = create_app(settings_in(tmp_path_factory.mktemp("covered")))
    app.testing, app.test_client_class = True, Browser
    with app.app_context():
        db.create_all()
        world = build_world()
        visit = _submitted(app, world)
        work(app, "photo", "reading")
        approve(db.session.get_one(Visit, visit), world.person("reeta"), clock.now())
        work(app, "print")
        yield app, world, report_of(db.session.get_one(Visit, visit))
        db.session.remove()
        db.engine.dispose()


def _submitted(app: Flask, world: World) -> Any:
    """The boxes come as the phone draws them."""
    made = manifest(world, version=_asking_for_a_receipt(world), detalji=2, stamps=[])
    for question, content in ORIGINALS.items():
        made["answers"][question] = {"photos": [sha(content)]}
        made["photos"].append({"sha256": sha(content), "question": question, "bytes": len(content),
                               "type": "image/jpeg", "masks": [COVERED[question]]})  # fmt: skip
    made["answers"]["slip"]["value"] = {"text": "Kiitos", "total": "4.50"}
    deliver(browser_of(app, world.people["anna"]), made, list(ORIGINALS.values()))
    return db.session.query(Visit).one().id


def _asking_for_a_receipt(world: World) -> str:
    plain = json.loads(json.dumps(SMALL_QUESTIONNAIRE))
    plain["sections"][1]["questions"].append(SLIP)
    with transaction():
        version = QuestionnaireVersion.draft(world.ids["aamu"], from_plain(plain), 2, THEN)
        version.publish(THEN)
        db.session.add(version)
        db.session.flush()
        world.get(Assignment, "lahti_visit").version_id = version.id
        return version.digest


def open_secrets(image: Image.Image) -> int:
    """How many pixels are anything like the loud patch."""
    rgb = image.convert("RGB").tobytes()
    dots = zip(rgb[::3], rgb[1::3], rgb[2::3], strict=True)
    return sum(red > 110 and blue > 110 and green < min(red, blue) - 60 for red, green, blue in dots)


def levels_under(image: Image.Image, question: str) -> set[Any]:
    """The colours under the cover, but for a rim as wide as JPEG's blocks, where it lets its neighbours through."""
    x, y, width, height = COVERED[question]
    rim = 16
    box = (int(x * image.width) + rim, int(y * image.height) + rim,
           int((x + width) * image.width) - rim, int((y + height) * image.height) - rim)  # fmt: skip
    part = image.convert("RGB").crop(box)
    return {colour for _count, colour in part.getcolors(1 << 24) or ()}


def told_by(content: bytes) -> list[str]:
    """What of the originals stands in these bytes."""
    tracks = {"canary": CANARY, **{f"scan of {name}": _scan(photo) for name, photo in ORIGINALS.items()}}
    tracks |= {f"thumbnail of {name}": _scan(photo[20:]) for name, photo in ORIGINALS.items()}
    return [name for name, bytes_ in tracks.items() if bytes_ in content]


def _scan(photo: bytes) -> bytes:
    """A piece of the first picture in these bytes as it was encoded."""
    start = photo.index(b"\xff\xda") + 14
    return photo[start : start + 400]


def photo_at(question: str) -> Photo:
    return db.session.query(Photo).filter_by(question=question).one()


def whole(printed: Print) -> bytes:
    assert printed.state == "ready", printed.failure
    return file_store().read(str(printed.sha256))


def picture_of(answer: TestResponse) -> Image.Image:
    assert answer.status_code == 200
    return Image.open(io.BytesIO(answer.get_data()))


def test_the_secret_can_be_seen_where_nothing_covers_it() -> None:
    """That these tests can see at all."""
    for question, content in ORIGINALS.items():
        image = Image.open(io.BytesIO(content))
        assert image.getexif()[0x010F] == CANARY.decode() and image.info["comment"] == CANARY
        assert open_secrets(image) > 20_000
        assert (0, 0, 0) not in levels_under(image, question)
        assert told_by(content) == ["canary", f"scan of {question}", f"thumbnail of {question}"]


@pytest.mark.parametrize(("audience", "pictures"), [("store", ["photo"]), ("hq", ["photo", "slip"])])
def test_a_cover_is_one_colour_in_print(
    issued: tuple[Flask, World, Report], tmp_path: Path, audience: str, pictures: list[str]
) -> None:
    for (to, _language), printed in prints().items():
        if to != audience:
            continue
        file = tmp_path / "report.pdf"
        file.write_bytes(whole(printed))
        subprocess.run(["pdfimages", "-all", file, tmp_path / "image"], check=True)
        found = [Image.open(path) for path in sorted(tmp_path.glob("image-*")) if _is_photo(path)]
        assert len(found) == len(pictures)
        for question in pictures:
            assert any(levels_under(image, question) == {(0, 0, 0)} for image in found), question
        subprocess.run(["pdftoppm", "-r", "60", file, tmp_path / "page"], check=True)
        seen = [*tmp_path.glob("image-*"), *tmp_path.glob("page-*.ppm")]
        assert len(seen) > len(found)
        assert [path.name for path in seen if open_secrets(Image.open(path))] == []
        return
    raise AssertionError(f"nothing was printed for {audience}")


def _is_photo(path: Path) -> bool:
    return abs(Image.open(path).width / Image.open(path).height - SIZE[0] / SIZE[1]) < 0.02


def test_nothing_of_the_originals_hides_in_a_print(issued: tuple[Flask, World, Report]) -> None:
    assert {audience for audience, _language in prints()} == {"store", "hq"}
    for printed in prints().values():
        content = whole(printed)
        assert told_by(content) == []
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert all(name.endswith((".json", ".csv")) for name in pdf.attachments)
            for part in pdf.objects:
                if isinstance(part, pikepdf.Stream):
                    assert told_by(part.read_raw_bytes()) == []
                    if "/DCTDecode" not in str(part.get("/Filter", "")):
                        assert told_by(part.read_bytes()) == []


@pytest.mark.parametrize(("reader", "shown"), [("helmi", ["photo", "slip"]), ("maija", ["photo"])])
def test_a_cover_is_one_colour_on_the_screen(
    issued: tuple[Flask, World, Report], reader: str, shown: list[str]
) -> None:
    """Every picture that the report's page names, asked for in every way that gives a reviewer the original."""
    app, world, report = issued
    browser: FlaskClient = browser_of(app, world.people[reader])
    page = browser.get(f"/hq/reports/{report.id}").get_data(as_text=True)
    for question in COVERED:
        photo = photo_at(question)
        address = f"/hq/photos/{photo.id}"
        assert (address in page) == (question in shown)
        for asked in (address, f"{address}?original=1"):
            answer = browser.get(asked)
            if question not in shown:
                assert answer.status_code == 404
                continue
            assert levels_under(picture_of(answer), question) == {(0, 0, 0)}
            assert open_secrets(picture_of(answer)) == 0
            assert told_by(answer.get_data()) == [] and not picture_of(answer).getexif()
        for door in ("", "?original=1", "/masks", "/uncovered"):
            assert browser.get(f"/desk/photos/{photo.id}{door}").status_code == 404
    assert set(re.findall(r'src="(/[^"]*photo[^"]*)"', page)) == {f"/hq/photos/{photo_at(one).id}" for one in shown}


@pytest.mark.parametrize("question", list(COVERED))
def test_the_small_picture_at_the_desk_is_covered_too(issued: tuple[Flask, World, Report], question: str) -> None:
    """Only who asks for the original sees it, and that is logged; what the pages of the desk show is the copy."""
    app, world, report = issued
    reeta = browser_of(app, world.people["reeta"])
    page = reeta.get(f"/desk/visits/{report.visit_id}").get_data(as_text=True)
    small = next(src for src in re.findall(r'src="([^"]+)"', page) if str(photo_at(question).id) in src)
    answer = reeta.get(small)
    assert levels_under(picture_of(answer), question) == {(0, 0, 0)}
    assert told_by(answer.get_data()) == []
    assert "original_seen" not in {row.deed for row in db.session.query(Logged)}
