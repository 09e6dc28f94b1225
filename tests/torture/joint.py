"""One phone's part in the drafts that both phones write: through the visit's own page and the copy at the office."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.torture.device import Device, until_done
from tests.torture.home import ANNA
from tests.torture.joint_scripts import CLOSE, STANDING, TELL, WRITE
from tests.torture.plan import PHONES, Joint, Plan, Promise, drawn_photo

_OPEN = """() => location.hash.includes('v=') &&
  !(document.querySelector('#all').disabled && document.querySelector('#outcome').hidden)"""
_STEPS = 2
_MOST_PHOTOS = 4
_TELL_MS = 2500


@dataclass(frozen=True)
class Given:
    """What a phone said it keeps of a draft: a text of a question, or a photo's digest; `at`: when, truly (ms).

    `is_timed`: the office was told in the same life of the page. What is told in a later one may have been given by a
    clock that was moved since, which nobody can know any more.
    """

    question: str
    what: str
    at: float
    phone: int
    is_timed: bool


class JointWork:
    """`ids`: the draft of each assignment. By its id: `given`, what was given to it here; `standing`, how it stands
    here at the end; `promised`, what was finished here."""

    def __init__(self, device: Device, plan: Plan) -> None:
        self._device, self._plan = device, plan
        self.ids: dict[str, str] = {}
        self.given: dict[str, list[Given]] = {}
        self.standing: dict[str, dict[str, Any]] = {}
        self.promised: dict[str, Promise] = {}
        self._pages: dict[str, str] = {}
        self._count = 0
        self._steps = self._planned()

    def _planned(self) -> list[Callable[[], None]]:
        early = [one for one in self._plan.joint if one.finishes == self._plan.number and not one.is_late]
        writing = [partial(self._write, one) for _ in range(_STEPS) for one in self._plan.joint]
        return [*writing, *(partial(self._finish, one) for one in early)]

    def begin(self) -> None:
        """Begin what falls to this phone, until the office knows of it."""
        for one in self._plan.joint:
            if one.begins == self._plan.number:
                self._write(one)
                self._tell(one)

    def one_step(self) -> bool:
        """The next thing to be done while the faults last; gives whether there was one."""
        if not self._steps:
            return False
        self._device.sign_in(ANNA)
        self._steps.pop(0)()
        return True

    def settle(self) -> None:
        """The faults have ended: both tell all, what is late is finished, both hear how it ended."""
        for one in self._plan.joint:
            if one.is_late:
                self._tell(one)
        self._plan.together.wait()
        for one in self._plan.joint:
            if one.is_late and one.finishes == self._plan.number:
                self._tell(one, hear=2)
                self._finish(one)
        self._device.send_until(0, self._plan.habits.patience)
        self._plan.together.wait()
        for one in self._plan.joint:
            self._tell(one, hear=2)
            self.standing[self.ids[one.assignment]] = self._device.run(STANDING, self._named(one))

    def _write(self, one: Joint) -> None:
        """Two answers and at times a photo; at times the clock jumps in between, at times the browser is killed."""
        habits, chance = self._plan.habits, self._device.chance
        self._show(one)
        self._count += 1
        mark = f"{self._plan.number}{self._count:05}"
        given = self.given.setdefault(self.ids[one.assignment], [])
        # Of two phones no more than the question takes.
        is_free = sum(each.question == "photo" for each in given) < _MOST_PHOTOS // PHONES
        photo = {"name": f"{mark}.jpg", "text": drawn_photo(chance)} if is_free else None
        jump = self._device.drawn_jump() if chance.random() < habits.clock else None
        answers = [["words", "words-value", f"{one.assignment} {mark}"], ["grt_t", "grt_t-minutes", mark]]
        content = {"answers": answers, "photo": photo, "jump": jump}
        if chance.random() < habits.kill_while_writing:
            self._device.run_and_die(WRITE, self._named(one) | content)
            self._show(one)
        kept = self._device.run(WRITE, self._named(one) | content)
        is_killed = chance.random() < habits.kill
        if is_killed:
            self._device.kill()
        is_told = not is_killed and self._device.run(TELL, self._named(one) | {"hear": 0})
        given += [Given(question, what, at, self._plan.number, is_told) for question, what, at in kept]

    def _finish(self, one: Joint) -> None:
        self._show(one)
        if self._device.chance.random() < self._plan.habits.kill_while_writing:
            self._device.run_and_die(CLOSE, self._named(one))
            self._show(one)
        words, photos = self._device.run(CLOSE, self._named(one))
        owner = self._device.home.owners[ANNA]
        self.promised[self.ids[one.assignment]] = Promise(owner, one.assignment, words, photos)

    def _tell(self, one: Joint, hear: int = 0) -> None:
        """Until the office knows all that was given here, and has answered so often to this page."""

        def is_told() -> bool:
            self._show(one)
            return bool(self._device.run(TELL, self._named(one) | {"hear": hear}))

        until_done(is_told)

    def _show(self, one: Joint) -> None:
        until_done(lambda: self._is_shown(one))

    def _is_shown(self, one: Joint) -> bool:
        """A page of its own each time, as after a tap on the list."""
        known = self.ids.get(one.assignment)
        if one.assignment not in self._pages:
            self._pages |= {row["id"]: row["page"] for row in self._device.stored("assignments")}
        draft = f"&v={known}" if known else ""
        self._device.go(f"{self._pages[one.assignment]}?{time.monotonic()}#a={one.assignment}{draft}")
        self._device.wait_for(_OPEN, 5)
        self.ids[one.assignment] = self._device.run("() => location.hash", None).split("v=")[1]
        return True

    def _named(self, one: Joint) -> dict[str, Any]:
        return {"build": self._device.build, "id": self.ids[one.assignment], "patience": _TELL_MS}

