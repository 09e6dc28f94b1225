"""What the hand-written forms are made of: strict fields whose messages are in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import Form, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from forms.kinds.fields import DayField, MoneyField, Sound, WholeField, WordsField, WordsLimit
from forms.messages import translations
from forms.words import clean, is_blank, piles_marks, unstorable

NAME_LIMIT = 120
_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Marks that turn the reading direction around: in a name they make one thing look like another.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CODE = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9][A-Za-zÀ-ÖØ-öø-ÿ0-9._-]*")


class Screen(Form):
    """A form of a screen. Choices are handed in by those who know them."""

    @property
    def language(self) -> str:
        """The language of the reader: fi, sv or en."""
        locale = get_locale()
        return str(locale.language) if locale else "en"

    class Meta:
        """Messages in the reader's language."""

        def get_translations(self, form: Any) -> Any:
            """The words of WTForms' own messages."""
            return translations(form.language)


class Needed:
    """Something must be seen in it."""

    def __init__(self) -> None:
        self.field_flags = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        raw = field.raw_data or []
        if all(is_blank(text) for text in raw if isinstance(text, str)):
            field.errors[:] = []
            raise StopValidation(field.gettext("This field is required."))


class LineField(StringField):
    """One line of words without spaces around; None when nothing is seen."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or is_blank(valuelist[0]):
            return
        text = valuelist[0].strip()
        if _LINE_ENDS.search(text):
            raise ValueError(_l("Write this on one line."))
        if unstorable(text) or _DIRECTION.search(text) or piles_marks(text):
            raise ValueError(_l("This contains a character that cannot be used here. Write it again."))
        self.data = clean(text).strip() or None

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else self.data or ""


class CodeField(LineField):
    """A short code that people type: letters, digits, point, dash and underscore."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data and not _CODE.fullmatch(self.data):
            raise ValueError(_l("Use letters, digits, points, dashes and underscores only."))


class ColourField(StringField):
    """A colour, kept as # and six small hexadecimal digits."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        if not _COLOUR.fullmatch(text):
            raise ValueError(_l("Write the colour as # and six digits or letters a–f, for example #0c5d4b."))
        self.data = text.lower()

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else self.data or ""


def line(label: Any, *, needed: bool = True, most: int = NAME_LIMIT, hint: Any = "") -> Any:
    """A field for a line of at most `most` characters."""
    return LineField(label, description=hint, validators=[*_given(needed), WordsLimit(most)])


def code(label: Any, most: int = 20, hint: Any = "") -> Any:
    """A field for a code of at most `most` characters; must be filled in."""
    return CodeField(label, description=hint, validators=[*_given(True), WordsLimit(most)])


def words(label: Any, *, needed: bool = True, most: int = 10_000, rows: int = 4, hint: Any = "") -> Any:
    """A field for words on several lines."""
    return WordsField(label, description=hint, validators=[*_given(needed), WordsLimit(most)], render_kw={"rows": rows})


def colour(label: Any, hint: Any = "") -> Any:
    """A field for a colour; must be filled in."""
    return ColourField(
        label, description=hint, validators=_given(True),
        render_kw={"maxlength": 7, "pattern": "#[0-9a-fA-F]{6}", "spellcheck": "false", "autocapitalize": "none"},
    )  # fmt: skip


def day(label: Any, *, needed: bool = True, hint: Any = "") -> Any:
    """A field for a day of this century; the data is `2026-11-30`."""
    return DayField(
        label, description=hint, validators=_given(needed), render_kw={"min": "2000-01-01", "max": "2099-12-31"}
    )


def money(label: Any, most: str, hint: Any = "") -> Any:
    """A field for an amount up to `most`; the data is `12.50`."""
    return MoneyField(
        label, most=most, description=hint, validators=_given(True), render_kw={"inputmode": "decimal", "maxlength": 12}
    )


def whole(label: Any, *, hint: Any = "") -> Any:
    """A field for a whole number."""
    return WholeField(label, description=hint, validators=_given(False))


def pick(label: Any, *, needed: bool = True, hint: Any = "") -> Any:
    """A list to choose one from; its choices come later. Empty (None) is a choice where it is not needed."""
    return SelectField(label, description=hint, choices=[], validators=_given(needed), coerce=_or_none)


def pick_visibly(label: Any, choices: Iterable[tuple[str, Any]]) -> Any:
    """One of a few choices, all in sight."""
    return RadioField(
        label, choices=[SelectChoice(value, words) for value, words in choices], validators=_given(True)
    )  # fmt: skip


def tick_some(label: Any, hint: Any = "") -> Any:
    """Some of many choices, which come later; at least one."""
    return SelectMultipleField(
        label, description=hint, choices=[], validators=[Needed(), Sound(many=True)],
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
    )  # fmt: skip


def _given(needed: bool) -> list[Any]:
    # Needed stands first: Sound ends the checks of an empty field without a word.
    return [*([Needed()] if needed else []), Sound()]


def _or_none(value: Any) -> str | None:
    return str(value) if value else None


def as_day(text: str | None) -> date | None:
    """The data of a day field as a date."""
    return date.fromisoformat(text) if text else None


def as_amount(text: str | None) -> Decimal:
    """The data of a money field as an amount."""
    return Decimal(text or "0")


__all__ = [
    "Screen", "ValidationError", "as_amount", "as_day", "code", "colour", "day", "line", "money", "pick",
    "pick_visibly", "tick_some", "whole", "words",
]  # fmt: skip
