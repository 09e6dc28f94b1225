"""What the store answers to its report: the one deed – chosen, and marked as done –, or its reply."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.screens.hq import ReplyForm
from forms.screens.inputs import as_day
from reports.actions import ActionRefused, choose_action, finish_action
from reports.hq.report import action_form, report_page
from reports.hq.scope import report_or_404
from reports.models import Report
from reports.reading import may_act, may_reply
from reports.replies import ReplyRefused, say
from shopper import clock
from shopper.access import policy
from shopper.languages import current_language
from shopper.models import HQ, STORE_MANAGER, Person


@policy(HQ, STORE_MANAGER)
def choose(person: Person, report_id: UUID) -> Response | tuple[str, int]:
    """Keep the deed, the role and the day; with a mistake the page comes back with what was written."""
    report = _theirs(person, report_id)
    form = action_form(report, current_language(), request.form)
    due_on = as_day(form.due_on.data) if form.validate() else None
    if due_on is None:
        return report_page(person, report, form), 422
    question = form.question.data
    try:
        choose_action(report, form.deed.data, form.owner_role.data, due_on, person, clock.now(), question)
    except ActionRefused:
        abort(409)
    return _back(report_id, _("The deed is chosen. The next visit looks at exactly that."))


@policy(HQ, STORE_MANAGER)
def finish(person: Person, report_id: UUID) -> Response:
    """The deed is in use."""
    report = _theirs(person, report_id)
    if not finish_action(report, person, clock.now()):
        abort(409)
    return _back(report_id, _("Marked as done. Well done."))


@policy(STORE_MANAGER, sees=(HQ,))
def reply(person: Person, report_id: UUID) -> Response | tuple[str, int]:
    """Keep the store's own words; with a mistake the page comes back with what was written."""
    report = report_or_404(person, report_id)
    if not may_reply(person, report):
        abort(403)
    form = ReplyForm(request.form)
    if not form.validate():
        return report_page(person, report, reply_form=form), 422
    try:
        say(report, form.reply.data, person, clock.now())
    except ReplyRefused:
        abort(409)
    return _back(report_id, _("The reply is kept. Headquarters read it with the report."))


def _theirs(person: Person, report_id: UUID) -> Report:
    report = report_or_404(person, report_id)
    return report if may_act(person, report) else abort(403)


def _back(report_id: UUID, message: str) -> Response:
    flash(message, "good")
    return redirect(url_for("hq.report", report_id=report_id, _anchor="action"), 303)
