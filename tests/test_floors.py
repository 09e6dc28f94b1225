"""Imports run downwards only, without circles, hidden ones included."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {"config": 0, "extensions": 0, "forms": 1, "shopper": 2, "reports": 3, "app": 4}
# Modules that may be imported late, inside a function, because importing them costs more than most requests.
HEAVY = {"weasyprint", "pyphen", "pikepdf", "webauthn", "pyxform", "openpyxl"}


def modules() -> dict[str, Path]:
    """Name → file of everything of ours that runs (tests and benchmarks stand outside the house)."""
    files = [ROOT / "app.py", ROOT / "config.py", ROOT / "extensions.py"]
    for floor in ("forms", "shopper", "reports"):
        files += sorted((ROOT / floor).rglob("*.py"))
    names = {}
    for file in files:
        parts = list(file.relative_to(ROOT).with_suffix("").parts)
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return names


MODULES = modules()


def imports_of(file: Path) -> Iterator[tuple[str, bool]]:
    """(imported name, whether inside a function) for every import in a file that runs (types alone do not count)."""
    tree = ast.parse(file.read_text())
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    late = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{file}: relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield (whole if whole in MODULES else node.module), id(node) in late


def floor_of(name: str) -> int | None:
    return FLOORS.get(name.partition(".")[0])


@pytest.mark.parametrize("name", MODULES)
def test_no_import_goes_up(name: str) -> None:
    here = floor_of(name)
    assert here is not None
    up = [target for target, _ in imports_of(MODULES[name]) if (floor_of(target) or 0) > here]
    assert up == []


def test_there_is_no_circle() -> None:
    arrows = {
        name: {target for target, _ in imports_of(file) if target in MODULES and target != name}
        for name, file in MODULES.items()
    }
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path[path.index(name) :], name))
        if name in done:
            return
        for target in sorted(arrows[name]):
            walk(target, (*path, name))
        done.add(name)

    for name in sorted(arrows):
        walk(name, ())


@pytest.mark.parametrize("name", MODULES)
def test_no_import_hides_in_a_function_but_of_heavy_libraries(name: str) -> None:
    hidden = {target for target, is_late in imports_of(MODULES[name]) if is_late}
    assert {target for target in hidden if target.partition(".")[0] not in HEAVY} == set()


def test_only_the_printing_process_knows_weasyprint() -> None:
    """Importing it lets Pillow accept truncated photos in the whole process."""
    who = {name for name, file in MODULES.items() for target, _ in imports_of(file) if target.startswith("weasyprint")}
    assert not any(name.startswith(("app", "shopper", "forms")) for name in who)
    web = {name for name in MODULES if name.startswith("reports.hq") or name in ("reports.issue", "reports.delivery")}
    assert not (who & web)


def test_there_are_no_drawers() -> None:
    assert [name for name in MODULES if name.rpartition(".")[2] in ("utils", "util", "helpers", "misc", "common")] == []
