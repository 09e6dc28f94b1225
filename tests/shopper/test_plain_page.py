"""The visit without scripts: stored first, judged after, and never taken for whole when it was cut."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from extensions import db
from shopper.models import Conflict, Photo, Visit
from tests.conftest import form_token
from tests.deposits import jpeg
from tests.world import World

AsPerson = Callable[[str], FlaskClient]
ANSWERS = {
    "grt_t-minutes": "0", "grt_t-seconds": "45", "grt_first-value": "staff", "mishap-value": "no",
    "undivided-value": "4", "wish-value": "yes", "words-value": "  Minut huomattiin  heti.\n",
}  # fmt: skip


@pytest.fixture
def address(world: World) -> str:
    return f"/field/assignments/{world.ids['lahti_visit']}/plain"


def filled(anna: FlaskClient, address: str, **changes: Any) -> dict[str, Any]:
    return {**ANSWERS, "csrf_token": form_token(anna, address), "visit": str(uuid4()), "end": "whole", **changes}


def sent(anna: FlaskClient, address: str, form: dict[str, Any]) -> Any:
    return anna.post(address, data=form, content_type="multipart/form-data")


def stored(form: dict[str, Any]) -> Visit:
    db.session.rollback()
    return db.session.get_one(Visit, UUID(form["visit"]))


def test_it_stores_a_visit_and_shows_the_receipt(as_person: AsPerson, address: str) -> None:
    anna = as_person("anna")
    photos = [(io.BytesIO(jpeg(colour)), f"{colour}.jpg") for colour in ("#336699", "#993366")]
    form = filled(anna, address, **{"photo-photos": photos})
    page = sent(anna, address, form).get_data(as_text=True)
    visit = stored(form)
    assert visit.state == "submitted" and visit.receipt_no in page
    answers = visit.current_answers()
    assert answers["words"]["value"] == "  Minut huomattiin  heti.\n"
    assert answers["grt_t"]["value"] == {"seconds": 45}
    assert [photo.state for photo in visit.photos] == ["received", "received"]
    assert "missing or did not fit" not in page


def test_the_same_form_again_gives_the_same_receipt(as_person: AsPerson, address: str) -> None:
    anna = as_person("anna")
    form = filled(anna, address)
    first, second = sent(anna, address, dict(form)), sent(anna, address, dict(form))
    assert first.status_code == second.status_code == 200
    assert db.session.query(Visit).count() == 1
    assert stored(form).receipt_no in second.get_data(as_text=True)


def test_other_answers_under_the_same_id_are_kept_aside(as_person: AsPerson, address: str) -> None:
    anna = as_person("anna")
    form = filled(anna, address)
    sent(anna, address, dict(form))
    again = sent(anna, address, {**form, "undivided-value": "1"})
    assert again.status_code == 409
    assert stored(form).current_answers()["undivided"]["value"] == 4
    assert db.session.query(Conflict).count() == 1


def test_what_does_not_fit_is_stored_as_it_was_written_and_told(as_person: AsPerson, address: str) -> None:
    anna = as_person("anna")
    form = filled(anna, address, **{"grt_t-minutes": "about one", "undivided-value": "9"})
    del form["wish-value"]
    page = sent(anna, address, form).get_data(as_text=True)
    visit = stored(form)
    assert visit.state == "submitted"
    assert visit.current_answers()["undivided"]["value"] == "9"
    assert visit.current_answers()["grt_t"]["value"] == {"minutes": "about one", "seconds": "45"}
    assert "missing or did not fit" in page
    for question in ("Aika tervehdykseen", "Huomio sinuun", "Oma toivotus"):
        assert question in page


def test_a_sign_that_nobody_sees_is_taken_out_and_told(as_person: AsPerson, address: str) -> None:
    anna = as_person("anna")
    form = filled(anna, address, **{"words-value": "Hän\x07 hymyili \U0001f468\u200d\U0001f373"})
    page = sent(anna, address, form).get_data(as_text=True)
    assert stored(form).current_answers()["words"]["value"] == "Hän hymyili \U0001f468\u200d\U0001f373"
    assert "cannot be seen was taken out" in page and "Kerro käynnistä" in page
    again = sent(anna, address, filled(anna, address)).get_data(as_text=True)
    assert "cannot be seen" not in again


def test_a_form_that_was_cut_is_refused_whole(as_person: AsPerson, address: str) -> None:
    anna = as_person("anna")
    form = filled(anna, address)
    del form["end"]
    assert sent(anna, address, form).status_code == 400
    assert db.session.query(Visit).count() == 0


def test_a_body_that_ends_early_is_refused_whole(as_person: AsPerson, address: str) -> None:
    anna, edge = as_person("anna"), "edge"
    form = filled(anna, address)
    whole = "".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in form.items()
    ).encode() + f"--{edge}--\r\n".encode()
    cut = whole[: whole.index(b'name="end"')]
    answer = anna.post(address, input_stream=io.BytesIO(cut), content_type=f"multipart/form-data; boundary={edge}",
                       content_length=len(whole))  # fmt: skip
    assert 400 <= answer.status_code < 500
    assert db.session.query(Visit).count() == 0


@pytest.mark.parametrize("content", [b"this is no photo", b"\xff\xd8\xff" + bytes(200)])
def test_a_file_that_is_no_photo_stores_nothing(as_person: AsPerson, address: str, content: bytes) -> None:
    anna = as_person("anna")
    form = filled(anna, address, **{"photo-photos": (io.BytesIO(content), "a.jpg")})
    answer = sent(anna, address, form)
    assert answer.status_code == 422
    assert "not a photo" in answer.get_data(as_text=True)
    assert db.session.query(Visit).count() == db.session.query(Photo).count() == 0


@pytest.mark.parametrize(("name", "text"), [("visit", "no uuid"), ("opened_at", "٣" * 9), ("words-value", "a\ud800b")])
def test_odd_bytes_never_break_it(as_person: AsPerson, address: str, name: str, text: str) -> None:
    anna = as_person("anna")
    form = filled(anna, address)
    form[name] = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert sent(anna, address, form).status_code < 500


def test_anothers_assignment_takes_nothing(as_person: AsPerson, address: str) -> None:
    bengt = as_person("bengt")
    form = {**ANSWERS, "csrf_token": form_token(bengt), "visit": str(uuid4()), "end": "whole"}
    assert sent(bengt, address, form).status_code == 404
