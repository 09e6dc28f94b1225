"""Drawings of what stands beside the score: commitment, distance, expectation, and a stay over its days."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, sin

from markupsafe import Markup

from reports.charts import RULE, Spot, smooth_path, svg, text
from reports.emotions import emotion_shape
from reports.report_parts import Expectation, Rating, Sitting
from reports.theme import BAD, INK, PAPER, SOFT, Theme

TRACK = "#e6ebe8"
_STEPS = 5


def gauge(index: float, theme: Theme, finding: str, figure: str) -> Markup:
    """A half circle, filled from the left as far as `index` (0–100); `figure` stands in it."""
    width, height, radius = 150.0, 84.0, 62.0
    x, y = width / 2, height - 8

    def arc(share: float, colour: str) -> str:
        angle = pi * (1 - share)
        end_x, end_y = x + radius * cos(angle), y - radius * sin(angle)
        return (
            f'<path d="M{x - radius:g} {y:g}A{radius:g} {radius:g} 0 0 1 {end_x:.2f} {end_y:.2f}" fill="none" '
            f'stroke="{colour}" stroke-width="13"/>'
        )

    share = max(0.0, min(1.0, index / 100))
    body = [arc(1, TRACK), arc(share, theme.main_graphic) if share > 0.002 else ""]
    body.append(text(x, y - 4, figure, 26, INK, 800))
    return svg(width, height, finding, "".join(body), "gauge")


def rings(parts: Sequence[Rating], theme: Theme, finding: str) -> Markup:
    """A target: the nearer to its middle, the closer it felt. Each part has its number, to be told beneath."""
    size, core, unit = 132.0, 13.0, 4.6
    middle = size / 2
    body = [
        f'<circle cx="{middle:g}" cy="{middle:g}" r="{core + unit * reach:.2f}" fill="{fill}" stroke="{RULE}" '
        f'stroke-width="0.8"/>'
        for reach, fill in ((10, PAPER), (7.5, PAPER), (5, PAPER), (2.5, theme.tint))
    ]
    for number, part in enumerate(parts):
        angle = 2 * pi * number / len(parts) - pi / 2
        reach = core + unit * part.value
        x, y = middle + reach * cos(angle), middle + reach * sin(angle)
        spoke = f"M{middle:g} {middle:g}L{x:.2f} {y:.2f}"
        body.append(f'<path d="{spoke}" stroke="{theme.main_graphic}" stroke-width="1"/>')
        colour = BAD if part.value > 5 else theme.main_text
        body.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="6.6" fill="{colour}"/>')
        body.append(text(x, y + 3, str(number + 1), 8.4, PAPER, 700))
    return svg(size, size, finding, "".join(body), "rings")


def two_dots(met: Expectation, theme: Theme, finding: str, words: dict[str, str]) -> Markup:
    """Hollow: what was expected. Solid: where the visit ended. `words`: `before`, `after` beside the dots."""
    width, height, y = 150.0, 74.0, 38.0
    start, end = (met.before, met.after) if met.before and met.after else (3, 3 + met.step)
    x = {step: 14 + (step - 1) * (width - 28) / (_STEPS - 1) for step in range(1, _STEPS + 1)}
    colour = BAD if met.step < 0 else theme.main_graphic
    body = [f'<path d="M{x[1]:g} {y:g}H{x[5]:g}" stroke="{RULE}" stroke-width="1.4"/>']
    body += [f'<path d="M{place:g} {y - 4:g}v8" stroke="{RULE}" stroke-width="1"/>' for place in x.values()]
    if start != end:
        body.append(f'<path d="M{x[start]:g} {y:g}H{x[end]:g}" stroke="{colour}" stroke-width="4"/>')
    body.append(f'<circle cx="{x[start]:g}" cy="{y:g}" r="6.5" fill="{PAPER}" stroke="{INK}" stroke-width="2"/>')
    solid = 3.2 if start == end else 7.0
    body.append(f'<circle cx="{x[end]:g}" cy="{y:g}" r="{solid:g}" fill="{colour}"/>')
    body.append(_held(x[start], y - 15, words["before"], width, SOFT))
    body.append(_held(x[end], y + 25, words["after"], width, colour))
    return svg(width, height, finding, "".join(body), "dots")


def _held(x: float, y: float, words: str, width: float, colour: str) -> str:
    """A word near `x` that stays inside the drawing."""
    anchor = "start" if x < width * 0.3 else "end" if x > width * 0.7 else "middle"
    place = {"start": 1.0, "end": width - 1, "middle": x}[anchor]
    return text(place, y, words, 9, colour, 700, anchor)


def stay_curve(sittings: Sequence[Sitting], theme: Theme, finding: str, days: Sequence[str]) -> Markup:
    """The feelings of a stay, sitting by sitting; `days` names each sitting's day, said where a new one begins."""
    width, height, middle, unit = 480.0, 112.0, 48.0, 11.0
    gap = width / max(1, len(sittings))
    spots = [((n + 0.5) * gap, middle - one.valence * unit) for n, one in enumerate(sittings)]
    body = [f'<path d="M0 {middle:g}H{width:g}" stroke="{RULE}" stroke-width="1"/>', *_line(spots, theme)]
    for n, ((x, y), one) in enumerate(zip(spots, sittings, strict=True)):
        if n == 0 or one.day != sittings[n - 1].day:
            body.append(f'<path d="M{n * gap + 1:.2f} 4V{height - 4:g}" stroke="{RULE}" stroke-width="0.7"/>')
            body.append(text(n * gap + 5, height - 5, days[n], 8.5, SOFT, 400, "start"))
        colour = BAD if one.valence < 0 else theme.main_graphic
        body.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="9.5" fill="{PAPER}"/>')
        body.append(emotion_shape(one.emotion, x, y, 15, colour))
    return svg(width, height, finding, "".join(body), "stay")


def _line(spots: Sequence[Spot], theme: Theme) -> list[str]:
    if len(list(pairwise(spots))) < 1:
        return []
    path = smooth_path(spots)
    return [f'<path d="{path}" fill="none" stroke="{theme.main_graphic}" stroke-width="2" stroke-linecap="round"/>']
