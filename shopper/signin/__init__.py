"""The way in: sign-in, invitations, passkeys, account."""

from __future__ import annotations

from flask import Blueprint

from shopper.signin import account, by_passkey, by_password, demo, forgotten, invited, language, own_passkeys

_GET_AND_POST = ("GET", "POST")
# Address, endpoint, view, methods.
_DOORS = (
    ("/sign-in", "sign_in", by_password.sign_in, _GET_AND_POST),
    ("/sign-out", "sign_out", by_password.sign_out, ("POST",)),
    ("/sign-in/passkey/options", "passkey_options", by_passkey.options, ("POST",)),
    ("/sign-in/passkey", "sign_in_by_passkey", by_passkey.sign_in_by_passkey, ("POST",)),
    ("/forgotten", "forgotten", forgotten.forgotten, _GET_AND_POST),
    ("/new-password/<token>", "new_password", forgotten.new_password, _GET_AND_POST),
    ("/invitation/<token>", "invitation", invited.invitation, _GET_AND_POST),
    ("/demo-sign-in", "demo_sign_in", demo.demo_sign_in, ("POST",)),
    ("/language", "set_language", language.set_language, ("POST",)),
    ("/account", "account", account.account, ("GET",)),
    ("/account/password", "password", account.password, ("POST",)),
    ("/account/devices/<uuid:session_id>/end", "end_session", account.end_session, ("POST",)),
    ("/account/devices/end-others", "end_others", account.end_others, ("POST",)),
    ("/account/passkeys/options", "new_passkey_options", own_passkeys.options, ("POST",)),
    ("/account/passkeys", "add_passkey", own_passkeys.add, ("POST",)),
    ("/account/passkeys/<uuid:passkey_id>/name", "rename_passkey", own_passkeys.rename, ("POST",)),
    ("/account/passkeys/<uuid:passkey_id>/remove", "remove_passkey", own_passkeys.remove, ("POST",)),
)


def make_blueprint() -> Blueprint:
    door = Blueprint("signin", __name__, template_folder="templates")
    for address, endpoint, view, methods in _DOORS:
        door.add_url_rule(address, endpoint, view, methods=list(methods))
    return door
