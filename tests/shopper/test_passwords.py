"""Which passwords are taken: long ones that nobody tries first, whatever they are made of."""

from __future__ import annotations

import pytest
from flask import Flask

from shopper.passwords import common_passwords, problem_with

OWN = ("Anna Testinen", "anna.testinen@example.org")


@pytest.mark.parametrize(
    "good",
    [
        "neljä sanaa peräkkäin",
        "correct kahvi battery pulla",
        "x7!q Zm2 9#p L",
        "漢字かな交じり文でもよいのですよ",
        "    vain välejä ja",
        "a\u0308lä hyvä on pitkä",
        "9204857610394857",
    ],
)
def test_it_takes_what_is_long_enough(app: Flask, good: str) -> None:
    assert problem_with(good, *OWN) is None


@pytest.mark.parametrize("short", ["", "lyhyt", "yksitoista1", "🔑🔑🔑"])
def test_it_asks_for_twelve_characters(app: Flask, short: str) -> None:
    assert "12" in (problem_with(short, *OWN) or "")


@pytest.mark.parametrize(
    "common",
    [
        "salasana1234",
        "Salasana-2026!",
        "SALASANASALASANA",
        "lösenord12345",
        "Password!!!!!",
        "qwertyuiopå1",
        "123456789012",
        "aaaaaaaaaaaa",
        "abababababab",
        "kissakissakissa",
        "1q2w3e4r5t6y",
        "Jääkiekko2026!",
        "detalji-2026-",
    ],
)
def test_it_refuses_what_is_tried_first(app: Flask, common: str) -> None:
    assert "first" in (problem_with(common, *OWN) or "")


@pytest.mark.parametrize("own", ["Testinen2026!!", "annatestinen12", "anna.testinen@example.org", "AnnaAnnaAnna"])
def test_it_refuses_the_own_name_and_address(app: Flask, own: str) -> None:
    assert problem_with(own, *OWN)


def test_it_takes_a_kilobyte_and_no_more(app: Flask) -> None:
    assert problem_with("yksi toinen " * 85, *OWN) is None
    assert "1024" in (problem_with("yksi toinen " * 86, *OWN) or "")


def test_the_list_is_tidy() -> None:
    words = common_passwords()
    assert len(words) > 300
    assert all(word == word.casefold().strip() for word in words)
    assert {"salasana", "lösenord", "password"} <= words
