"""Report data for the tests of printing: the shipped sample, its longest and its barest relatives."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from reports.documents.samples import sample

STORE_REPORT = Path(__file__).resolve().parents[2] / "reports" / "documents" / "store_report"
EMOTIONS = ["joy", "trust", "anticipation", "surprise", "disappointment", "disgust", "uncertainty", "irritation"]
_WORDS = {
    "fi": "asiakaspalvelukokemuksen kehittämistoimenpide ruuhkahuippujen aikana lämminhenkisesti ystävällisyys",
    "sv": "kundservicebemötandet under eftermiddagsrusningen personalens uppmärksamhet förbättringsåtgärder",
    "en": "the responsiveness of service during afternoon rush and friendliness undoubtedly extraordinarily",
}


def words(language: str, length: int, seed: int = 1) -> str:
    """Running text of long words, exactly so many characters."""
    dice, text = random.Random(seed), ""
    while len(text) < length:
        text += dice.choice(_WORDS[language].split()) + " "
    return text[:length].strip().capitalize()


def shipped(language: str = "fi", edition: str = "store", **changes: Any) -> dict[str, Any]:
    """The document's own sample, with changes at the top."""
    return {**sample(STORE_REPORT, language, edition), **changes}


def barest(language: str = "fi", edition: str = "store") -> dict[str, Any]:
    """Hardly anything: no answers, no score, no words, a yellow brand without a logo."""
    return {
        "edition": edition,
        "language": language,
        "brand": {"name": "A", "main_colour": "#ffde00", "accent_colour": "#004b87"},
        "chain": "A",
        "store": {"name": "Ö", "code": "1"},
        "visit": {"when": "", "number": "X1"},
        "score": {"base": None, "coverage": 0},
        "headline": {"verdict": ""},
        "issued_on": "2026-01-02",
    }


def longest(language: str = "fi", edition: str = "store") -> dict[str, Any]:
    """Everything at its longest: names, findings, 18 sections, 16 moments, 10 waits, 7 photos."""
    data = shipped(language, edition)

    def said(length: int, seed: int = 1) -> str:
        return words(language, length, seed)

    findings = {name: {"title": said(300), "text": said(600), "quote": said(500)} for name in ("praise", "fix", "step")}
    shares = data["score"]["sections"]
    data["score"] |= {
        "base": 100,
        "plus": 12.5,
        "sections": [
            {**shares[n % len(shares)], "id": f"s{n}", "title": said(70, n), "capped": n % 3 == 0} for n in range(18)
        ],
    }
    return data | {
        "chain": said(120),
        "brand": {**data["brand"], "name": said(60), "logo": None},
        "store": {"name": said(100), "code": "PITKÄKOODI-104", "city": "Pohjois-Pohjanmaan Taivalkoski"},
        "headline": {"verdict": said(600), **findings},
        "sections": [
            {"id": f"s{n}", "title": said(70, n), "rows": [_row(said, n, m) for m in range(5)]} for n in range(18)
        ],
        "journey": {"points": [_moment(said, n) for n in range(16)]},
        "waits": [
            {"label": said(90, n), "seconds": [None, 5, 100_000][n % 3], "target": 30, "limit": 120} for n in range(10)
        ],
        "evidence": {
            "receipt": {"photo": "photo:receipt", "text": said(900), "expected": said(900, 5), "match": "near"},
            "photos": [{"key": "photo:table", "caption": said(300), "alt": said(400)}] * 7,
            "photos_left_out": 17,
        },
        "action": {
            "last_step": {
                "text": said(600), "done": False, "effect": said(600), "reply": said(2000), "question": said(1000),
                "seen": "worse", "then": {"answer": said(300), "points": 0.5, "weight": 4.0},
                "now": {"answer": said(300, 3), "points": 0.0, "weight": 4.0},
            },
            "reply_lines": 12,
        },
        "edition_number": 3,
        "corrects": 2,
        "remarks": [said(500, n) for n in range(12)] if edition == "hq" else [],
        "flags": [said(200, n) for n in range(5)] if edition == "hq" else [],
    }


def _row(said: Any, section: int, number: int) -> dict[str, Any]:
    return {
        "id": f"q{section}_{number}",
        "text": said(160, number),
        "answer": said(300 if number % 3 else 20, number),
        "points": number / 4,
        "weight": 4,
        "critical_failed": number == 0 and section % 4 == 0,
        "quote": said(1500 if number == 1 and section == 2 else 400, number) if number % 3 == 1 else "",
        "level": "E",
        "component": "C",
        "plus": 1 if number == 2 else 0,
    }


def _moment(said: Any, number: int) -> dict[str, Any]:
    told = number % 2 == 0
    return {
        "touchpoint": f"t{number}",
        "label": said(38, number),
        "valence": [3, -3, 2.5, None, 0][number % 5],
        "felt": told,
        "emotions": [{"emotion": EMOTIONS[number % 8], "strength": number % 3 + 1}] if told else [],
        "words": said(300, number) if told else "",
        "start": number == 0,
        "peak": number == 6,
        "end": number == 15,
    }
