"""The invented chains, as they stand in the files beside this one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reports.demo.shapes import ChainPlan, Part, StorePlan

_FOLDER = Path(__file__).parent


@cache
def invented(code: str) -> ChainPlan:
    """The chain of this code."""
    data: dict[str, Any] = yaml.safe_load((_FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    stores = tuple(StorePlan(**{**one, "till": tuple(one.get("till", ("season", "season")))}) for one in data["stores"])
    parts, waves = tuple(_part(one) for one in data["parts"]), tuple(data.get("waves", (0, 1)))
    return ChainPlan(**{**data, "stores": stores, "parts": parts, "waves": waves})


def _part(one: dict[str, Any]) -> Part:
    return Part(**{**one, **{key: tuple(one.get(key, ())) for key in ("certification", "references")}})
