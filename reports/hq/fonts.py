"""The faces of a report's page: the rules that name them, and their files."""

from __future__ import annotations

import re

from flask import Response, abort, send_file, url_for

from reports.webfonts import Face, faces_of, web_font
from shopper.access import public
from shopper.files import FileStore
from shopper.letters import settings

_NAME = re.compile(r"[0-9a-f]{64}")


@public
def font(digest: str) -> Response:
    """A face of the list that brands choose from. Who holds a link to a report is not signed in and needs it, too."""
    store = FileStore(settings().home / "fonts")
    file = web_font(store, digest) if _NAME.fullmatch(digest) else None
    answer = send_file(file, mimetype="font/woff2") if file else abort(404)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


def font_rules(typeface: str) -> str:
    """The rules for the faces of a typeface. A browser fetches those alone that the page sets something in."""
    return "".join(_rule(face) for face in faces_of(typeface))


def _rule(face: Face) -> str:
    weights = f"{face.lightest} {face.heaviest}" if face.lightest != face.heaviest else f"{face.lightest}"
    address = url_for("hq.font", digest=face.name)
    source = f'src:url({address}) format("woff2")'
    return f'@font-face{{font-family:"{face.family}";font-weight:{weights};font-display:swap;{source}}}'
