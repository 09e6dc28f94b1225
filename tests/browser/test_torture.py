"""The torture of tests/torture.py, short, and proof that it can see what it looks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture import Torture, broken_house


@pytest.mark.parametrize("seed", [7, 11])
def test_nothing_is_lost_doubled_or_damaged(seed: int, tmp_path: Path) -> None:
    outcome = Torture(tmp_path, seed).run(25)
    assert outcome.is_clean, outcome
    assert outcome.finalised >= 3
    assert outcome.faults >= 3
    assert outcome.server_kills + outcome.browser_kills >= 1


def test_it_goes_red_against_a_client_that_trusts_any_2xx(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    right, wrong = "if (data?.detalji === 1)", "if (answer.ok || data?.detalji === 1)"
    house = broken_house(tmp_path / "house", "static/js/net.js", right, wrong)
    outbox = house / "static/js/outbox.js"
    believing = outbox.read_text().replace(
        'if (receipt?.id !== row.id || receipt.sha !== row.sha || !receipt.no) throw new NoAnswer("portal");',
        "receipt = {id: row.id, sha: row.sha, no: 'R-?', ...receipt};",
    )
    assert believing != outbox.read_text()
    outbox.write_text(believing.replace("row.missing = data.missing;", "row.missing = data?.missing ?? [];"))
    (tmp_path / "run").mkdir()
    lies = ("portal", "portal json")
    outcome = Torture(tmp_path / "run", 7, root=house, faults=lies, where="/finish", rate=0.6).run(15, kills=False)
    assert outcome.lost, outcome


def test_it_goes_red_against_a_server_that_skips_length_and_digest(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    right = "if count != length or digest.hexdigest() != sha256:"
    house = broken_house(tmp_path / "house", "shopper/sync.py", right, "if False:")
    (tmp_path / "run").mkdir()
    cuts = ("cut fin",)
    outcome = Torture(tmp_path / "run", 11, root=house, faults=cuts, where="/photos/", rate=0.7).run(15, kills=False)
    assert outcome.damaged, outcome
