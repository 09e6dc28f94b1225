"""Runs in a process of its own for the tests of printing: the layout engine loosens Pillow for its whole process,
which the process that runs all other tests must not meet. Prints its findings as JSON."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from forms.library import codes
from forms.library import shipped as shipped_questionnaire
from reports import pdf, zygote
from reports.fetcher import ManifestFetcher, PictureRefused
from reports.report_data import from_plain
from tests.reports.answered import everything, judged_answers, reported
from tests.reports.drawn import sample_pictures, scene
from tests.reports.gallery import case, cases
from tests.reports.layout import flaws, laid_out
from tests.reports.samples import shipped
from tests.reports.standing_room import standing

PIXEL = f"data:image/jpeg;base64,{base64.b64encode(scene('table', (4, 3))).decode()}"


def hostile_pages(address: str, secret: Path) -> dict[str, str]:
    """Pages that would fetch something else than the job's pictures, by what they try."""
    file = secret.as_uri()
    return {
        "an image over http": f"<img src='{address}/a.png' alt=a>",
        "an image over https": f"<img src='{address.replace('http', 'https')}/a.png' alt=a>",
        "a local file": f"<img src='{file}' alt=a>",
        "a file without host": "<img src='file:/etc/hostname' alt=a>",
        "data": f"<img src='{PIXEL}' alt=a>",
        "ftp": f"<img src='{address.replace('http', 'ftp')}/a.png' alt=a>",
        "a linked sheet": f"<link rel=stylesheet href='{address}/a.css'>",
        "an imported sheet": f"<style>@import url({address}/a.css);</style>",
        "a font": f"<style>@font-face{{font-family:a;src:url({address}/a.ttf)}}p{{font-family:a}}</style><p>a",
        "a background": f"<p style='background:url({address}/a.png)'>a",
        "a page background": f"<style>@page{{background:url({address}/a.png)}}</style>",
        "content": f"<style>p::before{{content:url({address}/a.png)}}</style><p>a",
        "a list mark": f"<ul style='list-style:url({address}/a.png)'><li>a</ul>",
        "a border": f"<p style='border:9px solid;border-image:url({address}/a.png)'>a",
        "an object": f"<object data='{address}/a.png'></object>",
        "an embed": f"<embed src='{address}/a.png'>",
        "an image in a drawing": f"<svg width=9 height=9><image href='{address}/a.png' width=9 height=9 /></svg>",
        "a use from elsewhere": f"<svg width=9 height=9><use href='{address}/a.svg#a' /></svg>",
        "an attachment of a file": f"<link rel=attachment href='{file}'><p>a",
        "an attachment over http": f"<a rel=attachment href='{address}/a.bin'>a</a>",
        "another job's picture": "<img src='photo:of-another-job' alt=a>",
        "a key with a tail": "<img src='photo:a?x=1' alt=a>",
        "a key in capitals": "<img src='PHOTO:a' alt=a>",
        "a base elsewhere": f"<base href='{address}/'><img src='a.png' alt=a>",
    }


