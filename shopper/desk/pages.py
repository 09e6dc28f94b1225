"""What the desk's pages share: a form with its title and way back, and the answer after a deed."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from werkzeug.wrappers import Response
from wtforms import Form

Page = str | Response | tuple[str, int]


def posted() -> MultiDict[str, Any] | None:
    """What a form posted, files included; None when the page is only opened."""
    return CombinedMultiDict([request.files, request.form]) if request.method == "POST" else None


def form_page(form: Form, title: str, trail: list[tuple[str, str]], template: str = "form", **values: Any) -> Page:
    """A form under its title; `trail` are the pages above it as (name, address). 422 when it was posted and is back."""
    page = render_template(f"desk/{template}.html", form=form, title=title, trail=trail, **values)
    return (page, 422) if request.method == "POST" else page


def done(message: str, address: str) -> Response:
    """Say what was done, at the page where it can be seen."""
    flash(message, "good")
    return redirect(address, 303)


def put_error(form: Form, field: str, message: Any) -> None:
    """Say at `field` what only the database could know."""
    form[field].errors = [*form[field].errors, message]


def taken() -> str:
    """What is said where a code or name is in use."""
    return _("This is in use already. Choose another.")
