"""The curve of the visit's mood, from the door to the way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from reports.charts import RULE, Spot, smooth_path, svg, text
from reports.emotions import emotion_shape
from reports.report_parts import JourneyPoint, Turn
from reports.theme import BAD, INK, PAPER, SOFT, Theme

JOURNEY_WIDTH = 680.0
_JOURNEY_HEIGHT = 250.0
_MIDDLE = 126.0
_UNIT = 25.0
# Columns narrower than this have no room for figures side by side; words of a dot this near to an edge would leave it.
_ROOM_FOR_FIGURES, _EDGE = 26.0, 18.0


def journey_curve(
    points: Sequence[JourneyPoint],
    theme: Theme,
    finding: str,
    words: dict[str, str],
    figure: Callable[[float], str],
    turn: Turn | None = None,
) -> Markup:
    """The emotion curve: column n of as many equal ones stands for point n, so that labels can be set beneath.

    Solid dots were felt and told, hollow ones are derived from answers; a kink marks where the mood turned, a small
    triangle where the shopper marked on the spot that it rose or fell. `words`
    holds `high`, `low`, `start`, `peak`, `peak_low`, `end`, `turn_good`, `turn_bad`; `figure` writes a valence."""
    column = JOURNEY_WIDTH / max(1, len(points))
    spots = {
        number: ((number + 0.5) * column, _MIDDLE - point.valence * _UNIT)
        for number, point in enumerate(points)
        if point.valence is not None
    }
    body = [_journey_frame(words, column, points, turn), *_journey_line(list(spots.values()), theme)]
    body += [
        f'<path d="M{x:.2f} {y:.2f}V{_JOURNEY_HEIGHT:g}" stroke="{RULE}" stroke-width="0.6"/>'
        for x, y in spots.values()
    ]
    for number, point in enumerate(points):
        if turn and point.touchpoint == turn.touchpoint and not (point.start or point.end):
            body.append(_kink((number + 0.5) * column, spots.get(number), turn, theme, words))
            break
    said = figure if column >= _ROOM_FOR_FIGURES else None
    body += [_journey_mark(points[number], spot, theme, words, figure, said) for number, spot in spots.items()]
    body += [_marked(point, (number + 0.5) * column, spots.get(number), theme) for number, point in enumerate(points)]
    return svg(JOURNEY_WIDTH, _JOURNEY_HEIGHT, finding, "".join(body), "journey")


def _journey_frame(
    words: dict[str, str], column: float, points: Sequence[JourneyPoint], turn: Turn | None
) -> str:
    lines = [
        f'<path d="M0 {_MIDDLE + offset * _UNIT:g}H{JOURNEY_WIDTH:g}" stroke="{RULE}" stroke-width="{thick}" {dash}/>'
        for offset, thick, dash in (
            (-3, 0.5, 'stroke-dasharray="1.5 3"'),
            (0, 1, ""),
            (3, 0.5, 'stroke-dasharray="1.5 3"'),
        )
    ]
    turned = [bool(turn and point.touchpoint == turn.touchpoint) for point in points]
    above = [3.0 if kinked else point.valence or 0.0 for point, kinked in zip(points, turned, strict=True)]
    below = [-(point.valence or 0.0) for point in points]
    high = text(_free(above) * column, _MIDDLE - 3 * _UNIT - 4, words["high"], 8, SOFT)
    low = text(_free(below) * column, _MIDDLE + 3 * _UNIT + 10, words["low"], 8, SOFT)
    return "".join(lines) + high + low


def _free(reaches: Sequence[float]) -> int:
    """After which column a word at the edge of the drawing meets no dot's own words: the first whose neighbours keep
    away from that edge, else the one whose neighbours keep away the most."""
    between = range(1, max(2, len(reaches)))
    return min(between, key=lambda place: (max(0.0, *(reaches[place - 1 : place + 1] or [0.0])), place))


def _journey_line(spots: list[Spot], theme: Theme) -> list[str]:
    if len(spots) < 2:
        return []
    path = smooth_path(spots)
    area = f"{path}L{spots[-1][0]:.2f} {_MIDDLE:g}L{spots[0][0]:.2f} {_MIDDLE:g}Z"
    return [
        f'<path d="{area}" fill="{theme.main_graphic}" fill-opacity="0.10"/>',
        f'<path d="{path}" fill="none" stroke="{theme.main_graphic}" stroke-width="2.2" stroke-linecap="round"/>',
    ]


def _journey_mark(
    point: JourneyPoint,
    spot: Spot,
    theme: Theme,
    words: dict[str, str],
    figure: Callable[[float], str],
    of_others: Callable[[float], str] | None,
) -> str:
    """The dot, its feeling, its figure (of what is neither end nor peak by `of_others`), and what it was."""
    x, y = spot
    anchor, place = _anchored(x)
    valence = point.valence or 0.0
    colour = BAD if valence < 0 else theme.main_graphic
    way = -1 if valence >= 0 else 1
    told = point.felt and bool(point.emotions)
    mark = [_dot(x, y, colour, point, theme)]
    offset = 8.0
    if told:
        mark.append(f'<circle cx="{x:.2f}" cy="{y + way * 17:.2f}" r="9.5" fill="{PAPER}"/>')
        mark.append(emotion_shape(point.emotions[0].emotion, x, y + way * 17, 14, colour))
        offset = 27.0
    line = y + way * offset + (8 if way > 0 else 0)
    is_named = point.peak or point.end or point.start
    write = figure if is_named else of_others if point.felt else None
    if write:
        mark.append(text(place, line, write(valence), 9, INK, 700, anchor))
        line += way * 10
    names = {"start": "start", "peak": "peak" if valence >= 0 else "peak_low", "end": "end"}
    notes = [words[said] for name, said in names.items() if getattr(point, name)]
    if notes:
        mark.append(text(place, line, " · ".join(notes), 7.5, colour, 700, anchor))
    return "".join(mark)


def _anchored(x: float) -> tuple[str, float]:
    """How words at `x` are aligned, and where: those of a narrow column at the edge keep within the drawing."""
    if x < _EDGE:
        return "start", 0.0
    return ("end", JOURNEY_WIDTH) if x > JOURNEY_WIDTH - _EDGE else ("middle", x)


def _kink(x: float, spot: Spot | None, turn: Turn, theme: Theme, words: dict[str, str]) -> str:
    """A crack through the curve, on the side of the point where nothing is written; its label at the far end."""
    y = spot[1] if spot else _MIDDLE
    colour = theme.main_text if turn.good else BAD
    down = y <= _MIDDLE
    far = _JOURNEY_HEIGHT - 12 if down else 14.0
    steps = 5
    spots = [(x + (3.4 if n % 2 else -3.4) * (0 < n < steps), y + (far - y) * n / steps) for n in range(steps + 1)]
    path = "L".join(f"{place:.2f} {level:.2f}" for place, level in spots)
    label = words["turn_good" if turn.good else "turn_bad"]
    anchor = "start" if x < JOURNEY_WIDTH * 0.15 else "end" if x > JOURNEY_WIDTH * 0.85 else "middle"
    return (
        f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="1.6" stroke-linejoin="round"/>'
        f'<rect x="{x - 2:.2f}" y="{far + (-4 if down else 0):.2f}" width="4" height="4" fill="{PAPER}"/>'
        + text(x, far + (9 if down else -4), label, 8, colour, 700, anchor)
    )


def _marked(point: JourneyPoint, x: float, spot: Spot | None, theme: Theme) -> str:
    """Beside the column's middle, on the side where nothing else is written: a triangle each way, with how often where
    that was more than once."""
    line = 30.0 if spot and spot[1] > _MIDDLE else _JOURNEY_HEIGHT - 36
    drawn = []
    for count, way, colour in ((point.rose, -1, theme.main_text), (point.fell, 1, BAD)):
        if count:
            path = f"M{x + 4:.2f} {line - way * 3:.2f}h8l-4 {way * 6.5:g}Z"
            drawn.append(f'<path d="{path}" fill="{colour}"/>')
            if count > 1:
                drawn.append(text(x + 17, line + 3, str(count), 8, colour, 700))
            line += 11
    return "".join(drawn)


def _dot(x: float, y: float, colour: str, point: JourneyPoint, theme: Theme) -> str:
    ring = ""
    if point.peak or point.end:
        ring = (
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="7.6" fill="{PAPER}" stroke="{theme.accent_graphic}" '
            f'stroke-width="2.2"/>'
        )
    fill = colour if point.felt else PAPER
    return f'{ring}<circle cx="{x:.2f}" cy="{y:.2f}" r="4" fill="{fill}" stroke="{colour}" stroke-width="1.8"/>'
