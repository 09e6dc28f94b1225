"""A shopper with one visit to make, and the three things that hold after every fault.

*Nothing lost*: what was answered and photographed is on the server, byte for byte. *Nothing doubled*: once. *The
person was told*: the sentence on the page, taken from the page's own catalogue.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app import create_app
from config import read_settings
from extensions import db, transaction
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.files import FileStore
from shopper.models import Assignment, Conflict, HeldPhoto, Job, Person, Photo, Store, Visit
from shopper.sessions import COOKIE, open_session
from shopper.worker import EmbeddedEngine
from tests.browser.chromium import PHONE
from tests.browser.faults.line import Line, line_to
from tests.browser.fieldwork import Fieldwork, drawn_photo
from tests.browser.handset import PATIENCE_S, READ_ALL, until
from tests.browser.pages import RECEIVED, VisitPage
from tests.living import LivingServer, free_port
from tests.world import THEN

LANGUAGE = "fi"
WORDS = "  ”Hei, tervetuloa!” 😀\n\tHän hymyili.  "
# The phone's patience, so many times shorter: what takes 15 s in earnest takes 1.5 s here.
SHORTER = 10
_SHORT_PATIENCE = f"""(() => {{
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => timeout(ms / {SHORTER});
}})()"""


@dataclass
class Arrived:
    """What the server has of a visit."""

    id: str
    state: str
    no: str | None
    sha: str
    flags: list[str]
    answers: dict[str, Any]
    photos: list[tuple[str, str]]
    version: UUID | None
    manifest: bytes


@dataclass
class Site:
    """A server behind a line, and a browser; phones are made of it."""

    work: Fieldwork
    app: Flask
    server: LivingServer
    line: Line
    browser: Browser
    folder: Path
    errands: list[Errand] = field(default_factory=list)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """The hand on the database from outside."""
        with self.app.app_context():
            yield
            db.session.remove()

    def assign(self, version: UUID | None = None) -> tuple[UUID, str]:
        """One more assignment of Anna's, at a store of its own; its id and the store's name."""
        world = self.work.world
        with self.inside(), transaction():
            name = f"Kahvila {uuid4().hex[:6]}"
            store = Store(chain_id=world.ids["aamu"], brand_id=world.ids["aamu_brand"], code=name, name=name,
                          city="Lahti", language="fi")  # fmt: skip
            db.session.add(store)
            db.session.flush()
            made = Assignment(
                wave_id=world.ids["aamu_wave"], store_id=store.id, shopper_id=world.people["anna"],
                scenario_id=world.ids["aamu_scenario"], version_id=version or world.ids["aamu_version"],
                due_on=date(2099, 12, 1), state="accepted", offered_at=THEN, answered_at=THEN,
            )  # fmt: skip
            db.session.add(made)
            db.session.flush()
            return made.id, name

    def token_of(self, name: str) -> str:
        """A session of this person, of its own."""
        with self.inside(), transaction():
            return open_session(db.session.get_one(Person, self.work.world.people[name]), "test", clock.now())

    def digest(self, version: UUID) -> str:
        with self.inside():
            return db.session.get_one(QuestionnaireVersion, version).digest

    def arrived(self, assignment: UUID) -> list[Arrived]:
        """Every visit of an assignment, in the order in which they came."""
        with self.inside():
            rows = db.session.query(Visit).filter_by(assignment_id=assignment).order_by(Visit.received_at)
            return [
                Arrived(
                    str(visit.id), visit.state, visit.receipt_no, visit.sha256, [flag["code"] for flag in visit.flags],
                    {answer.question: answer.original for answer in visit.answers},
                    [(photo.sha256, photo.state) for photo in visit.photos], visit.version_id, visit.manifest,
                )
                for visit in rows
            ]  # fmt: skip

    def visit(self, visit_id: str) -> Visit:
        """The row; within `inside`."""
        return db.session.get_one(Visit, UUID(visit_id))

    def work_off(self) -> None:
        """Let a worker do all that is ready."""
        with self.inside():
            EmbeddedEngine(self.app).run_until_empty()

    def aside(self, visit_id: str) -> list[bytes]:
        """What was kept of other content under the same id."""
        with self.inside():
            return [one.manifest for one in db.session.query(Conflict).filter_by(visit_id=UUID(visit_id))]

    def photo_jobs(self, visit_id: str) -> int:
        """How many photos of the visit are to be prepared."""
        with self.inside():
            ids = [str(photo.id) for photo in db.session.query(Photo).filter_by(visit_id=UUID(visit_id))]
            return db.session.query(Job).filter(Job.kind == "photo", Job.ref.in_(ids)).count()

    def held(self, visit_id: str) -> int:
        """How many photos wait for the text of this visit."""
        with self.inside():
            return db.session.query(HeldPhoto).filter_by(visit_id=UUID(visit_id)).count()

    @property
    def address(self) -> str:
        """What phones call the server: the line before it."""
        return f"http://localhost:{self.line.port}"

    @property
    def files(self) -> FileStore:
        return FileStore(self.work.home / "files")

    def begin(self, *scripts: str, **options: Any) -> Errand:
        """Anna opens the visit of a new assignment on a phone of its own, running `scripts` in every page."""
        assignment, store = self.assign()
        return self.open(assignment, store, *scripts, **options)

    def open(
        self, assignment: UUID, store: str, *scripts: str, is_impatient: bool = False, has_clock: bool = False,
        version: UUID | None = None, **options: Any,
    ) -> Errand:  # fmt: skip
        """`is_impatient`: waits ten times shorter for answers. `has_clock`: `page.clock` moves its time. `version`:
        another edition than the small one."""
        made = {**PHONE, "timezone_id": "Europe/Helsinki", "service_workers": "block", **options}
        context = self.browser.new_context(**made)
        context.set_default_timeout(PATIENCE_S * 1000)
        for script in (*scripts, *([_SHORT_PATIENCE] if is_impatient else [])):
            context.add_init_script(script)
        if has_clock:
            context.clock.install()
        errand = Errand(self, context, assignment, store)
        self.errands.append(errand)
        errand.sign_in()
        came = self.line.count("/beside.js")
        digest = self.digest(version or self.work.world.ids["aamu_version"])
        errand.page.goto(f"{self.address}/field/visit/{digest}/{LANGUAGE}#a={assignment}")
        errand.visit.wait_until_open()
        # What comes after the form, so that a test does not cut it off by chance.
        until(lambda: self.line.count("/beside.js") > came, what="the rooms beside the form")
        return errand


@dataclass
class Errand:
    """One phone on which Anna makes one visit."""

    site: Site
    context: BrowserContext
    assignment: UUID
    store: str
    words: str = ""
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        self.page: Page = self.context.new_page()
        self.visit = VisitPage(self.page)

    def sign_in(self, name: str = "anna") -> None:
        cookie = {"name": COOKIE, "value": self.site.token_of(name), "url": self.site.address, "httpOnly": True}
        self.context.add_cookies([cookie])  # type: ignore[list-item]

    @property
    def id(self) -> str:
        return self.visit.visit_id

    def fill(
        self, photos: int = 0, words: str = WORDS, size: tuple[int, int] = (64, 48), taken: list[Path] | None = None
    ) -> Errand:
        """Answer, and take so many photos (or those in `taken`), of which none is sent ahead."""
        self.words = words
        self.visit.choose("grt_first", "staff").write("words-value", words)
        if photos or taken:
            before = len(self.site.line.seen)
            self.site.line.trouble("refuse", "/photos/")
            name = uuid4().hex
            taken = taken or [drawn_photo(self.site.folder, f"{name}{n}.jpg", size, seed=n) for n in range(photos)]
            self.visit.add_photo("photo", *taken)
            until(lambda: any("/photos/" in path for _, path, _ in self.site.line.seen[before:]), what="sent ahead")
            self.site.line.calm()
        self.visit.saved()
        return self

    def finish(self) -> Errand:
        """Finish, though not every question has an answer."""
        self.visit.finish(anyway=True)
        return self

    def send(self) -> None:
        self.page.locator("#outcome [data-send]").click()

    def say(self, key: str, **values: Any) -> str:
        """The sentence `key` of the catalogue of the page in front."""
        return spoken(self.page, key, **values)

    def is_told(self, key: str, **values: Any) -> Errand:
        """A try has failed, and the person reads this sentence on the page."""
        until(lambda: any(row["error"] for row in self.shelf("outbox")), what="a try that failed")
        expect(self.visit.outcome).to_have_text(self.say(key, **values))
        return self

    def listen(self) -> Errand:
        """From now on remember every sentence about where the visit is."""
        self.page.evaluate("""() => {
          const place = document.querySelector("#outcome [data-text]");
          globalThis.heard = [];
          new MutationObserver(() => heard.push(place.textContent)).observe(place, {childList: true});
        }""")
        return self

    def heard(self) -> list[str]:
        """The sentences since `listen`."""
        return list(self.page.evaluate("() => heard"))

    def shelf(self, name: str) -> list[Any]:
        """Everything on one shelf of the phone's database."""
        return list(self.page.evaluate(READ_ALL, name))

    def row(self) -> dict[str, Any]:
        """The one row of the outbox."""
        (row,) = self.shelf("outbox")
        assert row["id"] == self.id
        return dict(row)

    def kept(self) -> dict[str, Any]:
        """Nothing is lost on the phone: the frozen text with its digest, the answer in it, the photos' bytes."""
        row = self.row()
        assert hashlib.sha256(row["text"].encode()).hexdigest() == row["sha"]
        assert json.loads(row["text"])["answers"]["words"]["value"] == self.words
        assert len(self.shelf("blobs")) == len(row["photos"])
        return row

    def delivered(self, *, by_itself: bool = False) -> Arrived:
        """Nothing lost, nothing doubled, person told: the office has this visit once and whole, and the page says so.

        The person presses "Send now" until it is so; with `by_itself` nobody does anything.
        """
        if not by_itself:
            until(self._sent_again, seconds=30, what="received")
        number = self.visit.wait_until_received()
        at = re.escape(self.say("received", no=number)).replace(r"\{time\}", r"\d\d[.:]\d\d")
        expect(self.visit.outcome).to_have_text(re.compile(f"^{at}$"))
        (found,) = self.site.arrived(self.assignment)
        self._is_whole(found, number)
        return found

    def _sent_again(self) -> bool:
        # Not by Playwright's click, which would wait for a button that has just gone.
        self.page.evaluate("() => document.querySelector('#outcome [data-send]:not([hidden])')?.click()")
        self.page.wait_for_timeout(150)
        return bool(RECEIVED.search(self.visit.outcome.inner_text()))

    def _is_whole(self, found: Arrived, number: str) -> None:
        (receipt,) = self.shelf("receipts")
        assert (found.id, found.state, found.no) == (self.id, "submitted", number)
        assert (receipt["no"], receipt["sha"], receipt["id"]) == (number, found.sha, found.id)
        assert self.shelf("outbox") == []
        assert hashlib.sha256(found.manifest).hexdigest() == found.sha
        assert found.answers["words"]["value"] == self.words
        taken = sorted(photo["sha256"] for photo in self.shelf("photos"))
        assert sorted(found.photos) == [(sha, "received") for sha in taken]
        assert all(self.site.files.read(sha) for sha in taken)
        assert self.site.photo_jobs(self.id) == len(taken)
        assert self.site.held(self.id) == 0

    def put_away(self) -> None:
        self.context.close()


def spoken(page: Page, key: str, **values: Any) -> str:
    """The sentence `key` of this page's own catalogue."""
    words: dict[str, str] = json.loads(page.locator("#words").text_content() or "{}")
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), words[key])


@contextmanager
def site_of(work: Fieldwork, browser: Browser, folder: Path, **options: Any) -> Iterator[Site]:
    """Serve `work` behind a line, until the block ends; no incident may have happened on the server."""
    port = free_port()
    app = create_app(read_settings({"DETALJI_HOME": str(work.home)}))
    with line_to(port) as line, LivingServer(work.home, port=port, base_port=line.port, **options) as server:
        site = Site(work, app, server.start(), line, browser, folder)
        yield site
        with app.app_context():
            db.engine.dispose()
    log = (work.home / "server.log").read_text()
    assert "incident" not in log, log
