"""One report on the screen: what the print says, in the same order, readable on a phone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from wtforms import Form

from extensions import db, transaction
from forms.screens.hq import ActionForm
from reports import documents
from reports.actions import OWNER_ROLES
from reports.afterwards import afterwards
from reports.comparison import action_of
from reports.documents.texts import load_texts
from reports.documents.view import view_of
from reports.editions import photos_in, report_data
from reports.hq.scope import READERS, chosen_audience, report_or_404
from reports.models import Delivery, Report
from reports.reading import audiences_for, may_act
from reports.report_data import ReportDataError, from_plain
from reports.theme import theme_of
from shopper import clock
from shopper.access import policy
from shopper.languages import current_language
from shopper.models import Person

_DOCUMENT = Path(documents.__file__).parent / "store_report"


@policy(*READERS)
def report(person: Person, report_id: UUID) -> str:
    """The report's page; opening it is noted with the person's delivery."""
    found = report_or_404(person, report_id)
    mark_opened(person, found, clock.now())
    return report_page(person, found)


def report_page(person: Person, found: Report, form: Form | None = None) -> str:
    """The page of a report that `person` may read; `form`: the deed as it was posted, with its mistakes."""
    audience, language = chosen_audience(person, found), current_language()
    return render_template(
        "hq/report.html",
        found=found,
        audience=audience,
        audiences=audiences_for(person, found),
        newer=_newer(found),
        said=_said(found, audience, language),
        photos=photos_in(found.snapshot, audience, language),
        afterwards=afterwards(found.visit, language) if audience == "hq" else (),
        later_title=later_title,
        action=action_of(found),
        form=form or action_form(found, language),
        may_act=may_act(person, found),
        deliveries=_deliveries(found) if "hq" in audiences_for(person, found) else (),
        today=clock.today(),
    )


def later_title(days: int) -> str:
    """How long after the visit something was answered, as a title."""
    if days == 7:
        return str(_("A week later"))
    return str(ngettext("A day later", "%(num)s days later", days))


def action_form(found: Report, language: str, posted: Any = None) -> ActionForm:
    """The form of the one deed, filled with what was chosen, else with the step that the report proposes."""
    chosen, step = action_of(found), found.snapshot["report"]["headline"]["step"]
    values = {
        "deed": chosen.deed if chosen else step["title"][language] if step else "",
        "owner_role": chosen.owner_role if chosen else None,
        "due_on": chosen.due_on.isoformat() if chosen else None,
    }
    return ActionForm(posted, data=values, roles=OWNER_ROLES.items(), today=clock.today())


def mark_opened(person: Person, found: Report, at: datetime) -> None:
    """The first time that a reader opens the report, it is noted."""
    own = select(Delivery).where(Delivery.report_id == found.id, Delivery.reader_id == person.id)
    if db.session.scalar(own.where(Delivery.opened_at.is_(None))) is None:
        return
    with transaction():
        delivery = db.session.scalar(own)
        if delivery is not None and delivery.opened_at is None:
            delivery.opened_at = at


def _said(found: Report, audience: str, language: str) -> dict[str, Any] | None:
    """All that the print says, ready to be set; None when there is more of it than a report holds."""
    try:
        data = from_plain(report_data(found.snapshot, audience, language))
    except ReportDataError:
        return None
    theme = theme_of(data.brand)
    return {**view_of(data, load_texts(_DOCUMENT, language, data.brand.tone), theme, ""), "theme": theme}


def _newer(found: Report) -> Report | None:
    later = select(Report).where(Report.visit_id == found.visit_id, Report.edition > found.edition)
    return db.session.scalar(later.order_by(Report.edition.desc()).limit(1))


def _deliveries(found: Report) -> list[Delivery]:
    sent = select(Delivery).where(Delivery.report_id == found.id).options(joinedload(Delivery.reader))
    return list(db.session.scalars(sent.order_by(Delivery.audience, Delivery.email)))
