"""The sentences of the findings, in fi, sv and en. A table of our own, not a catalogue: a report is written once for
all its readers, outside any request."""

from __future__ import annotations

from typing import Any

from forms.shapes import LANGUAGES

SENTENCES: dict[str, dict[str, str]] = {
    "verdict_none": {
        "fi": "Tältä käynniltä ei ole pisteytettyjä vastauksia.",
        "sv": "Besöket gav inga poängsatta svar.",
        "en": "This visit gave no scored answers.",
    },
    "verdict_90": {
        "fi": "Erinomainen käynti: lupaus lunastettiin lähes joka kohdassa.",
        "sv": "Ett utmärkt besök: löftet hölls nästan på varje punkt.",
        "en": "An excellent visit: the promise was kept in nearly every detail.",
    },
    "verdict_75": {
        "fi": "Hyvä käynti, jossa muutama yksityiskohta jäi vielä lunastamatta.",
        "sv": "Ett bra besök där några detaljer ännu inte infriades.",
        "en": "A good visit in which a few details were not yet delivered.",
    },
    "verdict_60": {
        "fi": "Käynti jäi puolitiehen: osa lupauksesta lunastettiin, osa ei.",
        "sv": "Besöket stannade på halva vägen: en del av löftet hölls, en del inte.",
        "en": "The visit went half the way: part of the promise was kept, part was not.",
    },
    "verdict_0": {
        "fi": "Käynti jäi selvästi alle lupauksen.",
        "sv": "Besöket nådde klart inte upp till löftet.",
        "en": "The visit fell clearly short of the promise.",
    },
    "verdict_range": {
        "fi": "Vahvinta oli ”{best}”, eniten parannettavaa jäi kohtaan ”{worst}”.",
        "sv": "Starkast var ”{best}”, mest att förbättra finns i ”{worst}”.",
        "en": "“{best}” was strongest; “{worst}” has most to gain.",
    },
    "verdict_even": {
        "fi": "Taso oli tasainen läpi käynnin.",
        "sv": "Nivån var jämn genom hela besöket.",
        "en": "The level was even throughout the visit.",
    },
    "verdict_critical": {
        "fi": "Kriittinen kohta petti.",
        "sv": "En kritisk punkt brast.",
        "en": "A critical detail failed.",
    },
    "verdict_plus": {
        "fi": "Lisäksi annettiin enemmän kuin luvattiin.",
        "sv": "Dessutom gavs mer än vad som lovats.",
        "en": "And more was given than was promised.",
    },
    "praise_plus": {
        "fi": "Tämä oli enemmän kuin luvattiin.",
        "sv": "Det här var mer än vad som lovats.",
        "en": "This was more than was promised.",
    },
    "praise_full": {
        "fi": "Lupaus lunastettiin kokonaan.",
        "sv": "Löftet hölls helt.",
        "en": "The promise was kept in full.",
    },
    "praise_part": {
        "fi": "Tämä onnistui tällä käynnillä parhaiten.",
        "sv": "Det här lyckades bäst under besöket.",
        "en": "This went best on this visit.",
    },
    "fix_cost": {
        "fi": "Tämä yksi yksityiskohta maksoi {lost} pistettä sadasta.",
        "sv": "Den här enda detaljen kostade {lost} poäng av hundra.",
        "en": "This one detail cost {lost} points out of a hundred.",
    },
    "fix_critical": {
        "fi": "Kohta on kriittinen ja rajaa koko osa-aluetta.",
        "sv": "Punkten är kritisk och begränsar hela delområdet.",
        "en": "The detail is critical and holds its whole section down.",
    },
    "step_answer": {"fi": "{asked} Tavoite: {goal}.", "sv": "{asked} Mål: {goal}.", "en": "{asked} Goal: {goal}."},
    "step_aim": {
        "fi": "{asked} – tavoite {goal}.",
        "sv": "{asked} – målet är {goal}.",
        "en": "{asked} – the goal is {goal}.",
    },
    "step_how": {
        "fi": "Sopikaa yhdessä, miten tämä onnistuu joka kerta, ja valitkaa vastuurooli ja päivä.",
        "sv": "Kom tillsammans överens om hur det lyckas varje gång och välj ansvarig roll och dag.",
        "en": "Agree together how this succeeds every time, and choose a role and a day.",
    },
    "goal_within": {"fi": "enintään {time}", "sv": "högst {time}", "en": "at most {time}"},
    "goal_also": {"fi": "myös {rest}", "sv": "även {rest}", "en": "also {rest}"},
    "goal_without": {"fi": "ilman näitä: {rest}", "sv": "utan dessa: {rest}", "en": "without these: {rest}"},
    "goal_least": {"fi": "vähintään {count}", "sv": "minst {count}", "en": "at least {count}"},
    "goal_receipt": {"fi": "brändin oma teksti", "sv": "varumärkets egen text", "en": "the brand's own text"},
    "flag_critical": {
        "fi": "Kriittinen kohta petti: {question} – {answer}",
        "sv": "En kritisk punkt brast: {question} – {answer}",
        "en": "A critical detail failed: {question} – {answer}",
    },
    "flag_leave": {
        "fi": "Riskikäynti: asiakas ei palaisi tai suosittelisi.",
        "sv": "Riskbesök: kunden skulle inte komma igen eller rekommendera.",
        "en": "A visit at risk: the customer would not return or recommend.",
    },
    "flag_stop": {
        "fi": "Riskikäynti: tämä yksi käynti riittäisi lopettamaan asioinnin.",
        "sv": "Riskbesök: detta enda besök skulle räcka för att kunden slutar handla här.",
        "en": "A visit at risk: this one visit would be enough to make the customer stop coming.",
    },
    "day_of_stay": {"fi": "Päivä {day}", "sv": "Dag {day}", "en": "Day {day}"},
    "start": {"fi": "Ovella", "sv": "Vid dörren", "en": "At the door"},
    "end": {"fi": "Ulos astuessa", "sv": "På väg ut", "en": "Stepping out"},
    "remark_moods": {
        "fi": "Tunteista {soon}/{known} on merkitty viiden minuutin kuluessa hetkestään.",
        "sv": "Av känslorna är {soon}/{known} antecknade inom fem minuter från sin stund.",
        "en": "{soon} of {known} feelings were marked within five minutes of their moment.",
    },
    "remark_moods_some": {
        "fi": "Tunteista {soon}/{known} on merkitty viiden minuutin kuluessa hetkestään; hetki tuntematon: {unknown}.",
        "sv": "Av känslorna är {soon}/{known} antecknade inom fem minuter från sin stund; okänd tidpunkt: {unknown}.",
        "en": "{soon} of {known} feelings were marked within five minutes of their moment; moment unknown: {unknown}.",
    },
    "remark_measured": {
        "fi": "Odotusajoista {measured}/{all} on mitattu, muut ovat arvioita.",
        "sv": "Av väntetiderna är {measured}/{all} mätta, de övriga är uppskattade.",
        "en": "{measured} of {all} waiting times were measured, the others are estimates.",
    },
    "remark_coverage": {
        "fi": "Kattavuus on {coverage} %: osaa kohdista ei voitu havaita tai ne eivät koskeneet käyntiä.",
        "sv": "Täckningen är {coverage} %: en del punkter kunde inte iakttas eller gällde inte besöket.",
        "en": "Coverage is {coverage}%: some details could not be observed or did not apply.",
    },
    "remark_edited": {
        "fi": "Tarkastaja on oikaissut {count} vastausta; alkuperäiset ovat tallella.",
        "sv": "Granskaren har rättat {count} svar; originalen finns kvar.",
        "en": "The reviewer corrected {count} answers; the originals are kept.",
    },
    "remark_photos": {
        "fi": "Kuvista {count} ei voitu avata.",
        "sv": "{count} av bilderna gick inte att öppna.",
        "en": "{count} of the photos could not be opened.",
    },
    "photo_alt": {
        "fi": "Asiakkaan ottama kuva kohdasta: {question}",
        "sv": "Kundens bild till punkten: {question}",
        "en": "The customer's photo for: {question}",
    },
    "standard": {
        "fi": "Näin sen kuuluu olla",
        "sv": "Så här ska det vara",
        "en": "This is how it should be",
    },
    "score_moved": {
        "fi": "Tulos oli silloin {before}, nyt {now}.",
        "sv": "Resultatet var då {before}, nu {now}.",
        "en": "The score was {before} then, {now} now.",
    },
    "when_week": {
        "fi": "Viikko {week} ({year}), {part}",
        "sv": "Vecka {week} ({year}), {part}",
        "en": "Week {week} ({year}), {part}",
    },
    "morning": {"fi": "aamupäivä", "sv": "förmiddag", "en": "morning"},
    "midday": {"fi": "keskipäivä", "sv": "mitt på dagen", "en": "midday"},
    "afternoon": {"fi": "iltapäivä", "sv": "eftermiddag", "en": "afternoon"},
    "evening": {"fi": "ilta", "sv": "kväll", "en": "evening"},
}


def sentence(key: str, language: str, **values: Any) -> str:
    """The sentence `key` in `language` with `values` put in."""
    return SENTENCES[key][language].format(**values)


def sentences(key: str, **values: Any) -> dict[str, str]:
    """The sentence `key` in every language; a value may itself be a mapping by language."""
    return {
        language: sentence(
            key,
            language,
            **{name: value[language] if isinstance(value, dict) else value for name, value in values.items()},
        )
        for language in LANGUAGES
    }
