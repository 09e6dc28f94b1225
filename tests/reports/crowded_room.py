"""Runs in a process of its own for the tests of crowded pages; prints as JSON what is wrong with them."""

from __future__ import annotations

import json
import sys
from typing import Any

from reports import pdf
from reports.report_data import from_plain
from tests.reports.drawn import sample_pictures
from tests.reports.layout import flaws, laid_out
from tests.reports.samples import EMOTIONS, shipped, words

COUNTS = (18, 19, 25, 40, 60)


def long_journey(language: str, count: int) -> dict[str, Any]:
    """The sample with so many moments of long names; some were felt, some marked on the spot."""
    points = [
        {
            "touchpoint": f"t{n}", "label": words(language, 12 + n % 27, n), "felt": n % 3 == 0,
            "valence": None if n % 7 == 5 else (n * 13 % 61 - 30) / 10, "start": n == 0, "end": n == count - 1,
            "emotions": [{"emotion": EMOTIONS[n % 8], "strength": 2}] if n % 3 == 0 else [],
            "peak": n == count // 2, "rose": int(n % 9 == 4), "fell": 2 * int(n % 11 == 7),
        }
        for n in range(count)
    ]  # fmt: skip
    turn = {"touchpoint": f"t{count // 3}", "label": "x", "good": True}
    return shipped(language, journey={"points": points, "turn": turn})


def long_captions(language: str) -> dict[str, Any]:
    """The sample with photos beside the brand's own, under words as long as they may be."""
    data = shipped(language)
    data["evidence"]["photos"] += 3 * [{
        "key": "photo:table", "caption": words(language, 300), "alt": "x", "reference": "photo:coffee",
        "reference_caption": words(language, 300, 2), "answered": words(language, 300, 3),
    }]  # fmt: skip
    return data


def main() -> None:
    press, found = pdf.press(), {}
    for language in sys.argv[1:]:
        for count in COUNTS:
            report = from_plain(long_journey(language, count))
            found[f"{language} {count}"] = flaws(laid_out(press, report, sample_pictures()))
        captions = from_plain(long_captions(language))
        found[f"{language} captions"] = flaws(laid_out(press, captions, sample_pictures()))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
