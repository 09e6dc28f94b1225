"""A wave's reports as files: how many are built, having the rest built, and all of them as one ZIP."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

from flask import Response, current_app, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from extensions import db
from reports.bundle import build_what_lacks, items_of, progress_of, remake, stream
from reports.hq.delivery import DECIDES
from shopper.access import deciding_chains_for, one_or_404, policy
from shopper.models import Chain, Person, Programme, Wave
from shopper.photos import file_store

_COME_BACK_S = "3"


@policy(*DECIDES)
def bundle(person: Person, wave_id: UUID) -> Response:
    """How far the wave's files are; the page comes back by itself as long as some are being made."""
    wave = _wave(person, wave_id)
    progress = progress_of(wave.id, file_store())
    answer = make_response(render_template("hq/bundle.html", wave=wave, progress=progress))
    if progress.waiting:
        answer.headers["Refresh"] = _COME_BACK_S
    return answer


@policy(*DECIDES)
def build(person: Person, wave_id: UUID) -> AnyResponse:
    """Have the worker make what lacks."""
    wave = _wave(person, wave_id)
    count = build_what_lacks(wave.id)
    said = ngettext("%(num)s file is being made.", "%(num)s files are being made.", count)
    flash(said if count else _("Everything is built."), "good")
    return redirect(url_for("hq.bundle", wave_id=wave_id), 303)


@policy(*DECIDES)
def bundle_zip(person: Person, wave_id: UUID) -> Response:
    """What is ready, as one ZIP with a table that also names what lacks."""
    wave = _wave(person, wave_id)
    items, name = items_of(wave.id), f"{_plain(wave.programme.chain.code)}-{_plain(wave.name)}.zip"
    db.session.rollback()
    answer = Response(stream(items, file_store(), _remaker()), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _remaker() -> Callable[[UUID], None]:
    """Has a damaged file printed again, also once the request is over: the ZIP is written as it is read."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def damaged(print_id: UUID) -> None:
        with app.app_context():
            remake(print_id)

    return damaged


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "-", text).strip("-")[:60] or "wave"


def _wave(person: Person, wave_id: UUID) -> Wave:
    theirs = deciding_chains_for(person).with_only_columns(Chain.id).order_by(None)
    waves = select(Wave).join(Programme, Wave.programme_id == Programme.id).where(Programme.chain_id.in_(theirs))
    return one_or_404(waves, id=wave_id)
