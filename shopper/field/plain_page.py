"""The visit without scripts: one plain form that posts everything at once. What arrives is stored, then judged."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from uuid import UUID, uuid4

from flask import abort, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from forms.builder import Verdict, judge_posted, visit_form
from forms.definition import Questionnaire
from forms.phrases import say
from forms.words import loses_signs
from shopper import clock
from shopper.access import assignments_for, one_or_404, policy
from shopper.field.offline_assignments import must_certify
from shopper.field.posted_photos import END, Photos, posted_with, read_photos, why_refused
from shopper.languages import current_language
from shopper.manifest import BadDeposit, read_manifest
from shopper.models import SHOPPER, Assignment, Person
from shopper.photos import file_store
from shopper.sync import deposit_visit, finish_visit, receive_photo, record_photo


@policy(SHOPPER)
def plain(person: Person, assignment_id: UUID) -> str | Response:
    """The empty form, with the id of the visit that it will be; before it the questions on the briefing."""
    assignment = _accepted(person, assignment_id)
    if must_certify(assignment):
        return redirect(url_for("field.certify", assignment_id=assignment_id))
    questionnaire, language = assignment.version.questionnaire, current_language()
    return render_template(
        "field/plain.html", assignment=assignment, questionnaire=questionnaire, say=say, end=END,
        language=questionnaire.language(language), form=visit_form(questionnaire, language)(_facts(assignment)),
        visit_id=uuid4(), opened_at=clock.milliseconds(clock.now()),
    )  # fmt: skip


@policy(SHOPPER)
def send_plain(person: Person, assignment_id: UUID) -> Any:
    """Store the visit, judge it, show the receipt. The same form again gives the same receipt."""
    assignment = _accepted(person, assignment_id, "accepted", "done")
    if request.form.get("end") != END:
        return refused(_("The form did not arrive whole. Nothing was stored. Go back and send it again."), 400)
    questionnaire, version = assignment.version.questionnaire, assignment.version.digest
    language = questionnaire.language(current_language())
    try:
        photos = read_photos(questionnaire.questions)
        verdict = judge_posted(questionnaire, language, posted_with(photos))
        manifest = _manifest(assignment_id, version, language, _answers(questionnaire, verdict, photos), photos)
        receipt = deposit_form(manifest, person, photos)
    except BadDeposit as bad:
        return refused(why_refused(bad), bad.status)
    unfit = [(questionnaire.by_id[id_], messages) for id_, messages in verdict.errors.items()]
    mended = [questionnaire.by_id[id_] for id_ in verdict.values if _lost_signs(id_)]
    return render_template("field/plain_receipt.html", receipt=receipt, unfit=unfit, mended=mended, language=language)


def _lost_signs(question: str) -> bool:
    """Whether a character that cannot be seen was taken out of what was written."""
    own = f"{question}-"
    return any(loses_signs(text) for name, texts in request.form.lists() if name.startswith(own) for text in texts)


def _accepted(person: Person, assignment_id: UUID, *states: str) -> Assignment:
    own = assignments_for(person).where(Assignment.shopper_id == person.id)
    assignment = one_or_404(own, id=assignment_id)
    return assignment if assignment.state in (states or ("accepted",)) else abort(404)


def _facts(assignment: Assignment) -> MultiDict[str, str]:
    return MultiDict({f"{question}-value": str(value) for question, value in assignment.facts.items()})


def _answers(questionnaire: Questionnaire, verdict: Verdict, photos: Photos) -> dict[str, Any]:
    """What fits, in its typed form; what does not, as it was written: the office decides, nothing is dropped."""
    answers = {**verdict.hidden, **verdict.values}
    for id_ in verdict.errors:
        own = f"{id_}-"
        written = {name.removeprefix(own): texts for name, texts in request.form.lists() if name.startswith(own)}
        value = {part: texts[0] if len(texts) == 1 else texts for part, texts in written.items() if any(texts)}
        if value:
            answers[id_] = {"value": value.get("value", value)}
        if id_ in photos:
            answers[id_] = {**answers.get(id_, {}), "photos": [digest for digest, _content, _kind in photos[id_]]}
    return {question.id: answers[question.id] for question in questionnaire.questions if question.id in answers}


def _manifest(
    assignment_id: UUID, version: str, language: str, answers: dict[str, Any], photos: Photos
) -> dict[str, Any]:
    """The manifest of the form; without a time of its own, so that the same form is the same visit."""
    opened = request.form.get("opened_at", "")
    started_at = int(opened) if opened.isascii() and opened.isdecimal() and len(opened) < 16 else None
    return {
        "detalji": 1, "visit": request.form.get("visit"), "assignment": str(assignment_id), "version": version,
        "language": language, "supersedes": None, "device": None, "started_at": started_at, "finished_at": None,
        "clock": [],
        "answers": answers,
        "photos": [
            {"sha256": digest, "question": question, "bytes": len(content), "type": kind}
            for question, taken in photos.items()
            for digest, content, kind in taken
        ],
    }  # fmt: skip


def deposit_form(content: dict[str, Any], person: Person, photos: Photos) -> dict[str, Any]:
    """The same way that a phone's outbox goes; gives the receipt. Raises BadDeposit."""
    body = json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    manifest = read_manifest(body, hashlib.sha256(body).hexdigest())
    files, at = file_store(), clock.now()
    deposit_visit(manifest, person, files, at)
    for taken in photos.values():
        for digest, image, _kind in taken:
            receive_photo([image], len(image), digest, files)
            record_photo(manifest.visit, digest, len(image), person, at)
    receipt, missing = finish_visit(manifest.visit, person, str(current_app.secret_key), at)
    if receipt is None:
        raise BadDeposit(428, "photos_missing", f"{len(missing)} photos are missing.")
    return receipt


def refused(message: str, status: int) -> tuple[str, int]:
    """The page that says why a form was not taken."""
    return render_template("field/plain_refused.html", message=message), status
