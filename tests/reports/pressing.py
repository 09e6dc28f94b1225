"""Printing in tests, always in processes of their own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def in_the_press_room(room: str, *words: str, **environment: str) -> Any:
    """What `tests/reports/press_room.py` found out in a process of its own."""
    command = [sys.executable, "-m", "tests.reports.press_room", room, *words]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def text_of(pdf: Path, first: int = 1, last: int = 99) -> str:
    """The words on some pages, as a reader would copy them."""
    command = ["pdftotext", "-layout", "-f", str(first), "-l", str(last), str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def run_of(text: str) -> str:
    """Text as one line, without breaks, end-of-line hyphens or invisible places to break."""
    joined = re.sub(r"[‐-]\s*\n\s*", "", text).replace("\u200b", "").replace("\xa0", " ").replace("\x0c", " ")
    return " ".join(joined.split())
