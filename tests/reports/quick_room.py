"""Runs in a process of its own for the tests of the accelerators, and prints its findings as JSON."""

from __future__ import annotations

import json
import logging
import random
import sys
from functools import partial
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5
import weasyprint
from weasyprint.text import line_break

from reports import accelerate, pdf
from reports.accelerate import boxes, lines, parsing, selectors, styles
from reports.accelerate.patches import Patch
from reports.documents import samples
from reports.documents.kinds import KINDS
from reports.documents.texts import LANGUAGES
from tests.reports.drawn import sample_pictures
from tests.reports.samples import barest, shipped, words

PICTURES = sample_pictures()
COLOURS = (("#0b5d4b", "#f0b429"), ("#7a1f3d", "#2b6cb0"), ("#ffde00", "#004b87"))
Job = tuple[str, dict[str, Any]]


def some_report(number: int, language: str, edition: str) -> dict[str, Any]:
    """A short report that no other number has: other rows, words, figures, photos and colours."""
    dice, data = random.Random(number), shipped(language, edition)
    for section in data["sections"]:
        section["rows"] = dice.sample(section["rows"], min(len(section["rows"]), dice.randrange(1, 3)))
        for row in section["rows"]:
            row["quote"] = words(language, dice.randrange(1, 240), number) if dice.random() < 0.4 else ""
    data["sections"] = dice.sample(data["sections"], dice.randrange(1, 3))
    data["score"]["base"] = dice.uniform(0, 100)
    data["outcomes"] = {} if number % 4 else data["outcomes"]
    data["waits"] = data["waits"] if number % 3 == 0 else []
    data["headline"]["verdict"] = words(language, dice.randrange(20, 300), number + 1)
    data["journey"]["points"] = data["journey"]["points"][: dice.choice((0, 2, 4))]
    data["evidence"] = dice.choice(({}, data["evidence"]))
    main, accent = dice.choice(COLOURS)
    data["brand"] |= {"main_colour": main, "accent_colour": accent}
    data["store"]["name"] = words(language, dice.randrange(3, 60), number + 2)
    return data


def jobs(third: int) -> list[Job]:
    """Of twelve short reports, each in both editions and three languages, a third; the barest and the whole sample;
    each kind's sample in one language."""
    every = [(language, edition) for language in LANGUAGES for edition in ("store", "hq")]
    made: list[Job] = [("store_report", some_report(n, *one)) for n in range(third, 12, 3) for one in every]
    made += [("store_report", barest(*one)) for one in every[third::3]]
    made += [("store_report", shipped(LANGUAGES[third], "hq"))]
    return made + [(name, samples.sample(kind.folder, LANGUAGES[third])) for name, kind in KINDS.items()]


def printed(job: Job) -> bytes:
    name, data = job
    return pdf.render(data, {**PICTURES, **_pictures_of(name, data)}, name)


def _pictures_of(name: str, data: dict[str, Any]) -> dict[str, bytes]:
    return dict.fromkeys(KINDS[name].read(data).picture_keys(), PICTURES["photo:table"])


def same_bytes() -> dict[str, Any]:
    """Every job printed plainly, then accelerated in another order: which came out otherwise?"""
    every = jobs(int(sys.argv[2]))
    plain = [printed(job) for job in every]
    assert accelerate.put_in_if_proven([partial(printed, every[0])])
    order = list(range(len(every)))
    random.Random(7).shuffle(order)
    other = [place for place in order if printed(every[place]) != plain[place]]
    return {"jobs": len(every), "different": len(set(plain)), "other": other, "kept": len(lines._lines)}


def bounded() -> dict[str, Any]:
    """With room for next to nothing, the same bytes come out and no more is kept than there is room for."""
    styles.MOST_LOOKS, styles.MOST_BOOKS, lines.MOST_LINES, lines.MOST_FACES = 40, 1, 30, 5
    every = [("store_report", some_report(n, LANGUAGES[n % 3], "store")) for n in range(4)]
    plain = [printed(job) for job in every]
    assert accelerate.put_in_if_proven([partial(printed, every[0])])
    same = [printed(job) for job in every * 2] == plain * 2
    return {"same": same, "books": len(styles._books), "lines": len(lines._lines), "faces": len(lines._faces)}


