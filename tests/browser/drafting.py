"""A server with a draft on it that two people may edit, and the editor's page as they meet it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from app import create_app
from config import read_settings
from extensions import db, transaction
from forms.definition import from_plain
from forms.library import shipped
from forms.models import DraftChange, QuestionnaireVersion
from shopper import clock
from shopper.models import Chain, Person
from shopper.questionnaires import load_draft, publish
from shopper.sessions import COOKIE, open_session
from tests.living import LivingServer
from tests.world import SMALL_QUESTIONNAIRE, World, build_world

SAVED = re.compile("All changes are saved")


@dataclass
class Drafting:
    """A home with drafts of Aamu: a small one, anew for each test, and the restaurant; Aatos and Helmi edit."""

    app: Flask
    world: World
    tokens: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, UUID] = field(default_factory=dict)
    used: int = 0

    def document(self, name: str = "small") -> dict[str, Any]:
        """The draft as the server has it."""
        with self._context():
            return dict(db.session.get_one(QuestionnaireVersion, self.drafts[name]).definition)

    def question(self, id_: str, name: str = "small") -> dict[str, Any]:
        sections = self.document(name)["sections"]
        return next(one for section in sections for one in section["questions"] if one["id"] == id_)

    def order(self, name: str = "small") -> list[list[str]]:
        """The ids of the questions, section by section."""
        return [[one["id"] for one in section["questions"]] for section in self.document(name)["sections"]]

    def publish(self, name: str = "small") -> None:
        """Somebody else publishes the draft."""
        with self._context():
            publish(db.session.get_one(QuestionnaireVersion, self.drafts[name]), clock.now())

    def changes(self, name: str = "small") -> int:
        """How many changes the server has kept."""
        with self._context():
            return db.session.query(DraftChange).filter_by(version_id=self.drafts[name]).count()

    def begin_anew(self) -> None:
        """A fresh draft of the small questionnaire, so that a test finds nothing of those before it."""
        self.used += 1
        with self._context(), transaction():
            plain = {**SMALL_QUESTIONNAIRE, "code": f"small_{self.used}"}
            draft = QuestionnaireVersion.draft(self.world.ids["aamu"], from_plain(plain), 1, clock.now())
            db.session.add(draft)
            db.session.flush()
            self.drafts["small"] = draft.id

    @contextmanager
    def _context(self) -> Iterator[None]:
        with self.app.app_context():
            yield
            db.session.remove()
            db.engine.dispose()


def prepare_drafts(home: Path, language: str = "en") -> Drafting:
    """Fill an empty home; both people read `language`."""
    app = create_app(read_settings({"DETALJI_HOME": str(home)}))
    with app.app_context():
        db.create_all()
        world = build_world()
        work = Drafting(app, world)
        chain = world.get(Chain, "aamu")
        work.drafts["restaurant"], _new = load_draft(chain, shipped("restaurant"), clock.now())
        with transaction():
            for name in ("aatos", "helmi"):
                person = db.session.get_one(Person, world.people[name])
                person.language = language
                work.tokens[name] = open_session(person, "test", clock.now())
        db.session.remove()
        db.engine.dispose()
    work.begin_anew()
    return work


class EditorPage:
    """The editor as one person has it open."""

    def __init__(self, page: Page, server: LivingServer, draft: UUID) -> None:
        self.page, self.address = page, f"{server.address}/desk/drafts/{draft}"
        self.troubles: list[str] = []
        page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def open(self, place: str = "") -> EditorPage:
        self.page.goto(self.address + place)
        self.page.locator("main[data-ready]").wait_for()
        return self

    def choose(self, question: str) -> EditorPage:
        self.page.locator(f"#pick-question-{question}").click()
        return self

    def words(self, question: str, language: str, part: str = "text") -> Locator:
        return self.page.locator(f"#f-question-{question}-{part}-{language}")

    def field(self, *path: str) -> Locator:
        return self.page.locator(f"#f-{'-'.join(path)}")

    def pick(self, question: str) -> Locator:
        return self.page.locator(f"#pick-question-{question}")

    def grip(self, *path: str) -> Locator:
        return self.page.locator(f"#grip-f-{'-'.join(path)}")

    def saved(self) -> EditorPage:
        expect(self.page.locator("[data-head=state]")).to_have_text(SAVED, timeout=20_000)
        return self

    @property
    def state(self) -> Locator:
        return self.page.locator("[data-head=state]")

    @property
    def news(self) -> Locator:
        return self.page.locator("[data-host=notices]")


def open_editor(
    browser: Browser, work: Drafting, server: LivingServer, who: str = "aatos", draft: str = "small", **options: Any
) -> EditorPage:
    """A browser of `who` with the draft open. What its scripts fail at is in `troubles`."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "service_workers": "block", **options})
    context.add_cookies([{"name": COOKIE, "value": work.tokens[who], "url": server.address}])
    return EditorPage(context.new_page(), server, work.drafts[draft]).open()
