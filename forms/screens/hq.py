"""The forms of headquarters' and store managers' screens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from forms.screens.inputs import Screen, ValidationError, as_day, day, pick, words

DEED_LIMIT = 500


class ActionForm(Screen):
    """One deed, who sees to it by role, and until when. `roles` and `today` are handed in."""

    deed = words(
        _l("One deed"), most=DEED_LIMIT, rows=2, hint=_l("What you do differently from now on, in a sentence.")
    )
    owner_role = pick(_l("Role in charge"), hint=_l("A role, never a name."))
    due_on = day(_l("In use by"))

    def __init__(self, *args: Any, roles: Iterable[tuple[str, Any]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner_role.choices = [("", _l("Choose a role")), *roles]
        self.today = today

    def validate_due_on(self, field: Any) -> None:
        """A day to come, or today."""
        chosen = as_day(field.data)
        if chosen and chosen < self.today:
            raise ValidationError(_l("Choose today or a day to come."))
