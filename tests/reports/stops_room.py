"""Runs in a process of its own for tests/reports/test_timeline_on_paper.py, as the layout engine loosens Pillow for its
whole process. Prints each case, and tells its flaws as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from forms.library import shipped as shipped_questionnaire
from reports import pdf
from reports.report_data import ReportData, from_plain
from tests.reports.answered import reported
from tests.reports.drawn import sample_pictures
from tests.reports.layout import flaws, laid_out
from tests.reports.samples import shipped, words
from tests.reports.test_stories import COAT, PEAK
from tests.reports.test_timeline import ALONE, SPILLED

LANGUAGES = ("fi", "sv", "en")


def made(answers: dict[str, Any], edition: str, language: str) -> ReportData:
    """The report of a meal with these answers."""
    return reported(shipped_questionnaire("restaurant"), answers, edition, language)


def longest(language: str) -> ReportData:
    """More stops than a row holds, each with the longest words; stories to match."""
    lanes = ["waiting"] * 14 + ["interruption"] * 3 + ["recovery"] * 13
    states = ["told", "good", "partly", "bad"]
    stops = [
        {"lane": lane, "label": words(language, 90, place), "words": words(language, 200, place + 1),
         "state": "told" if place and lanes[place - 1] != lane else states[place % 4],
         "seconds": [None, 7, 100_000][place % 3], "never": place == 16}
        for place, lane in enumerate(lanes)
    ]  # fmt: skip
    long = words(language, 400)
    story = {"id": "a", "text": long, "happened": long, "possible": long, "quote": words(language, 900)}
    return from_plain(shipped(language, timeline=stops, stories=[story] * 3))


def cases() -> dict[str, ReportData]:
    """Name → report: alone, both and longest in each language, of both editions."""
    made_cases = {f"longest-{language}": longest(language) for language in LANGUAGES}
    for language, edition in zip(LANGUAGES, ("store", "hq", "store"), strict=True):
        made_cases[f"alone-{language}"] = made({**ALONE, **COAT, "peak": PEAK}, edition, language)
        made_cases[f"both-{language}"] = made({**ALONE, **SPILLED}, edition, language)
    return made_cases


def main(folder: Path) -> dict[str, list[str]]:
    """Prints every case into `folder`; the flaws of each."""
    press, pictures, found = pdf.press(), sample_pictures(), {}
    for name, report in cases().items():
        shown = {key: pictures[key] for key in report.picture_keys()}
        (folder / f"{name}.pdf").write_bytes(press.render(report, shown))
        found[name] = flaws(laid_out(press, report, pictures))
    return found


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
