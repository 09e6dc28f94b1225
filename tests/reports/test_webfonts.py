"""The faces of pages: the letters that they hold, their size, how they are kept, and a font that is broken."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from fontTools.ttLib import TTFont

from reports import webfonts
from reports.hq.fonts import font_rules
from reports.typefaces import font_file
from reports.webfonts import LETTERS, WEIGHTS, Face, faces_of, web_font
from shopper.branding import TYPEFACES
from shopper.files import FileStore
from tests.reports.reported import approved
from tests.world import World

ROOT = Path(__file__).parent.parent.parent
SET = sorted({(family, weight) for pair in TYPEFACES.values() for family, weights in zip(pair, WEIGHTS, strict=True)
              for weight in weights})  # fmt: skip
ALPHABETS = {
    "Finnish": "åäöšž", "Swedish": "åäöéàü", "Estonian": "õäöüšž", "German": "äöüß", "French": "àâæçéèêëîïôœùûüÿ",
    "Northern Sami": "áčđŋšŧž", "Inari Sami": "âäáčđŋšž", "Skolt Sami": "âčʒǯđǧǥǩŋõšžåäö", "Lule Sami": "áåäŋń",
    "Southern Sami": "æïöåø",
}  # fmt: skip


def letters() -> set[int]:
    ranges = (part.split("-") for part in LETTERS.split(","))
    return {code for ends in ranges for code in range(int(ends[0], 16), int(ends[-1], 16) + 1)}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> FileStore:
    return FileStore(tmp_path_factory.mktemp("faces"))


def faces() -> list[Face]:
    return [face for typeface in TYPEFACES for face in faces_of(typeface)]


def source_of(name: str) -> Path:
    face = next(one for one in faces() if one.name == name)
    return font_file(face.family, face.lightest) or pytest.fail(face.family)


def test_every_typeface_has_figures_headings_and_sentences() -> None:
    for typeface, (sans, serif) in TYPEFACES.items():
        found = faces_of(typeface)
        for weight in (400, 600, 700, 800):
            assert sum(one.family == sans and one.lightest <= weight <= one.heaviest for one in found) == 1, typeface
        assert [(one.lightest, one.heaviest) for one in found if one.family == serif] == [(400, 400)]


@pytest.mark.parametrize(("family", "weight"), SET)
def test_a_face_is_small_and_holds_what_its_font_has_of_our_letters(store: FileStore, family: str, weight: int) -> None:
    name = next(one.name for one in faces() if one.family == family and one.lightest <= weight <= one.heaviest)
    file = web_font(store, name)
    assert file and 8_000 < file.stat().st_size <= 40_000
    made, source = TTFont(file), TTFont(source_of(name))
    assert made.flavor == "woff2"
    assert set(made.getBestCmap()) == letters() & set(source.getBestCmap())
    features = {record.FeatureTag for record in made["GSUB"].table.FeatureList.FeatureRecord}
    assert not features & {"smcp", "ss01", "frac", "dlig"}
    # Figures of one width: where those of the font are not, on request.
    assert "tnum" in features or len({made["hmtx"][made.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}) == 1
    pairs = {record.FeatureTag for record in made["GPOS"].table.FeatureList.FeatureRecord} if "GPOS" in made else set()
    assert "kern" in pairs or "kern" in made
    # Whose it is stays in it; its own name does not.
    assert made["name"].getDebugName(0) == source["name"].getDebugName(0)
    assert made["name"].getDebugName(4) != source["name"].getDebugName(4)


def test_the_letters_are_those_of_our_languages_and_neighbours() -> None:
    for language, alphabet in ALPHABETS.items():
        wanted = set(map(ord, alphabet + alphabet.upper().replace("SS", "ẞ")))
        assert wanted <= letters(), language
    plain = set(map(ord, "0123456789.,:;!?()+−×÷=%‰€£$–—‘’“”„«»‹›…·•§&/@#←↑→↓½°′″ ")) | {0xA0, 0x202F}
    assert plain <= letters()


def test_every_sign_that_reports_are_made_of_is_among_them() -> None:
    sources = [path for ending in ("html", "yaml", "po") for path in (ROOT / "reports").rglob(f"*.{ending}")]
    sources += [*(ROOT / "reports").glob("*chart*.py"), *(ROOT / "static/css/screens").glob("hq*.css")]
    assert len(sources) > 30
    used = {sign: path.name for path in sources for sign in path.read_text(encoding="utf-8") if ord(sign) > 0x7F}
    assert {sign: where for sign, where in used.items() if ord(sign) not in letters()} == {}


def test_anybody_may_fetch_a_face_and_keep_it_for_ever(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        addresses = re.findall(r"url\(([^)]+)\)", font_rules("open_sans"))
    assert len(addresses) == 5
    for _time in range(2):
        answer = client.get(addresses[0])
        assert (answer.status_code, answer.mimetype) == (200, "font/woff2")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers
        assert TTFont(io.BytesIO(answer.data)).flavor == "woff2"
    for wrong in ("0" * 64, "x", "A" * 64, "..", "%2e%2e%2f" * 5):
        assert client.get(f"/hq/fonts/{wrong}.woff2").status_code == 404


def test_a_kept_face_is_not_made_again(store: FileStore) -> None:
    name = faces_of("open_sans")[0].name
    before = web_font(store, name)
    assert before
    at = before.stat().st_mtime_ns
    after = web_font(store, name)
    assert after == before and after.stat().st_mtime_ns == at


def test_processes_that_make_one_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    name = faces_of("open_sans")[1].name
    make = "import sys, pathlib; from reports.webfonts import web_font; from shopper.files import FileStore;"
    make += "print(web_font(FileStore(pathlib.Path(sys.argv[1])), sys.argv[2]))"
    command = [sys.executable, "-c", make, str(tmp_path), name]
    several = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = {process.communicate(timeout=120)[0].strip() for process in several}
    assert said == {str(FileStore(tmp_path).path(name))}
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [FileStore(tmp_path).path(name)]
    assert TTFont(FileStore(tmp_path).path(name)).getBestCmap()


def test_another_font_file_is_another_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "face.ttf"
    shutil.copy(source_of(faces_of("open_sans")[0].name), file)
    monkeypatch.setattr(webfonts, "font_file", lambda family, weight: file)
    before = faces_of("open_sans")[0].name
    with file.open("ab") as target:
        target.write(b"\0\0\0\0")
    assert faces_of("open_sans")[0].name != before


@pytest.mark.parametrize("content", [b"", b"no font at all", None], ids=["empty", "another file", "cut off"])
def test_a_broken_font_leaves_the_page_without_its_face_and_nothing_else(
    app: Flask,
    world: World,
    as_person: Callable[[str], FlaskClient],
    client: FlaskClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes | None,
) -> None:
    report, file = approved(app, world), tmp_path / "face.otf"
    whole = source_of(faces_of("inter")[0].name).read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if content is None else content)
    monkeypatch.setattr(webfonts, "font_file", lambda family, weight: file)
    page = as_person("helmi").get(f"/hq/reports/{report.id}")
    assert page.status_code == 200 and 'class="cover"' in page.text
    addresses = set(re.findall(r"/hq/fonts/[0-9a-f]+\.woff2", page.text))
    assert addresses and {client.get(address).status_code for address in addresses} == {404}
    assert [path for path in (tmp_path / "fonts").rglob("*") if path.is_file()] == []


def test_a_font_that_is_gone_is_not_named(
    app: Flask, world: World, as_person: Callable[[str], FlaskClient], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = approved(app, world)
    for gone in (None, tmp_path / "gone.otf"):
        monkeypatch.setattr(webfonts, "font_file", lambda family, weight, gone=gone: gone)
        page = as_person("helmi").get(f"/hq/reports/{report.id}")
        assert page.status_code == 200 and "@font-face" not in page.text
        assert '--sans:"Inter",system-ui' in page.text
