"""The forms by which headquarters say who gets the reports, how, and at which hours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from forms.kinds.fields import Between, ClockField, Sound, TickField, WholeField
from forms.screens.inputs import Needed, Screen, ValidationError, pick, tick_some

MIDNIGHT = 24 * 60


def minutes(text: str | None) -> int | None:
    """The data of a time of day (`08:30:00`) as minutes from midnight."""
    return int(text[:2]) * 60 + int(text[3:5]) if text else None


class RuleForm(Screen):
    """One rule: for whom, and how. Readers, stores and languages are handed in as (value, words)."""

    role = pick(_l("Reader"))
    store = pick(_l("Store"), needed=False)
    language = pick(_l("Reader’s language"), needed=False)
    score_below = WholeField(
        _l("Only when the score is below"), description=_l("1–100; leave it empty for every score."),
        validators=[Sound(), Between(1, 100)], render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    form = pick(_l("What is sent"))
    wants_huddle = TickField(_l("Praise, fix and step stand in the mail"), default=True, validators=[Sound()])

    def __init__(
        self,
        *args: Any,
        roles: Iterable[tuple[str, Any]],
        stores: Iterable[tuple[str, Any]],
        languages: Iterable[tuple[str, Any]],
        forms: Iterable[tuple[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [("", _l("Choose the reader")), *roles]
        self.form.choices = [("", _l("Choose what is sent")), *forms]
        self.store.choices = [("", _l("Every store")), *stores]
        self.language.choices = [("", _l("Every language")), *languages]


class HoursForm(Screen):
    """The window in which mail goes out. The days are handed in as ("0" for Monday …, words)."""

    opens = ClockField(_l("Mail goes out from"), validators=[Needed(), Sound()])
    closes = ClockField(_l("Mail goes out until"), validators=[Needed(), Sound()])
    weekdays = tick_some(_l("On these days"))

    def __init__(self, *args: Any, days: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.weekdays.choices = [*days]

    @property
    def window(self) -> tuple[int, int]:
        """Minutes from midnight; an end at 0:00 is the end of the day. To be read once the form is valid."""
        return minutes(self.opens.data) or 0, minutes(self.closes.data) or MIDNIGHT

    def validate_closes(self, field: Any) -> None:
        """After the beginning."""
        if self.opens.data and field.data and self.window[0] >= self.window[1]:
            raise ValidationError(_l("The end must be later than the beginning."))
