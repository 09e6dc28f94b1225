"""The way with its waits, its gap and its mishap as one line, and the rungs of recovery as a stair. Pure.

Every stop has a column of its own; its words stand in the same columns beneath the drawing. What differs in colour
differs in shape as well: filled with a tick, half filled, hollow with a cross.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from reports.charts import RULE, svg, text
from reports.report_parts import Stop, StopState
from reports.theme import BAD, INK, PAPER, SOFT, Theme

WIDTH = 720.0
LONGEST_SECONDS = 1800
"""A wait of more than this is drawn as long as this, with a cut in it."""
_HEIGHT, _LINE = 46.0, 23.0
_BAR, _SHARE = 12.0, 0.86
_RISE, _TREAD = 7.0, 15.0
_GAP = "#fbeceb"


def way(stops: Sequence[Stop], most: float, theme: Theme, finding: str) -> Markup:
    """One line of stops. Waits are as long as they took, `most` seconds being a whole column; an interruption is a gap,
    which ends broken where nobody came back; the first stop of a recovery is the mishap."""
    column = WIDTH / len(stops)
    run = [place for place, stop in enumerate(stops) if stop.lane == "interruption"]
    body = _ground(stops, run, column)
    for place, stop in enumerate(stops):
        middle = (place + 0.5) * column
        if stop.lane == "waiting":
            body.append(_wait(stop, middle, column * _SHARE, most, theme))
        elif stop.lane == "recovery":
            body.append(_mishap(middle))
        elif stop.state != "told" and place != run[-1]:
            body.append(_disc(stop.state, middle, _LINE, theme))
    return svg(WIDTH, _HEIGHT, finding, "".join(body), "way")


def _ground(stops: Sequence[Stop], run: Sequence[int], column: float) -> list[str]:
    """The line on which all stand, and what there is of a gap in it."""
    if not run:
        return [_stroke(f"M0 {_LINE:g}H{WIDTH:g}")]
    left, right = (run[0] + 0.5) * column, (run[-1] + 0.5) * column
    last = stops[run[-1]]
    if len(run) == 1:
        right = left + column * 0.4
    on = right + column * 0.5 if last.never else right
    body = [_stroke(f"M0 {_LINE:g}H{left:.2f}M{on:.2f} {_LINE:g}H{WIDTH:g}")]
    body.append(f'<rect x="{left:.2f}" y="{_LINE - 13:g}" width="{right - left:.2f}" height="26" fill="{_GAP}"/>')
    edges = f"M{left:.2f} {_LINE - 13:g}H{right:.2f}M{left:.2f} {_LINE + 13:g}H{right:.2f}"
    body.append(f'<path d="{edges}" stroke="{BAD}" stroke-width="1" stroke-dasharray="3 2.4" fill="none"/>')
    body.append(_stroke(f"M{left:.2f} {_LINE - 16:g}v32", BAD, 2.4))
    return [*body, _end(last, right)]


def _end(last: Stop, x: float) -> str:
    """How the gap ends: torn open, with an arrow back to the line, or nobody knows how."""
    if last.never:
        torn = f"M{x:.2f} {_LINE - 16:g}l5 5.4l-8 5.3l8 5.3l-8 5.3l8 5.3l-5 5.4"
        return _stroke(torn, BAD, 2) + _disc("bad", x + 16, _LINE, None)
    if last.state == "told" and last.seconds is None:
        return f'<rect x="{x - 8:.2f}" y="{_LINE - 9:g}" width="16" height="18" fill="{PAPER}"/>' + text(
            x, _LINE + 6, "?", 17, SOFT, 800
        )
    arrow = f"M{x:.2f} {_LINE - 6:g}l9 6l-9 6Z"
    return _stroke(f"M{x:.2f} {_LINE - 16:g}v32", INK, 2.4) + f'<path d="{arrow}" fill="{INK}"/>'


def _wait(stop: Stop, middle: float, room: float, most: float, theme: Theme) -> str:
    top = _LINE - _BAR / 2
    if stop.never or stop.seconds is None:
        left = middle - room / 2
        hollow = f'<rect x="{left:.2f}" y="{top:g}" width="{room:.2f}" height="{_BAR:g}" fill="{PAPER}" stroke="{BAD}" '
        return f'{hollow}stroke-width="1.3" stroke-dasharray="4 2.4"/>' + _disc("bad", middle, _LINE, None)
    width = max(2.5, min(1.0, stop.seconds / most) * room)
    left = middle - width / 2
    colour = BAD if stop.state == "bad" else theme.main_graphic
    bar = f'<rect x="{left:.2f}" y="{top:g}" width="{width:.2f}" height="{_BAR:g}" fill="{colour}"/>'
    if stop.seconds > LONGEST_SECONDS:
        cut = f"M{left + width * 0.72:.2f} {top + _BAR + 3:g}l5 {-_BAR - 6:g}m5 0l-5 {_BAR + 6:g}"
        bar += _stroke(cut, PAPER, 3)
    return bar


def _mishap(x: float) -> str:
    """A burst with an exclamation mark."""
    burst = "M0-15l3.4 6.8 6.9-3.3-2.4 7.2 7.1 2.3-6.6 3.6 4 6.4-7.5-.9-1 7.4-5-5.6-5.6 5.1-.4-7.5-7.6.3 4.7-5.9"
    burst += "-6.3-4.2 7.3-1.6-1.8-7.3 6.7 3.4Z"
    mark = f'<path d="M0-6.4V1.4M0 4.2v2" stroke="{BAD}" stroke-width="2.6" fill="none"/>'
    shape = f'<path d="{burst}" fill="{PAPER}" stroke="{BAD}" stroke-width="1.8" stroke-linejoin="round"/>'
    return f'<g transform="translate({x:.2f} {_LINE:g})">{shape}{mark}</g>'


def stair(rungs: Sequence[Stop], theme: Theme, finding: str) -> Markup:
    """The rungs of a recovery from left to right. What was reached lifts all that follow, half of it half as much."""
    column, lifts = WIDTH / len(rungs), {"good": 1.0, "partly": 0.5}
    y = 4 + _RISE * sum(lifts.get(rung.state, 0) for rung in rungs)
    height, profile, body = y + _TREAD + 6, "M0", []
    for place, rung in enumerate(rungs):
        y -= _RISE * lifts.get(rung.state, 0)
        profile += f" {y + _TREAD + 4:.2f}H{(place + 1) * column:.2f}" + ("V" if place + 1 < len(rungs) else "")
        body.append(_rung(rung.state, place * column + column * (1 - _SHARE) / 2, y, column * _SHARE, theme))
    return svg(WIDTH, height, finding, _stroke(profile, RULE, 1.2) + "".join(body), "stair")


def _rung(state: StopState, x: float, y: float, width: float, theme: Theme) -> str:
    def block(wide: float, fill: str, stroke: str, dashes: str = "") -> str:
        return (
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{wide:.2f}" height="{_TREAD:g}" fill="{fill}" stroke="{stroke}" '
            f'stroke-width="1.3"{dashes}/>'
        )

    colour = theme.main_graphic
    if state == "bad":
        body = block(width, PAPER, BAD, ' stroke-dasharray="4 2.4"')
    elif state == "partly":
        body = block(width, PAPER, colour) + block(width / 2, colour, colour)
    else:
        body = block(width, *((PAPER, SOFT) if state == "told" else (colour, colour)))
    return body + _mark(state, x + width / 2, y + _TREAD / 2, PAPER if state == "good" else BAD)


def _disc(state: StopState, x: float, y: float, theme: Theme | None) -> str:
    """A round mark on the line: filled with a tick, half filled, or hollow with a cross."""
    good = state == "good" and theme is not None
    colour = theme.main_graphic if theme and state != "bad" else BAD
    fill = colour if good else PAPER
    body = f'<circle cx="{x:.2f}" cy="{y:g}" r="8.5" fill="{fill}" stroke="{colour}" stroke-width="1.8"/>'
    if state == "partly":
        body += f'<path d="M{x:.2f} {y - 8.5:g}a8.5 8.5 0 0 0 0 17Z" fill="{colour}"/>'
    return body + _mark(state, x, y, PAPER if good else BAD)


def _mark(state: StopState, x: float, y: float, colour: str) -> str:
    shapes = {"good": "l3 3.2l5.6-6.4", "bad": "l8.4 8.4m0-8.4l-8.4 8.4"}
    starts = {"good": (x - 4.3, y + 0.2), "bad": (x - 4.2, y - 4.2)}
    if state not in shapes:
        return ""
    left, top = starts[state]
    return _stroke(f"M{left:.2f} {top:.2f}{shapes[state]}", colour, 2.2)


def _stroke(path: str, colour: str = INK, width: float = 1.6) -> str:
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'
