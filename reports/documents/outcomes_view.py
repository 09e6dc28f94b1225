"""What stands beside the score, ready to be set: figures in threes, facts in a row, and what was chosen in words."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from reports import outcome_charts, typography
from reports.documents.texts import Texts
from reports.report_data import ReportData
from reports.report_parts import Echo, Expectation, Rated, Rating, Sitting
from reports.theme import Theme


def outcomes(report: ReportData, texts: Texts, theme: Theme) -> dict[str, Any]:
    """`outcome_figures` (rows of two or three), `outcome_facts`, and whether there is anything at all."""
    found = report.outcomes
    figures = list(_figures(report, texts, theme))
    facts = list(_facts(report, texts))
    beside = 3 if len(figures) == 3 else 2
    return {
        "outcome_figures": [figures[place : place + beside] for place in range(0, len(figures), beside)],
        "outcomes_beside": beside,
        "outcome_facts": facts,
        "outcome_risk": bool(found.is_risk),
        "any_outcomes": bool(figures or facts or found.is_risk or found.reasons or found.chosen),
    }


def bars(parts: tuple[Rating, ...]) -> list[SimpleNamespace]:
    """Ratings as bars: label, percent for the bar, figure."""
    return [SimpleNamespace(label=one.label, percent=one.value * 10.0, figure=f"{one.value}/10") for one in parts]


def stay(sittings: tuple[Sitting, ...], texts: Texts, theme: Theme) -> SimpleNamespace:
    """The curve of a stay and a line for each sitting: when, where, what was felt, words."""
    days = [one.when or texts.day_of_stay.format(one.day) for one in sittings]
    lines = [
        SimpleNamespace(
            when=day,
            place=one.place,
            felt=f"{texts.emotions[one.emotion]} {one.strength}/3",
            words=one.words,
            low=one.valence < 0,
        )
        for day, one in zip(days, sittings, strict=True)
    ]
    finding = texts.stay_finding.format("; ".join(f"{line.when}, {line.place}: {line.felt}" for line in lines))
    return SimpleNamespace(svg=outcome_charts.stay_curve(sittings, theme, _said(finding), days), lines=lines)


def _figures(report: ReportData, texts: Texts, theme: Theme) -> Iterator[SimpleNamespace]:
    found, language = report.outcomes, report.language
    if found.commitment is not None:
        figure = typography.number(found.commitment, language)
        drawing = outcome_charts.gauge(found.commitment, theme, _said(texts.commitment_finding.format(figure)), figure)
        yield _figure("commitment", texts, texts.commitment_note, svg=drawing)
    if found.intents:
        yield _figure("intents", texts, _index(found.intents, texts, language), bars=bars(found.intents.parts))
    if found.distance:
        yield _distance(found.distance, texts, theme, language)
    if found.expectation:
        yield _expectation(found.expectation, texts, theme)


def _figure(id_: str, texts: Texts, note: str, **more: Any) -> SimpleNamespace:
    bare: dict[str, Any] = {"svg": "", "bars": [], "legend": []}
    return SimpleNamespace(id=id_, title=texts[id_], note=note, **{**bare, **more})


def _index(rated: Rated, texts: Texts, language: str) -> str:
    return "" if rated.index is None else str(texts.index_note.format(typography.number(rated.index, language)))


def _distance(rated: Rated, texts: Texts, theme: Theme, language: str) -> SimpleNamespace:
    legend = [f"{number} {part.label} {part.value}/10" for number, part in enumerate(rated.parts, 1)]
    finding = texts.distance_finding.format(", ".join(f"{part.label} {part.value}/10" for part in rated.parts))
    drawing = outcome_charts.rings(rated.parts, theme, _said(finding))
    return _figure("distance", texts, texts.distance_note, svg=drawing, legend=legend)


def _expectation(met: Expectation, texts: Texts, theme: Theme) -> SimpleNamespace:
    verdict = texts.gap_words[str(met.step)]
    note = verdict if met.before is None else texts.expectation_note.format(before=met.before, after=met.after)
    words = {"before": texts.expected, "after": texts.got}
    finding = f"{texts.expectation}: {verdict}. {note}"
    drawing = outcome_charts.two_dots(met, theme, _said(finding), words)
    return _figure("expectation", texts, note if met.before is None else f"{verdict}. {note}", svg=drawing)


def _facts(report: ReportData, texts: Texts) -> Iterator[SimpleNamespace]:
    found = report.outcomes
    if found.excellence:
        figure = f"{found.excellence.best}/{found.excellence.n}"
        yield SimpleNamespace(figure=figure, name=texts.excellent_moments, bad=False)
    if found.satisfaction is not None:
        yield SimpleNamespace(figure=f"{found.satisfaction}/10", name=texts.would_recommend, bad=found.satisfaction < 7)
    if found.echo:
        yield _echo(found.echo, texts)


def _echo(echo: Echo, texts: Texts) -> SimpleNamespace:
    name = texts.echo[echo.said]
    if echo.said == "no":
        return SimpleNamespace(figure="0", name=name, bad=False)
    sign = "+" if echo.said == "good" else "−"
    figure = f"{sign}{echo.people}" if echo.people is not None else texts.echo_some[echo.said]
    return SimpleNamespace(figure=figure, name=name, bad=echo.said == "bad")


def _said(finding: str) -> str:
    return typography.clean(finding)
