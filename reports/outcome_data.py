"""The outcomes of a visit (forms/outcomes.py) as report data, each text in every language. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from forms.definition import Questionnaire
from forms.outcomes import Outcomes, Rated
from reports.observed import Observed, in_all, question_text
from reports.row_parts import drawn, rated

# Questions whose answer stands among the outcomes in words, in this order.
CHOSEN = ("next", "ret", "silent", "wtp", "buy_out", "emo_why", "pick")


def outcome_data(questionnaire: Questionnaire, seen: tuple[Observed, ...], found: Outcomes) -> dict[str, Any]:
    """`found` as `reports.report_parts.Outcomes` in plain data, for headquarters; `seen`: the same visit's answers."""
    asked = {one.question.id: one for one in seen}
    excellence, commitment = found.excellence, found.commitment
    return {
        "excellence": {"best": excellence.best, "n": excellence.n} if excellence else None,
        "commitment": commitment.index if commitment else None,
        "intents": _rated(questionnaire, asked.get("out4"), found.intents),
        "distance": _rated(questionnaire, asked.get("dist"), found.distance),
        "expectation": asdict(found.expectation) if found.expectation else None,
        "is_risk": found.is_risk,
        "echo": {"said": found.echo.said, "people": found.echo.people} if found.echo else None,
        "satisfaction": found.satisfaction,
        "reasons": drawn(questionnaire, asked["why3"]).get("ranked", []) if found.reasons else [],
        "chosen": [_chosen(questionnaire, asked[id_]) for id_ in CHOSEN if id_ in asked and asked[id_].said("fi")],
    }


def _rated(questionnaire: Questionnaire, one: Observed | None, group: Rated | None) -> dict[str, Any] | None:
    if one is None or group is None:
        return None
    turned = bool(one.question.settings.get("reverse"))
    return {"parts": rated(questionnaire, one, turned=turned), "index": group.index}


def _chosen(questionnaire: Questionnaire, one: Observed) -> dict[str, Any]:
    return {
        "id": one.question.id,
        "text": question_text(questionnaire, one),
        "answer": in_all(questionnaire, one.said),
    }
