"""The beginning of an imagined visit: door, greeting, table, menu, order."""

from __future__ import annotations

from functools import partial

from reports.demo.dice import dice
from reports.demo.drawing.scenes import table_photo
from reports.demo.scene import Scene

_MOODS = (
    [{"emotion": "anticipation", "strength": 2}],
    [{"emotion": "joy", "strength": 1}],
    [{"emotion": "joy", "strength": 1}, {"emotion": "anticipation", "strength": 2}],
    [{"emotion": "anticipation", "strength": 1}],
    [{"emotion": "uncertainty", "strength": 1}],
    [{"emotion": "irritation", "strength": 1}],
    [{"emotion": "trust", "strength": 2}],
)


def arrive(scene: Scene) -> None:
    """The door and the crowd."""
    scene.say("ctx_mood", scene.chance.choice(_MOODS))
    staff = max(1, round(scene.customers / 7 + scene.chance.choice((0, 0, 1))))
    scene.say("ctx_load", {"customers": scene.customers, "staff": staff})
    scene.say("fact_booking", scene.plan.facts["fact_booking"])
    if scene.value("fact_booking") == "yes":
        scene.rank("pre_conf", "warmth", "personal", "automatic", "incomplete", hard=0.3)
    scene.tick("arr_door", "care", "clean", "lit", "signs", "hours")


def be_greeted(scene: Scene) -> None:
    """Who saw whom first, how soon and with what words."""
    seconds = scene.take("grt_t", "warmth", 27)
    first = scene.rank("grt_first", "warmth", "staff", "me", "neither", hard=-0.1)
    if first == "neither" and (seconds > 75 or scene.mood["warmth"] < -0.4):
        scene.say("grt_t", {"never": True})
        scene.tapped.pop("grt_t", None)
    is_warm = first == "staff" and scene.luck("warmth") > -0.15
    scene.say("grt_smile", "yes" if is_warm else "no")
    if first != "neither" and scene.plan.lapse != "no_greeting_words":
        path = "warm" if is_warm else "flat" if first == "staff" else "mine"
        scene.say("grt_words", scene.words("greeting", path))
    if scene.plan.store.language == "sv":
        scene.rank("grt_lang", "warmth", "at_once", "asked", "no", hard=0.1)
    else:
        scene.say("grt_lang", "at_once")


def sit_down(scene: Scene) -> None:
    """From the greeting to a table, and the table itself."""
    scene.take("seat_t", "speed", 180)
    scene.say("fact_table_service", scene.plan.facts["fact_table_service"])
    if scene.plan.store.has_table_service:
        scene.rank("seat_led", "warmth", "led", "pointed", "myself")
    is_blocked = scene.chance.random() < (0.3 if scene.is_busy else 0.16)
    scene.say("seat_obst", "yes" if is_blocked else "no")
    if is_blocked:
        solved = scene.rank("seat_solve", "care", "better_table", "cleared", "other_guest", "myself", hard=0.25)
        scene.say("seat_face", "yes" if solved == "other_guest" or scene.luck("warmth") < -0.4 else "no")
    scene.tick("seat_table", "care", "clean", "tableware", "steady", "chair")
    _look_at_table(scene)


def _look_at_table(scene: Scene) -> None:
    is_clean = "clean" in scene.value("seat_table") and scene.value("seat_solve") != "myself"
    if is_clean and scene.chance.random() > 0.22:
        return
    chance = dice("table", scene.plan.name)
    scene.drawings.append(("seat_table", partial(table_photo, scene.plan.chain.main, is_clean, chance)))


def choose(scene: Scene) -> None:
    """The menu, wishes, the diet, advice, news, listening."""
    scene.take("menu_t", "speed", 110)
    if scene.mood["speed"] < -0.45 and scene.chance.random() < 0.4:
        scene.say("menu_t", {"never": True})
        scene.tapped.pop("menu_t", None)
    scene.rank("need_ask", "warmth", "yes", "partly", "no", hard=0.12)
    scene.say("fact_diet", scene.plan.facts["fact_diet"])
    if scene.value("fact_diet") == "yes":
        scene.rank("need_diet", "knowledge", "sure", "checked", "unsure", "wrong", hard=0.1)
    scene.rank("need_rec", "knowledge", "reasoned", "list", "none", hard=0.08)
    if scene.chance.random() < 0.14:
        scene.skip("know_new", "not_applicable")
    else:
        scene.rank("know_new", "knowledge", "surely", "checked", "no")
    scene.scale("listen", "warmth")


def order(scene: Scene) -> None:
    """From being ready to having ordered."""
    scene.pass_time(90, 240)
    scene.take("ord_t", "speed", 180)
    scene.yes("ord_rep", "care")
    is_pushy = scene.chance.random() < 0.06
    scene.say("ord_sug", "pushy" if is_pushy else "natural" if scene.luck("knowledge") > 0.12 else "none")
