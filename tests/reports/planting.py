"""Hostile texts, and data of every kind of document with one of them in each of its fields."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Iterator
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from reports.documents.kinds import KINDS
from reports.documents.samples import sample
from reports.huddle_data import HuddleData
from reports.report_data import ReportData, tells_the_hour
from reports.wave.reports import StoreYear, WaveReport

Plain = dict[str, Any]
Path = tuple[str | int, ...]
SHAPES: dict[str, Any] = {
    "store_report": ReportData, "huddle": HuddleData, "wave_report": WaveReport, "store_year": StoreYear,
}  # fmt: skip
# Document and edition; only the report of a visit has two.
EDITIONS = (("store_report", "store"), ("store_report", "hq"), ("huddle", ""), ("wave_report", ""), ("store_year", ""))
# Fields that hold no words of anybody, but a code, a key, a day or an address; they are checked when data is read.
KEYS = {
    "logo": "brand:logo", "cover": None, "key": "photo:table", "photo": "photo:receipt", "reference": "photo:coffee",
}  # fmt: skip
LOOK = {"typeface": "inter", "tone": "plain", "month": "2026-10"}
DAYS = ("issued_on", "first_on", "last_on", "until")
CODES = {*KEYS, *LOOK, *DAYS, "main_colour", "accent_colour", "address", "level", "part"}


def texts(address: str) -> dict[str, str]:
    """Texts that would do harm anywhere but in words, by what they try; `address` is where they would call."""
    return {
        "a script": "<script>alert(1)</script>",
        "a picture": f'"><img src={address}/o2.png onerror=alert(1)>',
        "ends of everything": "</textarea></title></table></p></body></html>",
        "a style": "</style><style>*{display:none}</style>",
        "a file": "<link rel=attachment href=file:///etc/hostname>",
        "a file to take away": '<a rel=attachment href="file:///etc/passwd" download>a</a>',
        "a page elsewhere": f'<meta http-equiv=refresh content="0;url={address}/o6"><base href={address}>',
        "an imported sheet": f"@import url({address}/o7.css); background:url({address}/o7.png)",
        "a sheet with an import": f"<style>@import '{address}/o7';</style>",
        "a drawing": f'<svg><image href="{address}/o8.png"/><use href="{address}/o8.svg#a"/></svg>',
        "templates": "{{7*7}} {% raw %} {# a #} ${7*7} %s %(a)s {0} {0.__class__} {a}",
        "other tongues": "\\input{/etc/passwd} --> ]]> <!-- <![CDATA[ &amp; &#60;b&#62;",
        "nested tables": "<table><tr><td>" * 60,
        "nested blocks": "<div>" * 3000,
        "rows": "<tr><td>x" * 500,
        "no glyphs": "\ue000\ue001 Привет \U0001f389 \U0010fffd",
        "controls": "\x00\x07\x0b\x1b\uffff\ud800 a \u202eb\u2066",
        "a colour": "red;}*{display:none} url(file:///etc/hostname) expression(alert(1)) var(--x)",
        "an address": "javascript:alert(1) http://169.254.169.254/logo.png file:///etc/hostname",
        "much": "Ketju " * 833,
        "lines": "Aamu\r\nBcc: a@example.org\u2028b\u0085c",
        "a long word": "W" * 5000,
    }


def whole_sample(document: str, edition: str, language: str = "en") -> Plain:
    """The document's sample, in which every field that its shape knows has something."""
    plain = sample(KINDS[document].folder, language, edition or "store")
    whole: Plain = _whole(SHAPES[document], plain, "")
    if edition == "store":
        whole |= {"remarks": [], "flags": []}
        whole["outcomes"] |= {"reasons": [], "chosen": []}
        for section in whole["sections"]:
            for row in section["rows"]:
                row["sittings"] = [{**one, "when": ""} for one in row.get("sittings", ())]
                row["grade"] = None
    if document == "huddle":
        for name in ("praise", "fix", "step"):
            whole[name]["quote"] = ""
    read: Plain = KINDS[document].read(whole).to_plain()
    return read


