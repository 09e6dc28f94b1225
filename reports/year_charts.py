"""Drawings of a store's year: score, plus and emotion, each in a form of its own, over waves in equal columns.

Pure functions from figures to SVG. Each tells its finding in words in its <title>; labels are set beneath.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from reports.charts import RULE, smooth_path, svg, text
from reports.theme import BAD, INK, PAPER, SOFT, Theme
from reports.wave_charts import COLUMNS_WIDTH, Scale, scale_for

_Height = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Spot:
    """One wave of a trend: the visits' scores, the mean and margin from three on; plus; emotion index."""

    scores: tuple[float, ...]
    mean: float | None
    margin: float | None
    plus: float
    emotion: float | None


_SCORE_HEIGHT = 170.0
_PLUS_HEIGHT = 46.0
_EMOTION_HEIGHT = 84.0


def score_trend(spots: Sequence[Spot], theme: Theme, finding: str, figures: Sequence[str]) -> Markup:
    """Scores of a store over waves, one column each: every visit a ring, a mean a bar on the band of its margin, and a
    line between them; dotted where a wave has under three visits. `figures` stand above each wave."""
    low = scale_for([score for spot in spots for score in spot.scores]).low
    column = COLUMNS_WIDTH / max(1, len(spots))

    def y(value: float) -> float:
        return 22 + (100 - min(100.0, max(low, value))) / (100 - low) * (_SCORE_HEIGHT - 34)

    body = []
    for tick in Scale(low).ticks:
        body.append(f'<path d="M18 {y(tick):.2f}H{COLUMNS_WIDTH:g}" stroke="{RULE}" stroke-width="0.5"/>')
        body.append(text(14, y(tick) + 2.6, f"{tick:g}", 7.5, SOFT, 400, "end"))
    middles = [(place, _middle(spot)) for place, spot in enumerate(spots)]
    known = [(place, value) for place, value in middles if value is not None]
    for (left, one), (right, other) in pairwise(known):
        is_sure = spots[left].mean is not None and spots[right].mean is not None
        dashes = "" if is_sure else ' stroke-dasharray="2 3"'
        body.append(
            f'<path d="M{(left + 0.5) * column:.2f} {y(one):.2f}L{(right + 0.5) * column:.2f} {y(other):.2f}" '
            f'stroke="{theme.main_graphic}" stroke-width="1.8"{dashes}/>'
        )
    for place, (spot, figure) in enumerate(zip(spots, figures, strict=True)):
        body.append(_score_column((place + 0.5) * column, spot, figure, y, theme))
    return svg(COLUMNS_WIDTH, _SCORE_HEIGHT, finding, "".join(body), "trend")


def _score_column(x: float, spot: Spot, figure: str, y: _Height, theme: Theme) -> str:
    body = []
    if spot.mean is not None and spot.margin is not None:
        top, foot = y(spot.mean + spot.margin), y(spot.mean - spot.margin)
        body.append(
            f'<rect x="{x - 5:.2f}" y="{top:.2f}" width="10" height="{max(0.5, foot - top):.2f}" rx="5" '
            f'fill="{theme.main_graphic}" fill-opacity="0.2"/>'
        )
    body += [
        f'<circle cx="{x:.2f}" cy="{y(score):.2f}" r="3.6" fill="{PAPER}" fill-opacity="0.7" '
        f'stroke="{theme.main_graphic}" stroke-width="1.5"/>'
        for score in spot.scores
    ]
    if spot.mean is not None:
        body.append(
            f'<rect x="{x - 9:.2f}" y="{y(spot.mean) - 1.6:.2f}" width="18" height="3.2" fill="{theme.main_graphic}"/>'
        )
    body.append(text(x, 13, figure, 12, INK, 800))
    return "".join(body)


