"""Settings, read once from the environment into a frozen value; a missing secret stops the start.

An installation whose `DETALJI_BASE_URL` begins with https is taken for production: it must name its secret and
its mail itself. Everywhere else the embedded defaults under `DETALJI_HOME` serve.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """What an installation is told from outside. Paths are absolute, addresses without a slash at the end."""

    home: Path
    database_url: str
    files_url: str
    mail_url: str
    secret_key: str
    base_url: str
    has_worker: bool = True

    @property
    def is_production(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def files_folder(self) -> Path:
        """Folder of the photos, pictures and PDFs, from a `file://` address or a plain path."""
        return Path(self.files_url.removeprefix("file://"))


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from `environment` (default: the process's own).

    Raises SettingsError where production lacks a secret or a setting cannot be understood.
    """
    env = os.environ if environment is None else environment
    home = Path(env.get("DETALJI_HOME") or "var").absolute()
    base_url = (env.get("DETALJI_BASE_URL") or "http://localhost:5000").rstrip("/")
    if urlsplit(base_url).scheme not in ("http", "https"):
        raise SettingsError(f"DETALJI_BASE_URL must begin with http:// or https://, not {base_url!r}.")
    files_url = env.get("DETALJI_FILES_URL") or f"file://{home / 'files'}"
    if "://" in files_url and not files_url.startswith("file://"):
        raise SettingsError("DETALJI_FILES_URL: only a folder (file:///…) is known; mount the bucket as a folder.")
    if base_url.startswith("https://"):
        _require(env, "DETALJI_SECRET_KEY", "DETALJI_MAIL_URL", "DETALJI_DATABASE_URL")
    return Settings(
        home=home,
        database_url=env.get("DETALJI_DATABASE_URL") or f"sqlite:///{home / 'detalji.sqlite'}",
        files_url=files_url,
        mail_url=env.get("DETALJI_MAIL_URL") or str(home / "mail"),
        secret_key=env.get("DETALJI_SECRET_KEY") or _kept_secret(home),
        base_url=base_url,
        has_worker=_switch(env, "DETALJI_SERVICE_WORKER"),
    )


def _switch(env: Mapping[str, str], name: str) -> bool:
    said = (env.get(name) or "on").lower()
    if said not in ("on", "off"):
        raise SettingsError(f"{name} must be on or off, not {said!r}.")
    return said == "on"


def _require(env: Mapping[str, str], *names: str) -> None:
    missing = [name for name in names if not env.get(name)]
    if missing:
        raise SettingsError(f"In production (an https address) these must be set: {', '.join(missing)}.")
    if len(env["DETALJI_SECRET_KEY"]) < 32:
        raise SettingsError("DETALJI_SECRET_KEY is too short: give at least 32 random characters.")


def _kept_secret(home: Path) -> str:
    """A random secret, made at the first start and kept readable by the owner alone."""
    path = home / "secret_key"
    home.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    secret = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    return secret
