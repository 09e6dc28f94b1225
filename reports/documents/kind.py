"""What a printable document is. Knows no layout engine.

A document is a folder beside this file with template.html, sheet.css, texts.yaml and sample.yaml, and has its name.
What all sheets share stands in common.css, what templates share in head.html, running.html and parts.html.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from reports.documents.texts import Texts
from reports.report_parts import Brand, Language
from reports.theme import Theme

_FOLDER = Path(__file__).parent


class Printable(Protocol):
    """What the data of every document has. `issued_on`: YYYY-MM-DD."""

    @property
    def language(self) -> Language: ...
    @property
    def brand(self) -> Brand: ...
    @property
    def issued_on(self) -> str: ...

    def picture_keys(self) -> tuple[str, ...]:
        """The key of every picture that the document shows, each once."""

    def to_plain(self) -> dict[str, Any]:
        """JSON-like data, of which the kind's `read` makes an equal document."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes inside a PDF."""

    name: str
    content: str
    description: str


@dataclass(frozen=True, slots=True)
class Kind:
    """`read`: plain data → checked, frozen data (raises ReportDataError). `view`: all that the template names, with
    `t`, `language`, `title`, `issued_at` and `print_limit` among it. `art`: drawings that the sheet names, "art:…" →
    SVG. `enclosures`: the files inside the PDF."""

    name: str
    read: Callable[[dict[str, Any]], Any]
    view: Callable[[Any, Texts, Theme], dict[str, Any]]
    art: Callable[[Any, Theme], dict[str, str]]
    enclosures: Callable[[Any, Texts], list[Enclosure]]

    @property
    def folder(self) -> Path:
        """Where its template, sheet, texts and sample lie."""
        return _FOLDER / self.name
