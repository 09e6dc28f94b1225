"""Trying a questionnaire at the desk before a shopper is sent out with it: the phone's page, scored, nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from flask.testing import FlaskClient

from extensions import db, transaction
from forms.models import QuestionnaireVersion
from shopper.models import Chain, Visit
from shopper.questionnaires import start_draft
from tests.conftest import form_token
from tests.shopper.desk_browser import page
from tests.world import SMALL_ANSWERS, SMALL_QUESTIONNAIRE, THEN, World

SignIn = Callable[[str], FlaskClient]


def draft(world: World, chain: str = "aamu", **changes: Any) -> str:
    """The address of a new draft that begins as the small questionnaire."""
    document = {**deepcopy(SMALL_QUESTIONNAIRE), "code": "tried", **changes}
    return f"/desk/drafts/{start_draft(world.get(Chain, chain), document, THEN)}"


def unfinished() -> dict[str, Any]:
    """Sections in which one question has no kind and another hangs on it."""
    sections = deepcopy(SMALL_QUESTIONNAIRE["sections"])
    del sections[0]["questions"][2]["kind"]
    return {"sections": sections}


def ask_score(browser: FlaskClient, address: str, answers: Any, language: Any = "fi") -> Any:
    headers = {"X-CSRFToken": form_token(browser)}
    answer = browser.post(f"{address}/preview/score", json={"language": language, "answers": answers}, headers=headers)
    assert answer.status_code == 200
    return answer.get_json()


@pytest.mark.parametrize("name", ["aatos", "helmi"])
def test_a_draft_is_shown_as_the_phone_shows_it(world: World, as_person: SignIn, name: str) -> None:
    answer = as_person(name).get(f"{draft(world)}/preview?language=sv")
    told, text = page(answer), answer.get_data(as_text=True)
    assert "Kumpi tervehti ensin? (sv)" in told and "Preview Try it as on the phone." in told
    assert 'id="q-grt_first"' in text and '<html lang="sv">' in text and 'lang="en" aria-label' in text
    assert "phone.js" not in text and "manifest" not in text


def test_only_our_own_pages_may_frame_it_and_only_it(world: World, as_person: SignIn) -> None:
    browser, address = as_person("helmi"), draft(world)
    framed = browser.get(f"{address}/preview").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in framed and "default-src 'none'" in framed
    assert "frame-ancestors 'none'" in browser.get(f"{address}/state").headers["Content-Security-Policy"]


def test_what_cannot_be_shown_yet_is_named_with_its_reason(world: World, as_person: SignIn) -> None:
    address = draft(world, **unfinished())
    answer = as_person("helmi").get(f"{address}/preview")
    told, text = page(answer), answer.get_data(as_text=True)
    assert "2 questions cannot be shown yet" in told and "Sattuiko vahinko? (en)" in told
    assert f'href="{address}#q-mishap"' in text and 'id="q-mishap"' not in text and 'id="q-grt_first"' in text


def test_a_draft_of_which_nothing_can_be_shown_says_so(world: World, as_person: SignIn) -> None:
    browser, address = as_person("helmi"), draft(world, sections=[])
    answer = browser.get(f"{address}/preview")
    assert answer.status_code == 200 and "Nothing can be shown yet" in page(answer)
    assert ask_score(browser, address, {})["base"] is None


def test_answers_are_judged_and_scored_and_nothing_is_kept(world: World, as_person: SignIn) -> None:
    browser, address = as_person("helmi"), draft(world)
    scored = ask_score(browser, address, SMALL_ANSWERS)
    # 45 s of 30–120 s: 5/6 of 4; staff 4 of 4; attention 3/4 of 2.
    assert scored["base"] == pytest.approx((4 * 5 / 6 + 4 + 1.5) / 10 * 100, abs=1e-4)
    assert scored["plus"] == 1 and scored["coverage"] == 100 and scored["flags"] == []
    assert "apology" not in scored["asked"]
    never = ask_score(browser, address, {**SMALL_ANSWERS, "grt_t": {"value": {"never": True}}})
    assert never["flags"] == ["grt_t"] and never["sections"]["greeting"]["capped"] is True
    assert db.session.query(Visit).count() == 0


@pytest.mark.parametrize(
    "answers", [None, [], "x", {"grt_t": 7}, {"": {}}, {"grt_first": {"value": ["staff"]}}, {"wish": {"value": {}}}]
)
def test_odd_answers_are_told_and_never_break_it(world: World, as_person: SignIn, answers: Any) -> None:
    browser, address = as_person("helmi"), draft(world)
    assert ask_score(browser, address, answers, language=["fi"])["base"] is None


def test_what_is_no_json_is_refused_in_json(world: World, as_person: SignIn) -> None:
    browser = as_person("helmi")
    headers = {"X-CSRFToken": form_token(browser)}
    for body in (b"{", b"\xff", b"[" * 500, b'{"answers": NaN}', b"x" * 1_100_000):
        answer = browser.post(f"{draft_once(world)}/preview/score", data=body, headers=headers)
        assert answer.status_code == 422 and answer.get_json()["error"]["message"]


def draft_once(world: World) -> str:
    found = db.session.query(QuestionnaireVersion).filter_by(code="tried").first()
    return f"/desk/drafts/{found.id}" if found else draft(world)


def test_a_published_edition_is_tried_the_same_way_by_the_whole_office(world: World, as_person: SignIn) -> None:
    address = f"/desk/questionnaires/{world.ids['aamu_version']}"
    for name in ("reeta", "sanna", "aatos", "helmi"):
        browser = as_person(name)
        assert "Aika tervehdykseen" in page(browser.get(f"{address}/preview?language=fi"))
        assert ask_score(browser, address, SMALL_ANSWERS)["coverage"] == 100
    assert as_person("henrik").get(f"{address}/preview").status_code == 404


def test_a_question_that_is_asked_days_later_is_counted_beside_the_page(world: World, as_person: SignIn) -> None:
    sections = deepcopy(SMALL_QUESTIONNAIRE["sections"])
    sections[1]["questions"][3]["due_after_days"] = 7
    assert "1 question is asked days after the visit" in page(
        as_person("helmi").get(f"{draft(world, sections=sections)}/preview")
    )


def test_a_draft_published_meanwhile_is_still_shown(world: World, as_person: SignIn) -> None:
    address = draft(world)
    with transaction():
        found = db.session.query(QuestionnaireVersion).filter_by(code="tried").one()
        found.publish(THEN)
    assert as_person("helmi").get(f"{address}/preview").status_code == 200
