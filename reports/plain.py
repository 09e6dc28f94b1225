"""Frozen dataclasses from plain data and back: strict about names and types, so that a wrong field is
told by its path (`score.sections[2].percent`) and not met as a blank in somebody's report."""

from __future__ import annotations

import dataclasses
import math
import types
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


class PlainError(ValueError):
    """Plain data that does not have the shape: the message names the place and what was expected."""


RARE = "rare"
"""In a field's metadata: left out of plain data while empty, so that what has nothing of it keeps its bytes."""


def from_plain(kind: Any, value: Any, path: str = "") -> Any:
    """`value` (JSON-like) as an instance of `kind`: a dataclass, tuple[X, ...], Literal, X | None or a scalar."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else from_plain(_inner(kind), value, path)
    if origin is tuple:
        return _sequence(get_args(kind)[0], value, path)
    if origin is Literal:
        return _one_of(get_args(kind), value, path)
    if dataclasses.is_dataclass(kind):
        return _record(kind, value, path)
    return _scalar(kind, value, path)


def to_plain(value: Any) -> Any:
    """The same as JSON-like data: dicts, lists and scalars. Fields marked RARE are there where they say something."""
    if dataclasses.is_dataclass(value):
        fields = [(field, getattr(value, field.name)) for field in dataclasses.fields(value)]
        return {field.name: to_plain(one) for field, one in fields if not (RARE in field.metadata and not one)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value


def _inner(kind: Any) -> Any:
    return next(part for part in get_args(kind) if part is not types.NoneType)


def _sequence(kind: Any, value: Any, path: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise PlainError(f"{path or 'the data'}: a list was expected")
    return tuple(from_plain(kind, item, f"{path}[{number}]") for number, item in enumerate(value))


def _one_of(allowed: tuple[Any, ...], value: Any, path: str) -> Any:
    if not any(value == one and type(value) is type(one) for one in allowed):
        raise PlainError(f"{path}: one of {', '.join(map(str, allowed))} was expected")
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _record(kind: Any, value: Any, path: str) -> Any:
    if not isinstance(value, dict):
        raise PlainError(f"{path or 'the data'}: a mapping was expected")
    fields = {field.name: field for field in dataclasses.fields(kind)}
    dot = f"{path}." if path else ""
    for name in value:
        if name not in fields:
            raise PlainError(f"{dot}{name}: no such field")
    found = {}
    for name, field in fields.items():
        if name in value:
            found[name] = from_plain(_hints(kind)[name], value[name], f"{dot}{name}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise PlainError(f"{dot}{name}: missing")
    return kind(**found)


def _scalar(kind: Any, value: Any, path: str) -> Any:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not kind:
        raise PlainError(f"{path}: {kind.__name__} was expected")
    if kind is float and not math.isfinite(value):
        raise PlainError(f"{path}: a finite number was expected")
    return value
