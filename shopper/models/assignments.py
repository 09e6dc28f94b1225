"""One store, one shopper, one wave, a due date."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import Base, Instant
from forms.models import QuestionnaireVersion
from shopper.models.chains import Store
from shopper.models.people import Person
from shopper.models.programmes import Scenario, Wave


class Assignment(Base):
    """Pins the exact edition of the questionnaire. Fee and cap in euros.

    offered → accepted → done; or declined, expired (never taken in time), withdrawn (by the office). `opened_at`: a
    device told that the visit was begun. `certified_at`: the questions on the briefing were answered right.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint(
            "state IN ('offered', 'accepted', 'declined', 'expired', 'withdrawn', 'done')", name="known_state"
        ),
        CheckConstraint("fee >= 0 AND reimbursement_cap >= 0", name="money_not_negative"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"), index=True)
    store_id: Mapped[UUID] = mapped_column(ForeignKey("store.id"), index=True)
    shopper_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenario.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("questionnaire_version.id"))
    due_on: Mapped[date]
    fee: Mapped[Decimal] = mapped_column(Numeric(8, 2), default=Decimal(0))
    reimbursement_cap: Mapped[Decimal] = mapped_column(Numeric(8, 2), default=Decimal(0))
    state: Mapped[str] = mapped_column(default="offered")
    offered_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    certified_at: Mapped[datetime | None] = mapped_column(Instant)

    wave: Mapped[Wave] = relationship()
    store: Mapped[Store] = relationship()
    shopper: Mapped[Person] = relationship()
    scenario: Mapped[Scenario] = relationship()
    version: Mapped[QuestionnaireVersion] = relationship()

    @property
    def facts(self) -> dict[str, str]:
        """Circumstances that are fixed before the visit: the scenario's win over the store's."""
        return {**self.store.facts, **self.scenario.facts}
