"""One run: a home, a server, a wire, two phones."""

from __future__ import annotations

import random
import threading
import time
from itertools import zip_longest
from pathlib import Path

from tests.living import ROOT, LivingServer, free_port
from tests.torture.compare import compare
from tests.torture.home import ANNA, BENGT, Home, prepare
from tests.torture.outcome import Outcome
from tests.torture.phone import TorturedPhone
from tests.torture.plan import Habits, Plan
from tests.wire import FAULTS, Wire

_PHONES = 2


class Torture:
    """`visits`: how many are finished in all. `root`: whose code runs."""

    def __init__(
        self, folder: Path, seed: int, visits: int, root: Path = ROOT, *, faults: tuple[str, ...] = FAULTS,
        where: str = "/api/", rate: float = 0.25, kills: bool = True, habits: Habits | None = None,
    ) -> None:  # fmt: skip
        """`faults` come to requests whose path holds `where`, in the share `rate` of them."""
        self._chance, self._luck, self._kills = random.Random(seed), random.Random(seed + 1), kills
        self._faults, self._where, self._rate = faults, where, rate
        self.outcome, self._calm, self._counting = Outcome(), threading.Event(), threading.Lock()
        (folder / "home").mkdir()
        each = _shares(visits)
        self._home = prepare(folder / "home", {ANNA: each["shared"] + 2 * each[ANNA], BENGT: 2 * each[BENGT]})
        port = free_port()
        self._wire = Wire(port, self._fault, lambda: self._luck.choice((0.1, 0.2, 0.5, 1, 2)))
        self._server = LivingServer(self._home.folder, port=port, base_port=self._wire.port, root=root)
        together = threading.Barrier(_PHONES, timeout=300)
        self._phones = [
            TorturedPhone(folder / f"phone{number}", self._home, self._server.address,
                          _plan(self._home, each, number, together, habits or Habits()), seed * 10 + number,
                          self._calm)
            for number in range(_PHONES)
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
            if phone.trouble:
                raise RuntimeError(f"a phone could not go on: {phone.trouble}") from phone.trouble
        compare(self._home, self._phones, self.outcome)
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
            self.outcome.faults[fault] = self.outcome.faults.get(fault, 0) + 1
            return fault


def _shares(visits: int) -> dict[str, int]:
    """How many a phone finishes: of Anna's own, of those that the other phone finishes as well, of Bengt's."""
    each = max(3, visits // _PHONES)
    return {"shared": each // 4, BENGT: each // 6, ANNA: each - each // 4 - each // 6}


def _plan(home: Home, each: dict[str, int], number: int, together: threading.Barrier, habits: Habits) -> Plan:
    """The part of phone `number`: the shared ones lie at the same places, so that both meet at them."""
    anna, bengt = home.assignments[ANNA], home.assignments[BENGT]
    shared, own = anna[: each["shared"]], anna[each["shared"] + number * each[ANNA] :][: each[ANNA]]
    pairs = zip_longest(own, shared)
    todo = {ANNA: [one for pair in pairs for one in pair if one], BENGT: bengt[number * each[BENGT] :][: each[BENGT]]}
    return Plan(todo, shared, together, habits)
