"""What the visit page tells with: the kit of the draft and of the gentle remarks, beside the page and kept like it."""

from __future__ import annotations

import json

from flask import Response

from forms.telling import kit
from shopper.access import policy
from shopper.field.visit_page import asked_by, kept_page
from shopper.models import SHOPPER, Person
from shopper.packing import Packed
from shopper.pwa import release

_KEPT_KITS = 48
_kits: dict[tuple[str, str, str], Packed] = {}


@policy(SHOPPER)
def words(person: Person, digest: str, language: str) -> Response:
    """The same for everybody, as the visit page is; made once, as it takes longer to make than to send."""
    questionnaire, key = asked_by(digest, language), (digest, language, release().id)
    if key not in _kits:
        if len(_kits) >= _KEPT_KITS:
            _kits.clear()
        text = json.dumps(kit(questionnaire, language), ensure_ascii=False, separators=(",", ":"))
        _kits[key] = Packed(text.encode(), "application/json")
    return kept_page(_kits[key])
