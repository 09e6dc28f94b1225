"""From report data to what the template says: order, words and figures, all ready to be set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

from reports import charts, journey_chart, typography
from reports.documents import evidence_view, rows_view
from reports.documents.texts import Texts
from reports.report_data import ReportData
from reports.report_parts import JourneyPoint, SectionScore
from reports.theme import Theme

MOST_AT_A_GLANCE = 13
MOST_MOMENTS = 24


def view_of(report: ReportData, texts: Texts, theme: Theme, attachment_name: str) -> dict[str, Any]:
    """Everything the template names, for one report in its language."""
    return {
        "report": report,
        "t": texts,
        "language": report.language,
        "issued_at": f"{report.issued_on}T00:00:00Z",
        "attachment_name": attachment_name,
        **_cover(report, texts),
        **_glance(report, texts),
        **_journey(report, texts, theme),
        **_build(report, texts, theme),
        **rows_view.rows(report, texts),
        **evidence_view.evidence(report, texts, theme),
    }


def _cover(report: ReportData, texts: Texts) -> dict[str, Any]:
    language, score = report.language, report.score
    notes = [texts.of_hundred if score.base is not None else texts.no_score]
    if score.previous is not None:
        notes.append(texts.last_time.format(typography.number(score.previous, language)))
    name = len(report.store.name)
    return {
        "title": f"{report.store.name} · {texts.kicker} · {texts.visit_number.format(report.visit.number)}",
        "score": "–" if score.base is None else typography.number(score.base, language),
        "plus": f"+{typography.short(score.plus, language)}" if score.plus > 0 else "",
        "score_note": " · ".join(notes),
        "store_size": "short" if name <= 20 else "middle" if name <= 44 else "long",
        "verdict_size": "short" if len(report.headline.verdict) <= 150 else "long",
        "facts": _facts(report, texts),
        "last_step_state": _step_state(report, texts),
        "colophon": _colophon(report, texts),
        "footer": _footer(report, texts),
    }


def _facts(report: ReportData, texts: Texts) -> list[SimpleNamespace]:
    language, score = report.language, report.score
    signed = partial(typography.signed, language=language)
    facts = []
    for other, name in ((score.previous, texts.fact_previous), (score.chain_mean, texts.fact_chain.format(score.n))):
        if score.base is not None and other is not None:
            change = round(score.base) - round(other)
            facts.append(SimpleNamespace(figure=signed(change), name=name, bad=change < 0))
    if score.emotion_index is not None:
        figure = typography.number(score.emotion_index, language)
        facts.append(SimpleNamespace(figure=figure, name=texts.fact_emotion, bad=False))
    if score.plus > 0:
        figure = f"+{typography.short(score.plus, language)}"
        facts.append(SimpleNamespace(figure=figure, name=texts.fact_plus, bad=False))
    figure = typography.percent(score.coverage, language)
    return [*facts, SimpleNamespace(figure=figure, name=texts.fact_coverage, bad=False)]


def _step_state(report: ReportData, texts: Texts) -> str:
    done = report.action.last_step.done if report.action.last_step else None
    return {True: texts.last_step_done, False: texts.last_step_undone, None: texts.last_step_open}[done]


def _colophon(report: ReportData, texts: Texts) -> str:
    said = [texts.issued.format(typography.day(report.issued_on, report.language))]
    said.append(texts.edition_note.format(report.edition_number))
    if report.corrects is not None:
        said.append(texts.corrects_note.format(report.corrects))
    if report.visit.scenario:
        said.append(f"{texts.scenario}: {typography.trimmed(report.visit.scenario, 160, '')}")
    return " · ".join(said)


def _footer(report: ReportData, texts: Texts) -> str:
    number = texts.visit_number.format(report.visit.number)
    said = [typography.trimmed(report.chain, 50, ""), report.visit.when, number, texts.confidential]
    return " · ".join(word for word in said if word)


def _glance(report: ReportData, texts: Texts) -> dict[str, Any]:
    any_mean = any(section.chain_mean is not None for section in report.score.sections)
    scored = [section for section in report.score.sections if section.percent is not None]
    ordered = sorted(scored, key=_gap) if any_mean else sorted(scored, key=lambda section: section.percent or 0)
    shown = ordered[:MOST_AT_A_GLANCE]
    return {
        "any_mean": any_mean,
        "glance_title": texts.sections_by_gap if any_mean else texts.sections_by_score,
        "glance": [_glance_line(section, report.language) for section in shown],
        "glance_more": len(ordered) - len(shown),
        "glance_size": "roomy" if len(shown) <= 9 else "normal" if len(shown) <= 11 else "tight",
    }


def _gap(section: SectionScore) -> float:
    percent = section.percent or 0.0
    return percent - (section.chain_mean if section.chain_mean is not None else percent)


def _glance_line(section: SectionScore, language: str) -> SimpleNamespace:
    gap = round(section.percent or 0) - round(section.chain_mean) if section.chain_mean is not None else None
    return SimpleNamespace(
        title=section.title,
        percent=section.percent,
        chain_mean=section.chain_mean,
        capped=section.capped,
        low=gap is not None and gap < 0,
        figure=typography.number(section.percent or 0, language),
        gap="·" if not gap else typography.signed(gap, language),
    )


def _journey(report: ReportData, texts: Texts, theme: Theme) -> dict[str, Any]:
    points = report.journey.points
    known = [point for point in points if point.valence is not None]
    lead = _journey_lead(points, known, texts, report.language)
    figure = partial(typography.signed, language=report.language, decimals=1)
    words = {name: texts[name] for name in ("start", "peak", "peak_low", "end")}
    words |= {"high": texts.journey_axis_high, "low": texts.journey_axis_low}
    return {
        "journey_lead": lead,
        "journey_columns": [SimpleNamespace(label=p.label, unknown=p.valence is None) for p in points if known],
        "journey_svg": journey_chart.journey_curve(points, theme, lead, words, figure) if known else "",
        "moments": _in_threes(_moments(points, texts, theme, figure)),
    }


def _journey_lead(
    points: Sequence[JourneyPoint], known: list[JourneyPoint], texts: Texts, language: str
) -> str:
    if not known:
        return texts.journey_lead_none
    high, low = max(known, key=_valence), min(known, key=_valence)
    if _valence(high) == _valence(low):
        return texts.journey_lead_one.format(high=high.label)
    said = [texts.journey_lead_both.format(high=high.label, low=low.label)]
    ends = [next((p for p in points if getattr(p, name) and p.valence is not None), None) for name in ("start", "end")]
    if ends[0] and ends[1]:
        lift = _valence(ends[1]) - _valence(ends[0])
        words = texts.journey_lift_up if lift > 0 else texts.journey_lift_down if lift else texts.journey_lift_same
        said.append(words.format(typography.number(abs(lift), language, 1)))
    return " ".join(said)


def _valence(point: JourneyPoint) -> float:
    return point.valence or 0.0


def _moments(
    points: Sequence[JourneyPoint], texts: Texts, theme: Theme, figure: Callable[[float], str]
) -> list[SimpleNamespace]:
    told = [point for point in points if point.emotions or point.words][:MOST_MOMENTS]
    return [_moment(point, texts, theme, figure) for point in told]


def _moment(point: JourneyPoint, texts: Texts, theme: Theme, figure: Callable[[float], str]) -> SimpleNamespace:
    low = point.valence is not None and point.valence < 0
    notes = [(point.start, texts.start), (point.peak, texts.peak_low if low else texts.peak), (point.end, texts.end)]
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
        words=point.words,
    )


def _in_threes(items: list[SimpleNamespace]) -> list[list[SimpleNamespace]]:
    return [items[place : place + 3] for place in range(0, len(items), 3)]


def _build(report: ReportData, texts: Texts, theme: Theme) -> dict[str, Any]:
    """Three levels and four components."""
    language = report.language
    levels = [level for level in report.score.levels if level.percent is not None]
    figures = [typography.percent(level.percent or 0, language) for level in levels]
    names = [texts.levels[level.id] for level in levels]
    finding = texts.levels_finding.format(", ".join(f"{n} {f}" for n, f in zip(names, figures, strict=True)))
    components = [
        SimpleNamespace(
            name=texts.components[part.id], percent=part.percent, figure=typography.number(part.percent, language)
        )
        for part in report.score.components
        if part.percent is not None
    ]
    return {
        "levels": names,
        "levels_svg": charts.level_steps([level.percent for level in levels], theme, finding, figures),
        "components": components,
    }
