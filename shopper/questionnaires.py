"""A chain's questionnaires: new editions are drafts until published, and published ones never change."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from extensions import db, transaction
from forms.definition import Questionnaire, digest
from forms.models import QuestionnaireVersion
from forms.shapes import Question
from shopper.models import Chain


class NotADraft(Exception):
    """Only a draft can be published."""


def editions_of(chain: Chain) -> list[QuestionnaireVersion]:
    """All editions of a chain: by code, newest first."""
    mine = select(QuestionnaireVersion).where(QuestionnaireVersion.chain_id == chain.id)
    return list(db.session.scalars(mine.order_by(QuestionnaireVersion.code, QuestionnaireVersion.number.desc())))


def load_draft(chain: Chain, questionnaire: Questionnaire, at: datetime) -> tuple[UUID, bool]:
    """Keep `questionnaire` as the chain's next draft; gives its id and whether anything is new.

    The same content as the newest edition is that edition; a draft that stands is replaced by the new draft.
    """
    chain_id = chain.id
    with transaction():
        newest = edition(chain_id, questionnaire.code)
        if newest is not None and newest.digest == digest(questionnaire):
            return newest.id, False
        number = 1 if newest is None else newest.number + (newest.state != "draft")
        if newest is not None and newest.state == "draft":
            db.session.delete(newest)
            db.session.flush()
        made = QuestionnaireVersion.draft(chain_id, questionnaire, number, at)
        db.session.add(made)
        db.session.flush()
        return made.id, True


def edition(chain_id: UUID, code: str, number: int | None = None) -> QuestionnaireVersion | None:
    """The chain's edition with this code and number (None: the newest), or None."""
    found = select(QuestionnaireVersion).filter_by(chain_id=chain_id, code=code)
    found = found.filter_by(number=number) if number else found.order_by(QuestionnaireVersion.number.desc())
    return db.session.scalar(found.limit(1))


def publish(version: QuestionnaireVersion, at: datetime) -> None:
    """From now on the edition can be assigned and never changes. Raises NotADraft."""
    with transaction():
        locked = db.session.get(QuestionnaireVersion, version.id, with_for_update=True)
        if locked is None or locked.state != "draft":
            raise NotADraft
        locked.publish(at)


def published_codes(chain: Chain) -> dict[str, int]:
    """Code → newest published number."""
    found = (
        select(QuestionnaireVersion.code, func.max(QuestionnaireVersion.number))
        .where(QuestionnaireVersion.chain_id == chain.id, QuestionnaireVersion.state == "published")
        .group_by(QuestionnaireVersion.code)
    )
    return {row[0]: row[1] for row in db.session.execute(found)}


def facts_of(chain: Chain) -> list[Question]:
    """The questions about circumstances (table service, booking…) in the chain's newest published questionnaires."""
    newest = [edition(chain.id, code, number) for code, number in sorted(published_codes(chain).items())]
    asked = [question for one in newest if one for question in one.questionnaire.questions if question.fact]
    return list({question.id: question for question in asked}.values())
