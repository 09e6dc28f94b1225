"""A phone that is opened, killed, signed into, and whose clock is moved; it counts what befell it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Error as BrowserError

from tests.browser.handset import Handset
from tests.torture.home import ANNA, BENGT, Home
from tests.torture.plan import HOUR_MS
from tests.torture.scripts import CLOCK, GREET, SEND

# Further apart than the hour within which a wait that lies ahead is believed.
_SHIFTS = [HOUR_MS * hours for hours in (0, 0, 2, -3, 25, -26, 24 * 6, -24 * 9, 24 * 20)]
T = TypeVar("T")


class Device:
    """`kills`, `jumps` (of the clock, in the middle of a visit) and `sign_ins` (of another person) so far."""

    def __init__(self, folder: Path, home: Home, address: str, chance: random.Random) -> None:
        self.home, self.address, self.chance = home, address, chance
        self.person, self.build = ANNA, ""
        self.kills = self.jumps = self.sign_ins = 0
        self._shift = 0
        self._handset = Handset(folder, service_workers="block")

    def open(self) -> None:
        self._handset.switch_on()
        self._handset.context.add_init_script(CLOCK % self._shift)
        self._handset.sign_in_by(self.home.tokens[self.person], self.address)
        self.start()

    def start(self) -> None:
        """Show the list until it came with its scripts and the phone knows who is signed in and what is to be done."""
        until_done(self._start)

    def _start(self) -> bool:
        self.go("/field/")
        source = self._handset.page.locator("script[type=module][src]").first.get_attribute("src", timeout=2000) or ""
        self.build = source.split("/static/")[1].split("/")[0]
        return bool(self.run(GREET, self.build) == self.home.owners[self.person])

    def go(self, path: str) -> None:
        self._handset.page.goto(f"{self.address}{path}")

    def run(self, script: str, content: Any) -> Any:
        return self._handset.page.evaluate(script, content)

    def wait_for(self, what: str, seconds: float) -> None:
        self._handset.page.wait_for_function(what, timeout=seconds * 1000)

    def stored(self, shelf: str) -> list[Any]:
        return self._handset.stored(shelf)

    def run_and_die(self, script: str, content: Any) -> None:
        """Killed in the middle of it."""
        self.run(f"(content) => {{ globalThis.pending = ({script})(content); }}", content)
        time.sleep(self.chance.random() * 0.3)
        self.kill()

    def kill(self) -> None:
        self._handset.kill()
        self.kills += 1
        self.open()

    def switch_off(self) -> None:
        self._handset.switch_off()

    def sign_in(self, person: str) -> None:
        if person == self.person:
            return
        self.person = person
        self.sign_ins += person == BENGT
        self._handset.sign_in_by(self.home.tokens[person], self.address)
        # A new page, as after signing in: what the old one had asked in the other's name is never heard.
        self.start()

    def drawn_jump(self) -> int:
        """Where the clock stands from now on (ms beside the true time); who asks moves it in the page."""
        self._shift = self.chance.choice([shift for shift in _SHIFTS if shift != self._shift])
        self._handset.context.add_init_script(CLOCK % self._shift)
        self.jumps += 1
        return self._shift

    def send_until(self, most: int, seconds: float) -> None:
        """Try again until no more than `most` visits wait, or the time is over."""
        end = time.monotonic() + seconds
        self.run(SEND, self.build)
        while len(self.stored("outbox")) > most and time.monotonic() < end:
            time.sleep(0.2)
            self.run(SEND, self.build)


def until_done(work: Callable[[], T], seconds: float = 180) -> T:
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
