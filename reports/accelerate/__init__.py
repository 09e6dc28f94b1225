"""Quicker parts for the layout engine: the same bytes in less time.

They are put in only into the version of the engine that they were written for, and only after samples printed with
them came out byte for byte as without; else everything is printed plainly, which takes longer and is as good.
Imported only where PDFs are printed."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pydyf
import weasyprint

from reports.accelerate import (
    boxes,
    copies,
    drawings,
    fonts,
    lines,
    painting,
    parsing,
    predicates,
    proof,
    strokes,
    styles,
    writing,
)  # fmt: skip
from reports.accelerate.patches import Patch, put_in
from reports.spare import MADE_FOR, SWITCH

_PARTS: tuple[Any, ...] = (
    parsing, styles, copies, lines, boxes, predicates, painting, strokes, drawings, fonts, writing,
)  # fmt: skip
_log = logging.getLogger(__name__)
_undo: list[Patch] = []

Prints = Sequence[Callable[[], bytes]]


def put_in_if_proven(prints: Prints, kept: Path | None = None) -> bool:
    """Put the quicker parts in if this is their engine and each of `prints` gives the same bytes with them, twice
    (the second time from what was kept of the first). Says whether they are in; if not, the log says why.
    `kept`: a file that remembers what they gave without, so that only the first start prints them plainly."""
    reason = _reason_against() or _difference(prints, kept)
    if reason:
        _log.warning("Printing without accelerators: %s", reason)
    return not reason


def take_out() -> None:
    """Back to the plain engine, with nothing kept."""
    put_in(_undo)
    _undo.clear()
    styles.forget()
    lines.forget()
    drawings.forget()


def _reason_against() -> str:
    found = (weasyprint.__version__, pydyf.__version__)
    if os.environ.get(SWITCH, "0") != "0":
        return f"{SWITCH} is set"
    return "" if found == MADE_FOR else f"made for WeasyPrint and pydyf {MADE_FOR}, found {found}"


def _difference(prints: Prints, kept: Path | None) -> str:
    """Why the quicker parts must not stay; empty when they may. Only then are they in afterwards."""
    if _undo:
        return ""
    recalled = proof.recalled(kept)
    if recalled and not _tried(prints, recalled):
        return ""
    plain = proof.printed_apart(prints)
    reason = _tried(prints, plain) if plain else "no sample can be printed"
    if not reason:
        proof.keep(kept, plain)
    return reason


def _tried(prints: Prints, plain: list[str]) -> str:
    """Put them in and print; they come out again, with a reason, where anything is not as it was plainly."""
    try:
        _undo.extend(put_in([patch for part in _PARTS for patch in part.PATCHES]))
        same = all([proof.digest(one()) for one in prints] == plain for _ in range(2))
        styles.forget()  # Those of the samples' own colours, in which no other document will come.
        reason = "" if same else "a sample came out otherwise"
    except Exception as problem:  # Whatever they stumble over, the plain engine prints.
        reason = f"{type(problem).__name__}: {problem}"
    if reason:
        take_out()
    return reason
