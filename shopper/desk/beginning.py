"""A new questionnaire: begun from one that ships, from one of the chain's own, or empty; then on to the editor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from forms.definition import Questionnaire, to_plain
from forms.editing.beginnings import code_from, copied, empty
from forms.models import QuestionnaireVersion
from forms.screens.questionnaires import EMPTY, NewQuestionnaireForm
from shopper import clock
from shopper.access import deciding_chains_for, one_or_404, policy
from shopper.desk.collection import questionnaires_trail, title_of
from shopper.desk.drafts import OTHERS
from shopper.desk.editing import editor_address
from shopper.desk.pages import Page, posted, put_error
from shopper.languages import NAMES, current_language
from shopper.models import ADMINISTRATOR, HQ, Chain, Person
from shopper.questionnaires import CodeTaken, editions_of, start_draft
from shopper.shelf import shelf

_SHIPPED, _OWN = "shipped:", "own:"
SENTENCES = {
    "deli": _l("The counter where food is cut and packed: the queue, tasting, advice, freshness, the parcel."),
    "fashion_boutique": _l("A small shop for clothes: being seen, needs, the fitting room, honest advice, packing."),
    "furniture": _l("A showroom with a long decision: time to look, questions about the home, delivery, the offer."),
    "hotel": _l("A whole stay: booking, arrival, room, breakfast, evening, departure, and a curve over the days."),
    "restaurant": _l("The whole visit to a table: greeting, seating, food, attention, mishaps, payment, farewell."),
    "webshop": _l("Buying in a web shop and talking with it: finding, chat, payment, parcel, return."),
}


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def new_questionnaire(person: Person, chain_id: UUID) -> Page:
    """Choose what it begins with, its title and code; `?start=own:<id>` has that chosen already."""
    chain = one_or_404(deciding_chains_for(person), id=chain_id)
    starts = _starts(chain)
    form = NewQuestionnaireForm(posted(), start=request.args.get("start", EMPTY))
    form.start.choices = [(value, said["title"]) for value, said in starts.items()]
    begun = _begin(chain, form) if posted() is not None and form.validate() else None
    if begun:
        return redirect(editor_address(begun), 303)
    page = render_template(
        "desk/new_questionnaire.html", form=form, starts=starts, chain=chain, chain_speaks=NAMES[chain.language],
        trail=questionnaires_trail(person, chain),
    )  # fmt: skip
    return (page, 422) if posted() is not None else page


def _begin(chain: Chain, form: NewQuestionnaireForm) -> UUID | None:
    taken = {one.code for one in editions_of(chain)}
    document, title = _document(chain, form.start.data), form.title.data
    code = form.code.data or code_from(title or document.get("code", ""), taken)
    try:
        return start_draft(chain, copied(document, code, title), clock.now())
    except CodeTaken:
        free = code_from(code, taken)
        put_error(form, "code", _("The chain has a questionnaire of this code already. Free is, for example: %(code)s",
                                  code=free))  # fmt: skip
        return None


def _document(chain: Chain, start: str) -> dict[str, Any]:
    if start.startswith(_SHIPPED):
        return to_plain(shelf()[start.removeprefix(_SHIPPED)])
    if start.startswith(_OWN):
        mine = select(QuestionnaireVersion).filter_by(chain_id=chain.id)
        return one_or_404(mine, id=UUID(start.removeprefix(_OWN))).definition
    return empty("questionnaire", "")


def _starts(chain: Chain) -> dict[str, dict[str, Any]]:
    """What can be begun with: value → its title, a sentence, and how much it asks."""
    starts: dict[str, dict[str, Any]] = {
        EMPTY: {"title": _("Empty"), "sentence": _("One section with one question of yes or no. You add the rest.")}
    }
    for code, questionnaire in shelf().items():
        starts[_SHIPPED + code] = {"title": _title(questionnaire), "sentence": SENTENCES.get(code, ""),
                                   "count": len(questionnaire.questions)}  # fmt: skip
    newest: dict[str, QuestionnaireVersion] = {}
    for version in editions_of(chain):
        newest.setdefault(version.code, version)
    for version in newest.values():
        sentence = _("Your own, edition %(number)s", number=version.number)
        starts[f"{_OWN}{version.id}"] = {"title": title_of(version), "sentence": sentence, "is_own": True}
    return starts


def _title(questionnaire: Questionnaire) -> str:
    return questionnaire.title[questionnaire.language(current_language())]
