"""From a store's year to what its template says: order, words and figures, all ready to be set."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from reports import typography, year_charts
from reports.documents.texts import Texts
from reports.documents.wave_outcomes_view import fate, way
from reports.documents.wave_report_view import colophon
from reports.theme import Theme
from reports.wave.figures import FEWEST, mean_of
from reports.wave.reports import StoreYear
from reports.wave.year import SectionTrend, WavePoint

MOST_SECTIONS = 21
_WORTH_SAYING = 3
_STREAK = 2


def view_of(report: StoreYear, texts: Texts, theme: Theme) -> dict[str, Any]:
    """Everything the template names, for one year in the report's language."""
    found, language = report.findings, report.language
    promised = found.promises
    title = texts.promises_title.format(promised=promised.promised, done=promised.done)
    return {
        "report": report,
        "t": texts,
        "language": language,
        "issued_at": f"{report.issued_on}T00:00:00Z",
        **_cover(report, texts),
        **_trends(report, texts, theme),
        **_sections(report, texts, theme),
        "best": found.best,
        "worst": found.worst,
        "promises_title": title if promised.promised else texts.promises_title_none,
        "way": way(promised, texts) if promised.promised else [],
        "fates": [fate(one, texts) for one in promised.kept],
        "colophon": colophon(report.edition_number, report.replaces, report.issued_on, "", texts, language),
    }


def _cover(report: StoreYear, texts: Texts) -> dict[str, Any]:
    found, language, name = report.findings, report.language, len(report.store.name)
    year = mean_of(score for wave in found.waves for score in wave.scores)
    note = texts.too_few_mean
    if year.margin is not None:
        note = texts.of_hundred_margin.format(typography.number(year.margin, language))
    verdict = _verdict(report, texts)
    names = [wave.name for wave in found.waves]
    return {
        "title": f"{report.store.name} · {texts.kicker}",
        "span": " – ".join(dict.fromkeys((names[0], names[-1]))) if names else "",
        "score": "–" if year.mean is None else typography.number(year.mean, language),
        "score_size": "none" if year.mean is None else "wide" if round(year.mean) > 99 else "normal",
        "score_note": f"{note} · {_basis(report, texts)}",
        "store_size": "short" if name <= 20 else "middle" if name <= 44 else "long",
        "verdict": verdict,
        "verdict_size": "short" if len(verdict) <= 150 else "long",
        "facts": _facts(report, texts),
        "footer": " · ".join((typography.trimmed(report.chain, 50, ""), texts.kicker, texts.confidential)),
    }


def _basis(report: StoreYear, texts: Texts) -> str:
    n, waves = report.findings.n, len(report.findings.waves)
    words = texts.basis_one if n == 1 else texts.basis_one_wave if waves == 1 else texts.basis
    return str(words.format(visits=n, waves=waves))


def _verdict(report: StoreYear, texts: Texts) -> str:
    found, language = report.findings, report.language
    said = [_moved(report, texts)]
    if found.steps >= _STREAK:
        said.append(texts.verdict_steps.format(typography.number(found.steps, language)))
    return " ".join(said)


def _moved(report: StoreYear, texts: Texts) -> str:
    change, language = report.findings.change, report.language
    if len(report.findings.waves) < 2:
        return str(texts.verdict_one)
    if change.change is None or change.margin is None:
        return str(texts.verdict_few)
    if change.is_clear:
        words = texts.verdict_up if change.change > 0 else texts.verdict_down
        return str(words.format(typography.number(abs(change.change), language, 1)))
    moved, margin = typography.signed(change.change, language, 1), typography.number(change.margin, language, 1)
    return str(texts.verdict_chance.format(change=moved, margin=margin))


def _facts(report: StoreYear, texts: Texts) -> list[SimpleNamespace]:
    found, language = report.findings, report.language
    facts = [(typography.number(found.n, language), texts.fact_visits)]
    plus = sum(wave.plus for wave in found.waves)
    if plus > 0:
        facts.append((f"+{typography.short(plus, language)}", texts.fact_plus))
    felt = [wave.emotion for wave in found.waves if wave.emotion is not None]
    if felt:
        facts.append((typography.number(felt[-1], language), texts.fact_emotion))
    if found.promises.promised:
        done = texts.of_all.format(some=found.promises.done, all=found.promises.promised)
        facts.append((done, texts.fact_promises))
    if found.steps >= _STREAK:
        facts.append((typography.number(found.steps, language), texts.fact_steps))
    return [SimpleNamespace(figure=figure, name=name) for figure, name in facts]


