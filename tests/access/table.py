"""Reading tests/tables/access.yaml: which code everybody gets at every door, for every thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.access.stage import PLAYERS, RELATIONS

PATH = Path(__file__).parent.parent / "tables" / "access.yaml"


@dataclass(frozen=True)
class Door:
    """One endpoint and method. `codes[role][relation]` is the expected status (a missing relation is not tried)."""

    endpoint: str
    method: str
    codes: dict[str, dict[str, int]]
    thing: str | None = None
    address: dict[str, str] = field(default_factory=dict)
    form: dict[str, Any] = field(default_factory=dict)
    send: str | None = None
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"


def read_doors(path: Path = PATH) -> list[Door]:
    """All rows of the table. Raises ValueError for a row that does not say what each role gets."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [_door(key, dict(row)) for key, row in rows.items()]


def _door(key: str, row: dict[str, Any]) -> Door:
    method, endpoint = key.split()
    rest = row.pop("others", None)
    said = {role: row.pop(role, rest) for role in PLAYERS}
    said["anonymous"] = row.pop("anonymous", 302 if method == "GET" and not endpoint.startswith("api.") else 401)
    if missing := [role for role, codes in said.items() if codes is None]:
        raise ValueError(f"{key} does not say what these get: {', '.join(missing)}")
    relations = RELATIONS if row.get("thing") else ("own",)
    codes = {role: _by_relation(key, given, relations) for role, given in said.items()}
    notes = tuple(row.pop("notes", ()))
    return Door(endpoint, method, codes, notes=notes, **row)


def _by_relation(key: str, given: int | list[int | None], relations: tuple[str, ...]) -> dict[str, int]:
    codes = [given] * len(relations) if isinstance(given, int) else given
    if len(codes) != len(relations):
        raise ValueError(f"{key}: give one code, or one each for {', '.join(relations)}")
    return {relation: code for relation, code in zip(relations, codes, strict=True) if code is not None}
