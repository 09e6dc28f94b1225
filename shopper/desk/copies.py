"""Loading the copy that a shopper saved on the phone, when the phone itself could not send."""

from __future__ import annotations

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from forms.screens.desk import CopyForm
from shopper import clock
from shopper.access import policy
from shopper.copies import MOST_BYTES, BadCopy, read_copy, store_copy
from shopper.desk.pages import Page, form_page, posted, put_error
from shopper.desk.scope import holds
from shopper.desk.words import BAD_COPY, COPY_OUTCOMES, COPY_REFUSED
from shopper.models import ADMINISTRATOR, REVIEWER, SCHEDULER, Assignment, Person

LOADS = (SCHEDULER, ADMINISTRATOR)


@policy(*LOADS, sees=(REVIEWER,))
def load_copy(person: Person) -> Page:
    """Choose the file; then what became of each of its visits."""
    form = CopyForm(posted())
    if posted() is None or not form.validate():
        return _form_page(form)
    file = form.file.data
    content = file.read(MOST_BYTES + 1) if isinstance(file, FileStorage) else b""
    if not content:
        put_error(form, "file", _("Choose the file."))
        return _form_page(form)
    try:
        kept = read_copy(content, lambda assignment: _is_ours(person, assignment))
    except BadCopy as bad:
        put_error(form, "file", BAD_COPY[bad.code])
        return _form_page(form)
    outcomes = store_copy(kept, person, str(current_app.secret_key), clock.now())
    return render_template(
        "desk/copy_loaded.html", outcomes=outcomes, words=COPY_OUTCOMES, refused=COPY_REFUSED,
    )  # fmt: skip


def _is_ours(person: Person, assignment: Assignment) -> bool:
    return holds(person, assignment.store.chain_id, *LOADS)


def _form_page(form: CopyForm) -> Page:
    return form_page(form, _("Load a saved copy"), [], "load_copy", save=_("Load it"))


def _make_room() -> None:
    """A copy with its photos is larger than any other form; said before the form's token is looked for in it."""
    if request.endpoint == "desk.load_copy":
        request.max_content_length = MOST_BYTES + 1_000_000


def init_copies(app: Flask) -> None:
    """To be called before the form tokens are watched over."""
    app.before_request(_make_room)
