"""The middle of an imagined visit: the food, attention, what went wrong and how it was mended."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from reports.demo.dice import dice
from reports.demo.drawing.scenes import coffee_photo, meal_photo
from reports.demo.scene import Scene
from reports.demo.till import dish_of

_USUAL = {"lunch": 960, "dinner": 1320, "coffee": 480}
# Kind of mishap → (to whom, apology, someone in charge came, at eye level, offered, the promise's keeper, feeling).
_MISHAPS: dict[str, tuple[str, str, str | None, str | None, list[str], str | None, list[dict[str, Any]]]] = {
    "spilled_coffee": ("me", "sincere", "yes", "yes", ["cleaning", "compensation", "laundry"], "manager",
                       [{"emotion": "trust", "strength": 3}]),
    "spilled_badly": ("me", "none", "no", None, ["nothing"], None,
                      [{"emotion": "disappointment", "strength": 3}, {"emotion": "irritation", "strength": 2}]),
    "wrong_dish": ("me", "routine", "no", None, ["new_dish"], "staff", [{"emotion": "uncertainty", "strength": 1}]),
    "tray_fell": ("other", "sincere", None, None, ["cleaning", "new_dish"], None,
                  [{"emotion": "trust", "strength": 1}]),
    "bills_mixed": ("both", "sincere", "yes", "yes", ["compensation", "contact"], "manager",
                    [{"emotion": "trust", "strength": 2}, {"emotion": "surprise", "strength": 1}]),
}  # fmt: skip


def mishap_of(scene: Scene) -> str | None:
    """Which mishap the visit has; most have none."""
    if scene.chance.random() > 0.2:
        return None
    if scene.mood["recovery"] < -0.15:
        return scene.chance.choice(("spilled_badly", "wrong_dish"))
    well = ["tray_fell", "bills_mixed", "wrong_dish"]
    return scene.chance.choice(well if scene.plan.part.kind == "dinner" else ["spilled_coffee", *well])


def eat(scene: Scene, mishap: str | None) -> None:
    """The food, its story, the coffee."""
    scene.take("food_t", "speed", _USUAL[scene.plan.part.kind])
    scene.say("food_ok", "no" if mishap == "wrong_dish" else "yes")
    scene.rank("food_temp", "care", "right", "lukewarm", hard=-0.2)
    scene.yes("food_tell", "knowledge", hard=0.25)
    scene.say("fact_coffee", scene.plan.facts["fact_coffee"])
    if scene.value("fact_coffee") == "yes":
        scene.yes("cof_extra", "warmth", hard=0.62)
    scene.pass_time(700, 1500)
    if scene.chance.random() < 0.62:
        scene.drawings.append(("food_ok", _meal(scene)))


def is_slow(scene: Scene) -> bool:
    """Whether the food took much longer than is usual for such a visit."""
    return bool(scene.value("food_t")["seconds"] > 1.45 * _USUAL[scene.plan.part.kind])


def _meal(scene: Scene) -> Any:
    chance, brand = dice("meal", scene.plan.name), scene.plan.chain.main
    dish = dish_of(scene)
    return partial(coffee_photo, brand, chance) if dish == "coffee" else partial(meal_photo, dish, brand, chance)


def be_cared_for(scene: Scene) -> None:
    """Asked how it tastes, attended to, interrupted, come back to."""
    scene.rank("att_check", "warmth", "sincere", "routine", "no", hard=0.12)
    scene.scale("att_undiv", "warmth")
    is_interrupted = scene.chance.random() < (0.42 if scene.is_busy else 0.2)
    causes = ["phone", "colleague", "customer", "device"]
    scene.say("att_intr", [scene.chance.choice(causes)] if is_interrupted else ["nothing"])
    if is_interrupted:
        scene.yes("att_sorry", "warmth")
        scene.rank("att_back", "warmth", "at_once", "under_five", "never", hard=-0.1)
    scene.scale("air_staff", "warmth")
    if scene.chance.random() < 0.3:
        scene.skip("att_fix")
    else:
        scene.yes("att_fix", "care", hard=0.3)
    if scene.chance.random() < 0.16:
        scene.skip("wc_clean")
    else:
        scene.tick("wc_clean", "care", "tidy", "soap", "paper", "intact")


def suffer(scene: Scene, mishap: str | None) -> None:
    """What went wrong, and how it was mended."""
    if mishap is None:
        scene.say("mis_any", "no")
        return
    whom, apology, in_charge, eye, offered, promised_by, feeling = _MISHAPS[mishap]
    scene.say("mis_any", whom)
    scene.take("mis_t", "recovery", 50 if apology == "sincere" else 150)
    scene.say("mis_all", "yes" if apology != "none" else "no")
    scene.say("mis_apol", apology)
    if in_charge:
        scene.say("mis_mgr", in_charge)
    if eye:
        scene.say("mis_eye", eye)
    scene.say("mis_offer", offered)
    _be_promised(scene, mishap, promised_by)
    scene.say("mis_relief", feeling)


def _be_promised(scene: Scene, mishap: str, promised_by: str | None) -> None:
    if promised_by is None:
        scene.skip("mis_prom", "not_applicable")
        return
    due = scene.plan.began.date() + timedelta(days=14 if mishap == "spilled_coffee" else 7)
    scene.say("mis_prom", {
        "what": scene.words("promise", mishap), "who": promised_by, "due_on": due.isoformat(),
        "others": "yes" if promised_by == "manager" else "unsure",
    })  # fmt: skip
