"""What the roles are called, and what each can try first."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shopper.models import ADMINISTRATOR, HQ, REVIEWER, ROLES, SCHEDULER, SHOPPER, STORE_MANAGER, Person

_NAMES = {
    SHOPPER: _l("Shopper"),
    REVIEWER: _l("Reviewer"),
    SCHEDULER: _l("Scheduler"),
    HQ: _l("Headquarters"),
    STORE_MANAGER: _l("Store manager"),
    ADMINISTRATOR: _l("Administrator"),
}
_TO_TRY = {
    SHOPPER: _l("Open an assignment, cut the network off, fill the visit in and finish it."),
    REVIEWER: _l("Open a visit from the queue, look at photos and answers, return it with a question or approve it."),
    SCHEDULER: _l("Open a wave and give a shopper an assignment."),
    HQ: _l("Read a report in the browser, take its PDF, and compare the stores."),
    STORE_MANAGER: _l("Read your own store's reports. Look for the shopper's name: it is nowhere."),
    ADMINISTRATOR: _l("Create a chain with its colours and stores, and invite people."),
}


def role_name(role: str) -> str:
    """What `role` is called in the reader's language."""
    return str(_NAMES[role])


def what_to_try(person: Person) -> str:
    """One sentence on what this person can see first, by the first of their roles."""
    mine = next((role for role in ROLES if role in person.roles), None)
    return str(_TO_TRY[mine]) if mine else _("Look at the account page.")
