"""Every page of every kind of visit, brand and language as pictures, to be looked at: `make pictures`.

`python -m tests.reports.gallery FOLDER [WORD …]` prints the cases whose names hold a word into FOLDER, draws each page,
and lays the pages of a file out on one sheet. What can be measured is measured on the way (tests/reports/layout.py);
flaws are told and end it with 1.
"""

from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from PIL import Image

from forms.library import codes
from forms.library import shipped as shipped_questionnaire
from reports.report_data import ReportData, from_plain
from shopper.branding import read_cover
from tests.reports.answered import judged_answers, reported
from tests.reports.drawn import sample_pictures, scene
from tests.reports.samples import barest, longest, shipped

LANGUAGES = ("fi", "sv", "en")
# The usual one; a light one with other faces; a red one with a picture on its cover.
BRANDS: dict[str, dict[str, Any]] = {
    "usual": {},
    "light": {"main_colour": "#ffde00", "accent_colour": "#004b87", "typeface": "garamond", "tone": "warm"},
    "red": {"main_colour": "#b3001b", "accent_colour": "#f2d0a4", "typeface": "lato", "tone": "formal",
            "cover": "brand:c"},
}  # fmt: skip
_COLUMNS, _DPI = 4, 50


def _visits(language: str) -> dict[str, dict[str, Any]]:
    """Name → report data, in one language."""
    hotel = shipped_questionnaire("hotel")
    made = {
        "sample": shipped(language),
        "sample for headquarters": shipped(language, "hq"),
        "longest": longest(language, "hq"),
        "barest": barest(language),
        "no photos": shipped(language, evidence={}),
        "many photos": _many_photos(language),
        "all perfect": _all(language, 1.0),
        "all failed": _all(language, 0.0),
        "hotel of three days": reported(hotel, judged_answers(hotel, 5), "hq", language).to_plain(),
    }
    for seed, code in enumerate(sorted(set(codes()) - {"hotel"}), 1):
        questionnaire = shipped_questionnaire(code)
        edition = ("store", "hq")[seed % 2]
        made[code] = reported(questionnaire, judged_answers(questionnaire, seed), edition, language).to_plain()
    return made


def _many_photos(language: str) -> dict[str, Any]:
    data = shipped(language)
    photos = [{"key": "photo:table", "caption": f"{n}", "alt": f"{n}"} for n in range(1, 25)]
    return {**data, "evidence": {**data["evidence"], "photos": photos, "photos_left_out": 16}}


def _all(language: str, share: float) -> dict[str, Any]:
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


def cases() -> dict[str, tuple[str, str, str]]:
    """Name of the file → visit, brand and language."""
    names = list(_visits("en"))
    return {
        f"{visit} {brand} {language}".replace(" ", "-"): (visit, brand, language)
        for visit in names for brand in BRANDS for language in LANGUAGES
    }  # fmt: skip


def case(visit: str, brand: str, language: str) -> tuple[ReportData, dict[str, bytes]]:
    """Report data in a brand's look, with its pictures."""
    data = _visits(language)[visit]
    report = from_plain({**data, "brand": {**data["brand"], **BRANDS[brand]}})
    pictures = {**sample_pictures(), "brand:c": read_cover(scene("coffee", (1600, 1000)))}
    return report, pictures


def make(name: str, folder: Path) -> list[str]:
    """Print, draw and measure one case; gives its flaws."""
    # Here, and in processes of their own: the engine loosens Pillow for its whole process.
    from reports import pdf
    from tests.reports.layout import flaws, laid_out

    report, pictures = case(*cases()[name])
    file = folder / f"{name}.pdf"
    file.write_bytes(pdf.render(report.to_plain(), pictures))
    subprocess.run(["pdftoppm", "-r", str(_DPI), "-png", file, folder / name], check=True)
    _sheet([Image.open(page) for page in sorted(folder.glob(f"{name}-[0-9]*.png"))]).save(folder / f"{name}.png")
    return [f"{name}, {flaw}" for flaw in flaws(laid_out(pdf.press(), report, pictures))]


def _sheet(pages: list[Image.Image]) -> Image.Image:
    width, height = pages[0].size
    rows = -(-len(pages) // _COLUMNS)
    sheet = Image.new("RGB", (_COLUMNS * (width + 6), rows * (height + 6)), "#888")
    for place, page in enumerate(pages):
        sheet.paste(page, ((place % _COLUMNS) * (width + 6), place // _COLUMNS * (height + 6)))
    return sheet


def main() -> int:
    """Make all cases, or those whose names hold one of the words given."""
    folder, words = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    names = [name for name in cases() if not words or any(word in name for word in words)]
    found: list[str] = []
    with ProcessPoolExecutor(max_tasks_per_child=None) as pool:
        for number, told in enumerate(pool.map(make, names, [folder] * len(names)), 1):
            found += told
            print(f"\r{number} of {len(names)}", end="", file=sys.stderr, flush=True)
    print(f"\n{len(names)} files in {folder}", file=sys.stderr)
    print("\n".join(found) or "nothing to mend was measured")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
