"""Headquarters' and store managers' door: the portfolio, each report on the screen and as PDF, and the one deed."""

from __future__ import annotations

from flask import Blueprint

from reports.actions import OWNER_ROLES
from reports.hq import (
    actions,
    brand_proof,
    bundle,
    deliveries,
    delivery,
    fonts,
    home,
    issued,
    links,
    pdf,
    photos,
    report,
    waves,
    years,
)  # fmt: skip
from reports.hq.fates import fate_of
from reports.typography import paragraphs

_GET = ("GET",)
_POST = ("POST",)

# Address under /hq, name, view, methods. Each view declares its own policy.
_ROUTES = (
    ("/", "home", home.home, _GET),
    ("/reports/<uuid:report_id>", "report", report.report, _GET),
    ("/reports/<uuid:report_id>/pdf", "pdf", pdf.pdf, _GET),
    ("/reports/<uuid:report_id>/action", "choose_action", actions.choose, _POST),
    ("/reports/<uuid:report_id>/action/done", "finish_action", actions.finish, _POST),
    ("/reports/<uuid:report_id>/reply", "reply", actions.reply, _POST),
    ("/reports/<uuid:report_id>/links", "links", links.links, _GET),
    ("/links/<uuid:link_id>/withdraw", "withdraw_link", links.withdraw_link, _POST),
    ("/deliveries/<uuid:delivery_id>/again", "send_again", deliveries.again, _POST),
    ("/delivery", "delivery_chains", delivery.chains, _GET),
    ("/chains/<uuid:chain_id>/delivery", "delivery", delivery.delivery, _GET),
    ("/chains/<uuid:chain_id>/delivery/rules", "add_rule", delivery.add, _POST),
    ("/chains/<uuid:chain_id>/delivery/hours", "delivery_hours", delivery.hours, _POST),
    ("/delivery/rules/<uuid:rule_id>/move", "move_rule", delivery.move, _POST),
    ("/delivery/rules/<uuid:rule_id>/remove", "remove_rule", delivery.remove, _POST),
    ("/waves", "waves", waves.waves, _GET),
    ("/waves/<uuid:wave_id>", "wave", waves.wave, _GET),
    ("/waves/<uuid:wave_id>/issue", "issue_wave", waves.issue_wave, _POST),
    ("/stores/<uuid:store_id>/year", "store_year", years.store_year, _GET),
    ("/stores/<uuid:store_id>/year/issue", "issue_year", years.issue_year, _POST),
    ("/issued/<uuid:issued_id>/pdf", "issued_pdf", issued.issued_pdf, _GET),
    ("/issued/<uuid:issued_id>/pictures/<sha256>", "issued_picture", issued.issued_picture, _GET),
    ("/waves/<uuid:wave_id>/files", "bundle", bundle.bundle, _GET),
    ("/waves/<uuid:wave_id>/files/build", "build_bundle", bundle.build, _POST),
    ("/waves/<uuid:wave_id>/files.zip", "bundle_zip", bundle.bundle_zip, _GET),
    ("/photos/<uuid:photo_id>", "photo", photos.photo, _GET),
    ("/reports/<uuid:report_id>/pictures/<sha256>", "picture", photos.picture, _GET),
    ("/chains/<uuid:chain_id>/pictures/<sha256>", "chain_picture", photos.chain_picture, _GET),
    ("/brand", "brand_proof", brand_proof.brand_proof, _GET),
    ("/fonts/<digest>.woff2", "font", fonts.font, _GET),
)


def make_blueprint() -> Blueprint:
    """Everything under /hq/."""
    door = Blueprint("hq", __name__, url_prefix="/hq", template_folder="templates")
    for rule, name, view, methods in _ROUTES:
        door.add_url_rule(rule, name, view, methods=methods)
    door.add_app_template_filter(paragraphs)
    door.context_processor(lambda: {"owner_roles": OWNER_ROLES, "fate_of": fate_of})
    return door
