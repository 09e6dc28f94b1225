"""Text and figures in print."""

from __future__ import annotations

from xml.etree import ElementTree

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from reports import typography
from reports.hyphenation import register_finnish
from reports.typography import BREAK_HERE, MINUS, NO_BREAK, Coverage


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("asiakaspalvelu", "asi-a-kas-pal-ve-lu"),
        ("tarvekartoitus", "tar-ve-kar-toi-tus"),
        ("henkilökunta", "hen-ki-lö-kun-ta"),
        ("lisämyynti", "li-sä-myyn-ti"),
        ("maailmanennätys", "maa-il-ma-nen-nä-tys"),
        ("kristallilasi", "kris-tal-li-la-si"),
        ("rauhallinen", "rau-hal-li-nen"),
        ("jälkitunnelma", "jäl-ki-tun-nel-ma"),
    ],
)
def test_finnish_words_break_between_syllables(word: str, broken: str) -> None:
    register_finnish()
    assert pyphen.Pyphen(lang="fi", left=2, right=2).inserted(word) == broken


def test_swedish_and_english_keep_their_own_dictionaries() -> None:
    register_finnish()
    assert "-" in pyphen.Pyphen(lang="sv").inserted("kundservicebemötandet")
    assert "-" in pyphen.Pyphen(lang="en").inserted("responsiveness")


@given(st.text())
def test_clean_text_can_stand_in_xml(text: str) -> None:
    cleaned = typography.clean(text + "\x00\x0b\ud800￾\u202e")
    assert ElementTree.fromstring(f"<p>{escape(cleaned)}</p>") is not None
    assert typography.clean(cleaned) == cleaned


def test_cleaning_keeps_every_letter_and_line() -> None:
    assert typography.clean("Ärtyisä\r\nöljy\x0bå 🎉 e\u0301") == "Ärtyisä\nöljy\nå 🎉 é"


def test_it_hides_no_change_of_direction() -> None:
    assert typography.clean("a\u202egnp.exe\u2066b") == "agnp.exeb"


def test_long_words_may_break_and_short_ones_may_not() -> None:
    assert typography.breakable("lyhyt sana") == "lyhyt sana"
    long = "x" * 75
    broken = typography.breakable(f"a {long} b")
    assert max(map(len, broken.replace(BREAK_HERE, " ").split())) == 20
    assert broken.replace(BREAK_HERE, "") == f"a {long} b"


def test_it_trims_at_a_word_and_says_so() -> None:
    assert typography.trimmed("lyhyt", 20, "jatkuu") == "lyhyt"
    assert typography.trimmed("yksi kaksi kolme neljä", 12, "[jatkuu]") == "yksi kaksi… [jatkuu]"
    assert typography.trimmed("x" * 50, 10, "") == "x" * 10 + "…"


@pytest.mark.parametrize(
    ("value", "decimals", "fi", "en"),
    [
        (86.6, 1, "86,6", "86.6"),
        (-0.9, 1, f"{MINUS}0,9", f"{MINUS}0.9"),
        (-0.04, 1, "0,0", "0.0"),
        (12345, 0, f"12{NO_BREAK}345", "12,345"),
        (0, 0, "0", "0"),
    ],
)
def test_numbers_as_each_language_writes_them(value: float, decimals: int, fi: str, en: str) -> None:
    assert typography.number(value, "fi", decimals) == typography.number(value, "sv", decimals) == fi
    assert typography.number(value, "en", decimals) == en


def test_changes_carry_their_sign() -> None:
    assert [typography.signed(value, "fi") for value in (4, -2, 0, -0.2)] == ["+4", f"{MINUS}2", "±0", "±0"]
    assert [typography.short(value, "sv") for value in (3, 2.5, 2.96)] == ["3", "2,5", "3"]


def test_per_cent_has_its_space_in_finnish_and_none_in_english() -> None:
    assert typography.percent(96.2, "fi") == f"96{NO_BREAK}%"
    assert typography.percent(96.2, "en") == "96%"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (22, "22 s"), (95, "1 min 35 s"), (300, "5 min"), (7500, "2 t 5 min"), (3600, "1 t"), (59.7, "1 min")],
)
def test_durations_in_words(seconds: float, said: str) -> None:
    assert typography.duration(seconds, "fi").replace(NO_BREAK, " ") == said


def test_days_in_words() -> None:
    assert typography.day("2026-11-06", "fi") == typography.day("2026-11-06", "sv") == "6.11.2026"
    assert typography.day("2026-11-06", "en").replace(NO_BREAK, " ") == "6 November 2026"


def test_what_no_font_can_draw_is_said_in_words() -> None:
    latin = Coverage([(0x20, 0x17F)])
    assert latin.printable("Hyvää päivää", "{} merkkiä") == "Hyvää päivää"
    assert latin.printable("a 東京 b", "{} merkkiä") == "a [2 merkkiä] b"
    assert latin.printable("\ue000", "{} merkkiä") == "[1 merkkiä]"


def test_the_fonts_of_this_machine_draw_our_languages() -> None:
    coverage = Coverage.of_this_machine()
    assert all(letter in coverage for letter in "abcåäöšž€–−”“…·")
    assert "\ue123" not in coverage
