"""Slow work, as rows. A job is written in the transaction of its cause, so neither can be without the other."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from extensions import Base, Instant


class Job(Base):
    """`kind` names the work (a row in the table of app.py), `ref` the id of what it is done to.

    ready → running (claimed with a lease by `worker`; `tries` is the fence) → done, or ready again later, or failed.
    """

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("kind", "ref", "revision"),
        CheckConstraint("state IN ('ready', 'running', 'done', 'failed')", name="known_state"),
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="running_has_lease"),
        Index("ix_job_state_run_at", "state", "run_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str]
    ref: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="ready")
    run_at: Mapped[datetime] = mapped_column(Instant)
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    worker: Mapped[str | None]
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
