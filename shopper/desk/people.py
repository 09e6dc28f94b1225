"""People of the installation: who may do what, inviting, disabling, signing out. For administrators alone."""

from __future__ import annotations

from uuid import UUID

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from extensions import db, transaction
from forms.screens.desk import AddressForm, InvitationForm
from shopper import clock
from shopper.access import one_or_404, policy
from shopper.addresses import AddressTaken, change_address
from shopper.desk.pages import Page, done, form_page, posted, put_error, taken
from shopper.desk.words import ROLES
from shopper.disabling import DisablingRefused, disable, enable, end_all
from shopper.invitations import InvitationRefused, invite
from shopper.languages import current_language
from shopper.logbook import log
from shopper.models import ADMINISTRATOR, REVIEWER, SCHEDULER, Chain, Invitation, Person, Session, Store

_OTHERS = (REVIEWER, SCHEDULER)
_FIELD_OF = {"email": "email", "known": "email", "role": "role", "chain": "chain", "store": "store",
             "language": "speaks"}  # fmt: skip


@policy(ADMINISTRATOR, sees=_OTHERS)
def people(person: Person) -> str:
    at = clock.now()
    everybody = db.session.scalars(select(Person).order_by(Person.disabled_at.is_not(None), Person.name)).all()
    waiting = select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.expires_at > at)
    return render_template(
        "desk/people.html",
        people=everybody,
        invitations=db.session.scalars(waiting.order_by(Invitation.invited_at.desc())).all(),
        chains={chain.id: chain for chain in db.session.scalars(select(Chain))},
        stores={store.id: store for store in db.session.scalars(select(Store))},
        devices=_devices(at),
        me=person,
    )


def _devices(at: object) -> dict[UUID, int]:
    alive = select(Session.person_id, func.count()).where(Session.ended_at.is_(None), Session.expires_at > at)
    return {row[0]: row[1] for row in db.session.execute(alive.group_by(Session.person_id))}


@policy(ADMINISTRATOR, sees=_OTHERS)
def invite_person(person: Person) -> Page:
    """Write an invitation; the link is shown once as well, for where mail does not reach."""
    form = _invitation_form()
    title, trail = _("Invite somebody"), [(_("People"), url_for("desk.people"))]
    if posted() is None or not form.validate():
        return form_page(form, title, trail, "invite")
    chain = db.session.get(Chain, UUID(form.chain.data)) if form.chain.data else None
    store = db.session.get(Store, UUID(form.store.data)) if form.store.data else None
    try:
        made, link = invite(form.email.data, form.role.data, chain, store, form.speaks.data, person, clock.now())
    except InvitationRefused as refused:
        put_error(form, _FIELD_OF.get(refused.code, "email"), str(refused))
        return form_page(form, title, trail, "invite")
    return render_template("desk/invited.html", invitation=made, link=link, trail=trail)


def _invitation_form() -> InvitationForm:
    form = InvitationForm(posted(), speaks=current_language())
    chains = db.session.scalars(select(Chain).order_by(Chain.name)).all()
    form.role.choices = [("", _("Choose")), *((role, words) for role, words in ROLES.items())]
    form.chain.choices = [("", _("None, or all")), *((str(chain.id), chain.name) for chain in chains)]
    form.store.choices = [("", _("None")), *(
        (str(store.id), f"{chain.name}: {store.name} ({store.code})") for chain in chains for store in chain.stores
    )]  # fmt: skip
    return form


@policy(ADMINISTRATOR, sees=_OTHERS)
def change_email(person: Person, person_id: UUID) -> Page:
    """Give somebody another e-mail address: where mail came back, or was misspelt."""
    found = db.session.get(Person, person_id) or abort(404)
    name, form = found.name, AddressForm(posted(), email=found.email)
    title, trail = _("E-mail of %(name)s", name=name), [(_("People"), url_for("desk.people"))]
    if posted() is None or not form.validate():
        return form_page(form, title, trail, "address")
    try:
        is_changed = change_address(found, form.email.data, person, clock.now())
    except (AddressTaken, InvitationRefused) as refused:
        put_error(form, "email", taken() if isinstance(refused, AddressTaken) else str(refused))
        return form_page(form, title, trail, "address")
    said = _("The address is changed. Both addresses were told; what came back can be sent again now.")
    return done(said if is_changed else _("That is the address already. Nothing was changed."), url_for("desk.people"))


@policy(ADMINISTRATOR, sees=_OTHERS)
def disable_person(person: Person, person_id: UUID) -> Response:
    found = db.session.get(Person, person_id) or abort(404)
    try:
        disable(found, person, clock.now())
    except DisablingRefused:
        abort(409)
    return done(_("The account is disabled and signed out everywhere."), url_for("desk.people"))


@policy(ADMINISTRATOR, sees=_OTHERS)
def enable_person(person: Person, person_id: UUID) -> Response:
    enable(db.session.get(Person, person_id) or abort(404), person, clock.now())
    return done(_("The account can be used again."), url_for("desk.people"))


@policy(ADMINISTRATOR, sees=_OTHERS)
def end_all_sessions(person: Person, person_id: UUID) -> Response:
    end_all(db.session.get(Person, person_id) or abort(404), person, clock.now())
    return done(_("Signed out on every device."), url_for("desk.people"))


@policy(ADMINISTRATOR, sees=_OTHERS)
def withdraw_invitation(person: Person, invitation_id: UUID) -> Response:
    """The link opens nothing from now on."""
    at, person_id = clock.now(), person.id
    found = one_or_404(select(Invitation).where(Invitation.accepted_at.is_(None)), id=invitation_id)
    with transaction():
        found.expires_at = min(found.expires_at, at)
        log(person_id, "withdrawn", "invitation", invitation_id, at)
    return done(_("The invitation was taken back."), url_for("desk.people"))
