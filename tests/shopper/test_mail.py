"""What a mail server says before, about, and after a message, and what follows from it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from shopper.letters import settings
from shopper.mail import MailPutOff, MailRefused, hand_over, message
from tests.reports.postbox import mail_server


def hello(to: str = "maija@example.org", mail_url: str | None = None) -> None:
    mail = message(to, "Hello", "Hello.\n", "<one@example.org>", "no-reply@example.org")
    hand_over(mail, mail_url or settings().mail_url)


@contextmanager
def says_at_once(words: bytes) -> Iterator[str]:
    """A server that greets everybody with `words` and hangs up; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        caller, _address = listener.accept()
        with caller:
            caller.sendall(words)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        thread.join(5)
        listener.close()


@pytest.mark.parametrize("farewell", ["221 Bye", "421 4.3.2 shutting down", "500 what?"])
def test_what_a_server_has_taken_stays_taken_whatever_it_says_at_parting(app: Flask, farewell: str) -> None:
    with mail_server(app) as server:
        server.farewell = farewell
        hello()
        assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("said", "kind"), [("451 4.7.1 greylisted", MailPutOff), ("550 5.1.1 no such address", MailRefused)]
)
def test_its_words_about_a_message_are_kept_as_it_said_them(app: Flask, said: str, kind: type[Exception]) -> None:
    with mail_server(app) as server:
        server.says["*"] = said
        with pytest.raises(kind) as caught:
            hello()
    assert str(caught.value) == said


@pytest.mark.parametrize("words", [b"554 5.3.2 no service here\r\n", b"421 busy\r\n", b""])
def test_a_server_that_takes_no_mail_at_all_refuses_no_message_for_good(app: Flask, words: bytes) -> None:
    with says_at_once(words) as mail_url, pytest.raises(MailPutOff):
        hello(mail_url=mail_url)


def test_no_server_at_all_is_waited_for(app: Flask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        mail_url = f"smtp://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(MailPutOff):
        hello(mail_url=mail_url)


def test_a_domain_in_letters_beyond_ascii_goes_as_servers_know_it(app: Flask) -> None:
    with mail_server(app) as server:
        hello("maija@kahvila-ähtäri.fi")
        assert str(server.taken[0]["To"]) == "maija@xn--kahvila-htri-ncbc.fi"


def test_a_name_in_letters_beyond_ascii_is_refused_for_good(app: Flask) -> None:
    with mail_server(app) as server, pytest.raises(MailRefused, match="not an address"):
        hello("mäijä@example.org")
    assert server.taken == []
