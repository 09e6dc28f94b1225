"""What the fashion chain asks: the shipped questionnaire with one question of its own, and the edition to come."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from sqlalchemy import select

from extensions import db
from forms.definition import Questionnaire, from_plain, to_plain
from forms.library import shipped
from forms.models import QuestionnaireVersion
from reports.demo.shapes import ChainPlan
from shopper.drafts import change
from shopper.models import Chain, Person
from shopper.questionnaires import edit_again, edition

EMOTION_WEIGHT = 30
_FILE = Path(__file__).parent / "gerbera.yaml"


@cache
def own_edition() -> Questionnaire:
    """The shipped fashion boutique where emotion weighs, and where the gerbera's own bag is asked for."""
    plain = deepcopy(to_plain(shipped("fashion_boutique")))
    packaging = next(section for section in plain["sections"] if section["id"] == "packaging")
    places = [question["id"] for question in packaging["questions"]]
    packaging["questions"].insert(places.index("pak_out") + 1, _written()["question"])
    return from_plain({**plain, "emotion_weight": EMOTION_WEIGHT})


def begin_next_edition(plan: ChainPlan, by: UUID, at: datetime) -> None:
    """A draft after the published edition, with the changes that headquarters have made in it so far."""
    chain = db.session.scalars(select(Chain).filter_by(code=plan.code)).one()
    published = edition(chain.id, plan.questionnaire)
    assert published is not None
    draft = edit_again(published, at)
    for number, operation in enumerate(_written()["next"]):
        base = db.session.get_one(QuestionnaireVersion, draft).revision
        later = at + timedelta(minutes=4 * (number + 1))
        change(draft, [operation], key=f"demo-{number}", base=base, by=db.session.get_one(Person, by), at=later)


def _written() -> dict[str, Any]:
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
