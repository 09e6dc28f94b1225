"""Editing a draft: changes by several people at once, each kept, none lost, each undone by whoever made it.

`docs/editor.md` tells the operations; `forms.editing.drafting` does them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from extensions import db, transaction
from forms.definition import DefinitionError, Questionnaire, digest, from_plain, to_plain
from forms.editing.drafting import MOST_OPERATIONS, Operation, Outcome, apply
from forms.models import DraftChange, QuestionnaireVersion
from shopper.models import Person

NEAR = timedelta(minutes=10)
_KEPT_STEPS = 400


class NotADraft(Exception):
    """Published and retired editions never change."""


class NothingToUndo(Exception):
    """The person has no change here that stands (or, for redo, that was undone)."""


class TooManyOperations(Exception):
    """One change holds at most MOST_OPERATIONS."""


@dataclass
class Changed:
    """What came of a change: the draft's `revision` and `document` after it, and what the author should be told.

    `refused`: [{op, reason}]; `overwrote`: [{path, value}]; `others`: other people's changes since the author's base.
    """

    revision: int
    document: dict[str, Any]
    refused: list[dict[str, Any]] = field(default_factory=list)
    overwrote: list[dict[str, Any]] = field(default_factory=list)
    others: list[DraftChange] = field(default_factory=list)


def change(
    version_id: UUID, operations: Sequence[Any], *, key: str, base: int, by: Person, at: datetime
) -> Changed:
    """Apply `operations` to the draft and keep them. `key`: sent twice, done once. `base`: the revision the author saw.

    Raises NotADraft and TooManyOperations.
    """
    if len(operations) > MOST_OPERATIONS:
        raise TooManyOperations
    return _keep(version_id, key, base, by, at, lambda version: ("edit", None, apply(version.definition, operations)),
                 operations)  # fmt: skip


def undo(version_id: UUID, *, key: str, base: int, by: Person, at: datetime) -> Changed:
    """Take back the person's own last change that stands. Raises NotADraft, NothingToUndo."""
    return _step(version_id, "undo", key, base, by, at)


def redo(version_id: UUID, *, key: str, base: int, by: Person, at: datetime) -> Changed:
    """Do again what the person took back last. Raises NotADraft, NothingToUndo."""
    return _step(version_id, "redo", key, base, by, at)


def steps_of(version_id: UUID, person_id: UUID) -> tuple[list[DraftChange], list[DraftChange]]:
    """The person's changes that can be undone, and the undos that can be redone; the last of each is next."""
    mine = select(DraftChange).filter_by(version_id=version_id, changed_by=person_id)
    rows = list(db.session.scalars(mine.order_by(DraftChange.number.desc()).limit(_KEPT_STEPS)))[::-1]
    stands: list[DraftChange] = []
    undone: list[DraftChange] = []
    for row in rows:
        if row.kind == "undo":
            stands, undone = stands[:-1], [*undone, row]
        elif row.kind == "redo":
            stands, undone = [*stands, row], undone[:-1]
        elif row.inverse:
            stands, undone = [*stands, row], []
    return stands, undone


def people_near(version_id: UUID, but: UUID, at: datetime) -> list[Person]:
    """Others who changed the draft in the last ten minutes."""
    near = (
        select(DraftChange.changed_by)
        .where(DraftChange.version_id == version_id, DraftChange.changed_at > at - NEAR, DraftChange.changed_by != but)
        .distinct()
    )
    return list(db.session.scalars(select(Person).where(Person.id.in_(near)).order_by(Person.name)))


def replace_draft(version: QuestionnaireVersion, questionnaire: Questionnaire, by: UUID | None, at: datetime) -> None:
    """Inside a transaction: a whole new document takes the draft's place, as a change that can be undone."""
    operations = [{"op": "replace", "value": to_plain(questionnaire)}]
    key = hashlib.sha256(f"{version.revision}{digest(questionnaire)}".encode()).hexdigest()
    _write(version, ("edit", None, apply(version.definition, operations)), operations, key, by, at)


def document_digest(document: dict[str, Any]) -> str:
    """The digest of a document: the questionnaire's where it is finished, else of the text as it stands."""
    try:
        return digest(from_plain(document))
    except DefinitionError:
        return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


Step = tuple[str, int | None, Outcome]


def _step(version_id: UUID, kind: str, key: str, base: int, by: Person, at: datetime) -> Changed:
    def step(version: QuestionnaireVersion) -> Step:
        stands, undone = steps_of(version.id, by_id)
        rows = stands if kind == "undo" else undone
        if not rows:
            raise NothingToUndo
        last = rows[-1]
        return kind, last.number, apply(version.definition, last.inverse, is_undo=True)

    by_id = by.id
    return _keep(version_id, key, base, by, at, step, None)


def _keep(
    version_id: UUID, key: str, base: int, by: Person, at: datetime, step: Any, operations: Sequence[Operation] | None
) -> Changed:
    by_id = by.id
    with transaction():
        version = db.session.get(QuestionnaireVersion, version_id, with_for_update=True)
        if version is None or version.state != "draft":
            raise NotADraft
        known = db.session.scalar(select(DraftChange).filter_by(version_id=version_id, key=key))
        others = others_since(version_id, base, by_id)
        if known is not None:
            return Changed(version.revision, version.definition, others=others)
        kind, undoes, outcome = step(version)
        done = list(operations) if operations is not None else _undone_operations(version_id, undoes)
        _write(version, (kind, undoes, outcome), done, key, by_id, at)
        return Changed(version.revision, outcome.document, outcome.refused, outcome.overwrote, others)


def _write(
    version: QuestionnaireVersion, step: Step, operations: list[Any], key: str, by: UUID | None, at: datetime
) -> None:
    kind, undoes, outcome = step
    version.definition = outcome.document
    version.digest = document_digest(outcome.document)
    version.revision += 1
    db.session.add(
        DraftChange(version_id=version.id, number=version.revision, key=key, kind=kind, undoes=undoes,
                    operations=operations, inverse=outcome.inverse, changed_at=at, changed_by=by)
    )  # fmt: skip
    db.session.flush()


def _undone_operations(version_id: UUID, number: int | None) -> list[Any]:
    row = db.session.scalar(select(DraftChange).filter_by(version_id=version_id, number=number))
    return list(row.inverse) if row else []


def others_since(version_id: UUID, base: int, by: UUID) -> list[DraftChange]:
    """What others than `by` changed after the revision `base`, in order."""
    since = select(DraftChange).where(DraftChange.version_id == version_id, DraftChange.number > base)
    return list(db.session.scalars(since.where(DraftChange.changed_by != by).order_by(DraftChange.number)))
