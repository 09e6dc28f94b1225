"""Ids for the questions, then the conditions that hang on them; what ours cannot say is told and left out."""

from __future__ import annotations

from typing import Any

from forms.definition import DefinitionError, from_plain
from forms.exchange.xlsform.book import Book, Row
from forms.exchange.xlsform.conditions import Target, condition_of, expression_of
from forms.exchange.xlsform.limits import read_expression
from forms.exchange.xlsform.native import decoded
from forms.exchange.xlsform.questions import Made
from forms.exchange.xlsform.sections import Place
from forms.kinds import KINDS
from forms.reading import Path
from forms.when import read_condition

Plain = dict[str, Any]
_NAMED_KINDS = ("yes_no", "one", "several", "rank")


def hang(placed: list[Place], document: Plain, book: Book) -> None:
    """Give the questions of `document` (those of `placed`) their conditions; one that fails is taken away."""
    hanger = _Hanger(placed, book)
    for place in placed:
        for made in place.questions:
            when = hanger.condition(made)
            if when is not None:
                made.plain["when"] = when
    _take_away_what_fails(placed, document)


class _Hanger:
    def __init__(self, placed: list[Place], book: Book) -> None:
        self.rows = {row.number: row for row in book.rows["survey"]}
        self.targets: dict[str, Target] = {}
        self.names: dict[str, str] = {}
        for place in placed:
            for made in place.questions:
                self.names[made.plain["id"]] = made.answer_names[0]
                for name in made.answer_names:
                    self.targets[name] = _target(made)

    def condition(self, made: Made) -> Plain | None:
        """The conditions of the groups around and the question's own, joined."""
        around = [self._said(self.rows[row]) for row in made.found.within]
        own = self._own(made.row) or self._said(made.row)
        parts = [part for part in (*around, own) if part is not None]
        return parts[0] if len(parts) == 1 else {"and": parts} if parts else None

    def _own(self, row: Row) -> Plain | None:
        """The condition in our column, as long as the expression beside it says the same."""
        given = decoded(row.text("detalji", "when")) if row.text("detalji", "when") else None
        if given is None:
            return None
        problems: list[Any] = []
        condition = read_condition(given, ("when",), problems)
        said = "" if problems else expression_of(condition, lambda id_: self.names.get(id_, id_))
        if problems or said != row.text("relevant"):
            row.note("own_condition", "detalji", "when")
            return None
        row.take("relevant")
        return dict(given)

    def _said(self, row: Row) -> Plain | None:
        if not row.text("relevant"):
            return None
        if row.text("relevant").lower() in ("yes", "true", "true()"):
            row.take("relevant")
            return None
        tree = read_expression(row, "relevant")
        when = condition_of(tree, self.targets.get)
        if when is None:
            row.note("condition", "relevant")
        else:
            row.take("relevant")
        return when


def _target(made: Made) -> Target:
    kind = made.plain["kind"]
    return Target(made.plain["id"], kind, KINDS[kind].operators, made.named if kind in _NAMED_KINDS else None)


def _take_away_what_fails(placed: list[Place], document: Plain) -> None:
    """Conditions that the strict reading refuses: on later questions, or with what the other can never have."""
    asked: dict[Path, Made] = {("sections", at, "questions", number): made
             for at, place in enumerate(placed) for number, made in enumerate(place.questions)}  # fmt: skip
    for _ in range(2):
        try:
            from_plain(document)
        except DefinitionError as error:
            failing = {asked[one.path[:4]].row.number: (asked[one.path[:4]], one) for one in error.problems
                       if one.path[4:5] == ("when",)}  # fmt: skip
        else:
            return
        for made, problem in failing.values():
            if made.plain.pop("when", None) is not None:
                _tell(made, problem)


def _tell(made: Made, problem: Any) -> None:
    key = ("relevant", "") if made.row.text("relevant") else ("detalji", "when")
    made.row.note("condition_fails", *key, why=(problem.sentence, dict(problem.values)))
