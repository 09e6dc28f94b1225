"""From report data to what the template says: order, words and figures, all ready to be set."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from reports import charts, typography
from reports.documents import (
    evidence_view,
    glance_view,
    journey_view,
    outcomes_view,
    promise_view,
    rows_view,
    standing_view,
    timeline_view,
)
from reports.documents.texts import Texts
from reports.report_data import ReportData
from reports.theme import Theme

FEWEST_LINES, WORDS_A_LINE = 2, 200
"""On the last page so many characters take the place of one line to write on."""


def view_of(report: ReportData, texts: Texts, theme: Theme, attachment_name: str) -> dict[str, Any]:
    """Everything the template names, for one report in its language."""
    return {
        "report": report,
        "t": texts,
        "language": report.language,
        "issued_at": f"{report.issued_on}T00:00:00Z",
        "attachment_name": attachment_name,
        **_foreign(report),
        **_cover(report, texts),
        **glance_view.glance(report, texts),
        **standing_view.standing(report, texts, theme, glance_view.has_room(report, texts)),
        **journey_view.journey(report, texts, theme),
        **_build(report, texts, theme),
        **rows_view.rows(report, texts, theme),
        **outcomes_view.outcomes(report, texts, theme),
        **evidence_view.evidence(report, texts, theme),
        **timeline_view.timeline(report, texts, theme),
    }


def _foreign(report: ReportData) -> dict[str, str]:
    """`words_in`: the language of the shopper's words where it is another than the report's, else empty; `foreign`: the
    attribute that says so of an element which holds nothing but such words."""
    language = report.words_language
    if language is None or language == report.language:
        return {"words_in": "", "foreign": Markup("")}
    return {"words_in": language, "foreign": Markup(' lang="{}"').format(language)}


def _cover(report: ReportData, texts: Texts) -> dict[str, Any]:
    language, score = report.language, report.score
    notes = [texts.of_hundred if score.base is not None else texts.no_score]
    if score.previous is not None:
        notes.append(texts.last_time.format(typography.number(score.previous, language)))
    name = len(report.store.name)
    return {
        "title": f"{report.store.name} · {texts.kicker} · {texts.visit_number.format(report.visit.number)}",
        "score_size": "none" if score.base is None else "wide" if round(score.base) > 99 else "normal",
        "score": "–" if score.base is None else typography.number(score.base, language),
        "plus": f"+{typography.short(score.plus, language)}" if score.plus > 0 else "",
        "score_note": " · ".join(notes),
        **_weighted(report, texts),
        "store_size": "short" if name <= 20 else "middle" if name <= 44 else "long",
        "verdict_size": "short" if len(report.headline.verdict) <= 150 else "long",
        "facts": _facts(report, texts),
        "write_lines": _write_lines(report),
        "promise": promise_view.promise(report.action.last_step, texts, language),
        "colophon": _colophon(report, texts),
        **_correction(report, texts),
        "footer": _footer(report, texts),
    }


def _write_lines(report: ReportData) -> int:
    """How many lines there are to write the reply on: fewer where much was promised, so that the page holds it all."""
    last, step = report.action.last_step, report.headline.step
    room = 6 if last else 9
    told = len(last.text) + len(last.reply) + len(last.effect) if last else 0
    told += len(step.title) if step else 0
    return max(FEWEST_LINES, min(report.action.reply_lines, room - told // WORDS_A_LINE))


def _weighted(report: ReportData, texts: Texts) -> dict[str, str]:
    """The score weighted with emotion, as it stands beside the base, and how it came about; else empty."""
    weighted, language = report.score.weighted, report.language
    if weighted is None:
        return {"weighted": "", "how_weighted": ""}
    decimals = 0 if weighted.share == round(weighted.share) else 1
    share, rest = (typography.percent(part, language, decimals) for part in (weighted.share, 100 - weighted.share))
    return {
        "weighted": texts.weighted.format(share=share, score=typography.number(weighted.score, language)),
        "how_weighted": texts.how_weighted.format(share=share, rest=rest),
    }


def _facts(report: ReportData, texts: Texts) -> list[SimpleNamespace]:
    language, score = report.language, report.score
    signed = partial(typography.signed, language=language)
    facts = []
    for other, name in (
        (score.previous, texts.fact_previous),
        (score.chain_mean, texts.fact_chain.format(score.n)),
    ):
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


def _colophon(report: ReportData, texts: Texts) -> str:
    said = [texts.issued.format(typography.day(report.issued_on, report.language))]
    said.append(texts.edition_note.format(report.edition_number))
    if report.corrects is not None:
        said.append(texts.corrects_note.format(report.corrects))
    if report.visit.scenario:
        said.append(f"{texts.scenario}: {typography.trimmed(report.visit.scenario, 160, '')}")
    return " · ".join(said)


def _correction(report: ReportData, texts: Texts) -> dict[str, Any]:
    """What this edition says otherwise than the one before: a lead, and a row for each answer."""
    correction, score = report.correction, report.score.base
    if correction is None or report.corrects is None:
        return {"correction": None}
    said = [texts.correction_lead.format(report.corrects)]
    if correction.base is not None and score is not None and round(correction.base) != round(score):
        before, now = (typography.number(figure, report.language) for figure in (correction.base, score))
        said.append(texts.correction_score.format(before=before, now=now))
    if correction.has_more:
        said.append(texts.correction_more)
    elif not correction.rows:
        said.append(texts.correction_none)
    return {"correction": SimpleNamespace(lead=" ".join(said), rows=correction.rows)}


def _footer(report: ReportData, texts: Texts) -> str:
    number = texts.visit_number.format(report.visit.number)
    said = [typography.trimmed(report.chain, 50, ""), report.visit.when, number, texts.confidential]
    return " · ".join(word for word in said if word)


def _build(report: ReportData, texts: Texts, theme: Theme) -> dict[str, Any]:
    """Three levels and four components."""
    language = report.language
    levels = [level for level in report.score.levels if level.percent is not None]
    figures = [typography.percent(level.percent or 0, language) for level in levels]
    names = [texts.levels[level.id] for level in levels]
    finding = texts.levels_finding.format(", ".join(f"{n} {f}" for n, f in zip(names, figures, strict=True)))
    components = [
        SimpleNamespace(
            name=texts.components[part.id],
            percent=part.percent,
            figure=typography.number(part.percent, language),
        )
        for part in report.score.components
        if part.percent is not None
    ]
    return {
        "levels": names,
        "levels_svg": charts.level_steps([level.percent for level in levels], theme, finding, figures),
        "components": components,
    }
