"""The faces of a report for browsers: the letters that reports are made of, each face a WOFF2 file of 15 to 33 kB.

A file is made when it is first asked for, by a process of its own, and kept under a name that is the digest of what it
was made of: the font file, the letters and options, the maker's version. So what a name stands for never changes.
"""

from __future__ import annotations

import hashlib
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from reports.typefaces import font_file
from shopper.branding import TYPEFACES
from shopper.files import FileStore

# Latin with the accents of Finnish, Swedish, Estonian, German, French and the Sami languages, accents that stand by
# themselves, dashes, quotes and spaces, currencies, fractions, arrows, signs of counting, and the marks that pages use.
LETTERS = (
    "20-7E,A0-17F,1B7,1E4-1E9,1EE-1EF,218-21B,292,2B9,2BC,2C8,300-30C,1E9E,2009-200B,2010-2015,2018-201E,2020-2022,"
    "2026,202F,2030,2032,2033,2039,203A,2044,2060,20AC,2122,2190-2199,2212,221A,221E,2248,2260,2264,2265,25A0,25A1,"
    "25B2,25B8,25BC-25BE,25C6,25CB,25CF,2605,2606,2713,2715,2717,FFFD"
)
# What is set without being asked for, as on paper, and figures of one width.
_FEATURES = "kern,liga,calt,ccmp,locl,mark,mkmk,tnum"
_OPTIONS = (
    f"--unicodes={LETTERS}", f"--layout-features={_FEATURES}", "--no-hinting", "--notdef-outline",
    # Who made it and under which licence stays; its name goes, for some licences reserve it for the whole font.
    "--name-IDs=0,1,2,3,4,5,6,7,8,9,11,13,14", "--obfuscate-names", "--flavor=woff2",
)  # fmt: skip
_PATIENCE_S = 60
# The weights of a page (static/css/screens/hq*.css): of figures and headings, of sentences.
WEIGHTS = ((400, 600, 700, 800), (400,))

_making = threading.Lock()
_broken: set[str] = set()


@dataclass(frozen=True, slots=True)
class Face:
    """A face of a page: for which weights it stands, and the name of its file (64 hexadecimal digits)."""

    family: str
    lightest: int
    heaviest: int
    name: str


def faces_of(typeface: str) -> list[Face]:
    """The faces of pages in this typeface, by its name in TYPEFACES; those that this machine lacks are left out."""
    found = []
    for family, weights in zip(TYPEFACES[typeface], WEIGHTS, strict=True):
        for file, group in groupby(weights, lambda weight, family=family: font_file(family, weight)):  # type: ignore[misc]
            same, name = tuple(group), _name_of(file) if file else None
            if name:
                found.append(Face(family, same[0], same[-1], name))
    return found


def web_font(store: FileStore, name: str) -> Path | None:
    """The file with this name out of `store`, made now where it lacks; None where no face has the name or its font is
    broken. Two processes that make the same one at once write the same."""
    if store.has(name):
        return store.path(name)
    source = _sources().get(name)
    if source is None or name in _broken:
        return None
    with _making:
        if not store.has(name):
            _make(store, source, name)
    return store.path(name) if store.has(name) else None


def _sources() -> dict[str, Path]:
    pairs = {(family, weight) for pair in TYPEFACES.values() for family, weights in zip(pair, WEIGHTS, strict=True)
             for weight in weights}  # fmt: skip
    files = {file for family, weight in pairs if (file := font_file(family, weight))}
    return {name: file for file in files if (name := _name_of(file))}


def _make(store: FileStore, source: Path, name: str) -> None:
    """A page without its face is a page all the same: what fails is told in the log."""
    try:
        with store.receiving() as target:
            options = (*_options_for(source.read_bytes()), f"--output-file={target.name}")
            command = [sys.executable, "-m", "fontTools.subset", str(source), *options]
            subprocess.run(command, capture_output=True, timeout=_PATIENCE_S, check=True)
        store.keep(Path(target.name), name)
    except subprocess.SubprocessError as reason:
        # The name is of this very content: trying again would end the same way.
        _broken.add(name)
        logging.getLogger(__name__).warning("No face for pages could be made of %s: %s", source, reason)
    except OSError as reason:
        logging.getLogger(__name__).warning("No face for pages could be kept in %s: %s", store.folder, reason)


def _name_of(file: Path) -> str | None:
    try:
        found = file.stat()
        return _digest(file, found.st_mtime_ns, found.st_size)
    except OSError:
        return None


@lru_cache(maxsize=64)
def _digest(file: Path, changed_ns: int, size: int) -> str:
    """`changed_ns` and `size` have the file read again after it was changed."""
    content = file.read_bytes()
    made_of = (hashlib.sha256(content).hexdigest(), version("fonttools"), *_options_for(content))
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()


def _options_for(font: bytes) -> tuple[str, ...]:
    """A font that pairs its letters in the old table alone keeps that: Open Sans. Beside the new one it is weight."""
    return _OPTIONS if b"kern" in _table(font, b"GPOS") else (*_OPTIONS, "--legacy-kern")


def _table(font: bytes, tag: bytes) -> bytes:
    """The table of an OpenType font; empty where there is none. The font's head lists each in 16 bytes."""
    for at in range(12, 12 + 16 * int.from_bytes(font[4:6], "big"), 16):
        if font[at : at + 4] == tag:
            start, length = (int.from_bytes(font[at + part : at + part + 4], "big") for part in (8, 12))
            return font[start : start + length]
    return b""
