"""A run of several processes ends, whatever becomes of one of them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_CONFTEST = """
import pytest

def pytest_xdist_make_scheduler(config, log):
    from tests.turns import Turns
    return Turns(config, log)
"""
_QUICK = "import pytest\n\n@pytest.mark.parametrize('n', range(5))\ndef test_quick(n):\n    pass\n"
_DYING = """
import os

def test_before():
    pass

def test_dies():
    os._exit(1)

def test_after():
    pass
"""


def test_a_process_that_dies_last_fails_one_test_and_the_rest_is_done_once(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(_CONFTEST)
    for name in ("a", "b", "c"):
        (tmp_path / f"test_{name}.py").write_text(_QUICK)
    (tmp_path / "test_z.py").write_text(_DYING)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadscope", "--no-loadscope-reorder",
               "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)]  # fmt: skip
    found = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, cwd=tmp_path, env=found)
    assert re.search(r"^1 failed, 17 passed", done.stdout, re.MULTILINE), done.stdout
    assert "test_z.py::test_dies" in done.stdout
