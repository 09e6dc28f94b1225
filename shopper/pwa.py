"""What makes the site an app: one release of static files, the service worker, the web manifest, health."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, jsonify
from flask_babel import gettext as _
from sqlalchemy import text

from extensions import db
from shopper.access import public
from shopper.lean import lean_script, lean_style, packed, with_arrows
from shopper.packing import Packed
from shopper.problems import json_answer

# Files that a phone needs to open a visit with the server dead; the desk's and headquarters' own are fetched when used.
_OFFICE_ONLY = ("js/", "css/desk/", "css/hq/", "css/screens/desk.css", "css/screens/editor.css", "css/screens/hq.css")


_LEAN = {".js": lean_script, ".css": lean_style}
# Nobody else sees the names of the worker, so they may be short.
_WORKER = "(() => {{\n{}}})();\n"


@dataclass(frozen=True)
class StaticFile(Packed):
    digest: str


class Release:
    """All of `static/` at one moment. The id is a digest of names and contents and stands in every address."""

    def __init__(self, folder: Path) -> None:
        self.files = {
            path.relative_to(folder).as_posix(): _read(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }
        sources = {name: (folder / name).read_text() for name in self.files if name.endswith(".js")}
        for name, script in phone_scripts(sources).items():
            self.files[name] = _file(lean_script(script).encode(), "text/javascript")
        listing = "\n".join(f"{name} {file.digest}" for name, file in self.files.items())
        self.id = hashlib.sha256(listing.encode()).hexdigest()[:12]

    def address(self, name: str) -> str:
        """Where `name` is served. Raises KeyError for a file that does not exist: a typing slip, seen at once."""
        self.files[name]
        return f"/static/{self.id}/{name}"

    def shell(self) -> list[str]:
        """Addresses that the service worker keeps."""
        names = [name for name in self.files if not name.startswith((*_OFFICE_ONLY, "sw"))]
        return [self.address(name) for name in names]


@cache
def release_of(folder: Path) -> Release:
    """The release of `folder`, read once a process: its files do not change while the app runs."""
    return Release(folder)


def phone_scripts(sources: dict[str, str]) -> dict[str, str]:
    """The phone's modules in two files: what the visit page needs at once; upon it what it can wait for and what the
    pages around it need."""
    made = packed("js/phone.js", ["js/beside.js"], sources)
    return {name.removeprefix("js/"): text for name, text in made.items()}


def _read(path: Path) -> StaticFile:
    mime = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
    content = path.read_bytes()
    if path.suffix in _LEAN:
        text = content.decode()
        content = _LEAN[path.suffix](_WORKER.format(with_arrows(text)) if path.name == "sw.js" else text).encode()
    return _file(content, mime or "application/octet-stream")


def _file(content: bytes, mime: str) -> StaticFile:
    return StaticFile(content, mime, hashlib.sha256(content).hexdigest())


def release() -> Release:
    """The release that this process serves."""
    found: Release = current_app.extensions["release"]
    return found


@public
def static_file(build: str, name: str) -> Response:
    """A file of this release, to be kept for ever; of another one, the present file, not to be kept."""
    file = release().files.get(name) or abort(404)
    answer = file.answer()
    answer.headers["X-Detalji-Build"] = release().id
    keep = "public, max-age=31536000, immutable" if build == release().id else "no-store"
    answer.headers["Cache-Control"] = keep
    return answer


@public
def service_worker() -> Response:
    """sw.js at the root, so that its scope is the whole site; told its build and what to keep. Where the worker is
    switched off, one that takes itself away."""
    if not current_app.extensions["settings"].has_worker:
        answer = Response(release().files["sw_off.js"].content.decode(), mimetype="text/javascript")
        answer.headers["Cache-Control"] = "no-cache"
        return answer
    head = f"const BUILD = {json.dumps(release().id)};\nconst SHELL = {json.dumps(release().shell())};\n"
    answer = Response(head + release().files["sw.js"].content.decode(), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["X-Detalji-Build"] = release().id
    return answer


@public
def web_manifest() -> Response:
    """The app as the phone shows it: a neutral name and icon, so that a glance at the screen tells nothing."""
    icons = [
        {"src": release().address(f"icons/notebook-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png",
         "purpose": purpose}
        for size, purpose in ((192, "any"), (512, "any"), (512, "maskable"))
    ]  # fmt: skip
    manifest = {
        "name": _("Notebook"), "short_name": _("Notebook"), "start_url": "/field/", "scope": "/", "id": "/field/",
        "display": "standalone", "background_color": "#ffffff", "theme_color": "#ffffff", "icons": icons,
    }  # fmt: skip
    answer = jsonify(manifest)
    answer.mimetype = "application/manifest+json"
    return answer


@public
def health() -> Response:
    """200 when the database answers, else 503 by the common path."""
    db.session.execute(text("SELECT 1"))
    return json_answer({"ok": True})


def init_pwa(app: Flask, folder: Path) -> None:
    """Serve the release and name it to the templates as `asset('css/base.css')`."""
    app.extensions["release"] = release_of(folder)
    app.jinja_env.globals["asset"] = app.extensions["release"].address
    app.jinja_env.globals["build"] = app.extensions["release"].id
    doors = Blueprint("pwa", __name__)
    doors.add_url_rule("/static/<build>/<path:name>", "static_file", static_file)
    doors.add_url_rule("/sw.js", "service_worker", service_worker)
    doors.add_url_rule("/manifest.webmanifest", "web_manifest", web_manifest)
    doors.add_url_rule("/healthz", "health", health)
    app.register_blueprint(doors)
