"""Which settings each kind of question has beside the common ones: the fields that the editor shows for it.

static/js/desk/editor/settings.js draws them. A setting is {key, as, label, hint, …}; `as` is how it is edited: flag,
whole, number, length (min:s), words (three languages), things (rows with words and `columns`), steps,
one_of and some_of (with `options`), points (a list), matches, pattern. Lazy: said in the reader's language.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from forms.kinds.money import CURRENCIES

Setting = dict[str, Any]
_CHOICES, _CHOICE = _l("Choices"), _l("choice")


def _setting(key: str, shape: str, label: Any, hint: Any = "", **more: Any) -> Setting:
    return {"key": key, "as": shape, "label": label, "hint": hint, **more}


def _whole(key: str, label: Any, low: int, high: int, hint: Any = "") -> Setting:
    return _setting(key, "whole", label, hint, min=low, max=high)


def _choices(*columns: str, key: str = "choices", label: Any = _CHOICES, one: Any = _CHOICE) -> Setting:
    return _setting(key, "things", label, columns=list(columns), one=one)


# Kind → its own settings in the order of the page.
KIND_SETTINGS: dict[str, list[Setting]] = {
    "yes_no": [
        _setting("reverse", "flag", _l("No is the good answer")),
        _setting("plus", "number", _l("Plus for the good answer"), _l("Adds to the plus index and is never in the "
                 "base: then leave the weight at 0."), min=0, max=10),
    ],
    "one": [
        _choices("points", "plus"),
        _setting("plus_only", "flag", _l("Only the pluses of the choices count")),
        _setting("moments", "moments", _l("Answered by the time between two stamped moments"), choices=True),
    ],
    "several": [
        _choices("exclusive"),
        _whole("enough", _l("So many are enough for all points"), 1, 30, _l("Empty: all of them.")),
        _setting("reverse", "flag", _l("The fewer are ticked the better")),
    ],
    "scale": [
        _setting("steps", "steps", _l("What the steps mean"), _l("1, 3 and 5 need words; 2 and 4 may have them.")),
    ],
    "rank": [_choices(), _whole("count", _l("How many places"), 2, 10)],
    "pick": [
        _setting("of", "one_of", _l("What is picked from"), options=[
            ["details", _l("the scored questions and pluses before this one")],
            ["touchpoints", _l("the touchpoints")]]),
    ],
    "duration": [
        _setting("target", "length", _l("All points up to"), _l("Minutes and seconds, such as 0:30.")),
        _setting("limit", "length", _l("No points from"), _l("Minutes and seconds, such as 2:00.")),
        _setting("never", "flag", _l("“It never happened” can be answered")),
        _setting("names.from", "words", _l("What the first tap is called"), folded=True),
        _setting("names.to", "words", _l("What the second tap is called"), folded=True),
        _setting("moments", "moments", _l("Moments of the visit that are stamped")),
    ],
    "number": [
        _whole("min", _l("Smallest"), -100000, 100000),
        _whole("max", _l("Largest"), -100000, 100000),
        _setting("points", "points", _l("Points of 0, 1, 2 …"), _l("From 0 to 1, such as 1; 0.5; 0. The last holds "
                 "for all above.")),
        _setting("unit", "words", _l("Unit"), folded=True),
    ],
    "numbers": [_choices("min", "max", key="parts", label=_l("Numbers"), one=_l("number"))],
    "money": [
        _setting("currency", "one_of", _l("Currency"), options=[[one, one] for one in CURRENCIES], default="EUR"),
        _setting("max", "number", _l("Largest"), min=0, max=1000000),
    ],
    "nps": [],
    "ratings": [
        _choices(key="parts", label=_l("What is rated"), one=_l("row")),
        _setting("low", "words", _l("What 0 means")),
        _setting("high", "words", _l("What 10 means")),
        _setting("reverse", "flag", _l("The smaller the better")),
    ],
    "emotion": [],
    "moment": [],
    "mark": [],
    "sittings": [_whole("max", _l("At most so many"), 2, 20)],
    "text": [
        _whole("rows", _l("Height in lines"), 1, 30),
        _whole("max_length", _l("At most so many characters"), 1, 10000),
        _setting("pattern", "pattern", _l("Only words of a fixed pattern"), folded=True),
    ],
    "photo": [_whole("max", _l("At most so many photos"), 1, 10)],
    "receipt": [
        _setting("parts", "some_of", _l("What is read from it"), options=[
            ["text", _l("its text")], ["total", _l("the total")], ["time", _l("the time")]]),
        _whole("max", _l("At most so many photos"), 1, 10),
        _setting("points", "matches", _l("Points when the text was compared")),
    ],
    "promise": [
        _choices("points", label=_l("Would others keep it?")),
        _choices(key="roles", label=_l("Who promised"), one=_l("role")),
    ],
}  # fmt: skip
