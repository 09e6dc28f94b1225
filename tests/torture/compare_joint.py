"""What became of the drafts that both phones wrote: one visit, the newest of every question, and nothing gone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from extensions import db
from shopper.files import FileStore
from shopper.models import KeptAnswer, Visit
from tests.torture.joint import Given, JointWork
from tests.torture.outcome import Outcome
from tests.torture.plan import Joint


def compare_joint(
    joint: Sequence[Joint], works: Sequence[JointWork], files: FileStore, blur_ms: float, outcome: Outcome
) -> None:
    """`blur_ms`: so near to each other two moments on our clock may come in the other order."""
    outcome.joint = len(joint)
    for one in joint:
        ids = {work.ids[one.assignment] for work in works}
        outcome.doubled += [f"{id_}: a draft of its own on each phone" for id_ in sorted(ids) if len(ids) > 1]
        for id_ in sorted(ids):
            given = sorted((each for work in works for each in work.given.get(id_, [])), key=lambda each: each.at)
            outcome.joint_answers += sum(each.question != "photo" for each in given)
            rows = list(db.session.scalars(select(KeptAnswer).where(KeptAnswer.draft_id == UUID(id_))))
            outcome.replaced += sum(row.replaced_in is not None for row in rows)
            visit = db.session.get(Visit, UUID(id_))
            _compare_ends(id_, one, works, visit, outcome)
            _compare_answers(id_, one, given, rows, visit, blur_ms, outcome)
            _compare_photos(id_, one, given, works, visit, files, outcome)


def _compare_ends(
    id_: str, one: Joint, works: Sequence[JointWork], visit: Visit | None, outcome: Outcome
) -> None:
    """Where it was finished it is delivered, on the other phone it is shown as finished elsewhere."""
    for number, work in enumerate(works):
        standing = work.standing.get(id_, {})
        if standing.get("state") != "delivered" or standing["isElsewhere"] == (number == one.finishes):
            outcome.lost.append(f"{id_}: stays {standing} on phone {number}")
        if standing.get("state") == "delivered" and visit is None:
            outcome.untrue.append(f"{id_}: finished on phone {number}, not on the server")


def _compare_answers(
    id_: str, one: Joint, given: Sequence[Given], rows: Sequence[KeptAnswer], visit: Visit | None, blur_ms: float,
    outcome: Outcome,
) -> None:  # fmt: skip
    """Every value is in the visit or in the history; the newest counts, in the visit where all was told before it."""
    final = json.loads(visit.manifest)["answers"] if visit else {}
    for question in ("words", "grt_t"):
        own = [each for each in given if each.question == question]
        history = {_text(row.content) for row in rows if row.question == question}
        standing = {_text(row.content) for row in rows if row.question == question and row.replaced_in is None}
        ends = _text(final.get(question, {}))
        outcome.lost += [f"{id_}: {each} is in no history" for each in own if each.what not in {*history, ends}]
        if len(standing) != 1 and own:
            outcome.doubled.append(f"{id_}: {len(standing)} answers to {question} count")
        seen = own if one.is_late else [each for each in own if each.phone == one.finishes]
        for what, counted, known in (("standing", standing, own), ("final", {ends}, seen)):
            newest = max((each.at for each in known if each.is_timed), default=0)
            if newest and all(each.is_timed and each.at < newest - blur_ms for each in own if each.what in counted):
                outcome.damaged.append(f"{id_}: {what} {counted} is not the newest of {known}")


def _text(content: dict[str, Any]) -> str:
    """As it was given: the minutes of an estimate, else the words."""
    value = content.get("value", "")
    return f"{value['seconds'] // 60:06}" if isinstance(value, dict) else str(value)


def _compare_photos(
    id_: str, one: Joint, given: Sequence[Given], works: Sequence[JointWork], visit: Visit | None, files: FileStore,
    outcome: Outcome,
) -> None:  # fmt: skip
    """Each photo is in the visit, or still on the phone that took it when the other finished without knowing of it."""
    named = {photo.sha256 for photo in visit.photos} if visit else set()
    for each in given:
        if each.question != "photo" or each.what in named:
            continue
        is_here = each.what in works[each.phone].standing.get(id_, {}).get("photos", [])
        if one.is_late or each.phone == one.finishes or not is_here:
            outcome.lost.append(f"{id_}: photo {each.what[:8]} of phone {each.phone}")
    for sha in named:
        path = files.path(sha)
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != sha:
            outcome.damaged.append(f"{id_}: photo {sha[:8]}")
