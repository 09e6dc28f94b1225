"""The phone and the office remark on the same words of whatever is written, however oddly."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from forms.exchange.plain import read
from forms.telling.lint import full_kit, lint_kit, remarks

TESTS = Path(__file__).parents[2]
TABLE = json.loads((TESTS / "tables" / "lint.json").read_text())
SENTENCES, _LINES = read((TESTS / "tables" / "sentences.yaml").read_text())
LANGUAGES = ("fi", "sv", "en")
KITS = {**{each: lint_kit(each) for each in LANGUAGES}, "all": full_kit(), "small": TABLE["engine"]}
WRITTEN = [one for kind in SENTENCES.values() for texts in kind.values() for one in texts]
WRITTEN += [one[language] for one in TABLE["contradictions"] for language in LANGUAGES]
OPPOSED = TABLE["contradictions"]
WORDS = sorted({word for one in WRITTEN for word in one.split()})
ODD = ["\n", "\r", " ", "\u2028", "\xa0", "\u0301", "\t", ".", "!?", "…", '"', "”", ";", "-", "'", "’"]
ODD += ["😀", "ı", "İ", "ſ", "\u212a", "\u212b", "ẞ", "µ", "ÿ", "Ÿ", "ﬁ"]
ANSWERS = {
    question: [None, *(one[way] for one in OPPOSED if one["about"] == question for way in ("says", "else"))]
    for question in {one["about"] for one in OPPOSED}
}


def on_the_phone(cases: list[dict[str, Any]]) -> list[Any]:
    """What the twin makes of `cases`."""
    script, text = TESTS / "js" / "lint_all.js", json.dumps({"kits": KITS, "cases": cases})
    ran = subprocess.run(["node", str(script)], input=text, capture_output=True, text=True, check=True, timeout=120)
    return list(json.loads(ran.stdout))


def in_the_office(case: dict[str, Any]) -> list[list[Any]]:
    found = remarks(KITS[case["language"]], case["text"], case["answers"], {"person": case["person"]})
    return [list(one) for one in found]


def test_the_twins_agree_on_every_table() -> None:
    cases = [{"person": [], "answers": {}, "language": "small", **one} for one in TABLE["engine"]["cases"]]
    cases += [{"person": [], "answers": {}, **one} for one in TABLE["cases"]]
    for one in TABLE["contradictions"]:
        answers = {one["about"]: one["says"]}
        cases += [{"person": [], "answers": answers, "language": each, "text": one[each]} for each in LANGUAGES]
    cases += [{"person": [], "answers": {}, "language": kit, "text": one} for kit in KITS for one in WRITTEN]
    assert [in_the_office(one) for one in cases] == on_the_phone(cases)
    engine = cases[: len(TABLE["engine"]["cases"])]
    assert [in_the_office(one) for one in engine] == [one["remarks"] for one in engine]


def test_the_twins_agree_on_whatever_is_written() -> None:
    cases: list[dict[str, Any]] = []
    piece = st.sampled_from(WORDS) | st.sampled_from(WRITTEN) | st.sampled_from(ODD) | st.text(max_size=4)
    pieces = st.lists(piece | piece.map(str.upper) | piece.map(str.lower), min_size=1, max_size=12)
    answers = st.fixed_dictionaries({}, optional={each: st.sampled_from(ways) for each, ways in ANSWERS.items()})

    @given(pieces, st.sampled_from([" ", "", "\n", ", "]), answers, st.sampled_from(sorted(KITS)))
    @settings(max_examples=500, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def make(words: list[str], joint: str, given_answers: dict[str, Any], language: str) -> None:
        text = joint.join(words).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        cases.append({"text": text, "answers": given_answers, "language": language, "person": ["Aurora"]})

    make()
    ours, theirs = [in_the_office(one) for one in cases], on_the_phone(cases)
    both = zip(cases, ours, theirs, strict=True)
    assert next(((case, mine, other) for case, mine, other in both if mine != other), None) is None
    # Both outcomes are met often enough for the agreement to mean something.
    assert len(cases) / 5 < sum(bool(one) for one in ours) < len(cases)
