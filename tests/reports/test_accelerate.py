"""The accelerators of printing: the same bytes, nothing that leaks or grows, and out of the way when in doubt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reports.printer import Printer
from tests.reports.drawn import sample_pictures
from tests.reports.pressing import ROOT
from tests.reports.samples import barest


def in_the_quick_room(room: str, *words: str, **environment: str) -> Any:
    command = [sys.executable, "-m", "tests.reports.quick_room", room, *words]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("third", ["0", "1", "2"])
def test_every_report_comes_out_byte_for_byte_as_printed_plainly(third: str) -> None:
    found = in_the_quick_room("same_bytes", third)
    assert found["other"] == []
    assert found["jobs"] >= 12 * 6 / 3
    assert found["different"] == found["jobs"]


def test_three_processes_with_other_hashes_print_the_same_bytes_with_and_without() -> None:
    found = [in_the_quick_room("digests", PYTHONHASHSEED=seed) for seed in ("0", "1", "4294967295")]
    assert [one["quick"] for one in found] == [one["plain"] for one in found]
    assert found[1:] == found[:2]
    assert len(set(found[0]["plain"])) == 2


def test_what_plain_samples_come_out_as_is_remembered_and_only_believed_when_it_fits(tmp_path: Path) -> None:
    first, second, wrong, elsewhere, broken = in_the_quick_room("remembered", str(tmp_path / "kept" / "printing.json"))
    assert all(one["in"] for one in (first, second, wrong, elsewhere, broken))
    assert first["prints"] == elsewhere["prints"] == broken["prints"] == 3, "plainly, and twice quickly"
    assert second["prints"] == 2, "only quickly"
    assert wrong["prints"] == 1 + 3, "once quickly, and then all from the start"


def test_no_more_is_kept_than_there_is_room_for() -> None:
    found = in_the_quick_room("bounded")
    assert found["same"]
    assert found["books"] <= 1
    assert found["lines"] <= 30
    assert found["faces"] <= 5


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("version", "made for WeasyPrint"),
        ("bytes", "a sample came out otherwise"),
        ("error", "TypeError"),
        ("switch", "DETALJI_PLAIN_PRINTING is set"),
    ],
)
def test_in_doubt_everything_is_printed_plainly_and_one_line_says_why(why: str, said: str) -> None:
    environment = {"DETALJI_PLAIN_PRINTING": "1"} if why == "switch" else {}
    found = in_the_quick_room("in_vain", why, **environment)
    assert not found["in"]
    assert found["as_before"]
    assert found["same"]
    assert len(found["log"]) == 1
    assert said in found["log"][0]


def page(body: str, head: str = "") -> str:
    head = f"<head>\n<title>A</title>{head}</head>"
    return f'<!DOCTYPE html>\n<html lang="fi">\n{head}\n<body>\n{body}\n</body>\n</html>\n'


READ_ALIKE = [
    page("<p>a<br>b <img src=\"photo:a\" alt=\"\"> &amp; &#34;c&#34;</p>"),
    page("<table><thead><tr><th>a</th></tr></thead> <tbody> <tr><td>b</td> </tr></tbody></table>"),
    page('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>a &lt; b</title><path d="M0 0"/></svg>'),
    page(""),
]
NOT_READ_QUICKLY = [
    page("<p>a<div>b</div></p>"),
    page("<p><span>a<div>b</div></span></p>"),
    page("<table><tr><td>a</td></tr></table>"),
    page("<table><tbody><tr>a<td>b</td></tr></tbody></table>"),
    page("<p>a<p>b"),
    page("<ul><li>a<li>b</ul>"),
    page("<!-- a --><p>b</p>"),
    page('<p title="a\nb">c</p>'),
    page('<p onClick="a">c</p>'),
    page("<h1>a<h2>b</h2></h1>"),
    page("<a href='#a'>a<a href='#b'>b</a></a>"),
    page("<p>a&nbsp;b</p>"),
    page("<pre>\na</pre>"),
    page('<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><p>a</p></foreignObject></svg>'),
    page("<SPAN>a</SPAN>"),
    page("<p>a</p>", "<style>p { color: red }</style>"),
    "<html><head><title>a</title></head><body>no doctype</body></html>",
]


def test_expat_reads_pages_as_the_engine_does_and_leaves_the_others_to_it() -> None:
    found = in_the_quick_room("trees", json.dumps([*READ_ALIKE, *NOT_READ_QUICKLY]))
    assert all(one["alike"] for one in found)
    quick = [one["quick"] for one in found]
    quickly, slowly = len(READ_ALIKE), len(NOT_READ_QUICKLY)
    assert all(quick[:quickly]), quick
    assert not any(quick[quickly : quickly + slowly]), quick
    assert len(quick) > quickly + slowly
    assert all(quick[quickly + slowly :]), "a template is no longer well-formed, and so read slowly"


SEEN_THROUGH = ["p { color: red }", ".a > .b:first-child + td:not(:last-child)::before, [data-a] th { color: red }"]
NOT_SEEN_THROUGH = [
    "p:nth-child(2) { color: red }",
    "p ~ p { color: red }",
    "a + b + i { color: red }",
    "p:empty { color: red }",
    "p:has(a) { color: red }",
    "[data-a=b] { color: red }",
    "@media print { p { color: red } }",
]


def test_styles_are_kept_for_our_sheets_and_not_for_those_whose_selectors_see_more() -> None:
    found = in_the_quick_room("sheets", json.dumps([*SEEN_THROUGH, *NOT_SEEN_THROUGH]))
    assert all(found["ours"].values()), found["ours"]
    assert [found["asked"][sheet] for sheet in SEEN_THROUGH] == [True] * len(SEEN_THROUGH)
    assert [found["asked"][sheet] for sheet in NOT_SEEN_THROUGH] == [False] * len(NOT_SEEN_THROUGH)


def test_what_the_printing_process_learns_of_a_brand_changes_no_byte(tmp_path: Path) -> None:
    data = barest("sv")
    with Printer() as printer:
        files = [tmp_path / f"{number}.pdf" for number in range(3)]
        for file in files:
            printer.print(data, sample_pictures(), file)
    first, *others = [file.read_bytes() for file in files]
    assert others == [first, first]
