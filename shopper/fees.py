"""What shoppers are paid: fixed at approval, listed for whoever pays, marked as paid by hand.

Bank data is not kept here, and nothing is transferred from here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from extensions import db, transaction
from shopper.clock import HERE
from shopper.logbook import log
from shopper.models import Assignment, Logged, Person, Store, Visit

# Promised to shoppers: so long after the approval, at the latest.
PAID_WITHIN = timedelta(days=14)
_AMOUNT = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?")
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Pay:
    """In euros: the fee, and what is paid back of the test purchase."""

    fee: Decimal
    reimbursement: Decimal


class PayingRefused(Exception):
    """Nothing was marked. `code`: not_payable (one of them is not approved, or was paid already), in_future, too_late
    (undoing is possible on the day of the marking alone)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def proposed_pay(visit: Visit) -> Pay:
    """What is due for a visit: the assignment's fee; of the purchase what its receipt says, up to the cap."""
    assignment = visit.assignment
    if assignment is None:
        return Pay(Decimal("0.00"), Decimal("0.00"))
    return Pay(assignment.fee.quantize(_CENT), min(purchase_of(visit), assignment.reimbursement_cap).quantize(_CENT))


def purchase_of(visit: Visit) -> Decimal:
    """The totals of the visit's receipts; where none is told but a receipt was photographed, its sums of money.

    Without a receipt nothing. What is no amount counts as nothing.
    """
    questions = visit.version.questionnaire.by_id if visit.version else {}
    told: dict[str, list[Any]] = {"receipt": [], "money": []}
    has_receipt = False
    for id_, answer in visit.current_answers().items():
        asked = questions.get(id_)
        if asked is None or asked.kind not in told:
            continue
        value = answer.get("value")
        has_receipt |= asked.kind == "receipt" and bool(answer.get("photos") or value)
        told[asked.kind].append(value.get("total") if isinstance(value, Mapping) else value)
    totals = [_amount(one) for one in told["receipt"]]
    if any(totals):
        return sum(totals, Decimal(0))
    return sum((_amount(one) for one in told["money"]), Decimal(0)) if has_receipt else Decimal(0)


def _amount(text: Any) -> Decimal:
    return Decimal(text) if isinstance(text, str) and _AMOUNT.fullmatch(text) else Decimal(0)


def pay_by(visit: Visit) -> date | None:
    """The last day on which an approved visit is to be paid, where the stores are."""
    return (visit.approved_at.astimezone(HERE) + PAID_WITHIN).date() if visit.approved_at else None


def payable(chains: frozenset[UUID] | None) -> Select[Visit]:
    """Approved visits of these chains (None: of all) for which something is or was due, oldest approval first."""
    found = select(Visit).join(Assignment, Visit.assignment_id == Assignment.id).join(Store)
    found = found.where(Visit.state == "approved", Visit.fee + func.coalesce(Visit.reimbursement, 0) > 0)
    if chains is not None:
        found = found.where(Store.chain_id.in_(chains))
    return found.order_by(Visit.approved_at, Visit.id)


def mark_paid(visits: Iterable[Visit], on: date, by: Person, at: datetime) -> int:
    """Note that these were paid on a day; gives their number. All or none. Raises PayingRefused."""
    ids, person_id = [visit.id for visit in visits], by.id
    if on > at.astimezone(HERE).date():
        raise PayingRefused("in_future")
    with transaction():
        for visit_id in ids:
            visit = db.session.get_one(Visit, visit_id, with_for_update=True)
            if visit.state != "approved" or visit.fee is None or visit.paid_on is not None:
                raise PayingRefused("not_payable")
            visit.paid_on, visit.paid_by = on, person_id
            log(person_id, "paid", "visit", visit_id, at)
    return len(ids)


def undo_paid(visits: Iterable[Visit], by: Person, at: datetime) -> int:
    """Take the marks back, on the day on which they were made. All or none. Raises PayingRefused."""
    ids, person_id = [visit.id for visit in visits], by.id
    with transaction():
        for visit_id in ids:
            visit = db.session.get_one(Visit, visit_id, with_for_update=True)
            if visit.paid_on is None:
                raise PayingRefused("not_payable")
            if not can_undo(visit, at):
                raise PayingRefused("too_late")
            visit.paid_on = visit.paid_by = None
            log(person_id, "unpaid", "visit", visit_id, at)
    return len(ids)


def can_undo(visit: Visit, at: datetime) -> bool:
    """Whether the visit was marked as paid today."""
    marked = select(Logged.at).where(Logged.deed == "paid", Logged.kind == "visit", Logged.object_id == str(visit.id))
    last = db.session.scalar(marked.order_by(Logged.at.desc()).limit(1))
    return last is not None and last.astimezone(HERE).date() == at.astimezone(HERE).date()


def as_csv(visits: Iterable[Visit]) -> str:
    """A table for whoever pays: a line a visit, `;` between cells, a comma in amounts, as spreadsheets read it."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(("shopper", "receipt", "store", "approved_on", "pay_by", "fee", "reimbursement", "paid_on"))
    for visit in visits:
        assert visit.assignment and visit.approved_at and visit.fee is not None
        writer.writerow(
            [_cell(one) for one in (
                visit.shopper.code, visit.receipt_no or "", visit.assignment.store.name,
                visit.approved_at.astimezone(HERE).date().isoformat(), str(pay_by(visit)), _comma(visit.fee),
                _comma(visit.reimbursement or Decimal(0)), visit.paid_on.isoformat() if visit.paid_on else "",
            )]
        )  # fmt: skip
    return f"\ufeff{target.getvalue()}"


def _cell(text: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _comma(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")
