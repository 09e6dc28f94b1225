"""Hostile texts in every field of every kind of document: words in print, and nothing else; too much is set aside."""

from __future__ import annotations

import re
import socket
import subprocess
import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reports import typography
from reports.documents import paper
from reports.documents.kinds import KINDS
from reports.documents.texts import load_texts
from reports.printer import Printer, PrintFailed
from reports.report_data import LONGEST_TEXT
from reports.theme import theme_of
from tests.reports.drawn import sample_pictures
from tests.reports.planting import EDITIONS, KEYS, Plain, code_fields, planted, put, text_fields, texts, whole_sample

ALMOST = ("#fff", "red", "#12345g", "#123456\n", "file:///etc/hostname", "brand:../a", "photo:a?b", "2026-02-31", "fi")


@cache
def coverage() -> typography.Coverage:
    return typography.Coverage.of_this_machine()


@cache
def template(document: str) -> Any:
    return paper.make_environment(KINDS[document].folder, coverage()).get_template("template.html")


def html_of(document: str, plain: Plain) -> str:
    """The page before it is laid out."""
    kind = KINDS[document]
    data = kind.read(plain)
    words = load_texts(kind.folder, data.language, data.brand.tone)
    return str(template(document).render(kind.view(data, words, theme_of(data.brand))))


class Page(HTMLParser):
    """Tags with their attributes, and all words, those of attributes among them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.words += [f"{value}\n" for _name, value in attrs if value]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data[:80]}")


def squeezed(text: str) -> str:
    """Words without what a line's end, a column's width and capitals change."""
    return re.sub(r"[\s\-\u00ad\u200b]", "", typography.clean(text)).casefold()


def differing(words: str, mark: str, text: str) -> list[str]:
    """What stands behind the mark and is not the text, nor its beginning with “…” behind."""
    wanted, found = squeezed(text), []
    for piece in words.split(mark.casefold())[1:]:
        same = next((n for n, (one, other) in enumerate(zip(wanted, piece, strict=False)) if one != other),
                    min(len(wanted), len(piece)))  # fmt: skip
        rest, behind = wanted[same:].strip('"”“'), piece[same:same + 1]
        is_cut = behind == "…" or not coverage().printable(wanted[same:same + 1], "").startswith(wanted[same:same + 1])
        if rest and not is_cut and not piece[:same + 1].endswith(("[", "…")):
            found.append(f"{piece[:same + 30]!r} is not {wanted[:same + 30]!r}")
    return found


@pytest.mark.parametrize(("document", "edition"), EDITIONS)
def test_in_every_field_they_are_words_of_the_page(document: str, edition: str) -> None:
    plain, hostile = whole_sample(document, edition), list(texts("http://127.0.0.1:1").values())
    fields, usual, shown = text_fields(document, plain), Page(html_of(document, plain)), 0
    # Both editions of a visit have one template: each text in each field of the one is enough.
    turns = range(0, len(hostile), 5 if edition == "store" else 1)
    for turn in turns:
        made, marks = planted(plain, fields, in_turn(hostile, turn))
        page = Page(html_of(document, made))
        assert page.tags <= usual.tags | {"br"}, page.tags - usual.tags
        check_attributes(page)
        words = squeezed("".join(page.words))
        for mark, text in marks.items():
            shown += mark.casefold() in words
            # The visit's number names the files inside, too, as far as a name may have its characters.
            if fields[int(mark[2:5])][-1] != "number":
                assert not differing(words, mark, text), fields[int(mark[2:5])]
    assert shown > 0.5 * len(turns) * len(fields)


def in_turn(texts_: list[str], turn: int) -> Callable[[int], str]:
    """Number of a field → its text; in the next turn it is the next text."""
    return lambda number: texts_[(number + turn) % len(texts_)]


def check_attributes(page: Page) -> None:
    """None runs, calls or looks as words of people would have it."""
    for tag, name, value in page.attributes:
        assert not name.startswith("on") and name not in ("href", "xlink:href", "srcset", "action"), (tag, name, value)
        assert name != "style" or re.fullmatch(r"(width|left):[\d.]+%", value), (tag, name, value)
        assert name != "src" or value in {*KEYS.values(), "photo:door"}, (tag, name, value)


# In print


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    with Printer() as one:
        yield one


@pytest.fixture(scope="module")
def caller() -> Iterator[tuple[str, list[str]]]:
    """An address of this machine, and who called it."""
    listener, calls = socket.create_server(("127.0.0.1", 0)), []

    def listen() -> None:
        while True:
            try:
                calls.append(str(listener.accept()[1]))
            except OSError:
                return

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", calls
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(5)


def printed(printer: Printer, document: str, plain: Plain, out: Path) -> Path:
    printer.print(plain, pictures_of(plain), out, document)
    return out


def pictures_of(plain: Plain) -> dict[str, bytes]:
    """The sample's pictures; the logo where there is one."""
    return {key: content for key, content in sample_pictures().items() if plain["brand"]["logo"] or key != "brand:logo"}


