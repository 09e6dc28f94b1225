"""Canaries: what is planted wherever a visit has a word about its shopper, and where any of it could come out."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from zipfile import ZipFile

import pikepdf
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

WORD = "Kanarialintu"


def tagged_photo(colour: str = "#8899aa") -> bytes:
    """A photo that tells who took it, with what, where and when, in every way that a photo can."""
    image, exif = Image.new("RGB", (640, 480), colour), Image.Exif()
    for tag in (0x010E, 0x010F, 0x0110, 0x013B, 0x8298, 0x9C9B):
        exif[tag] = f"{WORD}-exif"
    exif[0x0132], exif[0x9286] = "2026:11:18 13:37:42", f"{WORD}-comment".encode()
    exif.get_ifd(0x8825)[29] = "2026:11:18"
    target = io.BytesIO()
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{WORD}-xmp</x:xmpmeta>".encode()
    image.save(target, "JPEG", exif=exif, comment=f"{WORD}-jpeg".encode(), xmp=xmp)
    return target.getvalue() + f"{WORD}-behind".encode()


class Crawler:
    """Opens every address that pages of ours name, beginning with one; reads whatever comes."""

    def __init__(self, browser: FlaskClient) -> None:
        self._browser, self._seen = browser, set[str]()

    def pages(self, *first: str, most: int = 90) -> Iterator[tuple[str, TestResponse]]:
        waiting = list(first)
        while waiting and len(self._seen) < most:
            address = waiting.pop(0)
            if address in self._seen:
                continue
            self._seen.add(address)
            answer = self._browser.get(address)
            yield address, answer
            waiting += [next_ for next_ in _named_in(address, answer) if next_ not in self._seen]


def _named_in(address: str, answer: TestResponse) -> Iterator[str]:
    named = [answer.headers["Location"]] if "Location" in answer.headers else []
    if answer.mimetype == "text/html":
        named += re.findall(r"(?:href|src|srcset|poster)=\"([^\"\s]+)", answer.get_data(as_text=True))
    for one in named:
        whole = urlsplit(urljoin(f"http://localhost{address}", unescape(one)))
        ours = whole.netloc in ("localhost", "localhost:5000") and not whole.path.startswith(("/static", "/sign-out"))
        if whole.scheme.startswith("http") and ours:
            yield whole.path + (f"?{whole.query}" if whole.query else "")


@cache
def told_by(content: bytes) -> tuple[tuple[str, str], ...]:
    """Where in a file → what stands there, as far as a file can be opened: archives, PDFs, their files and pictures."""
    if content.startswith(b"PK"):
        with ZipFile(io.BytesIO(content)) as archive:
            files = {name: told_by(archive.read(name)) for name in archive.namelist()}
            inside = [(f"{name}: {where}", said) for name, told in files.items() for where, said in told]
            return ("names", _plain(" ".join(archive.namelist()).encode())), *inside
    if content.startswith(b"%PDF-"):
        return tuple(_told_by_pdf(content))
    return (("bytes", _plain(content)),)


def _told_by_pdf(content: bytes) -> Iterator[tuple[str, str]]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(content)
        for words in (["pdftotext", "-layout", file.name, "-"], ["pdfinfo", file.name], ["pdfinfo", "-meta", file.name],
                      ["pdfinfo", "-struct-text", file.name], ["pdfdetach", "-list", file.name]):  # fmt: skip
            done = subprocess.run(words, capture_output=True, check=True)
            yield " ".join(words[:-1]), _plain(done.stdout)
        with pikepdf.open(file.name) as pdf:
            for inner, attached in pdf.attachments.items():
                yield from ((f"{inner}: {where}", said) for where, said in told_by(attached.get_file().read_bytes()))
            yield "objects", _plain("\n".join(text for part in pdf.objects for text in _texts(part)).encode())


def _texts(part: Any) -> Iterator[str]:
    """Strings of an object; what a stream holds, unpacked, and as it lies there: a picture keeps its own tags."""
    if isinstance(part, pikepdf.Stream):
        # What is drawn on a page is glyphs and places; its words were read above.
        if part.get("/Subtype") is not None or part.get("/Type") is not None:
            yield _decoded(part.read_raw_bytes())
        if part.get("/Subtype") == "/XML":
            yield _decoded(part.read_bytes())
    if isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
        for value in part.values():
            if isinstance(value, pikepdf.String):
                yield str(value)


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _plain(content: bytes) -> str:
    """As words that can be compared, however they were written."""
    return unquote(unescape(_decoded(content))).casefold()


def found_in(content: bytes, canaries: dict[str, str]) -> list[str]:
    """Where in a file which of the canaries is told."""
    wanted = [(name, canary.casefold()) for name, canary in canaries.items()]
    return [f"{where}: {name}" for where, said in told_by(content) for name, canary in wanted if canary in said]
