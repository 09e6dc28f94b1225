"""What the printing process does not hold in memory: libraries that no report needs, and what samples leave behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.reports.pressing import ROOT

START = """
import json, runpy, sys
from pathlib import Path
from types import ModuleType
try:
    runpy.run_module("reports.zygote", run_name="__main__")
except SystemExit as end:
    assert end.code == 0, end.code
from reports import spare
from reports.accelerate import lines, styles
loaded = [name for name, module in sys.modules.items() if module and not isinstance(module, spare.StandIn)]
held = {"modules": loaded, "books": len(styles._books), "lines": len(lines._lines)}
Path(sys.argv[1]).write_text(json.dumps(held))
"""
NOT_NEEDED = {
    "fontTools.ttLib", "fontTools.subset", "fontTools.varLib", "tinyhtml5.treebuilder", "lxml", "_ssl", "_hashlib",
    "html5lib", "zopfli", "brotli", "forms", "wtforms", "re2", "flask", "flask_babel", "babel", "sqlalchemy",
}  # fmt: skip


def said_by(script: str, *words: str, **environment: str) -> str:
    command = [sys.executable, "-c", script, *words]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def after_its_start(folder: Path, **environment: str) -> dict[str, Any]:
    """What the printing process holds when it waits for its first report."""
    said_by(START, str(folder / "held.json"), **environment)
    held: dict[str, Any] = json.loads((folder / "held.json").read_text())
    return held


def test_the_printing_process_loads_nothing_that_no_report_needs(tmp_path: Path) -> None:
    held = after_its_start(tmp_path)
    assert {"weasyprint", "reports.pdf"} <= set(held["modules"])
    assert NOT_NEEDED.isdisjoint(held["modules"])
    assert len(held["modules"]) < 500, "more is loaded than was: is all of it needed?"
    assert held["lines"] > 500
    assert held["books"] == 0, "styles in the samples' own colours are of no use to any report"


def test_the_switch_leaves_the_engine_as_it_is(tmp_path: Path) -> None:
    held = after_its_start(tmp_path, DETALJI_PLAIN_PRINTING="1")
    assert {"fontTools.ttLib", "fontTools.subset", "tinyhtml5.treebuilder"} <= set(held["modules"])


ASKED = """
import json, sys
from io import BytesIO
from reports import spare
put_off = spare.put_off()
import tinyhtml5, weasyprint
from weasyprint.pdf import fonts
def waits():
    return sorted(name for name in spare.LATER if isinstance(sys.modules[name], spare.StandIn))
found = {"put off": put_off, "again": spare.put_off(), "at first": waits()}
found["read"] = len(list(tinyhtml5.parse("<p>a<p>b", namespace_html_elements=False).iter("p")))
found["then"] = waits()
try:
    fonts.TTFont(BytesIO(b"no font"))
except fonts.TTLibError as problem:
    found["caught"] = type(problem).__module__
from fontTools import subset, ttLib
found["real"] = fonts.TTFont is ttLib.TTFont and fonts.subset is subset
found["last"] = waits()
print(json.dumps(found))
"""


def test_what_is_asked_of_a_stand_in_is_answered_by_the_library() -> None:
    found = json.loads(said_by(ASKED))
    assert found["put off"]
    assert not found["again"]
    assert len(found["at first"]) == 5
    assert found["read"] == 2
    assert found["then"] == [name for name in found["at first"] if not name.startswith("tinyhtml5")]
    assert found["caught"] == "fontTools.ttLib"
    assert found["real"]
    assert found["last"] == ["ssl"]


def test_an_engine_of_another_version_is_loaded_whole() -> None:
    other = "from reports import spare; spare.MADE_FOR = ('70.1', '0.13.0'); print(spare.put_off())"
    assert said_by(other).strip() == "False"


PATTERNS = """
import json
import pyphen
from reports.hyphenation import load_patterns
plainly = {language: dict(pyphen.HyphDict(pyphen.LANGUAGES[language]).patterns) for language in ("sv", "en")}
load_patterns(("fi", "sv", "en"))
found = {}
for language, patterns in plainly.items():
    held = pyphen.Pyphen(lang=language).hd.patterns
    same = held == patterns and list(held) == list(patterns)
    found[language] = {"same": same, "patterns": len(held), "held": len({id(value) for value in held.values()})}
print(json.dumps(found))
"""


def test_equal_weights_of_hyphenation_are_held_once() -> None:
    for found in json.loads(said_by(PATTERNS)).values():
        assert found["same"]
        assert found["held"] < found["patterns"] / 5
