"""The journey in print: the curve with its lead, and the moments that were told, in the shopper's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

from reports import charts, journey_chart, typography
from reports.documents.journey_labels import MOST_IN_A_LINE, labels_in_lines
from reports.documents.texts import Texts
from reports.report_data import ReportData
from reports.report_parts import JourneyPoint, Turn
from reports.theme import Theme

MOST_MOMENTS = 24
ROOM_FOR_MOMENTS = 72.0
"""Millimetres for them on the journey's page; what needs more goes on overleaf, and the exceptions follow it there."""
LINE_OF_WORDS = 30
MOST_WORDS = 220
"""Characters of a moment's words beside the curve; all of them stand among the answers."""


def journey(report: ReportData, texts: Texts, theme: Theme) -> dict[str, Any]:
    points = report.journey.points
    known = [point for point in points if point.valence is not None]
    lead = _journey_lead(points, known, texts, report.language)
    finding = " ".join(filter(None, (lead, _turn_said(report, texts), _marked_said(points, texts))))
    named = points if known else ()
    figure = partial(typography.signed, language=report.language, decimals=1)
    words = {name: texts[name] for name in ("start", "peak", "peak_low", "end", "turn_good", "turn_bad")}
    words |= {"high": texts.journey_axis_high, "low": texts.journey_axis_low}
    return {
        "journey_lead": lead,
        "journey_columns": [SimpleNamespace(label=p.label, unknown=p.valence is None) for p in named],
        "journey_labels": labels_in_lines(named, report.journey.turn) if len(named) > MOST_IN_A_LINE else [],
        "journey_marked": texts.journey_marked if known and any(p.rose or p.fell for p in points) else "",
        "journey_svg": journey_chart.journey_curve(points, theme, finding, words, figure, report.journey.turn)
        if known
        else "",
        "moments": (trios := _in_threes(_moments(report, texts, theme, figure))),
        "journey_spills": sum(map(_height, trios)) > ROOM_FOR_MOMENTS,
    }


def _journey_lead(points: Sequence[JourneyPoint], known: list[JourneyPoint], texts: Texts, language: str) -> str:
    if not known:
        return str(texts.journey_lead_none)
    high, low = _highest(known), _lowest(known)
    if len(known) == 1:
        return str(texts.journey_lead_one.format(high=high.label))
    said = [_extremes(high, low, texts), _lift(points, texts, language)]
    return " ".join(word for word in said if word)


def _turn_said(report: ReportData, texts: Texts) -> str:
    """For those who do not see the curve: where it breaks."""
    turn = report.journey.turn
    if turn is None:
        return ""
    return str((texts.turn_lead_good if turn.good else texts.turn_lead_bad).format(turn.label))


def _marked_said(points: Sequence[JourneyPoint], texts: Texts) -> str:
    """For those who do not see the curve: where the mood was marked on the spot."""
    ways = ((texts.journey_rose, [p.label for p in points if p.rose]),
            (texts.journey_fell, [p.label for p in points if p.fell]))  # fmt: skip
    return " ".join(words.format(", ".join(labels)) for words, labels in ways if labels)


def _highest(known: list[JourneyPoint]) -> JourneyPoint:
    """The picked good moment; else the best felt one, where one felt good; else the best of all."""
    felt = [point for point in known if point.felt and _valence(point) > 0]
    picked = [point for point in felt if point.peak]
    return max(picked or felt or known, key=lambda point: (_valence(point), point.felt))


def _lowest(known: list[JourneyPoint]) -> JourneyPoint:
    """The picked bad moment; else the worst felt one, where one felt bad; else the worst of all."""
    felt = [point for point in known if point.felt and _valence(point) < 0]
    picked = [point for point in felt if point.peak]
    return min(picked or felt or known, key=lambda point: (_valence(point), not point.felt))


def _extremes(high: JourneyPoint, low: JourneyPoint, texts: Texts) -> str:
    """What was picked is called the peak: the way out may have felt better still."""
    differ = _valence(high) > _valence(low)
    if high.peak and _valence(high) > 0:
        rest = texts.journey_rest_low.format(low.label) if differ else ""
        return f"{texts.journey_picked_high.format(high.label)} {rest}".strip()
    if low.peak and _valence(low) < 0:
        rest = texts.journey_rest_high.format(high.label) if differ else ""
        return f"{texts.journey_picked_low.format(low.label)} {rest}".strip()
    return str(texts.journey_lead_both.format(high=high.label, low=low.label) if differ else texts.journey_lead_even)


def _lift(points: Sequence[JourneyPoint], texts: Texts, language: str) -> str:
    """How the mood on the way out compares with that at the door, where both are known."""
    ends = [next((p for p in points if getattr(p, name) and p.valence is not None), None) for name in ("start", "end")]
    if not ends[0] or not ends[1]:
        return ""
    lift = _valence(ends[1]) - _valence(ends[0])
    words = texts.journey_lift_up if lift > 0 else texts.journey_lift_down if lift else texts.journey_lift_same
    return str(words.format(typography.number(abs(lift), language, 1)))


def _valence(point: JourneyPoint) -> float:
    return point.valence or 0.0


def _moments(
    report: ReportData, texts: Texts, theme: Theme, figure: Callable[[float], str]
) -> list[SimpleNamespace]:
    """What was told of each moment; behind that of its touchpoint, what was told of the turn."""
    turn, told = report.journey.turn, []
    for point in report.journey.points:
        if point.emotions or point.words:
            told.append(_moment(point, texts, theme, figure))
        if turn and turn.words and point.touchpoint == turn.touchpoint and not (point.start or point.end):
            told.append(_turn(turn, texts))
            turn = None
    return told[:MOST_MOMENTS]


def _turn(turn: Turn, texts: Texts) -> SimpleNamespace:
    return SimpleNamespace(
        label=turn.label,
        low=not turn.good,
        figure="",
        feelings=[],
        notes=texts.turn_good if turn.good else texts.turn_bad,
        words=typography.trimmed(turn.words, MOST_WORDS, ""),
    )


def _moment(point: JourneyPoint, texts: Texts, theme: Theme, figure: Callable[[float], str]) -> SimpleNamespace:
    low = point.valence is not None and point.valence < 0
    notes = [
        (point.start, texts.start),
        (point.peak, texts.peak_low if low else texts.peak),
        (point.end, texts.end),
    ]
    feelings = [
        SimpleNamespace(
            icon=charts.emotion_icon(feeling.emotion, texts.emotions[feeling.emotion], theme),
            name=texts.emotions[feeling.emotion],
            strength=texts.strength.format(feeling.strength),
        )
        for feeling in point.emotions
    ]
    return SimpleNamespace(
        label=point.label,
        low=low,
        figure="" if point.valence is None else figure(point.valence),
        feelings=feelings,
        notes=" · ".join(word for holds, word in notes if holds),
        words=typography.trimmed(point.words, MOST_WORDS, ""),
    )


def _height(trio: list[SimpleNamespace]) -> float:
    """About how many millimetres a row of moments takes."""
    return 9 + max(
        4.3 * len(one.feelings) + (3.6 if one.notes else 0) + 4.6 * -(-len(one.words) // LINE_OF_WORDS) for one in trio
    )


def _in_threes(items: list[SimpleNamespace]) -> list[list[SimpleNamespace]]:
    return [items[place : place + 3] for place in range(0, len(items), 3)]
