"""The first page of headquarters (the portfolio) and of a store manager (the own store's reports)."""

from __future__ import annotations

from flask import abort, render_template, request

from reports.documents.texts import in_language
from reports.hq.scope import READERS
from reports.models import Report
from reports.portfolio import actions_of, can_rank, latest, open_count, standings
from reports.reading import audiences_for
from reports.replies import replies_to
from shopper import clock
from shopper.access import policy
from shopper.languages import current_language
from shopper.models import Person

_LAST_PAGE = 10_000


@policy(*READERS)
def home(person: Person) -> str:
    """Stores with their last score, and the reports, open ones first; `?sort=score`, `?open=1` (open ones alone),
    `?page=2`."""
    page, open_alone = _page(), request.args.get("open") == "1"
    by_mean = request.args.get("sort") == "score"
    lines = standings(person, by_mean=by_mean)
    reports, more = latest(person, page, open_alone=open_alone)
    visit_ids = [report.visit_id for report in reports]
    waiting, issued = open_count(person)
    return render_template(
        "hq/home.html",
        lines=lines,
        rankable=can_rank(lines),
        by_mean=by_mean,
        reports=reports,
        actions=actions_of(visit_ids),
        replies=replies_to(visit_ids),
        open_alone=open_alone,
        waiting=waiting,
        issued=issued,
        page=page,
        more=more,
        whens={report.id: _visited(person, report) for report in reports},
        today=clock.today(),
    )


def _visited(person: Person, report: Report) -> str:
    """The time of the visit as this reader's edition of the report tells it."""
    audience = audiences_for(person, report)[0]
    return str(in_language(report.snapshot["when"][audience], current_language()))


def _page() -> int:
    text = request.args.get("page", "1")
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return page if 1 <= page <= _LAST_PAGE else abort(404)
