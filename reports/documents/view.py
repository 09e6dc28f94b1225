"""From report data to what the template says: order, words and figures, all ready to be set."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from reports import charts, typography
from reports.documents import (
    evidence_view,
    journey_view,
    outcomes_view,
    promise_view,
    rows_view,
    standing_view,
    timeline_view,
)
from reports.documents.texts import Texts
from reports.report_data import ReportData
from reports.report_parts import SectionScore
from reports.theme import Theme

ROOM_AT_A_GLANCE, ROOM_BELOW_A_PROMISE = 14.0, 12.0
"""Lines of sections on the first page; a title longer than ONE_LINE takes TWO_LINES."""
ONE_LINE = 26
TWO_LINES = 1.65
MANY_WORDS, MANY_BELOW_A_PROMISE = 640, 480
MOST_BESIDE_STANDING = 600
LONG_PROMISE, LONG_REPLY, LONG_QUESTION, LONG_COMPARED = 80, 60, 48, 58
"""The foot of the first page has room for where the score stands, if the findings have no more words, or a long promise
takes a line of the sections' place."""
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
        **_glance(report, texts),
        **standing_view.standing(report, texts, theme, _has_room(report, texts)),
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


def _glance(report: ReportData, texts: Texts) -> dict[str, Any]:
    any_mean = any(section.chain_mean is not None for section in report.score.sections)
    scored = [section for section in report.score.sections if section.percent is not None]
    ordered = sorted(scored, key=_gap) if any_mean else sorted(scored, key=lambda section: section.percent or 0)
    promised = report.action.last_step is not None
    shown = _that_fit(ordered, ROOM_BELOW_A_PROMISE if promised else ROOM_AT_A_GLANCE)
    many = MANY_BELOW_A_PROMISE if promised else MANY_WORDS
    return {
        "any_mean": any_mean,
        "glance_title": texts.sections_by_gap if any_mean else texts.sections_by_score,
        "glance": [_glance_line(section, report.language) for section in shown],
        "glance_more": len(ordered) - len(shown),
        "glance_size": _glance_size(len(shown) + (3 if promised else 0)),
        "findings_size": "dense" if _findings_length(report) > many else "normal",
    }


def _has_room(report: ReportData, texts: Texts) -> bool:
    """Whether where the score stands finds room at the foot of the first page."""
    promised = promise_view.promise(report.action.last_step, texts, report.language)
    if promised is None:
        return _findings_length(report) <= MANY_WORDS
    is_long = (
        len(promised.deed) > LONG_PROMISE
        or len(promised.reply) > LONG_REPLY
        or len(promised.question) > LONG_QUESTION
        or len(promised.compared) > LONG_COMPARED
    )
    scored = [section for section in report.score.sections if section.percent is not None]
    lines = sum(_lines(section) for section in scored)
    room = ROOM_BELOW_A_PROMISE - (1 if is_long else 0)
    return lines <= room and _findings_length(report) <= MOST_BESIDE_STANDING


def _lines(section: SectionScore) -> float:
    return TWO_LINES if section.capped or len(section.title) > ONE_LINE else 1


def _glance_size(lines: int) -> str:
    return "roomy" if lines <= 9 else "normal" if lines <= 11 else "tight"


def _findings_length(report: ReportData) -> int:
    points = (report.headline.praise, report.headline.fix, report.headline.step)
    return sum(len(point.title) * 2 + len(point.text) + len(point.quote) for point in points if point)


def _that_fit(sections: list[SectionScore], room: float) -> list[SectionScore]:
    """As many as find room on the first page: a long title takes two lines."""
    shown = []
    for section in sections:
        room -= _lines(section)
        if room < 0:
            break
        shown.append(section)
    return shown


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
        low=section.low,
        figure=typography.number(section.percent or 0, language),
        gap="·" if not gap else typography.signed(gap, language),
    )


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
