"""Receipt greetings against what the brand expects."""

from __future__ import annotations

from datetime import date

import pytest

from forms.receipts import compare

ALWAYS = {"text": "Kiitos käynnistä! Nähdään pian.", "language": "fi", "valid_from": None, "valid_until": None}
SWEDISH = {"text": "Tack för besöket! Vi ses snart.", "language": "sv", "valid_from": None, "valid_until": None}
CHRISTMAS = {
    "text": "Hyvää joulua ja onnellista uutta vuotta!",
    "language": "fi",
    "valid_from": date(2026, 12, 1),
    "valid_until": date(2026, 12, 31),
}
YEARLY = {"text": "Hyvää vuotta 2027!", "language": "fi", "valid_from": date(2027, 1, 1), "valid_until": None}
EXPECTED = [ALWAYS, SWEDISH, CHRISTMAS]
NOVEMBER, CHRISTMAS_EVE, FEBRUARY = date(2026, 11, 21), date(2026, 12, 24), date(2027, 2, 1)


@pytest.mark.parametrize(
    ("text", "day", "match"),
    [
        ("Kiitos käynnistä! Nähdään pian.", NOVEMBER, "same"),
        ("KIITOS KÄYNNISTÄ! NÄHDÄÄN PIAN.", NOVEMBER, "same"),
        ("  Kiitos   käynnistä\nNähdään pian ", NOVEMBER, "same"),
        ("***Kiitos käynnistä -- nähdään pian***", NOVEMBER, "same"),
        ("Kiitos ka\u0308ynnista\u0308! Na\u0308hda\u0308a\u0308n pian", NOVEMBER, "same"),
        ("Kiitos kaynnista! Nahdaan pian.", NOVEMBER, "near"),
        ("Kiitos käynnistä! Nähdään taas pian.", NOVEMBER, "near"),
        ("Kiitos käynnistäsi, nähdään pian!", NOVEMBER, "near"),
        ("Kiitos", NOVEMBER, "generic"),
        ("KIITOS!", NOVEMBER, "generic"),
        ("Kiitos ja tervetuloa uudelleen", NOVEMBER, "generic"),
        ("Kiitos - Tack - Thank you", NOVEMBER, "generic"),
        ("Kiitos käynnistä", NOVEMBER, "generic"),
        ("Kiitos käynnistä, nähdään huomenna taas", NOVEMBER, "generic"),
        ("Muista kanta-asiakasedut", NOVEMBER, "generic"),
        ("Tack för besöket! Vi ses snart.", NOVEMBER, "wrong_language"),
        ("TACK FÖR BESÖKET, VI SES SNART", NOVEMBER, "wrong_language"),
        ("Tack!", NOVEMBER, "wrong_language"),
        ("Thank you, welcome again", NOVEMBER, "wrong_language"),
        ("Hyvää joulua ja onnellista uutta vuotta!", CHRISTMAS_EVE, "same"),
        ("Hyvää joulua ja onnellista uutta vuotta 2026", CHRISTMAS_EVE, "near"),
        ("Hyvää joulua ja onnellista uutta vuotta!", FEBRUARY, "outdated"),
        ("hyvaa joulua ja onnellista uutta vuotta", FEBRUARY, "outdated"),
        ("Hyvää joulua ja onnellista uutta vuotta!", NOVEMBER, "outdated"),
        ("Hyvää joulua ja onnellista uutta vuotta 2025", CHRISTMAS_EVE, "outdated"),
        ("", NOVEMBER, None),
        (" \n*** ", NOVEMBER, None),
    ],
)
def test_it_compares_in_finnish(text, day, match):
    assert compare(text, EXPECTED, day, "fi") == match


def test_the_same_text_is_right_where_the_receipt_should_be_swedish():
    assert compare("Tack för besöket! Vi ses snart.", EXPECTED, NOVEMBER, "sv") == "same"
    assert compare("Kiitos käynnistä! Nähdään pian.", EXPECTED, NOVEMBER, "sv") == "wrong_language"


def test_a_past_year_is_outdated_even_where_the_rest_is_right():
    assert compare("Hyvää vuotta 2027!", [YEARLY], FEBRUARY, "fi") == "same"
    assert compare("Hyvää vuotta 2026!", [YEARLY], FEBRUARY, "fi") == "outdated"


def test_of_two_equal_texts_the_one_that_is_valid_counts():
    old = {**ALWAYS, "valid_until": date(2020, 1, 1)}
    assert compare(ALWAYS["text"], [old, ALWAYS], NOVEMBER, "fi") == "same"
    assert compare(ALWAYS["text"], [ALWAYS, old], NOVEMBER, "fi") == "same"


def test_both_days_of_a_season_are_within_it():
    assert compare(CHRISTMAS["text"], EXPECTED, date(2026, 12, 1), "fi") == "same"
    assert compare(CHRISTMAS["text"], EXPECTED, date(2026, 12, 31), "fi") == "same"
    assert compare(CHRISTMAS["text"], EXPECTED, date(2027, 1, 1), "fi") == "outdated"


def test_nothing_expected_is_nothing_to_compare_with():
    assert compare("Kiitos", [], NOVEMBER, "fi") is None


def test_very_long_texts_do_not_take_long():
    assert compare("kiitos " * 20_000, EXPECTED, NOVEMBER, "fi") == "generic"