def plus_trend(spots: Sequence[Spot], theme: Theme, finding: str, figures: Sequence[str]) -> Markup:
    """What was given beyond the promise: for each wave as many plus signs as were earned (ten at most), and the sum."""
    column = COLUMNS_WIDTH / max(1, len(spots))
    most = max(1, min(10, int(column // 11) - 1))
    body = [f'<path d="M0 {_PLUS_HEIGHT - 6:g}H{COLUMNS_WIDTH:g}" stroke="{RULE}" stroke-width="0.5"/>']
    for place, (spot, figure) in enumerate(zip(spots, figures, strict=True)):
        count = min(most, round(spot.plus))
        x, left = (place + 0.5) * column, (place + 0.5) * column - (count - 1) * 5.5
        signs = "".join(f"M{left + one * 11 - 3.6:.2f} 30h7.2m-3.6 -3.6v7.2" for one in range(count))
        if signs:
            body.append(f'<path d="{signs}" stroke="{theme.accent_graphic}" stroke-width="2.2" fill="none"/>')
        body.append(text(x, 16, figure, 11, INK, 800))
    return svg(COLUMNS_WIDTH, _PLUS_HEIGHT, finding, "".join(body), "trend-plus")


def emotion_trend(spots: Sequence[Spot], theme: Theme, finding: str, figures: Sequence[str]) -> Markup:
    """The emotion index as a soft curve around fifty, the middle between bad and good; lozenges mark the waves."""
    column, middle = COLUMNS_WIDTH / max(1, len(spots)), _EMOTION_HEIGHT / 2 + 4
    known = [
        ((place + 0.5) * column, middle - (spot.emotion - 50) / 50 * 28)
        for place, spot in enumerate(spots)
        if spot.emotion is not None
    ]
    body = [f'<path d="M0 {middle:g}H{COLUMNS_WIDTH:g}" stroke="{RULE}" stroke-width="0.8"/>']
    if len(known) > 1:
        path = smooth_path(known)
        area = f"{path}L{known[-1][0]:.2f} {middle:g}L{known[0][0]:.2f} {middle:g}Z"
        body.append(f'<path d="{area}" fill="{theme.main_graphic}" fill-opacity="0.12"/>')
        body.append(f'<path d="{path}" fill="none" stroke="{theme.main_graphic}" stroke-width="2"/>')
    shown = [figure for spot, figure in zip(spots, figures, strict=True) if spot.emotion is not None]
    for (x, y), figure in zip(known, shown, strict=True):
        is_low = y > middle
        fill = PAPER if is_low else theme.main_graphic
        colour = BAD if is_low else theme.main_graphic
        body.append(
            f'<path d="M{x:.2f} {y - 5:.2f}l5 5l-5 5l-5 -5Z" fill="{fill}" stroke="{colour}" stroke-width="1.6"/>'
        )
        body.append(text(x, y + 16 if is_low else y - 8, figure, 10.5, INK, 800))
    return svg(COLUMNS_WIDTH, _EMOTION_HEIGHT, finding, "".join(body), "trend-emotion")


def spark(percents: Sequence[float | None], theme: Theme, finding: str) -> Markup:
    """A section over waves in the smallest form: a line from 0 to 100, its last value a solid dot."""
    width, height = 150.0, 34.0
    gap = (width - 16) / max(1, len(percents) - 1)
    spots = [(8 + place * gap, 5 + (100 - one) / 100 * (height - 10)) for place, one in enumerate(percents)
             if one is not None]  # fmt: skip
    body = [f'<path d="M0 {height - 5:g}H{width:g}" stroke="{RULE}" stroke-width="0.5"/>']
    if len(spots) > 1:
        line = "L".join(f"{x:.2f} {y:.2f}" for x, y in spots)
        body.append(f'<path d="M{line}" fill="none" stroke="{theme.main_graphic}" stroke-width="1.6"/>')
    for place, (x, y) in enumerate(spots):
        is_last = place == len(spots) - 1
        fill = theme.main_graphic if is_last else PAPER
        body.append(
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{3.6 if is_last else 2.2}" fill="{fill}" '
            f'stroke="{theme.main_graphic}" stroke-width="1.2"/>'
        )
    return svg(width, height, finding, "".join(body), "spark")


def _middle(spot: Spot) -> float | None:
    if spot.mean is not None:
        return spot.mean
    return sum(spot.scores) / len(spot.scores) if spot.scores else None
