"""Questions and answers as they are printed: the exceptions first, then every section whole."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from reports import typography
from reports.documents import outcomes_view
from reports.documents.texts import Texts
from reports.report_data import ReportData
from reports.report_parts import GRADES, HARD, Row, Section, SectionScore
from reports.theme import Theme

MOST_EXCEPTIONS = 12
LONG_ROW = 900
WORDY = 60
BELOW = 380
"""An answer of more characters than this stands below its question, over the whole width."""
BRIEF = 360
"""Among the exceptions words are shown up to here; what is longer stands whole in its section."""
_FULL = 0.9995


def rows(report: ReportData, texts: Texts, theme: Theme) -> dict[str, Any]:
    """`exceptions` with their lead, `sections` with all rows, and by id the rows of which something is `drawn`."""
    every = [row for section in report.sections for row in section.rows]
    short = sorted(filter(_falls_short, every), key=lambda row: (not row.critical_failed, -_lost(row)))
    shown = short[:MOST_EXCEPTIONS]
    scores = {score.id: score for score in report.score.sections}
    places = {row.id: section.title for section in report.sections for row in section.rows}
    sections = [
        _section(
            section, scores.get(section.id), report, texts, theme, {row.id for row in shown if len(row.quote) <= BRIEF}
        )
        for section in report.sections
        if section.rows
    ]
    return {
        "exceptions": [_row(_brief(row), report, texts, quoted=True, place=places[row.id]) for row in shown],
        "exceptions_more": len(short) - len(shown),
        "exceptions_lead": _lead(short, any(row.points is not None for row in every), report, texts),
        "sections": sections,
        "known": _known(every, report, texts),
        "drawn": {row.id: row for section in sections for row in section.rows if row.bars or row.ranked or row.stay},
    }


def _known(every: list[Row], report: ReportData, texts: Texts) -> list[SimpleNamespace]:
    """How the scored answers are known: each grade's share of their weight; none where no grade was kept."""
    weight: dict[str, float] = {}
    for row in every:
        if row.grade and row.points is not None and row.weight > 0:
            weight[row.grade] = weight.get(row.grade, 0.0) + row.weight
    whole = sum(weight.values())
    shares = [(grade, weight[grade] / whole * 100) for grade in GRADES if grade in weight]
    return [
        SimpleNamespace(label=texts.known_by[grade], percent=share, figure=typography.percent(share, report.language))
        for grade, share in shares
    ]


def _falls_short(row: Row) -> bool:
    return row.critical_failed or (row.points is not None and row.weight > 0 and row.points < _FULL)


def _brief(row: Row) -> Row:
    answer, quote = (typography.trimmed(" ".join(words.split()), BRIEF, "") for words in (row.answer, row.quote))
    return replace(row, answer=answer, quote=quote)


def _lost(row: Row) -> float:
    return row.weight * (1 - (row.points or 0))


def _lead(short: list[Row], any_scored: bool, report: ReportData, texts: Texts) -> str:
    if not any_scored:
        return f"{texts.no_score.capitalize()}."
    if not short:
        return str(texts.exceptions_none)
    lost = typography.short(sum(map(_lost, short)), report.language)
    words: str = texts.exceptions_lead_one if len(short) == 1 else texts.exceptions_lead
    return words.format(n=len(short), lost=lost)


def _section(
    section: Section,
    score: SectionScore | None,
    report: ReportData,
    texts: Texts,
    theme: Theme,
    quoted_before: set[str],
) -> SimpleNamespace:
    language = report.language
    return SimpleNamespace(
        title=section.title,
        figure=typography.percent(score.percent, language) if score and score.percent is not None else "",
        low=bool(score and score.low),
        capped=bool(score and score.capped),
        notes=" · ".join(_notes(section, score, report, texts)),
        rows=[
            _drawn(_row(row, report, texts, quoted=row.id not in quoted_before), row, texts, theme)
            for row in section.rows
        ],
    )


def _notes(section: Section, score: SectionScore | None, report: ReportData, texts: Texts) -> list[str]:
    language = report.language
    scored = [row for row in section.rows if row.points is not None and row.weight > 0]
    if not scored or score is None:
        return []
    got = typography.short(sum(row.weight * (row.points or 0) for row in scored), language)
    most = typography.short(sum(row.weight for row in scored), language)
    notes = [texts.points_note.format(got=got, most=most)]
    if score.coverage < 99.95:
        notes.append(texts.coverage_note.format(typography.percent(score.coverage, language)))
    if score.chain_mean is not None:
        notes.append(texts.section_chain.format(mean=typography.percent(score.chain_mean, language), n=score.n))
    return notes


def _drawn(set_row: SimpleNamespace, row: Row, texts: Texts, theme: Theme) -> SimpleNamespace:
    """The row with what is drawn of it beneath: bars of ratings, the curve of a stay."""
    set_row.bars = outcomes_view.bars(row.ratings)
    set_row.ends = row.ends
    set_row.ranked = row.ranked
    set_row.stay = outcomes_view.stay(row.sittings, texts, theme) if row.sittings else None
    if set_row.bars or set_row.stay:
        set_row.below = False
    return set_row


def _row(row: Row, report: ReportData, texts: Texts, quoted: bool, place: str = "") -> SimpleNamespace:
    language = report.language
    scored = row.points is not None and row.weight > 0
    points = row.points or 0.0
    answer = texts[row.skipped] if row.skipped else row.answer or texts.no_answer
    got = texts.of_points.format(
        got=typography.short(points * row.weight, language), most=typography.short(row.weight, language)
    )
    tags = [place] if place else []
    if report.edition == "hq":
        tags += [texts.levels[row.level]] if row.level else []
        tags += [texts.components[row.component]] if row.component else []
        tags += [texts.grades[row.grade]] if row.grade in (*HARD, "later") else []
    quote = row.quote if quoted else ""
    return SimpleNamespace(
        id=row.id,
        text=row.text,
        tags=" · ".join(tags),
        quote=quote,
        answer=answer,
        muted=bool(row.skipped) or not row.answer,
        own_words=row.own_words,
        wordy=not row.skipped and len(answer) > WORDY,
        critical_failed=row.critical_failed,
        plus=f"+{typography.short(row.plus, language)} {texts.plus.lower()}" if row.plus > 0 else "",
        got=got if scored else "",
        share=f"{points * 100:.1f}",
        grade="full" if points >= _FULL else "part" if points > 0 else "none",
        below=not row.skipped and len(answer) > BELOW + 4,
        long=len(quote) + len(answer) > LONG_ROW,
        bars=[],
        ends=(),
        ranked=(),
        stay=None,
    )
