"""Drawings of the report: pure functions from figures to SVG. Each tells its finding in words in its <title>."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from reports.emotions import POSITIVE, emotion_shape
from reports.report_parts import EmotionId, Wait
from reports.theme import BAD, INK, Theme

_OTHERS = "'DejaVu Sans', sans-serif"
FONT = f"Inter, {_OTHERS}"
RULE = "#c6cec9"
Spot = tuple[float, float]


def svg(width: float, height: float, finding: str, body: str, css_class: str = "chart") -> Markup:
    """A drawing of `width` by `height` units with its finding as the text for those who do not see it."""
    return Markup(  # noqa: S704 words are escaped here and in text(); the rest is figures of ours
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{escape(css_class)}" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}"><title>{escape(finding)}</title>{body}</svg>'
    )


def text(
    x: float, y: float, words: str, size: float, colour: str = INK, weight: int = 400, anchor: str = "middle"
) -> str:
    """A line of text; `words` are escaped."""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-family="{FONT}" font-size="{size:g}" font-weight="{weight}" '
        f'fill="{colour}" text-anchor="{anchor}">{escape(words)}</text>'
    )


def set_in(family: str, page: str) -> str:
    """A page whose drawings have their words in another face; no other words can hold what is looked for unescaped."""
    return page.replace(f'font-family="{FONT}"', f'font-family="{family}, {_OTHERS}"')


def emotion_icon(emotion: EmotionId, name: str, theme: Theme, size: float = 13) -> Markup:
    """One emotion's shape with its name."""
    colour = theme.main_graphic if emotion in POSITIVE else BAD
    return svg(size, size, name, emotion_shape(emotion, size / 2, size / 2, size * 0.84, colour), "icon")


def smooth_path(spots: Sequence[Spot]) -> str:
    """A curve through all spots that never swings above or below its neighbours (monotone cubic)."""
    if not spots:
        return ""
    slopes = _slopes(spots)
    path = [f"M{spots[0][0]:.2f} {spots[0][1]:.2f}"]
    for (left, right), (slope, next_slope) in zip(pairwise(spots), pairwise(slopes), strict=True):
        third = (right[0] - left[0]) / 3
        path.append(
            f"C{left[0] + third:.2f} {left[1] + slope * third:.2f} {right[0] - third:.2f} "
            f"{right[1] - next_slope * third:.2f} {right[0]:.2f} {right[1]:.2f}"
        )
    return "".join(path)


def _slopes(spots: Sequence[Spot]) -> list[float]:
    rises = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(spots)]
    if not rises:
        return [0.0]
    inner = [0.0 if one * two <= 0 else 2 * one * two / (one + two) for one, two in pairwise(rises)]
    return [rises[0], *inner, rises[-1]]


def cover_art(values: Sequence[float], theme: Theme, width: float = 794, height: float = 460) -> str:
    """The visit's own curve (values −3…+3) as a landscape of fine lines: no two visits have the same cover."""
    shown = list(values) if len(values) >= 2 else [0.0, *values, 0.0]
    gap = width / (len(shown) - 1)
    lines = []
    for number in range(20):
        level = height * 0.56 + number * height * 0.024
        rise = height * 0.082 * (1 - number / 24)
        spots = [(place * gap, level - value * rise) for place, value in enumerate(shown)]
        lines.append(
            f'<path d="{smooth_path(spots)}" fill="none" stroke="{theme.on_cover}" stroke-width="0.75" '
            f'stroke-opacity="{0.34 * (1 - number / 22):.3f}"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}">{"".join(lines)}</svg>'
    )


def level_steps(percents: Sequence[float | None], theme: Theme, finding: str, figures: Sequence[str]) -> Markup:
    """Three steps (function, emotion, meaning), each filled as far as it was reached. Figures stand on them."""
    width, height, run = 300.0, 118.0, 100.0
    body = []
    for number, (percent, figure) in enumerate(zip(percents, figures, strict=True)):
        x, full = number * run, 44.0 + number * 24
        top, filled = height - full, full * (percent or 0) / 100
        body.append(f'<rect x="{x:g}" y="{top:g}" width="{run - 4:g}" height="{full:g}" fill="{theme.tint}"/>')
        body.append(f'<path d="M{x:g} {top:g}h{run - 4:g}" stroke="{theme.main_graphic}" stroke-width="1"/>')
        body.append(
            f'<rect x="{x:g}" y="{height - filled:.2f}" width="{run - 4:g}" height="{filled:.2f}" '
            f'fill="{theme.main_graphic}" fill-opacity="0.28"/>'
        )
        body.append(text(x + 8, top + 20, figure, 15, INK, 800, "start"))
    return svg(width, height, finding, "".join(body), "steps")


_WAIT_WIDTH = 360.0


def wait_bar(wait: Wait, theme: Theme, finding: str) -> Markup:
    """A stopwatch bar: how long it took against the target (mark below) and the limit (mark above)."""
    longest = max(wait.limit, wait.target, wait.seconds or 0, 1) * 1.06
    x = {
        name: min(1.0, value / longest) * _WAIT_WIDTH
        for name, value in (("target", wait.target), ("limit", wait.limit))
    }
    body = [
        f'<rect x="0" y="8" width="{_WAIT_WIDTH:g}" height="8" fill="#e9edea"/>',
        _wait_fill(wait, longest, theme),
    ]
    body.append(f'<path d="M{x["target"]:.2f} 5v17" stroke="{INK}" stroke-width="1.4"/>')
    body.append(f'<path d="M{x["target"] - 3.4:.2f} 26h6.8l-3.4-5Z" fill="{INK}"/>')
    body.append(f'<path d="M{x["limit"]:.2f} 4v16" stroke="{BAD}" stroke-width="1.4" stroke-dasharray="2.4 1.6"/>')
    body.append(f'<path d="M{x["limit"] - 3.4:.2f} 0h6.8l-3.4 5Z" fill="{BAD}"/>')
    return svg(_WAIT_WIDTH, 27, finding, "".join(body), "wait")


def _wait_fill(wait: Wait, longest: float, theme: Theme) -> str:
    if wait.seconds is None:
        strokes = "".join(f"M{x:g} 16l8-8" for x in range(0, int(_WAIT_WIDTH) - 4, 8))
        return f'<path d="{strokes}" stroke="{BAD}" stroke-width="1.3"/>'
    width = max(2.0, wait.seconds / longest * _WAIT_WIDTH)
    colour = BAD if wait.seconds > wait.limit else theme.main_graphic
    opacity = "1" if wait.seconds <= wait.target or wait.seconds > wait.limit else "0.55"
    return f'<rect x="0" y="8" width="{width:.2f}" height="8" fill="{colour}" fill-opacity="{opacity}"/>'
