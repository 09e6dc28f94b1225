"""Forms of the way in: sign-in, forgotten and new password, invitation, passkey names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from forms.screens.inputs import Screen, line

_EMAIL = {
    "type": "email",
    "autocomplete": "username",
    "autocapitalize": "none",
    "spellcheck": "false",
    "maxlength": 254,
}
# No maxlength on passwords: a browser would cut a pasted one in silence.
_NEW = {"autocomplete": "new-password"}
_CURRENT = {"autocomplete": "current-password"}


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _email() -> Any:
    return StringField(_l("E-mail address"), [InputRequired(), Length(max=254)], filters=[_tidy], render_kw=_EMAIL)


class SignInScreen(Screen):
    """Address and password. Both are judged together, so that nobody learns which of them was wrong."""

    email = _email()
    password = PasswordField(_l("Password"), [InputRequired()], render_kw=_CURRENT)


class ForgottenScreen(Screen):
    """The address that a link is mailed to."""

    email = _email()


class NewPasswordScreen(Screen):
    """A new password; the caller adds what speaks against it."""

    password = PasswordField(_l("New password"), [InputRequired()], render_kw=_NEW)


class ChangePasswordScreen(Screen):
    """The password until now, and the new one."""

    old = PasswordField(_l("Your password until now"), [InputRequired()], render_kw=_CURRENT)
    password = PasswordField(_l("New password"), [InputRequired()], render_kw=_NEW)


class InvitationScreen(Screen):
    """Who was invited: name, language, and a password, or none for a passkey."""

    name = line(_l("Your name"))
    speaks = RadioField(_l("Language"), [InputRequired()])
    password = PasswordField(_l("Password"), [Optional(strip_whitespace=False)], render_kw=_NEW)

    def offer(self, languages: Iterable[tuple[str, str]]) -> None:
        """Hand in the languages, as pairs of code and name."""
        self.speaks.choices = [SelectChoice(code, name) for code, name in languages]


class PasskeyNameScreen(Screen):
    """What a passkey is called on the account page."""

    name = line(_l("Name of the passkey"), most=60)
