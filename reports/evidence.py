"""The evidence of a visit: its photos, and the receipt's greeting beside the one that the brand expects."""

from __future__ import annotations

from typing import Any

from forms.definition import Questionnaire
from forms.phrases import MATCHES
from reports.observed import Observed, in_every
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
        if photo.state != "unreadable" and photo.named in (answers.get(photo.question, {}).get("photos") or ())
    ]


def photo_list(questionnaire: Questionnaire, seen: tuple[Observed, ...], shown: list[Photo]) -> list[dict[str, Any]]:
    """Every photo as {key, caption, alt, is_receipt}, texts in every language; `shown`: what `photos_of` gave."""
    asked = {one.question.id: one for one in seen}
    return [_photo(questionnaire, photo, asked[photo.question]) for photo in shown if photo.question in asked]


def evidence(visit: Visit, seen: tuple[Observed, ...], photos: list[dict[str, Any]]) -> dict[str, Any]:
    """Evidence as report data, each text in every language; `photos`: what `photo_list` gave. A print holds so many."""
    receipts = [photo["key"] for photo in photos if photo["is_receipt"]]
    others = [{key: photo[key] for key in ("key", "caption", "alt")} for photo in photos if not photo["is_receipt"]]
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
