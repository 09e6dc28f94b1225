"""The words of the kinds themselves, in fi, sv and en: labels, advice and what reports say.

A plain table, not a catalogue: the questionnaire's heart works outside requests, in jobs and in tests, where
nobody has set a language. Whoever calls says the language.
"""

from __future__ import annotations

from typing import Any

_FALLBACK = "en"

EMOTIONS: dict[str, dict[str, str]] = {
    "joy": {"fi": "ilo", "sv": "glädje", "en": "joy"},
    "trust": {"fi": "luottamus", "sv": "tillit", "en": "trust"},
    "anticipation": {"fi": "odotus", "sv": "förväntan", "en": "anticipation"},
    "surprise": {"fi": "yllätys", "sv": "överraskning", "en": "surprise"},
    "disappointment": {"fi": "pettymys", "sv": "besvikelse", "en": "disappointment"},
    "disgust": {"fi": "vastenmielisyys", "sv": "avsmak", "en": "disgust"},
    "uncertainty": {"fi": "epävarmuus", "sv": "osäkerhet", "en": "uncertainty"},
    "irritation": {"fi": "ärtymys", "sv": "irritation", "en": "irritation"},
}
STRENGTHS: dict[int, dict[str, str]] = {
    1: {"fi": "lievä", "sv": "svag", "en": "slight"},
    2: {"fi": "selvä", "sv": "tydlig", "en": "clear"},
    3: {"fi": "vahva", "sv": "stark", "en": "strong"},
}
SIGNS: dict[str, dict[str, str]] = {
    "plus": {"fi": "myönteinen", "sv": "positiv", "en": "positive"},
    "minus": {"fi": "kielteinen", "sv": "negativ", "en": "negative"},
}
YES_NO: dict[str, dict[str, str]] = {
    "yes": {"fi": "kyllä", "sv": "ja", "en": "yes"},
    "no": {"fi": "ei", "sv": "nej", "en": "no"},
}
SKIPPED: dict[str, dict[str, str]] = {
    "not_applicable": {"fi": "ei koske", "sv": "gäller inte", "en": "does not apply"},
    "not_observed": {"fi": "en voinut havaita", "sv": "kunde inte iaktta", "en": "could not observe"},
}
MATCHES: dict[str, dict[str, str]] = {
    "same": {"fi": "sama kuin brändin teksti", "sv": "samma som varumärkets text", "en": "same as the brand's text"},
    "near": {"fi": "lähes brändin teksti", "sv": "nästan varumärkets text", "en": "nearly the brand's text"},
    "generic": {"fi": "yleinen teksti", "sv": "allmän text", "en": "a generic text"},
    "outdated": {"fi": "vanhentunut teksti", "sv": "föråldrad text", "en": "an outdated text"},
    "wrong_language": {"fi": "väärä kieli", "sv": "fel språk", "en": "wrong language"},
}

