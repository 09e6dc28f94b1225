"""The eight emotions as shapes. Each has an outline of its own, so that neither colour nor small size hides which."""

from __future__ import annotations

from reports.report_parts import EmotionId

POSITIVE: tuple[EmotionId, ...] = ("joy", "trust", "anticipation", "surprise")

_SHAPES: dict[EmotionId, tuple[str, str]] = {
    # id: (outline, inner strokes) in a square from −10 to 10
    "joy": ("M-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0Z", "M-4.6 1.6a5.2 5.2 0 0 0 9.2 0M-3-3.2v1.2M3-3.2v1.2"),
    "trust": ("M0-9.5L8-6.5V0C8 5 4.5 8 0 9.8C-4.5 8-8 5-8 0V-6.5Z", "M-3.8-.2L-1 2.8L4-2.8"),
    "anticipation": ("M-8.2-7.6L9.6 0L-8.2 7.6L-4.4 0Z", ""),
    "surprise": (
        (
            "M0-10l2.3 4.5 4.8-1.6-1.6 4.8L10 0 5.5 2.3l1.6 4.8-4.8-1.6L0 10"
            "-2.3 5.5-7.1 7.1-5.5 2.3-10 0l4.5-2.3-1.6-4.8 4.8 1.6Z"
        ),
        "M0-3v3.2M0 2.6v.6",
    ),
    "disappointment": (
        "M0-10C3.5-4.6 7.4-1.4 7.4 2.9A7.4 7.2 0 0 1-7.4 2.9C-7.4-1.4-3.5-4.6 0-10Z",
        "M-3.4 5a4.4 4.4 0 0 1 6.8 0",
    ),
    "disgust": (
        "M-3.9-9.4H3.9L9.4-3.9V3.9L3.9 9.4H-3.9L-9.4 3.9V-3.9Z",
        "M-3.6-3.6L3.6 3.6M3.6-3.6L-3.6 3.6",
    ),
    "uncertainty": ("M0-10L10 0L0 10L-10 0Z", "M-2.6-2.2a2.7 2.5 0 1 1 3.9 2.2q-1.3 .7-1.3 1.9M0 4.6v.5"),
    "irritation": ("M1.6-10L-7.4 1.6H-1.2L-3.4 10L7.6-2.8H1.2L5-10Z", ""),
}


def emotion_shape(emotion: EmotionId, x: float, y: float, size: float, colour: str, paper: str = "#ffffff") -> str:
    """The shape as SVG, `size` wide, around (x, y): good ones filled, bad ones outlined."""
    outline, strokes = _SHAPES[emotion]
    good = emotion in POSITIVE
    fill, line = (colour, paper) if good else (paper, colour)
    inner = (
        f'<path d="{strokes}" fill="none" stroke="{line}" stroke-width="1.9" stroke-linecap="round"/>'
        if strokes
        else ""
    )
    return (
        f'<g transform="translate({x:.2f} {y:.2f}) scale({size / 20:.4f})">'
        f'<path d="{outline}" fill="{fill}" stroke="{colour}" stroke-width="1.7" stroke-linejoin="round"/>{inner}</g>'
    )
