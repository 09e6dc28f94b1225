"""Waiting, interruption and recovery as one strip, as a report says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from reports import timeline_chart, typography
from reports.documents.texts import Texts
from reports.report_data import ReportData
from reports.report_parts import Stop
from reports.theme import Theme

MOST_COLUMNS = 10
"""So many stops stand in one row; more are shared out among rows."""


def timeline(report: ReportData, texts: Texts, theme: Theme) -> dict[str, Any]:
    """`timeline`: a lead and the rows of the strip, each a drawing over its columns; None where nothing broke into the
    visit, for waits alone are told by their bars."""
    mishap, rungs = _mishap(report.timeline)
    broken = [stop for stop in report.timeline if stop.lane == "interruption"]
    if not (mishap or rungs or broken):
        return {"timeline": None}
    line = [stop for stop in report.timeline if stop.lane != "recovery" or stop is mishap] if mishap or broken else []
    timed = [min(stop.seconds, timeline_chart.LONGEST_SECONDS) for stop in line if stop.seconds]
    said = _Said(report.language, texts, max(timed, default=1.0))
    rows = [said.row(part, timeline_chart.way(part, said.most, theme, said.finding(part))) for part in _rows(line)]
    rows += [said.row(part, timeline_chart.stair(part, theme, said.finding(part))) for part in _rows(rungs)]
    cut = any((stop.seconds or 0) > timeline_chart.LONGEST_SECONDS for stop in line if stop.lane == "waiting")
    lead = " ".join(filter(None, (_interrupted(broken, texts), _recovered(mishap, rungs, texts))))
    return {"timeline": SimpleNamespace(lead=lead, rows=rows, note=texts.timeline_cut if cut else "")}


def _mishap(stops: Sequence[Stop]) -> tuple[Stop | None, list[Stop]]:
    """The mishap, and the rungs of what was done about it."""
    found = [stop for stop in stops if stop.lane == "recovery"]
    if found and found[0].state == "told" and found[0].seconds is None:
        return found[0], found[1:]
    return None, found


def _rows(stops: Sequence[Stop]) -> Iterator[list[Stop]]:
    """The stops in rows of about the same length; an interruption is not parted."""
    if not stops:
        return
    size = -(-len(stops) // -(-len(stops) // MOST_COLUMNS))
    row: list[Stop] = []
    for stop in stops:
        parts = row and stop.lane == row[-1].lane == "interruption"
        if len(row) >= (MOST_COLUMNS if parts else size):
            yield row
            row = []
        row.append(stop)
    yield row


class _Said:
    """How stops are said in one language; `most`: the seconds that are as long as a column."""

    def __init__(self, language: str, texts: Texts, most: float) -> None:
        self.language, self.texts, self.most = language, texts, most

    def row(self, stops: Sequence[Stop], drawing: Markup) -> SimpleNamespace:
        return SimpleNamespace(svg=drawing, columns=[self._column(stop) for stop in stops])

    def _column(self, stop: Stop) -> SimpleNamespace:
        words, note = self._words(stop)
        return SimpleNamespace(label=stop.label, words=_begun(words), note=note, bad=stop.state == "bad")

    def _words(self, stop: Stop) -> tuple[str, str]:
        """The answer, and what there is to say beside it."""
        if stop.lane == "waiting":
            verdicts = {"partly": self.texts.wait_fair, "bad": self.texts.wait_bad}
            if stop.never or stop.seconds is None:
                return self.texts.wait_never, ""
            return typography.duration(stop.seconds, self.language), verdicts.get(stop.state, "")
        taken = "" if stop.seconds is None else typography.duration(stop.seconds, self.language)
        # What tells a time by itself says no more than the time.
        if taken and stop.words.replace(" ", "") == taken.replace(typography.NO_BREAK, "").replace(" ", ""):
            return taken, ""
        return stop.words, taken

    def finding(self, stops: Sequence[Stop]) -> str:
        """The stops in words, for who does not see them."""
        return typography.clean(" ".join(self._sentence(stop) for stop in stops))

    def _sentence(self, stop: Stop) -> str:
        said = ", ".join(filter(None, self._words(stop)))
        return f"{stop.label}: {said}.".replace("..", ".")


def _begun(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]


def _interrupted(broken: Sequence[Stop], texts: Texts) -> str:
    if not broken:
        return ""
    last = broken[-1]
    if last.never:
        return str(texts.timeline_broken)
    known = len(broken) > 1 and not (last.state == "told" and last.seconds is None)
    return str(texts.timeline_mended if known else texts.timeline_interrupted)


def _recovered(mishap: Stop | None, rungs: Sequence[Stop], texts: Texts) -> str:
    scored = [rung for rung in rungs if rung.state != "told"]
    lit = sum(rung.state == "good" for rung in scored)
    if not scored:
        return str(texts.recovery_untold) if mishap else ""
    if lit == len(scored):
        return str(texts.recovery_all)
    none = all(rung.state == "bad" for rung in scored)
    return str(texts.recovery_none if none else texts.recovery_some.format(lit=lit, n=len(scored)))
