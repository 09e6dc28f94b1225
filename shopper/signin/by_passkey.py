"""Signing in with a passkey: two short questions that the page's script asks."""

from __future__ import annotations

from typing import Any

from flask import abort, request, session
from werkzeug.wrappers import Response

from shopper import clock
from shopper.access import public
from shopper.passkeys import PasskeyRefused, enter_by_passkey, options_for_entering
from shopper.problems import json_answer, json_problem
from shopper.signin.browser import carry, own_path, this_browser
from shopper.strict_json import BadJson, read_json

_CHALLENGE = "challenge"
_CHALLENGE_MS = 5 * 60 * 1000
_MOST_BYTES = 64_000


def ask_device(purpose: str, options: dict[str, Any]) -> Response:
    """Send `options` to the device and remember the challenge in the signed form cookie, for five minutes."""
    session[_CHALLENGE] = [purpose, options["challenge"], clock.milliseconds(clock.now())]
    return json_answer({"options": options})


def take_challenge(purpose: str) -> str:
    """The challenge that was sent for `purpose`, once; 400 where there is none or it is too old."""
    asked, challenge, at = session.pop(_CHALLENGE, None) or ("", "", 0)
    if asked != purpose or clock.milliseconds(clock.now()) - at > _CHALLENGE_MS:
        abort(400)
    return str(challenge)


def read_answer() -> dict[str, Any]:
    """The JSON object that the script sent; 415, 413, 400 or 422 for anything else."""
    if request.mimetype != "application/json":
        abort(415)
    if (request.content_length or 0) > _MOST_BYTES:
        abort(413)
    try:
        answer = read_json(request.get_data())
    except BadJson:
        abort(400)
    return answer if isinstance(answer, dict) else abort(422)


@public
def options() -> Response:
    return ask_device("enter", options_for_entering())


@public
def sign_in_by_passkey() -> Response:
    """Let the owner of the passkey in; the script goes where the answer says."""
    answer = read_answer()
    credential = answer.get("credential")
    challenge = take_challenge("enter")
    try:
        token = enter_by_passkey(
            credential if isinstance(credential, dict) else {}, challenge, this_browser(), clock.now()
        )
    except PasskeyRefused as refused:
        return json_problem(422, "passkey_refused", str(refused))
    where = answer.get("next")
    return carry(json_answer({"go": own_path(where if isinstance(where, str) else None)}), token)
