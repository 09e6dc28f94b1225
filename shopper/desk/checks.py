"""The checks before publishing: what stops it, what should be looked at, what is missing; as a page and as a piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from flask import render_template
from flask_babel import gettext as _

from extensions import db
from forms.advice import STOPS, Advice, advise
from forms.models import QuestionnaireVersion
from forms.shapes import LANGUAGES
from shopper.access import OFFICE, editions_for, one_or_404, own_editions_for, policy
from shopper.desk.collection import decides, questionnaires_trail, title_of
from shopper.desk.drafts import OTHERS, problems_of
from shopper.desk.editing import editor_address, reader_of_piece, told, wants_piece, words_of
from shopper.languages import in_language
from shopper.models import ADMINISTRATOR, HQ, Chain, Person

_MISSING = "words_missing"


@dataclass(frozen=True)
class Item:
    """One thing that was found. `text` names the question (`question`: its id) and leads to `address`, where there is
    one; `rest` is the sentence about it."""

    question: str | None
    text: str
    rest: str
    address: str | None = None


@dataclass(frozen=True)
class Findings:
    """What stops publishing; what lacks words, by language; what to look at; the usual path where it is long."""

    stops: list[Item] = field(default_factory=list)
    missing: dict[str, list[Item]] = field(default_factory=dict)
    looks: list[Item] = field(default_factory=list)
    path: list[Item] = field(default_factory=list)

    @property
    def may_publish(self) -> bool:
        """Whether nothing stops it."""
        return not self.stops and not self.missing


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def checks_draft(person: Person, version_id: UUID) -> str:
    """The checks of a draft; for the editor's panel the piece alone."""
    return _checks(person, one_or_404(own_editions_for(person), id=version_id))


@policy(*OFFICE, HQ)
def checks_edition(person: Person, version_id: UUID) -> str:
    """The checks of any edition."""
    return _checks(person, one_or_404(editions_for(person), id=version_id))


def findings_of(version: QuestionnaireVersion) -> Findings:
    """The checks of an edition, in the reader's language."""
    advice = advise(version.definition, reader_of_piece())
    texts, missing = words_of(version.definition), dict[str, list[Item]]()
    for one in advice:
        if one.code.endswith(_MISSING):
            missing.setdefault(one.details["language"], []).append(_item(version, one))
    others = [one for one in advice if not one.code.endswith(_MISSING)]
    return Findings(
        stops=[*_problems(version, texts, {one.question for one in advice if one.code.endswith(_MISSING)}),
               *(_item(version, one) for one in others if one.severity == STOPS)],
        missing=missing,
        looks=[_item(version, one) for one in others if one.severity != STOPS],
        path=list(_path(version, texts, others)),
    )  # fmt: skip


def _checks(person: Person, version: QuestionnaireVersion) -> str:
    with in_language(reader_of_piece()):
        found = findings_of(version)
        if wants_piece():
            return render_template("desk/checks_piece.html", found=found, version=version)
        chain = db.session.get_one(Chain, version.chain_id)
        return render_template(
            "desk/checks.html", found=found, version=version, title=title_of(version),
            may_change=decides(person, chain.id), trail=questionnaires_trail(person, chain),
        )  # fmt: skip


def _problems(version: QuestionnaireVersion, texts: dict[str, str], known: set[str | None]) -> Iterator[Item]:
    """What the strict reading refuses; missing words are told by language, so not here once more."""
    for problem in problems_of(version.definition):
        id_, path = problem["question"], problem["path"]
        if id_ in known and path and path[-1] in (*LANGUAGES, "text", "title", "name"):
            continue
        text = texts.get(id_ or "") or id_ or problem["place"] or _("The whole questionnaire")
        yield Item(id_, text, f" – {told(problem)}", _address(version, id_))


def _item(version: QuestionnaireVersion, advice: Advice) -> Item:
    """The sentence, parted where it has named its question."""
    named, mark, rest = advice.sentence.partition(f"({advice.question})")
    if advice.question is None or not mark:
        return Item(advice.question, "", advice.sentence, _address(version, advice.question))
    return Item(advice.question, named.strip(), rest, _address(version, advice.question))


def _path(version: QuestionnaireVersion, texts: dict[str, str], advice: Iterable[Advice]) -> Iterator[Item]:
    for one in advice:
        for id_ in one.details.get("path", ()):
            yield Item(id_, texts.get(id_, id_), "", _address(version, id_))


def _address(version: QuestionnaireVersion, question: str | None) -> str | None:
    if version.state != "draft" or question is None:
        return None
    return editor_address(version.id, question)
