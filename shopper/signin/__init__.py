"""The way in: sign-in, invitations, passkeys, account."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from shopper.access import EVERYBODY, policy, public
from shopper.models import Person


@public
def sign_in() -> str:
    return ""


@policy(*EVERYBODY)
def account(person: Person) -> str:
    return ""


@public
def set_language() -> Response:
    return redirect(request.form.get("next", "/"))


@public
def demo_sign_in() -> Response:
    return redirect("/")


def make_blueprint() -> Blueprint:
    door = Blueprint("signin", __name__, template_folder="templates")
    door.add_url_rule("/sign-in", "sign_in", sign_in, methods=["GET", "POST"])
    door.add_url_rule("/account", "account", account)
    door.add_url_rule("/language", "set_language", set_language, methods=["POST"])
    door.add_url_rule("/demo-sign-in", "demo_sign_in", demo_sign_in, methods=["POST"])
    return door
