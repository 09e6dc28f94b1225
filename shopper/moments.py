"""The moments of a visit that a shopper stamps: their order, and what they are called here and on the pocket screen.

On the screen a moment is a line of groceries, for the eyes of those around; where one does, it begins with the moment's
letter. Plain tables as in forms/phrases.py: a page of a visit is in the shopper's language, not the request's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms.phrases import in_language
from forms.shapes import Question, Questionnaire

ARRIVED, LEFT = "arrived", "left"
# Stamped in the corners of the screen, at any time.
ASIDE = frozenset({"away", "back", "mishap", "help", "mood_up", "mood_down", "skip"})

NAMES: dict[str, dict[str, str]] = {
    "arrived": {"fi": "Saavuin", "sv": "Kom in", "en": "Arrived"},
    "noticed": {"fi": "Huomattiin", "sv": "Hälsad", "en": "Noticed"},
    "seated": {"fi": "Istuin", "sv": "Satt", "en": "Seated"},
    "menu": {"fi": "Lista", "sv": "Meny", "en": "Menu"},
    "ready": {"fi": "Valmis", "sv": "Redo", "en": "Ready"},
    "ordered": {"fi": "Tilaus", "sv": "Gjorde beställningen", "en": "Ordered"},
    "served": {"fi": "Ruoka tuli", "sv": "Fick maten", "en": "Food came"},
    "bill": {"fi": "Pyysin laskun", "sv": "Notan", "en": "Bill asked for"},
    "paid": {"fi": "Maksettu", "sv": "Betalt", "en": "Paid"},
    "left": {"fi": "Ovesta ulos", "sv": "Lämnade", "en": "Left"},
    "queued": {"fi": "Jonoon", "sv": "I kön", "en": "Queued"},
    "my_turn": {"fi": "Vuoroni", "sv": "Turen kom", "en": "My turn"},
    "key": {"fi": "Avain", "sv": "Nyckeln", "en": "Key"},
    "asked": {"fi": "Esitin pyynnön", "sv": "Önskade", "en": "Asked"},
    "fulfilled": {"fi": "Täyttyi", "sv": "Fick det", "en": "Fulfilled"},
    "settled": {"fi": "Kaikki selvää", "sv": "Klart", "en": "Settled"},
    "queued_out": {"fi": "Uloskirjautumaan", "sv": "Utcheckning", "en": "Went to check out"},
    "opened": {"fi": "Avasin", "sv": "Öppnade", "en": "Opened"},
    "found": {"fi": "Löysin", "sv": "Hittade", "en": "Found"},
    "written": {"fi": "Lähetin viestin", "sv": "Skickade", "en": "Wrote"},
    "answered": {"fi": "Vastattiin", "sv": "Fick svar", "en": "Answered"},
    "away": {"fi": "Jätettiin kesken", "sv": "Lämnades ensam", "en": "Left waiting"},
    "back": {"fi": "Palattiin", "sv": "Kom tillbaka", "en": "Came back"},
    "mishap": {"fi": "Vahinko", "sv": "Missöde", "en": "Mishap"},
    "help": {"fi": "Apu tuli", "sv": "Hjälpen kom", "en": "Help came"},
    "mood_up": {"fi": "Tunnelma nousi", "sv": "Stämningen steg", "en": "Mood rose"},
    "mood_down": {"fi": "Tunnelma laski", "sv": "Stämningen sjönk", "en": "Mood fell"},
    "skip": {"fi": "Ohitettu", "sv": "Hoppades över", "en": "Left out"},
}
_GROCERIES: dict[str, tuple[str, ...]] = {
    "fi": ("Suola", "Hunaja", "Inkivääri", "Limppu", "Vanukas", "Tomaatti", "Ruisleipä", "Peruna", "Maito", "Omena",
           "Jogurtti", "Ananas", "Etikka", "Kahvi", "Uunijuusto", "Lohi", "Voi", "Tee", "Appelsiini", "Sokeri",
           "Herneet", "Banaani", "Nauris", "Päärynä", "Mustikka", "Riisi", "Juusto", "Kurkku", "Öljy", "Fenkoli",
           "Granaattiomena", "Dippi", "Yrtit", "Chili", "Ohrajauho", "Lanttu", "Kaali", "Muna", "Siirappi", "Pasta"),
    "sv": ("Kaffe", "Honung", "Smör", "Mjölk", "Ris", "Gurka", "Fisk", "Nötter", "Bröd", "Lök", "Ingefära", "Tomater",
           "Ägg", "Örter", "Ugnspotatis", "Filmjölk", "Nudlar", "Te", "Kanel", "Hallon", "Socker", "Ost", "Apelsin",
           "Potatis", "Vindruvor", "Dill", "Jordgubbar", "Yoghurt", "Citron", "Morötter", "Bananer", "Lax", "Russin",
           "Persilja", "Päron", "Kål", "Senap", "Äpplen", "Pasta", "Vinäger"),
    "en": ("Apples", "Nuts", "Salt", "Milk", "Rice", "Oranges", "Flour", "Butter", "Pasta", "Lemons", "Quinoa",
           "Ketchup", "Walnuts", "Apricots", "Jam", "Tea", "Coffee", "Honey", "Eggs", "Garlic", "Yoghurt", "Vinegar",
           "Ice", "Dill", "Sugar", "Mustard", "Raisins", "Onions", "Figs", "Bread", "Potatoes", "Lettuce", "Herbs",
           "Grapes", "Carrots", "Cheese", "Noodles", "Almonds", "Soup", "Wheat"),
}  # fmt: skip


def sequence(questionnaire: Questionnaire) -> list[str]:
    """The moments that the screen walks: those of the duration questions, as first named; arriving is the first of them
    and leaving the last.

    Empty where no duration question has moments: then there is nothing to walk.
    """
    named = dict.fromkeys(moment for moment, _question, _end in _ends(questionnaire) if moment not in ASIDE)
    found = sorted(named.keys() - {LEFT}, key=lambda moment: (moment != ARRIVED, list(named).index(moment)))
    return [*found, LEFT] if found else []


def plan(questionnaire: Questionnaire) -> dict[str, Any] | None:
    """What the screen needs to know: the `moments` in order; the `touchpoints` before each and after the last of them;
    and, for feelings, question → the moments of which the last stamped is when it was `felt`. None without moments."""
    moments = sequence(questionnaire)
    if not moments:
        return None
    own: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for moment, question, _end in _ends(questionnaire):
        own.setdefault(question.touchpoint, []).append(moment)
        first.setdefault(moment, question.touchpoint)
    last = next(first[moment] for moment in reversed(moments) if moment in first)
    felt = {
        one.id: [LEFT] if one.role == "end" else own[one.touchpoint]
        for one in questionnaire.questions
        if one.kind == "emotion" and (one.role == "end" or one.touchpoint in own)
    }
    return {"moments": moments, "touchpoints": [*(first.get(moment, last) for moment in moments), last], "felt": felt}


def moment_name(questionnaire: Questionnaire, moment: str, language: str) -> str:
    """What a moment is called: the usual name, else the one that the question gives it, else its id."""
    if moment in NAMES:
        return in_language(NAMES[moment], language)
    ends = [(question, end) for one, question, end in _ends(questionnaire) if one == moment]
    words = next((question.settings["names"][end] for question, end in ends if "names" in question.settings), None)
    return in_language(words, language) if words else moment


def groceries(questionnaire: Questionnaire, language: str) -> list[tuple[str, str]]:
    """(what stands on the list, what it stands for) of every moment in order; nothing stands on it twice."""
    free = list(_GROCERIES[language])
    lines: list[tuple[str, str]] = []
    for moment in sequence(questionnaire):
        name = moment_name(questionnaire, moment, language)
        alike = [one for one in free if one[0] == name[:1].upper()]
        # What begins otherwise takes from the end, and leaves the others their letters.
        line = alike[0] if alike else free[-1] if free else f"{_GROCERIES[language][0]} {len(lines)}"
        lines.append((line, name))
        free = [one for one in free if one != line]
    return lines


def _ends(questionnaire: Questionnaire) -> Iterator[tuple[str, Question, str]]:
    for question in questionnaire.questions:
        moments = question.settings.get("moments", {}) if question.kind == "duration" else {}
        for end in ("from", "to"):
            if end in moments:
                yield moments[end], question, end
