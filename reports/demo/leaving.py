"""The end of an imagined visit: the bill, the receipt, the bag, the farewell."""

from __future__ import annotations

from functools import partial

from reports.demo.dice import dice
from reports.demo.drawing.bags import bag_photo
from reports.demo.drawing.slip import receipt_photo
from reports.demo.scene import Scene, clock
from reports.demo.till import receipt_text, slip_of, total_of

# By so many cents a mistyped sum is too large.
MISTYPED = 900


def pay(scene: Scene) -> None:
    """From asking for the bill to paid, and the receipt."""
    scene.take("pay_t", "speed", 240)
    scene.say("pay_ok", "no" if scene.luck("care") < -0.62 else "yes")
    scene.scale("pay_chat", "warmth")
    given = scene.rank("rcp_given", "care", "offered", "asked", "none", hard=-0.15)
    if given == "none":
        return
    chance = dice("receipt", scene.plan.name)
    slip = slip_of(scene, clock(scene.second))
    typed = total_of(scene) + (MISTYPED if scene.plan.lapse == "wrong_total" else 0)
    scene.say("rcp_img", {"total": f"{typed / 100:.2f}", "time": clock(scene.second)[:5]})
    scene.say("rcp_text", {"text": receipt_text(scene)})
    scene.drawings.append(("rcp_img", partial(receipt_photo, slip, chance)))


def carry(scene: Scene) -> None:
    """What was taken along, and how it was packed and handed over."""
    plan = scene.plan
    scene.say("fact_takeaway", plan.facts["fact_takeaway"])
    if scene.value("fact_takeaway") != "yes":
        return
    fits = scene.scale("pak_fit", "care") >= 4
    scene.rank("pak_hand", "warmth", "hand_to_hand", "counter", "pushed")
    chain, chance = plan.chain, dice("bag", plan.name)
    scene.drawings.append(("pak_fit", partial(bag_photo, chain.mark, chain.main, chain.accent, fits, chance)))


def leave(scene: Scene) -> None:
    """The last words, and out."""
    scene.pass_time(60, 200)
    said = scene.rank("bye_thx", "warmth", "both", "one", "neither", hard=-0.1)
    is_personal = said == "both" and scene.luck("warmth") > 0.62
    if said != "neither":
        scene.say("bye_words", scene.words("farewell", "personal" if is_personal else said))
    scene.say("bye_plus", "yes" if is_personal else "no")
    scene.yes("bye_door", "warmth", hard=0.1)
    scene.pass_time(20, 60)
