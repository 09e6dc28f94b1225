"""What an imagined shopper thinks outside: feeling, the moment that stays, expectation, value, recommendation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from forms.definition import Questionnaire
from forms.scoring import score
from reports.demo.scene import Scene
from reports.demo.serving import is_slow

_Rule = tuple[str, str, str, int, Callable[[Scene], bool]]


def _is(question: str, *values: Any) -> Callable[[Scene], bool]:
    return lambda scene: scene.value(question) in values


# What may stay in mind: key of its words, touchpoint, sign, strength, and when. The first that fit come first.
_MOMENTS: tuple[_Rule, ...] = (
    ("no_word", "recovery", "minus", 3, _is("mis_apol", "none")),
    ("knelt", "recovery", "plus", 3, _is("mis_eye", "yes")),
    ("not_greeted", "greeting", "minus", 3, _is("grt_first", "neither")),
    ("left_alone", "attention", "minus", 3, _is("att_back", "never")),
    ("wished", "farewell", "plus", 3, _is("bye_plus", "yes")),
    ("diet_unsure", "menu", "minus", 3, _is("need_diet", "unsure", "wrong")),
    ("better_table", "seating", "plus", 3, _is("seat_solve", "better_table")),
    ("food_slow", "food", "minus", 2, is_slow),
    ("routine_sorry", "recovery", "minus", 2, _is("mis_apol", "routine")),
    ("pushy", "order", "minus", 2, _is("ord_sug", "pushy")),
    ("food_lukewarm", "food", "minus", 2, _is("food_temp", "lukewarm")),
    ("wiped_myself", "seating", "minus", 2, _is("seat_solve", "myself")),
    ("diet_checked", "menu", "plus", 2, _is("need_diet", "checked")),
    ("left_unseen", "farewell", "minus", 2, _is("bye_thx", "neither")),
    ("divided", "attention", "minus", 2, _is("att_undiv", 1, 2)),
    ("paid_coldly", "payment", "minus", 1, _is("pay_chat", 1, 2)),
    ("pushed", "packaging", "minus", 1, _is("pak_hand", "pushed")),
    ("food_told", "food", "plus", 2, _is("food_tell", "yes")),
    ("asked_taste", "attention", "plus", 2, _is("att_check", "sincere")),
    ("wrapped", "packaging", "plus", 2, _is("pak_fit", 5)),
    ("fixed", "attention", "plus", 2, _is("att_fix", "yes")),
    ("asked_needs", "menu", "plus", 2, _is("need_ask", "yes")),
    ("sorry_first", "recovery", "plus", 2, _is("mis_apol", "sincere")),
    ("greeted_first", "greeting", "plus", 2, _is("grt_smile", "yes")),
    ("paid_warmly", "payment", "plus", 1, _is("pay_chat", 5)),
    ("food_good", "food", "plus", 1, _is("food_temp", "right")),
    ("list_read", "menu", "minus", 1, _is("need_rec", "list")),
    ("order_repeated", "order", "plus", 1, _is("ord_rep", "yes")),
    ("door_unclean", "entrance", "minus", 1, lambda scene: "clean" not in scene.value("arr_door")),
    ("door_ready", "entrance", "plus", 1, lambda scene: True),
)


def look_back(scene: Scene, questionnaire: Questionnaire) -> float:
    """The outcomes, in line with what happened; gives the base score of what happened (0–100)."""
    happened = score(questionnaire, scene.answers)
    base = happened.base if happened.base is not None else 70.0
    felt = base + scene.chance.gauss(0, 2.5) + 2 * happened.plus
    scene.say("emo_end", _feeling(scene, felt))
    scene.say("peak", _moment(scene, felt))
    scene.say("exp_gap", _expectation(felt, happened.plus))
    scene.say("promise", _step(felt, 52, 66, 78, 91))
    scene.say("value", _step(felt + scene.chance.uniform(-6, 4), 50, 64, 77, 91))
    scene.say("ret", "yes" if felt >= 74 else "maybe" if felt >= 58 else "no")
    scene.say("nps", max(0, min(10, round((felt - 46) / 5.4))))
    scene.say("silent", "friends" if felt >= 88 else "them" if scene.chance.random() < 0.35 else "no_one")
    return felt


def _feeling(scene: Scene, felt: float) -> list[dict[str, Any]]:
    if scene.value("mis_apol") == "sincere" and felt >= 70:
        return [{"emotion": "joy", "strength": 1}, {"emotion": "trust", "strength": 3}]
    ladder = (
        (94, [{"emotion": "joy", "strength": 3}]),
        (89, [{"emotion": "joy", "strength": 2}, {"emotion": "surprise", "strength": 2}]),
        (83, [{"emotion": "joy", "strength": 2}]),
        (75, [{"emotion": "trust", "strength": 1}]),
        (68, [{"emotion": "joy", "strength": 1}, {"emotion": "uncertainty", "strength": 1}]),
        (58, [{"emotion": "disappointment", "strength": 1}]),
        (48, [{"emotion": "disappointment", "strength": 2}]),
        (0, [{"emotion": "disappointment", "strength": 3}, {"emotion": "irritation", "strength": 2}]),
    )
    return next(feelings for least, feelings in ladder if felt >= least or least == 0)


def _moment(scene: Scene, felt: float) -> dict[str, Any]:
    fitting = [rule for rule in _MOMENTS if rule[4](scene)]
    wanted = "plus" if felt >= 72 else "minus"
    in_tune = [rule for rule in fitting if rule[2] == wanted] or fitting
    strong = [rule for rule in fitting if rule[3] == 3]
    # The strongest stays, whatever the rest was; else one of the first few in tune with the whole.
    key, touchpoint, sign, strength, _when = strong[0] if strong else in_tune[scene.plan.turn % min(3, len(in_tune))]
    return {"touchpoint": touchpoint, "sign": sign, "strength": strength, "words": scene.words("peak", key)}


def _expectation(felt: float, plus: float) -> str:
    if felt >= 95 and plus >= 2:
        return "far_above"
    ladder = ((89, "above"), (70, "met"), (52, "below"))
    return next((said for least, said in ladder if felt >= least), "far_below")


def _step(felt: float, *limits: int) -> int:
    return 1 + sum(felt >= limit for limit in limits)
