"""Made-up visits of a wave, and wave reports of any size, for the tests of what tells of many visits."""

from __future__ import annotations

import random
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from reports.wave.findings import find
from reports.wave.issue import as_kept
from reports.wave.reports import plain_in
from reports.wave.told import Detail, Gesture, Moment, Promise, Share, Told, Turn, Words
from reports.wave.year import year_of
from tests.reports.samples import words

DOCUMENTS = Path(__file__).resolve().parents[2] / "reports" / "documents"
FIRST = date(2026, 9, 1)
BRAND = {"name": "Kuusama", "main_colour": "#0b5d4b", "accent_colour": "#f0b429", "logo": None}
PLACES = ("door", "queue", "counter", "table", "till", "farewell")


def said(text: str) -> dict[str, str]:
    """The same words in the three languages, told apart by their mark."""
    return {"fi": text, "sv": f"{text} (sv)", "en": f"{text} (en)"}


def told(base: float | None = 80.0, store: str = "a", **changed: Any) -> Told:
    """A plain visit; `changed`: fields of Told."""
    given: dict[str, Any] = {
        "store": store, "name": f"Store {store}", "number": f"{store}-1", "on": FIRST, "part": "midday", "base": base,
        "plus": 0.0, "emotion": 60.0, "recommend": 7, "sections": (), "details": (), "gestures": (), "moments": (),
        "turn": None, "praise": None, "fix": None, "levels": {}, "promise": None,
    }  # fmt: skip
    return Told(**(given | changed))


def detail(id_: str, points: float, weight: float = 4.0, answer: str = "no", **changed: Any) -> Detail:
    given = {"id": id_, "section": said("Counter"), "text": said(f"Detail {id_}"), "answer": said(answer)}
    return Detail(**(given | {"points": points, "weight": weight} | changed))


def visit(store: int, turn: int, seed: int = 1, long: bool = False) -> Told:
    """A believable visit of store number `store`; `long`: with the longest names and words."""
    dice = random.Random(f"{store}/{turn}/{seed}")

    def text(short: str, length: int) -> dict[str, str]:
        if not long:
            return said(short)
        return {language: words(language, length, store + turn) for language in ("fi", "sv", "en")}

    details = tuple(
        detail(f"q{n}", dice.choice([0, 0.3, 1, 1, 1]), dice.choice([1.0, 2.0, 4.0]), dice.choice(["no", "late", "me"]),
               text=text(f"Was detail {n} in order?", 240), section=text("Counter", 120), critical_failed=n == 3)
        for n in range(14)
    )  # fmt: skip
    scored = sum(one.points * one.weight for one in details) / sum(one.weight for one in details) * 100
    quote = words("fi", 500, turn + 1)
    moments = tuple(
        Moment(place, text(place.title(), 60), dice.choice([-2.0, 1.0, 2.0, 3.0]), True, number == turn % 6)
        for number, place in enumerate(PLACES)
    )
    return told(
        round(scored, 6), f"store-{store:03}",
        name=words("fi", 100, store) if long else f"Kuusama {store:03}",
        number=f"K{store:03}-{turn:03}",
        on=FIRST + timedelta(days=turn * 7 + store % 5),
        part=dice.choice(["morning", "midday", "afternoon", "evening"]),
        plus=float(dice.choice([0, 0, 1, 2])),
        emotion=dice.uniform(20, 95),
        recommend=dice.randint(0, 10),
        sections=tuple(
            Share(f"s{n}", text(f"Section {n}", 90), dice.uniform(30, 100)) for n in range(18 if long else 9)
        ),
        details=details,
        gestures=(Gesture("gift", text("Did something come unasked?", 160), dice.random() > 0.5),),
        moments=moments,
        turn=Turn("till", text("Till", 60), dice.random() > 0.5),
        praise=Words(text("Farewell: a wish of their own", 240), quote if long else "Kiitos, tulkaa pian!"),
        fix=Words(text("Counter: who greeted first?", 240), quote if long else "Kukaan ei katsonut."),
        levels={level: dice.uniform(30, 100) for level in "TEM"},
        promise=Promise(words("fi", 400, turn) if long else "Tervehdimme ovella", "q1", dice.random() > 0.3, False),
    )  # fmt: skip


def wave(stores: int, each: int, seed: int = 1, long: bool = False) -> list[Told]:
    """A wave of so many stores, each visited so often."""
    return [visit(store, turn, seed, long) for store in range(stores) for turn in range(each)]


def wave_plain(
    now: list[Told], before: list[Told] | None = None, language: str = "fi", **changed: Any
) -> dict[str, Any]:
    """Plain data of the report of such a wave."""
    long = any(len(one.name) > 60 for one in now)
    report = {
        "brand": BRAND,
        "chain": words(language, 110) if long else "Kuusama Oy",
        "wave": {
            "name": words(language, 100) if long else "Syksy 2026", "programme": "Asiakkaan hetket",
            "first_on": "2026-09-01", "last_on": "2026-11-15", "before": "Kesä 2026" if before else None, "planned": 3,
        },
        "until": "2026-11-13",
        "findings": as_kept(asdict(find(now, [before] if before else []))),
        "issued_on": "2026-11-16",
        "edition_number": 1,
        "replaces": None,
    }  # fmt: skip
    return plain_in({"report": report | changed}, language)


def year_plain(waves: list[tuple[str, list[Told]]], language: str = "fi", **changed: Any) -> dict[str, Any]:
    """Plain data of a store's year."""
    name = waves[0][1][0].name if waves and waves[0][1] else "Kuusama"
    report = {
        "brand": BRAND,
        "chain": "Kuusama Oy",
        "store": {"name": name, "code": "KUU-1", "city": "Lahti"},
        "findings": as_kept(asdict(year_of(waves))),
        "issued_on": "2026-11-16",
        "edition_number": 1,
        "replaces": None,
    }
    return plain_in({"report": report | changed}, language)
