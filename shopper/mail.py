"""Handing a message over: to an SMTP server, or as a file into a folder. Says what kind of no it got."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from email_validator import validate_email

SENDER = "Detalji"
_TIMEOUT_S = 20
# Whatever ends a line anywhere would split a header.
_LINE_ENDS = re.compile("[\r\n\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


class MailPutOff(Exception):
    """Not taken now; the same message may be handed over again later."""


class MailRefused(Exception):
    """Refused for good: no such address, or the message itself is not wanted."""


def message(to: str, subject: str, text: str, message_id: str, sender: str) -> EmailMessage:
    """A plain-text message to exactly one reader. Line ends in `subject` are flattened.

    Raises MailRefused where `to` is not one address.
    """
    made = EmailMessage(policy=SMTP)
    try:
        made["To"] = Address(addr_spec=_in_ascii(to))
    except (ValueError, IndexError) as wrong:
        raise MailRefused(f"not an address: {wrong}") from wrong
    made["From"] = Address(SENDER, addr_spec=sender)
    made["Subject"] = _LINE_ENDS.sub(" ", subject).strip()
    made["Message-ID"] = message_id
    made["Date"] = localtime()
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text)
    return made


def _in_ascii(address: str) -> str:
    """The address with its domain as servers know it (xn--…): not every server takes it in letters beyond ASCII."""
    if address.rpartition("@")[2].isascii():
        return address
    known = validate_email(address, check_deliverability=False, test_environment=True)
    return f"{known.local_part}@{known.ascii_domain}"


def hand_over(made: EmailMessage, mail_url: str) -> None:
    """Send `made` by `smtp://[user:password@]host[:port]`, `smtps://…`, or into a folder.

    Raises MailPutOff or MailRefused; coming back without either means that the other side has taken it.
    """
    if not mail_url.startswith(("smtp://", "smtps://")):
        _into_folder(made, Path(mail_url.removeprefix("file://")))
        return
    with _connected(mail_url) as server:
        _say(made, server)


def _say(made: EmailMessage, server: smtplib.SMTP) -> None:
    try:
        server.send_message(made)
    except smtplib.SMTPResponseException as answer:
        raise _no(answer.smtp_code, answer.smtp_error) from answer
    except smtplib.SMTPRecipientsRefused as refused:
        raise _no(*next(iter(refused.recipients.values()))) from refused
    except (OSError, smtplib.SMTPException) as trouble:
        raise MailPutOff(f"{type(trouble).__name__}: {trouble}") from trouble


def _no(code: int, reason: bytes | str) -> Exception:
    """4xx and 5xx arrive as the same exception of smtplib: the code tells whether waiting helps."""
    said = f"{code} {_words(reason)}"
    return MailRefused(said) if 500 <= code < 600 else MailPutOff(said)


def _words(reason: bytes | str) -> str:
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    return _LINE_ENDS.sub(" ", text).strip()


@contextmanager
def _connected(mail_url: str) -> Iterator[smtplib.SMTP]:
    """A server that is ready for mail. What it says before, of a wrong password too, says nothing about a message: that
    is put off, until the server is well or the settings are mended. What it says to the farewell does not count."""
    try:
        server = _greeted(mail_url)
    except smtplib.SMTPResponseException as answer:
        raise MailPutOff(f"{answer.smtp_code} {_words(answer.smtp_error)}") from answer
    except (OSError, smtplib.SMTPException) as trouble:
        raise MailPutOff(f"{type(trouble).__name__}: {trouble}") from trouble
    try:
        yield server
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _greeted(mail_url: str) -> smtplib.SMTP:
    where = urlsplit(mail_url)
    host, secure = where.hostname or "localhost", where.scheme == "smtps"
    context = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, where.port or 465, timeout=_TIMEOUT_S, context=context)
        if secure
        else smtplib.SMTP(host, where.port or 25, timeout=_TIMEOUT_S)
    )
    try:
        server.ehlo()
        if not secure and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _into_folder(made: EmailMessage, folder: Path) -> None:
    """One .eml a message, named by its Message-ID: handed over twice, it is still there once."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9.@-]", "", str(made["Message-ID"]))
    part = folder / f".{name}.part"
    try:
        with part.open("wb") as file:
            file.write(made.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / f"{name}.eml")
    except OSError as trouble:
        raise MailPutOff(str(trouble)) from trouble
