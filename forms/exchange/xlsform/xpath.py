"""The expressions of the field's format, read into a small tree: no evaluation, linear time, at most 50 brackets deep.

All of the language's shape is understood, so that what is malformed can be told from what is merely not ours (`Other`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DEPTH_LIMIT = 50
_TOKENS = re.compile(
    r"""\s*(?:
        (?P<ref>\$\{\s*[^${}\s]+\s*\})
      | (?P<words>"[^"]*"|'[^']*')
      | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
      | (?P<sign>!=|<=|>=|//|::|\.\.|[()\[\],=<>+*/|@.-])
      | (?P<name>[^\W\d][\w.-]*(?::(?!:)[^\W\d][\w.-]*)?)
    )""",
    re.VERBOSE,
)
_WORD_OPERATORS = {"or": 1, "and": 2, "div": 6, "mod": 6}
_ENDS = {("sign", sign) for sign in (")", "]", ".", "..")}
_LEVELS = {"=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "|": 8}


class Malformed(ValueError):
    """The text is no expression."""


class TooDeep(ValueError):
    """The brackets are nested more than DEPTH_LIMIT deep."""


@dataclass(frozen=True)
class Ref:
    """`${name}`."""

    name: str


@dataclass(frozen=True)
class Itself:
    """`.`: the question's own answer."""


@dataclass(frozen=True)
class Words:
    """A text in quotes."""

    text: str


@dataclass(frozen=True)
class Number:
    """A number, a minus before it included."""

    value: float


@dataclass(frozen=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Joined:
    """`operator` between two parts, or between many where it is and/or."""

    operator: str
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Other:
    """Something that the language has and we do not: a path, arithmetic, a filter."""


Node = Ref | Itself | Words | Number | Call | Joined | Other


def parse(text: str) -> Node:
    """The tree of the expression `text`. Raises Malformed, TooDeep."""
    reader = _Reader(_tokens(text))
    try:
        tree = reader.expression(0)
    except RecursionError:
        raise TooDeep(text) from None
    if reader.peek() is not None:
        raise Malformed(text)
    return tree


def refs_of(text: str) -> list[str]:
    """The names that the expression looks at, in order, whatever its shape."""
    return re.findall(r"\$\{\s*([^${}\s]+)\s*\}", text)


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    at, end, depth = 0, len(text.rstrip()), 0
    while at < end:
        found = _TOKENS.match(text, at)
        if not found or not found.lastgroup:
            raise Malformed(text)
        kind, said, at = found.lastgroup, found[found.lastgroup], found.end()
        depth += (said in ("(", "[")) - (said in (")", "]")) if kind == "sign" else 0
        if depth > DEPTH_LIMIT:
            raise TooDeep(text)
        tokens.append((_as_operator(kind, said, tokens), said))
    return tokens


def _as_operator(kind: str, said: str, before: list[tuple[str, str]]) -> str:
    """A name or star after a value is an operator; elsewhere it names an element."""
    if kind == "sign" and said in _LEVELS and said != "*":
        return "operator"
    if said == "*" or (kind == "name" and said in _WORD_OPERATORS):
        last = before[-1] if before else ("", "")
        after_value = last[0] in ("ref", "words", "number", "name") or last in _ENDS
        return "operator" if after_value else "name"
    return kind


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at = tokens, 0

    def peek(self, ahead: int = 0) -> tuple[str, str] | None:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def take(self, said: str | None = None) -> tuple[str, str]:
        token = self.peek()
        if token is None or (said is not None and token[1] != said):
            raise Malformed(said or "")
        self.at += 1
        return token

    def expression(self, least: int) -> Node:
        left = self.signed()
        while (token := self.peek()) and token[0] == "operator":
            level = _LEVELS.get(token[1]) or _WORD_OPERATORS[token[1]]
            if level <= least:
                break
            self.take()
            left = _join(token[1], left, self.expression(level))
        return left

    def signed(self) -> Node:
        minus = 0
        while self.peek() == ("operator", "-"):
            self.take()
            minus += 1
        value = self.path()
        if not minus:
            return value
        return Number(value.value * (-1) ** minus) if isinstance(value, Number) else Other()

    def path(self) -> Node:
        value = self.step()
        while (token := self.peek()) and token[1] in ("[", "/", "//", "::") and token[0] == "sign":
            self.take()
            if token[1] == "[":
                self.expression(0)
                self.take("]")
            else:
                self.step()
            value = Other()
        return value

    def step(self) -> Node:
        kind, said = self.take()
        if kind == "ref":
            return Ref(said[2:-1].strip())
        if kind == "words":
            return Words(said[1:-1])
        if kind == "number":
            return Number(float(said))
        if kind == "name":
            return self.named(said)
        return self.signs(kind, said)

    def signs(self, kind: str, said: str) -> Node:
        if said == "(":
            inner = self.expression(0)
            self.take(")")
            return Joined("()", (inner,)) if isinstance(inner, Joined) else inner
        if said == ".":
            return Itself()
        if said == "..":
            return Other()
        if said in ("/", "//", "@") and kind == "sign":
            after = self.peek()
            if after and after[0] == "name":
                self.step()
            elif said != "/":
                raise Malformed(said)
            return Other()
        raise Malformed(said)

    def named(self, name: str) -> Node:
        if self.peek() != ("sign", "("):
            return Other()
        self.take()
        arguments: list[Node] = []
        while self.peek() != ("sign", ")"):
            if arguments:
                self.take(",")
            arguments.append(self.expression(0))
        self.take(")")
        return Call(name, tuple(arguments))


def _join(operator: str, left: Node, right: Node) -> Node:
    if operator in ("and", "or"):
        before = left.parts if isinstance(left, Joined) and left.operator == operator else (left,)
        return Joined(operator, (*before, right))
    if operator in ("=", "!=", "<", "<=", ">", ">="):
        return Joined(operator, (left, right))
    return Other()


def bare(node: Node) -> Node:
    """The node without the brackets around it."""
    while isinstance(node, Joined) and node.operator == "()":
        node = node.parts[0]
    return node
