"""A photo that the disk forgot or changed is found at night, and told to whoever reviews the visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shopper.models import Photo
from shopper.photos import file_store
from shopper.phrases import PHRASES
from shopper.soundness import check_files, is_night
from shopper.worker import EmbeddedEngine
from tests.shopper.arrivals import arrive, visit_of
from tests.world import World

As = Callable[[str], FlaskClient]


@pytest.mark.parametrize("which", ["sha256", "shown_sha256"])
@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b"rot"), lambda path: path.unlink()],
                         ids=["altered", "gone"])  # fmt: skip
def test_the_nightly_check_reports_a_damaged_photo_once(
    app: Flask, world: World, as_person: As, which: str, damage: Callable[[object], None]
) -> None:
    visit_id, other = arrive(app, world, photos=2), arrive(app, world, shopper="bengt")
    assert check_files(file_store()) == []
    photo: Photo = visit_of(visit_id).photos[1]
    digest = str(getattr(photo, which))
    damage(file_store().path(digest))
    for _ in range(2):
        assert check_files(file_store()) == [digest]
    codes = [one["code"] for one in visit_of(visit_id).flags]
    assert codes.count("photo_damaged") == 1
    assert "photo_damaged" not in [one["code"] for one in visit_of(other).flags]
    page = as_person("reeta").get(f"/desk/visits/{visit_id}").get_data(as_text=True)
    assert PHRASES["photo_damaged"]["en"].split(".")[0].replace("'", "&#39;") in page


def test_the_worker_looks_at_night_and_only_then(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit_id = arrive(app, world, photos=1)
    file_store().path(visit_of(visit_id).photos[0].sha256).write_bytes(b"rot")
    for hour, is_told in ((12, False), (1, True)):
        at = datetime(2026, 11, 22, hour, 30, tzinfo=UTC)
        assert is_night(at) is is_told
        monkeypatch.setattr("shopper.clock.now", lambda at=at: at)
        EmbeddedEngine(app)._do_chores()
        assert ("photo_damaged" in [one["code"] for one in visit_of(visit_id).flags]) is is_told
