"""Plain data and pictures in, the bytes of a PDF out. Imported only by the process that prints.

WeasyPrint lets Pillow accept cut-off pictures in its whole process: never import this where uploads are decoded."""

from __future__ import annotations

import base64
import gc
import logging
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2 import Template
from PIL import Image
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from reports import accelerate, accessible, charts, typography
from reports.documents import paper, samples
from reports.documents.kind import Kind, Printable
from reports.documents.kinds import KINDS
from reports.documents.texts import LANGUAGES, load_texts
from reports.fetcher import ManifestFetcher
from reports.hyphenation import load_patterns, register_finnish
from reports.theme import Theme, theme_of

MOST_PAGES = 80
MOST_SHEETS = 12


class RenderFailed(RuntimeError):
    """A document that could not be printed as it should be; the message says why."""


def render(data: dict[str, Any], pictures: dict[str, bytes], document: str = "store_report") -> bytes:
    """One document as PDF. `data`: its plain data; `pictures`: JPEG or PNG by key. Same input, same bytes."""
    return press(document).render(KINDS[document].read(data), pictures)


@cache
def press(document: str = "store_report") -> Press:
    """The press of this process for documents of a kind; loading it takes a while, once."""
    return Press(KINDS[document], types())


@cache
def types() -> Types:
    """The fonts of this process."""
    register_finnish()
    accessible.install()
    return Types(FontConfiguration(), typography.Coverage.of_this_machine())


def warm(kept: Path | None = None) -> None:
    """Prints a sample of each kind, so that what every document needs is there before the first real one; the samples
    tell, too, whether the engine can be accelerated. `kept`: a file that remembers what they should come out as."""
    load_patterns(LANGUAGES)
    turns = [(press(name), LANGUAGES[turn % len(LANGUAGES)]) for turn, name in enumerate(KINDS)]
    if not accelerate.put_in_if_proven([partial(one.print_sample, language) for one, language in turns], kept):
        for one, language in turns:
            one.print_sample(language)


def learn(document: str, language: str, brand: dict[str, Any]) -> None:
    """Prints a sample in a brand's colours and letters, whose styles are then known. `brand`: as in plain data."""
    press(document).print_sample(language, brand)


@dataclass(frozen=True)
class Types:
    """The fonts, and the characters that they can show."""

    fonts: FontConfiguration
    coverage: typography.Coverage


class Press:
    """Sheet and template of a kind of document, loaded once and used for all of that kind."""

    def __init__(self, kind: Kind, of_this_process: Types) -> None:
        self.kind = kind
        self._fonts = of_this_process.fonts
        self._sheets: dict[str, CSS] = {}
        self._last: Any = None
        environment = paper.make_environment(kind.folder, of_this_process.coverage)
        self._template: Template = environment.get_template("template.html")
        sheets = (kind.folder.parent / "common.css", kind.folder / "sheet.css")
        self._sheet_text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
        self._sheet = self._css(self._sheet_text)

    def print_sample(self, language: str, brand: dict[str, Any] | None = None) -> bytes:
        """Prints the kind's sample once, with blank pictures; with some things of another `brand`."""
        plain = samples.sample(self.kind.folder, language)
        plain["brand"] |= {**(brand or {}), "cover": None}
        printable = self.kind.read(plain)
        content = self.render(printable, dict.fromkeys(printable.picture_keys(), _blank_picture()))
        self._last = None
        gc.collect()
        return content

    def html(self, printable: Printable) -> str:
        """The document as HTML, without its sheet."""
        texts = load_texts(self.kind.folder, printable.language, printable.brand.tone)
        theme = _theme(printable)
        page = self._template.render(self.kind.view(printable, texts, theme))
        return charts.set_in(theme.faces[0], page) if theme.faces else page

    def whole_page(self, printable: Printable) -> str:
        """The document as one HTML page with its sheets and drawings inside, for other engines to compare."""
        theme, sheet = _theme(printable), self._sheet_text
        for key, drawing in self.kind.art(printable, theme).items():
            sheet = sheet.replace(key, f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}")
        return self.html(printable).replace("</head>", f"<style>{sheet}{theme.css()}</style></head>", 1)

    def render(self, printable: Printable, pictures: dict[str, bytes]) -> bytes:
        """The document as PDF; raises RenderFailed when anything was not as it should be."""
        keys = printable.picture_keys()
        missing = [key for key in keys if key not in pictures]
        if missing:
            raise RenderFailed(f"pictures are missing: {', '.join(missing[:5])}")
        theme = _theme(printable)
        shown = {key: pictures[key] for key in keys} | _cover(printable, pictures)
        fetcher = ManifestFetcher(shown, self._art(printable))
        with _Complaints() as complaints:
            content = self._print(self.html(printable), theme, fetcher, self._attachments(printable))
        if complaints:
            raise RenderFailed("; ".join(complaints[:3]))
        return content

    def _art(self, printable: Printable) -> dict[str, str]:
        drawings = self.kind.art(printable, _theme(printable))
        return {key: drawing for key, drawing in drawings.items() if not (printable.brand.cover and key == "art:cover")}

    def _print(self, html: str, theme: Theme, fetcher: ManifestFetcher, attachments: list[Attachment]) -> bytes:
        sheets = [self._sheet, self._css(theme.css())]
        collecting = gc.isenabled()
        gc.disable()
        try:
            page = HTML(string=html, url_fetcher=fetcher)
            document = page.render(font_config=self._fonts, stylesheets=sheets, pdf_variant=accessible.VARIANT)
            if len(document.pages) > MOST_PAGES:
                raise RenderFailed(f"{len(document.pages)} pages, at most {MOST_PAGES}")
            accessible.claim_both(document)
            content: bytes = document.write_pdf(
                finisher=accessible.finish, pdf_variant=accessible.VARIANT, attachments=attachments
            )
            self._last = page, document  # Taken apart when the next is ready, or by the end of the process, at once.
            return content
        finally:
            if collecting:
                gc.enable()

    def _css(self, source: str) -> CSS:
        """A sheet, kept with its source: pages of one brand share their sheets."""
        sheet = self._sheets.pop(source, None)
        if sheet is None:
            sheet = CSS(string=source, font_config=self._fonts, url_fetcher=ManifestFetcher({}))
            sheet.source = source
        if len(self._sheets) >= MOST_SHEETS:
            self._sheets.pop(next(iter(self._sheets)))
        self._sheets[source] = sheet
        return sheet

    def _attachments(self, printable: Printable) -> list[Attachment]:
        when = datetime.fromisoformat(f"{printable.issued_on}T00:00:00Z")
        texts = load_texts(self.kind.folder, printable.language)
        return [
            Attachment(string=one.content, name=one.name, description=one.description, created=when, modified=when,
                       relationship="Data")
            for one in self.kind.enclosures(printable, texts)
        ]  # fmt: skip


@cache
def _blank_picture() -> bytes:
    """A small white JPEG."""
    made = BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "JPEG")
    return made.getvalue()


def _cover(printable: Printable, pictures: dict[str, bytes]) -> dict[str, bytes]:
    """The brand's picture in the place of the cover's drawing."""
    return {"art:cover": pictures[printable.brand.cover]} if printable.brand.cover else {}


def _theme(printable: Printable) -> Theme:
    return theme_of(printable.brand)

class _Complaints(logging.Handler):
    """Collects what the engine complains about while a report is printed: a warning there is a flaw on paper."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage()[:200])

    def __enter__(self) -> list[str]:
        logging.getLogger("weasyprint").addHandler(self)
        return self.found

    def __exit__(self, *_: object) -> None:
        logging.getLogger("weasyprint").removeHandler(self)
