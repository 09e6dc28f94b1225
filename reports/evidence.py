"""The evidence of a visit: its photos, each beside the brand's own of the same detail where there is one, and the
receipt's greeting beside the one that the brand expects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.definition import Questionnaire
from forms.phrases import MATCHES
from reports.observed import Observed, in_all, in_every
from reports.report_data import MOST_PHOTOS
from reports.rows import hidden_from_store
from reports.sentences import sentences
from shopper.models import Photo, ReferencePhoto, Visit
from shopper.receipts import expected_greetings
from shopper.review import visited_on

# What is answered to them is short, and tells no time and no amount.
_SAID_IN_SHORT = frozenset({"yes_no", "one", "several", "scale"})
_PRINTED = ("key", "caption", "alt", "reference", "reference_caption", "answered")


def photos_of(visit: Visit) -> list[Photo]:
    """The photos that belong to an answer as it stands now and that could be opened, in the order of taking."""
    answers = visit.current_answers()
    return [
        photo
        for photo in visit.photos
        if photo.state != "unreadable" and photo.named in (answers.get(photo.question, {}).get("photos") or ())
    ]


def standards_of(visit: Visit) -> dict[str, ReferencePhoto]:
    """Question id → the brand's own photo of how it should be, the first of the scenario's that is tied to it."""
    assert visit.assignment
    tied = [one for one in visit.assignment.scenario.references if one.question]
    return {str(one.question): one for one in reversed(tied)}


def photo_list(
    questionnaire: Questionnaire,
    seen: tuple[Observed, ...],
    shown: list[Photo],
    standards: Mapping[str, ReferencePhoto] | None = None,
) -> list[dict[str, Any]]:
    """Every photo as {key, caption, alt, is_receipt}, texts in every language; `shown`: what `photos_of` gave.

    Where `standards` has the brand's own of the same detail, also {reference, reference_caption, answered}.
    """
    asked, hidden = {one.question.id: one for one in seen}, hidden_from_store(seen)
    found = []
    for photo in shown:
        one, standard = asked.get(photo.question), (standards or {}).get(photo.question)
        if one is not None:
            beside = _beside(questionnaire, one, standard, one.question.id in hidden) if standard else {}
            found.append({**_photo(questionnaire, photo, one), **beside})
    return found


def evidence(visit: Visit, seen: tuple[Observed, ...], photos: list[dict[str, Any]]) -> dict[str, Any]:
    """Evidence as report data, each text in every language; `photos`: what `photo_list` gave. A print holds so many."""
    receipts = [photo["key"] for photo in photos if photo["is_receipt"]]
    others = [
        {part: photo[part] for part in _PRINTED if part in photo} for photo in photos if not photo["is_receipt"]
    ]
    return {
        "photos": others[:MOST_PHOTOS],
        "receipt": _receipt(visit, [one.value for one in seen if one.question.kind == "receipt"], receipts),
        "photos_left_out": max(0, len(others) - MOST_PHOTOS) + max(0, len(receipts) - 1),
    }


def _photo(questionnaire: Questionnaire, photo: Photo, one: Observed) -> dict[str, Any]:
    caption = in_every(questionnaire, one.question.text)
    return {
        "key": f"photo:{photo.id}",
        "caption": caption,
        "alt": sentences("photo_alt", question=caption),
        "is_receipt": one.question.kind == "receipt",
    }


def _beside(questionnaire: Questionnaire, one: Observed, standard: ReferencePhoto, is_hidden: bool) -> dict[str, Any]:
    """The brand's own picture with its words, and what was answered, unless that is for headquarters alone."""
    caption = {**sentences("standard"), **{language: words for language, words in standard.caption.items() if words}}
    beside = {"reference": f"brand:{standard.sha256}", "reference_caption": caption}
    if one.question.kind in _SAID_IN_SHORT and one.said("fi") and not is_hidden:
        beside["answered"] = in_all(questionnaire, one.said)
    return beside


def _receipt(visit: Visit, answered: list[Any], photos: list[str]) -> dict[str, Any] | None:
    """The receipt: its first photo, its text, what was expected that day, and how they match."""
    values = [value for value in answered if isinstance(value, dict)]
    text = next((value["text"] for value in values if isinstance(value.get("text"), str)), "")
    match = next((value["match"] for value in values if value.get("match") in tuple(MATCHES)), None)
    if not (text or photos):
        return None
    return {"photo": photos[0] if photos else None, "text": text, "expected": _expected(visit), "match": match}


def _expected(visit: Visit) -> str:
    assert visit.assignment
    greetings = expected_greetings(visit.assignment.store, visited_on(visit))
    return greetings[0].text if greetings else ""
