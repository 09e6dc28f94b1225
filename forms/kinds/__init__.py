"""The kinds of question. To add one: copy the nearest file, add its row here and its partial in the templates."""

from __future__ import annotations

from forms.kinds.base import RESERVED, Kind, QuestionForm
from forms.kinds.duration import Duration
from forms.kinds.emotion import Emotion
from forms.kinds.mark import Mark
from forms.kinds.moment import Moment
from forms.kinds.money import Money
from forms.kinds.nps import Nps
from forms.kinds.number import Number
from forms.kinds.numbers import Numbers
from forms.kinds.one import One
from forms.kinds.photo import Photo
from forms.kinds.pick import Pick
from forms.kinds.promise import Promise
from forms.kinds.rank import Rank
from forms.kinds.ratings import Ratings
from forms.kinds.receipt import Receipt
from forms.kinds.scale import Scale
from forms.kinds.several import Several
from forms.kinds.sittings import Sittings
from forms.kinds.text import Words
from forms.kinds.yes_no import YesNo

_ALL: tuple[type[Kind], ...] = (
    *(YesNo, One, Several, Scale, Duration, Numbers, Money, Emotion, Nps, Words, Photo, Receipt, Promise, Moment),
    *(Mark, Pick, Number, Rank, Ratings, Sittings),
)

KINDS: dict[str, Kind] = {kind.name: kind() for kind in _ALL}

__all__ = ["KINDS", "RESERVED", "Kind", "QuestionForm"]
