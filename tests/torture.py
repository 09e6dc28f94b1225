"""`python -m tests.torture`: visits under every fault at once, with fixed seeds; nothing is lost, doubled or damaged.

A real browser with the phone's own modules finishes visits one after the other. Between it and a real server lies a
wire that cuts, doubles, swallows and lies; server and browser are killed with SIGKILL again and again. At the end the
faults stop, everything gets the time to arrive, and phone and server are compared visit by visit, photo by photo.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from PIL import Image
from playwright.sync_api import Error as BrowserError

from app import create_app
from config import read_settings
from extensions import db, transaction
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.files import FileStore
from shopper.models import Assignment, Person, Photo, Visit
from shopper.sessions import open_session
from tests.browser.handset import Handset
from tests.living import ROOT, LivingServer, free_port
from tests.wire import FAULTS, Wire
from tests.world import THEN, World, build_world

HOUSE = ("app.py", "config.py", "extensions.py", "forms", "shopper", "reports", "static", "migrations")

# What the phone does, with its own modules, as one call. `seeds` gives the answers, `photos` the bytes.
_PHONE = """async ({build, assignment, version, answers, photos}) => {
  const from = (name) => import(`/static/${build}/js/${name}.js`);
  const [draft, {sha256}, outbox] = await Promise.all([from('visit/draft'), from('visit/answers'), from('outbox')]);
  const page = {address: '/field/', version, language: 'fi'};
  const {id} = await draft.openDraft({assignment, page});
  for (const [question, value] of answers) {
    await draft.saveAnswer(id, question, {pairs: [['value', value]], value});
  }
  for (const text of photos) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
    const photo = {question: 'photo', sha256: await sha256(bytes), type: 'image/jpeg', taken_at: Date.now()};
    await draft.savePhoto(id, photo, bytes);
  }
  await draft.freeze(id, ['words', 'grt_first', 'photo']);
  outbox.sync({force: true}).catch(() => {});
  return id;
}"""
_SEND = """async (build) => {
  const {sync} = await import(`/static/${build}/js/outbox.js`);
  const {read} = await import(`/static/${build}/js/store.js`);
  await sync({force: true}).catch(() => {});
  return read(['outbox'], ({outbox}) => outbox.count());
}"""
_KEPT = """async (build) => {
  const {read} = await import(`/static/${build}/js/store.js`);
  return read(['drafts', 'outbox', 'receipts'], async ({drafts, outbox, receipts}) => ({
    drafts: (await drafts.all()).map(({id, state, assignment}) => ({id, state, assignment})),
    outbox: (await outbox.all()).map(({id, sha, state, error}) => ({id, sha, state, error})),
    receipts: await receipts.all(),
  }));
}"""


@dataclass
class Outcome:
    """What a run came to. The three lists must be empty."""

    finalised: int = 0
    photos: int = 0
    server_kills: int = 0
    browser_kills: int = 0
    faults: int = 0
    requests: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.damaged)


class Torture:
    """One run: a home with many assignments for Anna, a server, a wire, a phone."""

    def __init__(
        self, folder: Path, seed: int, root: Path = ROOT, faults: tuple[str, ...] = FAULTS, where: str = "/api/",
        rate: float = 0.35,
    ) -> None:  # fmt: skip
        """`faults` come to requests whose path holds `where`, in the share `rate` of them. `root`: whose code runs."""
        self.chance, self.faults, self.outcome = random.Random(seed), faults, Outcome()
        self.where, self.rate = where, rate
        self.home = folder / "home"
        self.home.mkdir()
        self.assignments, self.version, token = _prepare(self.home, 400)
        port = free_port()
        self.wire = Wire(port, self._fault)
        self.server = LivingServer(self.home, port=port, base_port=self.wire.port, root=root)
        self.phone = Handset(folder / "profile", service_workers="block")
        self.token, self.is_calm, self.build = token, True, ""
        self.acknowledged: set[str] = set()

    def run(self, seconds: float, kills: bool = True) -> Outcome:
        """Torture for so long, let everything settle, compare."""
        self.server.start()
        self._open_phone()
        self.is_calm = False
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.assignments:
            self._finish_a_visit()
            if kills and self.chance.random() < 0.15:
                self._kill_server()
            if kills and self.chance.random() < 0.07:
                self._kill_browser()
        self.is_calm = True
        self._settle()
        self._compare()
        self.phone.switch_off()
        self.server.kill()
        self.wire.close()
        return self.outcome

    def _fault(self, method: str, path: str) -> str | None:
        self.outcome.requests += 1
        if self.is_calm or self.where not in path or self.chance.random() > self.rate:
            return None
        self.outcome.faults += 1
        return self.chance.choice(self.faults)

    def _open_phone(self) -> None:
        was_calm, self.is_calm = self.is_calm, True
        self.phone.switch_on()
        self.phone.sign_in_by(self.token, self.server.address)
        page = self.phone.page
        page.goto(f"{self.server.address}/field/")
        source = page.locator("script[type=module][src]").first.get_attribute("src")
        assert source
        self.build = source.split("/static/")[1].split("/")[0]
        page.evaluate(
            "async (build) => { const {refresh} = await import(`/static/${build}/js/assignments.js`);"
            " const {greet} = await import(`/static/${build}/js/session.js`); await greet(); await refresh(); }",
            self.build,
        )
        self.is_calm = was_calm

    def _finish_a_visit(self) -> None:
        photos = [self._photo() for _ in range(self.chance.choice((0, 1, 1, 2, 3)))]
        answers = [["words", "ä" * self.chance.randrange(1, 3000)], ["grt_first", "staff"]]
        content = {"build": self.build, "assignment": self.assignments.pop(), "version": self.version,
                   "answers": answers, "photos": photos}  # fmt: skip
        if self.chance.random() < 0.05:
            # Killed in the middle of writing: whole or not at all.
            self.phone.page.evaluate(f"(content) => {{ globalThis.pending = ({_PHONE})(content); }}", content)
            time.sleep(self.chance.random() * 0.15)
            self._kill_browser()
            return
        try:
            self.acknowledged.add(self.phone.page.evaluate(_PHONE, content))
            self.outcome.photos += len(photos)
        except BrowserError as trouble:
            raise RuntimeError("the phone could not keep a visit") from trouble
        time.sleep(self.chance.random() * 0.3)

    def _photo(self) -> str:
        noise = Image.frombytes("RGB", (64, 48), self.chance.randbytes(64 * 48 * 3))
        target = io.BytesIO()
        noise.resize((320, 240)).save(target, "JPEG", quality=80)
        return base64.b64encode(target.getvalue()).decode()

    def _kill_server(self) -> None:
        self.server.kill()
        self.outcome.server_kills += 1
        time.sleep(self.chance.random() * 0.5)
        self.server.start()

    def _kill_browser(self) -> None:
        self.phone.kill()
        self.outcome.browser_kills += 1
        self._open_phone()

    def _settle(self, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.phone.page.evaluate(_SEND, self.build) == 0:
                return
            time.sleep(0.5)

    def _compare(self) -> None:
        kept = self.phone.page.evaluate(_KEPT, self.build)
        receipts = {receipt["id"]: receipt for receipt in kept["receipts"]}
        finalised = {draft["id"] for draft in kept["drafts"] if draft["state"] != "editing"}
        self.outcome.finalised = len(finalised)
        self.outcome.lost += [f"{visit}: kept once, gone from the phone" for visit in self.acknowledged - finalised]
        app = create_app(read_settings({"DETALJI_HOME": str(self.home)}))
        with app.app_context():
            visits = {str(visit.id): visit for visit in db.session.query(Visit)}
            self.outcome.doubled += [f"{visit}: nobody finished it" for visit in visits.keys() - finalised]
            by_assignment = [visit.assignment_id for visit in visits.values()]
            self.outcome.doubled += [f"{one}: twice" for one in set(by_assignment) if by_assignment.count(one) > 1]
            for visit in sorted(finalised):
                self._compare_one(visit, visits.get(visit), receipts.get(visit))
            files = FileStore(self.home / "files")
            for photo in db.session.query(Photo):
                path = files.path(photo.sha256)
                whole = path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == photo.sha256
                if receipts.get(str(photo.visit_id)) and not whole:
                    self.outcome.damaged.append(f"{photo.sha256}: shown as delivered")
            db.session.remove()
            db.engine.dispose()

    def _compare_one(self, visit: str, row: Visit | None, receipt: dict[str, Any] | None) -> None:
        if receipt is None:
            self.outcome.lost.append(f"{visit}: no receipt after the faults ended")
        elif row is None or row.state == "receiving":
            self.outcome.lost.append(f"{visit}: shown as delivered, not on the server")
        elif receipt.get("sha") != row.sha256 or hashlib.sha256(row.manifest).hexdigest() != row.sha256:
            self.outcome.damaged.append(f"{visit}: the receipt names another text")


def _prepare(home: Path, count: int) -> tuple[list[str], str, str]:
    """An empty home with the world and so many assignments for Anna; gives their ids, the version, her token."""
    app = create_app(read_settings({"DETALJI_HOME": str(home)}))
    with app.app_context():
        db.create_all()
        world: World = build_world()
        made = []
        with transaction():
            for _ in range(count):
                made.append(
                    Assignment(
                        id=uuid4(), wave_id=world.ids["aamu_wave"], store_id=world.ids["lahti"],
                        shopper_id=world.people["anna"], scenario_id=world.ids["aamu_scenario"],
                        version_id=world.ids["aamu_version"], due_on=date(2026, 12, 15), state="accepted",
                        offered_at=THEN, answered_at=THEN,
                    )
                )  # fmt: skip
            db.session.add_all(made)
            ids = [str(assignment.id) for assignment in made]
            token = open_session(db.session.get_one(Person, world.people["anna"]), "torture", clock.now())
        version = db.session.get_one(QuestionnaireVersion, world.ids["aamu_version"]).digest
        db.session.remove()
        db.engine.dispose()
    return ids, version, token


def broken_house(folder: Path, file: str, right: str, wrong: str) -> Path:
    """A copy of the house in which `right` reads `wrong` in one file: what the harness must be able to see."""
    for name in HOUSE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    text = (folder / file).read_text()
    assert right in text, f"{file} no longer holds {right!r}"
    (folder / file).write_text(text.replace(right, wrong))
    return folder


def main() -> int:
    parser = argparse.ArgumentParser(description="Visits under every fault at once, with fixed seeds.")
    parser.add_argument("--seeds", default="7 11 13", help="numbers, separated by spaces")
    parser.add_argument("--seconds", type=float, default=120, help="how long each seed runs")
    options = parser.parse_args()
    is_clean = True
    for seed in map(int, options.seeds.split()):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            outcome = Torture(Path(folder), seed).run(options.seconds)
        print(f"seed {seed}: {outcome}")
        is_clean = is_clean and outcome.is_clean
    print("0 lost, 0 doubled, 0 damaged" if is_clean else "FAILED")
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
