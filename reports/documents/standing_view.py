"""Where the score stands, at the foot of page one: the store's visits before, and the chain's other stores."""

from __future__ import annotations

from typing import Any

from reports import standing_charts, typography
from reports.documents.texts import Texts
from reports.report_data import ReportData
from reports.theme import Theme


def standing(report: ReportData, texts: Texts, theme: Theme, has_room: bool) -> dict[str, Any]:
    """`trend_svg` and `stores_svg`, each empty where there is nothing to stand beside; whether they are on page one."""
    drawn = {"trend_svg": _trend(report, texts, theme), "stores_svg": _stores(report, texts, theme)}
    return {**drawn, "has_standing": has_room and any(drawn.values())}


def _trend(report: ReportData, texts: Texts, theme: Theme) -> str:
    score, language = report.score, report.language
    if not score.earlier or score.base is None:
        return ""
    figures = [typography.number(base, language) for base in (*(one.base for one in score.earlier), score.base)]
    names = [*(_month(one.month) for one in score.earlier), texts.trend_now]
    said = ", ".join(f"{name}: {figure}" for name, figure in zip(names, figures, strict=True))
    mean = None
    if score.chain_mean is not None:
        mean = (score.chain_mean, texts.trend_chain.format(typography.number(score.chain_mean, language)))
    bases = [*(one.base for one in score.earlier), score.base]
    return standing_charts.trend(bases, names, figures, mean, theme, texts.trend_finding.format(said))


def _stores(report: ReportData, texts: Texts, theme: Theme) -> str:
    score, language = report.score, report.language
    if not score.stores or score.base is None:
        return ""
    own, low, high = (typography.number(one, language) for one in (score.base, score.stores[0], score.stores[-1]))
    finding = texts.stores_finding.format(n=len(score.stores), low=low, high=high, own=own)
    return standing_charts.among_stores(score.stores, score.base, own, theme, finding)


def _month(month: str) -> str:
    """“2026-03” as “3/26”."""
    return f"{int(month[5:])}/{month[2:4]}"
