"""What will staff do to win? What a store would lose by each detail, and what if the weights were others."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from extensions import db
from forms.advice.simulator import Stake, TouchpointStake, by_touchpoint, chased, message, number, said, simulate
from forms.models import QuestionnaireVersion
from forms.shapes import Questionnaire, Section
from shopper import clock
from shopper.access import OFFICE, editions_for, one_or_404, own_editions_for, policy
from shopper.desk.collection import decides, questionnaires_trail, title_of
from shopper.desk.drafts import OTHERS
from shopper.desk.editing import editor_address, reader_of_piece, wants_piece
from shopper.desk.pages import Page, done
from shopper.desk.preview import presented
from shopper.drafts import NotADraft, TooManyOperations, change
from shopper.languages import in_language
from shopper.models import ADMINISTRATOR, HQ, Chain, Person

MOST_WEIGHT = 100
_TRIED = "w-"
_SORTS: dict[str, Callable[[Row], tuple[Any, ...]]] = {
    "cost": lambda row: (-row.stake.cost, -row.stake.share, -row.stake.plus),
    "share": lambda row: (-row.stake.share, -row.stake.cost),
    "order": lambda row: (row.place,),
    "touchpoint": lambda row: (row.touchpoint, -row.stake.share),
}


@dataclass(frozen=True)
class Row:
    """One detail as the simulator shows it. `was` is its stake before weights were tried (None: none are); `effects`
    are (words of the answer, what it costs of 100, its plus), best first; `place` says when it is asked."""

    stake: Stake
    was: Stake | None
    text: str
    touchpoint: str
    place: int
    tried: str
    effects: list[tuple[str, str, str]]


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def weights_draft(person: Person, version_id: UUID) -> str:
    """The simulator of a draft; for the editor's panel the piece alone."""
    return _weights(person, one_or_404(own_editions_for(person), id=version_id))


@policy(*OFFICE, HQ)
def weights_edition(person: Person, version_id: UUID) -> str:
    """The simulator of any edition."""
    return _weights(person, one_or_404(editions_for(person), id=version_id))


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def use_weights(person: Person, version_id: UUID) -> Page:
    """The weights that were tried become the draft's, as a change that can be undone in the editor."""
    version = one_or_404(own_editions_for(person), id=version_id)
    shown, tried = _shown(version), _tried(request.form)
    operations = [
        {"op": "set", "path": ["question", id_, "weight"], "value": weight, "was": shown.by_id[id_].weight}
        for id_, weight in tried.items()
        if shown and _is_weighed_anew(shown, id_, weight)
    ]
    address = url_for("desk.weights_draft", version_id=version_id)
    if not operations:
        return done(_("These are the weights already. Nothing was changed."), address)
    key, base = secrets.token_urlsafe(16), version.revision
    try:
        change(version_id, operations, key=key, base=base, by=person, at=clock.now())
    except (NotADraft, TooManyOperations):
        abort(409)
    if (request.referrer or "").endswith(editor_address(version_id)):
        # Asked for in the editor's panel: back to where the person works.
        return redirect(editor_address(version_id), 303)
    return done(_("The weights are in the draft. In the editor they can be undone."), address)


def _weights(person: Person, version: QuestionnaireVersion) -> str:
    with in_language(reader_of_piece()):
        values = _values(person, version)
        if wants_piece():
            return render_template("desk/weights_piece.html", **values)
        chain = db.session.get_one(Chain, version.chain_id)
        trail = questionnaires_trail(person, chain)
        return render_template("desk/weights.html", title=title_of(version), trail=trail, **values)


