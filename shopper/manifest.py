"""The frozen text of a finished visit: its outer shape is checked here, the fit of its answers elsewhere, later."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shopper.clock import from_milliseconds
from shopper.models import LANGUAGES
from shopper.strict_json import BadJson, read_json

NEWEST = 2
OLDEST = 1
MOST_BYTES = 2_000_000
MOST_PHOTOS = 50
MOST_STAMPS = 500
MOST_MASKS = 40
MOST_REPLY = 2000
LARGEST_PHOTO = 20_000_000
DIGEST = re.compile(r"[0-9a-f]{64}\Z")
QUESTION_ID = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")
_KEYS = frozenset(
    {
        "detalji", "visit", "assignment", "version", "language", "supersedes", "device", "started_at", "finished_at",
        "clock", "answers", "photos", "stamps", "reply",
    }
)  # fmt: skip
_ANSWER_KEYS = frozenset({"value", "photos", "skipped", "at", "mono", "boot", "seq", "source"})


class BadDeposit(Exception):
    """Refused whole: `status` for HTTP, `code` and `field` for programs, the message for people."""

    def __init__(self, status: int, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.field = status, code, field


@dataclass(frozen=True)
class ManifestPhoto:
    sha256: str
    question: str
    bytes: int
    mime: str
    taken_at: datetime | None
    masks: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Manifest:
    """What the phone froze. Times are the phone's claims, moved by the offset of its clock to the server's."""

    visit: UUID
    assignment: UUID | None
    version: str
    language: str
    supersedes: UUID | None
    device: UUID | None
    started_at: datetime | None
    finished_at: datetime | None
    clock_offset_ms: float
    answers: dict[str, dict[str, Any]]
    photos: tuple[ManifestPhoto, ...]
    stamps: tuple[dict[str, Any], ...]
    reply: str | None
    raw: bytes
    sha256: str


def read_manifest(body: bytes, claimed_sha256: str | None) -> Manifest:
    """The manifest in `body`. Raises BadDeposit (400 for cut or broken bytes, 413, 422 for a wrong outer shape)."""
    if len(body) > MOST_BYTES:
        raise BadDeposit(413, "too_large", "The visit's text is too large.")
    sha256 = hashlib.sha256(body).hexdigest()
    if not claimed_sha256 or not DIGEST.match(claimed_sha256):
        raise BadDeposit(400, "no_digest", "The X-Sha256 header is missing or malformed.")
    if claimed_sha256 != sha256:
        raise BadDeposit(400, "truncated", "The text did not arrive whole; send it again.")
    try:
        data = read_json(body)
    except BadJson as bad:
        status = 413 if bad.code == "too_many_keys" else 400 if bad.code in BROKEN else 422
        raise BadDeposit(status, bad.code, str(bad)) from None
    return _shaped(data, body, sha256)


def given_at(answer: dict[str, Any], manifest: Manifest) -> datetime | None:
    """When an answer of this manifest was given, on our clock; None where the phone does not say."""
    at = answer.get("at")
    return from_milliseconds(at + manifest.clock_offset_ms) if is_number(at) and at is not None else None


BROKEN = frozenset({"not_utf8", "broken_json", "too_deep", "doubled_key"})


def _shaped(data: Any, body: bytes, sha256: str) -> Manifest:
    if not isinstance(data, dict):
        raise BadDeposit(422, "not_an_object", "The manifest must be a JSON object.")
    refuse_unknown(data, _KEYS, "")
    version = data.get("detalji")
    if type(version) is not int or not OLDEST <= version <= NEWEST:
        raise BadDeposit(422, "manifest_version", "This version of the manifest is not known.", "detalji")
    offset = clock_offset(data.get("clock", []))
    return Manifest(
        visit=read_uuid(data, "visit") or wrong("visit"),
        assignment=read_uuid(data, "assignment"),
        version=read_text(data, "version", 64),
        language=data["language"] if data.get("language") in LANGUAGES else wrong("language"),
        supersedes=read_uuid(data, "supersedes"),
        device=read_uuid(data, "device"),
        started_at=read_instant(data.get("started_at"), offset, "started_at"),
        finished_at=read_instant(data.get("finished_at"), offset, "finished_at"),
        clock_offset_ms=offset,
        answers=_answers(data.get("answers")),
        photos=_photos(data.get("photos"), offset),
        stamps=read_stamps(data.get("stamps", []), offset),
        reply=_reply(data.get("reply")),
        raw=body,
        sha256=sha256,
    )


def wrong(field: str) -> Any:
    """Raises BadDeposit 422: `field` is not what it must be."""
    raise BadDeposit(422, "wrong_type", f"{field} has the wrong type or is missing.", field)


def refuse_unknown(data: dict[str, Any], known: frozenset[str], field: str) -> None:
    """Raises BadDeposit 422 for a key that is not in `known`."""
    for key in data.keys() - known:
        raise BadDeposit(422, "unknown_key", f"{key[:80]!r} is not a key of the manifest.", field or key[:80])


def read_text(data: dict[str, Any], key: str, longest: int) -> str:
    """The text under `key`: not empty, at most `longest` characters. Raises BadDeposit."""
    value = data.get(key)
    return value if isinstance(value, str) and 0 < len(value) <= longest else wrong(key)


def read_uuid(data: dict[str, Any], key: str) -> UUID | None:
    """The id under `key`, or None where it is null or missing. Raises BadDeposit."""
    value = data.get(key)
    if value is None:
        return None
    try:
        return UUID(value) if isinstance(value, str) and len(value) == 36 else wrong(key)
    except ValueError:
        return wrong(key)


def read_instant(value: Any, offset: float, field: str) -> datetime | None:
    """A time that cannot be one (a clock in another century) is a claim we drop, not a reason to refuse."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return wrong(field)
    return from_milliseconds(value + offset)