def in_vain(why: str) -> dict[str, Any]:
    """What happens where the accelerators must stay out: nothing is exchanged, one line is logged."""
    heard: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("reports.accelerate").addHandler(handler)
    if why == "version":
        weasyprint.__version__ = "70.1"
    elif why == "bytes":
        boxes.PATCHES.append(Patch(line_break, "first_line_metrics", _a_little_lower))
    elif why == "error":
        boxes.PATCHES.append(Patch(line_break.Layout, "get_first_line", None))
    before = _engine()
    job = ("store_report", barest())
    plain = printed(job)
    put_in = accelerate.put_in_if_proven([partial(printed, job)])
    return {"in": put_in, "as_before": _engine() == before, "log": heard, "same": printed(job) == plain}


def remembered() -> list[dict[str, Any]]:
    """How often a sample is printed at one start after the other, and whether the quicker parts are in then."""
    file, job = Path(sys.argv[2]), ("store_report", barest())
    counts = file.with_name("counts")

    def counted() -> bytes:
        with counts.open("a") as count:
            count.write(".")  # In a file, for it is a child that prints plainly.
        return printed(job)

    file.parent.mkdir()
    found = []
    for changed in ("", "", "plain", "circumstances", "file"):
        if changed == "file":
            file.write_text("nothing of ours")
        elif changed:
            kept = json.loads(file.read_text())
            file.write_text(json.dumps(kept | {changed: ["0" * 64] if changed == "plain" else "others"}))
        counts.write_text("")
        put_in = accelerate.put_in_if_proven([counted], file)
        found.append({"changed": changed, "prints": len(counts.read_text()), "in": put_in})
        accelerate.take_out()
    return found


def digests() -> dict[str, list[str]]:
    """What two documents come out as, in short: printed plainly, then accelerated."""
    every = [("store_report", shipped("fi", "hq")), ("huddle", samples.sample(KINDS["huddle"].folder, "sv"))]
    plain = [sha256(printed(job)).hexdigest() for job in every]
    assert accelerate.put_in_if_proven([partial(printed, ("store_report", barest()))])
    return {"plain": plain, "quick": [sha256(printed(job)).hexdigest() for job in every]}


_metrics = line_break.first_line_metrics


def _a_little_lower(*told: Any, **more: Any) -> tuple[Any, ...]:
    *rest, baseline = _metrics(*told, **more)
    return (*rest, baseline + 1)


def _engine() -> list[int]:
    patches = [patch for part in accelerate._PARTS for patch in part.PATCHES]
    return [id(vars(patch.owner)[patch.name]) for patch in patches]


def trees() -> list[dict[str, Any]]:
    """Pages read by expat and by the engine's parser: whether quickly, and whether alike."""
    pages = json.loads(sys.argv[2])
    for name, kind in KINDS.items():
        pages += [pdf.press(name).html(kind.read(samples.sample(kind.folder, one))) for one in LANGUAGES]
    return [{"quick": parsing.quickly(page) is not None, "alike": _alike(page)} for page in pages]


def _alike(page: str) -> bool:
    engine = tinyhtml5.parse(StringIO(page), namespace_html_elements=False)
    return _flat(engine) == _flat(parsing.parse(StringIO(page), namespace_html_elements=False))


def _flat(element: Element) -> list[Any]:
    attributes = sorted((name, value) for name, value in element.attrib.items() if "xmlns" not in name)
    return [str(element.tag), attributes, element.text or "", element.tail or "", [_flat(child) for child in element]]


def sheets() -> dict[str, Any]:
    """Whether the looks of our own sheets, and of those asked for, can be told apart."""
    ours = {name: selectors.simple(pdf.press(name)._sheet_text) for name in KINDS}
    return {"ours": ours, "asked": {sheet: selectors.simple(sheet) for sheet in json.loads(sys.argv[2])}}


ROOMS = {"same_bytes": same_bytes, "bounded": bounded, "trees": trees, "sheets": sheets,
         "remembered": remembered, "digests": digests}  # fmt: skip

if __name__ == "__main__":
    room = sys.argv[1]
    pdf.types()
    print(json.dumps(in_vain(sys.argv[2]) if room == "in_vain" else ROOMS[room]()))
