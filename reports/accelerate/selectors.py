"""What a style sheet's selectors look at, told from its text: only then can it be known which elements look alike."""

from __future__ import annotations

import re
from functools import lru_cache

import tinycss2

TOLD_BY_VALUE = frozenset({
    "class", "id", "style", "lang", "dir", "type", "hidden", "width", "height", "rules", "frame", "name",
    "value", "checked", "multiple", "selected",
})  # fmt: skip
"""Attributes whose value may matter to a selector; of all others it only matters whether they are there."""
_PSEUDOS = frozenset({
    "first-child", "last-child", "not", "is", "where", "root", "before", "after", "marker",
})  # fmt: skip
_PSEUDO = re.compile(r"::?([a-z-]+)")
_VALUED = re.compile(r"\[\s*([\w-]+)\s*[~|^$*]?=")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")


@lru_cache(maxsize=64)
def simple(sheet: str) -> bool:
    """Whether all selectors of a sheet look only at ancestors, at the element's own name and attributes, at whether it
    is the first or last child, and at the sibling right before it."""
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return all(_simple_rule(rule) for rule in rules)


def _simple_rule(rule: tinycss2.ast.Node) -> bool:
    if rule.type == "at-rule":
        return bool(rule.lower_at_keyword in ("page", "font-face"))
    if rule.type != "qualified-rule":
        return False
    written = _STRING.sub('""', tinycss2.serialize(rule.prelude))
    if "~" in re.sub(r"\[[^\]]*\]", "", written) or not set(_VALUED.findall(written)) <= TOLD_BY_VALUE:
        return False
    return set(_PSEUDO.findall(written)) <= _PSEUDOS and all(part.count("+") <= 1 for part in written.split(","))
