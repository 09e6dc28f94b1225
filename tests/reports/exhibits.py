"""What the gallery shows and the measures look at: plain data of every kind of document, usual and extreme."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from forms.library import codes
from forms.library import shipped as shipped_questionnaire
from reports.documents.kinds import KINDS
from reports.documents.samples import sample
from tests.reports.answered import everything, judged_answers, reported
from tests.reports.samples import barest, longest, shipped, words
from tests.reports.waves import FIRST, told, visit, wave, wave_plain, year_plain

Plain = dict[str, Any]
# Name → plain data in a language.
Exhibits = dict[str, Callable[[str], Plain]]


def exhibits() -> dict[str, Exhibits]:
    """Document → its exhibits."""
    return {"store_report": _visits(), "huddle": _HUDDLES, "wave_report": _WAVES, "store_year": _YEARS}


def _visits() -> Exhibits:
    found: Exhibits = {
        "sample": shipped,
        "sample for headquarters": lambda language: shipped(language, "hq"),
        "longest": lambda language: longest(language, "hq"),
        "barest": barest,
        "no photos": lambda language: shipped(language, evidence={}),
        "many photos": _many_photos,
        "all perfect": lambda language: _all(language, 1.0),
        "all failed": lambda language: _all(language, 0.0),
        "mishap and all else that can be asked": lambda language: _reported(everything(), 7, "hq", language),
        "hotel of three days": lambda language: _reported(shipped_questionnaire("hotel"), 5, "hq", language),
    }
    for seed, code in enumerate(sorted(set(codes()) - {"hotel"}), 1):
        found[code] = _of_code(code, seed)
    return found


def _of_code(code: str, seed: int) -> Callable[[str], Plain]:
    edition = ("store", "hq")[seed % 2]
    return lambda language: _reported(shipped_questionnaire(code), seed, edition, language)


def _reported(questionnaire: Any, seed: int, edition: str, language: str) -> Plain:
    return reported(questionnaire, judged_answers(questionnaire, seed), edition, language).to_plain()


def _many_photos(language: str) -> Plain:
    data = shipped(language)
    photos = [{"key": "photo:table", "caption": f"{n}", "alt": f"{n}"} for n in range(1, 25)]
    return {**data, "evidence": {**data["evidence"], "photos": photos, "photos_left_out": 16}}


def _all(language: str, share: float) -> Plain:
    """The sample with every scored answer full, or lost."""
    data, dice = shipped(language), random.Random(1)
    for section in data["sections"]:
        for row in section["rows"]:
            if row.get("points") is not None:
                row.update(points=share, critical_failed=not share and dice.random() < 0.1)
    for section in data["score"]["sections"]:
        section["percent"] = 100 * share if section["percent"] is not None else None
    for point in data["journey"]["points"]:
        point["valence"] = 3 * (2 * share - 1) if point.get("valence") is not None else None
    headline = {**data["headline"], "praise": data["headline"]["praise"] if share else None,
                "fix": None if share else data["headline"]["fix"]}  # fmt: skip
    return {**data, "score": {**data["score"], "base": 100 * share}, "headline": headline}


def _huddle(**changed: Any) -> Callable[[str], Plain]:
    return lambda language: {**sample(KINDS["huddle"].folder, language), **changed}


def _longest_huddle(language: str) -> Plain:
    point = {"title": words(language, 1000), "text": words(language, 2000)}
    data = sample(KINDS["huddle"].folder, language)
    brand = {**data["brand"], "name": words(language, 120), "logo": None}
    return {**data, "store": words(language, 200), "when": words(language, 100), "base": 100, "plus": 12.5,
            "praise": point, "fix": point, "step": point, "brand": brand, "edition_number": 12}  # fmt: skip


_NOTHING = {"base": None, "plus": 0, "emotion_index": None, "praise": None, "fix": None, "step": None}
_HUDDLES: Exhibits = {
    "sample": _huddle(),
    "longest": _longest_huddle,
    "barest": _huddle(store="Ö", when="", **_NOTHING),
    "all perfect": _huddle(base=100, plus=3, emotion_index=100, fix=None),
    "all failed": _huddle(base=0, plus=0, emotion_index=0, praise=None),
}


def _all_told(score: float, store: str, number: int) -> Any:
    """A visit that was perfect, or failed, in every scored detail."""
    one = visit(number, number)
    details = tuple(replace(each, points=score / 100, critical_failed=not score) for each in one.details)
    return replace(one, store=store, name=f"Kuusama {store}", base=score, details=details, emotion=score)


def _alike(score: float) -> Callable[[str], Plain]:
    """A wave of three stores with three visits each, of one score."""
    now = [_all_told(score, store, number) for number, store in enumerate("abcabcabc")]
    return lambda language: wave_plain(now, wave(3, 3, seed=2), language)


_WAVES: Exhibits = {
    "sample": lambda language: sample(KINDS["wave_report"].folder, language),
    "one visit": lambda language: wave_plain(wave(1, 1), None, language),
    "barest": lambda language: wave_plain([told(None, name="Ö", emotion=None, recommend=None)], None, language),
    "three stores": lambda language: wave_plain(wave(3, 4), wave(3, 4, seed=2), language),
    "forty stores": lambda language: wave_plain(wave(40, 2), wave(40, 1, seed=2), language),
    "longest": lambda language: wave_plain(wave(12, 3, long=True), wave(12, 3, seed=3, long=True), language),
    "all perfect": _alike(100.0),
    "all failed": _alike(0.0),
}


def _year(waves: int, each: int, long: bool = False) -> Callable[[str], Plain]:
    def made(language: str) -> Plain:
        name = words(language, 60) if long else "Kierros"
        told_of = [(f"{name} {number}", [visit(1, number * each + turn, long=long) for turn in range(each)])
                   for number in range(waves)]  # fmt: skip
        return year_plain(told_of, language)

    return made


def _barest_year(language: str) -> Plain:
    return year_plain([("1", [told(None, name="Ö", emotion=None, recommend=None, on=FIRST)])], language)


def _even_year(score: float) -> Callable[[str], Plain]:
    waves = [(f"Kierros {n}", [_all_told(score, "a", n * 3 + turn) for turn in range(3)]) for n in range(4)]
    return lambda language: year_plain(waves, language)


_YEARS: Exhibits = {
    "sample": lambda language: sample(KINDS["store_year"].folder, language),
    "one visit": _year(1, 1),
    "barest": _barest_year,
    "twelve waves": _year(12, 2),
    "longest": _year(12, 3, long=True),
    "all perfect": _even_year(100.0),
    "all failed": _even_year(0.0),
}
