"""What stands beside a visit page: in the pocket part no word may tell of a visit, in any of our languages."""

from __future__ import annotations

import re

import pytest
from flask import Flask, render_template

from forms.library import codes, shipped
from shopper.field.pocket_page import pocket_values
from shopper.languages import in_language
from shopper.moments import groceries
from tests.shopper.test_moments import asking

TELLING = re.compile(
    r"visit|shop|store|brand|assign|brief|report|myster|secret|question|survey|detalji|stamp|moment|measur"
    r"|käyn|kaup|myymä|tehtäv|toimeksian|brändi|haamu|salai|raport|kysy|hetk|mitat"
    r"|besök|butik|uppdrag|varumärk|hemlig|fråg|stund|stämp|mätt",
    re.IGNORECASE,
)


def piece(app: Flask, code: str, language: str) -> str:
    with app.test_request_context("/"), in_language(language):
        return render_template("field/pocket.html", **pocket_values(shipped(code), language))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("code", codes())
def test_the_screen_tells_nothing_to_anybody(app: Flask, code: str, language: str) -> None:
    screen = piece(app, code, language).split('<div id="pocket"')[1]
    assert TELLING.findall(screen) == []
    lines = groceries(shipped(code), language)
    assert re.findall(r"<li>(.*?)</li>", screen) == [line for line, _name in lines]
    assert not any(f">{name}<" in screen for _line, name in lines)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_before_it_says_what_each_line_stands_for(app: Flask, language: str) -> None:
    guide = piece(app, "restaurant", language).split('<div id="pocket"')[0]
    for line, name in groceries(shipped("restaurant"), language):
        assert f"<dt>{line}</dt><dd>{name}</dd>" in guide


def test_without_moments_there_is_no_screen(app: Flask) -> None:
    with app.test_request_context("/"), in_language("en"):
        text = render_template("field/pocket.html", **pocket_values(asking(None), "en"))
    assert 'id="pocket"' not in text and 'id="guide"' not in text


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_name_of_the_app_tells_nothing(app: Flask, language: str) -> None:
    answer = app.test_client().get("/manifest.webmanifest", headers={"Accept-Language": language})
    assert not TELLING.search(answer.json["name"] + answer.json["short_name"])  # type: ignore[index]
