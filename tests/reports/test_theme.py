"""Brand colours on paper: readable whatever was chosen, and telling what was moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.report_parts import Brand
from reports.theme import PAPER, ThemeError, contrast, make_theme, mix, theme_of

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert contrast("#777777", "#777777") == 1
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@given(COLOURS, COLOURS)
def test_every_text_and_bar_stands_out_for_every_brand(main: str, accent: str) -> None:
    theme = make_theme(main, accent)
    assert contrast(theme.on_cover, theme.cover) >= 4.5
    assert contrast(theme.on_cover_soft, theme.cover) >= 4.5
    assert contrast(theme.accent_on_cover, theme.cover) >= 4.5
    assert contrast(theme.main_text, PAPER) >= 4.5
    assert contrast(theme.main_graphic, PAPER) >= 3
    assert contrast(theme.accent_graphic, PAPER) >= 3


def test_strong_colours_stay_as_they_are() -> None:
    theme = make_theme("#0B5D4B", "#B3261E")
    assert (theme.cover, theme.main_text, theme.main_graphic) == ("#0b5d4b",) * 3
    assert [move.token for move in theme.moved] == ["accent_on_cover"]


def test_it_tells_what_was_moved_and_from_what() -> None:
    theme = make_theme("#0b5d4b", "#f0b429")
    move = next(move for move in theme.moved if move.token == "accent_graphic")
    assert (move.given, move.used) == ("#f0b429", theme.accent_graphic)
    assert move.contrast < 3


def test_a_yellow_brand_keeps_its_yellow_cover_and_writes_in_its_other_colour() -> None:
    theme = make_theme("#ffde00", "#004b87")
    assert theme.cover == "#ffde00"
    assert theme.main_text == "#004b87"


def test_a_red_brand_keeps_its_red_cover_but_draws_in_another_colour_because_red_means_short() -> None:
    theme = make_theme("#e4002b", "#d00000")
    assert theme.cover == "#e4002b"
    assert theme.main_graphic == theme.main_text == "#14201d"
    assert make_theme("#e4002b", "#004b87").main_graphic == "#004b87"


@pytest.mark.parametrize(
    "colour",
    ["", "red", "#fff", "#12345g", "#123456\n", "#123456;}", "url(http://a)", "#1234567", " #123456", None, 7],
)
def test_it_takes_nothing_but_six_figures(colour: str) -> None:
    with pytest.raises(ThemeError):
        make_theme(colour, "#000000")
    with pytest.raises(ThemeError):
        make_theme("#000000", colour)


def test_its_css_holds_tokens_only() -> None:
    css = make_theme("#0b5d4b", "#f0b429").css()
    assert css.startswith(":root{--cover:#0b5d4b;")
    assert css.count("{") == css.count("}") == 1


def test_a_mix_of_nothing_is_the_ground() -> None:
    assert mix("#123456", "#ffffff", 0) == "#ffffff"
    assert mix("#123456", "#ffffff", 1) == "#123456"


@given(COLOURS, COLOURS)
def test_words_on_a_cover_picture_can_be_read_whatever_it_shows(main: str, accent: str) -> None:
    theme = theme_of(Brand("A", main, accent, cover="brand:a"))
    assert theme.veil is not None
    words = (theme.on_cover, theme.on_cover_soft, theme.accent_on_cover)
    for pixel in ("#ffffff", "#000000"):
        ground = mix(theme.cover, pixel, theme.veil)
        assert all(contrast(word, ground) >= 4.5 for word in words)


def test_another_face_is_named_and_the_usual_one_changes_nothing() -> None:
    usual, other = (theme_of(Brand("A", "#0b5d4b", "#f0b429", typeface=face)) for face in ("inter", "lato"))
    assert usual.css() == make_theme("#0b5d4b", "#f0b429").css()
    assert '--sans:"Lato"' in other.css() and '--serif:"Noto Serif"' in other.css()
