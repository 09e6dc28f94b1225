"""Questionnaires of a chain from and to files; copying one from the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms.definition import DefinitionError
from forms.exchange.files import LARGEST, SHAPES, Loaded, load_content, tell
from forms.exchange.xlsform.refusal import Notice, WorkbookRefused
from forms.exchange.yaml import FileError
from shopper import clock
from shopper.access import OFFICE, chains_for, deciding_chains_for, editions_for, one_or_404, policy
from shopper.desk.collection import questionnaires_trail
from shopper.desk.pages import Page, done
from shopper.languages import current_language
from shopper.models import ADMINISTRATOR, HQ, REVIEWER, SCHEDULER, Chain, Person
from shopper.questionnaires import load_draft
from shopper.shelf import shelf

_OTHERS = (REVIEWER, SCHEDULER)
_MOST_SHOWN = 60


@policy(ADMINISTRATOR, HQ, sees=_OTHERS)
def load_file(person: Person, chain_id: UUID) -> Page:
    """A file (YAML, JSON or XLSForm) becomes a draft, or a list of what is wrong with it, place by place."""
    chain = one_or_404(deciding_chains_for(person), id=chain_id)
    upload = request.files.get("file")
    if not upload or not upload.filename:
        return _not_kept(person, chain, [_("Choose a file.")])
    content, name = upload.stream.read(LARGEST + 1), upload.filename
    is_workbook = content.startswith(b"PK")
    try:
        loaded = load_content(content, name, "" if is_workbook else _("line"))
    except (FileError, WorkbookRefused) as wrong:
        return _not_kept(person, chain, tell(wrong, "", current_language()))
    return _keep(person, chain, loaded)


def _keep(person: Person, chain: Chain, loaded: Loaded) -> Page:
    chain_id = chain.id
    version_id, is_new = load_draft(chain, loaded.questionnaire, clock.now(), person.id)
    if not loaded.notices:
        return _kept(version_id, is_new)
    chain = one_or_404(deciding_chains_for(person), id=chain_id)
    return _told(person, chain, [], loaded.notices, version_id=version_id, is_new=is_new)


def _not_kept(person: Person, chain: Chain, mistakes: list[str]) -> Page:
    return _told(person, chain, mistakes, []), 422


def _told(person: Person, chain: Chain, mistakes: list[str], notices: Sequence[Notice], **more: object) -> str:
    """What is wrong with a file, or what of it was not kept as it stands."""
    return render_template(
        "desk/loaded.html", chain=chain, mistakes=mistakes[:_MOST_SHOWN], more=max(0, len(mistakes) - _MOST_SHOWN),
        notices=notices, language=current_language(), trail=questionnaires_trail(person, chain), **more,
    )  # fmt: skip


@policy(ADMINISTRATOR, sees=_OTHERS)
def copy(person: Person, chain_id: UUID) -> Page:
    """A questionnaire of the shelf becomes the chain's own draft."""
    chain = one_or_404(chains_for(person), id=chain_id)
    questionnaire = shelf().get(request.form.get("code", "")) or abort(404)
    return _kept(*load_draft(chain, questionnaire, clock.now(), person.id))


def _kept(version_id: UUID, is_new: bool) -> Page:
    address = url_for("desk.questionnaire", version_id=version_id)
    if not is_new:
        return done(_("Nothing is new: this is the newest edition already."), address)
    return done(_("The draft is kept. Look it through, then publish it."), address)


@policy(*OFFICE, HQ)
def as_yaml(person: Person, version_id: UUID) -> Page:
    """The edition as a file that can be changed and loaded again."""
    return _file(person, version_id, "yaml")


@policy(*OFFICE, HQ)
def as_json(person: Person, version_id: UUID) -> Page:
    """The same for other programs."""
    return _file(person, version_id, "json")


@policy(*OFFICE, HQ)
def as_workbook(person: Person, version_id: UUID) -> Page:
    """The same as an XLSForm workbook, which the field's other tools open."""
    return _file(person, version_id, "xlsx")


def _file(person: Person, version_id: UUID, shape: str) -> Page:
    version = one_or_404(editions_for(person), id=version_id)
    media_type, write = SHAPES[shape]
    try:
        answer = Response(write(version.questionnaire), mimetype=media_type)
    except DefinitionError:
        flash(_("The draft is unfinished, so it cannot become a file yet. Finish it in the editor first."), "bad")
        return redirect(url_for("desk.questionnaire", version_id=version_id))
    answer.headers["Content-Disposition"] = f'attachment; filename="{version.code}-{version.number}.{shape}"'
    return answer
