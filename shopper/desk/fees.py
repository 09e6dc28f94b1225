"""Fees and purchases that are to be paid to shoppers, and those that were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from extensions import db
from shopper import clock
from shopper.access import policy
from shopper.desk.pages import Page, done
from shopper.desk.words import PAYING_REFUSED
from shopper.fees import PayingRefused, as_csv, can_undo, mark_paid, pay_by, payable, undo_paid
from shopper.models import ADMINISTRATOR, REVIEWER, SCHEDULER, Assignment, Person, Visit

PAYS = (SCHEDULER, ADMINISTRATOR)
_MOST = 500


@policy(*PAYS, sees=(REVIEWER,))
def fees(person: Person) -> str:
    """What is to be paid, by shopper, with sums; `?paid=1` what was. `from` and `to`: days of approval or payment."""
    return _page(person)


@policy(*PAYS, sees=(REVIEWER,))
def fees_csv(person: Person) -> Response:
    """The same as a table."""
    content = as_csv(_chosen(person))
    answer = Response(content, mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="fees.csv"'
    return answer


@policy(*PAYS, sees=(REVIEWER,))
def pay(person: Person) -> Page:
    """Mark the ticked ones as paid on a day, or take today's marks back."""
    visits = _ticked(person)
    if not visits:
        return _page(person, refused=_("Tick at least one visit. Nothing was changed.")), 422
    try:
        if request.form.get("undo"):
            count = undo_paid(visits, person, clock.now())
            said = ngettext("%(num)s visit is unpaid again.", "%(num)s visits are unpaid again.", count)
        else:
            count = mark_paid(visits, _day("on") or abort(422), person, clock.now())
            said = ngettext("%(num)s visit is marked as paid.", "%(num)s visits are marked as paid.", count)
    except PayingRefused as refused:
        return _page(person, refused=PAYING_REFUSED[refused.code]), 409
    return done(said, url_for("desk.fees"))


def _mine(person: Person) -> Select[Visit]:
    return payable(person.chain_ids(*PAYS)).options(
        joinedload(Visit.assignment).joinedload(Assignment.store), joinedload(Visit.shopper)
    )


def _chosen(person: Person) -> list[Visit]:
    """Those that the address asks for."""
    is_paid, first, last = request.values.get("paid") == "1", _day("from"), _day("to")
    wanted = _mine(person).where(Visit.paid_on.is_not(None) if is_paid else Visit.paid_on.is_(None))
    found = list(db.session.scalars(wanted))
    return [one for one in found if (not first or _day_of(one) >= first) and (not last or _day_of(one) <= last)][:_MOST]


def _day_of(visit: Visit) -> date:
    assert visit.approved_at
    return visit.paid_on or visit.approved_at.astimezone(clock.HERE).date()


def _day(name: str) -> date | None:
    """A day of the address or the form; None where there is none or it is no day."""
    try:
        return date.fromisoformat(request.values.get(name, ""))
    except ValueError:
        return None


def _ticked(person: Person) -> list[Visit]:
    """The ticked visits. 404 where one is not this person's to pay."""
    try:
        ids = {UUID(one) for one in request.form.getlist("visit")}
    except ValueError:
        abort(404)
    if len(ids) > _MOST:
        abort(413)
    found = list(db.session.scalars(_mine(person).where(Visit.id.in_(ids))))
    return found if len(found) == len(ids) else abort(404)


def _page(person: Person, refused: Any = None) -> str:
    rows, at = _chosen(person), clock.now()
    return render_template(
        "desk/fees.html", shoppers=_by_shopper(rows), total=_sum(rows), is_paid=request.values.get("paid") == "1",
        first=_day("from"), last=_day("to"), today=clock.today(), pay_by=pay_by, refused=refused, count=len(rows),
        undoable={one.id for one in rows if one.paid_on and can_undo(one, at)},
    )  # fmt: skip


def _by_shopper(visits: Iterable[Visit]) -> Mapping[str, tuple[list[Visit], Decimal]]:
    """Code of the shopper → visits and their sum, in the order of the codes."""
    found: dict[str, list[Visit]] = {}
    for visit in visits:
        found.setdefault(visit.shopper.code, []).append(visit)
    return {code: (own, _sum(own)) for code, own in sorted(found.items())}


def _sum(visits: Iterable[Visit]) -> Decimal:
    return sum(((one.fee or Decimal(0)) + (one.reimbursement or Decimal(0)) for one in visits), Decimal(0))
