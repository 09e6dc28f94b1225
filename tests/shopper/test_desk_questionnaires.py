"""Questionnaires of a chain: from the library, from a file, published, and the commands that do the same."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from extensions import db, transaction
from forms.definition import from_plain
from forms.exchange.files import SHAPES, load_content
from forms.exchange.yaml import dump, loads
from forms.library import codes
from forms.models import QuestionnaireVersion
from tests.conftest import form_token
from tests.forms.workbooks import workbook
from tests.shopper.desk_browser import goes_to, page, post
from tests.world import SMALL_QUESTIONNAIRE, World

SignIn = Callable[[str], FlaskClient]
LIBRARY = Path(__file__).parent.parent.parent / "forms" / "library"
CHANGED = dump(from_plain({**SMALL_QUESTIONNAIRE, "emotion_weight": 12}))


def editions(world: World, code: str, chain: str = "aamu") -> list[tuple[int, str]]:
    found = select(QuestionnaireVersion).filter_by(chain_id=world.ids[chain], code=code)
    return [(one.number, one.state) for one in db.session.scalars(found.order_by(QuestionnaireVersion.number))]


def test_one_of_the_library_is_copied_read_and_published(world: World, as_person: SignIn) -> None:
    browser = as_person("aatos")
    edition = goes_to(post(browser, f"/desk/chains/{world.ids['aamu']}/questionnaires/copy", {"code": "restaurant"}))
    assert editions(world, "restaurant") == [(1, "draft")]
    assert "Who greeted first?" in page(browser.get(edition))
    goes_to(post(browser, f"{edition}/publish", {"despite": "y"}))
    assert editions(world, "restaurant") == [(1, "published")]
    assert post(browser, f"{edition}/publish").status_code == 409
    assert editions(world, "restaurant", "kvall") == []


def test_a_file_becomes_the_next_edition(world: World, as_person: SignIn) -> None:
    browser, aamu = as_person("aatos"), f"/desk/chains/{world.ids['aamu']}"
    edition = goes_to(post(browser, f"{aamu}/questionnaires", file=CHANGED.encode("utf-8-sig")))
    assert editions(world, "small") == [(1, "published"), (2, "draft")]
    assert loads(browser.get(f"{edition}.yaml").get_data(as_text=True), "again").emotion_weight == 12
    assert "draft" in page(browser.get(edition))


def test_a_second_draft_takes_the_first_ones_place(world: World, as_person: SignIn) -> None:
    browser, aamu = as_person("aatos"), f"/desk/chains/{world.ids['aamu']}"
    for weight in (12, 13):
        changed = dump(from_plain({**SMALL_QUESTIONNAIRE, "emotion_weight": weight}))
        edition = goes_to(post(browser, f"{aamu}/questionnaires", file=changed.encode()))
    assert editions(world, "small") == [(1, "published"), (2, "draft")]
    assert "emotion_weight: 13" in browser.get(f"{edition}.yaml").get_data(as_text=True)


def test_the_same_again_makes_no_new_edition(world: World, as_person: SignIn) -> None:
    same = dump(from_plain(SMALL_QUESTIONNAIRE))
    goes_to(post(as_person("aatos"), f"/desk/chains/{world.ids['aamu']}/questionnaires", file=same.encode()))
    assert editions(world, "small") == [(1, "published")]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"code: [", b"code: small\n", b"a: &a [*a]\n", b"!!python/object:os.system {}\n",
     b"[" * 5000, CHANGED.replace("kind: yes_no", "kind: riddle").encode(), b"x" * 1_100_000],
)  # fmt: skip
def test_a_file_that_does_not_fit_is_told_line_by_line(world: World, as_person: SignIn, content: bytes) -> None:
    answer = post(as_person("aatos"), f"/desk/chains/{world.ids['aamu']}/questionnaires", file=content)
    assert answer.status_code == 422 and "was not kept" in page(answer)
    assert editions(world, "small") == [(1, "published")]


def upload(browser: FlaskClient, world: World, content: bytes, name: str) -> TestResponse:
    """Choose a file of this name on the page of the chain's questionnaires, and load it."""
    path = f"/desk/chains/{world.ids['aamu']}/questionnaires"
    assert "Load a questionnaire from a file" in page(browser.get(path))
    data = {"csrf_token": form_token(browser), "file": (io.BytesIO(content), name)}
    return browser.post(path, data=data, content_type="multipart/form-data")


@pytest.mark.parametrize("shape", list(SHAPES))
@pytest.mark.parametrize("who", ["aatos", "helmi"])
def test_what_is_downloaded_can_be_loaded_again(world: World, as_person: SignIn, who: str, shape: str) -> None:
    browser = as_person(who)
    changed = from_plain({**SMALL_QUESTIONNAIRE, "emotion_weight": 33})
    edition = goes_to(upload(browser, world, SHAPES[shape][1](changed), f"small.{shape}"))
    assert editions(world, "small") == [(1, "published"), (2, "draft")]
    answer = browser.get(f"{edition}.{shape}")
    assert answer.mimetype == SHAPES[shape][0]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="small-2.{shape}"'
    assert load_content(answer.data, f"small.{shape}").questionnaire == changed


