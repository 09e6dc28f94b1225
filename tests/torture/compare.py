"""Phones and server side by side, once everything has had the time to arrive."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from app import create_app
from config import read_settings
from extensions import db
from shopper.files import FileStore
from shopper.models import Visit
from tests.torture.compare_joint import compare_joint
from tests.torture.home import Home
from tests.torture.outcome import Outcome
from tests.torture.phone import TorturedPhone
from tests.torture.plan import Joint, Promise


def compare(
    home: Home, phones: Sequence[TorturedPhone], joint: Sequence[Joint], blur_ms: float, outcome: Outcome
) -> None:
    """Fill in the counts and the lists of `outcome`. `joint`, `blur_ms`: as in compare_joint."""
    promised = {id_: promise for phone in phones for id_, promise in phone.promised.items()}
    outcome.visits, outcome.photos = len(promised), sum(len(promise.photos) for promise in promised.values())
    outcome.browser_kills = sum(phone.device.kills for phone in phones)
    outcome.clock_jumps = sum(phone.device.jumps for phone in phones)
    outcome.sign_ins = sum(phone.device.sign_ins for phone in phones)
    for phone in phones:
        _compare_phone(phone, outcome)
    receipts = {receipt["id"]: receipt for phone in phones for receipt in phone.kept["receipts"]}
    app = create_app(read_settings({"DETALJI_HOME": str(home.folder)}))
    with app.app_context():
        visits = {str(visit.id): visit for visit in db.session.query(Visit)}
        outcome.doubled += [f"{id_}: nobody finished it" for id_ in visits.keys() - promised.keys()]
        _compare_assignments(promised, visits, outcome)
        files = FileStore(home.folder / "files")
        for id_, promise in sorted(promised.items()):
            _compare_visit(id_, promise, visits.get(id_), receipts.get(id_), outcome)
            if id_ in visits:
                _compare_photos(id_, promise, visits[id_], id_ in receipts, files, outcome)
        compare_joint(joint, [phone.joint for phone in phones], files, blur_ms, outcome)
        db.session.remove()
        db.engine.dispose()


def _compare_phone(phone: TorturedPhone, outcome: Outcome) -> None:
    """Nothing that the phone once kept has gone from it, and nothing lies there finished that was never asked for."""
    drafts = {draft["id"] for draft in phone.kept["drafts"]}
    asked = phone.promised.keys() | set(phone.joint.ids.values())
    outcome.lost += [f"{id_}: kept once, gone from the phone" for id_ in asked - drafts]
    outcome.doubled += [f"{id_}: made out of nothing on the phone" for id_ in drafts - asked]
    for row in phone.kept["outbox"]:
        outcome.lost.append(f"{row['id']}: still waits, {row['state']} {row['error']}")


def _compare_assignments(promised: dict[str, Promise], visits: dict[str, Visit], outcome: Outcome) -> None:
    """As many visits of an assignment as phones finished it, and the office is told of each second one."""
    wanted = Counter(promise.assignment for promise in promised.values())
    found = Counter(str(visit.assignment_id) for visit in visits.values() if visit.assignment_id)
    outcome.shared = sum(count > 1 for count in wanted.values())
    for assignment in found.keys() | wanted.keys():
        if found[assignment] > wanted[assignment]:
            outcome.doubled.append(f"assignment {assignment}: {found[assignment]} visits of {wanted[assignment]}")
    for assignment in (one for one, count in found.items() if count > 1):
        of_it = [visit for visit in visits.values() if str(visit.assignment_id) == assignment]
        if sum(_is_told(visit) for visit in of_it) != len(of_it) - 1:
            outcome.untrue.append(f"assignment {assignment}: the office is not told of the second visit")


def _is_told(visit: Visit) -> bool:
    return any(remark["code"] == "second_visit" for remark in visit.flags)


def _compare_visit(
    id_: str, promise: Promise, row: Visit | None, receipt: dict[str, Any] | None, outcome: Outcome
) -> None:
    if receipt is None:
        outcome.lost.append(f"{id_}: no receipt after the faults ended")
    elif row is None or row.state == "receiving":
        outcome.untrue.append(f"{id_}: shown as delivered, not on the server")
    elif (receipt["sha"], receipt["no"]) != (row.sha256, row.receipt_no):
        outcome.untrue.append(f"{id_}: the receipt names something else")
    if row is None:
        return
    if str(row.shopper_id) != promise.owner or row.assignment_id is None:
        outcome.misplaced.append(f"{id_}: delivered as another person's")
    content = json.loads(row.manifest)
    words = content["answers"].get("words", {}).get("value")
    if hashlib.sha256(row.manifest).hexdigest() != row.sha256 or words != promise.words:
        outcome.damaged.append(f"{id_}: not the words that the phone kept")


def _compare_photos(
    id_: str, promise: Promise, row: Visit, is_delivered: bool, files: FileStore, outcome: Outcome
) -> None:
    named = Counter(photo.named for photo in row.photos)
    for sha, count in named.items():
        if count > 1:
            outcome.doubled.append(f"{id_}: photo {sha[:8]} {count} times")
    # A smaller copy may stand for a photo that something on the way found too large, but then the reviewer is told.
    if any(photo.promised_sha256 for photo in row.photos) and "smaller_copy" not in {one["code"] for one in row.flags}:
        outcome.untrue.append(f"{id_}: a smaller copy of which nobody is told")
    for sha in {photo.sha256 for photo in row.photos}:
        path = files.path(sha)
        is_whole = path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha
        if is_delivered and not is_whole:
            outcome.damaged.append(f"{id_}: photo {sha[:8]} shown as delivered")
    if set(promise.photos) != named.keys():
        outcome.damaged.append(f"{id_}: not the photos that the phone kept")
