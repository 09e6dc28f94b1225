"""What is refused about the rows before anybody parses them: too much, from outside, twice, misnamed, in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.exchange.xlsform.book import Book, Row, shown
from forms.exchange.xlsform.refusal import WorkbookRefused
from forms.exchange.xlsform.xpath import refs_of

MOST_QUESTIONS = 500
MOST_ROWS = 5_000
_OUTSIDE = re.compile(r"from[_ ]file|select[_ ]one[_ ]external|(csv|xml)-external", re.IGNORECASE)
_GROUP = re.compile(r"(?P<which>begin|end)[\s_]*(?P<what>group|repeat|loop|lgroup|looped group)\b", re.IGNORECASE)
_SILENT = {"note", "calculate", "hidden", "start", "end", "today", "deviceid", "username", "audit"}
_NAME = re.compile(r"[^\W\d][\w.-]*")


def look(book: Book) -> None:
    """Raises WorkbookRefused where the rows are none that can be read."""
    rows = [row for row in book.rows["survey"] if row.text("type")]
    if not rows:
        raise WorkbookRefused("no_survey")
    if len(book.rows["survey"]) > MOST_ROWS:
        raise WorkbookRefused("too_many", sheet="survey", most=MOST_QUESTIONS, count=len(rows))
    for row in rows:
        if _OUTSIDE.search(row.text("type")):
            raise WorkbookRefused("outside", sheet="survey", row=row.number, type=shown(row.text("type")))
    _count(rows)
    _check_names(rows)
    _check_circles(rows)


def _count(rows: list[Row]) -> None:
    count = inside = 0
    for row in rows:
        found = _GROUP.match(row.text("type"))
        if found and (inside or row.text("detalji", "kind")):
            # The rows of a group of ours are one question.
            inside += 1 if found["which"].lower() == "begin" else -1
            count += inside == 0
        elif not found and not inside and row.text("type") not in _SILENT:
            count += 1
    if count > MOST_QUESTIONS:
        raise WorkbookRefused("too_many", sheet="survey", most=MOST_QUESTIONS, count=count)


def _check_names(rows: list[Row]) -> None:
    for _, row, seen in _nested(rows):
        name = row.text("name")
        if name and not _NAME.fullmatch(name):
            raise WorkbookRefused("bad_name", sheet="survey", row=row.number, name=shown(name))
        if name and name in seen:
            raise WorkbookRefused("same_name", sheet="survey", row=row.number, name=shown(name), other=seen[name])
        seen[name] = row.number


def _check_circles(rows: list[Row]) -> None:
    edges: dict[str, set[str]] = {}
    for above, row, _ in _nested(rows):
        said = [*(one.text("relevant") for one in (*above, row)), row.text("calculation")]
        edges.setdefault(row.text("name"), set()).update(ref for text in said for ref in refs_of(text))
    places = {row.text("name"): row.number for row in rows}
    done: set[str] = set()
    for start in edges:
        way = _circle(start, edges, done)
        if way:
            raise WorkbookRefused("circle", sheet="survey", row=places.get(way[0]), way=shown(" → ".join(way)))


def _circle(start: str, edges: dict[str, set[str]], done: set[str]) -> list[str] | None:
    """The names along a circle that is reached from `start`, the first one repeated at the end; None where is none."""
    way: list[str] = []
    line: list[tuple[str, bool]] = [(start, True)]
    while line:
        name, entering = line.pop()
        if not entering:
            way.pop()
            done.add(name)
        elif name in way:
            return [*way[way.index(name) :], name]
        elif name in edges and name not in done:
            way.append(name)
            line.append((name, False))
            line += [(onward, True) for onward in sorted(edges[name])]
    return None


def _nested(rows: list[Row]) -> Iterator[tuple[list[Row], Row, dict[str, int]]]:
    """Each row but the ends, with the groups around it and the names already used beside it."""
    above: list[Row] = []
    names: list[dict[str, int]] = [{}]
    for row in rows:
        found = _GROUP.match(row.text("type"))
        if found and found["which"].lower() == "end":
            if above:
                above.pop()
                names.pop()
            continue
        yield above, row, names[-1]
        if found:
            above.append(row)
            names.append({})