def hostile() -> dict[str, Any]:
    """What became of each hostile page, and how often the listening socket was called."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.2)
    calls: list[str] = []
    done = threading.Event()

    def listen() -> None:
        while not done.is_set():
            try:
                caller, where = listener.accept()
            except TimeoutError:
                continue
            calls.append(str(where))
            caller.close()

    thread = threading.Thread(target=listen)
    thread.start()
    secret = Path(tempfile.mkdtemp()) / "secret.txt"
    secret.write_text("TOP-SECRET-9417")
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    fates = {name: _fate(page) for name, page in hostile_pages(address, secret).items()}
    time.sleep(0.5)
    done.set()
    thread.join()
    listener.close()
    return {"fates": fates, "calls": calls, "served": _fate("<img src='photo:a' alt=a>")}


def _fate(page: str) -> str:
    fetcher = ManifestFetcher({"photo:a": scene("table", (40, 30))})
    html = HTML(string=f"<html lang=en><title>a</title><body>{page}", url_fetcher=fetcher)
    try:
        content = html.write_pdf(font_config=FontConfiguration(), uncompressed_pdf=True)
    except FatalURLFetchingError:
        return "stopped"
    return "leaked" if b"TOP-SECRET" in content else "printed"


def pictures() -> dict[str, str]:
    """What the fetcher says to pictures that are none, or too many."""
    tried = {
        "a drawing": ({"photo:a": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}, 10**6),
        "a page": ({"photo:a": b"<html>"}, 10**6),
        "a gif": ({"photo:a": b"GIF89a..."}, 10**6),
        "nothing": ({"photo:a": b""}, 10**6),
        "postscript": ({"photo:a": b"%!PS-Adobe-3.0 EPSF-3.0"}, 10**6),
        "more than fits": ({"photo:a": scene("table"), "photo:b": scene("door")}, 20_000),
    }
    fates = {}
    for name, (given, budget) in tried.items():
        try:
            ManifestFetcher(given, budget=budget)
            fates[name] = "taken"
        except PictureRefused as refusal:
            fates[name] = str(refusal)
    greedy = ManifestFetcher({"photo:a": scene("table", (40, 30))}, budget=2_000)
    try:
        for _ in range(10):
            greedy.fetch("photo:a")
        fates["one picture again and again"] = "taken"
    except FatalURLFetchingError as refusal:
        fates["one picture again and again"] = str(refusal)
    return fates


def limits() -> dict[str, Any]:
    """What the printing process says of children that never end, eat memory, write without end or crash."""

    def endless(*_: Any) -> bytes:
        while True:
            pass

    def asleep(*_: Any) -> bytes:
        time.sleep(60)
        return b""

    def hungry(*_: Any) -> bytes:
        return b"x" * (4 * 1024**3)

    def crashing(*_: Any) -> bytes:
        os.kill(os.getpid(), signal.SIGSEGV)
        return b""

    def wordy(*_: Any) -> bytes:
        return b"x" * 5_000_000

    setattr(zygote, "CPU_SECONDS", 1)  # noqa: B010 shorter than in earnest
    setattr(zygote, "FILE_SIZE", 1_000_000)  # noqa: B010
    bad = {"endless": endless, "asleep": asleep, "hungry": hungry, "crashing": crashing}
    bad["a file without end"] = wordy
    good = pdf.render
    fates: dict[str, Any] = {}
    for name, render in bad.items():
        setattr(pdf, "render", render)  # noqa: B010 what the child calls, for once another
        setattr(zygote, "WALL_SECONDS", 2 if name == "asleep" else 60)  # noqa: B010
        started = time.monotonic()
        fates[name] = {**_print(), "seconds": time.monotonic() - started}
    setattr(zygote, "CPU_SECONDS", 30)  # noqa: B010
    setattr(zygote, "FILE_SIZE", 64 * 1024 * 1024)  # noqa: B010
    setattr(pdf, "render", good)  # noqa: B010
    fates["the next one"] = _print()
    return fates


def _print() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data.json").write_text(json.dumps(shipped()))
        names = {}
        for number, (key, content) in enumerate(sample_pictures().items()):
            names[key] = f"{number}"
            (folder / names[key]).write_bytes(content)
        (folder / "pictures.json").write_text(json.dumps(names))
        answers: list[dict[str, Any]] = []
        zygote._print_in_child(folder, folder / "out.pdf", "store_report", answers.append)
        (said,) = answers
        return {**said, "written": (folder / "out.pdf").stat().st_size if said["ok"] else 0}


def render(language: str, edition: str, out: str) -> dict[str, Any]:
    """The sample straight through `pdf.render`, into a file."""
    Path(out).write_bytes(pdf.render(shipped(language, edition), sample_pictures()))
    return {}


def library(language: str, out: str) -> dict[str, Any]:
    """Every questionnaire that ships, and one of the whole shelf, in both editions: answered in full and hardly at all.
    Gives the file of each."""
    asked = {code: shipped_questionnaire(code) for code in codes()} | {"everything": everything()}
    press, files = pdf.press(), {}
    for seed, (code, questionnaire) in enumerate(asked.items(), 1):
        full = judged_answers(questionnaire, seed)
        few = dict(list(full.items())[:1])
        for edition, name, answers in (("store", "full", full), ("hq", "full", full), ("hq", "few", few)):
            file = Path(out) / f"{code}-{edition}-{name}.pdf"
            file.write_bytes(press.render(reported(questionnaire, answers, edition, language), {}))
            files[file.stem] = str(file)
    return files


def layout(*names: str) -> dict[str, Any]:
    """What is wrong with the pages of these cases of the gallery."""
    found = {}
    for name in names:
        printable, pictures = case(cases()[name])
        found[name] = flaws(laid_out(pdf.press(cases()[name].document), printable, pictures), cases()[name].document)
    return found


def bent() -> dict[str, Any]:
    """What is found wrong with pages that were bent on purpose."""
    fonts = FontConfiguration()
    pages = {
        "beyond": "<p style='margin-left:170mm;white-space:nowrap'>beyond the edge of the paper",
        "wider": "<div style='width:20mm;white-space:nowrap'>much wider than its own place",
        "over": "<p>one upon the other</p><p style='margin-top:-5mm'>the other upon one</p>",
        "alone": "<p style='height:200mm'>much</p><h2>alone</h2>",
        "empty": "<p>little</p><p style='break-before:page'>more",
        "sound": "<h2>head</h2><p>words",
    }
    sheet = CSS(string="@page{size:A4;margin:15mm}p,h2{margin:0}", font_config=fonts)
    made = {name: HTML(string=f"<html lang=en><title>a</title>{page}") for name, page in pages.items()}
    return {name: flaws(page.render(font_config=fonts, stylesheets=[sheet])) for name, page in made.items()}


def unfit() -> dict[str, Any]:
    """Whether a complaint of the engine fails the report."""
    press = pdf.press()
    press._sheet = CSS(string="p { colour-of-nothing: 1 } ", font_config=press._fonts)
    bad = "<html lang=en><title>a</title><p style='nonsense: 1'>a"
    press._template = press._template.environment.from_string(bad)
    try:
        press.render(from_plain(shipped()), sample_pictures())
    except pdf.RenderFailed as failure:
        return {"fate": str(failure)}
    return {"fate": "printed"}


ROOMS = {
    "hostile": hostile, "pictures": pictures, "limits": limits, "render": render, "unfit": unfit, "library": library,
    "layout": layout, "bent": bent, "standing": standing,
}  # fmt: skip

if __name__ == "__main__":
    room: Any = ROOMS[sys.argv[1]]
    print(json.dumps(room(*sys.argv[2:])))
