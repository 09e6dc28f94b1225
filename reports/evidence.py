"""The evidence of a visit: its photos, and the receipt's greeting beside the one that the brand expects."""

from __future__ import annotations

from typing import Any

from forms.definition import Questionnaire
from forms.phrases import MATCHES
from reports.observed import Observed, Texts, in_all
from reports.report_data import MOST_PHOTOS
from reports.sentences import sentences
from shopper.models import Photo, Visit
from shopper.receipts import expected_greetings
from shopper.review import visited_on


def photos_of(visit: Visit) -> list[Photo]:
    """The photos that belong to an answer as it stands now and that could be opened, in the order of taking."""
    answers = visit.current_answers()
    return [
        photo
        for photo in visit.photos
        if photo.state != "unreadable" and photo.sha256 in (answers.get(photo.question, {}).get("photos") or ())
    ]


def evidence(
    visit: Visit, questionnaire: Questionnaire, seen: tuple[Observed, ...], shown: list[Photo]
) -> dict[str, Any]:
    """Evidence as report data, each text in every language; `shown`: what `photos_of` gave."""
    asked = {one.question.id: one for one in seen}
    receipts = [one for one in seen if one.question.kind == "receipt"]
    others = [photo for photo in shown if photo.question in asked and asked[photo.question] not in receipts]
    photographed = [photo for photo in shown if any(one.question.id == photo.question for one in receipts)]
    return {
        "photos": [_photo(questionnaire, photo, asked[photo.question]) for photo in others[:MOST_PHOTOS]],
        "receipt": _receipt(visit, receipts, photographed),
        "photos_left_out": max(0, len(others) - MOST_PHOTOS) + max(0, len(photographed) - 1),
    }


def _photo(questionnaire: Questionnaire, photo: Photo, one: Observed) -> dict[str, Any]:
    caption: Texts = in_all(questionnaire, lambda language: one.question.text[language])
    return {"key": f"photo:{photo.id}", "caption": caption, "alt": sentences("photo_alt", question=caption)}


def _receipt(visit: Visit, receipts: list[Observed], photographed: list[Photo]) -> dict[str, Any] | None:
    """The receipt: its first photo, its text, what was expected that day, and how they match."""
    values = [one.value for one in receipts if isinstance(one.value, dict)]
    text = next((value["text"] for value in values if isinstance(value.get("text"), str)), "")
    match = next((value["match"] for value in values if value.get("match") in tuple(MATCHES)), None)
    if not (text or photographed):
        return None
    photo = f"photo:{photographed[0].id}" if photographed else None
    return {"photo": photo, "text": text, "expected": _expected(visit), "match": match}


def _expected(visit: Visit) -> str:
    assert visit.assignment
    store = visit.assignment.store
    greetings = expected_greetings(store.brand.greetings, visited_on(visit), store.language)
    return greetings[0].text if greetings else ""
