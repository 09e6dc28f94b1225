"""A report for who holds a link to it: without an account, for a time, and for nobody else's eyes or index.

The address is the secret: it is written nowhere, sent nowhere as a referrer, and kept by no cache.
"""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlalchemy import select

from extensions import db
from reports.editions import photos_in
from reports.hq.photos import clean_copy, kept_picture
from reports.hq.said import said_of, shows_photo, shows_picture
from reports.links import LinkOver, find_link, mark_link_opened
from reports.models import Print, ReportLink
from reports.print_files import await_print, kept_pdf, pdf_name
from reports.reading import is_replaced, newest_of
from shopper import clock, languages
from shopper.access import public
from shopper.models import Photo

_COME_BACK_S = "5"


@public
def page(token: str) -> Response:
    """The whole report, in the edition and language of the print that was mailed. 404: no such link; 410: its time is
    over."""
    link = _link(token)
    if isinstance(link, Response):
        return link
    printed, link_id, ends_at = link.printed, link.id, link.ends_at
    if request.method == "GET" and link.opened_at is None:
        mark_link_opened(link_id, clock.now())
    with languages.in_language(printed.language):
        return make_response(render_template("hq/linked.html", token=token, ends_at=ends_at, **_shown(token, printed)))


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
        await_print(printed)
        return _wait_page(token, language, has_failed=printed.state == "failed")
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=pdf_name(report, language))
    return answer


@public
def photo(token: str, photo_id: UUID) -> Response:
    """A photo of the link's edition; none that a correction has taken out since, and in a store's none of a receipt."""
    link = _link(token)
    if isinstance(link, Response):
        return link
    report, audience = link.printed.report or abort(404), link.printed.audience
    found = db.session.scalar(select(Photo).where(Photo.id == photo_id, Photo.visit_id == report.visit_id))
    editions = (report, newest_of(report))
    if found is None or not all(shows_photo(edition, audience, photo_id) for edition in editions):
        abort(404)
    return clean_copy(found)


@public
def picture(token: str, sha256: str) -> Response:
    """A picture of the brand's own that stands in the link's report."""
    link = _link(token)
    if isinstance(link, Response):
        return link
    report = link.printed.report or abort(404)
    return kept_picture(sha256) if shows_picture(report, sha256) else abort(404)


def make_blueprint() -> Blueprint:
    """Everything under /r/."""
    door = Blueprint("linked", __name__, url_prefix="/r", template_folder="templates")
    door.add_url_rule("/<token>", "page", page)
    door.add_url_rule("/<token>/pdf", "pdf", pdf)
    door.add_url_rule("/<token>/photos/<uuid:photo_id>", "photo", photo)
    door.add_url_rule("/<token>/pictures/<sha256>", "picture", picture)
    door.after_request(_kept_quiet)
    return door


def _link(token: str) -> ReportLink | Response:
    try:
        found = find_link(token, clock.now())
    except LinkOver as over:
        with languages.in_language(over.language):
            return make_response(render_template("hq/link_over.html"), 410)
    return found if found is not None and found.printed.report is not None else abort(404)


def _shown(token: str, printed: Print) -> dict[str, Any]:
    assert printed.report
    picture = partial(_address_of, token)
    return {
        "found": printed.report,
        "printed": printed,
        "audience": printed.audience,
        "said": said_of(printed.report, printed.audience, printed.language, picture),
        "photos": photos_in(printed.report.snapshot, printed.audience, printed.language),
        "picture": picture,
        "is_replaced": is_replaced(printed.report),
    }


def _address_of(token: str, key: str) -> str:
    """Where the picture with this key ("photo:…", "brand:…") is, for who holds the link."""
    kind, name = key.split(":", 1)
    if kind == "photo":
        return url_for("linked.photo", token=token, photo_id=name)
    return url_for("linked.picture", token=token, sha256=name)


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
