"""Who gets a chain's reports, how and when: rules, hours, what would happen now, and what did not arrive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from babel.dates import get_day_names
from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from extensions import db
from forms.screens.delivery import HoursForm, RuleForm
from reports.announcing import letters_under_way
from reports.delivery_hours import forget_hours, hours_of, set_hours
from reports.delivery_rules import TooManyRules, add_rule, hidden_rules, move_rule, remove_rule, rules_of, way_for
from reports.hq.fates import fate_of_letter
from reports.issue import readers_of
from reports.models import Delivery, DeliveryRule, Report
from shopper import clock
from shopper.access import deciding_chains_for, one_or_404, policy
from shopper.languages import NAMES
from shopper.models import ADMINISTRATOR, HQ, STORE_MANAGER, Chain, Person, Wave

DECIDES = (HQ, ADMINISTRATOR)
ROLE_NAMES = {HQ: _l("Headquarters"), STORE_MANAGER: _l("Store manager")}
FORM_NAMES = {"pdf": _l("Mail with the PDF"), "link": _l("Mail with a link"), "none": _l("No mail")}
_MOST_SHOWN = 50
_STEPS = {"up": -1, "down": 1}


@policy(*DECIDES)
def chains(person: Person) -> str | Response:
    """The chains for which this person decides it; straight on where it is one."""
    found = db.session.scalars(deciding_chains_for(person)).all()
    if len(found) == 1:
        return redirect(url_for("hq.delivery", chain_id=found[0].id))
    return render_template("hq/delivery_chains.html", chains=found)


@policy(*DECIDES)
def delivery(person: Person, chain_id: UUID) -> str:
    """The page of a chain."""
    return _page(_chain(person, chain_id))


@policy(*DECIDES)
def add(person: Person, chain_id: UUID) -> Response | tuple[str, int]:
    """Put a rule at the end of the list."""
    chain = _chain(person, chain_id)
    form = _rule_form(chain, request.form)
    if not form.validate():
        return _page(chain, rule_form=form), 422
    said = {
        "role": form.role.data,
        "store_id": UUID(form.store.data) if form.store.data else None,
        "language": form.language.data,
        "score_below": form.score_below.data,
        "form": form.form.data,
        "wants_huddle": form.wants_huddle.data,
    }
    try:
        add_rule(chain.id, said, person.id, clock.now())
    except TooManyRules:
        form.role.errors = [_("There are as many rules as a chain can have. Remove one first.")]
        return _page(_chain(person, chain_id), rule_form=form), 422
    return _back(chain_id, "rules", _("The rule is added. It counts from the next report on."))


@policy(*DECIDES)
def move(person: Person, rule_id: UUID) -> Response:
    """One step up or down."""
    rule, steps = _rule(person, rule_id), _STEPS.get(request.form.get("to", "")) or abort(422)
    chain_id = rule.chain_id
    move_rule(rule_id, steps, person.id, clock.now())
    return _back(chain_id, "rules", _("The order is changed."))


@policy(*DECIDES)
def remove(person: Person, rule_id: UUID) -> Response:
    """Take a rule off the list."""
    chain_id = _rule(person, rule_id).chain_id
    remove_rule(rule_id, person.id, clock.now())
    return _back(chain_id, "rules", _("The rule is removed."))


@policy(*DECIDES)
def hours(person: Person, chain_id: UUID) -> Response | tuple[str, int]:
    """Set the window in which mail goes out, or let it go out at any hour."""
    chain = _chain(person, chain_id)
    if request.form.get("any_hour"):
        forget_hours(chain_id, person.id, clock.now())
        return _back(chain_id, "hours", _("Mail goes out at any hour."))
    form = _hours_form(chain, request.form)
    if not form.validate():
        return _page(chain, hours_form=form), 422
    set_hours(chain_id, *form.window, [int(one) for one in form.weekdays.data], person.id, clock.now())
    return _back(chain_id, "hours", _("The hours are set. What comes in between waits and is lost by none."))


def _page(chain: Chain, rule_form: RuleForm | None = None, hours_form: HoursForm | None = None) -> str:
    rules = rules_of(chain.id)
    last = db.session.scalar(_reports(chain).order_by(Report.issued_at.desc(), Report.id).limit(1))
    return render_template(
        "hq/delivery.html",
        chain=chain,
        rules=rules,
        hidden=hidden_rules(rules),
        rule_form=rule_form or _rule_form(chain),
        hours=hours_of(chain.id),
        hours_form=hours_form or _hours_form(chain),
        role_names=ROLE_NAMES,
        form_names=FORM_NAMES,
        last=last,
        preview=_preview(last, rules) if last else (),
        deliveries=_unsettled(chain),
        letters=_letters(chain),
        waves=_waves(chain),
    )


def _preview(last: Report, rules: list[DeliveryRule]) -> list[dict[str, Any]]:
    """Who would get this report if it were issued now, and how."""
    return [
        {"reader": reader, "audience": audience,
         "way": way_for(rules, audience, last.store_id, reader.language, last.base)}
        for reader, audience in readers_of(last.store).items()
    ]  # fmt: skip


def _unsettled(chain: Chain) -> list[Delivery]:
    """What came back, failed or waits: the newest first. What arrived stands with its report."""
    found = select(Delivery).join(Report).where(Report.chain_id == chain.id)
    found = found.where((Delivery.state != "sent") | Delivery.failure.is_not(None))
    found = found.options(joinedload(Delivery.report).joinedload(Report.store))
    return list(db.session.scalars(found.order_by(Delivery.queued_at.desc(), Delivery.email).limit(_MOST_SHOWN)))


def _letters(chain: Chain) -> list[dict[str, Any]]:
    """Those about waves and years that have not gone."""
    hours = hours_of(chain.id)
    return [
        {"issued": issued, "reader": reader, "fate": fate_of_letter(job, hours)}
        for job, issued, reader in letters_under_way(chain.id, _MOST_SHOWN)
    ]


def _waves(chain: Chain) -> list[Wave]:
    """Those with reports, the newest first."""
    reported = _reports(chain).with_only_columns(Report.wave_id)
    found = select(Wave).where(Wave.id.in_(reported)).options(joinedload(Wave.programme))
    return list(db.session.scalars(found.order_by(Wave.first_on.desc(), Wave.id).limit(_MOST_SHOWN)))


def _reports(chain: Chain) -> Any:
    return select(Report).where(Report.chain_id == chain.id)


def _rule_form(chain: Chain, posted: Any = None) -> RuleForm:
    stores = [(str(store.id), store.name) for store in chain.stores]
    return RuleForm(posted, roles=ROLE_NAMES.items(), stores=stores, languages=NAMES.items(), forms=FORM_NAMES.items())


def _hours_form(chain: Chain, posted: Any = None) -> HoursForm:
    days = get_day_names("wide", "stand-alone", locale=get_locale() or "en")
    kept = hours_of(chain.id)
    values = {
        "opens": _clock(kept.opens) if kept else "08:00",
        "closes": _clock(kept.closes % (24 * 60)) if kept else "18:00",
        "weekdays": [str(day) for day in (kept.weekdays if kept else range(5))],
    }
    return HoursForm(posted, data=values, days=[(str(number), days[number]) for number in range(7)])


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _chain(person: Person, chain_id: UUID) -> Chain:
    return one_or_404(deciding_chains_for(person), id=chain_id)


def _rule(person: Person, rule_id: UUID) -> DeliveryRule:
    theirs = deciding_chains_for(person).with_only_columns(Chain.id).order_by(None)
    return one_or_404(select(DeliveryRule).where(DeliveryRule.chain_id.in_(theirs)), id=rule_id)


def _back(chain_id: UUID, section: str, message: str) -> Response:
    flash(message, "good")
    return redirect(url_for("hq.delivery", chain_id=chain_id, _anchor=section), 303)
