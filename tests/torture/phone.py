"""One phone under torture: finishes its visits in a thread of its own, is killed, and remembers what it promised."""

from __future__ import annotations

import base64
import hashlib
import random
import threading
import time
from pathlib import Path
from typing import Any

from tests.torture.device import Device
from tests.torture.home import ANNA, BENGT, Home
from tests.torture.joint import JointWork
from tests.torture.plan import Plan, Promise, drawn_visit
from tests.torture.scripts import BEGIN, FINISH


class TorturedPhone(threading.Thread):
    """Runs through its plan, sets `made`, waits for `calm`, settles, and leaves what it holds in `kept`, by shelf."""

    def __init__(self, folder: Path, home: Home, address: str, plan: Plan, seed: int, calm: threading.Event) -> None:
        super().__init__(daemon=True)
        self._home, self._plan, self._calm = home, plan, calm
        self.chance = random.Random(seed)
        self.device = Device(folder, home, address, self.chance)
        self.joint = JointWork(self.device, plan)
        self.made = threading.Event()
        self.promised: dict[str, Promise] = {}
        self.kept: dict[str, list[dict[str, Any]]] = {}
        self.trouble: BaseException | None = None
        self._begun = 0

    def run(self) -> None:
        try:
            self.device.open()
            self._work()
            self.made.set()
            self._calm.wait()
            self._settle()
        except BaseException as trouble:
            self.trouble = trouble
            self._plan.together.abort()
        finally:
            self.made.set()
            self.device.switch_off()

    def _work(self) -> None:
        # What the other phone has delivered is not given to this one any more, but what was begun is ended.
        self.device.run(BEGIN, self._batch(self._plan.shared))
        self.joint.begin()
        self._plan.together.wait()
        # Each now hears of what the other began.
        self.device.start()
        while any(self._plan.todo.values()):
            self._one_batch()
            self.joint.one_step()
        while self.joint.one_step():
            pass

    def _settle(self) -> None:
        """Nothing is in the way any more: everything gets the time to arrive."""
        self.device.sign_in(ANNA)
        self.device.send_until(0, self._plan.habits.patience)
        self.joint.settle()
        self.promised |= self.joint.promised
        self.kept = {shelf: self.device.stored(shelf) for shelf in ("drafts", "outbox", "receipts")}

    def _one_batch(self) -> None:
        habits = self._plan.habits
        person = BENGT if self._plan.todo[BENGT] and self.chance.random() < habits.other_person else ANNA
        self.device.sign_in(person if self._plan.todo[person] else BENGT)
        mine = self._plan.todo[self.device.person]
        visits = [self._begin(mine.pop(0)) for _ in range(min(habits.batch, len(mine)))]
        if self.chance.random() < habits.kill_while_writing:
            self.device.run_and_die(FINISH, self._batch(visits))
        self._finish(visits)
        if self.chance.random() < habits.kill:
            time.sleep(self.chance.random() * 0.5)
            self.device.kill()
        # Most of it is to travel while the wire is bad.
        self.device.send_until(habits.backlog, min(30, habits.patience))

    def _begin(self, assignment: str) -> dict[str, Any]:
        self._begun += 1
        jump = self.device.drawn_jump() if self.chance.random() < self._plan.habits.clock else None
        return drawn_visit(assignment, self._begun % 5, jump, self.chance)

    def _finish(self, visits: list[dict[str, Any]]) -> None:
        """The phone says that these are in its outbox; from here on it is held to that."""
        for id_, visit in zip(self.device.run(FINISH, self._batch(visits)), visits, strict=True):
            digests = [hashlib.sha256(base64.b64decode(photo)).hexdigest() for photo in visit["photos"]]
            owner = self._home.owners[self.device.person]
            self.promised[id_] = Promise(owner, visit["assignment"], visit["answers"][0][1], digests)

    def _batch(self, visits: list[Any]) -> dict[str, Any]:
        page = {"address": "/field/", "version": self._home.version, "language": "fi"}
        return {"build": self.device.build, "page": page, "visits": visits}
