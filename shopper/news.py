"""What a device tells of a draft (docs/sync.md): its outer shape, and when each thing was given.

A device sends its rows as it keeps them: what else stands in them is passed over. What is read is of the right type.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shopper.clock import milliseconds
from shopper.device_clock import Clock
from shopper.manifest import (
    DIGEST,
    LARGEST_PHOTO,
    MOST_BYTES,
    MOST_PHOTOS,
    MOST_STAMPS,
    NEWEST,
    QUESTION_ID,
    BadDeposit,
    is_number,
    read_masks,
    read_text,
    read_uuid,
    wrong,
)
from shopper.models import LANGUAGES
from shopper.strict_json import BadJson, read_json

MOST_REMOVED = 1000
MOST_ANSWERS = 2000
_LARGEST = 2_000_000_000
_BROKEN = frozenset({"not_utf8", "broken_json", "too_deep", "doubled_key"})
_CONTENT = ("pairs", "value", "skipped", "source")


@dataclass(frozen=True)
class Told:
    """One answer, photo or stamp: `key` is its seq, pid or (device, n); `at` the moment on our clock."""

    key: Any
    question: str
    at: datetime
    content: dict[str, Any]


@dataclass(frozen=True)
class News:
    """A device's whole message about one draft. `since`: the last revision that it has heard. `behind_ms`: how far its
    clock is behind ours."""

    visit: UUID
    assignment: UUID | None
    version: str
    language: str
    supersedes: UUID | None
    device: UUID
    begun_at: datetime
    since: int
    behind_ms: float
    answers: tuple[Told, ...]
    photos: tuple[Told, ...]
    removed: frozenset[UUID]
    stamps: tuple[Told, ...]


def read_news(body: bytes, visit: UUID, now: datetime) -> News:
    """The message in `body` about the draft `visit`, heard at `now`. Raises BadDeposit (400, 413, 422)."""
    if len(body) > MOST_BYTES:
        raise BadDeposit(413, "too_large", "The draft's text is too large.")
    try:
        data = read_json(body)
    except BadJson as bad:
        status = 413 if bad.code == "too_many_keys" else 400 if bad.code in _BROKEN else 422
        raise BadDeposit(status, bad.code, str(bad)) from None
    if not isinstance(data, dict):
        raise BadDeposit(422, "not_an_object", "The message must be a JSON object.")
    if type(data.get("detalji")) is not int or data["detalji"] != NEWEST:
        raise BadDeposit(422, "manifest_version", "This version of the message is not known.", "detalji")
    answers, stamps = _answers(data.get("answers", [])), _stamps(data.get("stamps", []))
    clock = Clock(data.get("clock", []), [*answers, *stamps], now)
    device = read_uuid(data, "device") or wrong("device")
    return News(
        visit=visit,
        assignment=read_uuid(data, "assignment"),
        version=read_text(data, "version", 64),
        language=data["language"] if data.get("language") in LANGUAGES else wrong("language"),
        supersedes=read_uuid(data, "supersedes"),
        device=device,
        begun_at=clock.moved(_number(data, "begun_at", "begun_at")),
        since=_whole(data.get("since", 0), "since"),
        behind_ms=clock.offset,
        answers=tuple(_answer(one, clock) for one in answers if one.get("source") != "assignment"),
        photos=_photos(data.get("photos", []), clock),
        removed=_removed(data.get("removed", [])),
        stamps=tuple(_stamp(one, device, clock) for one in stamps),
    )


def _answers(data: Any) -> list[dict[str, Any]]:
    """In the order in which they were given: the first one of a page's life sets its monotonic clock."""
    if not isinstance(data, list) or len(data) > MOST_ANSWERS:
        return list(wrong("answers"))
    for one in data:
        question = one.get("question") if isinstance(one, dict) else None
        if not isinstance(question, str) or not QUESTION_ID.match(question):
            wrong("answers.question")
        field = f"answers.{question}"
        _timed(one, field)
        _whole(one.get("seq"), f"{field}.seq")
        if one.get("skipped") not in (None, "not_applicable", "not_observed"):
            wrong(f"{field}.skipped")
        if one.get("source") is not None and not (isinstance(one["source"], str) and len(one["source"]) <= 40):
            wrong(f"{field}.source")
        _pairs(one.get("pairs"), f"{field}.pairs")
    if len({one["question"] for one in data}) != len(data):
        wrong("answers")
    return sorted(data, key=lambda one: int(one["seq"]))


