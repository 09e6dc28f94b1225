"""The visit told as to a friend, out of what was answered."""

from __future__ import annotations

from reports.demo.scene import Scene
from reports.demo.serving import is_slow
from reports.demo.till import habit_of


def narrative(scene: Scene, mishap: str | None, felt: float) -> str:
    """Two or three paragraphs in the shopper's language."""
    coming = [_opening(scene), _greeting(scene), *_seating(scene), *_menu(scene), *_interruption(scene)]
    eating = [_food(scene), *_attention(scene), scene.words("mishap", mishap) if mishap else ""]
    going = [*_payment(scene), *_bag(scene), _farewell(scene), scene.words("story", "closing", _tone(scene, felt))]
    return "\n\n".join(" ".join(filter(None, part)) for part in (coming, eating, going))


def _opening(scene: Scene) -> str:
    kind = scene.plan.part.kind
    return scene.words("story", "opening", "busy" if kind == "lunch" and scene.is_busy else kind)


def _greeting(scene: Scene) -> str:
    first, waited = scene.value("grt_first"), scene.value("grt_t")
    is_late = first == "staff" and (waited.get("never") or waited.get("seconds", 0) > 40)
    return scene.words("story", "greeting", "staff_late" if is_late else first)


def _seating(scene: Scene) -> list[str]:
    if scene.value("seat_solve"):
        return [scene.words("story", "seat_solve", scene.value("seat_solve"))]
    return [scene.words("story", "seat_led", scene.value("seat_led") or "")]


def _menu(scene: Scene) -> list[str]:
    told = []
    if scene.value("menu_t") == {"never": True}:
        told.append(scene.words("story", "menu_never"))
    if scene.value("need_diet"):
        return [*told, scene.words("story", "need_diet", scene.value("need_diet"))]
    return [*told, scene.words("story", "need_rec", scene.value("need_rec"))]


def _interruption(scene: Scene) -> list[str]:
    if not scene.value("att_back"):
        return []
    cause, back = scene.value("att_intr")[0], scene.value("att_back")
    return [scene.words("story", "interruption", cause), scene.words("story", "back", back)]


def _food(scene: Scene) -> str:
    if scene.value("food_ok") == "no":
        return ""
    if scene.value("food_temp") == "lukewarm":
        return scene.words("story", "food", "lukewarm")
    if is_slow(scene):
        return scene.words("story", "food", "slow")
    return scene.words("story", "food", "told" if scene.value("food_tell") == "yes" else "good")


def _attention(scene: Scene) -> list[str]:
    told = []
    if scene.value("cof_extra") == "yes":
        told.append(scene.words("story", "coffee_extra"))
    told.append(scene.words("story", "check", scene.value("att_check")))
    if scene.value("att_fix") == "yes" and scene.plan.turn % 2:
        told.append(scene.words("story", "fixed"))
    return told


def _payment(scene: Scene) -> list[str]:
    told = []
    if scene.value("pay_ok") == "no":
        told.append(scene.words("story", "payment", "wrong"))
    elif scene.value("pay_chat") == 5 or scene.value("pay_chat") <= 2:
        told.append(scene.words("story", "payment", "warm" if scene.value("pay_chat") == 5 else "cold"))
    habit = habit_of(scene)
    if scene.value("rcp_text") and (habit in ("outdated", "wrong_language") or scene.plan.turn % 3 == 0):
        told.append(scene.words("story", "receipt", "same" if habit in ("season", "near") else habit))
    return told


def _bag(scene: Scene) -> list[str]:
    fits = scene.value("pak_fit")
    return [] if fits is None else [scene.words("story", "takeaway", "fits" if fits >= 4 else "plain")]


def _farewell(scene: Scene) -> str:
    if scene.value("bye_plus") == "yes":
        return scene.words("story", "farewell", "personal")
    return scene.words("story", "farewell", scene.value("bye_thx"))


def _tone(scene: Scene, felt: float) -> str:
    if scene.value("mis_apol") == "none":
        return "low"
    return "high" if felt >= 86 else "middle" if felt >= 62 else "low"
