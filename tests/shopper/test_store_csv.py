"""Stores from a table: what is read, what is told line by line, and that it is all or nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from extensions import db
from shopper.models import Chain, Store
from shopper.store_csv import COLUMNS, Table, keep, read_table, template
from tests.world import World

HEAD = ";".join(COLUMNS)
GOOD = "001;Aamu Kuopio;Kauppakatu 1;70100;Kuopio;Pohjois-Savo;ma–su 8–20;fi;Café Aamu"


def table(world: World, *lines: str, encoding: str = "utf-8") -> Table:
    return read_table("\r\n".join(lines).encode(encoding), world.get(Chain, "aamu"))


def mistakes(found: Table) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.code) for one in found.mistakes]


def count(world: World) -> int:
    return db.session.scalar(select(func.count()).where(Store.chain_id == world.ids["aamu"])) or 0


@pytest.mark.parametrize("between", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_it_reads_what_spreadsheets_write(app: Flask, world: World, between: str, encoding: str) -> None:
    lines = [line.replace(";", between) for line in (HEAD, GOOD)]
    found = table(world, *lines, encoding=encoding)
    assert mistakes(found) == []
    assert keep(found, world.get(Chain, "aamu")) == (1, 0)
    store = db.session.scalars(select(Store).where(Store.code == "001")).one()
    assert (store.name, store.city, store.opening_hours, store.language) == (
        "Aamu Kuopio",
        "Kuopio",
        "ma–su 8–20",
        "fi",
    )
    assert store.brand_id == world.ids["aamu_brand"]


def test_quotes_keep_signs_and_empty_lines_do_not_count(app: Flask, world: World) -> None:
    found = table(world, HEAD, "", '001;"Aamu; Kuopio";;;Kuopio;;;;café aamu', ";;;;;;;;", "")
    assert mistakes(found) == []
    assert found.lines[0].values["name"] == "Aamu; Kuopio"


def test_columns_may_come_in_any_order_and_be_left_out(app: Flask, world: World) -> None:
    found = table(world, "Brand;City;Name;Code", "Café Aamu;Oulu;Aamu Oulu; 002 ")
    assert mistakes(found) == []
    keep(found, world.get(Chain, "aamu"))
    store = db.session.scalars(select(Store).where(Store.code == "002")).one()
    assert (store.city, store.street, store.language) == ("Oulu", "", "fi")


def test_a_known_code_updates_what_the_table_has_and_leaves_the_rest(app: Flask, world: World) -> None:
    store_id = world.ids["lahti"]
    found = table(world, "code;name;city;brand;street", "LAHTI;Aamu Lahti Tori;Lahti;Café Aamu;Torikatu 2")
    assert [line.is_new for line in found.lines] == [False]
    assert keep(found, world.get(Chain, "aamu")) == (0, 1)
    store = db.session.get_one(Store, store_id)
    assert (store.name, store.street, store.language) == ("Aamu Lahti Tori", "Torikatu 2", "fi")
    assert count(world) == 2


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (GOOD.replace("001", ""), "code", "missing"),
        (GOOD.replace("Kuopio;P", ";P"), "city", "missing"),
        (GOOD.replace("001", "0" * 21), "code", "too_long"),
        (GOOD.replace("Aamu Kuopio", "A" * 121), "name", "too_long"),
        (GOOD.replace("Aamu Kuopio", '"Aamu\nKuopio"'), "name", "one_line"),
        (GOOD.replace("Aamu Kuopio", "Aamu \u202eoipouK"), "name", "character"),
        (GOOD.replace("Aamu Kuopio", "Aamu\x00"), "name", "character"),
        (GOOD.replace(";fi;", ";de;"), "language", "language"),
        (GOOD.replace("Café Aamu", "Butik Kväll"), "brand", "brand"),
        (GOOD + ";one too many", "", "width"),
    ],
)
def test_each_mistake_is_told_with_its_line_and_column(
    app: Flask, world: World, line: str, column: str, code: str
) -> None:
    good = GOOD.replace("001", "777")
    found = table(world, HEAD, good, line)
    assert (3, column, code) in mistakes(found)
    with pytest.raises(ValueError, match="not kept"):
        keep(found, world.get(Chain, "aamu"))
    assert count(world) == 2


def test_a_line_after_a_cell_with_line_ends_keeps_its_number(app: Flask, world: World) -> None:
    found = table(world, HEAD, GOOD.replace("Kauppakatu 1", '"a\nb"'), GOOD.replace(";fi;", ";xx;"))
    assert (2, "street", "one_line") in mistakes(found)
    assert (4, "language", "language") in mistakes(found)


def test_a_code_may_stand_once(app: Flask, world: World) -> None:
    assert mistakes(table(world, HEAD, GOOD, GOOD)) == [(3, "code", "doubled")]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("code;name;city", (1, "brand", "column_missing")),
        (HEAD + ";colour", (1, "colour", "column_unknown")),
        (HEAD + ";code", (1, "code", "doubled")),
    ],
)
def test_the_columns_are_judged_first(app: Flask, world: World, head: str, expected: tuple[int, str, str]) -> None:
    assert expected in mistakes(table(world, head, GOOD))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"code;name", b"\xff\xfe\x00c", b"\x00" * 50, b'"' * 300_000])
def test_what_is_no_table_is_told_so(app: Flask, world: World, content: bytes) -> None:
    found = read_table(content, world.get(Chain, "aamu"))
    assert [one.code for one in found.mistakes][:1] in (
        ["no_table"],
        ["not_utf8"],
        ["column_unknown"],
        ["column_missing"],
    )


def test_latin_letters_of_another_encoding_are_not_guessed(app: Flask, world: World) -> None:
    assert mistakes(table(world, HEAD, GOOD.replace("–", "-"), encoding="latin-1")) == [(1, "", "not_utf8")]


def test_too_much_is_refused_before_it_is_read(app: Flask, world: World) -> None:
    assert mistakes(read_table(b"x" * 1_000_001, world.get(Chain, "aamu"))) == [(1, "", "too_large")]
    assert "too_large" in [one.code for one in table(world, HEAD, *["a;b;;;c;;;;d"] * 3001).mistakes]


def test_the_template_can_be_read_once_its_brand_is_there(app: Flask, world: World) -> None:
    found = read_table(template().encode(), world.get(Chain, "aamu"))
    assert mistakes(found) == [(2, "brand", "brand")]
