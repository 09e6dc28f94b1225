"""A wave's changes and its costliest details, ready to be set."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from reports import typography, wave_charts
from reports.documents.texts import Texts
from reports.theme import Theme
from reports.wave.details import Costly
from reports.wave.figures import FEWEST, Change
from reports.wave.reports import WaveReport

SHOWN_COSTS = 12
HEADLINE_COSTS = 5


def changes(report: WaveReport, texts: Texts, theme: Theme) -> dict[str, Any]:
    """`changes`: a line for the score, the emotion index, and every section that can be compared."""
    found = report.findings.changes
    named = [(texts.overall, found.score), (texts.emotion, found.emotion)]
    told = [(name, one, True) for name, one in named if one.change is not None]
    told += [(one.title, one.percent, False) for one in found.sections if one.percent.change is not None]
    values = [mean for _n, one, _o in told for mean in (one.now.mean, one.before.mean) if mean is not None]
    scale = wave_charts.scale_for(values)
    clear = [name for name, one, is_overall in told if one.is_clear and not is_overall]
    return {
        "changes_title": _title(report, texts, bool(told), clear),
        "changes_lead": _lead(report, texts, bool(told)),
        "changes": [_line(name, one, is_overall, scale, report, texts, theme) for name, one, is_overall in told],
    }


def _title(report: WaveReport, texts: Texts, any_told: bool, clear: list[str]) -> str:
    if report.wave.before is None:
        return str(texts.changed_title_first)
    if not any_told:
        return str(texts.changed_title_few)
    if len(clear) == 1:
        return str(texts.changed_title_one.format(typography.trimmed(clear[0], 60, "")))
    return str(texts.changed_title_some.format(len(clear)) if clear else texts.changed_title_none)


def _lead(report: WaveReport, texts: Texts, any_told: bool) -> str:
    if report.wave.before is None:
        return ""
    if not any_told:
        return str(texts.changed_lead_few)
    before, now = (typography.trimmed(name, 60, "") for name in (report.wave.before, report.wave.name))
    return str(texts.changed_lead.format(before=before, now=now))


def _line(
    name: str, one: Change, is_overall: bool, scale: wave_charts.Scale, report: WaveReport, texts: Texts, theme: Theme
) -> SimpleNamespace:
    language, now, before = report.language, one.now.mean or 0.0, one.before.mean or 0.0
    verdict = texts.maybe_chance
    if one.is_clear:
        verdict = texts.clear_up if (one.change or 0) > 0 else texts.clear_down
    said = {
        "before": typography.number(before, language),
        "now": typography.number(now, language),
        "change": typography.signed(one.change or 0, language, 1),
        "margin": typography.number(one.margin or 0, language, 1),
    }
    finding = texts.dumbbell_finding.format(what=name, verdict=verdict, **said)
    return SimpleNamespace(
        **said,
        name=name,
        is_overall=is_overall,
        is_clear=one.is_clear,
        is_worse=one.is_clear and (one.change or 0) < 0,
        verdict=verdict,
        n=f"{one.before.n} → {one.now.n}",
        svg=wave_charts.dumbbell(before, now, one.is_clear, scale, theme, typography.clean(finding)),
    )


def costs(report: WaveReport, texts: Texts) -> dict[str, Any]:
    """`costs`: the dearest details with bars in proportion to the dearest of now and before."""
    found, language = report.findings, report.language
    shown = found.details[:SHOWN_COSTS]
    longest = max((max(one.cost, one.before or 0) for one in shown), default=0) or 1
    rest = found.costs - sum(one.cost for one in shown)
    return {
        "costs_title": _costs_title(report, texts),
        "costs_lead": _costs_lead(report, texts),
        "costs": [_cost(one, longest, texts, language) for one in shown],
        "costs_beside": any(one.before is not None for one in shown),
        "costs_rest": texts.more_costs.format(
            n=found.costing - len(shown), cost=typography.number(max(0.0, rest), language, 1)
        )
        if found.costing > len(shown)
        else "",
    }


def _costs_title(report: WaveReport, texts: Texts) -> str:
    found = report.findings
    if not found.details or found.costs <= 0:
        return str(texts.costs_title_none)
    few = found.details[:HEADLINE_COSTS]
    if len(few) == 1:
        return str(texts.costs_title_one)
    share = sum(one.cost for one in few) / found.costs * 100
    return str(texts.costs_title.format(few=len(few), share=typography.percent(share, report.language)))


def _costs_lead(report: WaveReport, texts: Texts) -> str:
    if not report.findings.details:
        return ""
    if report.findings.n < FEWEST:
        return str(texts.costs_lead_few)
    return str(texts.costs_lead.format(all=typography.number(report.findings.costs, report.language, 1)))


def _cost(one: Costly, longest: float, texts: Texts, language: str) -> SimpleNamespace:
    notes = [typography.trimmed(one.section, 50, "")]
    if one.critical:
        notes.append(texts.critical.format(one.critical))
    return SimpleNamespace(
        text=one.text,
        notes=" · ".join(notes),
        is_critical=one.critical > 0,
        percent=one.cost / longest * 100,
        before=None if one.before is None else one.before / longest * 100,
        cost=typography.number(one.cost, language, 1),
        lost=texts.lost_in.format(lost=one.lost_in, n=one.n),
        stores=texts.in_store if one.stores == 1 else texts.in_stores.format(one.stores),
        usual=usual(one, texts),
    )


def usual(one: Costly, texts: Texts) -> str:
    """The answer that a detail fell short with most often, as it is set."""
    answer = typography.trimmed(one.answer, 110, "")
    if not answer:
        return ""
    if one.times > 1:
        return str(texts.times.format(answer=answer, times=one.times))
    return str(answer if one.lost_in == 1 else texts.middle.format(answer))
