"""Our own scripts and styles without their comments and indentation: what phones fetch, not what people read.

No minifier: only whole-line comments, indentation and blank lines go, so a line of ours must not hold a text that
spans lines.
"""

from __future__ import annotations

import re

_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^\s+", re.MULTILINE)
_STATIC_IMPORT = re.compile(r'^(?:import|export) [^;]*?from "(\.[^"]+)";', re.MULTILINE)


def lean_script(text: str) -> str:
    """The script without whole-line comments and indentation."""
    return _INDENT.sub("", _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", text)))


def lean_style(text: str) -> str:
    """The style sheet without whole-line comments and indentation."""
    return _INDENT.sub("", _BLOCK_COMMENT.sub("", text))


def imports_of(script: str) -> list[str]:
    """The relative addresses that a module imports, as written."""
    return _STATIC_IMPORT.findall(script)
