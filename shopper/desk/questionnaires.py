"""Questionnaires of a chain from and to files; copying one from the shelf."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from forms.exchange.plain import SIZE_LIMIT
from forms.exchange.yaml import FileError, dump, loads
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.access import OFFICE, chains_for, one_or_404, policy
from shopper.desk.chains import chain_page
from shopper.desk.pages import Page, done
from shopper.languages import current_language
from shopper.models import ADMINISTRATOR, REVIEWER, SCHEDULER, Chain, Person
from shopper.questionnaires import load_draft
from shopper.shelf import shelf

_OTHERS = (REVIEWER, SCHEDULER)
_MOST_SHOWN = 60


@policy(ADMINISTRATOR, sees=_OTHERS)
def load_file(person: Person, chain_id: UUID) -> Page:
    """A YAML file becomes a draft, or a list of what is wrong with it, line by line."""
    chain = one_or_404(chains_for(person), id=chain_id)
    upload = request.files.get("file")
    mistakes: list[str] = []
    if not upload or not upload.filename:
        mistakes = [_("Choose a file.")]
    else:
        content = upload.stream.read(SIZE_LIMIT + 1)
        try:
            return _keep(chain, content)
        except UnicodeDecodeError:
            mistakes = [_("The file is not written in UTF-8. Save it so and choose it again.")]
        except FileError as wrong:
            mistakes = wrong.tell(current_language())
    return chain_page(person, chain, mistakes=mistakes[:_MOST_SHOWN], more=max(0, len(mistakes) - _MOST_SHOWN)), 422


def _keep(chain: Chain, content: bytes) -> Page:
    questionnaire = loads(content.decode("utf-8-sig"), _("line"))
    version_id, is_new = load_draft(chain, questionnaire, clock.now())
    return _kept(version_id, is_new)


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


@policy(*OFFICE)
def as_yaml(person: Person, version_id: UUID) -> Response:
    """The edition as a file that can be changed and loaded again."""
    version = _version_or_404(person, version_id)
    answer = Response(dump(version.questionnaire), mimetype="application/yaml")
    name = f"{version.code}-{version.number}.yaml"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _version_or_404(person: Person, version_id: UUID) -> QuestionnaireVersion:
    chains = chains_for(person).with_only_columns(Chain.id).order_by(None)
    return one_or_404(select(QuestionnaireVersion).where(QuestionnaireVersion.chain_id.in_(chains)), id=version_id)
