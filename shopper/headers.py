"""Headers of every answer: nothing from elsewhere runs, nothing private is kept by caches in between."""

from __future__ import annotations

import base64
import hashlib
import secrets

from flask import Flask, Response, g, request

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'nonce-{nonce}'",
        "style-src 'self' 'nonce-{nonce}'",
        "img-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)


def csp_nonce() -> str:
    """The number that marks this answer's own inline style or script."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return g.csp_nonce


def styled_as(answer: Response, css: str) -> Response:
    """`answer`, a page that is the same for everybody: its inline style is named by its digest, not by a number."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    nonce = f"'nonce-{csp_nonce()}'"
    return _allowing(answer, f"style-src 'self' {nonce}", f"style-src 'self' 'sha256-{digest}'")


def framed_by_us(answer: Response) -> Response:
    """`answer`, which our own pages may show in a frame; nobody else's may."""
    return _allowing(answer, "frame-ancestors 'none'", "frame-ancestors 'self'")


def framing_ours(answer: Response) -> Response:
    """`answer`, which may show pages of ours in a frame."""
    return _allowing(answer, "object-src 'none'", "object-src 'none'; frame-src 'self'")


def printed_within(answer: Response) -> Response:
    """`answer`, whose elements carry widths of their own and whose style holds drawings, as printed documents do."""
    answer = _allowing(answer, "img-src 'self' blob:", "img-src 'self' data:")
    return _allowing(answer, "style-src 'self'", "style-src-attr 'unsafe-inline'; style-src 'self'")


def _allowing(answer: Response, closed: str, opened: str) -> Response:
    stands = answer.headers.get("Content-Security-Policy") or _POLICY.format(nonce=csp_nonce())
    answer.headers["Content-Security-Policy"] = stands.replace(closed, opened)
    return answer


def init_headers(app: Flask, *, is_production: bool) -> None:
    """Set the headers on every answer, errors included."""
    app.jinja_env.globals["csp_nonce"] = csp_nonce

    @app.after_request
    def protect(answer: Response) -> Response:
        answer.headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=csp_nonce()))
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers.setdefault("Referrer-Policy", "same-origin")
        answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        answer.headers["Permissions-Policy"] = "microphone=(), geolocation=(), browsing-topics=()"
        if is_production:
            answer.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if not request.path.startswith("/static/"):
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer
