"""Settings: embedded defaults everywhere but in production."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import SettingsError, read_settings


def test_it_starts_with_nothing_set_and_keeps_its_secret(tmp_path: Path) -> None:
    first = read_settings({"DETALJI_HOME": str(tmp_path)})
    assert first.database_url == f"sqlite:///{tmp_path / 'detalji.sqlite'}"
    assert first.mail_url == str(tmp_path / "mail")
    assert first.files_folder == tmp_path / "files"
    assert len(first.secret_key) >= 43
    assert read_settings({"DETALJI_HOME": str(tmp_path)}).secret_key == first.secret_key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("missing", ["DETALJI_SECRET_KEY", "DETALJI_MAIL_URL", "DETALJI_DATABASE_URL"])
def test_production_does_not_start_without_its_own(tmp_path: Path, missing: str) -> None:
    env = {
        "DETALJI_HOME": str(tmp_path), "DETALJI_BASE_URL": "https://detalji.example", "DETALJI_SECRET_KEY": "x" * 40,
        "DETALJI_MAIL_URL": "smtp://mail.example", "DETALJI_DATABASE_URL": "sqlite:///x",
    }  # fmt: skip
    assert read_settings(env).is_production
    with pytest.raises(SettingsError, match=missing):
        read_settings({name: value for name, value in env.items() if name != missing})


def test_a_short_secret_and_strange_addresses_are_refused(tmp_path: Path) -> None:
    home = {"DETALJI_HOME": str(tmp_path)}
    with pytest.raises(SettingsError, match="too short"):
        read_settings({**home, "DETALJI_BASE_URL": "https://a.example", "DETALJI_SECRET_KEY": "short",
                       "DETALJI_MAIL_URL": "x", "DETALJI_DATABASE_URL": "x"})  # fmt: skip
    with pytest.raises(SettingsError, match="DETALJI_BASE_URL"):
        read_settings({**home, "DETALJI_BASE_URL": "ftp://a.example"})
    with pytest.raises(SettingsError, match="DETALJI_FILES_URL"):
        read_settings({**home, "DETALJI_FILES_URL": "s3://bucket"})
