"""Tables of cases that tests read, some of them in Python and in JavaScript alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def table(name: str) -> dict[str, Any]:
    """The table of this name."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
