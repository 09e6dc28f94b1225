"""What the kinds of question are called and what each does, in a sentence. Lazy: said in the reader's language."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l


class KindWords(NamedTuple):
    """`group` is a key of KIND_GROUPS."""

    group: str
    name: Any
    does: Any


KIND_GROUPS = {
    "choosing": _l("Choosing"),
    "measuring": _l("Measuring"),
    "feeling": _l("Feelings"),
    "telling": _l("Words and evidence"),
}
KIND_WORDS: dict[str, KindWords] = {
    "yes_no": KindWords("choosing", _l("Yes or no"), _l("One tap: yes or no. Yes earns all points, or no where that is "
                        "the good answer. As a plus it adds to the score's side and never lowers it.")),
    "one": KindWords("choosing", _l("One of several"), _l("One choice out of a list; each has its own points.")),
    "several": KindWords("choosing", _l("All that apply"), _l("Any number of choices; the share that is ticked makes "
                         "the points.")),
    "scale": KindWords("choosing", _l("Scale in words"), _l("Five steps, of which 1, 3 and 5 are said in words.")),
    "rank": KindWords("choosing", _l("Order of weight"), _l("The weightiest choices in their order, tapped one by "
                      "one.")),
    "pick": KindWords("choosing", _l("Pick of a detail"), _l("Picks one of the questions asked before, or one "
                      "touchpoint: what decided the visit?")),
    "duration": KindWords("measuring", _l("How long it took"), _l("Stamped by two taps or estimated; all points up to "
                          "the target, none from the limit on.")),
    "number": KindWords("measuring", _l("Number"), _l("One whole number by plus and minus: how many times, how many.")),
    "numbers": KindWords("measuring", _l("Several numbers"), _l("Whole numbers side by side: customers and staff.")),
    "money": KindWords("measuring", _l("Amount of money"), _l("A sum in euros or another currency.")),
    "nps": KindWords("measuring", _l("0 to 10"), _l("One figure from 0 to 10: would you recommend it?")),
    "ratings": KindWords("measuring", _l("Several from 0 to 10"), _l("A few things, each from 0 to 10, told beside "
                         "the score as one index.")),
    "emotion": KindWords("feeling", _l("Emotions"), _l("One or two of eight emotions, each slight, clear or strong.")),
    "moment": KindWords("feeling", _l("The strongest moment"), _l("Which touchpoint was the peak, for good or bad, how "
                        "strongly, and by which detail.")),
    "mark": KindWords("feeling", _l("Where the mood turned"), _l("A mark on the course of the visit: where, which way, "
                      "when, in a few words.")),
    "sittings": KindWords("feeling", _l("Several sittings"), _l("A stay over days: when, where, what was felt, a line "
                          "each time.")),
    "text": KindWords("telling", _l("Words"), _l("Free words, kept letter by letter; or one line of a fixed pattern, "
                      "such as an order number.")),
    "photo": KindWords("telling", _l("Photos"), _l("One photo or several, without words.")),
    "receipt": KindWords("telling", _l("Receipt"), _l("A photo of the receipt, its text, total and time; the text can "
                         "be compared with the brand's greeting.")),
    "promise": KindWords("telling", _l("Promise"), _l("What was promised, by whom, until when, and whether others "
                         "would keep it.")),
}  # fmt: skip
