"""What the pages of waves and of a store's year share: reading an edition, issuing the next one, and its files."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from extensions import db, transaction
from reports.hq.photos import kept_picture
from reports.hq.said import said_by
from reports.hq.scope import READERS, chosen_language
from reports.models import ChainReport, Print
from reports.print_files import await_print, kept_pdf
from reports.wave.issue import NothingToTell, chain_print_for
from reports.wave.progress import editions_of, printing_of
from reports.wave.reading import issued_for
from reports.wave.reports import plain_in
from shopper import clock
from shopper.access import policy
from shopper.clock import HERE
from shopper.languages import current_language
from shopper.models import Job, Person

_COME_BACK_S = "3"
_PAGE_COMES_BACK_S = "4"
# What would be told at an instant, and until which day; raises NothingToTell.
Tell = Callable[[datetime], tuple[dict[str, Any], date]]


@policy(*READERS)
def issued_pdf(person: Person, issued_id: UUID) -> Response:
    """The PDF of an edition in `?language=`; 202 and a page that comes back while it is being made."""
    found = db.session.scalar(issued_for(person).where(ChainReport.id == issued_id)) or abort(404)
    language = chosen_language(current_language())
    printed = _print_of(found, language)
    content = kept_pdf(printed)
    if content is None:
        await_print(printed)
        return _wait_page(found, printed)
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=_file_name(found, language))
    return answer


@policy(*READERS)
def issued_picture(person: Person, issued_id: UUID, sha256: str) -> Response:
    """The brand's logo or cover as it stands in an edition."""
    found = db.session.scalar(issued_for(person).where(ChainReport.id == issued_id)) or abort(404)
    brand = found.snapshot["report"]["brand"]
    return kept_picture(sha256) if f"brand:{sha256}" in (brand.get("logo"), brand.get("cover")) else abort(404)


def account_page(
    template: str, kind: str, chain_id: UUID, issued: ChainReport | None, tell: Tell, **values: Any
) -> Response:
    """The page of an account of many visits: its newest edition `issued`; before there is one, what it would say now.

    It comes back by itself as long as the edition is being printed.
    """
    printing = printing_of(issued) if issued else None
    earlier = editions_of(issued) if issued else []
    said = _said_now(kind, chain_id, tell) if issued is None else _said_in(issued)
    answer = make_response(
        render_template(template, issued=issued, printing=printing, earlier=earlier, said=said, **values)
    )
    if printing and printing.is_under_way:
        answer.headers["Refresh"] = _PAGE_COMES_BACK_S
    return answer


def issue_next(before: ChainReport | None, issue: Callable[[], ChainReport], nothing: str, back: str) -> AnyResponse:
    """Issue the next edition after `before` and go to the page `back`; where nothing has changed, or there is `nothing`
    to tell, say so there."""
    edition_before = before.edition if before else 0
    try:
        edition = issue().edition
    except NothingToTell:
        flash(nothing, "wait")
    else:
        flash(*_issued_words(edition, edition_before))
    return redirect(back, 303)


def _issued_words(edition: int, before: int) -> tuple[str, str]:
    if edition == before:
        return _("Nothing has changed since edition %(number)s. It stays the newest.", number=edition), "wait"
    said = _("Edition %(number)s is issued. It is being printed in three languages, and its readers are told by mail.",
             number=edition)  # fmt: skip
    return said, "good"


def _said_in(issued: ChainReport) -> dict[str, Any] | None:
    return said_by(issued.kind, plain_in(issued.snapshot, current_language()), partial(_address_of, issued))


def _said_now(kind: str, chain_id: UUID, tell: Tell) -> dict[str, Any] | None:
    at = clock.now()
    try:
        told, _until = tell(at)
    except NothingToTell:
        return None
    told = {**told, "issued_on": at.astimezone(HERE).date().isoformat(), "edition_number": 1}
    return said_by(kind, plain_in({"report": told}, current_language()), partial(_address_now, chain_id))


def _address_of(issued: ChainReport, key: str) -> str:
    return url_for("hq.issued_picture", issued_id=issued.id, sha256=key.removeprefix("brand:"))


def _address_now(chain_id: UUID, key: str) -> str:
    return url_for("hq.chain_picture", chain_id=chain_id, sha256=key.removeprefix("brand:"))


def _print_of(found: ChainReport, language: str) -> Print:
    wanted = select(Print).filter_by(chain_report_id=found.id, document=found.kind, language=language)
    printed = db.session.scalar(wanted)
    if printed is None:
        with transaction():
            chain_print_for(found, language, clock.now())
        printed = db.session.scalars(wanted).one()
    return printed


def _wait_page(found: ChainReport, printed: Print) -> Response:
    newest = select(Job.state).where(Job.kind == "print", Job.ref == str(printed.id)).order_by(Job.revision.desc())
    has_failed = printed.state == "failed" or db.session.scalar(newest.limit(1)) == "failed"
    answer = make_response(render_template("hq/printing.html", back=_page_of(found), has_failed=has_failed))
    if not has_failed:
        answer.status_code = 202
        answer.headers["Refresh"] = _COME_BACK_S
    return answer


def _page_of(found: ChainReport) -> str:
    if found.wave_id:
        return url_for("hq.wave", wave_id=found.wave_id)
    return url_for("hq.store_year", store_id=found.store_id)


def _file_name(found: ChainReport, language: str) -> str:
    """The wave's or the store's name, and the edition where there are several."""
    named = found.wave.name if found.wave else f"{found.store.code if found.store else ''}-{found.until.year}"
    plain = re.sub(r"[^A-Za-z0-9-]+", "-", named).strip("-")[:60] or found.kind
    later = f"-{found.edition}" if found.edition > 1 else ""
    return f"{plain}{later}-{language}.pdf"
