"""Something changed at the office while the visit was under way (faults 41 to 43, 50 and 51)."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

from playwright.sync_api import expect
from sqlalchemy import update

from extensions import db, transaction
from forms.definition import from_plain
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.models import Assignment, DepositToken, Person, Session
from shopper.phrases import PHRASES
from shopper.questionnaires import publish, retire
from shopper.scheduling import withdraw
from shopper.sessions import COOKIE
from tests.browser.faults.errand import Errand, Site
from tests.world import SMALL_QUESTIONNAIRE, said


def publish_next(site: Site) -> UUID:
    """The next edition of the small questionnaire: one question is gone, another is new."""
    plain = json.loads(json.dumps({**SMALL_QUESTIONNAIRE, "code": "small"}))
    questions = plain["sections"][1]["questions"]
    questions[:] = [one for one in questions if one["id"] != "wish"]
    new = {"id": "scent", "kind": "yes_no", "touchpoint": "farewell", "text": said("Tuoksuiko pulla?"), "weight": 0}
    questions.insert(0, new)
    with site.inside():
        with transaction():
            draft = QuestionnaireVersion.draft(site.work.world.ids["aamu"], from_plain(plain), 2, clock.now())
            db.session.add(draft)
            db.session.flush()
            made = draft.id
        publish(db.session.get_one(QuestionnaireVersion, made), clock.now())
        first = db.session.get_one(QuestionnaireVersion, site.work.world.ids["aamu_version"])
        if first.state == "published":
            retire(first, clock.now())
    return made


def flag_is_shown(site: Site, errand: Errand, code: str) -> bool:
    """Whether the reviewer reads of it at the desk."""
    client = site.app.test_client()
    client.set_cookie(COOKIE, site.token_of("reeta"))
    page = client.get(f"/desk/visits/{errand.id}").get_data(as_text=True)
    return PHRASES[code]["en"] in page


def test_a_visit_stays_with_the_edition_that_it_began_with(site: Site) -> None:
    errand = site.begin()
    errand.visit.choose("wish", "yes")
    publish_next(site)
    errand.page.reload()
    errand.visit.wait_until_open()
    assert errand.visit.chosen("wish") == ["yes"]
    assert errand.visit.question("scent").count() == 0
    found = errand.fill(photos=1).finish().delivered()
    assert found.version == site.work.world.ids["aamu_version"]
    assert found.answers["wish"]["value"] == "yes"
    assert not {"other_version", "version_unknown", "question_unknown", "answer_not_asked"} & set(found.flags)


def test_an_assignment_that_was_taken_back_meanwhile_still_takes_the_visit(site: Site) -> None:
    errand = site.begin().fill(photos=1)
    with site.inside():
        by = db.session.get_one(Person, site.work.world.people["sanna"])
        withdraw(db.session.get_one(Assignment, errand.assignment), by, clock.now())
    found = errand.finish().delivered()
    assert "assignment_closed" in found.flags
    assert flag_is_shown(site, errand, "assignment_closed")


def end_session(site: Site) -> None:
    """Nobody is signed in anywhere any more."""
    with site.inside(), transaction():
        db.session.execute(update(Session).values(ended_at=clock.now()))


def test_a_visit_made_offline_is_delivered_though_the_session_has_ended(site: Site) -> None:
    errand = site.begin()
    errand.context.set_offline(True)
    errand.fill().finish().is_told("waiting").kept()
    end_session(site)
    errand.context.clear_cookies()
    errand.context.set_offline(False)
    errand.delivered()


def test_without_session_and_token_the_owner_is_asked_to_sign_in_and_nothing_else_helps(site: Site) -> None:
    errand = site.begin()
    errand.context.set_offline(True)
    errand.fill().finish().is_told("waiting")
    end_session(site)
    with site.inside(), transaction():
        db.session.execute(update(DepositToken).values(revoked_at=clock.now()))
    errand.context.set_offline(False)
    expect(errand.visit.outcome).to_have_text(errand.say("login", name="Anna Testinen"))
    errand.kept()
    # Another person signs in: it is still Anna's, and still here.
    errand.sign_in("bengt")
    errand.send()
    errand.page.wait_for_timeout(300)
    expect(errand.visit.outcome).to_have_text(errand.say("login", name="Anna Testinen"))
    errand.kept()
    assert site.arrived(errand.assignment) == []
    errand.sign_in("anna")
    errand.delivered()


PUT_BY_HAND = """async ([id, text, sha]) => {
  const headers = {"X-Detalji": "1", "Content-Type": "application/json", "X-Sha256": sha};
  const put = await fetch(`/api/visits/${id}`, {method: "PUT", body: text, headers});
  const finished = await fetch(`/api/visits/${id}/finish`, {method: "POST", headers});
  return [put.status, finished.status];
}"""


def delivered_by_hand(errand: Errand, text: str) -> list[int]:
    """Another text under the visit's id, well formed, from the same person; gives the two statuses."""
    made = errand.page.evaluate(PUT_BY_HAND, [errand.id, text, hashlib.sha256(text.encode()).hexdigest()])
    return list(made)


def test_other_content_under_the_same_id_is_kept_aside_and_told(site: Site) -> None:
    errand = site.begin().fill()
    site.line.trouble("refuse", f"{errand.id}$")
    errand.finish().is_told("waiting")
    frozen = errand.kept()["text"]
    site.line.calm()
    other = json.dumps({**json.loads(frozen), "answers": {}})
    assert delivered_by_hand(errand, other) == [202, 200]
    errand.send()
    expect(errand.visit.outcome).to_have_text(errand.say("conflict"))
    errand.kept()
    errand.send()
    errand.page.wait_for_timeout(300)
    # Both are at the office, each once; the office is told; the phone lets go of nothing.
    (known,) = site.arrived(errand.assignment)
    assert known.manifest == other.encode()
    assert site.aside(errand.id) == [frozen.encode()]
    assert known.flags.count("conflict") == 1
    assert flag_is_shown(site, errand, "conflict")
    errand.kept()
    expect(errand.page.locator("#outcome [data-copy]")).to_be_visible()


def test_two_phones_at_one_assignment_make_two_visits_and_the_office_is_told(site: Site) -> None:
    # Neither hears of the other while it writes: with a network both would go on with one visit.
    silent = """
      const reach = globalThis.fetch;
      globalThis.fetch = (address, ...rest) =>
        String(address).includes("/api/drafts") ? Promise.reject(new TypeError("no network")) : reach(address, ...rest);
    """
    first = site.begin(silent)
    second = site.open(first.assignment, first.store, silent)
    assert first.id != second.id
    first.fill(words="ensimmäisestä puhelimesta", photos=1)
    second.fill(words="toisesta puhelimesta", photos=1)
    numbers = []
    for errand in (first, second):
        errand.finish()
        numbers.append(errand.visit.wait_until_received())
    found = site.arrived(first.assignment)
    assert [(one.id, one.no, one.answers["words"]["value"]) for one in found] == [
        (first.id, numbers[0], first.words), (second.id, numbers[1], second.words),
    ]  # fmt: skip
    assert ["second_visit" in one.flags for one in found] == [False, True]
    assert flag_is_shown(site, second, "second_visit")