def _answer(one: dict[str, Any], clock: Clock) -> Told:
    """What the assignment fixed every device knows by itself: that is passed over."""
    content = {key: one[key] for key in _CONTENT if one.get(key) is not None}
    return Told(one["seq"], one["question"], clock.moment(one), content)


def _pairs(data: Any, field: str) -> None:
    """[[name, text], …] as they stand in the fields."""
    fits = isinstance(data, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in data
    )
    if not fits:
        wrong(field)


def _photos(data: Any, clock: Clock) -> tuple[Told, ...]:
    if not isinstance(data, list):
        return tuple(wrong("photos"))
    if len(data) > MOST_PHOTOS:
        raise BadDeposit(413, "too_many_photos", f"A visit holds at most {MOST_PHOTOS} photos.", "photos")
    return tuple(_photo(one, clock) for one in data)


def _photo(one: Any, clock: Clock) -> Told:
    if not isinstance(one, dict):
        wrong("photos")
    pid = read_uuid(one, "pid") or wrong("photos.pid")
    question, sha256 = read_text(one, "question", 64), read_text(one, "sha256", 64)
    if not QUESTION_ID.match(question) or not DIGEST.match(sha256):
        wrong("photos.sha256")
    size: Any = one.get("bytes")
    if type(size) is not int or not 0 < size <= LARGEST_PHOTO:
        wrong("photos.bytes")
    masks = one.get("masks") or []
    read_masks(masks)
    content = {"sha256": sha256, "bytes": size, "type": read_text(one, "type", 100), "masks": masks}
    if one.get("taken_at") is not None:
        content["taken_at"] = milliseconds(clock.moved(_number(one, "taken_at", "photos.taken_at")))
    masked = _number(one, "masked_at", "photos.masked_at") if one.get("masked_at") is not None else 0
    return Told(pid, question, clock.moved(masked) if masked else clock.plain(0), content)


def _removed(data: Any) -> frozenset[UUID]:
    if not isinstance(data, list) or len(data) > MOST_REMOVED:
        return frozenset(wrong("removed"))
    return frozenset(read_uuid({"removed": one}, "removed") or wrong("removed") for one in data)


def _stamps(data: Any) -> list[dict[str, Any]]:
    if not isinstance(data, list) or len(data) > MOST_STAMPS:
        return list(wrong("stamps"))
    for one in data:
        if not isinstance(one, dict) or not isinstance(one.get("moment"), str) or not QUESTION_ID.match(one["moment"]):
            wrong("stamps.moment")
        _timed(one, "stamps")
        if one.get("undone") not in (None, True, False):
            wrong("stamps.undone")
    return data


def _stamp(one: dict[str, Any], device: UUID, clock: Clock) -> Told:
    """`n` is a number of the device that tells, or "<device>/<number>" of another's."""
    n: Any = one.get("n")
    if isinstance(n, str):
        whose, _slash, number = n.partition("/")
        device = read_uuid({"stamps.n": whose}, "stamps.n") or wrong("stamps.n")
        n = int(number) if number.isascii() and number.isdigit() and len(number) < 11 else wrong("stamps.n")
    at = clock.moment(one)
    content = {"moment": one["moment"], "at": milliseconds(at)}
    content |= {key: one[key] for key in ("mono", "boot") if one.get(key) is not None}
    return Told((device, _whole(n, "stamps.n")), "", at, {**content, "undone": True} if one.get("undone") else content)


def _timed(one: dict[str, Any], field: str) -> None:
    _number(one, "at", f"{field}.at")
    if one.get("mono") is not None:
        _number(one, "mono", f"{field}.mono")
    boot = one.get("boot")
    if boot is not None and not (isinstance(boot, str) and len(boot) <= 64):
        wrong(f"{field}.boot")


def _number(data: dict[str, Any], key: str, field: str) -> float:
    value = data.get(key)
    return float(value) if is_number(value) else float(wrong(field))  # type: ignore[arg-type]


def _whole(value: Any, field: str) -> int:
    return value if type(value) is int and 0 <= value <= _LARGEST else int(wrong(field))
