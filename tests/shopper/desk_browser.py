"""The office as a person meets it: pages read, forms posted with their token."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import form_token


def post(browser: FlaskClient, path: str, fields: Mapping[str, Any] | None = None, **files: bytes) -> TestResponse:
    """Post a form as its page would, token included; `files` as field=content."""
    data: dict[str, Any] = {"csrf_token": form_token(browser), **(fields or {})}
    data |= {name: (io.BytesIO(content), f"{name}.bin") for name, content in files.items()}
    return browser.post(path, data=data, content_type="multipart/form-data")


def page(answer: TestResponse) -> str:
    """The words of a page: no tags, entities resolved, single spaces."""
    text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", answer.get_data(as_text=True), flags=re.S)
    return " ".join(html.unescape(text).split())


def goes_to(answer: TestResponse) -> str:
    """Where an answered form leads; the deed was done."""
    assert answer.status_code == 303, page(answer)
    return str(answer.headers["Location"])
