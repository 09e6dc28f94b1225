"""The font files behind a brand's typeface, as they lie on this machine."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from shopper.branding import TYPEFACES

_FONTCONFIG_WEIGHTS = {400: 80, 600: 180, 700: 200, 800: 205}


@cache
def font_file(family: str, weight: int) -> Path | None:
    """The file with this face, or None where the family is not installed. `weight`: 400, 600, 700 or 800."""
    pattern = f"{family}:weight={_FONTCONFIG_WEIGHTS[weight]}:slant=0"
    command = ["fc-match", "--format", "%{family}\n%{file}", pattern]
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    names, _, file = found.partition("\n")
    return Path(file) if family in names.split(",") else None


def missing_families() -> list[str]:
    """Families of the list that this machine lacks."""
    families = {family for pair in TYPEFACES.values() for family in pair}
    return sorted(family for family in families if font_file(family, 400) is None)
