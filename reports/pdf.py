"""Report data and pictures in, the bytes of a PDF out. Imported only by the process that prints.

WeasyPrint lets Pillow accept cut-off pictures in its whole process: never import this where uploads are decoded."""

from __future__ import annotations

import base64
import gc
import json
import logging
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from reports import accessible, charts, report_data, typography
from reports.documents import paper, samples, view
from reports.documents.texts import load_texts
from reports.fetcher import ManifestFetcher
from reports.hyphenation import register_finnish
from reports.report_data import ReportData
from reports.theme import Theme, make_theme

STORE_REPORT = Path(__file__).parent / "documents" / "store_report"
MOST_PAGES = 80


class RenderFailed(RuntimeError):
    """A report that could not be printed as it should be; the message says why."""


def render(data: dict[str, Any], pictures: dict[str, bytes]) -> bytes:
    """One report as PDF. `data`: plain report data; `pictures`: JPEG or PNG by key. Same input, same bytes."""
    return press().render(report_data.from_plain(data), pictures)


@cache
def press() -> Press:
    """The press of this process; loading it takes a while, once."""
    return Press()


class Press:
    """Fonts, sheet and template, loaded once and used for every report."""

    def __init__(self) -> None:
        register_finnish()
        accessible.install()
        self._fonts = FontConfiguration()
        self._coverage = typography.Coverage.of_this_machine()
        self._template = paper.make_environment(STORE_REPORT, self._coverage).get_template("template.html")
        self._sheet = self._css((STORE_REPORT / "sheet.css").read_text(encoding="utf-8"))

    def warm(self) -> None:
        """Prints the sample once, so that what every report needs is loaded before the first real one."""
        plain = samples.sample(STORE_REPORT)
        plain["brand"]["logo"] = None
        plain["evidence"] = {}
        self.render(report_data.from_plain(plain), {})

    def html(self, report: ReportData) -> str:
        """The report's page as HTML, without its sheet."""
        texts = load_texts(STORE_REPORT, report.language)
        theme = make_theme(report.brand.main_colour, report.brand.accent_colour)
        said = view.view_of(report, texts, theme, _attachment_name(report))
        return self._template.render(said, print_limit=paper.print_limit(report))

    def whole_page(self, report: ReportData) -> str:
        """The report as one HTML page with its sheets and drawing inside, for other engines to compare."""
        theme = make_theme(report.brand.main_colour, report.brand.accent_colour)
        sheet = (STORE_REPORT / "sheet.css").read_text(encoding="utf-8")
        art = base64.b64encode(_art(report, theme).encode()).decode()
        styles = f"{sheet.replace('art:cover', f'data:image/svg+xml;base64,{art}')}{theme.css()}"
        return self.html(report).replace("</head>", f"<style>{styles}</style></head>", 1)

    def render(self, report: ReportData, pictures: dict[str, bytes]) -> bytes:
        """The report as PDF; raises RenderFailed when anything was not as it should be."""
        missing = [key for key in report.picture_keys() if key not in pictures]
        if missing:
            raise RenderFailed(f"pictures are missing: {', '.join(missing[:5])}")
        theme = make_theme(report.brand.main_colour, report.brand.accent_colour)
        fetcher = ManifestFetcher(_chosen(report, pictures), {"art:cover": _art(report, theme)})
        with _Complaints() as complaints:
            content = self._print(self.html(report), theme, fetcher, _attachments(report))
        if complaints:
            raise RenderFailed("; ".join(complaints[:3]))
        return content

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
            return content
        finally:
            if collecting:
                gc.enable()

    def _css(self, source: str) -> CSS:
        return CSS(string=source, font_config=self._fonts, url_fetcher=ManifestFetcher({}))


def _chosen(report: ReportData, pictures: dict[str, bytes]) -> dict[str, bytes]:
    return {key: pictures[key] for key in report.picture_keys()}


def _art(report: ReportData, theme: Theme) -> str:
    felt = [point.valence for point in report.journey.points if point.valence is not None]
    scored = [(section.percent or 0) / 25 - 2 for section in report.score.sections if section.percent is not None]
    return charts.cover_art(felt if len(felt) > 1 else scored, theme)


def _attachment_name(report: ReportData) -> str:
    number = "".join(character for character in report.visit.number if character.isalnum() or character == "-")
    return f"{number or 'visit'}-{report.edition_number}.json"


def _attachments(report: ReportData) -> list[Attachment]:
    """The headquarters' edition carries its answers as data."""
    if report.edition != "hq":
        return []
    when = datetime.fromisoformat(f"{report.issued_on}T00:00:00Z")
    attachment = Attachment(
        string=json.dumps(report.to_plain(), indent=1, sort_keys=True),
        name=_attachment_name(report),
        description=load_texts(STORE_REPORT, report.language).attachment,
        created=when,
        modified=when,
        relationship="Data",
    )
    return [attachment]


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
