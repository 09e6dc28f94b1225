"""Libraries that the layout engine would load at its start and hardly ever needs: they wait until they are asked for.

fontTools is for letters that are bitmaps, coloured or variable, the tolerant parser of HTML for pages that are not
well-formed, OpenSSL for a network that the printing process keeps away from. They would be a fifth of its memory, and
of each child's. What is asked of a stand-in loads its library, and the engine has it as if from the start."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from os import environ
from types import ModuleType
from typing import Any

MADE_FOR = ("70.0", "0.13.0")
"""The versions of WeasyPrint and of pydyf that this and the accelerators were written for."""
SWITCH = "DETALJI_PLAIN_PRINTING"
"""Set to anything but 0, this environment variable leaves the engine as it is."""
LATER = ("fontTools.subset", "fontTools.ttLib", "fontTools.varLib.instancer", "tinyhtml5.parser", "ssl")
WITHOUT = "_hashlib"
"""OpenSSL's digests; Python has its own."""


class Later:
    """A name of a module that is loaded when the name is called or looked into."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self._name = module, name

    def __call__(self, *given: Any, **more: Any) -> Any:
        return self.real()(*given, **more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real(), name)

    def real(self) -> Any:
        """What this stands for."""
        _load(_library(self.module))
        module = import_module(self.module)
        if hasattr(module, self._name):
            return getattr(module, self._name)
        return import_module(f"{self.module}.{self._name}")


class StandIn(ModuleType):
    """A module of which nothing is loaded yet."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Later(self.__name__, name)


def put_off() -> bool:
    """Put stand-ins in the places of the libraries, before the engine is loaded and only for the one that this was made
    for. Says whether they are there."""
    if environ.get(SWITCH, "0") != "0" or _found() != MADE_FOR or not sys.modules.keys().isdisjoint((*LATER, WITHOUT)):
        return False
    sys.modules.update({name: StandIn(name) for name in LATER})
    sys.modules[WITHOUT] = None  # type: ignore[assignment]  # so the importer says that there is none
    return True


def _load(library: str) -> None:
    """Load what waits of a library, and put it where the engine has a stand-in: it may catch what is soon raised."""
    waiting = [name for name in LATER if _library(name) == library and isinstance(sys.modules.get(name), StandIn)]
    for name in waiting:
        del sys.modules[name]
    engine = [module for name, module in sys.modules.items() if _library(name) == "weasyprint"] if waiting else []
    for module in engine:
        for name, value in list(vars(module).items()):
            if isinstance(value, StandIn) and value.__name__ in waiting:
                setattr(module, name, import_module(value.__name__))
            elif isinstance(value, Later) and value.module in waiting:
                setattr(module, name, value.real())


def _library(module: str) -> str:
    return module.partition(".")[0]


def _found() -> tuple[str, ...]:
    try:
        return version("weasyprint"), version("pydyf")
    except PackageNotFoundError:
        return ()
