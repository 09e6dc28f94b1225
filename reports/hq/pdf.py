"""A report as a file. What is not printed yet in the language asked for is printed now; a page says so meanwhile."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, make_response, render_template, request
from sqlalchemy import select

from extensions import db, transaction
from reports.hq.report import mark_opened
from reports.hq.scope import READERS, chosen_audience, chosen_language, report_or_404
from reports.issue import print_for
from reports.models import Print, Report
from reports.print_files import await_print, kept_pdf, pdf_name
from shopper import clock
from shopper.access import policy
from shopper.languages import current_language
from shopper.models import Job, Person

_COME_BACK_S = "3"
_DOCUMENTS = ("store_report", "huddle")


@policy(*READERS)
def pdf(person: Person, report_id: UUID) -> Response:
    """The PDF of `?document=` (its report, or the huddle sheet, which is the store's), of `?edition=`, in `?language=`;
    202 and a page that comes back while it is being made."""
    found = report_or_404(person, report_id)
    document, language = _chosen_document(), chosen_language(current_language())
    audience = "store" if document == "huddle" else chosen_audience(person, found)
    mark_opened(person, found, clock.now())
    printed = _print_of(found, document, audience, language)
    content = kept_pdf(printed)
    if content is None:
        await_print(printed)
        return _wait_page(found, printed)
    answer = Response(content, mimetype="application/pdf")
    name = pdf_name(found, f"huddle-{language}" if document == "huddle" else language)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _chosen_document() -> str:
    wanted = request.args.get("document") or "store_report"
    return wanted if wanted in _DOCUMENTS else abort(404)


def _print_of(found: Report, document: str, audience: str, language: str) -> Print:
    wanted = select(Print).filter_by(report_id=found.id, document=document, audience=audience, language=language)
    printed = db.session.scalar(wanted)
    if printed is None:
        with transaction():
            print_for(found, audience, language, clock.now(), document)
        printed = db.session.scalars(wanted).one()
    return printed


def _wait_page(found: Report, printed: Print) -> Response:
    has_failed = printed.state == "failed" or _job_failed(printed)
    answer = make_response(render_template("hq/printing.html", found=found, has_failed=has_failed))
    if not has_failed:
        answer.status_code = 202
        answer.headers["Refresh"] = _COME_BACK_S
    return answer


def _job_failed(printed: Print) -> bool:
    newest = select(Job.state).where(Job.kind == "print", Job.ref == str(printed.id)).order_by(Job.revision.desc())
    return db.session.scalar(newest.limit(1)) == "failed"
