"""Remarks that are stored with a visit, in all three languages, so that any reviewer reads them later."""

from __future__ import annotations

PHRASES: dict[str, dict[str, str]] = {
    "version_unknown": {
        "fi": "Lomakkeen painosta ei tunneta; vastaukset on tallennettu sellaisinaan.",
        "sv": "Formulärets utgåva är okänd; svaren har sparats som de kom.",
        "en": "The edition of the questionnaire is not known; the answers are kept as they came.",
    },
    "question_unknown": {
        "fi": "Lomakkeessa ei ole kysymystä {question}; vastaus on tallella mutta sitä ei pisteytetä.",
        "sv": "Formuläret har ingen fråga {question}; svaret är sparat men poängsätts inte.",
        "en": "The questionnaire has no question {question}; the answer is kept but not scored.",
    },
    "answer_not_asked": {
        "fi": "Kysymykseen {question} vastattiin, vaikka sen ehto ei täyty; vastausta ei pisteytetä.",
        "sv": "Frågan {question} besvarades fast villkoret inte gäller; svaret poängsätts inte.",
        "en": "Question {question} was answered though its condition does not hold; it is not scored.",
    },
    "assignment_unknown": {
        "fi": "Toimeksiantoa ei tunneta tai se on toisen henkilön.",
        "sv": "Uppdraget är okänt eller tillhör någon annan.",
        "en": "The assignment is not known or is another person's.",
    },
    "assignment_closed": {
        "fi": "Toimeksianto oli peruttu, hylätty tai vanhentunut, kun käynti tuli perille.",
        "sv": "Uppdraget var återtaget, avböjt eller utgånget när besöket kom fram.",
        "en": "The assignment was withdrawn, declined or expired when the visit arrived.",
    },
    "other_version": {
        "fi": "Käynti on tehty lomakkeen toisella painoksella kuin toimeksianto.",
        "sv": "Besöket är gjort med en annan utgåva av formuläret än uppdraget.",
        "en": "The visit was made with another edition of the questionnaire than the assignment's.",
    },
    "late": {
        "fi": "Käynti valmistui {days} päivää määräajan jälkeen.",
        "sv": "Besöket blev klart {days} dagar efter sista dagen.",
        "en": "The visit was finished {days} days after its due day.",
    },
    "clock_wrong": {
        "fi": "Puhelimen kello oli noin {minutes} minuuttia väärässä; ajat on korjattu.",
        "sv": "Telefonens klocka gick cirka {minutes} minuter fel; tiderna har korrigerats.",
        "en": "The phone's clock was about {minutes} minutes wrong; the times were corrected.",
    },
    "very_quick": {
        "fi": "Lomake täytettiin alle minuutissa.",
        "sv": "Formuläret fylldes i på under en minut.",
        "en": "The questionnaire was filled in within a minute.",
    },
    "not_certified": {
        "fi": "Ohjeen kysymyksiin ei ollut vastattu oikein ennen käyntiä.",
        "sv": "Frågorna om anvisningen var inte rätt besvarade före besöket.",
        "en": "The questions on the briefing had not been answered right before the visit.",
    },
    "from_copy": {
        "fi": "Toimisto latasi käynnin puhelimesta tallennetusta kopiosta.",
        "sv": "Kontoret läste in besöket från en kopia som sparats på telefonen.",
        "en": "The office loaded the visit from a copy that was saved on the phone.",
    },
    "from_copy_unfinished": {
        "fi": "Tallennetusta kopiosta, kesken: käyntiä ei viimeistelty puhelimessa.",
        "sv": "Från en sparad kopia, ofärdigt: besöket avslutades inte på telefonen.",
        "en": "From a saved copy, unfinished: the visit was not finished on the phone.",
    },
    "second_visit": {
        "fi": "Samasta toimeksiannosta on jo toinen käynti.",
        "sv": "Det finns redan ett annat besök för samma uppdrag.",
        "en": "There is already another visit for the same assignment.",
    },
    "conflict": {
        "fi": "Samalla tunnuksella tuli myös toinen, erilainen sisältö; molemmat ovat tallella.",
        "sv": "Ett annat innehåll kom med samma id; båda är sparade.",
        "en": "Other content came under the same id as well; both are kept.",
    },
    "photo_unreadable": {
        "fi": "Kuvaa ei voi avata; alkuperäinen tiedosto on tallella.",
        "sv": "Bilden går inte att öppna; originalfilen är sparad.",
        "en": "A photo cannot be opened; the original file is kept.",
    },
    "smaller_copy": {
        "fi": "Kuvasta tuli pienempi kopio, koska alkuperäinen ei mennyt verkosta läpi.",
        "sv": "Av bilden kom en mindre kopia, eftersom originalet inte gick genom nätet.",
        "en": "A smaller copy of a photo came, because the network would not pass the original.",
    },
    "photo_seen_before": {
        "fi": "Sama tai lähes sama kuva on jo toisessa käynnissä.",
        "sv": "Samma eller nästan samma bild finns redan i ett annat besök.",
        "en": "The same or nearly the same photo is already in another visit.",
    },
    "photo_damaged": {
        "fi": "Kuvan tiedosto palvelimella on vioittunut tai kadonnut. Pyydä kuva uudestaan.",
        "sv": "Bildens fil på servern är skadad eller borta. Be om bilden på nytt.",
        "en": "The photo's file on the server is damaged or gone. Ask for the photo again.",
    },
}
