"""Advice before publishing: what is missing, can never be asked, or would mislead; each with the reason.

Pure, and made for unfinished documents too: what cannot be read yet is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.advice.balance import balance_advice
from forms.advice.logic import logic_advice
from forms.advice.missing import missing_advice
from forms.advice.paths import usual_path
from forms.advice.pieces import STOPS, WARNS, Advice, Doc, asked_in
from forms.advice.wording import wording_advice
from forms.definition import to_plain
from forms.editing.presentable import presentable
from forms.shapes import Questionnaire

__all__ = ["STOPS", "WARNS", "Advice", "advise", "usual_path"]


def advise(source: Questionnaire | Mapping[str, Any], language: str) -> list[Advice]:
    """Advice on a questionnaire, or on a plain document that may be unfinished, with sentences in `language`.

    What stops publishing comes first; within that the order of the questions. Never raises.
    """
    document = to_plain(source) if isinstance(source, Questionnaire) else source
    doc = Doc(document, language)
    whole = source if isinstance(source, Questionnaire) else presentable(dict(document))[0]
    found = [*missing_advice(doc), *wording_advice(doc)]
    if whole is not None:
        found += [*logic_advice(whole, doc), *balance_advice(whole, doc)]
    places = {question.id: place for place, question in enumerate(asked_in(document))}
    return sorted(found, key=lambda one: (one.severity != STOPS, places.get(one.question or "", -1)))
