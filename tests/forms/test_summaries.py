"""Answers as reports say them, in three languages."""

from __future__ import annotations

import pytest

from forms.builder import judge
from forms.kinds import KINDS
from forms.library import shipped
from forms.messages import MESSAGES, translations
from tests.forms.answers import one_answer

RESTAURANT = shipped("restaurant")


def said(id_: str, value: object, language: str) -> str:
    question = RESTAURANT.by_id[id_]
    return KINDS[question.kind].summary(question, value, language)


@pytest.mark.parametrize(
    ("id_", "value", "fi", "sv", "en"),
    [
        ("grt_smile", "yes", "kyllä", "ja", "yes"),
        ("grt_first", "neither", "Ei kumpikaan", "Ingendera", "Neither"),
        ("arr_door", ["clean", "hours"], "Puhdas, Aukioloajat", "Ren, Öppettider", "Clean, Opening hours"),
        ("att_undiv", 3, "3/5: Jakautunut", "3/5: Delad", "3/5: Divided"),
        ("att_undiv", 4, "4/5: Jakautunut – Jakamaton", "4/5: Delad – Odelad", "4/5: Divided – Undivided"),
        ("grt_t", {"seconds": 95}, "1 min 35 s", "1 min 35 s", "1 min 35 s"),
        ("grt_t", {"seconds": 0}, "0 s", "0 s", "0 s"),
        ("grt_t", {"seconds": 3700}, "1 h 1 min 40 s", "1 h 1 min 40 s", "1 h 1 min 40 s"),
        ("grt_t", {"never": True}, "ei lainkaan", "inte alls", "never"),
        (
            "ctx_load",
            {"customers": 3, "staff": 2},
            "Asiakkaita: 3, Työntekijöitä: 2",
            "Kunder: 3, Anställda: 2",
            "Customers: 3, Staff: 2",
        ),
        (
            "emo_end",
            [{"emotion": "joy", "strength": 3}, {"emotion": "uncertainty", "strength": 1}],
            "ilo (vahva), epävarmuus (lievä)",
            "glädje (stark), osäkerhet (svag)",
            "joy (strong), uncertainty (slight)",
        ),
        ("nps", 9, "9/10", "9/10", "9/10"),
        ("nar", "Hei!", "Hei!", "Hei!", "Hei!"),
        (
            "rcp_img",
            {"total": "12.50", "time": "13:45"},
            "Loppusumma: 12,50\u00a0€. Kellonaika: 13:45.",
            "Slutsumma: 12,50\u00a0€. Klockslag: 13:45.",
            "Total: €12.50. Time of day: 13:45.",
        ),
        (
            "rcp_text",
            {"text": "Kiitos", "match": "generic"},
            "”Kiitos” (yleinen teksti)",
            "”Kiitos” (allmän text)",
            "“Kiitos” (a generic text)",
        ),
        (
            "mis_prom",
            {"what": "Pesula", "who": "manager", "due_on": "2026-11-30", "others": "yes"},
            "Pesula – Esihenkilö, viimeistään 30.11.2026. Pitäisivätkö muut sen: Kyllä",
            "Pesula – Chef, senast 30.11.2026. Skulle andra hålla det: Ja",
            "Pesula – Manager, by 30/11/2026. Would others keep it: Yes",
        ),
        (
            "peak",
            {"touchpoint": "greeting", "sign": "plus", "strength": 3, "words": "nimi"},
            "Tervehdys (myönteinen, vahva): nimi",
            "Hälsningen (positiv, stark): nimi",
            "Greeting (positive, strong): nimi",
        ),
    ],
)
def test_it_says_the_answer_in_the_readers_language(id_, value, fi, sv, en):
    assert [said(id_, value, language) for language in ("fi", "sv", "en")] == [fi, sv, en]


@pytest.mark.parametrize("question", RESTAURANT.questions, ids=lambda question: question.id)
def test_every_answer_can_be_said_and_odd_ones_do_no_harm(question):
    kind, answer = KINDS[question.kind], one_answer(question)
    assert kind.summary(question, answer["value"], "sv")
    for odd in (None, True, 3.5, "x", [], [None], {}, {"text": 1}, {"emotion": []}, 10**400):
        assert isinstance(kind.summary(question, odd, "fi"), str)
        assert kind.points(question, odd) is None or question.kind in ("several", "scale")
        assert kind.plus(question, odd) == 0
        kind.valence(odd)


def test_our_words_for_wtforms_messages_are_in_three_languages_with_the_same_blanks():
    for message, words in MESSAGES.items():
        blanks = {part.split(")")[0] for part in message.split("%(")[1:]}
        assert words.keys() == {"fi", "sv", "en"}
        for said_so in words.values():
            assert {part.split(")")[0] for part in said_so.split("%(")[1:]} <= blanks


def test_a_message_without_our_words_stays_readable():
    assert translations("fi").gettext("Not in the table") == "Not in the table"
    assert translations("fi").ngettext("one", "many", 2) == "many"


def test_no_english_is_left_in_finnish_or_swedish_errors():
    english = {message for messages in judge(RESTAURANT, "en", {}).errors.values() for message in messages}
    for language in ("fi", "sv"):
        errors = judge(RESTAURANT, language, {}).errors
        assert not english & {message for messages in errors.values() for message in messages}
