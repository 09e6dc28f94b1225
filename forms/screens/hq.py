"""The forms of headquarters' and store managers' screens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from forms.screens.inputs import Screen, ValidationError, as_day, day, pick, words

DEED_LIMIT = 500
REPLY_LIMIT = 2000


class ActionForm(Screen):
    """One deed, the detail that it mends, who sees to it by role, and until when. `roles`, `details` (question id and
    words) and `today` are handed in."""

    deed = words(
        _l("One deed"), most=DEED_LIMIT, rows=2, hint=_l("What you do differently from now on, in a sentence.")
    )
    question = pick(_l("The detail that it mends"), needed=False, hint=_l("The next report tells what was seen of it."))
    owner_role = pick(_l("Role in charge"), hint=_l("A role, never a name."))
    due_on = day(_l("In use by"))

    def __init__(
        self,
        *args: Any,
        roles: Iterable[tuple[str, Any]],
        today: date,
        details: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question.choices = [("", _l("None of the questions")), *details]
        self.owner_role.choices = [("", _l("Choose a role")), *roles]
        self.today = today

    def validate_due_on(self, field: Any) -> None:
        """A day to come, or today."""
        chosen = as_day(field.data)
        if chosen and chosen < self.today:
            raise ValidationError(_l("Choose today or a day to come."))


class ReplyForm(Screen):
    """The store's own words about its report."""

    reply = words(
        _l("Your reply"), most=REPLY_LIMIT, rows=6,
        hint=_l("What do your customers ask for now? What do you see otherwise? No names. Headquarters read it too."),
    )  # fmt: skip
