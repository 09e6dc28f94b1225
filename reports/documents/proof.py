"""The first page of a sample report in a brand's look, as a web page: for who sets the brand up. No layout engine."""

from __future__ import annotations

import base64
from functools import cache
from typing import Any

from jinja2 import Template
from markupsafe import escape

from reports import typography
from reports.documents import paper, samples
from reports.documents.store_report_kind import STORE_REPORT
from reports.documents.texts import load_texts
from reports.theme import Theme, theme_of

# On a screen there are no pages: the first one is shown, and what its margins would hold is not.
_ON_SCREEN = """
html{background:#fff}body{width:210mm;margin:0;padding:0}
body>*:not(.cover,.facts,.glance,.moved){display:none}
.moved{margin:8mm 15mm 0;border-top:.6pt solid var(--soft);padding-top:3mm}.moved p{margin:0 0 1.5mm}
.moved svg{display:inline;width:9mm;height:3.5mm;vertical-align:-.6mm}
.cover,.facts,.glance{margin:0}.facts,.glance{margin-inline:15mm;width:180mm}.facts{padding-top:6mm}
"""


def proof(
    brand: dict[str, Any], language: str, *, addresses: dict[str, str], fonts: str, nonce: str
) -> tuple[str, Theme]:
    """The page, and the theme with the colours that were moved. `brand`: plain data of a Brand; `addresses`: where its
    pictures are, by key; `fonts`: rules for its faces. Raises ReportDataError, ThemeError."""
    plain = samples.sample(STORE_REPORT.folder, language)
    report = STORE_REPORT.read({**plain, "brand": brand, "evidence": {}})
    theme = theme_of(report.brand)
    texts = load_texts(STORE_REPORT.folder, language, report.brand.tone)
    page = _template().render(STORE_REPORT.view(report, texts, theme))
    art = base64.b64encode(STORE_REPORT.art(report, theme)["art:cover"].encode()).decode()
    drawn = {"art:cover": f"data:image/svg+xml;base64,{art}"} | addresses
    style = f"{fonts}{_sheet()}{theme.css()}{_ON_SCREEN}"
    for key, address in drawn.items():
        page, style = page.replace(f'"{key}"', f'"{escape(address)}"'), style.replace(key, address)
    return page.replace("</head>", f'<style nonce="{nonce}">{style}</style></head>', 1), theme


@cache
def _template() -> Template:
    coverage = typography.Coverage.of_this_machine()
    return paper.make_environment(STORE_REPORT.folder, coverage).get_template("template.html")


@cache
def _sheet() -> str:
    sheets = (STORE_REPORT.folder.parent / "common.css", STORE_REPORT.folder / "sheet.css")
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
