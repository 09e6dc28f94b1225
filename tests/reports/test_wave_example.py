"""The example that docs/wave_report.md works by hand, counted again out of its own lines."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from reports.wave.findings import WaveFindings, find
from reports.wave.told import Promise, Told
from tests.reports.waves import FIRST, detail, told

PAGE = Path(__file__).resolve().parents[2] / "docs" / "wave_report.md"


class _AsWritten(yaml.SafeLoader):
    """`yes` and `no` are words here, as they are in the table."""


_AsWritten.yaml_implicit_resolvers = {
    key: [(tag, found) for tag, found in pairs if tag != "tag:yaml.org,2002:bool"]
    for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_AsWritten.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    block = re.search(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert block
    found: dict[str, Any] = yaml.load(block.group(1), Loader=_AsWritten)
    return found


def visit(line: dict[str, Any]) -> Told:
    details = tuple(
        detail(id_, line[id_][1], weight, line[id_][0]) for id_, weight in (("q1", 4.0), ("q2", 1.0))
    )
    base = sum(one.points * one.weight for one in details) / 5 * 100
    promise = Promise("Deed", line["promise"], line["done"], False) if "promise" in line else None
    number = f"{line['store']}-{line['day']}"
    return told(base, line["store"], number=number, on=FIRST + timedelta(days=line["day"]), details=details,
                promise=promise)  # fmt: skip


@pytest.fixture(scope="module")
def found(example: dict[str, Any]) -> WaveFindings:
    before = [told(base, "A", number=f"A-0{n}") for n, base in enumerate(example["before"])]
    return find([visit(line) for line in example["visits"]], [before])


def near(value: Any) -> Any:
    return None if value is None else pytest.approx(value, abs=0.001)


def test_the_chain(example: dict[str, Any], found: WaveFindings) -> None:
    score = found.changes.score
    assert (score.now.mean, score.now.margin) == (near(example["mean"]), near(example["margin"]))
    assert (score.change, score.margin) == (near(example["change"]), near(example["change_margin"]))
    assert score.is_clear is example["is_clear"]
    assert found.outcomes.even == near(example["even"])


def test_the_stores(example: dict[str, Any], found: WaveFindings) -> None:
    assert found.portfolio.is_ranked is example["is_ranked"]
    assert [line.store for line in found.portfolio.lines] == sorted(example["stores"])
    for line in found.portfolio.lines:
        told_here, score = example["stores"][line.store], line.score
        assert (score.now.mean, score.now.margin) == (near(told_here["mean"]), near(told_here["margin"]))
        assert (score.change, score.margin) == (near(told_here["change"]), near(told_here["change_margin"]))


def test_the_costs(example: dict[str, Any], found: WaveFindings) -> None:
    assert len(found.details) == len(example["costs"])
    for one, by_hand in zip(found.details, example["costs"], strict=True):
        assert one.answer["fi"] == by_hand["answer"]  # type: ignore[index]
        for name in ("id", "n", "lost_in", "stores", "times"):
            assert getattr(one, name) == by_hand[name], name
        assert (one.cost, one.lost) == (near(by_hand["cost"]), near(by_hand["lost"]))
    assert found.costs == near(100 - example["mean"])


def test_the_promises(example: dict[str, Any]) -> None:
    found = find([visit(line) for line in example["visits"]]).promises
    for name, count in example["promises"].items():
        assert getattr(found, name) == count, name
