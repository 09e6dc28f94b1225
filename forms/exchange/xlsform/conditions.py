"""Conditions from and to the field's expressions.

`condition_of` gives up (None) on what our conditions cannot say; whoever calls tells that and asks the question always.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forms.exchange.xlsform.xpath import Call, Joined, Node, Number, Ref, Words, bare
from forms.shapes import Condition
from forms.when import PARTS_LIMIT

Plain = dict[str, Any]
_FLIPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_WHOLE_KINDS = ("scale", "nps", "number", "duration")


@dataclass(frozen=True)
class Target:
    """A question that an expression may look at; `named`: what its choices are called there → their ids."""

    id: str
    kind: str
    operators: Collection[str]
    named: Mapping[str, str] | None = None


Lookup = Callable[[str], Target | None]


def condition_of(node: Node, lookup: Lookup) -> Plain | None:
    """The plain condition that `node` says, or None where ours cannot say it."""
    node = bare(node)
    if isinstance(node, Joined) and node.operator in ("and", "or"):
        parts = [condition_of(part, lookup) for part in node.parts]
        known = [part for part in parts if part is not None]
        return _joined(node.operator, known) if len(known) == len(parts) else None
    if isinstance(node, Joined):
        return _compared(node.operator, node.parts[0], node.parts[1], lookup)
    if isinstance(node, Call):
        return _called(node, lookup)
    return None


def expression_of(condition: Condition, name_of: Callable[[str], str]) -> str:
    """The condition as an expression; `name_of` gives the name of the row in which a question's answer stands."""
    inner = [expression_of(part, name_of) for part in condition.parts]
    match condition.operator:
        case "and" | "or":
            return f" {condition.operator} ".join(
                f"({text})" if part.operator in ("and", "or") and len(part.parts) > 1 else text
                for part, text in zip(condition.parts, inner, strict=True)
            )
        case "not":
            return f"not({inner[0]})"
    ref = f"${{{name_of(condition.question or '')}}}"
    match condition.operator:
        case "answered":
            return f"{ref} != ''"
        case "includes":
            return f"selected({ref}, {literal(condition.value)})"
        case "less":
            return f"{ref} < {literal(condition.value)}"
        case "more":
            return f"{ref} > {literal(condition.value)}"
        case "one_of":
            options = " or ".join(f"{ref} = {literal(value)}" for value in condition.value)
            return f"({options})" if len(condition.value) > 1 else options
    return f"{ref} = {literal(condition.value)}"


def literal(value: Any) -> str:
    """A number or text as the language writes it; a text with both quotes, or with `${`, is put together of pieces."""
    if not isinstance(value, str):
        return format(Decimal(repr(value)), "f")
    pieces = [piece for part in _around_refs(value) for piece in _one_quote_each(part)]
    quoted = [f"'{piece}'" if "'" not in piece else f'"{piece}"' for piece in pieces]
    return f"concat({', '.join(quoted)})" if len(quoted) > 1 else quoted[0] if quoted else "''"


def text_of(node: Node) -> str | None:
    """The text that a literal, or several put together, says; None where it is no literal."""
    node = bare(node)
    if isinstance(node, Words):
        return node.text
    if isinstance(node, Number):
        return str(int(node.value)) if node.value == int(node.value) else str(node.value)
    if isinstance(node, Call) and node.name == "concat":
        pieces = [text_of(part) for part in node.arguments]
        return None if None in pieces else "".join(map(str, pieces))
    return None


def number_of(node: Node) -> float | None:
    """The number that a literal says, whole ones as int; None where it is none."""
    node = bare(node)
    if isinstance(node, Words):
        try:
            value = float(node.text)
        except ValueError:
            return None
    elif isinstance(node, Number):
        value = node.value
    else:
        return None
    if not abs(value) <= 10**9:
        return None
    return int(value) if value == int(value) else value


def _around_refs(text: str) -> list[str]:
    head, *rest = text.split("${")
    parts = [head + "$"] if rest else [head]
    for place, part in enumerate(rest):
        parts.append("{" + part + ("$" if place + 1 < len(rest) else ""))
    return parts


