"""What is said about a workbook: why it was refused whole, or what of it could not be kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from forms.exchange.xlsform.sentences import NOTICES, REFUSALS
from forms.mistakes import tell
from forms.phrases import in_language


class WorkbookRefused(ValueError):
    """The workbook is not read at all. `reason` is a key of REFUSALS; `values` fill its sentence."""

    def __init__(self, reason: str, *, sheet: str | None = None, row: int | None = None, **values: Any) -> None:
        self.reason, self.sheet, self.row, self.values = reason, sheet, row, values
        super().__init__(self.say())

    @property
    def place(self) -> str:
        """`survey:12`, as far as it is known."""
        return place(self.sheet, self.row)

    def say(self, language: str = "en") -> str:
        """One sentence: what is wrong and what to do."""
        return in_language(REFUSALS[self.reason], language) % self.values

    def tell(self, language: str = "en") -> str:
        """The sentence after its place, where it has one."""
        return f"{self.place}: {self.say(language)}" if self.place else self.say(language)


@dataclass(frozen=True)
class Notice:
    """Something that was not kept as it stands: in a cell, a row (`column` None), a column or a sheet (`row` None)."""

    sheet: str
    row: int | None
    column: str | None
    reason: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def place(self) -> str:
        """`survey:12:C`, as far as it goes."""
        return place(self.sheet, self.row, self.column)

    def what(self, language: str = "en") -> str:
        """What was found and what became of it."""
        return in_language(NOTICES[self.reason][0], language) % self._said(language)

    def advice(self, language: str = "en") -> str:
        """What to do about it."""
        return in_language(NOTICES[self.reason][1], language) % self._said(language)

    def _said(self, language: str) -> dict[str, Any]:
        """The values; a (sentence, values) of `forms.mistakes` as that sentence."""
        told = {key: tell(one[0], one[1], language) for key, one in self.values.items() if isinstance(one, tuple)}
        return {**self.values, **told}

    def tell(self, language: str = "en") -> str:
        """All in one line."""
        return f"{self.place}: {self.what(language)} {self.advice(language)}".rstrip()


def place(sheet: str | None, row: int | None, column: str | None = None) -> str:
    """Where something stands, as far as it is known: `survey:12:C`."""
    return ":".join(str(part) for part in (sheet, row, column) if part)
