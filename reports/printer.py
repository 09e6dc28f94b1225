"""The worker's hand on the printing process: start it, give it reports, start it anew when it dies."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, cast

from reports.wire import WALL_SECONDS, receive, send

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
_KEPT_SETTINGS = (
    "PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "DETALJI_PLAIN_PRINTING",
)  # fmt: skip


class PrintFailed(RuntimeError):
    """This report could not be printed; the message says why. The next one can be tried at once."""


class PrinterMissing(RuntimeError):
    """Nothing can be printed on this machine: the layout engine (Pango and its friends) cannot be loaded."""


class Printer:
    """Prints reports one at a time, in a process of its own. A context manager; not for several threads.

    The process starts with the first report (or with `start()`), so a worker without work costs nothing."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Printer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the process unless it runs; raises PrinterMissing when the engine cannot be loaded."""
        if self._process and self._process.poll() is None:
            return
        self.stop()
        command = [sys.executable, "-m", "reports.zygote"]
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        answer = self._answer(START_SECONDS)
        if not answer or not answer.get("ready"):
            self.stop()
            raise PrinterMissing(str((answer or {}).get("reason") or "the printing process did not start"))

    def stop(self) -> None:
        """End the process and every child it may have left."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def print(
        self, data: dict[str, Any], pictures: dict[str, bytes], out_path: Path | str, document: str = "store_report"
    ) -> None:
        """Print the plain data of a document with its pictures (JPEG, PNG) by key into `out_path`, whole or not at all.

        Raises PrintFailed (this report) or PrinterMissing (this machine)."""
        out = Path(out_path).absolute()
        self.start()
        with tempfile.TemporaryDirectory(prefix="print-") as name:
            folder = Path(name)
            _lay_out(folder, data, pictures)
            part = out.with_name(f".{out.name}.{os.getpid()}.part")
            try:
                self._ask(folder, part, document, _look(data))
                part.replace(out)
            finally:
                part.unlink(missing_ok=True)

    def _ask(self, folder: Path, part: Path, document: str, look: dict[str, Any]) -> None:
        process = cast("subprocess.Popen[bytes]", self._process)
        try:
            job = {"folder": str(folder), "out": str(part), "document": document, "look": look}
            send(cast(BinaryIO, process.stdin), job)
            answer = self._answer(WALL_SECONDS + 15)
        except OSError:
            answer = None
        if answer is None:
            self.stop()
            raise PrintFailed("the printing process ended before the report was ready")
        if not answer.get("ok"):
            raise PrintFailed(str(answer.get("reason")))

    def _answer(self, seconds: float) -> dict[str, Any] | None:
        pipe = cast(BinaryIO, cast("subprocess.Popen[bytes]", self._process).stdout)
        ready = select.select([pipe], [], [], seconds)[0]
        return receive(pipe) if ready else None


def _look(data: dict[str, Any]) -> dict[str, Any]:
    """All that documents of a chain look alike by; what is not there, the child will miss."""
    brand = data.get("brand") or {}
    return {
        "language": data.get("language"),
        "brand": {name: brand[name] for name in ("main_colour", "accent_colour", "typeface", "tone") if name in brand},
    }


def _lay_out(folder: Path, data: dict[str, Any], pictures: dict[str, bytes]) -> None:
    names = {key: f"picture-{number}" for number, key in enumerate(pictures)}
    for key, content in pictures.items():
        (folder / names[key]).write_bytes(content)
    (folder / "pictures.json").write_text(json.dumps(names), encoding="ascii")
    (folder / "data.json").write_text(json.dumps(data), encoding="ascii")


def _environment() -> dict[str, str]:
    """What the printing process needs of our settings; secrets are none of its business."""
    kept = {name: os.environ[name] for name in _KEPT_SETTINGS if name in os.environ}
    if home := os.environ.get("DETALJI_HOME"):
        kept["DETALJI_HOME"] = str(Path(home).absolute())
    return {"LANG": "C.UTF-8", **kept, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