THEIRS = workbook(
    survey=[
        ["type", "name", "label::Suomi (fi)", "label::English (en)", "relevant", "default"],
        ["select_one yn", "Seen", "Nähtiinkö?", "Were you seen?", None, "yes"],
        ["geopoint", "where", "Missä?", "Where?", None, None],
        ["text", "words", "Miten?", None, "today() > ${Seen}", None],
    ],
    choices=[["list_name", "name", "label::Suomi (fi)", "label::English (en)"], ["yn", "yes", "Kyllä", "Yes"],
             ["yn", "no", "Ei", "No"]],
    settings=[["form_id", "form_title"], ["theirs", "Kirjattu muualla"]],
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["6 things", "Places are not recorded", "cannot be said here", "became “seen”", "is missing in en"]),
        ("fi", ["Paikkoja ei tallenneta", "ei voi sanoa täällä", "siitä tuli ”seen”", "puuttuu kielillä en"]),
        ("sv", ["Platser sparas inte", "kan inte sägas här", "det blev ”seen”", "saknas på språken en"]),
    ],
)
def test_what_of_a_workbook_was_not_kept_is_listed_by_sheet_and_row(
    world: World, as_person: SignIn, language: str, said: list[str]
) -> None:
    with transaction():
        world.person("aatos").language = language
    browser, path = as_person("aatos"), f"/desk/chains/{world.ids['aamu']}/questionnaires"
    data = {"csrf_token": form_token(browser), "file": (io.BytesIO(THEIRS), "theirs.xlsx")}
    answer = browser.post(path, data=data, content_type="multipart/form-data")
    assert answer.status_code == 200
    told = page(answer)
    for words in said:
        assert words in told
    assert "survey 3 –" in told and "survey 4 E" in told
    assert editions(world, "theirs") == [(1, "draft")]


def test_a_workbook_with_mistakes_is_told_by_sheet_and_row(world: World, as_person: SignIn) -> None:
    browser = as_person("aatos")
    wrong = [["type", "name", "label::English (en)", "photos"], ["text", "a", "A?", 99]]
    answer = upload(browser, world, workbook(survey=wrong), "wrong.xlsx")
    assert answer.status_code == 422 and "survey:2: sections[0].questions[0].photos" in page(answer)
    twice = [["type", "name", "label::English (en)"], ["text", "a", "A?"], ["text", "a", "B?"]]
    answer = upload(browser, world, workbook(survey=twice), "twice.xlsx")
    assert answer.status_code == 422 and "survey:3: The name “a” stands in row 2 already." in page(answer)
    for content, name, words in ((b"type,name\n", "form.csv", "save it as .xlsx"), (b"PK nothing", "x.xlsx", "broken")):
        answer = upload(browser, world, content, name)
        assert answer.status_code == 422 and words in page(answer)


def test_an_unfinished_draft_says_that_it_cannot_be_downloaded_yet(world: World, as_person: SignIn) -> None:
    browser = as_person("aatos")
    edition = goes_to(upload(browser, world, CHANGED.encode(), "small.yaml"))
    with transaction():
        draft = db.session.scalars(select(QuestionnaireVersion).filter_by(code="small", number=2)).one()
        draft.definition = {**draft.definition, "title": {}}
    for shape in SHAPES:
        assert browser.get(f"{edition}.{shape}").headers["Location"] == edition
        assert "The draft is unfinished" in page(browser.get(edition))


def test_others_of_the_office_read_but_do_not_load(world: World, as_person: SignIn) -> None:
    browser = as_person("reeta")
    assert browser.get(f"/desk/questionnaires/{world.ids['aamu_version']}").status_code == 200
    path = f"/desk/chains/{world.ids['aamu']}/questionnaires"
    assert post(browser, path, file=CHANGED.encode()).status_code == 403
    assert as_person("rita").get(f"/desk/questionnaires/{world.ids['aamu_version']}").status_code == 404


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run `flask forms …`; gives its exit code and all it printed."""
    done = app.test_cli_runner().invoke(args=["forms", *arguments])
    db.session.rollback()
    return done.exit_code, done.output


def test_check_says_nothing_of_what_fits(app: Flask) -> None:
    assert run(app, "check", *(str(LIBRARY / f"{code}.yaml") for code in codes())) == (0, "")


def test_check_names_file_and_line(app: Flask, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(CHANGED)
    bad.write_text(CHANGED.replace("kind: scale", "kind: riddle"))
    line = bad.read_text().split("kind: riddle")[0].count("\n") + 1
    code, said = run(app, "check", str(good), str(bad), str(tmp_path / "none.yaml"))
    assert code == 1
    assert f"{bad}:{line}: " in said and "none.yaml:0: " in said and "good.yaml" not in said


def test_load_and_publish(app: Flask, world: World, tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(CHANGED)
    assert run(app, "load", str(file), "--chain", "aamu") == (0, "aamu: small, edition 2: kept as draft\n")
    assert run(app, "publish", "--chain", "aamu", "small") == (0, "aamu: small, edition 2: published\n")
    assert editions(world, "small") == [(1, "published"), (2, "published")]
    code, said = run(app, "publish", "--chain", "aamu", "small", "--number", "1")
    assert code == 1 and "only a draft" in said


def test_the_commands_say_what_they_lack(app: Flask, world: World, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("code: [")
    for arguments, words in (
        (("load", str(file), "--chain", "aamu"), f"{file}:2: "),
        (("load", str(tmp_path), "--chain", "aamu"), "cannot be read"),
        (("load", str(file), "--chain", "nobody"), "Chains: aamu, kvall"),
        (("publish", "nothing", "--chain", "aamu"), "no such edition"),
    ):
        code, said = run(app, *arguments)
        assert code == 1 and words in said
    assert run(app, "check")[0] == 2
