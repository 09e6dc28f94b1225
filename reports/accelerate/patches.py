"""Exchanging parts of the layout engine for quicker ones, and putting them back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NamedTuple


class Patch(NamedTuple):
    """`name` of `owner` (a module or class) becomes `ours`."""

    owner: Any
    name: str
    ours: Any


def everywhere(function: Callable[..., Any], ours: Callable[..., Any]) -> list[Patch]:
    """The patches that exchange `function` in each module of the engine that knows it by any name."""
    modules = [module for name, module in sorted(sys.modules.items()) if name.split(".")[0] == "weasyprint" and module]
    return [
        Patch(module, name, ours) for module in modules for name, value in vars(module).items() if value is function
    ]


def put_in(patches: list[Patch]) -> list[Patch]:
    """Do as told; the answer undoes it, by the same function."""
    undo = [Patch(owner, name, vars(owner)[name]) for owner, name, _ in patches]
    for owner, name, ours in patches:
        setattr(owner, name, ours)
    return undo[::-1]
