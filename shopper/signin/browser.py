"""The browser on the other side: what it is, which session it has, and how it is given another."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from flask import Response, g, redirect, request, session
from werkzeug.wrappers import Response as AnyResponse

from shopper.access import current_person
from shopper.entering import Browser
from shopper.languages import COOKIE as LANGUAGE_COOKIE
from shopper.languages import in_language
from shopper.letters import settings
from shopper.models import LANGUAGES
from shopper.sessions import COOKIE, LIFETIME

# The first that is named in a User-Agent wins: Edge and Opera also call themselves Chrome, and Chrome Safari.
_BROWSERS = {
    "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox", "FxiOS": "Firefox",
    "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari",
}  # fmt: skip
_SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "Mac",
    "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip
_LONGEST = 2000


def device_name(user_agent: str) -> str:
    """A browser as its owner would call it: "Firefox, Android"; empty where nothing is known."""
    found = [
        next((name for mark, name in table.items() if mark in user_agent), None) for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in found if name)


def this_browser() -> Browser:
    """Where this request comes from."""
    current_person()
    return Browser(network_address(), device_name(request.user_agent.string), session_id=g.session_id)


def network_address() -> str:
    """The address that asks. Its headers are not believed, with one exception.

    In production a proxy on the same machine speaks to us (we serve no TLS ourselves): then it is the last address in
    X-Forwarded-For, the one that the proxy added. Else everybody would count as one.
    """
    peer = request.remote_addr or ""
    if not settings().is_production or not _is_this_machine(peer):
        return peer
    added = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return added if _as_ip(added) else peer


def _as_ip(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _is_this_machine(text: str) -> bool:
    address = _as_ip(text)
    return address is not None and address.is_loopback


def own_path(text: str | None) -> str:
    """`text` if it is a path on this site, as `next` may ask for; else the start page.

    Browsers take a backslash for a slash and drop tabs and line ends: whatever holds such is not ours.
    """
    if not text or len(text) > _LONGEST or not text.startswith("/") or text.startswith("//"):
        return "/"
    if "\\" in text or any(char.isspace() or not char.isprintable() for char in text):
        return "/"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc else text


def let_in(token: str, where: str) -> AnyResponse:
    """To `where`, with the session of `token`. Form tokens and messages of the time before do not come along."""
    return carry(redirect(where, 303), token)


def carry(answer: AnyResponse, token: str) -> AnyResponse:
    """`answer` with the cookie of a new session."""
    session.clear()
    answer.set_cookie(
        COOKIE, token, max_age=LIFETIME, httponly=True, samesite="Lax", secure=settings().is_production
    )
    return answer


def show_out(where: str = "/") -> AnyResponse:
    """To `where`, without a session. What waits on the phone to be sent is not touched."""
    session.clear()
    answer: AnyResponse = redirect(where, 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=settings().is_production)
    return answer


def in_readers_language(language: str) -> AbstractContextManager[None]:
    """For pages behind a link by mail: the letter's language, unless another was chosen on this browser."""
    return nullcontext() if request.cookies.get(LANGUAGE_COOKIE) in LANGUAGES else in_language(language)


def ask_to_wait(page: str, seconds: float) -> Response:
    """`page` as a 429 that says when to come again."""
    return Response(page, 429, {"Retry-After": str(max(1, round(seconds)))})
