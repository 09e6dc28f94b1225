"""What is kept of questionnaires: published, unchangeable editions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from extensions import Base, Instant
from forms.definition import Questionnaire, digest, from_plain, to_plain

KEPT_EDITIONS = 64
_read: dict[str, Questionnaire] = {}


class QuestionnaireVersion(Base):
    """One edition of what is asked. A draft may change; a published one never does: its digest says so."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (
        UniqueConstraint("chain_id", "code", "number"),
        CheckConstraint("state IN ('draft', 'published', 'retired')", name="known_state"),
        CheckConstraint("(state = 'draft') = (published_at IS NULL)", name="published_has_time"),
        CheckConstraint("(state = 'retired') = (retired_at IS NOT NULL)", name="retired_has_time"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    # Named by table, not by class: the questionnaire knows whose it is and nothing else of the floor above.
    chain_id: Mapped[UUID] = mapped_column(ForeignKey("chain.id"))
    code: Mapped[str]
    number: Mapped[int]
    # Fetched when asked for: a delivered visit names its edition, and what that asks is read already (`questionnaire`).
    definition: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    digest: Mapped[str] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(default="draft")
    created_at: Mapped[datetime] = mapped_column(Instant)
    # How many changes a draft has seen; what an editor's page was made from.
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    retired_at: Mapped[datetime | None] = mapped_column(Instant)
    retired_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    @property
    def questionnaire(self) -> Questionnaire:
        """What is asked. A published edition is read once a process: reading costs more than judging a whole visit.

        Raises DefinitionError for a draft that is not finished.
        """
        if self.state == "draft":
            return from_plain(self.definition)
        if self.digest not in _read:
            if len(_read) >= KEPT_EDITIONS:
                _read.clear()
            _read[self.digest] = from_plain(self.definition)
        return _read[self.digest]

    @classmethod
    def draft(cls, chain_id: UUID, questionnaire: Questionnaire, number: int, at: datetime) -> QuestionnaireVersion:
        """A new draft edition of `questionnaire`, numbered `number`, made at the instant `at`."""
        return cls(
            chain_id=chain_id,
            code=questionnaire.code,
            number=number,
            definition=to_plain(questionnaire),
            digest=digest(questionnaire),
            state="draft",
            created_at=at,
        )

    def publish(self, at: datetime, by: UUID | None = None) -> None:
        """From now on it can be assigned and never changes. Raises ValueError unless it is a draft, DefinitionError
        where it is not finished."""
        if self.state != "draft":
            raise ValueError("only a draft can be published")
        questionnaire = from_plain(self.definition)
        self.definition, self.digest = to_plain(questionnaire), digest(questionnaire)
        self.state, self.published_at, self.published_by = "published", at, by

    def retire(self, at: datetime, by: UUID | None = None) -> None:
        """From now on no new assignment gets it. Raises ValueError unless it is published."""
        if self.state != "published":
            raise ValueError("only a published edition can be retired")
        self.state, self.retired_at, self.retired_by = "retired", at, by


class DraftChange(Base):
    """One change of a draft: what was done, by whom, and what would undo it. Rows are only added.

    `number` is the draft's revision after it. `key` was made by whoever sent it, so that sending twice is harmless.
    `kind`: edit, undo (of the change `undoes`) or redo (of the undo `undoes`).
    """

    __tablename__ = "draft_change"
    __table_args__ = (
        UniqueConstraint("version_id", "number"),
        UniqueConstraint("version_id", "key"),
        CheckConstraint("kind IN ('edit', 'undo', 'redo')", name="known_kind"),
        CheckConstraint("(kind = 'edit') = (undoes IS NULL)", name="undo_names_a_change"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("questionnaire_version.id"))
    number: Mapped[int]
    key: Mapped[str]
    kind: Mapped[str] = mapped_column(default="edit")
    undoes: Mapped[int | None]
    operations: Mapped[list[Any]] = mapped_column(JSON)
    inverse: Mapped[list[Any]] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
