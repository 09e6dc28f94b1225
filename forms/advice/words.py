"""What advice says, in fi, sv and en: what is wrong, why it matters, what to do."""

from __future__ import annotations

ADVICE: dict[str, dict[str, str]] = {
    "whole_words_missing": {
        "fi": "Lomakkeen nimi puuttuu kielellä %(named)s. Kirjoita se.",
        "sv": "Formulärets namn saknas på %(named)s. Skriv det.",
        "en": "The questionnaire's title is missing in %(named)s. Write it.",
    },
    "touchpoint_words_missing": {
        "fi": "Kosketuspisteen %(name)s nimi puuttuu kielellä %(named)s. Kirjoita se.",
        "sv": "Namnet på kontaktpunkten %(name)s saknas på %(named)s. Skriv det.",
        "en": "The name of the touchpoint %(name)s is missing in %(named)s. Write it.",
    },
    "section_words_missing": {
        "fi": "Osa-alueen %(name)s nimi puuttuu kielellä %(named)s. Kirjoita se.",
        "sv": "Namnet på delområdet %(name)s saknas på %(named)s. Skriv det.",
        "en": "The title of the section %(name)s is missing in %(named)s. Write it.",
    },
    "words_missing": {
        "fi": "%(question)s: tekstejä puuttuu kielellä %(named)s (%(where)s). Kirjoita ne.",
        "sv": "%(question)s: texter saknas på %(named)s (%(where)s). Skriv dem.",
        "en": "%(question)s: words are missing in %(named)s (%(where)s). Write them.",
    },
    "contradiction": {
        "fi": "%(question)s ei tule koskaan kysytyksi: ehto on ristiriitainen (%(condition)s). Muuta ehtoa.",
        "sv": "%(question)s ställs aldrig: villkoret motsäger sig självt (%(condition)s). Ändra villkoret.",
        "en": "%(question)s will never be asked: its condition contradicts itself (%(condition)s). Change the "
        "condition.",
    },
    "unreachable": {
        "fi": "%(question)s ei tule koskaan kysytyksi: sen ehto (%(condition)s) riippuu kysymyksistä, joita ei "
        "silloin kysytä. Muuta tätä tai niiden ehtoja.",
        "sv": "%(question)s ställs aldrig: dess villkor (%(condition)s) hänger på frågor som då inte ställs. "
        "Ändra det här villkoret eller deras.",
        "en": "%(question)s will never be asked: its condition (%(condition)s) hangs on questions that are not asked "
        "then. Change this condition or theirs.",
    },
    "always_true": {
        "fi": "%(question)s kysytään aina, vaikka sillä on ehto (%(condition)s). Poista ehto tai tarkenna sitä.",
        "sv": "%(question)s ställs alltid, fast den har ett villkor (%(condition)s). Ta bort villkoret eller gör det "
        "snävare.",
        "en": "%(question)s is always asked, although it has a condition (%(condition)s). Remove the condition "
        "or make it narrower.",
    },
    "leading": {
        "fi": "%(question)s johdattelee vastaamaan (%(word)s odottaa tiettyä vastausta). Kysy ilman sitä.",
        "sv": "%(question)s leder svaret (%(word)s väntar sig ett visst svar). Fråga utan det.",
        "en": "%(question)s leads the answer (%(word)s expects a certain one). Ask without it.",
    },
    "loaded": {
        "fi": "%(question)s arvottaa valmiiksi (%(word)s). Kysy, mitä tapahtui, ja anna vastauksen arvottaa.",
        "sv": "%(question)s värderar på förhand (%(word)s). Fråga vad som hände och låt svaret värdera.",
        "en": "%(question)s judges beforehand (%(word)s). Ask what happened and let the answer judge.",
    },
    "double": {
        "fi": "%(question)s kysyy kahta asiaa yhdellä vastauksella (%(first)s ja %(second)s): kun vastaus on ei, "
        "ei tiedetä kumpi puuttui. Tee kaksi kysymystä tai anna vaihtoehdot molemmat, toinen, ei kumpikaan.",
        "sv": "%(question)s frågar om två saker med ett svar (%(first)s och %(second)s): är svaret nej vet man "
        "inte vilken som saknades. Gör två frågor eller ge alternativen båda, ena, ingendera.",
        "en": "%(question)s asks two things with one answer (%(first)s and %(second)s): a no does not tell which was "
        "missing. Make two questions, or offer both, one of them, neither.",
    },
    "either_or": {
        "fi": "%(question)s antaa valita kahdesta (%(word)s), mutta siihen vastataan kyllä tai ei. Tee niistä "
        "vaihtoehdot.",
        "sv": "%(question)s låter välja mellan två (%(word)s) men besvaras med ja eller nej. Gör dem till "
        "alternativ.",
        "en": "%(question)s lets choose between two (%(word)s) but is answered by yes or no. Make them choices.",
    },
    "choices_alike": {
        "fi": "%(question)s: kaksi vaihtoehtoa on samoin sanoin (%(choice)s). Erota ne toisistaan.",
        "sv": "%(question)s: två alternativ har samma ord (%(choice)s). Skilj dem åt.",
        "en": "%(question)s: two choices have the same words (%(choice)s). Tell them apart.",
    },
    "alike": {
        "fi": "%(question)s on samoin sanoin kuin kysymys %(other)s: raportista ei näe, kumpi on kumpi. Erota ne "
        "toisistaan.",
        "sv": "%(question)s har samma ord som frågan %(other)s: i rapporten syns det inte vilken som är vilken. "
        "Skilj dem åt.",
        "en": "%(question)s has the same words as the question %(other)s: a report will not show which is which. "
        "Tell them apart.",
    },
    "long_path": {
        "fi": "Tavallinen käynti kysyy %(count)s kysymystä (olosuhteita laskematta). Yli %(most)s kysymystä "
        "väsyttää, ja loppupään vastaukset heikkenevät. Poista, yhdistä tai ehdollista.",
        "sv": "Ett vanligt besök ställer %(count)s frågor (omständigheterna oräknade). Fler än %(most)s tröttar, och "
        "svaren mot slutet blir sämre. Ta bort, slå ihop eller ställ på villkor.",
        "en": "A usual visit asks %(count)s questions (circumstances not counted). More than %(most)s tire, and "
        "the last answers get worse. Remove, join, or ask under a condition.",
    },
    "nothing_scored": {
        "fi": "Mikään kysymys ei kanna painoa: käynti ei saa pistemäärää. Anna painot, jos sellainen tarvitaan.",
        "sv": "Ingen fråga bär vikt: besöket får inget resultat. Ge vikter om ett sådant behövs.",
        "en": "No question carries weight: a visit gets no score. Give weights if one is needed.",
    },
    "touchpoint_unused": {
        "fi": "Kosketuspisteestä %(name)s ei kysytä mitään. Poista se tai lisää kysymys.",
        "sv": "Om kontaktpunkten %(name)s frågas ingenting. Ta bort den eller lägg till en fråga.",
        "en": "Nothing is asked about the touchpoint %(name)s. Remove it or add a question.",
    },
    "critical_if": {
        "fi": "%(question)s on kriittinen ja kysytään aina, mutta sen sanat rajaavat sen (%(word)s). Käynti, "
        "jota se ei koske, voi kaatua siihen. Anna sille ehto.",
        "sv": "%(question)s är kritisk och ställs alltid, men orden begränsar den (%(word)s). Ett besök som den inte "
        "gäller kan falla på den. Ge den ett villkor.",
        "en": "%(question)s is critical and always asked, but its words limit it (%(word)s). A visit that it "
        "does not concern can fail by it. Give it a condition.",
    },
    "critical_alone": {
        "fi": "%(question)s on kriittinen ja kysytään aina, vaikka saman kosketuspisteen muista kysymyksistä "
        "%(hanging)s (kaikkiaan %(beside)s) kysytään ehdolla. Jos tilanne ei aina toteudu, käynti voi kaatua "
        "syyttä. Anna sille ehto.",
        "sv": "%(question)s är kritisk och ställs alltid, fast %(hanging)s av de %(beside)s andra frågorna vid samma "
        "kontaktpunkt ställs på villkor. Uppstår situationen inte alltid kan ett besök falla utan skäl. Ge den ett "
        "villkor.",
        "en": "%(question)s is critical and always asked, although %(hanging)s of the %(beside)s other questions "
        "at its touchpoint hang on a condition. If the situation does not always arise, a visit can fail without "
        "cause. Give it a condition.",
    },
    "points_equal": {
        "fi": "%(question)s: jokainen vastaus antaa samat pisteet (%(points)s), joten paino ei erota mitään. "
        "Porrasta pisteet tai poista paino.",
        "sv": "%(question)s: varje svar ger samma poäng (%(points)s), så vikten skiljer inget åt. Trappa poängen "
        "eller ta bort vikten.",
        "en": "%(question)s: every answer gives the same points (%(points)s), so its weight tells nothing apart. "
        "Grade the points or remove the weight.",
    },
    "points_low": {
        "fi": "%(question)s: paraskin vastaus antaa vain %(most)s pistettä, joten täyttä tulosta ei voi saada. Anna "
        "parhaalle 1.",
        "sv": "%(question)s: även det bästa svaret ger bara %(most)s poäng, så fullt resultat går inte att nå. "
        "Ge det bästa 1.",
        "en": "%(question)s: even the best answer gives only %(most)s points, so the full score cannot be "
        "reached. Give the best one 1.",
    },
}
