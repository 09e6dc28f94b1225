"""What the samples come out as without the quicker parts, remembered from one start of the process to the next.

It holds for the same code, engine and libraries. Should anything else have changed what comes out (a font, say), the
quicker parts differ from what is remembered, and the samples are printed plainly again."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

_CODE = Path(__file__).resolve().parent.parent
_ENGINE = (
    "weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "pyphen", "fonttools", "pillow", "jinja2", "cffi",
)  # fmt: skip


def digest(content: bytes) -> str:
    """A print in short."""
    return sha256(content).hexdigest()


def printed_apart(prints: Iterable[Callable[[], bytes]]) -> list[str]:
    """The digests of prints, made in a child process: whatever they load and leave behind goes with it. None where it
    did not come to its end."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(tell, json.dumps([digest(one()) for one in prints]).encode())
        finally:
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as answer:
        found = answer.read()
    os.waitpid(child, 0)
    return list(json.loads(found or b"[]"))


def recalled(file: Path | None) -> list[str]:
    """The digests of the plain samples in these circumstances; none where they are not known."""
    if file is None:
        return []
    now = circumstances()  # Told before anything is printed: a print may load further libraries.
    try:
        kept = json.loads(file.read_text(encoding="ascii"))
        return list(kept["plain"]) if kept["circumstances"] == now else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def keep(file: Path | None, plain: Sequence[str]) -> None:
    """Remember them, where there is a place for it."""
    if file is None:
        return
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps({"circumstances": circumstances(), "plain": list(plain)}), encoding="ascii")
        part.replace(file)


@cache
def circumstances() -> str:
    """All that decides about what comes out, as far as it can be told without printing, in short."""
    told = sha256()
    for part in (sys.version, *(f"{name} {version(name)}" for name in _ENGINE), *_libraries()):
        told.update(part.encode())
    for file in sorted(file for file in _CODE.rglob("*") if file.is_file() and "__pycache__" not in file.parts):
        told.update(file.relative_to(_CODE).as_posix().encode())
        told.update(file.read_bytes())
    return told.hexdigest()


def _libraries() -> list[str]:
    """The libraries of this process, Pango and its friends among them, by size and age."""
    mapped = (line.split(maxsplit=5)[-1].strip() for line in Path("/proc/self/maps").read_text().splitlines())
    files = sorted({name for name in mapped if ".so" in Path(name).name})
    return [f"{name} {found.st_size} {found.st_mtime_ns}" for name in files for found in [Path(name).stat()]]
