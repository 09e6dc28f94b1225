"""What a till receipt says, in three languages, read well and badly."""

from __future__ import annotations

import pytest

from forms.till import Till, read_till

WIDE, HIGH = 40, 30


def read(text: str, sure: float = 95) -> Till:
    """The till's lines as a reader of print would give them: one sign is a fortieth of the picture wide."""
    lines: list[list[list[str | float]]] = []
    for number, line in enumerate(text.strip("\n").splitlines()):
        words: list[list[str | float]] = []
        place = 0
        for word in line.split(" "):
            if word:
                words.append([word, place / WIDE, number / HIGH, len(word) / WIDE, 0.7 / HIGH, sure])
            place += len(word) + 1
        if words:
            lines.append(words)
    return read_till(lines)


def covered(till: Till, text: str) -> list[str]:
    """The words that lie under a mask, with its reason."""
    found = []
    for number, line in enumerate(text.strip("\n").splitlines()):
        place = 0
        for word in line.split(" "):
            middle_x, middle_y = (place + len(word) / 2) / WIDE, (number + 0.35) / HIGH
            for mask in till.masks:
                inside = 0 <= middle_x - mask["x"] <= mask["w"] and 0 <= middle_y - mask["y"] <= mask["h"]
                if word and inside:
                    found.append(f"{word} {mask['why']}")
            place += len(word) + 1
    return found