def _values(person: Person, version: QuestionnaireVersion) -> dict[str, Any]:
    shown, reader = _shown(version), reader_of_piece()
    sort = request.args.get("sort", "cost")
    if shown is None:
        return {"version": version, "rows": [], "sentences": [], "touchpoints": [], "tried": {}}
    tried = {id_: weight for id_, weight in _tried(request.args).items() if _is_weighed_anew(shown, id_, weight)}
    before = simulate(shown)
    trial = _with_weights(shown, tried) if tried else shown
    stakes = simulate(trial) if tried else before
    rows = _rows(trial, stakes, before if tried else [], reader)
    return {
        "version": version,
        "rows": sorted(rows, key=_SORTS.get(sort, _SORTS["cost"])),
        "off": any(not row.stake.on_path for row in rows),
        "chased": {stake.question for stake in chased(stakes)},
        "sentences": message(trial, reader, stakes),
        "touchpoints": _touchpoints(trial, stakes, by_touchpoint(before) if tried else [], reader),
        "tried": tried,
        "sort": sort if sort in _SORTS else "cost",
        "figure": lambda value: number(value, reader),
        "most": max([row.stake.cost for row in rows if row.stake.on_path] or [0]) or 1,
        "address": url_for(request.endpoint or "", version_id=version.id),
        "editor": editor_address(version.id) if version.state == "draft" else None,
        "may_change": version.state == "draft" and decides(person, version.chain_id),
    }


def _shown(version: QuestionnaireVersion) -> Questionnaire | None:
    return presented(version)[0]


def _tried(given: Mapping[str, str]) -> dict[str, float]:
    """Question id → the weight that is tried; what is no weight is passed over."""
    tried = {}
    for name, text in given.items():
        try:
            weight = float(text.replace(",", "."))
        except ValueError:
            continue
        if name.startswith(_TRIED) and isfinite(weight) and 0 < weight <= MOST_WEIGHT:
            tried[name.removeprefix(_TRIED)] = int(weight) if weight.is_integer() else round(weight, 2)
    return tried


def _is_weighed_anew(questionnaire: Questionnaire, id_: str, weight: float) -> bool:
    """Whether the question carries another weight now. What carries none needs more than a weight to be scored."""
    stands = questionnaire.by_id[id_].weight if id_ in questionnaire.by_id else 0
    return bool(stands) and stands != weight


def _with_weights(questionnaire: Questionnaire, tried: Mapping[str, float]) -> Questionnaire:
    """The questionnaire as it would be."""

    def weighed(section: Section) -> Section:
        questions = (replace(one, weight=tried.get(one.id, one.weight)) for one in section.questions)
        return replace(section, questions=tuple(questions))

    return replace(questionnaire, sections=tuple(map(weighed, questionnaire.sections)))


def _rows(questionnaire: Questionnaire, stakes: Sequence[Stake], before: Sequence[Stake], reader: str) -> list[Row]:
    language, was = questionnaire.language(reader), {one.question: one for one in before}
    places = {one.id: place for place, one in enumerate(questionnaire.questions)}
    names = {one.id: one.name[language] for one in questionnaire.touchpoints}
    return [
        Row(stake, was.get(stake.question), questionnaire.by_id[stake.question].text[language],
            names.get(stake.touchpoint, ""), places[stake.question], f"{stake.weight:g}",
            _effects(questionnaire, stake, language, reader))
        for stake in stakes
    ]  # fmt: skip


def _effects(questionnaire: Questionnaire, stake: Stake, language: str, reader: str) -> list[tuple[str, str, str]]:
    question = questionnaire.by_id[stake.question]
    ranked = sorted(stake.effects, key=lambda one: (-one.change, -one.plus))
    return [
        (said(question, one.value, language), _signed(one.change, reader) if stake.weight else "",
         f"+{number(one.plus, reader)}" if one.plus else "")
        for one in ranked
    ]  # fmt: skip


def _signed(change: float, reader: str) -> str:
    return f"−{number(abs(change), reader)}" if change else "0"


def _touchpoints(
    questionnaire: Questionnaire, stakes: Sequence[Stake], before: Sequence[TouchpointStake], reader: str
) -> list[dict[str, Any]]:
    language, was = questionnaire.language(reader), {one.touchpoint: one for one in before}
    names = {one.id: one.name[language] for one in questionnaire.touchpoints}
    return [
        {"name": names.get(one.touchpoint, one.touchpoint), "stake": one, "was": was.get(one.touchpoint)}
        for one in by_touchpoint(stakes)
    ]
