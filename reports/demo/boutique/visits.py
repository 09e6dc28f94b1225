"""The visits to the fashion chain: written down one by one, and put into the phone's shape."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import yaml

from reports.demo.boutique.edition import own_edition
from reports.demo.dice import dice
from reports.demo.drawing.shopping import brand_bag_photo, gerbera_photo, mass_bag_photo, wrapped_photo
from reports.demo.imagine import Imagined, timed
from reports.demo.plans import SINIPOIMU, Fate
from reports.demo.scene import Scene, clock
from reports.demo.seasons import season_of
from reports.demo.shapes import ChainPlan, VisitPlan, WavePlan
from shopper.clock import HERE

_FILE = Path(__file__).parent / "visits.yaml"
_GENERIC = "Kiitos käynnistä, tervetuloa uudelleen!"
_WAITS = ("grt_t", "queue_t")
_PHOTOS: dict[str, Callable[[ChainPlan, Random], bytes]] = {
    "mass_bag": lambda _chain, chance: mass_bag_photo(chance),
    "brand_bag": lambda chain, chance: brand_bag_photo(chain.mark, chain.main, chain.accent, chance),
    "wrapped": lambda chain, chance: wrapped_photo(chain.mark, chain.main, chain.accent, chance),
    "gerbera_bag": lambda chain, chance: gerbera_photo(chain.main, True, chance),
    "gerbera_loose": lambda chain, chance: gerbera_photo(chain.main, False, chance),
}


def told_visits(today: date, wave: WavePlan) -> list[tuple[Fate, Imagined]]:
    """How far each visit comes, and the visit itself; days are counted back from `today`."""
    written = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return [_told(turn, one, today, wave) for turn, one in enumerate(written)]


def _told(turn: int, one: dict[str, Any], today: date, wave: WavePlan) -> tuple[Fate, Imagined]:
    store = next(store for store in SINIPOIMU.stores if store.code == one["store"])
    began = datetime.combine(_open_day(today - timedelta(days=one["days"])), time.fromisoformat(one["begins"]), HERE)
    plan = VisitPlan(turn, SINIPOIMU, store, SINIPOIMU.parts[0], wave, began, store.language)
    return Fate(plan, one["state"], one["shopper"]), timed(_scene(plan, one), own_edition())


def _scene(plan: VisitPlan, one: dict[str, Any]) -> Scene:
    answers, began = one["answers"], plan.began
    begins = began.hour * 3600 + began.minute * 60 + began.second
    out_at = begins + one["minutes"] * 60
    scene = Scene(plan, dice("visit", plan.name), {}, out_at, answers["ctx_load"]["customers"])
    for question, value in {**plan.part.facts, **answers}.items():
        if question in _WAITS:
            _wait(scene, question, value, begins)
        else:
            scene.say(question, value)
    scene.say("rcp_text", {"text": _receipt(plan, one["till"])})
    for question, picture in one["photos"].items():
        scene.drawings.append((question, partial(_PHOTOS[picture], SINIPOIMU, dice(picture, plan.name))))
    return scene


def _wait(scene: Scene, question: str, value: dict[str, int], begins: int) -> None:
    """A waiting time, tapped at both ends."""
    ended = begins + value["at"]
    scene.say(question, {"seconds": value["seconds"], "from": clock(ended - value["seconds"]), "to": clock(ended)})
    scene.tapped[question] = ended


def _receipt(plan: VisitPlan, till: str) -> str:
    if till == "generic":
        return _GENERIC
    return plan.chain.greetings[season_of(plan.began.date())][plan.store.language]


def _open_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
