"""The WTForms fields that the kinds are made of.

Each takes one posted text strictly (no Arabic digits, no "+3", no "1_0") and says in the form's language what to do
when it does not fit. A form that holds them has a `language` attribute.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, DateInput, FileInput, HiddenInput, ListWidget, TextArea, TextInput, TimeInput

from forms.kinds.patterns import fits, for_browsers
from forms.phrases import say
from forms.words import clean, is_blank, piles_marks, unstorable

UNFIT = "\x00"
"""What is posted in place of a value of the wrong type. No field takes it."""

TEXT_LIMIT = 10_000
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_MONEY = re.compile(r"[0-9]{1,9}([.,][0-9]{1,2})?")
_CLOCK = re.compile(r"([01][0-9]|2[0-3])[:.][0-5][0-9]([:.][0-5][0-9])?")
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Sound:
    """One value, of a type that was understood; an empty one ends the checks. First validator of every field."""

    def __init__(self, *, many: bool = False, needed: bool = False) -> None:
        self.many = many
        self.field_flags = {"required": True} if needed else {}

    def __call__(self, form: Any, field: Any) -> None:
        raw = field.raw_data or []
        if UNFIT in raw:
            field.errors[:] = []
            raise StopValidation(say("not_an_answer", form.language))
        if len(raw) > 1 and not self.many:
            field.errors[:] = []
            raise StopValidation(say("once", form.language, count=len(raw)))
        if all(is_blank(text) for text in raw):
            field.errors[:] = []
            raise StopValidation()


class Between:
    """A whole number within bounds, which also become `min` and `max` in the page."""

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high
        self.field_flags = {"min": low, "max": high}

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is not None and not self.low <= field.data <= self.high:
            raise ValidationError(say("between", form.language, low=self.low, high=self.high))


class WordsLimit:
    """At most so many characters, counted as people do (an emoji is one or a few, never its bytes)."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: Any, field: Any) -> None:
        count = len(field.data or "")
        if count > self.most:
            raise ValidationError(say("too_long", form.language, count=count, most=self.most))


class Fitting:
    """Words that are wholly as a pattern says; `message` says how they are written."""

    def __init__(self, regex: str, message: str) -> None:
        self.regex, self.message = regex, message

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is not None and not fits(self.regex, field.data):
            raise ValidationError(self.message)


class WholeField(IntegerField):  # WTForms carries no types
    """A whole number in plain digits."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist and not is_blank(valuelist[0]):
            if not _WHOLE.fullmatch(valuelist[0]):
                raise ValueError(say("whole_number", self._form.language))
            self.data = int(valuelist[0])


class MoneyField(StringField):  # WTForms carries no types
    """An amount; the data is a decimal text with two places, whatever the decimal sign that was typed."""

    widget = TextInput()

    def __init__(self, *args: Any, most: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or is_blank(valuelist[0]):
            return
        if not _MONEY.fullmatch(valuelist[0]):
            raise ValueError(say("money", self._form.language))
        amount = Decimal(valuelist[0].replace(",", "."))
        if amount > Decimal(self.most):
            raise ValueError(say("money_most", self._form.language, most=self.most))
        self.data = f"{amount:.2f}"

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else self.data or ""


class WordsField(TextAreaField):  # WTForms carries no types
    """Words, kept as they are but for newlines (one kind) and control characters (gone). None when nothing is seen."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or is_blank(valuelist[0]):
            return
        if unstorable(valuelist[0]):
            raise ValueError(say("cannot_be_stored", self._form.language))
        self.data = clean(valuelist[0]) or None
        if piles_marks(self.data or ""):
            raise ValueError(say("marks", self._form.language))


class ClockField(StringField):  # WTForms carries no types
    """A time of day; the data is `13:45:00`."""

    widget = TimeInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist and not is_blank(valuelist[0]):
            if not _CLOCK.fullmatch(valuelist[0]):
                raise ValueError(say("clock", self._form.language))
            written = valuelist[0].replace(".", ":")
            self.data = written if written.count(":") == 2 else f"{written}:00"


class DayField(StringField):  # WTForms carries no types
    """A day of this century; the data is `2026-11-30`."""

    widget = DateInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist and not is_blank(valuelist[0]):
            try:
                self.data = date.fromisoformat(_DAY.fullmatch(valuelist[0])[0]).isoformat()  # type: ignore[index]
            except (TypeError, ValueError):
                raise ValueError(say("day", self._form.language)) from None


