"""What the field says about an answer (constraint, parameters, appearance), as settings of our kinds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from forms.exchange.xlsform.book import Row, shown
from forms.exchange.xlsform.conditions import number_of, text_of
from forms.exchange.xlsform.refusal import WorkbookRefused
from forms.exchange.xlsform.tongues import Tongues
from forms.exchange.xlsform.xpath import Call, Itself, Joined, Malformed, Node, Number, TooDeep, Words, bare, parse
from forms.kinds.money import MOST
from forms.kinds.number import LEAST as LEAST_NUMBER
from forms.kinds.number import MOST as MOST_NUMBER
from forms.kinds.patterns import fault

Plain = dict[str, Any]
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_QUIET_LOOKS = {"multiline", "minimal", "likert", "horizontal", "vertical", "compact", "quick", "columns", "picker"}
_FIXED = {"emotion": "count-selected(.) <= 2", "duration": ". >= 0"}


def read_expression(row: Row, key: str) -> Node:
    """The expression in a cell. Raises WorkbookRefused where it is none, or is nested too deep."""
    text = row.text(key)
    try:
        return parse(text)
    except TooDeep:
        raise WorkbookRefused("too_deep", sheet=row.sheet, row=row.number, text=shown(text)[:40]) from None
    except Malformed:
        raise WorkbookRefused("malformed", sheet=row.sheet, row=row.number, text=shown(text), column=key) from None


def apply_limits(question: Plain, row: Row, tongues: Tongues) -> None:
    """Put into `question` what the row's constraint, parameters and appearance say of its kind; tell of the rest."""
    _apply_look(question, row)
    _apply_parameters(question, row)
    if row.text("constraint"):
        _apply_constraint(question, row)
    if "regex" in question:
        regex = question.pop("regex")
        own = (question.get("pattern") or {}).get("message")
        message = tongues.words(row, "constraint_message") or own or _expected(tongues, regex)
        question["pattern"] = {"regex": regex, "message": message}
    elif question["kind"] == "text":
        question.pop("pattern", None)


def parameters(row: Row) -> dict[str, str]:
    """`start=0 end=10` as a mapping; a semicolon or comma may stand between."""
    pieces = row.text("parameters").replace(";", " ").replace(",", " ").replace(" =", "=").replace("= ", "=").split()
    return {name: value for name, sign, value in (piece.partition("=") for piece in pieces) if sign}


def _expected(tongues: Tongues, regex: str) -> dict[str, str]:
    words = {"fi": "Kirjoita muodossa: %s", "sv": "Skriv i formen: %s", "en": "Write it in this form: %s"}
    return {code: words[code] % regex for code in tongues.codes}


def _apply_look(question: Plain, row: Row) -> None:
    looks = row.text("appearance").split()
    if question["kind"] == "text":
        rows = question.get("rows", 3)
        question["rows"] = 1 if "multiline" not in looks else rows if isinstance(rows, int) and rows > 1 else 3
    if all(look in _QUIET_LOOKS for look in looks):
        row.take("appearance")


def _apply_parameters(question: Plain, row: Row) -> None:
    given = parameters(row)
    ends = {key: {"start", "end", "step"} for key in ("nps", "scale", "number")}
    known = {"text": {"rows"}, "photo": {"max-pixels"}, **ends}.get(question["kind"], set())
    if question["kind"] == "text" and given.get("rows", "").isdigit():
        question["rows"] = min(30, max(1, int(given["rows"])))
    if given.keys() <= known:
        row.take("parameters")


def _apply_constraint(question: Plain, row: Row) -> None:
    tree = read_expression(row, "constraint")
    if _FIXED.get(question["kind"]) == row.text("constraint"):
        row.take("constraint")
        return
    understood = [_apply(question, part, row) for part in _all_of(tree)]
    if all(understood):
        row.take("constraint")


def _all_of(tree: Node) -> Iterator[Node]:
    tree = bare(tree)
    if isinstance(tree, Joined) and tree.operator == "and":
        for part in tree.parts:
            yield from _all_of(part)
    else:
        yield tree


def _apply(question: Plain, part: Node, row: Row) -> bool:
    kind = question["kind"]
    if kind == "several":
        return _alone(question, part)
    if isinstance(part, Call) and part.name == "regex" and kind == "text":
        return _pattern(question, part, row)
    if not isinstance(part, Joined) or part.operator not in _FLIPPED:
        return False
    left, right, operator = bare(part.parts[0]), bare(part.parts[1]), part.operator
    if isinstance(left, Number | Words):
        left, right, operator = right, left, _FLIPPED[operator]
    number = number_of(right)
    if number is None:
        return False
    if kind == "text" and left == Call("string-length", (Itself(),)):
        return _length(question, operator, number)
    return isinstance(left, Itself) and _bound(question, operator, number)


def _bound(question: Plain, operator: str, number: float) -> bool:
    if question["kind"] == "number":
        low = math.floor(number) + 1 if operator == ">" else math.ceil(number)
        high = math.ceil(number) - 1 if operator == "<" else math.floor(number)
        if operator in (">", ">=") and low >= LEAST_NUMBER:
            question["min"] = low
        elif operator in ("<", "<=") and high <= MOST_NUMBER:
            question["max"] = high
        else:
            return False
        return True
    if question["kind"] != "money":
        return False
    if operator == "<=" and 0.01 <= number <= MOST:
        question["max"] = number
        return True
    return operator in (">=", ">") and number == 0


def _length(question: Plain, operator: str, number: float) -> bool:
    most = number - 1 if operator == "<" else number
    if operator not in ("<", "<=") or not isinstance(most, int) or not 1 <= most <= 10_000:
        return False
    question["max_length"] = most
    return True


def _pattern(question: Plain, part: Call, row: Row) -> bool:
    regex = text_of(part.arguments[1]) if len(part.arguments) == 2 and part.arguments[0] == Itself() else None
    if regex is None:
        return False
    wrong = fault(regex)
    if wrong:
        row.note("pattern", "constraint", why=wrong)
        return False
    question["regex"] = regex
    return True


def _alone(question: Plain, part: Node) -> bool:
    """`not(selected(., 'none') and count-selected(.) > 1)`: a choice that stands alone."""
    negated = isinstance(part, Call) and part.name == "not" and len(part.arguments) == 1
    inner = bare(part.arguments[0]) if isinstance(part, Call) and negated else None
    if not isinstance(inner, Joined) or inner.operator != "and" or len(inner.parts) != 2:
        return False
    selected, counted = map(bare, inner.parts)
    more = Joined(">", (Call("count-selected", (Itself(),)), Number(1.0)))
    if counted != more or not isinstance(selected, Call) or selected.name != "selected" or len(selected.arguments) != 2:
        return False
    name = text_of(selected.arguments[1])
    found = [one for one in question["choices"] if name in (one.get("name"), one["id"])]
    for one in found:
        one["exclusive"] = True
    return bool(found)
