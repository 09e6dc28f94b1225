"""flask forms check, import and export: questionnaires in three shapes, from a chain or from those that ship."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from extensions import db
from forms.definition import digest, from_plain
from forms.exchange.files import SHAPES, load_content
from forms.exchange.xlsform.write import write_xlsform
from forms.library import shipped
from forms.models import QuestionnaireVersion
from tests.forms.workbooks import workbook
from tests.world import SMALL_QUESTIONNAIRE, World

CHANGED = from_plain({**SMALL_QUESTIONNAIRE, "emotion_weight": 12})


def run(app: Flask, *arguments: str) -> tuple[int, bytes]:
    """Run `flask forms …`; gives its exit code and all it printed."""
    done = app.test_cli_runner().invoke(args=["forms", *arguments])
    db.session.rollback()
    return done.exit_code, done.output_bytes


def newest(world: World) -> QuestionnaireVersion:
    found = select(QuestionnaireVersion).filter_by(chain_id=world.ids["aamu"], code="small")
    return db.session.scalars(found.order_by(QuestionnaireVersion.number.desc())).first()  # type: ignore[return-value]


@pytest.mark.parametrize("shape", list(SHAPES))
def test_what_is_exported_can_be_imported(app: Flask, world: World, tmp_path: Path, shape: str) -> None:
    file = tmp_path / f"small.{shape}"
    file.write_bytes(SHAPES[shape][1](CHANGED))
    assert run(app, "check", str(file)) == (0, b"")
    assert run(app, "import", str(file), "--chain", "aamu") == (0, b"aamu: small, edition 2: kept as draft\n")
    assert newest(world).digest == digest(CHANGED)
    out = tmp_path / "out"
    assert run(app, "export", "small", "--chain", "aamu", "--as", shape, "-o", str(out)) == (0, b"")
    assert load_content(out.read_bytes(), "out").questionnaire == CHANGED


def test_an_older_edition_and_what_ships_go_to_the_standard_output(app: Flask, world: World, tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_bytes(SHAPES["yaml"][1](CHANGED))
    run(app, "import", str(tmp_path / "small.yaml"), "--chain", "aamu")
    first = run(app, "export", "small", "--chain", "aamu", "--number", "1", "--as", "json")[1]
    assert load_content(first, "a.json").questionnaire.emotion_weight == 0
    book = run(app, "export", "--shipped", "restaurant", "--as", "xlsx")[1]
    assert book == write_xlsform(shipped("restaurant"))


def test_what_of_a_workbook_was_not_kept_is_printed(app: Flask, world: World, tmp_path: Path) -> None:
    file = tmp_path / "theirs.xlsx"
    file.write_bytes(workbook(survey=[["type", "name", "label::English (en)"], ["text", "Why", "Why?"],
                                      ["geopoint", "where", "Where?"]]))  # fmt: skip
    code, said = run(app, "import", str(file), "--chain", "aamu")
    assert code == 0 and b"kept as draft" in said
    assert f"{file}:survey:2:B: The name".encode() in said and f"{file}:survey:3: Places are not".encode() in said


def test_mistakes_of_a_workbook_are_told_by_sheet_and_row(app: Flask, tmp_path: Path) -> None:
    head = ["type", "name", "label::English (en)", "weight"]
    wrong, refused = tmp_path / "wrong.xlsx", tmp_path / "refused.xlsx"
    choices = [["list_name", "name"], ["yn", "yes"], ["yn", "no"]]
    wrong.write_bytes(workbook(survey=[head, ["select_one yn", "a", "A?", -3]], choices=choices))
    refused.write_bytes(workbook(survey=[head, ["text", "a", "A?"], ["text", "a", "B?"]]))
    code, said = run(app, "check", str(wrong), str(refused))
    assert code == 1
    assert f"{wrong}:survey:2: sections[0].questions[0].weight".encode() in said
    assert f"{refused}:survey:3: The name “a” stands in row 2 already.".encode() in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "small"], "either --chain CODE or --shipped"),
        (["export", "small", "--shipped", "--chain", "aamu"], "either --chain CODE or --shipped"),
        (["export", "nothing", "--shipped"], "These do:"),
        (["export", "nothing", "--chain", "aamu"], "no such edition"),
        (["export", "small", "--chain", "nobody"], "Chains: aamu, kvall"),
        (["export", "restaurant", "--shipped", "-o", "/nowhere/at/all"], "cannot be written"),
        (["import", "/nowhere", "--chain", "aamu"], "cannot be read"),
    ],
)
def test_the_commands_say_what_they_lack(app: Flask, world: World, arguments: list[str], words: str) -> None:
    code, said = run(app, *arguments)
    assert code in (1, 2) and words in said.decode()


def test_an_unfinished_draft_is_not_exported(app: Flask, world: World) -> None:
    version = newest(world)
    draft = QuestionnaireVersion.draft(version.chain_id, CHANGED, 2, version.created_at)
    draft.definition = {**draft.definition, "title": {}}
    db.session.add(draft)
    db.session.commit()
    code, said = run(app, "export", "small", "--chain", "aamu")
    assert code == 1 and b"unfinished" in said and b"title" in said
