"""A chain's questionnaires: which there are, which edition counts, who is at work on the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from extensions import db
from forms.models import DraftChange, QuestionnaireVersion
from shopper import clock
from shopper.access import OFFICE, asking_chains_for, one_or_404, policy
from shopper.desk.chains import Trail, chain_trail
from shopper.desk.pages import Page
from shopper.desk.scope import holds
from shopper.drafts import people_near
from shopper.languages import current_language
from shopper.models import ADMINISTRATOR, HQ, LANGUAGES, Chain, Person, Programme
from shopper.questionnaires import editions_of


@dataclass(frozen=True)
class Line:
    """One questionnaire of a chain: `current` is the newest published edition, `draft` the one being made, `former`
    the rest, newest first. `changed_by` and `near` are the names of whoever changed the draft last and lately."""

    code: str
    title: str
    current: QuestionnaireVersion | None
    draft: QuestionnaireVersion | None
    former: Sequence[QuestionnaireVersion]
    last_change: DraftChange | None
    changed_by: str
    near: Sequence[str]
    programmes: Sequence[str]

    @property
    def newest(self) -> QuestionnaireVersion:
        """The edition that a new one would follow."""
        return self.draft or self.current or self.former[0]


@policy(*OFFICE, HQ)
def all_questionnaires(person: Person) -> Page:
    """The way in for who has one chain, or the choice among several."""
    chains = db.session.scalars(asking_chains_for(person)).all()
    if len(chains) == 1:
        return redirect(url_for("desk.questionnaires", chain_id=chains[0].id))
    return render_template("desk/questionnaire_chains.html", chains=chains, title=_("Questionnaires"))


@policy(*OFFICE, HQ)
def questionnaires(person: Person, chain_id: UUID) -> str:
    """The questionnaires of one chain, by code."""
    chain = one_or_404(asking_chains_for(person), id=chain_id)
    return render_template(
        "desk/questionnaires.html", chain=chain, lines=_lines(chain, person), may_change=decides(person, chain.id),
        is_office=is_office(person, chain.id), trail=chain_trail(chain) if is_office(person, chain.id) else [],
    )  # fmt: skip


def decides(person: Person, chain_id: UUID) -> bool:
    """Whether this person decides what is asked in the chain."""
    return holds(person, chain_id, ADMINISTRATOR, HQ)


def is_office(person: Person, chain_id: UUID) -> bool:
    """Whether the chain's other pages are this person's as well."""
    return holds(person, chain_id, *OFFICE)


def questionnaires_trail(person: Person, chain: Chain) -> Trail:
    """The way to a page of one questionnaire, through the doors that are this person's."""
    above = chain_trail(chain) if is_office(person, chain.id) else []
    return [*above, (_("Questionnaires"), url_for("desk.questionnaires", chain_id=chain.id))]


def title_of(version: QuestionnaireVersion) -> str:
    """The edition's title as the reader reads it; its code where it has none yet."""
    title: Any = version.definition.get("title")
    said = [title.get(one) for one in (current_language(), *LANGUAGES)] if isinstance(title, dict) else []
    return next((one for one in said if isinstance(one, str) and one.strip()), version.code)


def programmes_of(version: QuestionnaireVersion) -> list[str]:
    """The names of the programmes that ask this questionnaire."""
    asking = select(Programme.name).filter_by(chain_id=version.chain_id, questionnaire=version.code)
    return list(db.session.scalars(asking.order_by(Programme.name)))


def _lines(chain: Chain, person: Person) -> list[Line]:
    by_code = groupby(editions_of(chain), key=lambda version: version.code)
    return [_line(code, list(versions), person) for code, versions in by_code]


def _line(code: str, versions: list[QuestionnaireVersion], person: Person) -> Line:
    draft = next((one for one in versions if one.state == "draft"), None)
    current = next((one for one in versions if one.state == "published"), None)
    last = _last_change(draft) if draft else None
    author = db.session.get(Person, last.changed_by) if last and last.changed_by else None
    near = people_near(draft.id, person.id, clock.now()) if draft else []
    return Line(
        code, title_of(versions[0]), current, draft, [one for one in versions if one not in (draft, current)], last,
        author.name if author else "", [one.name for one in near], programmes_of(versions[0]),
    )  # fmt: skip


def _last_change(draft: QuestionnaireVersion) -> DraftChange | None:
    newest = select(DraftChange).filter_by(version_id=draft.id).order_by(DraftChange.number.desc())
    return db.session.scalar(newest.limit(1))
