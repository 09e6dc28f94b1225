"""What a phone tells about itself when its shopper taps "Send report": codes, ids and numbers, for the office to read.

A report is a file of the house, found by its line in the book of deeds.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from extensions import db, transaction
from shopper.files import FileDamaged
from shopper.logbook import log
from shopper.manifest import BadDeposit
from shopper.models import Logged, Person
from shopper.photos import file_store
from shopper.strict_json import BadJson, read_json

MOST_BYTES = 200_000
MOST_EVENTS = 500
_MOST_A_DAY = 20
_DEED = "phone report"
_CODE = re.compile(r"[\w .:;,/()+-]{0,120}")
_FACTS = ("device", "app", "persisted", "usage", "quota", "reserve", "contact", "waiting", "drafts")


def keep_report(body: bytes, person: Person, at: datetime) -> None:
    """Keep a report. Raises BadDeposit for what is none, holds words of people, or is one of too many."""
    if len(body) > MOST_BYTES:
        raise BadDeposit(413, "too_large", "The report is too large.")
    try:
        data = read_json(body)
    except BadJson as bad:
        raise BadDeposit(422, bad.code, str(bad)) from None
    content = json.dumps(_shaped(data), ensure_ascii=False, sort_keys=True).encode()
    person_id = person.id
    recent = select(func.count()).where(
        Logged.person_id == person_id, Logged.deed == _DEED, Logged.at > at - timedelta(days=1)
    )
    if (db.session.scalar(recent) or 0) >= _MOST_A_DAY:
        raise BadDeposit(429, "too_many", "The office has enough reports of this phone for today.")
    sha256 = file_store().put(content)
    with transaction():
        log(person_id, _DEED, "report", sha256, at)


def newest_reports(most: int = 50) -> list[tuple[datetime, Person | None, dict[str, Any]]]:
    """(when, whose phone, what it told), newest first."""
    rows = db.session.execute(
        select(Logged, Person).outerjoin(Person, Logged.person_id == Person.id)
        .where(Logged.deed == _DEED).order_by(Logged.at.desc()).limit(most)
    )  # fmt: skip
    return [(line.at, person, _read(line.object_id)) for line, person in rows]


def _read(sha256: str) -> dict[str, Any]:
    try:
        return dict(json.loads(file_store().read(sha256)))
    except (FileDamaged, ValueError):
        return {"facts": {}, "log": []}


def _shaped(data: Any) -> dict[str, Any]:
    """Only what we know, and only codes: a report must not carry what somebody wrote about a visit."""
    if not isinstance(data, dict) or not isinstance(data.get("log"), list) or not isinstance(data.get("facts"), dict):
        raise BadDeposit(422, "wrong_type", "This is no report.")
    facts = {key: _coded(data["facts"].get(key)) for key in _FACTS}
    events = [one for one in data["log"][-MOST_EVENTS:] if isinstance(one, dict)]
    return {"facts": facts, "log": [{key: _coded(one.get(key)) for key in ("at", "what", "about")} for one in events]}


def _coded(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    return value if isinstance(value, str) and _CODE.fullmatch(value) else "?"