class TickField(BooleanField):  # WTForms carries no types
    """A box to tick."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = bool(valuelist) and valuelist[0] in ("y", "on")
        if valuelist and not self.data and not is_blank(valuelist[0]):
            raise ValueError(say("tick", self._form.language))


class PhotosField(Field):  # WTForms carries no types
    """Photos, by the SHA-256 of each. The data is the list of digests, each once."""

    widget = FileInput(multiple=True)

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = list(dict.fromkeys(digest for digest in valuelist if digest))
        if not all(_SHA256.fullmatch(digest) for digest in self.data):
            raise ValueError(say("photo_unknown", self._form.language))
        if len(self.data) > self.most:
            raise ValueError(say("photos_most", self._form.language, most=self.most))

    def _value(self) -> bool:
        return False


def one_of(label: str, options: Sequence[tuple[str, str]], language: str, *, needed: bool = False) -> Any:
    """A field for one of `options` (value, words)."""
    return RadioField(
        label,
        choices=[SelectChoice(value, words) for value, words in options],
        validators=[Sound(needed=needed)],
        invalid_choice_message=say("pick_one", language),
    )


def one_of_list(label: str, options: Sequence[tuple[str, str]], language: str) -> Any:
    """A field for one of `options` (value, words) that unfolds: for many of them, or where the field is repeated."""
    return _list(label, [SelectChoice(value, words) for value, words in options], language, needed=False)


def one_of_groups(
    label: str, options: Sequence[tuple[str, str, str]], language: str, *, needed: bool = False
) -> Any:
    """A field that unfolds for one of `options` (value, words, group)."""
    choices = [SelectChoice(value, words, optgroup=of) for value, words, of in options]
    return _list(label, choices, language, needed=needed)


def _list(label: str, choices: list[SelectChoice], language: str, *, needed: bool) -> Any:
    return SelectField(
        label,
        choices=[SelectChoice("", say("choose", language)), *choices],
        validators=[Sound(needed=needed)],
        invalid_choice_message=say("pick_one", language),
    )


def some_of(label: str, options: Sequence[tuple[str, str]], language: str) -> Any:
    """A field for several of `options` (value, words)."""
    return SelectMultipleField(
        label,
        choices=[SelectChoice(value, words) for value, words in options],
        validators=[Sound(many=True)],
        invalid_choice_message=say("pick_some", language),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def hidden_one_of(options: Sequence[str], language: str) -> Any:
    """For one of `options` that the office fills in; the shopper's page holds it hidden."""
    return StringField(
        validators=[Sound(), AnyOf(options, message=say("pick_one", language))],
        widget=HiddenInput(),
    )


def whole(label: str, low: int, high: int, *, needed: bool = False, told: bool = True) -> Any:
    """A field for a whole number from `low` to `high`; `told`: the page says so beforehand."""
    # The keys that "numeric" brings up on a phone have no minus.
    keys = {"inputmode": "numeric"} if low >= 0 else {}
    return WholeField(
        label,
        validators=[Sound(needed=needed), Between(low, high)],
        description=f"{low}–{high}" if told else "",
        render_kw={**keys, "step": 1},
    )


def money(label: str, most: str, *, needed: bool = False, told: str = "") -> Any:
    """A field for an amount up to `most`; `told` says so beforehand. A text input: number inputs refuse the decimal
    comma in some browsers."""
    return MoneyField(
        label,
        most=most,
        validators=[Sound(needed=needed)],
        description=told,
        render_kw={"inputmode": "decimal", "maxlength": 12},
    )


def line(label: str, most: int, regex: str, message: str, rows: int, *, needed: bool = False) -> Any:
    """A field for words that fit a pattern: one line, or several where `rows` says so."""
    told = {"title": message, "data-unfit": message, "autocomplete": "off", "autocapitalize": "off"}
    shared = for_browsers(regex)
    return WordsField(
        label,
        validators=[Sound(needed=needed), WordsLimit(most), Fitting(regex, message)],
        widget=TextInput() if rows == 1 else TextArea(),
        render_kw={**told, "pattern": shared} if shared and rows == 1 else {**told, "rows": rows},
    )


def words(label: str, most: int, rows: int, *, needed: bool = False) -> Any:
    """A field for words of at most `most` characters."""
    return WordsField(label, validators=[Sound(needed=needed), WordsLimit(most)], render_kw={"rows": rows})


def clock(label: str) -> Any:
    """A field for a time of day with seconds."""
    return ClockField(label, validators=[Sound()], render_kw={"step": 1})


def day(label: str) -> Any:
    """A field for a day."""
    return DayField(label, validators=[Sound()], render_kw={"min": "2000-01-01", "max": "2099-12-31"})


def tick(label: str) -> Any:
    """A box to tick."""
    return TickField(label, validators=[Sound()])


def photos(label: str, most: int) -> Any:
    """A field for at most `most` photos."""
    return PhotosField(
        label,
        most=most,
        validators=[Sound(many=True)],
        render_kw={"accept": "image/jpeg,image/png,image/webp,image/heic,image/heif", "multiple": most > 1},
    )
