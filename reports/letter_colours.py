"""The colours of a mail, by day and by night, out of a brand's two: each text keeps a contrast of 4.5 to its ground."""

from __future__ import annotations

from dataclasses import dataclass

from reports.theme import BAD, GRAPHIC_CONTRAST, INK, PAPER, SOFT, TEXT_CONTRAST, make_theme, readable

NIGHT_SHEET = "#18201d"
NIGHT_GROUND = "#101513"
NIGHT_INK = "#eef2ef"
NIGHT_SOFT = "#a9b4ae"
_GROUND = "#f1efe9"
_GOOD = "#14694a"


@dataclass(frozen=True, slots=True)
class LetterColours:
    """As #rrggbb. `rules`: the colour of the line beside praise, fix and step, by day and by night."""

    ground: str
    sheet: str
    ink: str
    soft: str
    cover: str
    on_cover: str
    on_cover_soft: str
    accent_on_cover: str
    button: str
    on_button: str
    link: str
    night_ground: str
    night_sheet: str
    night_ink: str
    night_soft: str
    night_link: str
    rules: dict[str, str]
    night_rules: dict[str, str]


def letter_colours(main_colour: str, accent_colour: str) -> LetterColours:
    """The colours of a brand's mail from its main and accent colour (#rrggbb each); raises ThemeError."""
    theme = make_theme(main_colour, accent_colour)
    rules = {"praise": _GOOD, "fix": BAD, "step": theme.main_graphic}
    return LetterColours(
        ground=_GROUND,
        sheet=PAPER,
        ink=INK,
        soft=SOFT,
        cover=theme.cover,
        on_cover=theme.on_cover,
        on_cover_soft=theme.on_cover_soft,
        accent_on_cover=theme.accent_on_cover,
        button=theme.main_text,
        on_button=PAPER,
        link=theme.main_text,
        night_ground=NIGHT_GROUND,
        night_sheet=NIGHT_SHEET,
        night_ink=NIGHT_INK,
        night_soft=NIGHT_SOFT,
        night_link=readable(theme.main_text, NIGHT_SHEET, TEXT_CONTRAST),
        rules=rules,
        night_rules={key: readable(colour, NIGHT_SHEET, GRAPHIC_CONTRAST) for key, colour in rules.items()},
    )
