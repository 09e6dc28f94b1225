"""From a wave's findings to what its template says: order, words and figures, all ready to be set."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from reports import typography, wave_charts
from reports.documents import wave_outcomes_view, wave_tables_view
from reports.documents.texts import Texts
from reports.theme import Theme
from reports.wave.changes import SectionChange
from reports.wave.figures import FEWEST, Change
from reports.wave.reports import Replaced, WaveReport

ROOM_AT_A_GLANCE = 12.0
"""Lines of sections on the first page; a title longer than ONE_LINE takes TWO_LINES."""
ONE_LINE = 26
TWO_LINES = 1.65
MANY_WORDS = 420
MANY_STORES = 14


def view_of(report: WaveReport, texts: Texts, theme: Theme) -> dict[str, Any]:
    """Everything the template names, for one wave in the report's language."""
    return {
        "report": report,
        "t": texts,
        "language": report.language,
        "issued_at": f"{report.issued_on}T00:00:00Z",
        **_cover(report, texts),
        **_glance(report, texts),
        **_stores(report, texts, theme),
        **wave_tables_view.changes(report, texts, theme),
        **wave_tables_view.costs(report, texts),
        **wave_outcomes_view.peaks(report, texts, theme),
        **wave_outcomes_view.promises(report, texts),
        **wave_outcomes_view.outcomes(report, texts, theme),
    }


def _cover(report: WaveReport, texts: Texts) -> dict[str, Any]:
    language, score = report.language, report.findings.changes.score
    number = typography.number
    note = texts.too_few_mean
    if score.now.mean is not None and score.now.margin is not None:
        note = texts.of_hundred_margin.format(number(score.now.margin, language))
    verdict = f"{_moved(report, texts)} {_dearest(report, texts)}"
    name = len(report.wave.name)
    return {
        "title": f"{report.wave.name} · {texts.kicker} · {report.chain}",
        "score": "–" if score.now.mean is None else number(score.now.mean, language),
        "score_size": "none" if score.now.mean is None else "wide" if round(score.now.mean) > 99 else "normal",
        "score_note": f"{note} · {basis(report, texts)}",
        "wave_size": "short" if name <= 20 else "middle" if name <= 44 else "long",
        "verdict": verdict,
        "verdict_size": "short" if len(verdict) <= 150 else "long",
        "facts": _facts(report, texts),
        "days": texts.days.format(
            first=typography.day(report.wave.first_on, language), last=typography.day(report.wave.last_on, language)
        ),
        "footer": _footer(report, texts),
        "colophon": colophon(report.edition_number, report.replaces, report.issued_on, report.until, texts, language),
    }


def basis(report: WaveReport, texts: Texts) -> str:
    """How many visits of how many stores all of it rests on."""
    n, stores = report.findings.n, len(report.findings.portfolio.lines)
    words = texts.basis_one if n == 1 else texts.basis_one_store if stores == 1 else texts.basis
    return str(words.format(visits=n, stores=stores))


def colophon(
    edition: int, replaces: Replaced | None, issued_on: str, until: str, texts: Texts, language: str
) -> str:
    """When it was issued, until when it tells, and what it replaces."""
    said = [texts.issued.format(typography.day(issued_on, language))]
    if until:
        said.append(texts.until.format(typography.day(until, language)))
    said.append(texts.edition_note.format(edition))
    if replaces:
        mean = "–" if replaces.mean is None else typography.number(replaces.mean, language, 1)
        said.append(texts.replaces_note.format(edition=replaces.edition, n=replaces.n, mean=mean))
    return " · ".join(said)


def _footer(report: WaveReport, texts: Texts) -> str:
    said = (typography.trimmed(report.chain, 50, ""), typography.trimmed(report.wave.name, 40, ""))
    return " · ".join((*said, texts.confidential))


def _moved(report: WaveReport, texts: Texts) -> str:
    """What became of the score since the wave before."""
    score, language = report.findings.changes.score, report.language
    if report.wave.before is None:
        return str(texts.verdict_first)
    if score.change is None or score.margin is None:
        return str(texts.verdict_few)
    if score.is_clear:
        words = texts.verdict_up if score.change > 0 else texts.verdict_down
        return str(words.format(typography.number(abs(score.change), language, 1)))
    change, margin = typography.signed(score.change, language, 1), typography.number(score.margin, language, 1)
    return str(texts.verdict_chance.format(change=change, margin=margin))


def _dearest(report: WaveReport, texts: Texts) -> str:
    if not report.findings.details:
        return str(texts.verdict_no_cost)
    dearest = report.findings.details[0]
    cost = typography.number(dearest.cost, report.language, 1)
    return str(texts.verdict_cost.format(detail=typography.trimmed(dearest.text, 90, ""), cost=cost))


def _facts(report: WaveReport, texts: Texts) -> list[SimpleNamespace]:
    language, found = report.language, report.findings
    score, emotion, plus = found.changes.score, found.changes.emotion.now, found.changes.plus.now
    facts = []
    if score.change is not None and score.margin is not None:
        name = texts.fact_change.format(typography.number(score.margin, language))
        facts.append((typography.signed(score.change, language), name, score.is_clear and score.change < 0))
    if emotion.mean is not None:
        facts.append((typography.number(emotion.mean, language), texts.fact_emotion.format(emotion.n), False))
    if plus.mean:
        facts.append((f"+{typography.number(plus.mean, language, 1)}", texts.fact_plus, False))
    if found.outcomes.even is not None:
        facts.append((typography.number(found.outcomes.even, language), texts.fact_even, False))
    stores = len(found.portfolio.lines)
    all_of_them = max(stores, report.wave.planned)
    facts.append((texts.of_all.format(some=stores, all=all_of_them), texts.fact_stores, False))
    return [SimpleNamespace(figure=figure, name=name, bad=bad) for figure, name, bad in facts]


