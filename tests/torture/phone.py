"""One phone under torture: finishes its visits in a thread of its own, is killed, and remembers what it promised."""

from __future__ import annotations

import base64
import hashlib
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Error as BrowserError

from tests.browser.handset import Handset
from tests.torture.home import ANNA, BENGT, Home
from tests.torture.plan import Plan, Promise, drawn_visit
from tests.torture.scripts import BEGIN, CLOCK, FINISH, GREET, KEPT, SEND

_HOUR_MS = 3_600_000
# Further apart than the hour within which a wait that lies ahead is believed.
_SHIFTS = [_HOUR_MS * hours for hours in (0, 0, 2, -3, 25, -26, 24 * 6, -24 * 9, 24 * 20)]
T = TypeVar("T")


class TorturedPhone(threading.Thread):
    """Runs through its plan, sets `made`, waits for `calm`, settles, and leaves what it holds in `kept`."""

    def __init__(self, folder: Path, home: Home, address: str, plan: Plan, seed: int, calm: threading.Event) -> None:
        super().__init__(daemon=True)
        self._folder, self._home, self._address, self._plan, self._calm = folder, home, address, plan, calm
        self.chance = random.Random(seed)
        self.made = threading.Event()
        self.promised: dict[str, Promise] = {}
        self.kept: dict[str, list[dict[str, Any]]] = {}
        self.kills = self.jumps = self.sign_ins = self.photos = 0
        self.trouble: BaseException | None = None
        self._shift, self._build, self._person, self._begun = 0, "", ANNA, 0

    def run(self) -> None:
        self._phone = Handset(self._folder, service_workers="block")
        try:
            self._open()
            # What the other phone has delivered is not given to this one any more, but what was begun is ended.
            self._phone.page.evaluate(BEGIN, self._batch(self._plan.shared))
            self._plan.together.wait()
            while any(self._plan.todo.values()):
                self._one_batch()
            self.made.set()
            self._calm.wait()
            # Nothing is in the way any more: everything gets the time to arrive.
            self._send_until(0, self._plan.habits.patience)
            self.kept = self._phone.page.evaluate(KEPT, self._build)
        except BaseException as trouble:
            self.trouble = trouble
        finally:
            self.made.set()
            self._phone.switch_off()

    def _one_batch(self) -> None:
        habits = self._plan.habits
        person = BENGT if self._plan.todo[BENGT] and self.chance.random() < habits.other_person else ANNA
        self._sign_in(person if self._plan.todo[person] else BENGT)
        mine = self._plan.todo[self._person]
        visits = [self._begin(mine.pop(0)) for _ in range(min(habits.batch, len(mine)))]
        if self.chance.random() < habits.clock:
            self._move_clock()
        if self.chance.random() < habits.kill_while_writing:
            self._finish_and_die(visits)
        self._finish(visits)
        if self.chance.random() < habits.kill:
            time.sleep(self.chance.random() * 0.5)
            self._kill()
        # Most of it is to travel while the wire is bad.
        self._send_until(habits.backlog, min(30, habits.patience))

    def _begin(self, assignment: str) -> dict[str, Any]:
        self._begun += 1
        return drawn_visit(assignment, self._begun % 5, self.chance)

    def _finish(self, visits: list[dict[str, Any]]) -> None:
        """The phone says that these are in its outbox; from here on it is held to that."""
        for id_, visit in zip(self._phone.page.evaluate(FINISH, self._batch(visits)), visits, strict=True):
            digests = [hashlib.sha256(base64.b64decode(photo)).hexdigest() for photo in visit["photos"]]
            owner = self._home.owners[self._person]
            self.promised[id_] = Promise(owner, visit["assignment"], visit["answers"][0][1], digests)
            self.photos += len(digests)

    def _finish_and_die(self, visits: list[dict[str, Any]]) -> None:
        """Killed in the middle of writing: each visit is whole, or taken up again where it stood."""
        self._phone.page.evaluate(f"(content) => {{ globalThis.pending = ({FINISH})(content); }}", self._batch(visits))
        time.sleep(self.chance.random() * 0.3)
        self._kill()

    def _batch(self, visits: list[Any]) -> dict[str, Any]:
        page = {"address": "/field/", "version": self._home.version, "language": "fi"}
        return {"build": self._build, "page": page, "visits": visits}

    def _kill(self) -> None:
        self._phone.kill()
        self.kills += 1
        self._open()

    def _open(self) -> None:
        self._phone.switch_on()
        self._phone.context.add_init_script(CLOCK % self._shift)
        self._phone.sign_in_by(self._home.tokens[self._person], self._address)
        _until_done(self._start)

    def _start(self) -> bool:
        """Whether the list came, with the scripts, and the phone knows who is signed in and what there is to do."""
        self._phone.page.goto(f"{self._address}/field/")
        source = self._phone.page.locator("script[type=module][src]").first.get_attribute("src", timeout=2000) or ""
        self._build = source.split("/static/")[1].split("/")[0]
        return bool(self._phone.page.evaluate(GREET, self._build) == self._home.owners[self._person])

    def _sign_in(self, person: str) -> None:
        if person == self._person:
            return
        self._person = person
        self.sign_ins += person == BENGT
        self._phone.sign_in_by(self._home.tokens[person], self._address)
        # A new page, as after signing in: what the old one had asked in the other's name is never heard.
        _until_done(self._start)

    def _move_clock(self) -> None:
        self._shift = self.chance.choice([shift for shift in _SHIFTS if shift != self._shift])
        self._phone.page.evaluate("(ms) => moveClock(ms)", self._shift)
        self.jumps += 1

    def _send_until(self, most: int, seconds: float) -> None:
        """Try again until no more than `most` visits wait, or the time is over."""
        end = time.monotonic() + seconds
        while self._phone.page.evaluate(SEND, self._build) > most and time.monotonic() < end:
            time.sleep(0.2)


def _until_done(work: Callable[[], T], seconds: float = 180) -> T:
    """What `work` gives, tried again while it fails or gives nothing: a server may be dead just now."""
    end = time.monotonic() + seconds
    while True:
        try:
            if found := work():
                return found
        except BrowserError:
            if time.monotonic() > end:
                raise
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.1)