def _trends(report: StoreYear, texts: Texts, theme: Theme) -> dict[str, Any]:
    """Score, plus and emotion: each a drawing of its own over the same columns."""
    waves, language = report.findings.waves, report.language
    spots = [
        year_charts.Spot(wave.scores, wave.score.mean, wave.score.margin, wave.plus, wave.emotion) for wave in waves
    ]
    scores = [_score(wave, language) for wave in waves]
    pluses = [f"+{typography.short(wave.plus, language)}" if wave.plus > 0 else "·" for wave in waves]
    felt = ["" if wave.emotion is None else typography.number(wave.emotion, language) for wave in waves]

    def finding(words: str, figures: list[str]) -> str:
        told = (
            texts.one_wave.format(wave=wave.name, figure=figure, n=texts.n.format(len(wave.scores)))
            for wave, figure in zip(waves, figures, strict=True)
            if figure
        )
        return typography.clean(words.format("; ".join(told)))

    any_plus, any_felt = any(wave.plus > 0 for wave in waves), any(felt)
    return {
        "waves": [SimpleNamespace(name=wave.name, n=texts.n.format(len(wave.scores))) for wave in waves],
        "score_svg": year_charts.score_trend(spots, theme, finding(texts.score_finding, scores), scores),
        "plus_svg": year_charts.plus_trend(spots, theme, finding(texts.plus_finding, pluses), pluses)
        if any_plus
        else "",
        "emotion_svg": year_charts.emotion_trend(spots, theme, finding(texts.emotion_finding, felt), felt)
        if any_felt
        else "",
    }


def _score(wave: WavePoint, language: str) -> str:
    """The mean; of fewer than three visits the scores themselves."""
    if wave.score.mean is not None:
        return typography.number(wave.score.mean, language)
    return " · ".join(typography.number(score, language) for score in wave.scores[: FEWEST - 1]) or "–"


def _sections(report: StoreYear, texts: Texts, theme: Theme) -> dict[str, Any]:
    """`sections` in threes, the lowest of the last wave first."""
    found = [one for one in report.findings.sections if any(percent is not None for percent in one.percents)]
    found.sort(key=lambda one: next(percent for percent in reversed(one.percents) if percent is not None))
    boxes = [_box(one, report, texts, theme) for one in found[:MOST_SECTIONS]]
    return {
        "sections_title": _sections_title(found, texts),
        "sections": [boxes[place : place + 3] for place in range(0, len(boxes), 3)],
    }


def _box(one: SectionTrend, report: StoreYear, texts: Texts, theme: Theme) -> SimpleNamespace:
    language = report.language
    known = [percent for percent in one.percents if percent is not None]
    values = ", ".join(
        f"{wave.name} {typography.number(percent, language)}"
        for wave, percent in zip(report.findings.waves, one.percents, strict=True)
        if percent is not None
    )
    finding = typography.clean(texts.spark_finding.format(title=one.title, values=values))
    moved = "" if one.first is None or one.last is None else typography.signed(one.last - one.first, language)
    return SimpleNamespace(
        title=one.title,
        figure=typography.number(known[-1], language),
        change=moved,
        svg=year_charts.spark(one.percents, theme, finding),
    )


def _sections_title(found: list[SectionTrend], texts: Texts) -> str:
    moved = [(one.last - one.first, one) for one in found if one.last is not None and one.first is not None]
    up = max(moved, key=lambda pair: pair[0], default=None)
    down = min(moved, key=lambda pair: pair[0], default=None)
    rose = typography.trimmed(up[1].title, 36, "") if up and up[0] >= _WORTH_SAYING else ""
    fell = typography.trimmed(down[1].title, 36, "") if down and down[0] <= -_WORTH_SAYING else ""
    if rose and fell:
        return str(texts.sections_title_both.format(up=rose, down=fell))
    if rose:
        return str(texts.sections_title_up.format(rose))
    return str(texts.sections_title_down.format(fell) if fell else texts.sections_title_even)
