"""The torture of tests/torture, short, and proof that it can see what it looks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.torture import Outcome, Torture, broken_house
from tests.torture.mutants import break_more
from tests.torture.plan import Habits, Work

_CALM = Habits(backlog=0, kill=0, kill_while_writing=0, clock=0, other_person=0, patience=5)
_SINGLY, _TOGETHER = Work(own=4, bengts=1, shared=1, joint=0), Work(own=0, bengts=0, shared=0, joint=1)


def test_nothing_is_lost_doubled_damaged_or_told_wrongly(tmp_path: Path) -> None:
    outcome = Torture(tmp_path, 7, 32).run()
    assert outcome.is_clean, outcome
    assert outcome.visits >= 32 and outcome.photos >= 60
    assert outcome.shared >= 3
    assert outcome.joint >= 3 and outcome.replaced >= outcome.joint
    assert all(outcome.kinds().values()), outcome
    assert outcome.server_kills and outcome.browser_kills and outcome.clock_jumps and outcome.sign_ins


def against(house: Path, folder: Path, *faults: str, work: Work = _SINGLY, **options: Any) -> Outcome:
    """A short run without kills against a house that is broken."""
    run = folder / "run"
    run.mkdir()
    options = {"habits": _CALM, "rate": 0.6, **options}
    return Torture(run, 11, work, house, faults=faults, kills=False, **options).run()


def test_it_goes_red_against_a_client_that_trusts_any_2xx(tmp_path: Path) -> None:
    right, wrong = "if (data?.detalji !== 1) {", "if (!answer.ok && data?.detalji !== 1) {"
    house = broken_house(tmp_path / "house", "static/js/net.js", right, wrong)
    right = 'if (receipt?.id !== row.id || receipt.sha !== row.sha || !receipt.no) throw new NoAnswer("portal");'
    wrong = "receipt = {id: row.id, sha: row.sha, no: 'R-?', ...receipt};"
    break_more(house, "static/js/outbox.js", right, wrong)
    break_more(house, "static/js/outbox.js", "settle(row, data.receipt)", "settle(row, data?.receipt)")
    outcome = against(house, tmp_path, "portal", "portal json", where="/finish")
    assert outcome.untrue, outcome


def test_it_goes_red_against_a_server_that_skips_length_and_digest(tmp_path: Path) -> None:
    right = "if count != length or digest.hexdigest() != sha256:"
    house = broken_house(tmp_path / "house", "shopper/sync.py", right, "if False:")
    outcome = against(house, tmp_path, "cut fin", where="/photos/")
    assert outcome.damaged, outcome


def test_it_goes_red_against_a_client_that_deletes_before_the_receipt(tmp_path: Path) -> None:
    right = "const { status, data } = await askFor(row, person, \"POST\", `/api/visits/${row.id}/finish`);"
    wrong = 'await write("outbox", (outbox) => outbox.delete(row.id));\n    ' + right
    house = broken_house(tmp_path / "house", "static/js/outbox.js", right, wrong)
    outcome = against(house, tmp_path, "refuse", "502", where="/finish")
    assert outcome.lost, outcome


def test_it_goes_red_against_a_client_whose_records_have_no_owner(tmp_path: Path) -> None:
    right = "const isOwner = person?.id === row.owner;\n  let token = await depositToken(row.owner);"
    house = broken_house(tmp_path / "house", "static/js/outbox.js", right, "const isOwner = true;\n  let token;")
    often = Habits(backlog=4, kill=0, kill_while_writing=0, clock=0, other_person=0.6, patience=1.5)
    outcome = against(house, tmp_path, "refuse", "503", habits=often, where="/api/visits")
    assert outcome.misplaced, outcome


def test_it_goes_red_against_a_server_that_keeps_of_two_answers_only_the_older(tmp_path: Path) -> None:
    right, wrong = "ranks.index(max(ranks))", "ranks.index(min(ranks))"
    house = broken_house(tmp_path / "house", "shopper/merging.py", right, wrong)
    break_more(house, "shopper/merging.py", "row.replaced_in = revision", "db.session.delete(row)")
    outcome = against(house, tmp_path, work=_TOGETHER, rate=0)
    assert outcome.damaged and outcome.lost, outcome
