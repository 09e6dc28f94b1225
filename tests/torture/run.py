"""One run: a home, a server, a wire, two phones."""

from __future__ import annotations

import random
import threading
import time
from itertools import zip_longest
from pathlib import Path

from tests.living import LivingServer, free_port
from tests.nursery import ROOT
from tests.torture.compare import compare
from tests.torture.home import ANNA, BENGT, Home, prepare
from tests.torture.outcome import Outcome
from tests.torture.phone import TorturedPhone
from tests.torture.plan import PHONES, Habits, Joint, Plan, Work
from tests.wire import FAULTS, Wire

_WAITS = (0.1, 0.2, 0.5, 1, 2)
# A held request or answer puts the sample of a clock wrong by half as much, on each phone; a busy machine adds to it.
_BLUR_MS = 5000


class Torture:
    """`visits`: how many are finished in all, or which. `root`: whose code runs."""

    def __init__(
        self, folder: Path, seed: int, visits: int | Work, root: Path = ROOT, *, faults: tuple[str, ...] = FAULTS,
        where: str = "/api/", rate: float = 0.25, kills: bool = True, habits: Habits | None = None,
    ) -> None:  # fmt: skip
        """`faults` come to requests whose path holds `where`, in the share `rate` of them."""
        self._chance, self._luck, self._kills = random.Random(seed), random.Random(seed + 1), kills
        self._faults, self._where, self._rate = faults, where, rate
        self.outcome, self._calm, self._counting = Outcome(), threading.Event(), threading.Lock()
        (folder / "home").mkdir()
        work = visits if isinstance(visits, Work) else Work.of(visits)
        self._home = prepare(folder / "home", {ANNA: work.joint + work.shared + PHONES * work.own,
                                               BENGT: PHONES * work.bengts})  # fmt: skip
        self._joint = _joint(self._home, work)
        port = free_port()
        self._wire = Wire(port, self._fault, lambda: self._luck.choice(_WAITS))
        self._server = LivingServer(self._home.folder, port=port, base_port=self._wire.port, root=root)
        together = threading.Barrier(PHONES, timeout=300)
        self._phones = [
            TorturedPhone(folder / f"phone{number}", self._home, self._server.address,
                          Plan(number, _todo(self._home, work, number), _shared(self._home, work), self._joint,
                               together, habits or Habits()), seed * 10 + number, self._calm)
            for number in range(PHONES)
        ]  # fmt: skip

    def run(self) -> Outcome:
        """Torture until every visit is finished, let everything settle, compare."""
        began = time.monotonic()
        self._server.start()
        try:
            for phone in self._phones:
                phone.start()
            self._disturb()
            self._calm.set()
            for phone in self._phones:
                phone.join()
        finally:
            self._calm.set()
            self._server.kill()
            self._wire.close()
        for phone in self._phones:
            if phone.trouble and not isinstance(phone.trouble, threading.BrokenBarrierError):
                raise RuntimeError(f"a phone could not go on: {phone.trouble}") from phone.trouble
        is_held = any("delay" in fault for fault in self._faults)
        compare(self._home, self._phones, self._joint, _BLUR_MS if is_held else 500, self.outcome)
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    def _disturb(self) -> None:
        """Kill the server again and again until the phones have made their visits."""
        while not self._is_made():
            # Counted in requests, so that a slow machine gets as far between two kills as a quick one.
            enough = self.outcome.requests + self._chance.randrange(5, 80)
            while self.outcome.requests < enough and not self._is_made():
                time.sleep(0.02)
            if self._kills:
                self._kill_server()

    def _is_made(self) -> bool:
        return all(phone.made.is_set() for phone in self._phones)

    def _kill_server(self) -> None:
        """Mostly the processes that serve, which are back at once; at times all, which is dead for a while."""
        self.outcome.server_kills += 1
        if self._chance.random() < 0.85:
            return self._server.kill_serving()
        self._server.kill()
        time.sleep(self._chance.random() * 0.5)
        self._server.start()

    def _fault(self, method: str, path: str) -> str | None:
        with self._counting:
            self.outcome.requests += 1
            if self._calm.is_set() or self._where not in path or self._luck.random() > self._rate:
                return None
            fault = self._luck.choice(self._faults)
            self.outcome.faults[fault] += 1
            return fault


def _joint(home: Home, work: Work) -> list[Joint]:
    """The first of Anna's; each phone begins every second one, and finishes every second one of these."""
    first = enumerate(home.assignments[ANNA][: work.joint])
    return [Joint(one, n % 2, n // 2 % 2, n % 3 == 0) for n, one in first]


def _shared(home: Home, work: Work) -> list[str]:
    return home.assignments[ANNA][work.joint :][: work.shared]


def _todo(home: Home, work: Work, number: int) -> dict[str, list[str]]:
    """What phone `number` finishes: the shared ones lie at the same places, so that both meet at them."""
    own = home.assignments[ANNA][work.joint + work.shared + number * work.own :][: work.own]
    pairs = zip_longest(own, _shared(home, work))
    bengts = home.assignments[BENGT][number * work.bengts :][: work.bengts]
    return {ANNA: [one for pair in pairs for one in pair if one], BENGT: bengts}
