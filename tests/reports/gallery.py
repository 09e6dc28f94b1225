"""Every page of every kind of document, brand and language as pictures, to be looked at: `make pictures`.

`python -m tests.reports.gallery FOLDER [WORD …]` prints the cases whose names hold a word into FOLDER, draws each page,
and lays the pages of a file out on one sheet. What can be measured is measured on the way (tests/reports/layout.py);
flaws are told and end it with 1.
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from reports.documents.kind import Printable
from reports.documents.kinds import KINDS
from shopper.branding import read_cover
from tests.reports.drawn import sample_pictures, scene
from tests.reports.exhibits import exhibits

LANGUAGES = ("fi", "sv", "en")
# The usual one; a light one with other faces; a red one with a picture on its cover.
BRANDS: dict[str, dict[str, Any]] = {
    "usual": {},
    "light": {"main_colour": "#ffde00", "accent_colour": "#004b87", "typeface": "garamond", "tone": "warm"},
    "red": {"main_colour": "#b3001b", "accent_colour": "#f2d0a4", "typeface": "lato", "tone": "formal",
            "cover": "brand:c"},
}  # fmt: skip
_COLUMNS, _DPI = 4, 50


class Case(NamedTuple):
    """One file: what it shows, in which brand and language."""

    document: str
    exhibit: str
    brand: str
    language: str


def cases() -> dict[str, Case]:
    """Name of the file → what it shows."""
    return {
        f"{document} {exhibit} {brand} {language}".replace(" ", "-"): Case(document, exhibit, brand, language)
        for document, shown in exhibits().items() for exhibit in shown for brand in BRANDS for language in LANGUAGES
    }  # fmt: skip


def case(one: Case) -> tuple[Printable, dict[str, bytes]]:
    """The data in the brand's look, with its pictures."""
    data = exhibits()[one.document][one.exhibit](one.language)
    look = {name: value for name, value in BRANDS[one.brand].items() if (one.document, name) != ("huddle", "cover")}
    printable: Printable = KINDS[one.document].read({**data, "brand": {**data["brand"], **look}})
    pictures = {**sample_pictures(), "brand:c": read_cover(scene("coffee", (1600, 1000)))}
    return printable, pictures


def make(name: str, folder: Path) -> list[str]:
    """Print, draw and measure one case; gives its flaws."""
    # Here, and in processes of their own: the engine loosens Pillow for its whole process.
    from reports import pdf
    from tests.reports.layout import flaws, laid_out

    chosen = cases()[name]
    printable, pictures = case(chosen)
    file = folder / f"{name}.pdf"
    file.write_bytes(pdf.press(chosen.document).render(printable, pictures))
    for old in folder.glob(f"{name}-[0-9]*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", str(_DPI), "-png", file, folder / name], check=True)
    _sheet([Image.open(page) for page in sorted(folder.glob(f"{name}-[0-9]*.png"))]).save(folder / f"{name}.png")
    document = laid_out(pdf.press(chosen.document), printable, pictures)
    return [f"{name}, {flaw}" for flaw in flaws(document, chosen.document)]


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
