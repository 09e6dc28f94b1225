"""What every answer carries, and what no request gets."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from app import create_app
from extensions import db
from forms.models import QuestionnaireVersion
from tests.conftest import Browser, settings_in
from tests.shopper.way_in import give_password, sign_in
from tests.world import World

PINNED = (
    "default-src 'none'; script-src 'self' 'nonce-*'; style-src 'self' 'nonce-*'; img-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'"
)
HOST = "detalji.example"


@pytest.fixture
def production(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The same database behind an https address."""
    made = create_app(replace(settings_in(tmp_path), base_url=f"https://{HOST}"))
    made.testing = True
    made.test_client_class = Browser
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


def _all_kinds(client: FlaskClient) -> dict[int, TestResponse]:
    """One answer of each status that is easily had."""
    return {
        200: client.get("/sign-in"),
        302: client.get("/account"),
        400: client.post("/sign-in", data={"email": "x"}),
        401: client.get("/api/assignments", headers={"X-Detalji": "1"}),
        404: client.get("/no/such/page"),
        405: client.get("/sign-out"),
        413: client.post("/sign-in", data=b"x" * 26_000_000, content_type="application/x-www-form-urlencoded"),
    }


def test_every_status_carries_the_pinned_policy(client: FlaskClient, world: World) -> None:
    for status, answer in _all_kinds(client).items():
        assert answer.status_code == status
        assert re.sub(r"'nonce-[\w-]{22}'", "'nonce-*'", answer.headers["Content-Security-Policy"]) == PINNED


def test_every_status_carries_the_other_headers(client: FlaskClient, world: World) -> None:
    for answer in _all_kinds(client).values():
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_crash_is_a_page_with_a_number_and_the_same_headers(app: Flask, client: FlaskClient, world: World) -> None:
    app.config["SHOW_PROBLEMS"] = True
    app.view_functions["signin.forgotten"] = _crash
    answer = client.get("/forgotten")
    assert answer.status_code == 500
    assert "secret detail" not in answer.get_data(as_text=True)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"


def _crash() -> str:
    raise ZeroDivisionError("secret detail")


_crash.policy = None  # type: ignore[attr-defined]


def test_each_answer_has_a_nonce_of_its_own(client: FlaskClient) -> None:
    assert len({client.get("/sign-in").headers["Content-Security-Policy"] for _ in range(5)}) == 5


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_no_other_origin_is_let_read(client: FlaskClient, world: World, origin: str) -> None:
    for method in ("GET", "OPTIONS"):
        answer = client.open("/sign-in", method=method, headers={"Origin": origin})
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "FOO", "CONNECT"])
@pytest.mark.parametrize("path", ["/", "/sign-in", "/account", "/api/session", "/healthz", "/sw.js"])
def test_undeclared_methods_are_refused(client: FlaskClient, world: World, method: str, path: str) -> None:
    assert client.open(path, method=method).status_code == 405


def test_no_header_and_no_page_names_a_version(client: FlaskClient, world: World) -> None:
    for answer in _all_kinds(client).values():
        told = f"{answer.headers}\n{answer.get_data(as_text=True)}"
        assert not re.search(r"werkzeug|flask/|python|gunicorn|sqlalchemy|jinja", told, re.IGNORECASE)


def test_no_debugger_answers(client: FlaskClient, world: World) -> None:
    answer = client.get("/?__debugger__=yes&cmd=resource&f=debugger.js")
    assert "debugger" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    [
        "/.git/HEAD",
        "/.env",
        "/app.py",
        "/static/",
        "/static/x/../../app.py",
        "/static/x/%2e%2e/%2e%2e/config.py",
        "/%00",
        "/%ff",
        "/..%2f..%2fapp.py",
    ],
)
def test_nothing_but_our_own_pages_is_served(client: FlaskClient, world: World, path: str) -> None:
    assert client.get(path).status_code == 404


def test_statics_of_this_release_are_kept_for_ever(client: FlaskClient) -> None:
    page = client.get("/sign-in").get_data(as_text=True)
    address = re.search(r'href="(/static/[^"]+tokens\.css)"', page)
    assert address
    answer = client.get(address[1])
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_in_production_cookies_are_secure_and_https_is_kept(production: Flask, world: World) -> None:
    browser = production.test_client()
    base = f"https://{HOST}"
    email = give_password(world.people["anna"])
    page = browser.get("/sign-in", base_url=base)
    assert page.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    token = page.get_data(as_text=True).split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    fields = {"csrf_token": token, "email": email, "password": "neljä sanaa peräkkäin"}
    answer = browser.post("/sign-in", base_url=base, data=fields, headers={"Referer": f"{base}/sign-in"})
    assert answer.status_code == 303
    cookies = answer.headers.getlist("Set-Cookie")
    assert any(line.startswith("detalji=") for line in cookies)
    for line in cookies + page.headers.getlist("Set-Cookie"):
        assert "; Secure" in line and "; HttpOnly" in line and "; SameSite=Lax" in line and len(line) < 4096


@pytest.mark.parametrize(
    "host", ["evil.example", "[::1]", "a@b", "detalji.example.evil.example", "detalji.example:x", ""]
)
def test_in_production_only_our_own_host_is_served(production: Flask, world: World, host: str) -> None:
    assert _with_host(production, host) == 400


def test_in_production_our_own_host_is_served(production: Flask, world: World) -> None:
    assert _with_host(production, HOST) == 200
    assert _with_host(production, None) == 400


def _with_host(app: Flask, host: str | None) -> int:
    environ = EnvironBuilder("/sign-in", base_url=f"https://{HOST}").get_environ()
    environ["SERVER_NAME"] = "127.0.0.1"
    if host is None:
        environ.pop("HTTP_HOST")
    else:
        environ["HTTP_HOST"] = host
    _body, status, _headers = run_wsgi_app(app, environ)
    return int(status.split()[0])


def test_forwarded_headers_change_nothing(as_person: Callable[[str], FlaskClient], client: FlaskClient) -> None:
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Prefix": "/evil",
        "Forwarded": "host=evil.example",
    }
    assert client.get("/account", headers=forged).location == "/sign-in?next=/account"
    assert "evil" not in client.get("/forgotten", headers=forged).get_data(as_text=True)


def test_the_header_and_cookie_of_a_signed_in_page_keep_caches_out(client: FlaskClient, world: World) -> None:
    sign_in(client, give_password(world.people["anna"]))
    answer = client.get("/account")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cookie" in answer.headers.get("Vary", "")


def test_the_visit_pages_style_is_named_by_its_digest(as_person: Callable[[str], FlaskClient], world: World) -> None:
    digest = world.get(QuestionnaireVersion, "aamu_version").digest
    answer = as_person("anna").get(f"/field/visit/{digest}/en")
    style = re.search("<style>(.*?)</style>", answer.get_data(as_text=True), re.DOTALL)
    assert style
    named = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{named}'" in answer.headers["Content-Security-Policy"]


def test_each_browser_gets_the_smallest_form_it_reads(as_person: Callable[[str], FlaskClient], world: World) -> None:
    anna, page = as_person("anna"), f"/field/visit/{world.get(QuestionnaireVersion, 'aamu_version').digest}/en"
    forms = {coding: anna.get(page, headers={"Accept-Encoding": coding}) for coding in ("br, gzip", "gzip", "identity")}
    assert [one.headers.get("Content-Encoding") for one in forms.values()] == ["br", "gzip", None]
    small, middle, plain = (one.get_data() for one in forms.values())
    assert brotli.decompress(small) == gzip.decompress(middle) == plain
    assert len(small) < len(middle) < len(plain)
