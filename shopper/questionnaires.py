"""A chain's questionnaires: new editions are drafts until published, and published ones never change."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from extensions import db, transaction
from forms.definition import Questionnaire, digest
from forms.models import QuestionnaireVersion
from forms.shapes import Question
from shopper.drafts import NotADraft, document_digest, replace_draft
from shopper.models import Chain


class NotPublished(Exception):
    """Only a published edition can be retired."""


class CodeTaken(Exception):
    """The chain has a questionnaire of this code already."""


def editions_of(chain: Chain) -> list[QuestionnaireVersion]:
    """All editions of a chain: by code, newest first."""
    mine = select(QuestionnaireVersion).where(QuestionnaireVersion.chain_id == chain.id)
    return list(db.session.scalars(mine.order_by(QuestionnaireVersion.code, QuestionnaireVersion.number.desc())))


def load_draft(chain: Chain, questionnaire: Questionnaire, at: datetime, by: UUID | None = None) -> tuple[UUID, bool]:
    """Keep `questionnaire` as the chain's next draft; gives its id and whether anything is new.

    The same content as the newest edition is that edition. Where a draft stands, the new document takes its place as a
    change that can be undone: nobody's edits are lost.
    """
    chain_id = chain.id
    with transaction():
        newest = edition(chain_id, questionnaire.code)
        if newest is not None and newest.digest == digest(questionnaire):
            return newest.id, False
        if newest is not None and newest.state == "draft":
            replace_draft(newest, questionnaire, by, at)
            return newest.id, True
        number = 1 if newest is None else newest.number + 1
        made = QuestionnaireVersion.draft(chain_id, questionnaire, number, at)
        db.session.add(made)
        db.session.flush()
        return made.id, True


def start_draft(chain: Chain, document: dict[str, Any], at: datetime) -> UUID:
    """A first draft under a code that the chain does not use yet; `document` may be unfinished. Raises CodeTaken."""
    chain_id = chain.id
    with transaction():
        if edition(chain_id, document["code"]) is not None:
            raise CodeTaken
        made = QuestionnaireVersion(
            chain_id=chain_id, code=document["code"], number=1, definition=document, digest=document_digest(document),
            created_at=at,
        )  # fmt: skip
        db.session.add(made)
        db.session.flush()
        return made.id


def edit_again(version: QuestionnaireVersion, at: datetime) -> UUID:
    """The id of the draft that follows a published or retired edition: the one that stands, or a copy of it."""
    chain_id, code, document = version.chain_id, version.code, version.definition
    with transaction():
        newest = edition(chain_id, code)
        if newest is not None and newest.state == "draft":
            return newest.id
        number = (newest.number if newest else 0) + 1
        made = QuestionnaireVersion(
            chain_id=chain_id, code=code, number=number, definition=document, digest=document_digest(document),
            created_at=at,
        )  # fmt: skip
        db.session.add(made)
        db.session.flush()
        return made.id


def edition(chain_id: UUID, code: str, number: int | None = None) -> QuestionnaireVersion | None:
    """The chain's edition with this code and number (None: the newest), or None."""
    found = select(QuestionnaireVersion).filter_by(chain_id=chain_id, code=code)
    found = found.filter_by(number=number) if number else found.order_by(QuestionnaireVersion.number.desc())
    return db.session.scalar(found.limit(1))


def publish(version: QuestionnaireVersion, at: datetime, by: UUID | None = None) -> None:
    """From now on the edition can be assigned and never changes. Raises NotADraft, DefinitionError."""
    with transaction():
        locked = db.session.get(QuestionnaireVersion, version.id, with_for_update=True)
        if locked is None or locked.state != "draft":
            raise NotADraft
        locked.publish(at, by)


def retire(version: QuestionnaireVersion, at: datetime, by: UUID | None = None) -> None:
    """From now on no new assignment gets the edition; the standing ones keep it. Raises NotPublished."""
    with transaction():
        locked = db.session.get(QuestionnaireVersion, version.id, with_for_update=True)
        if locked is None or locked.state != "published":
            raise NotPublished
        locked.retire(at, by)


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