def clock_offset(samples: Any) -> float:
    """Median of server minus phone over the samples, in ms; 0 without samples."""
    if not isinstance(samples, list) or len(samples) > 1000:
        return float(wrong("clock"))
    offsets = sorted(
        float(sample["server"]) - float(sample["wall"])
        for sample in samples
        if isinstance(sample, dict) and is_number(sample.get("server")) and is_number(sample.get("wall"))
    )
    return offsets[len(offsets) // 2] if offsets else 0.0


def is_number(value: Any) -> bool:
    """Whether it is a number of JSON; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _answers(data: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(data, dict) or len(data) > 2000:
        return dict(wrong("answers"))
    for question, answer in data.items():
        if not QUESTION_ID.match(question) or not isinstance(answer, dict):
            wrong(f"answers.{question[:80]}")
        refuse_unknown(answer, _ANSWER_KEYS, f"answers.{question}")
        photos = answer.get("photos", [])
        if not isinstance(photos, list) or not all(isinstance(sha, str) and DIGEST.match(sha) for sha in photos):
            wrong(f"answers.{question}.photos")
        if answer.get("skipped") not in (None, "not_applicable", "not_observed"):
            wrong(f"answers.{question}.skipped")
    return data


def _photos(data: Any, offset: float) -> tuple[ManifestPhoto, ...]:
    if not isinstance(data, list):
        return tuple(wrong("photos"))
    if len(data) > MOST_PHOTOS:
        raise BadDeposit(413, "too_many_photos", f"A visit holds at most {MOST_PHOTOS} photos.", "photos")
    photos = [_photo(item, offset) for item in data]
    if len({(photo.sha256, photo.question) for photo in photos}) != len(photos):
        raise BadDeposit(422, "doubled_photo", "A photo stands twice at one question.", "photos")
    return tuple(photos)


def _photo(item: Any, offset: float) -> ManifestPhoto:
    if not isinstance(item, dict):
        return ManifestPhoto(*wrong("photos"))
    sha256, question = read_text(item, "sha256", 64), read_text(item, "question", 64)
    size: Any = item.get("bytes")
    if not DIGEST.match(sha256):
        wrong("photos.sha256")
    if not QUESTION_ID.match(question):
        wrong("photos.question")
    if type(size) is not int or not 0 < size <= LARGEST_PHOTO:
        wrong("photos.bytes")
    mime = read_text(item, "type", 100)
    taken_at = read_instant(item.get("taken_at"), offset, "photos.taken_at")
    return ManifestPhoto(sha256, question, size, mime, taken_at, read_masks(item.get("masks", [])))


def read_masks(data: Any) -> tuple[dict[str, Any], ...]:
    """[[x, y, width, height], …], shares of the picture, as {"x", "y", "w", "h", "by"}. Raises BadDeposit."""
    if not isinstance(data, list) or len(data) > MOST_MASKS:
        return tuple(wrong("photos.masks"))
    for box in data:
        if not isinstance(box, list) or len(box) != 4 or not all(is_number(one) and 0 <= one <= 1 for one in box):
            wrong("photos.masks")
    return tuple({**dict(zip("xywh", box, strict=True)), "by": "shopper"} for box in data)


def read_stamps(data: Any, offset: float) -> tuple[dict[str, Any], ...]:
    """The pocket screen's stamps in the order of the taps: {"moment", "at" (ISO, our clock), "undone"}.

    Between two stamps of one page's life the monotonic clock counts: a wall clock that jumped in between moves nothing.
    Raises BadDeposit.
    """
    if not isinstance(data, list) or len(data) > MOST_STAMPS:
        return tuple(wrong("stamps"))
    bases: dict[Any, float] = {}
    read = []
    for item in data:
        moment, at, mono = _stamp(item)
        base = bases.setdefault(item.get("boot"), at - mono)
        instant = from_milliseconds((base + mono if mono else at) + offset)
        if instant is not None:
            undone = {"undone": True} if item.get("undone") is True else {}
            read.append({"moment": moment, "at": instant.isoformat(), **undone})
    return tuple(read)


def _stamp(item: Any) -> tuple[str, float, float]:
    if not isinstance(item, dict) or not isinstance(item.get("moment"), str) or not QUESTION_ID.match(item["moment"]):
        return tuple(wrong("stamps.moment"))
    if not is_number(item.get("at")) or not (item.get("mono") is None or is_number(item["mono"])):
        wrong("stamps.at")
    boot = item.get("boot")
    if boot is not None and not isinstance(boot, str):
        wrong("stamps.boot")
    return item["moment"], float(item["at"]), float(item.get("mono") or 0)


def _reply(value: Any) -> str | None:
    if value is None:
        return None
    return value if isinstance(value, str) and len(value) <= MOST_REPLY else str(wrong("reply"))
