"""From a plan to a whole visit as a phone would freeze it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from forms.conditions import asked_questions
from forms.definition import Questionnaire
from reports.demo import meeting, serving
from reports.demo.afterwards import look_back
from reports.demo.dice import dice
from reports.demo.leaving import carry, leave, pay
from reports.demo.pocket import taps
from reports.demo.scene import Drawing, Scene, open_scene
from reports.demo.shapes import VisitPlan
from reports.demo.telling import narrative
from shopper.clock import milliseconds


@dataclass(frozen=True)
class Imagined:
    """`answers` as in docs/answers.md with the phone's clocks, photos still lacking; `drawings`: (question, draw it).

    `stamps` of the pocket screen, as in docs/sync.md; `left_at`: out of the door; `finished_at`: the last answer given.
    """

    plan: VisitPlan
    answers: dict[str, dict[str, Any]]
    drawings: tuple[Drawing, ...]
    stamps: tuple[dict[str, Any], ...]
    left_at: datetime
    finished_at: datetime


def imagine(plan: VisitPlan, questionnaire: Questionnaire) -> Imagined:
    """Live through the planned visit; the same plan gives the same answers."""
    scene = open_scene(plan)
    mishap = serving.mishap_of(scene)
    for part in (meeting.arrive, meeting.be_greeted, meeting.sit_down, meeting.choose, meeting.order):
        part(scene)
    serving.eat(scene, mishap)
    serving.be_cared_for(scene)
    serving.suffer(scene, mishap)
    for part in (pay, carry, leave):
        part(scene)
    felt = look_back(scene, questionnaire)
    scene.say("nar", narrative(scene, mishap, felt))
    return timed(scene, questionnaire)


def timed(scene: Scene, questionnaire: Questionnaire) -> Imagined:
    """Keep what is asked, in order, each with the instant at which the phone got it."""
    midnight = scene.plan.began.replace(hour=0, minute=0, second=0)
    boot, start = f"{dice('boot', scene.plan.name).getrandbits(64):016x}", milliseconds(scene.plan.began)
    second = scene.second + scene.chance.randint(120, 900)
    given: dict[str, int] = {}
    for question in asked_questions(questionnaire, scene.answers):
        if question in scene.answers:
            second += 0 if question in scene.tapped else scene.chance.randint(4, 14)
            given[question] = scene.tapped.get(question, second)
    answers = {}
    for number, (question, moment) in enumerate(sorted(given.items(), key=lambda pair: pair[1])):
        at = milliseconds(midnight + timedelta(seconds=moment))
        answers[question] = scene.answers[question] | {"at": at, "mono": at - start, "boot": boot, "seq": number + 1}
        if question in scene.tapped:
            answers[question]["source"] = "measured"
    stamps = tuple(
        {"moment": moment, "at": at, "mono": at - start, "boot": boot}
        for tapped, moment in taps(scene, questionnaire)
        for at in [milliseconds(midnight + timedelta(seconds=tapped))]
    )
    finished = midnight + timedelta(seconds=second + scene.chance.randint(40, 200))
    left = midnight + timedelta(seconds=scene.second)
    return Imagined(scene.plan, answers, tuple(scene.drawings), stamps, left, finished)


def freeze(imagined: Imagined, photos: list[tuple[str, bytes]], assignment: UUID, version: str) -> tuple[UUID, bytes]:
    """The visit's new id and its manifest (docs/sync.md), byte for byte as it is sent; `photos`: (question, JPEG)."""
    visit, answers = uuid4(), {question: dict(answer) for question, answer in imagined.answers.items()}
    listed = []
    for number, (question, content) in enumerate(photos):
        sha256 = hashlib.sha256(content).hexdigest()
        answers[question].setdefault("photos", []).append(sha256)
        taken = milliseconds(imagined.left_at) - 60_000 * (len(photos) - number)
        listed.append({"sha256": sha256, "question": question, "bytes": len(content), "type": "image/jpeg",
                       "taken_at": taken})  # fmt: skip
    started = milliseconds(imagined.plan.began) - 240_000
    boot = next(iter(answers.values()))["boot"]
    manifest = {
        "detalji": 2, "visit": str(visit), "assignment": str(assignment), "version": version,
        "language": imagined.plan.language, "supersedes": None, "device": str(uuid4()), "started_at": started,
        "finished_at": milliseconds(imagined.finished_at),
        "clock": [{"server": started, "wall": started - 380, "mono": 1200, "boot": boot}],
        "answers": answers, "photos": listed, "stamps": list(imagined.stamps),
    }  # fmt: skip
    return visit, json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode()
