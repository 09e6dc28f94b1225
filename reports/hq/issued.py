"""What the pages of waves and of a store's year share: reading an edition, and its file."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, abort, make_response, render_template, url_for
from sqlalchemy import select

from extensions import db, transaction
from reports.documents.kinds import KINDS
from reports.documents.texts import load_texts
from reports.hq.scope import READERS, chosen_language
from reports.models import ChainReport, Print
from reports.print_files import kept_pdf
from reports.report_data import ReportDataError
from reports.theme import theme_of
from reports.wave.issue import chain_print_for
from reports.wave.reading import issued_for
from reports.wave.reports import plain_in
from shopper import clock
from shopper.access import policy
from shopper.clock import HERE
from shopper.languages import current_language
from shopper.models import Job, Person

_COME_BACK_S = "3"


@policy(*READERS)
def issued_pdf(person: Person, issued_id: UUID) -> Response:
    """The PDF of an edition in `?language=`; 202 and a page that comes back while it is being made."""
    found = db.session.scalar(issued_for(person).where(ChainReport.id == issued_id)) or abort(404)
    language = chosen_language(current_language())
    printed = _print_of(found, language)
    content = kept_pdf(printed)
    if content is None:
        return _wait_page(found, printed)
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=_file_name(found, language))
    return answer


def said_by(kind: str, snapshot: dict[str, Any], language: str) -> dict[str, Any] | None:
    """All that the print of this snapshot says, ready to be set, with its `theme`; None where it holds too much."""
    document = KINDS[kind]
    try:
        data = document.read(plain_in(snapshot, language))
    except ReportDataError:
        return None
    theme = theme_of(data.brand)
    return {**document.view(data, load_texts(document.folder, language, data.brand.tone), theme), "theme": theme}


def unissued(told: dict[str, Any], at: datetime) -> dict[str, Any]:
    """What was told, as a snapshot that nobody issued yet."""
    return {"report": {**told, "issued_on": at.astimezone(HERE).date().isoformat(), "edition_number": 1}}


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
