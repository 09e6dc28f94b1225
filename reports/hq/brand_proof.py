"""How a brand looks on a report, shown while it is set up: colours as they will be, what was moved and why."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, make_response, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from reports.documents.proof import proof
from reports.hq.fonts import font_rules
from reports.report_data import ReportDataError
from reports.theme import ThemeError
from shopper.access import brands_for, one_or_404, policy
from shopper.branding import TONES, TYPEFACES
from shopper.headers import csp_nonce, framed_by_us, printed_within
from shopper.languages import current_language
from shopper.models import ADMINISTRATOR, Brand, Person

_USES = {
    "cover": _l("It is the ground of the first page."),
    "accent_on_cover": _l("It stands for small words and marks on the first page."),
    "main_text": _l("It stands for headings."),
    "main_graphic": _l("It stands for bars and curves. Red is kept for what fell short."),
    "accent_graphic": _l("It stands for marks in drawings."),
}


@policy(ADMINISTRATOR)
def brand_proof(person: Person) -> Response:
    """The first page of the sample in the look that the query names, with the pictures that `?brand=` has kept."""
    asked = request.args
    typeface, tone = asked.get("typeface", "inter"), asked.get("tone", "plain")
    if typeface not in TYPEFACES or tone not in TONES:
        abort(404)
    kept = _kept(person, asked.get("brand"))
    addresses = _addresses(kept)
    brand = {
        "name": asked.get("name", "")[:80] or "–", "main_colour": asked.get("main_colour", "").strip(),
        "accent_colour": asked.get("accent_colour", "").strip(), "typeface": typeface, "tone": tone,
        "logo": "brand:logo" if "brand:logo" in addresses else None,
        "cover": "brand:cover" if "art:cover" in addresses else None,
    }  # fmt: skip
    try:
        page, theme = proof(
            brand, current_language(), addresses=addresses, fonts=font_rules(typeface), nonce=csp_nonce()
        )
    except (ThemeError, ReportDataError):
        return framed_by_us(make_response(render_template("hq/no_proof.html")))
    told = render_template("hq/moved.html", moved=theme.moved, veil=theme.veil, uses=_USES)
    return framed_by_us(printed_within(make_response(page.replace("</body>", f"{told}</body>", 1))))


def _kept(person: Person, asked: str | None) -> Brand | None:
    try:
        return one_or_404(brands_for(person), id=UUID(asked)) if asked else None
    except ValueError:
        abort(404)


def _addresses(kept: Brand | None) -> dict[str, str]:
    if kept is None:
        return {}
    found = {}
    if kept.logo:
        found["brand:logo"] = url_for("desk.logo", brand_id=kept.id)
    if kept.cover:
        found["art:cover"] = url_for("desk.cover", brand_id=kept.id)
    return found
