"""Fonts in the file: the numbers of their glyphs are handed over without a new kind of array for each count."""

from __future__ import annotations

import re
from typing import Any

from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi

from reports.accelerate.patches import Patch

_COUNTED = re.compile(r"hb_codepoint_t\[\d+\]").fullmatch
_NUMBERS = ffi.typeof("hb_codepoint_t[]")


class Interface:
    """As the engine's way to its libraries; a declaration with a count would be parsed anew for each count."""

    def __getattr__(self, name: str) -> Any:
        return getattr(ffi, name)

    def new(self, kind: str, *start: Any) -> Any:
        """Room for something of a kind in C."""
        return ffi.new(_NUMBERS if _COUNTED(kind) and start else kind, *start)


PATCHES = [Patch(fonts, "ffi", Interface())]
