"""Drawings of many visits: pure functions from figures to SVG. Each tells its finding in words in its <title>.

What is good is filled and points up, what is bad is an outline and points down: no colour says anything alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.charts import RULE, svg, text
from reports.theme import BAD, INK, PAPER, SOFT, Theme

STRIP_WIDTH = 330.0
_STRIP_HEIGHT = 20.0
_INSET = 8.0
COLUMNS_WIDTH = 680.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Scores from `low` to 100 on a strip."""

    low: float

    def x(self, value: float) -> float:
        """Where a value stands; what lies below the scale stands at its left end."""
        share = (min(100.0, max(self.low, value)) - self.low) / (100.0 - self.low)
        return _INSET + share * (STRIP_WIDTH - 2 * _INSET)

    @property
    def ticks(self) -> tuple[float, ...]:
        """Round values at most 20 apart, both ends among them."""
        step = 10 if self.low >= 50 else 20
        found = [self.low + step * place for place in range(int((100 - self.low) / step) + 1)]
        return tuple(found)


def scale_for(values: Sequence[float]) -> Scale:
    """A scale on which all values stand, from a multiple of twenty up to 100."""
    lowest = min(values, default=0.0)
    return Scale(max(0.0, min(60.0, lowest // 20 * 20)))


def strip_axis(scale: Scale, mean: float | None, theme: Theme, finding: str, figure: str) -> Markup:
    """The scale above the strips: round values, and the chain's mean with its figure."""
    body = [text(scale.x(tick), 19, f"{tick:g}", 7.5, SOFT) for tick in scale.ticks if not _hides(scale, tick, mean)]
    if mean is not None:
        body.append(f'<path d="M{scale.x(mean):.2f} 12V22" stroke="{INK}" stroke-width="1"/>')
        body.append(text(scale.x(mean), 9, figure, 8.5, INK, 800))
    return svg(STRIP_WIDTH, 22, finding, "".join(body), "strip-axis")


def _hides(scale: Scale, tick: float, mean: float | None) -> bool:
    return mean is not None and abs(scale.x(tick) - scale.x(mean)) < 9


def dot_strip(
    scores: Sequence[float], mean: float | None, margin: float | None, beside: float | None, scale: Scale, theme: Theme,
    finding: str,
) -> Markup:  # fmt: skip
    """Every visit a ring; where there is a mean, a solid tick on the band of its margin; `beside`: the chain's mean."""
    middle = _STRIP_HEIGHT / 2
    body = [f'<path d="M{_INSET:g} {middle:g}H{STRIP_WIDTH - _INSET:g}" stroke="{RULE}" stroke-width="0.7"/>']
    body += [f'<path d="M{scale.x(tick):.2f} 8V12" stroke="{RULE}" stroke-width="0.7"/>' for tick in scale.ticks]
    if mean is not None and margin is not None:
        left, right = scale.x(mean - margin), scale.x(mean + margin)
        body.append(
            f'<rect x="{left:.2f}" y="{middle - 3:g}" width="{max(0.5, right - left):.2f}" height="6" rx="3" '
            f'fill="{theme.main_graphic}" fill-opacity="0.22"/>'
        )
    if beside is not None:
        body.append(f'<path d="M{scale.x(beside):.2f} 0V{_STRIP_HEIGHT:g}" stroke="{INK}" stroke-width="0.9"/>')
    body += [
        f'<circle cx="{scale.x(score):.2f}" cy="{middle:g}" r="3.1" fill="{PAPER}" fill-opacity="0.7" '
        f'stroke="{theme.main_graphic}" stroke-width="1.3"/>'
        for score in scores
    ]
    if mean is not None:
        body.append(
            f'<rect x="{scale.x(mean) - 1.5:.2f}" y="{middle - 7:g}" width="3" height="14" '
            f'fill="{theme.main_graphic}"/>'
        )
    return svg(STRIP_WIDTH, _STRIP_HEIGHT, finding, "".join(body), "strip")


def dumbbell(before: float, now: float, is_clear: bool, scale: Scale, theme: Theme, finding: str) -> Markup:
    """From a ring (before) to a solid dot (now); a dotted way where the change may be chance."""
    middle, fell = _STRIP_HEIGHT / 2, now < before
    colour = BAD if is_clear and fell else theme.main_graphic if is_clear else SOFT
    left, right = scale.x(before), scale.x(now)
    dashes = "" if is_clear else ' stroke-dasharray="1.6 2"'
    body = (
        f'<path d="M{_INSET:g} {middle:g}H{STRIP_WIDTH - _INSET:g}" stroke="{RULE}" stroke-width="0.5"/>'
        f'<path d="M{left:.2f} {middle:g}H{right:.2f}" stroke="{colour}" stroke-width="{2.6 if is_clear else 1.4}"'
        f'{dashes}/><circle cx="{left:.2f}" cy="{middle:g}" r="3.4" fill="{PAPER}" stroke="{colour}" '
        f'stroke-width="1.4"/><circle cx="{right:.2f}" cy="{middle:g}" r="4.2" fill="{colour}"/>'
    )
    return svg(STRIP_WIDTH, _STRIP_HEIGHT, finding, body, "strip")


_PEAKS_HEIGHT = 150.0
_PEAKS_MIDDLE = 78.0
_PEAKS_REACH = 56.0


def peak_columns(
    counts: Sequence[tuple[int, int]], theme: Theme, finding: str, words: tuple[str, str]
) -> Markup:
    """How often each touchpoint was the peak (filled, upwards) and the low (outlined, downwards); equal columns, so
    that labels can be set beneath. `words`: those for peak and low."""
    column = COLUMNS_WIDTH / max(1, len(counts))
    unit = _PEAKS_REACH / max(1, *(max(pair) for pair in counts)) if counts else 1.0
    wide = min(26.0, column * 0.56)
    body = [
        text(2, 10, f"▲ {words[0]}", 8, theme.main_text, 700, "start"),
        text(2, _PEAKS_HEIGHT - 3, f"▽ {words[1]}", 8, BAD, 700, "start"),
        f'<path d="M0 {_PEAKS_MIDDLE:g}H{COLUMNS_WIDTH:g}" stroke="{INK}" stroke-width="0.8"/>',
    ]
    for place, (peaks, lows) in enumerate(counts):
        x = (place + 0.5) * column
        if peaks:
            top = _PEAKS_MIDDLE - peaks * unit
            body.append(
                f'<path d="M{x - wide / 2:.2f} {_PEAKS_MIDDLE:g}V{top + 5:.2f}L{x:.2f} {top - 1:.2f}'
                f'L{x + wide / 2:.2f} {top + 5:.2f}V{_PEAKS_MIDDLE:g}Z" fill="{theme.main_graphic}"/>'
            )
            body.append(text(x, top - 4, str(peaks), 9.5, INK, 800))
        if lows:
            foot = _PEAKS_MIDDLE + lows * unit
            body.append(
                f'<path d="M{x - wide / 2:.2f} {_PEAKS_MIDDLE + 1:g}V{foot - 5:.2f}L{x:.2f} {foot + 1:.2f}'
                f'L{x + wide / 2:.2f} {foot - 5:.2f}V{_PEAKS_MIDDLE + 1:g}" fill="none" stroke="{BAD}" '
                f'stroke-width="1.5"/>'
            )
            body.append(text(x, foot + 12, str(lows), 9.5, BAD, 800))
    return svg(COLUMNS_WIDTH, _PEAKS_HEIGHT, finding, "".join(body), "peaks")


_WHISKER_WIDTH = 220.0


def whisker(r: float, low: float, high: float, theme: Theme, finding: str) -> Markup:
    """A correlation from −1 to 1 with its interval; a solid dot where the interval leaves zero out."""
    x = [_INSET + (value + 1) / 2 * (_WHISKER_WIDTH - 2 * _INSET) for value in (-1, 0, low, r, high)]
    is_clear = low > 0 or high < 0
    colour = theme.main_graphic if is_clear else SOFT
    body = (
        f'<path d="M{_INSET:g} 10H{_WHISKER_WIDTH - _INSET:g}" stroke="{RULE}" stroke-width="0.5"/>'
        f'<path d="M{x[1]:.2f} 2V18" stroke="{INK}" stroke-width="0.8"/>'
        f'<path d="M{x[2]:.2f} 10H{x[4]:.2f}M{x[2]:.2f} 6.5V13.5M{x[4]:.2f} 6.5V13.5" stroke="{colour}" '
        f'stroke-width="1.4"/><circle cx="{x[3]:.2f}" cy="10" r="4" fill="{colour if is_clear else PAPER}" '
        f'stroke="{colour}" stroke-width="1.4"/>'
    )
    return svg(_WHISKER_WIDTH, 20, finding, body, "whisker")
