"""A report for who holds a link to it: without an account, for a time, and for nobody else's eyes or index.

The address is the secret: it is written nowhere, sent nowhere as a referrer, and kept by no cache.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request

from reports.documents.texts import in_language
from reports.links import LinkOver, find_link, mark_link_opened
from reports.models import Print, ReportLink
from reports.print_files import kept_pdf, pdf_name
from reports.reading import is_replaced
from reports.theme import make_theme
from shopper import clock, languages
from shopper.access import public

_COME_BACK_S = "5"


@public
def page(token: str) -> Response:
    """What the mail says, and the way to the PDF. 404: no such link; 410: its time is over."""
    link = _link(token)
    if isinstance(link, Response):
        return link
    printed, link_id = link.printed, link.id
    if request.method == "GET" and link.opened_at is None:
        mark_link_opened(link_id, clock.now())
    with languages.in_language(printed.language):
        return make_response(render_template("hq/linked.html", token=token, ends_at=link.ends_at, **_said(printed)))


@public
def pdf(token: str) -> Response:
    """The PDF of the link's edition; 202 and a page that comes back while it is being made again."""
    link = _link(token)
    if isinstance(link, Response):
        return link
    printed = link.printed
    report, language = printed.report or abort(404), printed.language
    content = kept_pdf(printed)
    if content is None:
        return _wait_page(token, language, has_failed=printed.state == "failed")
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=pdf_name(report, language))
    return answer


def make_blueprint() -> Blueprint:
    """Everything under /r/."""
    door = Blueprint("linked", __name__, url_prefix="/r", template_folder="templates")
    door.add_url_rule("/<token>", "page", page)
    door.add_url_rule("/<token>/pdf", "pdf", pdf)
    door.after_request(_kept_quiet)
    return door


def _link(token: str) -> ReportLink | Response:
    try:
        found = find_link(token, clock.now())
    except LinkOver as over:
        with languages.in_language(over.language):
            return make_response(render_template("hq/link_over.html"), 410)
    return found if found is not None and found.printed.report is not None else abort(404)


def _said(printed: Print) -> dict[str, Any]:
    assert printed.report
    snapshot, language = printed.report.snapshot, printed.language
    brand = snapshot["report"]["brand"]
    return {
        "report": printed.report,
        "printed": printed,
        "brand": brand["name"],
        "store": snapshot["report"]["store"]["name"],
        "when": snapshot["when"][printed.audience][language],
        "headline": in_language(snapshot["report"]["headline"], language),
        "theme": make_theme(brand["main_colour"], brand["accent_colour"]),
        "is_replaced": is_replaced(printed.report),
    }


def _wait_page(token: str, language: str, *, has_failed: bool) -> Response:
    with languages.in_language(language):
        answer = make_response(render_template("hq/linked_wait.html", token=token, has_failed=has_failed))
    if not has_failed:
        answer.status_code = 202
        answer.headers["Refresh"] = _COME_BACK_S
    return answer


def _kept_quiet(answer: Response) -> Response:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
