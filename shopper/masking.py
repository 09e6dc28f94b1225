"""Boxes over what nobody beyond the reviewer may see, as the office sets them: who, when, and a new shown copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from extensions import db, transaction
from shopper.logbook import log
from shopper.models import Person, Photo
from shopper.photos import copy_again
from shopper.review import ReviewRefused, is_open

MOST = 80
Box = tuple[float, float, float, float]


def mask_photo(photo: Photo, boxes: Sequence[Box], by: Person, at: datetime, *, seen: datetime | None) -> None:
    """Let exactly `boxes` (x, y, width, height as shares of the upright picture) be covered on the photo from now on.

    Boxes that were there keep who drew them; new ones are the office's. `seen`: when the boxes on the editor's page had
    last been set (None: never). Raises ReviewRefused: own_visit, wrong_state, stale.
    """
    with transaction():
        photo = db.session.get_one(Photo, photo.id, with_for_update=True)
        if photo.visit.shopper_id == by.id:
            raise ReviewRefused("own_visit")
        if not is_open(photo.visit):
            raise ReviewRefused("wrong_state")
        if photo.masked_at != seen:
            raise ReviewRefused("stale")
        before = photo.masks
        photo.masks = [_kept(box, before) for box in boxes]
        photo.masked_at, photo.masked_by = at, by.id
        if photo.masks != before:
            copy_again(photo, at)
        log(by.id, "masked", "photo", photo.id, at)


def _kept(box: Box, before: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The mask that lies there already, else a new one of the office."""
    for mask in before:
        if all(abs(mask[side] - value) < 0.0006 for side, value in zip("xywh", box, strict=True)):
            return mask
    return {**dict(zip("xywh", box, strict=True)), "by": "office"}
