"""Where a score stands: after the store's own visits before, and among the chain's other stores. Pure drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from reports.charts import RULE, Spot, svg, text
from reports.theme import INK, PAPER, SOFT, Theme

TREND_WIDTH, STORES_WIDTH, HEIGHT = 360.0, 255.0, 50.0
_TOP, _FLOOR = 15.0, 35.5
_INSET = 14.0
_LEAST_SPAN = 20.0
_BIN = 2.0


def trend(
    scores: Sequence[float], names: Sequence[str], figures: Sequence[str], mean: tuple[float, str] | None, theme: Theme,
    finding: str,
) -> Markup:  # fmt: skip
    """The store's scores in turn, the last of them this visit's; `names` stand below and `figures` above them. `mean`:
    the chain's, with its words."""
    low, span = _range([*scores, *([mean[0]] if mean else [])])
    right = TREND_WIDTH - (58.0 if mean else _INSET)
    step = (right - _INSET) / max(1, len(scores) - 1)
    heights = [_FLOOR - (score - low) / span * (_FLOOR - _TOP) for score in scores]
    spots = [(_INSET + place * step, height) for place, height in enumerate(heights)]
    body = []
    if mean:
        y = _FLOOR - (mean[0] - low) / span * (_FLOOR - _TOP)
        body.append(f'<path d="M0 {y:.2f}H{right + 8:.2f}" stroke="{SOFT}" stroke-width="0.8" stroke-dasharray="2 2"/>')
        body.append(text(right + 12, y + 3, mean[1], 10, SOFT, anchor="start"))
    body.append(_line(spots, theme.main_graphic))
    body.append(_dots(spots[:-1], theme.main_graphic, 5.4))
    body.append(_own(spots[-1], theme))
    for place, ((x, y), name, figure) in enumerate(zip(spots, names, figures, strict=True)):
        is_now = place == len(spots) - 1
        body.append(text(x, HEIGHT - 2, name, 10, INK if is_now else SOFT, 700 if is_now else 400))
        # On paper of its own, so that the chain's line does not strike it through.
        body.append("" if is_now else f'<rect x="{x - 7:.2f}" y="{y - 15:.2f}" width="14" height="10" fill="{PAPER}"/>')
        body.append(text(x, y - 7, figure, 12 if is_now else 10, INK, 800 if is_now else 400))
    return svg(TREND_WIDTH, HEIGHT, finding, "".join(body), "trend")


def among_stores(stores: Sequence[float], own: float, figure: str, theme: Theme, finding: str) -> Markup:
    """A dot for the newest score of each store, those alike one above the other, and this visit's with its figure."""
    low = min(60.0, min([*stores, own]) // 20 * 20)
    ticks = [low + step for step in range(0, int(100 - low) + 1, 10 if low >= 50 else 20)]
    high = Counter(_bin(score) for score in stores)
    rise = min(6.0, (_FLOOR - _TOP) / max(1, max([*high.values(), high[_bin(own)] + 1])))
    spots = [(_x(place, low), _FLOOR - 3.5 - rise * level) for place, n in high.items() for level in range(n)]
    mine = (_x(_bin(own), low), _FLOOR - 3.5 - rise * high[_bin(own)])
    body = [f'<path d="M0 {_FLOOR:g}H{STORES_WIDTH:g}" stroke="{RULE}" stroke-width="0.8"/>']
    body.append(_dots(spots, SOFT, min(5.0, rise * 0.85), 0.5))
    body.append(_own(mine, theme))
    body.append(text(mine[0], mine[1] - 7, figure, 12, INK, 800))
    body += [text(_x(tick, low), HEIGHT - 2, f"{tick:g}", 10, SOFT) for tick in ticks]
    return svg(STORES_WIDTH, HEIGHT, finding, "".join(body), "stores")


def _range(scores: Sequence[float]) -> tuple[float, float]:
    """The lowest score drawn, and how many points up the drawing reaches: small differences stay small."""
    low, high = min(scores), max(scores)
    span = max(_LEAST_SPAN, high - low)
    return max(0.0, min(low, (low + high - span) / 2)), span


def _bin(score: float) -> float:
    return round(score / _BIN) * _BIN


def _x(score: float, low: float) -> float:
    return _INSET + (score - low) / (100 - low) * (STORES_WIDTH - 2 * _INSET)


def _line(spots: Sequence[Spot], colour: str) -> str:
    way = "L".join(f"{x:.2f} {y:.2f}" for x, y in spots)
    return f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="1.6" stroke-linejoin="round"/>'


def _dots(spots: Sequence[Spot], colour: str, size: float, opacity: float = 1) -> str:
    """All dots as one path of points with round ends: a circle each would take the engine far longer."""
    if not spots:
        return ""
    points = "".join(f"M{x:.2f} {y:.2f}h.01" for x, y in sorted(spots))
    return (
        f'<path d="{points}" fill="none" stroke="{colour}" stroke-opacity="{opacity:g}" stroke-width="{size:.2f}" '
        f'stroke-linecap="round"/>'
    )


def _own(spot: Spot, theme: Theme) -> str:
    look = f'fill="{theme.accent_graphic}" stroke="{INK}" stroke-width="1.2"'
    return f'<circle cx="{spot[0]:.2f}" cy="{spot[1]:.2f}" r="4.2" {look}/>'
