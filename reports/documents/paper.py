"""The template engine of printed documents: sandboxed, strict about names, escaping; it sets each text for print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from reports import typography
from reports.report_data import MOST_CHARACTERS, ReportData

PRINT_BUDGET = 120_000
"""So many characters of answers and words are printed in all, however many there are."""
LINE_COST = 60
MOST_PRINTED_LINES = 60


def make_environment(folder: Path, coverage: typography.Coverage) -> SandboxedEnvironment:
    """An environment for the templates in `folder`, and the parts beside it that all share; characters outside
    `coverage` are said, not drawn."""

    @pass_context
    def set_text(context: Context, value: Any) -> Any:
        if isinstance(value, Markup):
            return value
        if value is None:
            raise TypeError("a document never prints None")
        text = coverage.printable(typography.clean(str(value)), context["t"].unprintable)
        return typography.breakable(text)

    @pass_context
    def prose(context: Context, text: str) -> Markup:
        kept = typography.trimmed(_few_lines(text), context["print_limit"], context["t"].goes_on)
        return Markup("<br>").join(escape(set_text(context, line)) for line in kept.split("\n"))

    environment = SandboxedEnvironment(
        loader=FileSystemLoader([folder, folder.parent]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=set_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(prose=prose, fit=fit, quoted=quoted, width=width, key=picture_key)
    return environment


def fit(text: str, most: int) -> str:
    """A text cut to its place on the page, with “…”."""
    return typography.trimmed(" ".join(text.split()), most, "")


@pass_context
def quoted(context: Context, text: str | Markup, language: str = "") -> str | Markup:
    """A text in the quotation marks of `language`, else of the report's."""
    opening, closing = ("“", "”") if (language or context["language"]) == "en" else ("”", "”")
    if isinstance(text, Markup):
        return escape(opening) + text + escape(closing)
    return opening + text.strip('"”“ ') + closing


def width(percent: float) -> str:
    """A share for CSS, 0–100."""
    return f"{min(100.0, max(0.0, percent)):.1f}"


def picture_key(key: str) -> Markup:
    """A picture's checked key as an address, untouched by typography."""
    return escape(key)


def _few_lines(text: str) -> str:
    lines = typography.paragraphs(text).split("\n")
    return "\n".join([*lines[: MOST_PRINTED_LINES - 1], " ".join(lines[MOST_PRINTED_LINES - 1 :])]).strip()


def print_limit(report: ReportData) -> int:
    """The most characters printed of any one text, so that all of them together stay within the budget."""
    texts = [text for section in report.sections for row in section.rows for text in (row.answer, row.quote)]
    texts += [point.words for point in report.journey.points]
    costs = [len(text) + LINE_COST * text.count("\n") for text in (*texts, *report.remarks, *report.flags)]
    limit = MOST_CHARACTERS
    while limit > 100 and sum(min(cost, limit) for cost in costs) > PRINT_BUDGET:
        limit = int(limit * 0.8)
    return limit
