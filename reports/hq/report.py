"""One report on the screen: what the print says, in the same order, readable on a phone."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from wtforms import Form

from extensions import db, transaction
from forms.screens.hq import DEED_LIMIT, ActionForm, ReplyForm
from reports import typography
from reports.actions import OWNER_ROLES, details_to_mend
from reports.afterwards import afterwards
from reports.comparison import action_of
from reports.editions import photos_in
from reports.hq.photos import address_of
from reports.hq.said import said_of
from reports.hq.scope import READERS, chosen_audience, report_or_404
from reports.models import ActionPoint, Delivery, Report
from reports.reading import audiences_for, may_act, may_reply
from reports.replies import may_say, reply_of
from shopper import clock
from shopper.access import policy
from shopper.languages import current_language
from shopper.models import Person


@policy(*READERS)
def report(person: Person, report_id: UUID) -> str:
    """The report's page; opening it is noted with the person's delivery."""
    found = report_or_404(person, report_id)
    mark_opened(person, found, clock.now())
    return report_page(person, found)


def report_page(person: Person, found: Report, form: Form | None = None, reply_form: Form | None = None) -> str:
    """The page of a report that `person` may read; `form`, `reply_form`: as they were posted, with their mistakes."""
    audience, language = chosen_audience(person, found), current_language()
    action, reply, picture = action_of(found), reply_of(found), partial(address_of, found)
    return render_template(
        "hq/report.html",
        found=found,
        audience=audience,
        audiences=audiences_for(person, found),
        newer=_newer(found),
        said=said_of(found, audience, language, picture),
        photos=photos_in(found.snapshot, audience, language),
        picture=picture,
        afterwards=afterwards(found.visit, language) if audience == "hq" else (),
        later_title=later_title,
        action=action,
        reply=reply,
        is_open=action is None and reply is None,
        form=form or action_form(found, language),
        reply_form=reply_form or ReplyForm(data={"reply": reply.words if reply else ""}),
        may_act=may_act(person, found),
        may_reply=may_reply(person, found) and may_say(found),
        deliveries=_deliveries(found) if "hq" in audiences_for(person, found) else (),
        today=clock.today(),
    )


def later_title(days: int) -> str:
    """How long after the visit something was answered, as a title."""
    if days == 7:
        return str(_("A week later"))
    return str(ngettext("A day later", "%(num)s days later", days))


def action_form(found: Report, language: str, posted: Any = None) -> ActionForm:
    """The form of the one deed, filled with what was chosen, else with the step that the report suggests."""
    chosen, details = action_of(found), details_to_mend(found.snapshot, language)
    values = _chosen(chosen) if chosen else _suggested(found.snapshot, language)
    if values["question"] not in dict(details):
        values["question"] = None
    return ActionForm(posted, data=values, roles=OWNER_ROLES.items(), details=details, today=clock.today())


def _chosen(chosen: ActionPoint) -> dict[str, Any]:
    return {
        "deed": chosen.deed,
        "question": chosen.question,
        "owner_role": chosen.owner_role,
        "due_on": chosen.due_on.isoformat(),
    }


def _suggested(snapshot: dict[str, Any], language: str) -> dict[str, Any]:
    step = snapshot["report"]["headline"]["step"]
    deed = typography.trimmed(step["title"][language], DEED_LIMIT - 2, "") if step else ""
    return {"deed": deed, "question": snapshot.get("suggested"), "owner_role": None, "due_on": None}


def mark_opened(person: Person, found: Report, at: datetime) -> None:
    """The first time that a reader opens the report, it is noted."""
    own = select(Delivery).where(Delivery.report_id == found.id, Delivery.reader_id == person.id)
    if db.session.scalar(own.where(Delivery.opened_at.is_(None))) is None:
        return
    with transaction():
        delivery = db.session.scalar(own)
        if delivery is not None and delivery.opened_at is None:
            delivery.opened_at = at


def _newer(found: Report) -> Report | None:
    later = select(Report).where(Report.visit_id == found.visit_id, Report.edition > found.edition)
    return db.session.scalar(later.order_by(Report.edition.desc()).limit(1))


def _deliveries(found: Report) -> list[Delivery]:
    sent = select(Delivery).where(Delivery.report_id == found.id).options(joinedload(Delivery.reader))
    return list(db.session.scalars(sent.order_by(Delivery.audience, Delivery.email)))
