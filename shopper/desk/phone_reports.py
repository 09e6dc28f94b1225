"""What phones told about themselves, for whoever helps a shopper."""

from __future__ import annotations

from flask import render_template

from shopper.access import policy
from shopper.clock import from_milliseconds
from shopper.models import ADMINISTRATOR, REVIEWER, SCHEDULER, Person
from shopper.phone_reports import newest_reports


@policy(ADMINISTRATOR, sees=(REVIEWER, SCHEDULER))
def phone_reports(person: Person) -> str:
    """The newest reports, each with its last events."""
    return render_template("desk/phone_reports.html", reports=newest_reports(), when=from_milliseconds)