PHRASES: dict[str, dict[str, str]] = {
    # Labels
    "answer": {"fi": "Vastaus", "sv": "Svar", "en": "Answer"},
    "skip": {"fi": "Jos et voi vastata", "sv": "Om du inte kan svara", "en": "If you cannot answer"},
    "photos": {"fi": "Kuvat", "sv": "Bilder", "en": "Photos"},
    "minutes": {"fi": "Minuutit", "sv": "Minuter", "en": "Minutes"},
    "seconds": {"fi": "Sekunnit", "sv": "Sekunder", "en": "Seconds"},
    "from": {"fi": "Alkoi kello", "sv": "Började klockan", "en": "Began at"},
    "to": {"fi": "Päättyi kello", "sv": "Slutade klockan", "en": "Ended at"},
    "never": {"fi": "Ei tapahtunut lainkaan", "sv": "Hände inte alls", "en": "Never happened"},
    "emotion": {"fi": "Yksi tai kaksi tunnetta", "sv": "En eller två känslor", "en": "One or two emotions"},
    "strength": {"fi": "Voimakkuus", "sv": "Styrka", "en": "Strength"},
    "strength_of": {"fi": "Voimakkuus: %(of)s", "sv": "Styrka: %(of)s", "en": "Strength: %(of)s"},
    "text": {"fi": "Teksti sanasta sanaan", "sv": "Texten ord för ord", "en": "The text word for word"},
    "total": {"fi": "Loppusumma", "sv": "Slutsumma", "en": "Total"},
    "time": {"fi": "Kellonaika", "sv": "Klockslag", "en": "Time of day"},
    "match": {"fi": "Vastaa odotettua", "sv": "Motsvarar det väntade", "en": "Matches the expected"},
    "what": {"fi": "Mitä luvattiin", "sv": "Vad som lovades", "en": "What was promised"},
    "who": {"fi": "Kuka lupasi", "sv": "Vem som lovade", "en": "Who promised"},
    "due_on": {"fi": "Mihin päivään mennessä", "sv": "Senast vilken dag", "en": "By which day"},
    "others": {"fi": "Pitäisivätkö muut sen", "sv": "Skulle andra hålla det", "en": "Would others keep it"},
    "touchpoint": {"fi": "Hetki", "sv": "Stund", "en": "Moment"},
    "sign": {"fi": "Hyvä vai huono", "sv": "Bra eller dålig", "en": "Good or bad"},
    "words": {"fi": "Yksityiskohta, joka sen teki", "sv": "Detaljen som gjorde det", "en": "The detail that made it"},
    "no_turn": {"fi": "Tunnelma ei kääntynyt", "sv": "Stämningen vände inte", "en": "The mood did not turn"},
    "where": {"fi": "Missä kohdassa", "sv": "Var", "en": "Where"},
    "turned_to": {"fi": "Mihin suuntaan", "sv": "Åt vilket håll", "en": "Which way"},
    "on": {"fi": "Päivä", "sv": "Dag", "en": "Day"},
    "felt": {"fi": "Tunne", "sv": "Känsla", "en": "Emotion"},
    "sitting": {"fi": "Havainto %(n)s", "sv": "Iakttagelse %(n)s", "en": "Sitting %(n)s"},
    "place": {"fi": "Sija %(n)s", "sv": "Plats %(n)s", "en": "Place %(n)s"},
    "choose": {"fi": "Valitse", "sv": "Välj", "en": "Choose"},
    "less": {"fi": "Yksi vähemmän", "sv": "En mindre", "en": "One less"},
    "more": {"fi": "Yksi lisää", "sv": "En till", "en": "One more"},
    "at_most": {"fi": "enintään %(most)s", "sv": "högst %(most)s", "en": "at most %(most)s"},
    "not_at_all": {"fi": "ei lainkaan", "sv": "inte alls", "en": "not at all"},
    "surely": {"fi": "varmasti", "sv": "säkert", "en": "surely"},
    "weightiest_first": {
        "fi": "Enintään %(n)s, painavin ensin.",
        "sv": "Högst %(n)s, den viktigaste först.",
        "en": "At most %(n)s, the weightiest first.",
    },
    "tap_for_place": {
        "fi": "Sanojen napautus antaa seuraavan vapaan sijan.",
        "sv": "Tryck på orden för nästa lediga plats.",
        "en": "Tap the words for the next free place.",
    },
    "tap_again": {
        "fi": "Voimista napauttamalla tunnetta uudelleen.",
        "sv": "Tryck på känslan igen för en starkare.",
        "en": "Tap the emotion again for a stronger one.",
    },
    # What reports say
    "no_turn_short": {"fi": "ei kääntynyt", "sv": "vände inte", "en": "did not turn"},
    "at": {"fi": "kello", "sv": "klockan", "en": "at"},
    "never_short": {"fi": "ei lainkaan", "sv": "inte alls", "en": "never"},
    "by": {"fi": "viimeistään", "sv": "senast", "en": "by"},
    "photos_taken": {"fi": "kuvia %(count)s", "sv": "bilder %(count)s", "en": "photos %(count)s"},
    # Advice
    "answer_missing": {"fi": "Vastaa tähän.", "sv": "Svara på den här frågan.", "en": "Answer this question."},
    "answer_or_skip": {
        "fi": "Vastaa tähän, tai valitse Ei koske tai En voinut havaita.",
        "sv": "Svara på frågan, eller välj Gäller inte eller Kunde inte iaktta.",
        "en": "Answer this question, or choose Does not apply or Could not observe.",
    },
    "either": {
        "fi": "Jätä joko vastaus tai ohitus, ei molempia.",
        "sv": "Behåll antingen svaret eller att du hoppar över, inte båda.",
        "en": "Keep either the answer or the skip, not both.",
    },
    "once": {
        "fi": "Tähän kuuluu yksi arvo, tuli %(count)s. Jätä yksi.",
        "sv": "Här ska det stå ett värde, det kom %(count)s. Behåll ett.",
        "en": "One value belongs here, %(count)s came. Keep one.",
    },
    "pick_one": {
        "fi": "Valitse yksi annetuista vaihtoehdoista.",
        "sv": "Välj ett av alternativen.",
        "en": "Choose one of the options given.",
    },
    "pick_some": {
        "fi": "Valitse vain annetuista vaihtoehdoista, kukin kerran.",
        "sv": "Välj bara bland alternativen, vart och ett en gång.",
        "en": "Choose only from the options given, each once.",
    },
    "alone": {
        "fi": "”%(choice)s” sopii vain yksin. Poista se tai muut valinnat.",
        "sv": "”%(choice)s” kan bara stå ensamt. Ta bort det eller de andra.",
        "en": "“%(choice)s” can only stand alone. Remove it or the others.",
    },
    "whole_number": {
        "fi": "Kirjoita kokonaisluku numeroin, esimerkiksi 3.",
        "sv": "Skriv ett heltal med siffror, till exempel 3.",
        "en": "Write a whole number in digits, for example 3.",
    },
    "between": {
        "fi": "Anna luku väliltä %(low)s–%(high)s.",
        "sv": "Ange ett tal mellan %(low)s och %(high)s.",
        "en": "Give a number from %(low)s to %(high)s.",
    },
    "money": {
        "fi": "Kirjoita summa numeroin, esimerkiksi 12,50.",
        "sv": "Skriv summan med siffror, till exempel 12,50.",
        "en": "Write the amount in digits, for example 12.50.",
    },
    "money_most": {
        "fi": "Summa on enintään %(most)s. Tarkista se.",
        "sv": "Summan är högst %(most)s. Kontrollera den.",
        "en": "The amount is at most %(most)s. Check it.",
    },
    "clock": {
        "fi": "Kirjoita kellonaika muodossa 13:45 tai 13:45:20.",
        "sv": "Skriv klockslaget som 13:45 eller 13:45:20.",
        "en": "Write the time as 13:45 or 13:45:20.",
    },
    "day": {
        "fi": "Valitse päivä, joka on kalenterissa, muodossa 2026-11-30.",
        "sv": "Välj en dag som finns i kalendern, i formen 2026-11-30.",
        "en": "Choose a day that is in the calendar, written 2026-11-30.",
    },
    "cannot_be_stored": {
        "fi": "Tässä on merkki, jota ei voi tallentaa. Poista se tai kirjoita uudelleen.",
        "sv": "Här finns ett tecken som inte kan sparas. Ta bort det eller skriv om.",
        "en": "This contains a character that cannot be stored. Remove it or write it again.",
    },
    "too_long": {
        "fi": "Tekstissä on %(count)s merkkiä; enintään %(most)s mahtuu. Lyhennä sitä.",
        "sv": "Texten har %(count)s tecken; högst %(most)s får plats. Korta den.",
        "en": "The text has %(count)s characters; at most %(most)s fit. Shorten it.",
    },
    "marks": {
        "fi": "Yhdessä kirjaimessa on liikaa tarkkeita. Kirjoita teksti uudelleen.",
        "sv": "En bokstav har för många tecken över sig. Skriv om texten.",
        "en": "One letter carries too many marks. Write the text again.",
    },
    "tick": {
        "fi": "Rastita ruutu tai jätä se tyhjäksi.",
        "sv": "Kryssa i rutan eller lämna den tom.",
        "en": "Tick the box or leave it empty.",
    },
    "time_needed": {
        "fi": "Anna minuutit ja sekunnit tai molemmat kellonajat.",
        "sv": "Ange minuter och sekunder eller båda klockslagen.",
        "en": "Give minutes and seconds or both times.",
    },
    "stamps_differ": {
        "fi": "Minuutit ja kellonajat ovat eri mieltä. Korjaa tai tyhjennä toiset.",
        "sv": "Minuterna och klockslagen stämmer inte överens. Rätta eller töm det ena.",
        "en": "The minutes and the times disagree. Correct or clear one of them.",
    },
    "never_alone": {
        "fi": "Jätä joko aika tai ”ei tapahtunut lainkaan”.",
        "sv": "Behåll antingen tiden eller ”hände inte alls”.",
        "en": "Keep either the time or “never happened”.",
    },
    "each_part": {
        "fi": "Täytä vielä: %(parts)s.",
        "sv": "Fyll ännu i: %(parts)s.",
        "en": "Still to fill in: %(parts)s.",
    },
    "no_turn_alone": {
        "fi": "Jätä joko ”tunnelma ei kääntynyt” tai kohta, jossa se kääntyi.",
        "sv": "Behåll antingen ”stämningen vände inte” eller stunden då den vände.",
        "en": "Keep either “the mood did not turn” or the moment when it turned.",
    },
    "one_place_each": {
        "fi": "Sama vaihtoehto on kahdella sijalla. Anna kullekin yksi sija.",
        "sv": "Samma alternativ står på två platser. Ge varje alternativ en plats.",
        "en": "The same option has two places. Give each option one place.",
    },
    "each_part_of_sitting": {
        "fi": "Havainnosta %(n)s puuttuu vielä: %(parts)s. Täydennä se tai tyhjennä havainto.",
        "sv": "I iakttagelse %(n)s fattas ännu: %(parts)s. Fyll i det eller töm iakttagelsen.",
        "en": "Sitting %(n)s still lacks: %(parts)s. Fill it in or clear the sitting.",
    },
    "two_emotions": {
        "fi": "Valitse yksi tai kaksi eri tunnetta.",
        "sv": "Välj en eller två olika känslor.",
        "en": "Choose one or two different emotions.",
    },
    "strength_missing": {
        "fi": "Valitse voimakkuus: %(of)s.",
        "sv": "Välj styrka: %(of)s.",
        "en": "Choose the strength: %(of)s.",
    },
    "photo_missing": {"fi": "Ota kuva.", "sv": "Ta en bild.", "en": "Take a photo."},
    "photo_unknown": {
        "fi": "Kuvaa ei tunnistettu. Lisää se uudelleen.",
        "sv": "Bilden kändes inte igen. Lägg till den på nytt.",
        "en": "The photo was not recognised. Add it again.",
    },
    "photos_most": {
        "fi": "Tähän mahtuu enintään %(most)s kuvaa. Poista muut.",
        "sv": "Här ryms högst %(most)s bilder. Ta bort de övriga.",
        "en": "At most %(most)s photos fit here. Remove the rest.",
    },
    "no_photos_here": {
        "fi": "Tähän kysymykseen ei kuulu kuvia.",
        "sv": "Den här frågan tar inga bilder.",
        "en": "This question takes no photos.",
    },
    "no_skip_here": {
        "fi": "Tätä kysymystä ei voi ohittaa. Vastaa siihen.",
        "sv": "Den här frågan kan inte hoppas över. Svara på den.",
        "en": "This question cannot be skipped. Answer it.",
    },
    "not_an_answer": {
        "fi": "Vastaus on muodossa, jota ei ymmärretty. Vastaa uudelleen.",
        "sv": "Svaret har en form som inte gick att förstå. Svara på nytt.",
        "en": "The answer is in a form that was not understood. Answer again.",
    },
}


def in_language(words: dict[str, str], language: str) -> str:
    """The words in `language`, else in English."""
    return words.get(language) or words[_FALLBACK]


def say(key: str, language: str, **values: Any) -> str:
    """The phrase `key` in `language`, with `values` put in."""
    phrase = in_language(PHRASES[key], language)
    return phrase % values if values else phrase
