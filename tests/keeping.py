"""What a device tells of a draft, and devices that do as the phone's script does, in Python."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from extensions import db
from forms.models import QuestionnaireVersion
from shopper import clock
from tests.deposits import OURS
from tests.world import World


def news(world: World, **changes: Any) -> dict[str, Any]:
    """An empty message about Anna's visit to Lahti."""
    version = db.session.get_one(QuestionnaireVersion, world.ids["aamu_version"])
    made = {
        "detalji": 2, "assignment": str(world.ids["lahti_visit"]), "version": version.digest, "language": "fi",
        "supersedes": None, "device": str(uuid4()), "begun_at": now(), "clock": [], "since": 0, "answers": [],
        "photos": [], "removed": [], "stamps": [],
    }  # fmt: skip
    return {**made, **changes}


def now() -> int:
    return clock.milliseconds(clock.now())


def given(value: Any, seq: int, at: float, question: str = "wish", **more: Any) -> dict[str, Any]:
    """An answer as a device tells it."""
    return {"question": question, "pairs": [["value", str(value)]], "value": value, "at": at, "seq": seq, **more}


def tell(browser: FlaskClient, visit: str, message: Any, **headers: str) -> TestResponse:
    body = message if isinstance(message, bytes) else json.dumps(message, ensure_ascii=False).encode()
    sent = {**OURS, "Content-Type": "application/json", **headers}
    return browser.post(f"/api/drafts/{visit}", data=body, headers=sent)


def heard(browser: FlaskClient, visit: str, message: dict[str, Any]) -> dict[str, Any]:
    """The answer to a message that must be taken."""
    answer = tell(browser, visit, message)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: dict[str, Any] = answer.get_json()
    return found


@dataclass
class Device:
    """Keeps answers by question, as rows; `at` is the true time. `skew` is what its clock is wrong by, in ms."""

    id: str
    skew: int = 0
    seq: int = 0
    since: int = 0
    posted: int = 0
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def give(self, question: str, value: str, at: int) -> None:
        self.seq += 1
        self.answers[question] = {"value": value, "at": at, "seq": self.seq}

    def message(self, world: World, server_now: int) -> dict[str, Any]:
        own = [
            given(one["value"], one["seq"], one["at"] + self.skew, question)
            for question, one in self.answers.items()
            if one["seq"] > self.posted
        ]
        sample = {"server": server_now, "wall": server_now + self.skew, "mono": 1, "boot": "other"}
        return news(world, device=self.id, clock=[sample], since=self.since, answers=own)

    def hear(self, answer: dict[str, Any], sent: int) -> None:
        """`sent`: its own number when it told."""
        for one in answer["answers"]:
            mine = self.answers.get(one["question"])
            if not mine or mine["seq"] <= sent:
                self.answers[one["question"]] = one
        self.since, self.posted = answer["revision"], sent
