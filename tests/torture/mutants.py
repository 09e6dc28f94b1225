"""Copies of the house with one thing wrong: what a run must be able to see."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.nursery import ROOT

_HOUSE = ("app.py", "config.py", "extensions.py", "forms", "shopper", "reports", "static", "migrations")


def broken_house(folder: Path, file: str, right: str, wrong: str) -> Path:
    """A copy of the house in which `right` reads `wrong` in one file."""
    folder.mkdir(exist_ok=True)
    for name in _HOUSE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return break_more(folder, file, right, wrong)


def break_more(house: Path, file: str, right: str, wrong: str) -> Path:
    """One more thing wrong in a copy that is broken already."""
    text = (house / file).read_text()
    assert right in text, f"{file} no longer holds {right!r}"
    (house / file).write_text(text.replace(right, wrong))
    return house
