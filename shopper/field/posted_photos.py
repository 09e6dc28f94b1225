"""Photos that a form without scripts posts as files: read, checked, and named by their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage, MultiDict

from forms.definition import Question
from shopper.manifest import MOST_PHOTOS, BadDeposit
from shopper.photos import check_photo

# The last field of the form. Servers take a cut multipart body for a short one; without this field it is refused.
END = "whole"

Photos = dict[str, list[tuple[str, bytes, str]]]
"""Question id → (digest, bytes, media type) of each photo."""


def read_photos(questions: Iterable[Question]) -> Photos:
    """The photos that were posted to these questions, each checked and each once. Raises BadDeposit."""
    photos: Photos = {}
    for question in questions:
        for file in request.files.getlist(f"{question.id}-photos"):
            if content := file.read():
                check_photo(content)
                one = (hashlib.sha256(content).hexdigest(), content, _mime(file))
                if one[0] not in {digest for digest, _bytes, _kind in photos.get(question.id, [])}:
                    photos.setdefault(question.id, []).append(one)
    if sum(map(len, photos.values())) > MOST_PHOTOS:
        raise BadDeposit(413, "too_many_photos", "Too many photos.")
    return photos


def posted_with(photos: Photos) -> MultiDict[str, str]:
    """The posted form as a phone would fill it in: photos by their digests."""
    posted = MultiDict(request.form)
    for question, taken in photos.items():
        posted.setlist(f"{question}-photos", [digest for digest, _content, _kind in taken])
    return posted


def why_refused(bad: BadDeposit) -> str:
    """What the shopper is told: what happened, what is safe, what to do."""
    reasons = {
        "not_a_photo": _("One of the files is not a photo. Nothing was stored. Go back and choose another."),
        "too_many_pixels": _("One of the photos is too large. Nothing was stored. Go back and choose another."),
        "too_many_photos": _("There are too many photos. Nothing was stored. Go back and remove some."),
        "conflict": _("This visit was sent before with other answers. Both are kept; the office will ask you."),
    }
    fallback = _("The form could not be understood. Nothing was stored. Go back and send it again.")
    return reasons.get(bad.code, fallback)


def _mime(file: FileStorage) -> str:
    return (file.mimetype or "application/octet-stream")[:100]