def _one_quote_each(text: str) -> list[str]:
    pieces: list[str] = []
    for letter in text:
        if not pieces or (letter == "'" and '"' in pieces[-1]) or (letter == '"' and "'" in pieces[-1]):
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _joined(operator: str, parts: list[Plain]) -> Plain:
    if operator == "or" and all("equals" in part for part in parts):
        asked = {part["equals"][0] for part in parts}
        if len(asked) == 1 and len(parts) <= PARTS_LIMIT:
            return {"one_of": [asked.pop(), [part["equals"][1] for part in parts]]}
    while len(parts) > PARTS_LIMIT:
        parts = [{operator: parts[at : at + PARTS_LIMIT]} for at in range(0, len(parts), PARTS_LIMIT)]
    return {operator: parts}


def _called(node: Call, lookup: Lookup) -> Plain | None:
    if node.name == "not" and len(node.arguments) == 1:
        inner = condition_of(node.arguments[0], lookup)
        return None if inner is None else {"not": inner}
    if node.name == "selected" and len(node.arguments) == 2:
        first, second = map(bare, node.arguments)
        target, value = lookup(first.name) if isinstance(first, Ref) else None, text_of(second)
        if target is None or value is None:
            return None
        value = _named(target, value)
        operator = "includes" if "includes" in target.operators else "equals"
        return {operator: [target.id, value]} if operator in target.operators and value is not None else None
    return None


def _compared(operator: str, left: Node, right: Node, lookup: Lookup) -> Plain | None:
    left, right = bare(left), bare(right)
    if not isinstance(left, Ref | Call):
        left, right, operator = right, left, _FLIPPED[operator]
    if isinstance(left, Call):
        return _counted(operator, left, right, lookup)
    target = lookup(left.name) if isinstance(left, Ref) else None
    if target is None:
        return None
    if text_of(right) == "" and operator in ("=", "!="):
        answered: Plain = {"answered": target.id}
        return answered if operator == "!=" else {"not": answered}
    if operator in ("=", "!="):
        equal = _equal(target, right)
        return equal if operator == "=" or equal is None else {"not": equal}
    number = number_of(right)
    return None if number is None or "less" not in target.operators else _ordered(target, operator, number)


def _counted(operator: str, call: Call, right: Node, lookup: Lookup) -> Plain | None:
    """`count-selected(${x}) > 0` and `string-length(${x}) > 0`: whether there is any answer."""
    inner = bare(call.arguments[0]) if len(call.arguments) == 1 else None
    target = lookup(inner.name) if isinstance(inner, Ref) else None
    if call.name not in ("count-selected", "string-length") or target is None:
        return None
    answered: Plain = {"answered": target.id}
    match operator, number_of(right):
        case (">", 0) | (">=", 1) | ("!=", 0):
            return answered
        case ("=", 0) | ("<", 1) | ("<=", 0):
            return {"not": answered}
    return None


def _equal(target: Target, right: Node) -> Plain | None:
    if "less" in target.operators:
        number = number_of(right)
        if number is None:
            return None
        if "equals" in target.operators:
            return {"equals": [target.id, number]}
        beside: list[Plain] = [{"less": [target.id, number]}, {"more": [target.id, number]}]
        return {"and": [{"answered": target.id}, {"not": {"or": beside}}]}
    text = text_of(right)
    value = None if text is None else _named(target, text)
    return {"equals": [target.id, value]} if value is not None and "equals" in target.operators else None


def _ordered(target: Target, operator: str, number: float) -> Plain:
    if operator in ("<", ">"):
        return {"less" if operator == "<" else "more": [target.id, number]}
    if target.kind in _WHOLE_KINDS and isinstance(number, int):
        return {"less": [target.id, number + 1]} if operator == "<=" else {"more": [target.id, number - 1]}
    beyond: Plain = {"more" if operator == "<=" else "less": [target.id, number]}
    return {"and": [{"answered": target.id}, {"not": beyond}]}


def _named(target: Target, value: str) -> str | None:
    return value if target.named is None else target.named.get(value)
