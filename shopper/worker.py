"""The process that does slow work: claims jobs one at a time, keeps their leases alive, records what came of them.

The engine behind the rows has two calls: `ring(job_id)` says that something may be ready, `run_forever()` does the
work. Losing a ring loses nothing: the rows are looked at anyway, every second.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from flask import Flask

from extensions import db
from shopper import clock
from shopper.housekeeping import tidy
from shopper.jobs import LEASE, GiveUp, JobLost, NotYet, TryAgain, claim, extend, finish, give_up, put_off, wait
from shopper.letters import settings
from shopper.models import Job
from shopper.photos import file_store
from shopper.soundness import check_files, is_night

_CHORES_EVERY_S = 3600.0
Handler = Callable[[Job], Callable[[], None]]
_log = logging.getLogger("detalji.worker")


class Engine(Protocol):
    """What stands behind the job rows; another one (a distributed queue) needs only these two calls."""

    def ring(self, job_id: UUID) -> None: ...

    def run_forever(self) -> None: ...


class EmbeddedEngine:
    """A loop in a process of its own, over the rows of our own database."""

    def __init__(self, app: Flask, pause_s: float = 1.0) -> None:
        self.app, self.pause_s = app, pause_s
        self.name = f"{socket.gethostname()}-{os.getpid()}"
        self._bell = threading.Event()
        self._stopped = False

    def ring(self, job_id: UUID) -> None:
        """Something may be ready: look now instead of after the pause."""
        self._bell.set()

    def stop(self, *signals: Any) -> None:
        """Finish the job in hand, then come back from `run_forever`."""
        self._stopped = True
        self._bell.set()

    def run_forever(self) -> None:
        """Work until `stop`, which SIGTERM and SIGINT call."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)
        chores_at = 0.0
        while not self._stopped:
            if time.monotonic() >= chores_at:
                self._do_chores()
                chores_at = time.monotonic() + _CHORES_EVERY_S
            if not self.run_once():
                self._bell.wait(self.pause_s)
                self._bell.clear()

    def run_until_empty(self) -> int:
        """Do all that is ready now; gives how many jobs were tried."""
        tried = 0
        while not self._stopped and self.run_once():
            tried += 1
        return tried

    def run_once(self) -> bool:
        """Do one job; False when none is ready. Trouble with the database itself is logged and waited out."""
        with self.app.app_context():
            try:
                job = claim(self.name, clock.now(), self.app.extensions["bulk_jobs"])
                if job is not None:
                    self._do(job)
                return job is not None
            except Exception:
                _log.exception("the worker could not look at its jobs")
                db.session.rollback()
                time.sleep(self.pause_s)
                return False

    def _do_chores(self) -> None:
        with self.app.app_context():
            try:
                tidy(file_store(), settings().home / "tmp", clock.now())
                if is_night(clock.now()):
                    check_files(file_store())
            except Exception:
                _log.exception("the hourly chores failed; they come again")
                db.session.rollback()

    def _do(self, job: Job) -> None:
        job_id, tries, kind = job.id, job.tries, job.kind
        handler: Handler | None = self.app.extensions["jobs"].get(kind)
        try:
            if handler is None:
                raise GiveUp(f"no handler for jobs of kind {kind!r}")
            with _Heartbeat(self.app, job_id, tries):
                effect = handler(job)
            finish(job_id, tries, clock.now(), effect)
        except JobLost:
            _log.warning("job %s (%s): another worker took over", job_id, kind)
        except GiveUp as reason:
            _log.error("job %s (%s) set aside: %s", job_id, kind, reason)
            give_up(job_id, tries, str(reason))
        except NotYet as lacking:
            _log.info("job %s (%s) waits: %s", job_id, kind, lacking)
            wait(job_id, tries, clock.now(), str(lacking), lacking.seconds)
        except TryAgain as later:
            state = put_off(job_id, tries, clock.now(), str(later), later.run_at)
            _log.warning("job %s (%s) %s after try %d: %s", job_id, kind, state, tries, later)
        except Exception as trouble:
            db.session.rollback()
            state = put_off(job_id, tries, clock.now(), f"{type(trouble).__name__}: {trouble}")
            _log.warning("job %s (%s) %s after try %d: %s", job_id, kind, state, tries, trouble)


class _Heartbeat:
    """Moves the lease of a job while the block runs."""

    def __init__(self, app: Flask, job_id: UUID, tries: int) -> None:
        self._app, self._job_id, self._tries = app, job_id, tries
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *trouble: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(LEASE.total_seconds() / 3):
            try:
                with self._app.app_context():
                    extend(self._job_id, self._tries, clock.now())
            except Exception:
                _log.warning("the lease of job %s could not be extended", self._job_id)
