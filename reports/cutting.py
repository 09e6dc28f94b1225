"""Photos cut down to what paper shows of them: 200 dots an inch of their place on the page, no more.

They are our own clean copies, so they are decoded right here. The same photo gives the same bytes, and is cut once for
all the editions and languages of its report.
"""

from __future__ import annotations

import io
from collections import OrderedDict
from typing import Any

from PIL import Image

from reports.report_parts import Evidence

Slot = tuple[int, int]
# Pixels of 87.5 by 64 and of 56 by 72 millimetres, the largest that the sheet allows.
PHOTO: Slot = (689, 504)
RECEIPT: Slot = (441, 567)
QUALITY = 76
_MOST_KEPT = 48
_kept: OrderedDict[tuple[str, Slot], bytes] = OrderedDict()


def slots_of(data: Any) -> dict[str, Slot]:
    """Picture key → the most pixels that its place in the document shows; logos and covers are made in their size."""
    evidence = getattr(data, "evidence", None)
    if not isinstance(evidence, Evidence):
        return {}
    keys = [key for photo in evidence.photos for key in (photo.key, photo.reference) if key]
    receipt = evidence.receipt.photo if evidence.receipt else None
    return {**({receipt: RECEIPT} if receipt else {}), **dict.fromkeys(keys, PHOTO)}


def cut(digest: str, content: bytes, slot: Slot | None) -> bytes:
    """The JPEG no larger than its slot; what fits already, or is no JPEG, stays as it is. `digest`: of `content`."""
    if slot is None or not content.startswith(b"\xff\xd8\xff"):
        return content
    if (digest, slot) not in _kept:
        _kept[digest, slot] = _smaller(content, slot)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end((digest, slot))
    return _kept[digest, slot]


def _smaller(content: bytes, slot: Slot) -> bytes:
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as photo:
        if photo.width <= slot[0] and photo.height <= slot[1]:
            return content
        photo.thumbnail(slot, Image.Resampling.BICUBIC, reducing_gap=2.0)
        target = io.BytesIO()
        photo.convert("RGB").save(target, "JPEG", quality=QUALITY, optimize=True)
    return min(target.getvalue(), content, key=len)