def text_fields(document: str, plain: Plain) -> list[Path]:
    """Where words stand, in the order of the data."""
    return [path for path, name in _strings(SHAPES[document], plain, ()) if name not in CODES and _at(plain, path)]


def code_fields(document: str, plain: Plain) -> list[Path]:
    """Where codes, keys and days stand."""
    return [path for path, name in _strings(SHAPES[document], plain, ()) if name in CODES and _at(plain, path)]


def planted(plain: Plain, fields: list[Path], text: Callable[[int], str]) -> tuple[Plain, dict[str, str]]:
    """A copy with `text(n)` behind a mark in the field number n; and mark → what stands behind it."""
    made, marks = _copy(plain), {}
    for number, path in enumerate(fields):
        mark, words = f"Zq{number:03}q", text(number)
        # Days are words of ours; some are drawn in figures, which have letters and signs of ours alone.
        if path[-1] == "when" and (tells_the_hour(mark + words) or not words.isprintable() or not words.isascii()):
            continue
        put(made, path, mark + words)
        marks[mark] = words
    return made, marks


def put(plain: Plain, path: Path, value: Any) -> None:
    """Change one place."""
    holder: Any = plain
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value


def _at(plain: Any, path: Path) -> Any:
    for step in path:
        plain = plain[step]
    return plain


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copy(part) for name, part in value.items()}
    return [_copy(part) for part in value] if isinstance(value, list) else value


def _whole(hint: Any, value: Any, name: str) -> Any:
    """`value`, or where there is none something that fits."""
    if get_origin(hint) in (Union, types.UnionType):
        return None if name in KEYS and KEYS[name] is None else _whole(_inner(hint), value, name)
    if get_origin(hint) is tuple:
        return _alternatives(get_args(hint)[0], value or [None], name)
    if dataclasses.is_dataclass(hint):
        return {part: _whole(kind, (value or {}).get(part), part) for part, kind in _hints(hint).items()}
    return value if value not in (None, "") else _some(hint, name)


def _alternatives(hint: Any, values: list[Any], name: str) -> list[Any]:
    """What one of several has is enough, as one thing in print stands instead of another; what none has, one gets."""
    if len(values) == 1 or not dataclasses.is_dataclass(hint):
        return [_whole(hint, one, name) for one in values]
    full = [_whole(hint, one, name) for one in values]
    lacking = [part for part in _hints(hint) if not any(one.get(part) for one in values)]
    for number, (one, whole) in enumerate(zip(values, full, strict=True)):
        for part in whole.keys() - one.keys():
            given = [place for place, lacked in enumerate(lacking) if lacked == part and place % len(values) == number]
            if not given:
                del whole[part]
        whole |= {part: value for part, value in one.items() if not value and part not in lacking}
    return full


def _some(hint: Any, name: str) -> Any:
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    if hint is str:
        return {**KEYS, **LOOK}.get(name) or ("2026-11-16" if name in DAYS else f"some {name}")
    return hint(1)


def _strings(hint: Any, value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every place of a text, with the name of its field."""
    if value is None:
        return
    if get_origin(hint) in (Union, types.UnionType):
        yield from _strings(_inner(hint), value, path)
    elif get_origin(hint) is tuple:
        for number, one in enumerate(value):
            yield from _strings(get_args(hint)[0], one, (*path, number))
    elif dataclasses.is_dataclass(hint):
        for part, kind in _hints(hint).items():
            yield from _strings(kind, value.get(part), (*path, part))
    elif hint is str:
        yield path, next(str(step) for step in reversed(path) if isinstance(step, str))


def _inner(hint: Any) -> Any:
    return next(part for part in get_args(hint) if part is not types.NoneType)


def _hints(shape: Any) -> dict[str, Any]:
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in dataclasses.fields(shape)}