FI = """
Kahvila Aamu
Torikatu 3
Kassa 3 / Anna      K123
21.11.2026    klo 13.05
Kahvi               3,50
Pulla              19,90
YHTEENSÄ           23,40
ALV 14 % yhteensä   2,87
KORTTI             23,40
**** **** **** 1234
Varmennus 567890
Bonuskortti 1234567
Kiitos käynnistä ja
tervetuloa uudelleen!
www.aamu.example
"""
SV = """
Café Strand
Org.nr 556677-8899
2026-11-21 09:15
Kaffe               3,50
Delsumma           30,00
ATT BETALA         23,40
varav moms          2,87
Visa            xxxx9876
Kassör: Åsa
Kundkort 7654321
Tack för besöket!
Öppet 9:00-18:00
"""
EN = """
Harbour Stores
21/11/2026 17:45
Coffee              3.50
Subtotal           20.00
TOTAL DUE         €23.40
Cash               50.00
Change             26.60
You were served by Emma Jane
Member no 00123
Thank you, see you soon
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (FI, {"total": "23.40", "time": "13:05", "day": "2026-11-21", "language": "fi",
              "greeting": "Kiitos käynnistä ja tervetuloa uudelleen!"}),
        (SV, {"total": "23.40", "time": "09:15", "day": "2026-11-21", "language": "sv",
              "greeting": "Tack för besöket!"}),
        (EN, {"total": "23.40", "time": "17:45", "day": "2026-11-21", "language": "en",
              "greeting": "Thank you, see you soon"}),
    ],
)  # fmt: skip
def test_it_finds_what_was_paid_when_and_how_the_till_says_goodbye(text: str, found: dict[str, str]) -> None:
    assert read(text).found == found


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (FI, ["Anna name", "**** card", "**** card", "**** card", "1234 card", "567890 card", "1234567 loyalty"]),
        (SV, ["xxxx9876 card", "Åsa name", "7654321 loyalty"]),
        (EN, ["Emma name", "Jane name", "00123 loyalty"]),
    ],
)
def test_it_covers_names_and_numbers_and_leaves_the_labels(text: str, hidden: list[str]) -> None:
    assert covered(read(text), text) == hidden


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("Myyjä: Maija", ["Maija name"]),
        ("Myyja Maija M.", ["Maija name", "M. name"]),
        ("Teitä palveli Pekka V.", ["Pekka name", "V. name"]),
        ("Teita pa1veli Pekka", ["Pekka name"]),
        ("Kassa: 4 Liisa", ["Liisa name"]),
        ("| Till 3 / Emma 1735 |", ["Emma name"]),
        ("Kassa 12", []),
        ("Kassakuitti 77", []),
        ("Tarjoilija: Maija    Pöytä 7", ["Maija name"]),
        ("Kassa 2   Myyjä: Aino", ["Aino name"]),
        ("Du betjänades av Karin", ["Karin name"]),
        ("Säljare 0 Björn", ["0 name", "Björn name"]),
        ("Cashier: Oliver T.", ["Oliver name", "T. name"]),
        ("Server: Lucy   Table 9", ["Lucy name"]),
        ("Asiakas: Matti Meikäläinen", ["Matti name", "Meikäläinen name"]),
        ("Hei asiakas, tervetuloa", []),
        ("Vi önskar en skön höst och ses", []),
        ("Välkommen till oss igen", []),
        ("Plussa-kortti 6001234567", ["6001234567 loyalty"]),
        ("S-Etukortti 12", ["12 loyalty"]),
        ("Auth code 12345Z", ["12345Z card"]),
        ("Puh. 040 123 4567", ["040 phone", "123 phone", "4567 phone"]),
        ("Puh. 03 123 4567", []),
        ("Visa 23,40", []),
        ("4920 1234 5678 9012", ["4920 card", "1234 card", "5678 card", "9012 card"]),
        ("Card number ************1234", ["************1234 card"]),
        ("Kortin numero EOI4 4 7 7", ["EOI4 card", "4 card", "7 card", "7 card"]),
    ],
)  # fmt: skip
def test_it_knows_a_secret_by_what_stands_before_it(line: str, hidden: list[str]) -> None:
    assert covered(read(line), line) == hidden


def test_a_label_alone_on_its_line_tells_of_the_next() -> None:
    text = "Myyjä:\nMaija\nKahvi 3,50"
    assert covered(read(text), text) == ["Maija name"]


def test_what_cannot_be_read_beside_a_payment_is_covered_whole() -> None:
    text = "KORTTI 23,40\nkakaksi kobe 6869\nKiitos"
    assert covered(read(text, sure=40), text) == ["kakaksi card", "kobe card", "6869 card"]


def test_a_line_that_was_overlooked_beside_a_payment_is_covered() -> None:
    seen = FI.replace("**** **** **** 1234", "")
    assert "1234 card" in covered(read(seen), FI)
    assert "1234 card" not in covered(read(FI.replace("**** **** **** 1234\n", "")), FI)


@pytest.mark.parametrize(
    ("line", "total"),
    [
        ("LOPPUSUMMA 1 234,50", "1234.50"), ("L0PPUSUMMA 23,4O", "23.40"), ("YHTEENSA 23 ,40", "23.40"),
        ("MAKSETTAVA YHTEENSÄ EUR 7,00", "7.00"), ("SUMMA\n12,00", "12.00"), ("Totalt 45.00 EUR", "45.00"),
        ("ALV 14 % yhteensä 2,87", None), ("Käteinen 50,00", None), ("Välisumma 12,00", None),
        ("Pankkikortti 9,90", "9.90"), ("YHTEENSÄ 21.11.2026", None),
    ],
)  # fmt: skip
def test_it_takes_the_total_and_no_other_sum(line: str, total: str | None) -> None:
    assert read(line).found.get("total") == total


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Klo 9.05", {"time": "09:05"}), ("21.11.2026 13.05", {"time": "13:05", "day": "2026-11-21"}),
        ("11/21/2026 1:05", {"time": "01:05", "day": "2026-11-21"}),
        ("21.11.26 13:O5:22", {"time": "13:05", "day": "2026-11-21"}),
        ("ma-pe 9:00-18:00", {}), ("31.2.2026", {}), ("25:61", {}),
    ],
)  # fmt: skip
def test_it_takes_the_moment_and_no_opening_hours(line: str, found: dict[str, str]) -> None:
    assert {part: words for part, words in read(line).found.items() if part in ("time", "day")} == found


@pytest.mark.parametrize("text", ["", "\n\n", "****", "::: ///", "Myyjä:", "Kortti", "0" * 400, "€ € €", "🧾 🧾"])
def test_nothing_that_can_stand_on_paper_upsets_it(text: str) -> None:
    till = read(text, sure=5)
    assert all(mask["x"] >= 0 and mask["x"] + mask["w"] <= 1.0001 for mask in till.masks)
