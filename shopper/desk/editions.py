"""Editions of a questionnaire: reading one, publishing, retiring, beginning the next, and what changed between two."""

from __future__ import annotations

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from extensions import db
from forms.definition import DefinitionError, Questionnaire
from forms.editing.changes import Change, compare
from forms.models import QuestionnaireVersion
from forms.saying import when_asked
from shopper import clock
from shopper.access import OFFICE, editions_for, one_or_404, own_editions_for, policy
from shopper.desk.checks import Findings, findings_of
from shopper.desk.collection import decides, is_office, programmes_of, questionnaires_trail, title_of
from shopper.desk.drafts import OTHERS
from shopper.desk.editing import editor_address
from shopper.desk.kind_words import KIND_WORDS
from shopper.desk.pages import Page, done
from shopper.desk.preview import presented
from shopper.drafts import NotADraft
from shopper.languages import current_language
from shopper.models import ADMINISTRATOR, HQ, Assignment, Chain, Person
from shopper.questionnaires import NotPublished, edit_again, publish, retire

STANDING = ("offered", "accepted")


@policy(*OFFICE, HQ)
def questionnaire(person: Person, version_id: UUID) -> str:
    """One edition, question by question, in the reader's language; of a draft what can be shown of it."""
    version = one_or_404(editions_for(person), id=version_id)
    shown, left_out = presented(version)
    return render_template(
        "desk/questionnaire.html", questionnaire=shown, left_out=left_out, kinds=KIND_WORDS,
        language=shown.language(current_language()) if shown else current_language(),
        asked=_asked(shown) if shown else {}, versions=_versions(version), people=_people(version),
        programmes=programmes_of(version), **_page_values(person, version),
    )  # fmt: skip


@policy(*OFFICE, HQ)
def changes(person: Person, version_id: UUID) -> str:
    """What differs from an earlier edition (`?since=<number>`, else the one before), in words."""
    version = one_or_404(editions_for(person), id=version_id)
    earlier = [one for one in _versions(version) if one.number < version.number]
    wanted = request.args.get("since")
    since = next((one for one in earlier if not wanted or str(one.number) == wanted), None)
    if wanted and since is None:
        abort(404)
    return render_template(
        "desk/questionnaire_changes.html", since=since, earlier=earlier,
        changes=_changes(since, version) if since else [], **_page_values(person, version),
    )  # fmt: skip


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def publish_version(person: Person, version_id: UUID) -> Page:
    """Publish a draft that nothing stops. What should be looked at, and what changed, is shown first: there is no way
    back."""
    version = one_or_404(own_editions_for(person), id=version_id)
    if version.state != "draft":
        abort(409)
    found = findings_of(version)
    if not found.may_publish or "despite" not in request.form:
        return _not_yet(person, version, found)
    try:
        publish(version, clock.now(), person.id)
    except NotADraft:
        abort(409)
    except DefinitionError:
        # Somebody changed it between the look and the deed.
        return _not_yet(person, version, findings_of(version))
    return done(_published(person, version), url_for("desk.questionnaire", version_id=version_id))


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def retire_version(person: Person, version_id: UUID) -> Page:
    """Ask first, with what hangs on it; then no new assignment gets the edition."""
    version = one_or_404(own_editions_for(person), id=version_id)
    if version.state != "published":
        abort(409)
    if request.method == "GET":
        return render_template(
            "desk/retire.html", standing=_standing(version), programmes=programmes_of(version),
            next_in_line=_next_in_line(version), **_page_values(person, version),
        )  # fmt: skip
    try:
        retire(version, clock.now(), person.id)
    except NotPublished:
        abort(409)
    said = _("Retired. No new assignment gets this edition.")
    return done(said, url_for("desk.questionnaire", version_id=version_id))


@policy(ADMINISTRATOR, HQ, sees=OTHERS)
def edit(person: Person, version_id: UUID) -> Page:
    """On to the editor, with the draft that follows this edition."""
    version = one_or_404(own_editions_for(person), id=version_id)
    draft_id = version.id if version.state == "draft" else edit_again(version, clock.now())
    return redirect(editor_address(draft_id), 303)


def _page_values(person: Person, version: QuestionnaireVersion) -> dict[str, object]:
    chain = db.session.get_one(Chain, version.chain_id)
    return {
        "version": version, "chain": chain, "title": title_of(version), "may_change": decides(person, chain.id),
        "is_office": is_office(person, chain.id), "trail": questionnaires_trail(person, chain),
    }  # fmt: skip


def _not_yet(person: Person, version: QuestionnaireVersion, found: Findings) -> Page:
    since = next((one for one in _versions(version) if one.number < version.number), None)
    page = render_template(
        "desk/publish.html", found=found, since=since, changes=_changes(since, version) if since else [],
        **_page_values(person, version),
    )  # fmt: skip
    return page if found.may_publish else (page, 422)


def _published(person: Person, version: QuestionnaireVersion) -> str:
    if is_office(person, version.chain_id):
        return _("Published. New assignments get this edition.")
    return _("Published. The office assigns it to shoppers: new assignments of its programmes get this edition.")


def _asked(shown: Questionnaire) -> dict[str, str]:
    language = current_language()
    return {one.id: when_asked(one.when, shown, language, one.due_after_days) for one in shown.questions
            if one.when or one.due_after_days is not None}  # fmt: skip


def _versions(version: QuestionnaireVersion) -> list[QuestionnaireVersion]:
    """All editions under the same code, newest first."""
    same = select(QuestionnaireVersion).filter_by(chain_id=version.chain_id, code=version.code)
    return list(db.session.scalars(same.order_by(QuestionnaireVersion.number.desc())))


def _people(version: QuestionnaireVersion) -> dict[str, str]:
    """Who published and who retired it, by name, where that is known."""
    who = {"published": version.published_by, "retired": version.retired_by}
    found = {deed: db.session.get(Person, id_) for deed, id_ in who.items() if id_}
    return {deed: one.name for deed, one in found.items() if one}


def _changes(old: QuestionnaireVersion, new: QuestionnaireVersion) -> list[Change]:
    before, after = presented(old)[0], presented(new)[0]
    return compare(before, after, current_language()) if before and after else []


def _standing(version: QuestionnaireVersion) -> int:
    """How many assignments that are still to be done ask this edition."""
    count = select(func.count()).select_from(Assignment)
    asking = count.where(Assignment.version_id == version.id, Assignment.state.in_(STANDING))
    return db.session.scalar(asking) or 0


def _next_in_line(version: QuestionnaireVersion) -> QuestionnaireVersion | None:
    """The edition that new assignments get once this one is retired."""
    others = [one for one in _versions(version) if one.state == "published" and one.id != version.id]
    return others[0] if others else None
