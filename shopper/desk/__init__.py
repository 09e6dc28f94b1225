"""The office's door: what waits, chains and their set-up, people, fieldwork, review."""

from __future__ import annotations

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import Conflict

from shopper.desk import (
    answers,
    assignments,
    beginning,
    brands,
    chains,
    checks,
    collection,
    copies,
    drafts,
    editions,
    editor,
    fees,
    home,
    masks,
    people,
    phone_reports,
    photos,
    preview,
    programmes,
    questionnaires,
    receipts,
    references,
    stores,
    verdicts,
    visits,
    waves,
    weights,
)  # fmt: skip
from shopper.desk.editing import editor_address
from shopper.desk.words import WORDS

_BOTH = ("GET", "POST")
_POST = ("POST",)
_GET = ("GET",)

# Address under /desk, name, view, methods. Each view declares its own policy.
_ROUTES = (
    ("/", "home", home.home, _GET),
    ("/jobs/<uuid:job_id>/retry", "retry_job", home.retry_job, _POST),
    ("/chains/", "chains", chains.chains, _GET),
    ("/chains/new", "new_chain", chains.new_chain, _BOTH),
    ("/chains/<uuid:chain_id>", "chain", chains.chain, _GET),
    ("/chains/<uuid:chain_id>/edit", "edit_chain", chains.edit_chain, _BOTH),
    ("/chains/<uuid:chain_id>/brands/new", "new_brand", brands.new_brand, _BOTH),
    ("/brands/<uuid:brand_id>", "brand", brands.brand, _BOTH),
    ("/brands/<uuid:brand_id>/logo", "logo", brands.logo, _GET),
    ("/brands/<uuid:brand_id>/cover", "cover", brands.cover, _GET),
    ("/brands/<uuid:brand_id>/greetings", "add_greeting", brands.add_greeting, _POST),
    ("/greetings/<uuid:greeting_id>/remove", "remove_greeting", brands.remove_greeting, _POST),
    ("/chains/<uuid:chain_id>/stores/new", "new_store", stores.new_store, _BOTH),
    ("/chains/<uuid:chain_id>/stores/table", "store_table", stores.store_table, _BOTH),
    ("/chains/<uuid:chain_id>/stores/keep", "keep_stores", stores.keep_stores, _POST),
    ("/stores/table.csv", "table_template", stores.table_template, _GET),
    ("/stores/<uuid:store_id>", "store", stores.store, _BOTH),
    ("/questionnaires", "all_questionnaires", collection.all_questionnaires, _GET),
    ("/chains/<uuid:chain_id>/questionnaires", "questionnaires", collection.questionnaires, _GET),
    ("/chains/<uuid:chain_id>/questionnaires/new", "new_questionnaire", beginning.new_questionnaire, _BOTH),
    ("/chains/<uuid:chain_id>/questionnaires", "load_questionnaire", questionnaires.load_file, _POST),
    ("/chains/<uuid:chain_id>/questionnaires/copy", "copy_questionnaire", questionnaires.copy, _POST),
    ("/questionnaires/<uuid:version_id>", "questionnaire", editions.questionnaire, _GET),
    ("/questionnaires/<uuid:version_id>.yaml", "questionnaire_yaml", questionnaires.as_yaml, _GET),
    ("/questionnaires/<uuid:version_id>.json", "questionnaire_json", questionnaires.as_json, _GET),
    ("/questionnaires/<uuid:version_id>.xlsx", "questionnaire_xlsx", questionnaires.as_workbook, _GET),
    ("/questionnaires/<uuid:version_id>/publish", "publish", editions.publish_version, _POST),
    ("/drafts/<uuid:version_id>/publish", "publish", editions.publish_version, _POST),
    ("/questionnaires/<uuid:version_id>/retire", "retire", editions.retire_version, _BOTH),
    ("/questionnaires/<uuid:version_id>/edit", "edit_again", editions.edit, _POST),
    ("/questionnaires/<uuid:version_id>/changes", "changes", editions.changes, _GET),
    ("/questionnaires/<uuid:version_id>/checks", "checks_edition", checks.checks_edition, _GET),
    ("/questionnaires/<uuid:version_id>/weights", "weights_edition", weights.weights_edition, _GET),
    ("/drafts/<uuid:version_id>/checks", "checks_draft", checks.checks_draft, _GET),
    ("/drafts/<uuid:version_id>/weights", "weights_draft", weights.weights_draft, _GET),
    ("/drafts/<uuid:version_id>/weights", "use_weights", weights.use_weights, _POST),
    ("/questionnaires/<uuid:version_id>/preview", "preview_edition", preview.preview_edition, _GET),
    ("/questionnaires/<uuid:version_id>/preview/score", "score_edition", preview.score_edition, _POST),
    ("/drafts/<uuid:version_id>/preview", "preview_draft", preview.preview_draft, _GET),
    ("/drafts/<uuid:version_id>/preview/score", "score_draft", preview.score_draft, _POST),
    ("/drafts/<uuid:version_id>", "draft", editor.draft, _GET),
    ("/library/details", "library_details", editor.library_details, _GET),
    ("/library/questionnaires/<name>", "library_questionnaire", editor.library_questionnaire, _GET),
    ("/drafts/<uuid:version_id>/state", "draft_state", drafts.state, _GET),
    ("/drafts/<uuid:version_id>/changes", "change_draft", drafts.changes, _POST),
    ("/drafts/<uuid:version_id>/undo", "undo_draft", drafts.undo_last, _POST),
    ("/drafts/<uuid:version_id>/redo", "redo_draft", drafts.redo_last, _POST),
    ("/people/", "people", people.people, _GET),
    ("/people/invite", "invite", people.invite_person, _BOTH),
    ("/people/<uuid:person_id>/email", "change_email", people.change_email, _BOTH),
    ("/people/<uuid:person_id>/disable", "disable", people.disable_person, _POST),
    ("/people/<uuid:person_id>/enable", "enable", people.enable_person, _POST),
    ("/people/<uuid:person_id>/end-sessions", "end_sessions", people.end_all_sessions, _POST),
    ("/invitations/<uuid:invitation_id>/withdraw", "withdraw_invitation", people.withdraw_invitation, _POST),
    ("/fieldwork/", "fieldwork", programmes.fieldwork, _GET),
    ("/chains/<uuid:chain_id>/programmes/new", "new_programme", programmes.new_programme, _BOTH),
    ("/programmes/<uuid:programme_id>", "programme", programmes.programme, _GET),
    ("/programmes/<uuid:programme_id>/edit", "edit_programme", programmes.edit_programme, _BOTH),
    ("/programmes/<uuid:programme_id>/scenarios/new", "new_scenario", programmes.new_scenario, _BOTH),
    ("/scenarios/<uuid:scenario_id>", "scenario", programmes.scenario, _BOTH),
    ("/scenarios/<uuid:scenario_id>/references", "add_reference", references.add_reference, _POST),
    ("/references/<uuid:reference_id>", "reference", references.reference, _GET),
    ("/references/<uuid:reference_id>", "change_reference", references.change_reference, _POST),
    ("/programmes/<uuid:programme_id>/waves/new", "new_wave", waves.new_wave, _BOTH),
    ("/waves/<uuid:wave_id>", "wave", waves.wave, _GET),
    ("/waves/<uuid:wave_id>/edit", "edit_wave", waves.edit_wave, _BOTH),
    ("/waves/<uuid:wave_id>/assign", "assign", assignments.assign_stores, _BOTH),
    ("/assignments/<uuid:assignment_id>/withdraw", "withdraw", assignments.withdraw_assignment, _POST),
    ("/phone-reports", "phone_reports", phone_reports.phone_reports, _GET),
    ("/copies", "load_copy", copies.load_copy, _BOTH),
    ("/fees", "fees", fees.fees, _GET),
    ("/fees.csv", "fees_csv", fees.fees_csv, _GET),
    ("/fees", "pay", fees.pay, _POST),
    ("/visits/", "visits", visits.visits, _GET),
    ("/visits/<uuid:visit_id>", "visit", visits.visit, _GET),
    ("/visits/<uuid:visit_id>/answers/<question_id>", "answer", answers.answer, _BOTH),
    ("/visits/<uuid:visit_id>/return", "return_visit", verdicts.return_to_shopper, _POST),
    ("/visits/<uuid:visit_id>/approve", "approve", verdicts.approve_visit, _POST),
    ("/visits/<uuid:visit_id>/exclude", "exclude", verdicts.exclude_visit, _POST),
    ("/visits/<uuid:visit_id>/reopen", "reopen", verdicts.reopen_visit, _POST),
    ("/visits/<uuid:visit_id>/close", "close_again", verdicts.close_visit_again, _POST),
    ("/visits/<uuid:visit_id>/answers/<question_id>/reading", "take_reading", receipts.take_reading, _POST),
    ("/photos/<uuid:photo_id>", "photo", photos.photo, _GET),
    ("/photos/<uuid:photo_id>/masks", "masks", masks.masks, _BOTH),
    ("/photos/<uuid:photo_id>/uncovered", "uncovered", masks.uncovered_photo, _GET),
)


def _somebody_was_quicker(problem: IntegrityError) -> ResponseReturnValue:
    """Two people at once: what the form saw as free was taken before it was saved. The database kept the first."""
    return current_app.handle_http_exception(Conflict())


def make_blueprint() -> Blueprint:
    """Everything under /desk/."""
    door = Blueprint("desk", __name__, url_prefix="/desk", template_folder="templates")
    for rule, name, view, methods in _ROUTES:
        door.add_url_rule(rule, name, view, methods=methods)
    door.register_error_handler(IntegrityError, _somebody_was_quicker)
    door.context_processor(lambda: {"desk_words": WORDS, "editor_address": editor_address})
    return door