def _glance(report: WaveReport, texts: Texts) -> dict[str, Any]:
    known = [one for one in report.findings.changes.sections if one.percent.now.mean is not None]
    known.sort(key=lambda one: one.percent.now.mean or 0)
    shown = _that_fit(known)
    lines = [
        SimpleNamespace(
            title=one.title,
            percent=one.percent.now.mean,
            before=one.percent.before.mean,
            figure=typography.number(one.percent.now.mean or 0, report.language),
            **moved(one.percent, report.language),
        )
        for one in shown
    ]
    return {
        "glance": lines,
        "glance_more": len(known) - len(lines),
        "glance_size": "roomy" if len(lines) <= 9 and shown == known else "normal" if len(lines) <= 11 else "tight",
        "findings_size": "dense" if _findings_length(report) > MANY_WORDS else "normal",
        "any_before": any(line.before is not None for line in lines),
        "dearest_text": _dearest_text(report, texts),
        **_kept(report, texts),
    }


def _that_fit(sections: list[SectionChange]) -> list[SectionChange]:
    """As many as find room on the first page."""
    shown, room = [], ROOM_AT_A_GLANCE
    for one in sections:
        room -= TWO_LINES if len(one.title) > ONE_LINE else 1
        if room < 0:
            break
        shown.append(one)
    return shown


def _findings_length(report: WaveReport) -> int:
    found = report.findings
    best = [words for quote in found.moments[:1] for words in (quote.title, quote.store, quote.words)]
    return sum(map(len, (*best, *(one.text for one in found.details[:1]), *(one.answer for one in found.details[:1]))))


def moved(change: Change, language: str) -> dict[str, Any]:
    """`moved`: a change as it is set, and whether it is clear; “·” where there is too little to tell."""
    said = "·" if change.change is None else typography.signed(change.change, language)
    return {"moved": said, "is_clear": change.is_clear, "is_worse": change.is_clear and (change.change or 0) < 0}


def _dearest_text(report: WaveReport, texts: Texts) -> str:
    if not report.findings.details:
        return ""
    one = report.findings.details[0]
    words = texts.dearest_text if one.stores > 1 else texts.dearest_text_one
    said = words.format(lost=one.lost_in, n=one.n, stores=one.stores)
    return f"{said} {wave_tables_view.usual(one, texts)}".strip()


def _kept(report: WaveReport, texts: Texts) -> dict[str, str]:
    kept = report.findings.promises
    title = texts.kept_none if not kept.promised else texts.kept_title.format(promised=kept.promised, done=kept.done)
    text = texts.kept_unseen if kept.promised else ""
    if kept.seen:
        text = texts.kept_seen.format(seen=kept.seen, mended=kept.mended, better=kept.better)
    return {"kept_title": title, "kept_text": text}


def _stores(report: WaveReport, texts: Texts, theme: Theme) -> dict[str, Any]:
    found, language = report.findings.portfolio, report.language
    mean = report.findings.changes.score.now.mean
    every = [score for line in found.lines for score in line.scores]
    scale = wave_charts.scale_for([*every, *([mean] if mean is not None else [])])
    low = f"{scale.low:g}"
    figure = "" if mean is None else texts.chain_mean.format(typography.number(mean, language))
    finding = texts.axis_finding_none.format(low=low)
    if mean is not None:
        finding = texts.axis_finding.format(low=low, mean=typography.number(mean, language))
    note = texts.stores_ranked if found.is_ranked else texts.stores_by_name
    return {
        "stores_title": _stores_title(every, texts, language),
        "stores_note": note if len(found.lines) > 1 else texts.stores_alone,
        "strips_size": "tight" if len(found.lines) > MANY_STORES else "roomy",
        "axis": wave_charts.strip_axis(scale, mean, theme, finding, figure),
        "strips": [_strip(line, mean, scale, report, texts, theme) for line in found.lines],
    }


def _stores_title(scores: list[float], texts: Texts, language: str) -> str:
    if not scores:
        return str(texts.stores_title_none)
    low, high = (typography.number(score, language) for score in (min(scores), max(scores)))
    if len(scores) == 1:
        return str(texts.stores_title_one.format(low))
    return str(texts.stores_title.format(low=low, high=high))


def _strip(
    line: Any, beside: float | None, scale: wave_charts.Scale, report: WaveReport, texts: Texts, theme: Theme
) -> SimpleNamespace:
    language, now = report.language, line.score.now
    scores = ", ".join(typography.number(score, language) for score in line.scores) or "–"
    mean, margin = ("" if value is None else typography.number(value, language) for value in (now.mean, now.margin))
    said = texts.strip_mean.format(mean=mean, margin=margin) if mean else ""
    finding = texts.strip_finding.format(store=line.name, scores=scores, mean=said)
    return SimpleNamespace(
        name=line.name,
        store=line.store,
        svg=wave_charts.dot_strip(
            line.scores, now.mean, now.margin, beside, scale, theme, typography.clean(finding)
        ),
        few=scores if now.n < FEWEST else "",
        mean=mean,
        margin=texts.margin.format(margin) if mean else "",
        n=now.n,
        **moved(line.score, language),
        moved_margin=(
            texts.margin.format(typography.number(line.score.margin, language)) if line.score.margin is not None else ""
        ),
    )  # fmt: skip
