"""What a till receipt says, from the words that were read on its photo: a proposal, never an answer. Pure.

`read_till(lines)` gives what was found, what should be covered, and the text. Readers of photos mistake 0 for O, lose
dots and rings, and see words where there is only paper: everything here reads with that in mind, and what is doubtful
is rather covered than shown, and rather left out than proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forms.till.finding import find_day, find_time, find_total
from forms.till.foot import find_greeting, language_of
from forms.till.hiding import masks_of
from forms.till.lines import Plain, lines_of


@dataclass(frozen=True)
class Till:
    """`found`: {"total", "time", "day", "greeting", "language"}, those that could be read, in the shapes of
    docs/answers.md. `masks`: [{"x", "y", "w", "h", "why"}], shares of the picture. `text`: all lines."""

    found: dict[str, str]
    masks: list[dict[str, Any]]
    text: str


def read_till(plain: Plain) -> Till:
    """`plain`: lines of [text, x, y, width, height, confidence 0–100], places as shares of the upright picture."""
    lines = lines_of(plain)
    text = "\n".join(line.text for line in lines)
    greeting = find_greeting(lines)
    found = {
        "total": find_total(lines), "time": find_time(lines), "day": find_day(lines), "greeting": greeting,
        "language": language_of(greeting or "", text),
    }  # fmt: skip
    return Till({part: value for part, value in found.items() if value}, masks_of(lines), text)