@pytest.mark.parametrize(("document", "edition"), EDITIONS)
def test_on_paper_they_are_words_and_nothing_is_fetched_enclosed_or_linked(
    printer: Printer, caller: tuple[str, list[str]], tmp_path: Path, document: str, edition: str
) -> None:
    plain, hostile = whole_sample(document, edition), texts(caller[0])
    # The longest are cut here, or they would fill more pages than a document may have.
    fields, wanted = text_fields(document, plain), [text[:400] for text in hostile.values()]
    usual = uses_of(printed(printer, document, plain, tmp_path / "usual.pdf"))
    seen: set[str] = set()
    for turn in range(0, len(wanted), min(len(fields) // 2, 11)):
        made, marks = planted(plain, fields, in_turn(wanted, turn))
        # Refused requests and complaints of the engine fail the print.
        file = printed(printer, document, made, tmp_path / f"{turn}.pdf")
        assert uses_of(file) == usual
        words = squeezed(text_of(file))
        seen |= {text for mark, text in marks.items() if squeezed(mark + printable(text))[:40] in words}
    assert seen == set(wanted), {name for name, text in hostile.items() if text[:400] not in seen}
    assert caller[1] == []


def text_of(file: Path) -> str:
    """The words as they were drawn: what stands in one cell stays together."""
    return subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout


def printable(text: str) -> str:
    """The text as far as our fonts go, and what is said of the rest."""
    return coverage().printable(typography.clean(text), load_texts(KINDS["huddle"].folder, "en").unprintable)


def uses_of(file: Path) -> dict[str, Any]:
    """Whatever a file can do beside being read: files inside, links, actions, scripts; its metadata must be sound."""
    with pikepdf.open(file) as pdf:
        ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
        parts = [one for one in pdf.objects if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream))]
        deeds = ("/URI", "/JS", "/JavaScript", "/Launch", "/OpenAction", "/AA", "/GoToR", "/SubmitForm", "/XFA")
        return {
            "inside": len(pdf.attachments),
            "links": sum(one.get("/Subtype") == "/Link" for one in parts),
            "deeds": sorted(name for one in parts for name in deeds if name in one),
            "actions": sorted({str(one.get("/S")) for one in parts if one.get("/Type") == "/Action"}),
        }


@pytest.mark.parametrize(("document", "edition"), EDITIONS)
def test_codes_keys_days_and_addresses_are_refused_or_harmless(document: str, edition: str) -> None:
    plain = whole_sample(document, edition)
    usual = Page(html_of(document, plain))
    for place in code_fields(document, plain):
        for text in (*list(texts("http://127.0.0.1:1").values())[::3], *ALMOST):
            made, _marks = planted(plain, [], str)
            put(made, place, text)
            try:
                page = Page(html_of(document, made))
            except ValueError:
                continue
            assert page.tags <= usual.tags, (place, text)
            check_attributes(page)


# Too much


def too_much(document: str, plain: Plain) -> dict[str, tuple[Plain, dict[str, bytes], str]]:
    """Data that break a limit: what it is → data, pictures, and a word of the reason."""
    fields, pictures = text_fields(document, plain), pictures_of(plain)
    longer, _marks = planted(plain, [fields[0]], lambda _number: "x" * (LONGEST_TEXT + 1))
    drawing = {**pictures, "brand:logo": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
    return {
        "a text without end": (longer, pictures, "characters"),
        "a drawing for a logo": (plain, drawing, "neither JPEG nor PNG"),
        "a picture that is not there": (plain, {}, "pictures are missing"),
    }


@pytest.mark.parametrize("document", KINDS)
def test_what_breaks_a_limit_is_set_aside_with_its_reason_and_the_next_is_printed(
    printer: Printer, tmp_path: Path, document: str
) -> None:
    edition = next(edition for name, edition in EDITIONS if name == document)
    plain = whole_sample(document, edition)
    for name, (made, pictures, reason) in too_much(document, plain).items():
        with pytest.raises(PrintFailed, match=reason):
            printer.print(made, pictures, tmp_path / "bad.pdf", document)
        assert not (tmp_path / "bad.pdf").exists(), name
    assert printed(printer, document, plain, tmp_path / "good.pdf").stat().st_size > 10_000


@pytest.mark.parametrize(("document", "edition"), EDITIONS)
def test_much_text_in_every_field_is_printed_on_so_many_pages(
    printer: Printer, tmp_path: Path, document: str, edition: str
) -> None:
    plain = whole_sample(document, edition)
    made, _marks = planted(plain, text_fields(document, plain), lambda _number: "<td>é " * 60)
    with pikepdf.open(printed(printer, document, made, tmp_path / "long.pdf")) as pdf:
        assert len(pdf.pages) <= {"store_report": 60, "huddle": 1, "wave_report": 14, "store_year": 6}[document]
