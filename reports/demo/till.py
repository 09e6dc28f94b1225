"""What the till prints: what was bought, the sum, and the greeting at the foot as this store has it set."""

from __future__ import annotations

from collections.abc import Callable

from reports.demo.dice import dice
from reports.demo.drawing.slip import Slip
from reports.demo.scene import Scene
from reports.demo.seasons import SEASONS, season_of

# Kind of scenario → what may be bought together: (fi, sv, cents).
Goods = tuple[tuple[str, str, int], ...]
_BOUGHT: dict[str, tuple[Goods, ...]] = {
    "soup": (
        (("Lohikeitto", "Laxsoppa", 1390), ("Ruisleipä ja voi", "Rågbröd och smör", 0), ("Kahvi", "Kaffe", 320)),
        (("Päivän keitto", "Dagens soppa", 1190), ("Kivennäisvesi", "Mineralvatten", 350), ("Kahvi", "Kaffe", 320)),
    ),
    "salad": (
        (("Juuressalaatti", "Rotsakssallad", 1350), ("Focaccia", "Focaccia", 240), ("Kahvi", "Kaffe", 320)),
        (("Vihersalaatti, vuohenjuusto", "Sallad med getost", 1420), ("Kahvi", "Kaffe", 320)),
    ),
    "fish": (
        (("Paahdettu siika", "Stekt sik", 2650), ("Uunijuurekset", "Ugnsrostade rötter", 2190),
         ("Kivennäisvesi 2", "Mineralvatten 2", 700), ("Marjapavlova 2", "Bärpavlova 2", 1780)),
        (("Kuha ja juurekset 2", "Gös och rötter 2", 5500), ("Alkoholiton olut 2", "Alkoholfritt öl 2", 1180)),
    ),
    "coffee": (
        (("Kahvi", "Kaffe", 340), ("Korvapuusti", "Kanelbulle", 420), ("Mukaan: piirakka", "Med hem: paj", 650)),
        (("Cappuccino", "Cappuccino", 460), ("Korvapuusti", "Kanelbulle", 420),
         ("Mukaan: pulla 2", "Med hem: bulle 2", 780)),
        (("Kahvi", "Kaffe", 340), ("Munkki", "Munk", 380), ("Mukaan: ruisleipä", "Med hem: rågbröd", 590)),
    ),
}  # fmt: skip
_GENERIC = {"fi": "Kiitos käynnistä, tervetuloa uudelleen!", "sv": "Tack för besöket, välkommen åter!"}
# A till whose printer knows no dots.
_WITHOUT_DOTS = str.maketrans("äöåÄÖÅ", "aoaAOA")
_WORDS = {
    "fi": {"total": "YHTEENSÄ", "vat": "ALV 13,5 %", "card": "Korttimaksu", "receipt": "Kuitti"},
    "sv": {"total": "SUMMA", "vat": "MOMS 13,5 %", "card": "Kortbetalning", "receipt": "Kvitto"},
}


def total_of(scene: Scene) -> int:
    """The sum in cents."""
    return sum(cents for _fi, _sv, cents in _bought(scene))


def slip_of(scene: Scene, time: str) -> Slip:
    """The receipt as printed at `time` (HH:MM:SS)."""
    plan, words = scene.plan, _WORDS[_till_language(scene)]
    total, is_finnish = total_of(scene), _till_language(scene) == "fi"
    day, number = plan.began.date(), dice("slip", plan.name).randrange(1200, 9800)
    net = round(total / 1.135)
    return Slip(
        head=(plan.chain.brand, plan.store.street, f"{plan.store.postcode} {plan.store.city}"),
        lines=tuple((fi if is_finnish else sv, _euros(cents)) for fi, sv, cents in _bought(scene)),
        total=(words["total"], f"{_euros(total)} €"),
        below=(
            f"{words['vat']:<14}{_euros(net):>8}{_euros(total - net):>10}",
            f"{words['card']:<22}{_euros(total):>10}",
            f"{day.day}.{day.month}.{day.year} {time[:5]}".ljust(19) + f"{words['receipt']} {number}".rjust(13),
        ),
        greeting=receipt_text(scene),
    )


def receipt_text(scene: Scene) -> str:
    """The greeting at the foot of the receipt."""
    plan = scene.plan
    season, language = season_of(plan.began.date()), plan.store.language
    texts = plan.chain.greetings
    before = SEASONS[SEASONS.index(season) - 1]
    printed: dict[str, Callable[[], str]] = {
        "season": lambda: texts[season][language],
        "near": lambda: texts[season][language].translate(_WITHOUT_DOTS),
        "generic": lambda: _GENERIC[language],
        "outdated": lambda: texts[before][language],
        "wrong_language": lambda: texts[season]["fi" if language == "sv" else "sv"],
    }
    return printed[habit_of(scene)]()


def habit_of(scene: Scene) -> str:
    """How this store's till is set in this wave: season, near, generic, outdated or wrong_language."""
    return scene.plan.store.till[scene.plan.wave.number]


def _bought(scene: Scene) -> Goods:
    return dice("bought", scene.plan.name).choice(_BOUGHT[dish_of(scene)])


def dish_of(scene: Scene) -> str:
    """What is eaten: coffee and bun in the morning, soup or salad at noon, fish in the evening."""
    if scene.plan.part.kind != "lunch":
        return {"coffee": "coffee", "dinner": "fish"}[scene.plan.part.kind]
    asks_for_soup = scene.plan.facts["fact_diet"] == "yes"
    return "salad" if dice("dish", scene.plan.name).random() < 0.4 and not asks_for_soup else "soup"


def _till_language(scene: Scene) -> str:
    return "fi" if habit_of(scene) == "wrong_language" else scene.plan.store.language


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"
