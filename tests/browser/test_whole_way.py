"""The main job, whole: from the doorstep to headquarters, with a real browser, server, worker and mail server."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from playwright.sync_api import Page, expect

from forms.library import shipped
from forms.shapes import Question
from tests.browser.chromium import chromium
from tests.browser.fieldwork import drawn_photo
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage, VisitPage
from tests.living import LivingServer, free_port


@dataclass
class Letterbox:
    """A real SMTP server that keeps what it is given."""

    letters: list[Message] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        letter = message_from_bytes(bytes(envelope.content or b""))
        letter["X-To"] = envelope.rcpt_tos[0]
        self.letters.append(letter)
        return "250 kept"

    def to(self, address: str) -> list[Message]:
        return [letter for letter in self.letters if letter["X-To"] == address]


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, str]]:
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield box, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


@pytest.fixture
def server(tmp_path: Path, letterbox: tuple[Letterbox, str]) -> Iterator[LivingServer]:
    home = tmp_path / "home"
    home.mkdir()
    with LivingServer(home, DETALJI_MAIL_URL=letterbox[1]) as living:
        living.flask("db", "upgrade", "--directory", "migrations")
        yield living


def fill(visit: VisitPage, question: Question, folder: Path) -> None:
    """Answer one question as a shopper would whom a mishap befell and who was well looked after."""
    id_, kind = question.id, question.kind
    firsts = {"mis_any": "me", "att_intr": "phone", "seat_obst": "yes"}
    if id_ in firsts:
        visit.choose(id_, firsts[id_])
    elif kind == "yes_no":
        visit.choose(id_, "yes")
    elif kind in ("one", "several"):
        visit.choose(id_, question.choices[0].id)
    elif kind == "scale":
        visit.choose(id_, "5")
    elif kind == "duration":
        visit.estimate(id_, 1, 5)
    elif kind == "numbers":
        for part in question.settings["parts"]:
            visit.write(f"{id_}-{part['id']}", "3")
    elif kind == "emotion":
        visit.tap_emotion(id_, "joy", 3)
    elif kind == "nps":
        visit.choose(id_, "9")
    elif kind == "text":
        visit.write(f"{id_}-value", f"Sanat sanasta sanaan {id_}: ”tervetuloa!”")
    elif kind == "receipt":
        if "total" in question.settings["parts"]:
            visit.add_photo(id_, drawn_photo(folder, "slip.jpg", (900, 1600), seed=4))
            visit.write(f"{id_}-total", "18,90").write(f"{id_}-time", "13:45")
        if "text" in question.settings["parts"]:
            visit.write(f"{id_}-text", "Kiitos käynnistä")
    elif kind == "promise":
        visit.write(f"{id_}-what", "Pesula maksetaan").write(f"{id_}-due_on", "2027-01-15")
        visit.choose(id_, "manager", part="who").choose(id_, "yes", part="others")
    elif kind == "moment":
        visit.choose(id_, "farewell", part="touchpoint").choose(id_, "plus", part="sign")
        visit.choose(id_, "3", part="strength").write(f"{id_}-words", "Toivotus oli omansa.")
    else:
        raise AssertionError(f"nobody knows how to answer a {kind}")


def fill_if_asked(visit: VisitPage, question: Question, folder: Path) -> int:
    """1 where the question was there to be answered; what the assignment fixes stays folded up."""
    if not visit.question(question.id).is_visible():
        return 0
    if not (question.fact and not visit.question(question.id).locator("label.choice").first.is_visible()):
        fill(visit, question, folder)
    return 1


def sign_in(page: Page, address: str, account: dict[str, Any]) -> None:
    page.goto(f"{address}/sign-in")
    page.locator("input[type=email]").fill(account["email"])
    page.locator("input[type=password]").fill(account["password"])
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout


def test_a_visit_goes_from_the_doorstep_to_headquarters(
    server: LivingServer, letterbox: tuple[Letterbox, str], tmp_path: Path
) -> None:
    box, _ = letterbox
    demo = json.loads(server.flask("demo", "--visits", "2", "--json"))
    server.start().start_worker()
    people = {account["email"].partition("@")[0]: account for account in demo["accounts"]}
    shopper = people["shopper"]
    assignment = next(
        found for found in demo["assignments"] if found["shopper"] == shopper["email"] and found["state"] == "accepted"
    )

    # The shopper signs in and looks at the assignments; from here on the phone can do without us.
    phone = Handset(tmp_path / "profile", locale="fi-FI").switch_on()
    sign_in(phone.page, server.address, shopper)
    card = phone.page.locator("article", has=phone.page.locator(f'[href*="{assignment["id"]}"]')).first
    store = card.get_by_role("heading").inner_text().strip()
    the_list = ListPage(phone.page, server.address).open()
    kept = "async (page) => Boolean(await caches.match(page))"
    until(lambda: phone.page.evaluate(kept, assignment["questionnaire_page"]), 40, "the visit page is kept")
    server.kill()

    # The visit opens with the server dead, and all of it is filled in.
    the_list.card(store).first.locator("[data-visit]").click()
    visit = VisitPage(phone.page).wait_until_open()
    address, visit_id = phone.page.url, visit.visit_id
    questions = [question for question in shipped("restaurant").questions if not question.due_after_days]
    half = len(questions) // 2
    answered = 0
    for question in questions[:half]:
        answered += fill_if_asked(visit, question, tmp_path)
    visit.saved()

    # The battery ends; nothing of the first half is gone.
    phone.kill()
    phone.switch_on()
    phone.page.goto(address)
    visit = VisitPage(phone.page).wait_until_open()
    assert visit.value("grt_words-value") == "Sanat sanasta sanaan grt_words: ”tervetuloa!”"
    for question in questions[half:]:
        answered += fill_if_asked(visit, question, tmp_path)
    assert answered >= 60
    visit.saved().finish()

    # The server comes back, and the visit goes out by itself.
    server.start()
    phone.page.reload()
    number = _receipt(visit)
    assert number.startswith("R-")
    assert phone.troubles == []
    phone.switch_off()

    with chromium() as browser:
        # The reviewer finds it in the queue, looks at it whole, and approves.
        reviewer = browser.new_context(locale="fi").new_page()
        sign_in(reviewer, server.address, people["reviewer"])
        reviewer.goto(f"{server.address}/desk/visits/{visit_id}")
        expect(reviewer.locator("main")).to_contain_text("Sanat sanasta sanaan bye_words")
        until(lambda: reviewer.reload() and reviewer.locator("main img").count() >= 1, 120, "the photos are prepared")
        reviewer.locator(f'form[action$="{visit_id}/approve"] button.primary').click()
        reviewer.wait_for_load_state()

        # Headquarters read the report on the web and as PDF in three languages; the mail has come.
        hq = browser.new_context(locale="fi").new_page()
        sign_in(hq, server.address, people["hq"])
        until(lambda: any(_has_pdf(letter) and number for letter in box.to(people["hq"]["email"])[1:]), seconds=120)
        hq.goto(f"{server.address}/hq/")
        hq.locator('main a[href*="/hq/reports/"]', has_text=store).last.click()
        expect(hq.locator("h1")).to_contain_text(store)
        report = hq.url.split("?")[0]
        farewell = {"fi": "Hyvästely", "sv": "Avsked", "en": "Farewell"}
        for language, word in farewell.items():
            text = text_of(_pdf(hq, f"{report}/pdf?language={language}"), tmp_path)
            assert word in text
            assert "Sanat sanasta sanaan bye_words" in " ".join(text.split())

    # Each reader got one mail; the store's says nothing of who came.
    letters = [letter for letter in box.letters if _has_pdf(letter)]
    ids = [letter["Message-ID"] for letter in letters]
    assert len(ids) == len(set(ids))
    for letter in letters:
        whole = letter.as_string() + "".join(text_of(pdf, tmp_path) for pdf in _pdfs(letter))
        for secret in (shopper["name"], shopper["email"], shopper["name"].split()[-1]):
            assert secret not in whole


def _receipt(visit: VisitPage) -> str:
    expect(visit.outcome).to_have_text(re.compile(r"R-[0-9A-Z]{6}"), timeout=40_000)
    return re.search(r"R-[0-9A-Z]{6}", visit.outcome.inner_text())[0]  # type: ignore[index]


def _pdfs(letter: Message) -> list[bytes]:
    return [
        bytes(part.get_payload(decode=True))  # type: ignore[arg-type]
        for part in letter.walk()
        if part.get_content_type() == "application/pdf"
    ]


def _has_pdf(letter: Message) -> bool:
    return bool(_pdfs(letter))


def _pdf(page: Page, address: str) -> bytes:
    """The PDF at an address, once it has been built."""

    def built() -> bytes | None:
        answer = page.context.request.get(address)
        return answer.body() if "application/pdf" in answer.headers["content-type"] else None

    return until(built, seconds=120)
