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
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    retired_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def questionnaire(self) -> Questionnaire:
        """What is asked. A published edition is read once a process: reading costs more than judging a whole visit."""
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

    def publish(self, at: datetime) -> None:
        """From now on it can be assigned and never changes. Raises ValueError unless it is a draft."""
        if self.state != "draft":
            raise ValueError("only a draft can be published")
        self.state, self.published_at = "published", at
