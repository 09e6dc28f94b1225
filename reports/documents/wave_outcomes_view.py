"""A wave's peak map, best moments, promises and what comes of it, ready to be set."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from reports import typography, wave_charts
from reports.documents.texts import Texts
from reports.theme import Theme
from reports.wave.figures import Change, Mean
from reports.wave.outcomes import PARTS, Driver, Hour
from reports.wave.peaks import PeakMap, Place
from reports.wave.promises import Kept, Promises
from reports.wave.reports import WaveReport

MOST_TURNS = 5


def peaks(report: WaveReport, texts: Texts, theme: Theme) -> dict[str, Any]:
    """`peaks_svg` with `peak_columns` beneath, `moments` in threes."""
    found = report.findings.peaks
    told = [place for place in found.places if place.peaks or place.lows]
    said = "; ".join(
        texts.place_finding.format(label=place.label, peaks=place.peaks, lows=place.lows) for place in told
    )
    finding = typography.clean(texts.peaks_finding.format(said))
    lead = texts.peaks_lead_one if found.n == 1 else texts.peaks_lead.format(n=found.n)
    counts = [(place.peaks, place.lows) for place in found.places]
    words = (texts.peaks_word, texts.lows_word)
    return {
        "peaks_title": _peaks_title(found, texts),
        "peaks_lead": lead if told else "",
        "peaks_svg": wave_charts.peak_columns(counts, theme, finding, words) if told else "",
        "peak_columns": [
            SimpleNamespace(label=place.label, unknown=not (place.peaks or place.lows)) for place in found.places
        ],
        "turns": _turns(found, texts),
        "moments": [report.findings.moments[place : place + 3] for place in range(0, len(report.findings.moments), 3)],
    }


def _peaks_title(found: PeakMap, texts: Texts) -> str:
    high = _most(found, [place.peaks for place in found.places])
    low = _most(found, [place.lows for place in found.places])
    if high and low:
        return str(texts.peaks_title_both.format(high=high, low=low))
    if high:
        return str(texts.peaks_title.format(high))
    return str(texts.peaks_title_low.format(low) if low else texts.peaks_title_none)


def _most(found: PeakMap, counts: list[int]) -> str:
    """The touchpoint with the most, or the two that share it; empty where there is none, or more share it."""
    most = max(counts, default=0)
    names = [place.label for place, count in zip(found.places, counts, strict=True) if count == most > 0]
    return " / ".join(typography.trimmed(name, 40, "") for name in names) if len(names) <= 2 else ""


def _turns(found: PeakMap, texts: Texts) -> str:
    """Where the mood turned, the most frequent first; empty where it never did."""

    def of(place: Place) -> list[tuple[int, str]]:
        told = ((place.turned_good, texts.turned_good), (place.turned_bad, texts.turned_bad))
        return [(times, words.format(label=place.label, times=times)) for times, words in told if times]

    told = sorted((one for place in found.places for one in of(place)), key=lambda one: -one[0])
    return texts.turns.format(", ".join(words for _times, words in told[:MOST_TURNS])) if told else ""


def promises(report: WaveReport, texts: Texts) -> dict[str, Any]:
    """`way`: how far promises came, as bars; `fates`: what became of single ones."""
    found = report.findings.promises
    title = texts.promises_title.format(promised=found.promised, done=found.done)
    return {
        "promises_title": title if found.promised else texts.promises_title_none,
        "way": way(found, texts) if found.promised else [],
        "fates": [fate(one, texts) for one in found.kept],
    }


def way(found: Promises, texts: Texts) -> list[SimpleNamespace]:
    """The way of a promise: from visits to what was mended, each as a share of all visits."""
    steps = [
        (texts.step_visits, found.visits, False),
        (texts.step_promised, found.promised, False),
        (texts.step_done, found.done, False),
        (texts.step_late, found.late, True),
        (texts.step_seen, found.seen, False),
        (texts.step_mended, found.mended, False),
    ]
    shown = [step for step in steps if step[1] or not step[2]]
    return [
        SimpleNamespace(name=name, n=n, percent=n / max(1, found.visits) * 100, bad=bad) for name, n, bad in shown
    ]


def fate(one: Kept, texts: Texts) -> SimpleNamespace:
    """A promise and what became of it, in words."""
    state = texts.is_done if one.is_done else texts.is_late if one.is_late else texts.is_open
    said = [state, texts.seen[one.seen] if one.seen else ""]
    said.append(texts.promised_times.format(one.times) if one.times > 1 else "")
    return SimpleNamespace(
        store=one.store, deed=one.deed, words=" · ".join(filter(None, said)), bad=one.is_late and not one.is_done
    )


def outcomes(report: WaveReport, texts: Texts, theme: Theme) -> dict[str, Any]:
    """`drivers`, `gestures`, `hours` and `sure`: what goes along with what, and where the bar can be raised."""
    found, language = report.findings.outcomes, report.language
    gestures = [(one.text, one.effect) for one in found.gestures]
    if found.any_gesture.change is not None:
        gestures.insert(0, (texts.any_gesture, found.any_gesture))
    return {
        "pays_title": _pays_title(found.drivers, texts),
        "drivers": [_driver(one, texts, theme, language) for one in found.drivers],
        "gestures": [_gesture(text, effect, language) for text, effect in gestures] if _tells(gestures) else [],
        **_hours(found.hours, texts, language),
        "sure": [
            SimpleNamespace(text=one.text, section=one.section, n=one.n,
                            percent=typography.percent(one.percent, language))
            for one in report.findings.sure[:8]
        ],
    }  # fmt: skip


def _tells(gestures: list[tuple[str, Change]]) -> bool:
    return any(effect.now.mean is not None and effect.before.mean is not None for _text, effect in gestures)


def _pays_title(drivers: tuple[Driver, ...], texts: Texts) -> str:
    clear = [one for one in drivers if one.low > 0]
    strongest = max(clear, key=lambda one: one.r, default=None)
    if strongest is None:
        return str(texts.pays_title_plain)
    return str(texts.pays_title.format(texts.level_beside[strongest.level]))


def _driver(one: Driver, texts: Texts, theme: Theme, language: str) -> SimpleNamespace:
    name = texts.levels[one.level]
    r, low, high = (typography.number(value, language, 2) for value in (one.r, one.low, one.high))
    finding = texts.driver_finding.format(level=name, r=r, low=low, high=high, n=one.n)
    return SimpleNamespace(name=name, r=r, n=one.n, svg=wave_charts.whisker(one.r, one.low, one.high, theme, finding))


def _gesture(text: str, effect: Change, language: str) -> SimpleNamespace:
    return SimpleNamespace(
        text=text,
        now=_figure(effect.now, language),
        n_now=effect.now.n,
        before=_figure(effect.before, language),
        n_before=effect.before.n,
        change="·" if effect.change is None else typography.signed(effect.change, language, 1),
        margin="" if effect.margin is None else f"± {typography.number(effect.margin, language, 1)}",
        is_clear=effect.is_clear,
    )


def _figure(mean: Mean, language: str) -> str:
    return "·" if mean.mean is None else typography.number(mean.mean, language, 1)


def _hours(hours: tuple[Hour, ...], texts: Texts, language: str) -> dict[str, Any]:
    """`hour_days`: the weekdays with visits; `hour_lines`: each part of the day with a cell for each of them. Only
    where some cell has a mean."""
    if not any(one.score.mean is not None for one in hours):
        return {"hour_days": [], "hour_lines": []}
    days = sorted({one.weekday for one in hours})
    found = {(one.part, one.weekday): one.score for one in hours}
    lines = [
        SimpleNamespace(name=texts.parts[part], cells=[_cell(found.get((part, day)), language) for day in days])
        for part in PARTS
        if any((part, day) in found for day in days)
    ]
    return {"hour_days": [texts.weekdays[day] for day in days], "hour_lines": lines}


def _cell(score: Mean | None, language: str) -> SimpleNamespace:
    figure = "" if score is None or score.mean is None else typography.number(score.mean, language)
    return SimpleNamespace(figure=figure, n=score.n if score else 0)
