"""What a questionnaire that cannot be read is told, in fi, sv and en: what is wrong and what to do about it.

Keyed by the English sentence, so that the code that notes a mistake can be read; `tests/forms/test_mistakes.py` finds
every sentence that is noted anywhere and misses here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.words import clean, unstorable

LONGEST_SHOWN = 60

# English sentence → the same in Finnish and in Swedish.
MISTAKES: dict[str, tuple[str, str]] = {
    # Any part of a questionnaire
    "must be a mapping of keys to values": (
        "tähän kuuluu avaimia ja arvoja (avain: arvo)",
        "här ska stå nycklar och värden (nyckel: värde)",
    ),
    "must be an id of small letters, digits and underscores, beginning with a letter": (
        "tähän kuuluu tunnus: pieniä kirjaimia a–z, numeroita ja alaviivoja, kirjain ensin",
        "här ska stå ett id: små bokstäver a–z, siffror och understreck, med en bokstav först",
    ),
    "'%(given)s' has another use here; choose another id": (
        "”%(given)s” on varattu muuhun; valitse toinen tunnus",
        "”%(given)s” används till annat; välj ett annat id",
    ),
    "must hold the words in each language (%(languages)s)": (
        "tähän kuuluu teksti jokaisella kielellä (%(languages)s)",
        "här ska texten stå på varje språk (%(languages)s)",
    ),
    "'%(given)s' is not among the questionnaire's languages; add it to languages or remove these words": (
        "”%(given)s” ei ole lomakkeen kieli; lisää se kieliin (languages) tai poista tämä teksti",
        "”%(given)s” är inte ett av formulärets språk; lägg till det i languages eller ta bort texten",
    ),
    "the words in this language are missing": (
        "teksti puuttuu tällä kielellä; kirjoita se",
        "texten saknas på det här språket; skriv den",
    ),
    "is %(count)s characters long; at most %(most)s fit: shorten it": (
        "tekstissä on %(count)s merkkiä, enintään %(most)s mahtuu; lyhennä sitä",
        "texten har %(count)s tecken, högst %(most)s får plats; korta den",
    ),
    "contains a character that cannot be stored; write it again": (
        "tekstissä on merkki, jota ei voi tallentaa; kirjoita teksti uudelleen",
        "texten har ett tecken som inte kan sparas; skriv den på nytt",
    ),
    "must be true or false": ("tähän kuuluu true tai false", "här ska stå true eller false"),
    "must be a number": ("tähän kuuluu luku", "här ska stå ett tal"),
    "must be a whole number": ("tähän kuuluu kokonaisluku", "här ska stå ett heltal"),
    "must be between %(low)s and %(high)s": (
        "luvun pitää olla väliltä %(low)s–%(high)s",
        "talet ska vara mellan %(low)s och %(high)s",
    ),
    "must be one of %(options)s": ("tähän kuuluu jokin näistä: %(options)s", "här ska stå ett av: %(options)s"),
    "must be a list": ("tähän kuuluu luettelo", "här ska stå en lista"),
    "must hold from %(least)s to %(most)s items, has %(count)s": (
        "tässä pitää olla %(least)s–%(most)s kohtaa, nyt niitä on %(count)s",
        "här ska finnas %(least)s–%(most)s poster, nu är de %(count)s",
    ),
    "is not a key that is known here; correct its spelling or remove it": (
        "tätä avainta ei tunneta tässä; korjaa kirjoitusasu tai poista se",
        "den här nyckeln är inte känd här; rätta stavningen eller ta bort den",
    ),
    "is not a key that is known here; the nearest is '%(nearest)s'": (
        "tätä avainta ei tunneta tässä; lähin on ”%(nearest)s”",
        "den här nyckeln är inte känd här; den närmaste är ”%(nearest)s”",
    ),
    "is missing": ("tämä puuttuu; lisää se", "det här saknas; lägg till det"),
    # Ids that meet
    "another question already has the id '%(given)s'; give each its own": (
        "toisella kysymyksellä on jo tunnus ”%(given)s”; anna kummallekin omansa",
        "en annan fråga har redan id:t ”%(given)s”; ge vardera ett eget",
    ),
    "another question already has the role '%(given)s'; only one can have it": (
        "toisella kysymyksellä on jo rooli ”%(given)s”; se voi olla vain yhdellä",
        "en annan fråga har redan rollen ”%(given)s”; bara en kan ha den",
    ),
    "another section already has the id '%(given)s'; give each its own": (
        "toisella osa-alueella on jo tunnus ”%(given)s”; anna kummallekin omansa",
        "ett annat delområde har redan id:t ”%(given)s”; ge vardera ett eget",
    ),
    "another touchpoint already has the id '%(given)s'; give each its own": (
        "toisella kosketuspisteellä on jo tunnus ”%(given)s”; anna kummallekin omansa",
        "en annan kontaktpunkt har redan id:t ”%(given)s”; ge vardera ett eget",
    ),
    "another choice already has the id '%(given)s'; give each its own": (
        "toisella vaihtoehdolla on jo tunnus ”%(given)s”; anna kummallekin omansa",
        "ett annat alternativ har redan id:t ”%(given)s”; ge vardera ett eget",
    ),
    "another part already has the id '%(given)s'; give each its own": (
        "toisella osalla on jo tunnus ”%(given)s”; anna kummallekin omansa",
        "en annan del har redan id:t ”%(given)s”; ge vardera ett eget",
    ),
    # The whole and its questions
    "must be a list of some of %(languages)s, each once": (
        "tähän kuuluu luettelo näistä, kukin kerran: %(languages)s",
        "här ska stå en lista med några av %(languages)s, vart och ett en gång",
    ),
    "hold %(count)s questions; at most %(most)s are allowed: split the questionnaire": (
        "kysymyksiä on %(count)s, enintään %(most)s sallitaan; jaa lomake",
        "har %(count)s frågor, högst %(most)s tillåts; dela formuläret",
    ),
    "a question of the kind %(kind)s, as it is set here, cannot carry weight; set the weight to 0": (
        "kysymys, jonka laji on %(kind)s, ei voi näillä asetuksilla kantaa painoa; aseta painoksi 0",
        "en fråga av slaget %(kind)s kan med de här inställningarna inte bära vikt; sätt vikten till 0",
    ),
    "is missing: every scored question has one": (
        "tämä puuttuu; jokaisella pisteytetyllä kysymyksellä on sellainen",
        "det här saknas; varje poängsatt fråga har ett sådant",
    ),
    "only a question with weight can be critical; give it weight or remove critical": (
        "vain painollinen kysymys voi olla kriittinen; anna paino tai poista kriittisyys",
        "bara en fråga med vikt kan vara kritisk; ge den vikt eller ta bort kritisk",
    ),
    "a circumstance is a yes_no question without weight or plus; remove fact or those": (
        "olosuhde on kyllä/ei-kysymys ilman painoa ja ylitystä; poista fact tai ne",
        "en omständighet är en ja/nej-fråga utan vikt och extra; ta bort fact eller dem",
    ),
    "the role %(role)s needs a question of the kind %(kind)s": (
        "rooliin %(role)s tarvitaan kysymys, jonka laji on %(kind)s",
        "rollen %(role)s kräver en fråga av slaget %(kind)s",
    ),
    "the kind %(kind)s says how many photos by max; remove photos": (
        "laji %(kind)s kertoo kuvien määrän avaimella max; poista photos",
        "slaget %(kind)s anger antalet bilder med max; ta bort photos",
    ),
    "the first and the last moment must be two": (
        "ensimmäisen ja viimeisen hetken on oltava eri hetket",
        "den första och den sista stunden måste vara två",
    ),
    # Kinds
    "a plus question is never in the base: leave out its weight": (
        "ylityskysymys ei koskaan kuulu perustulokseen; jätä paino pois",
        "en extrafråga hör aldrig till grundpoängen; lämna bort vikten",
    ),
    "at least one choice needs a plus": (
        "ainakin yksi vaihtoehto tarvitsee ylityksen (plus)",
        "minst ett alternativ behöver extra (plus)",
    ),
    "at least one choice must not be exclusive": (
        "ainakin yhden vaihtoehdon pitää olla muu kuin yksin valittava",
        "minst ett alternativ får inte vara uteslutande",
    ),
    "the question is scored, so each choice needs its points (0–1)": (
        "kysymys pisteytetään, joten jokainen vaihtoehto tarvitsee pisteet (0–1)",
        "frågan poängsätts, så varje alternativ behöver poäng (0–1)",
    ),
    "the share that is ticked makes the points: choices have none": (
        "pisteet tulevat rastitettujen osuudesta; poista vaihtoehtojen pisteet ja ylitykset",
        "poängen kommer av andelen som kryssats för; ta bort alternativens poäng och extra",
    ),
    "only the steps 1 to 5 can be worded": (
        "vain askelmat 1–5 voi sanoittaa; poista muut",
        "bara stegen 1–5 kan ha ord; ta bort de övriga",
    ),
    "must be minutes and seconds, such as 2:00": (
        "tähän kuuluu minuutit ja sekunnit, esimerkiksi 2:00",
        "här ska stå minuter och sekunder, till exempel 2:00",
    ),
    "the target must be shorter than the limit": (
        "tavoitteen pitää olla rajaa lyhyempi",
        "målet ska vara kortare än gränsen",
    ),
    "must be less than max": ("pitää olla pienempi kuin max", "ska vara mindre än max"),
    "must be a list of some of %(options)s": (
        "tähän kuuluu luettelo joistakin näistä: %(options)s",
        "här ska stå en lista med några av: %(options)s",
    ),
    "points come from comparing the text: the parts need text": (
        "pisteet tulevat tekstin vertaamisesta; lisää osiin text",
        "poängen kommer av att texten jämförs; lägg till text bland delarna",
    ),
    "must be a list of 1 to %(most)s numbers from 0 to 1: the points of 0, 1, 2 …": (
        "tähän kuuluu luettelo, jossa on 1–%(most)s lukua väliltä 0–1: lukujen 0, 1, 2 … pisteet",
        "här ska stå en lista med 1–%(most)s tal mellan 0 och 1: poängen för 0, 1, 2 …",
    ),
    "points are those of 0, 1, 2 …: leave min at 0": (
        "pisteet alkavat luvusta 0; jätä min arvoksi 0",
        "poängen börjar vid 0; låt min vara 0",
    ),
    "the question is scored: give the points (0–1) of 0, 1, 2 … as a list": (
        "kysymys pisteytetään; anna lukujen 0, 1, 2 … pisteet (0–1) luettelona",
        "frågan poängsätts; ange poängen (0–1) för 0, 1, 2 … som en lista",
    ),
    "no scored question and no plus stands before this one; move it behind those to pick from": (
        "ennen tätä ei ole pisteytettyä kysymystä eikä ylitystä; siirrä tämä niiden jälkeen, joista valitaan",
        "före den här finns ingen poängsatt fråga och inget extra; flytta den efter dem som man väljer bland",
    ),
    "at most %(most)s questions of the kind %(kind)s fit into a questionnaire; leave out the rest": (
        "lomakkeeseen mahtuu enintään %(most)s kysymystä, joiden laji on %(kind)s; jätä muut pois",
        "i ett formulär ryms högst %(most)s frågor av slaget %(kind)s; lämna bort resten",
    ),
    "must be a pattern, such as [A-Z]{3}-[0-9]{3}": (
        "tähän kuuluu kaava, esimerkiksi [A-Z]{3}-[0-9]{3}",
        "här ska stå ett mönster, till exempel [A-Z]{3}-[0-9]{3}",
    ),
    "holds a character that is not printed; write it as an escape, such as \\t": (
        "kaavassa on merkki, joka ei näy; kirjoita se muodossa \\t",
        "mönstret har ett tecken som inte syns; skriv det i formen \\t",
    ),
    "looks around or back, which is not read here (%(reason)s); write it without": (
        "kaava katsoo ympärilleen tai taaksepäin, mitä tässä ei lueta (%(reason)s); kirjoita se ilman",
        "mönstret ser sig omkring eller bakåt, vilket inte läses här (%(reason)s); skriv det utan",
    ),
    "is no pattern that can be read (%(reason)s); mend it": (
        "kaavaa ei voi lukea (%(reason)s); korjaa se",
        "mönstret går inte att läsa (%(reason)s); rätta det",
    ),
    "repeats a group in which something repeats, as (a+)+ does; write it without one of the two": (
        "kaava toistaa ryhmää, jossa jokin toistuu, kuten (a+)+; kirjoita se ilman toista toistoa",
        "mönstret upprepar en grupp där något upprepas, som (a+)+; skriv det utan den ena upprepningen",
    ),
    "its points (0–1) are missing": ("pisteet (0–1) puuttuvat; lisää ne", "poängen (0–1) saknas; lägg till dem"),
    # Conditions
    "must be a mapping with one key, such as {answered: question}": (
        "ehdossa on yksi avain, esimerkiksi {answered: kysymys}",
        "ett villkor har en nyckel, till exempel {answered: fråga}",
    ),
    "is more than %(most)s levels deep; make it simpler": (
        "ehdossa on yli %(most)s tasoa sisäkkäin; yksinkertaista sitä",
        "villkoret har fler än %(most)s nivåer; förenkla det",
    ),
    "must name one question by its id": (
        "tähän kuuluu yhden kysymyksen tunnus",
        "här ska stå id:t för en fråga",
    ),
    "'%(given)s' is no condition that is known here; use one of %(options)s": (
        "”%(given)s” ei ole tunnettu ehto; käytä jotakin näistä: %(options)s",
        "”%(given)s” är inget känt villkor; använd ett av: %(options)s",
    ),
    "must be a list of 1 to %(most)s conditions": (
        "tähän kuuluu luettelo, jossa on 1–%(most)s ehtoa",
        "här ska stå en lista med 1–%(most)s villkor",
    ),
    "must be a list of a question and what to compare with": (
        "tähän kuuluu kysymyksen tunnus ja se, mihin verrataan: [kysymys, arvo]",
        "här ska stå frågans id och det som den jämförs med: [fråga, värde]",
    ),
    "must compare with a list of 1 to %(most)s values": (
        "vertaa luetteloon, jossa on 1–%(most)s arvoa",
        "jämför med en lista med 1–%(most)s värden",
    ),
    "can only compare with words and numbers": (
        "voi verrata vain sanoihin ja lukuihin",
        "kan bara jämföra med ord och tal",
    ),
    "can only compare with a number": ("voi verrata vain lukuun", "kan bara jämföra med ett tal"),
    "hangs on itself; choose an earlier question": (
        "kysymys riippuu itsestään; valitse aiempi kysymys",
        "frågan hänger på sig själv; välj en tidigare fråga",
    ),
    "hangs on '%(other)s', which is no question here; choose one that is": (
        "riippuu kysymyksestä ”%(other)s”, jota ei ole; valitse olemassa oleva",
        "hänger på ”%(other)s”, som inte är någon fråga här; välj en som finns",
    ),
    "hangs on '%(other)s', which is no question here; the nearest ids are %(nearest)s": (
        "riippuu kysymyksestä ”%(other)s”, jota ei ole; lähimmät tunnukset ovat %(nearest)s",
        "hänger på ”%(other)s”, som inte är någon fråga här; de närmaste id:na är %(nearest)s",
    ),
    "hangs on '%(other)s', a question that comes later: move that one up or this one down": (
        "riippuu kysymyksestä ”%(other)s”, joka tulee myöhemmin; siirrä se ylemmäs tai tämä alemmas",
        "hänger på ”%(other)s”, en fråga som kommer senare; flytta upp den eller ner den här",
    ),
    "goes in a circle: %(circle)s; take one of these conditions away": (
        "ehdot kiertävät kehää: %(circle)s; poista jokin näistä ehdoista",
        "villkoren går i cirkel: %(circle)s; ta bort ett av dem",
    ),
    "hangs on '%(other)s', which is only asked days after the visit; choose a question of the visit": (
        "riippuu kysymyksestä ”%(other)s”, joka kysytään vasta päiviä käynnin jälkeen; valitse käynnin kysymys",
        "hänger på ”%(other)s”, som ställs först dagar efter besöket; välj en fråga som hör till besöket",
    ),
    "hangs on '%(other)s', which is due later than this one; choose one that is due no later": (
        "riippuu kysymyksestä ”%(other)s”, joka kysytään tätä myöhemmin; valitse aiemmin kysyttävä",
        "hänger på ”%(other)s”, som ställs senare än den här; välj en som ställs tidigare",
    ),
    "'%(operator)s' cannot look at '%(other)s', which is of the kind %(kind)s; use one of %(options)s": (
        "”%(operator)s” ei sovi kysymykseen ”%(other)s”, jonka laji on %(kind)s; käytä jotakin näistä: %(options)s",
        "”%(operator)s” passar inte frågan ”%(other)s”, som är av slaget %(kind)s; använd ett av: %(options)s",
    ),
    "'%(other)s' can never be '%(value)s'; it can be %(possible)s": (
        "”%(other)s” ei voi koskaan olla ”%(value)s”; se voi olla %(possible)s",
        "”%(other)s” kan aldrig vara ”%(value)s”; den kan vara %(possible)s",
    ),
    # Files
    "is no YAML: %(reason)s": ("ei ole YAMLia: %(reason)s", "är inte YAML: %(reason)s"),
    "is no JSON: %(reason)s": ("ei ole JSONia: %(reason)s", "är inte JSON: %(reason)s"),
    "is no JSON: it holds a character that cannot be stored; write it again": (
        "ei ole JSONia: mukana on merkki, jota ei voi tallentaa; kirjoita se uudelleen",
        "är inte JSON: den har ett tecken som inte kan sparas; skriv det på nytt",
    ),
    "is no YAML: it holds a character that cannot be stored; write that line again": (
        "ei ole YAMLia: mukana on merkki, jota ei voi tallentaa; kirjoita rivi uudelleen",
        "är inte YAML: den har ett tecken som inte kan sparas; skriv raden på nytt",
    ),
    "is no YAML: it holds a character that YAML does not allow; write it again": (
        "ei ole YAMLia: mukana on merkki, jota YAML ei salli; kirjoita rivi uudelleen",
        "är inte YAML: den har ett tecken som YAML inte tillåter; skriv raden på nytt",
    ),
    "is %(count)s bytes long; at most %(most)s are read: split it": (
        "tiedosto on %(count)s tavua, enintään %(most)s luetaan; jaa se",
        "filen är %(count)s byte lång, högst %(most)s läses; dela den",
    ),
    "is longer than the %(most)s bytes that are read: split it": (
        "tiedosto on pidempi kuin %(most)s tavua, jotka luetaan; jaa se",
        "filen är längre än de %(most)s byte som läses; dela den",
    ),
    "is not written in UTF-8; save it so": (
        "tiedostoa ei ole kirjoitettu UTF-8:na; tallenna se niin",
        "filen är inte skriven i UTF-8; spara den så",
    ),
    "holds more than one document; one is read: remove the others": (
        "tiedostossa on useampi kuin yksi asiakirja, yksi luetaan; poista muut",
        "filen har fler än ett dokument, ett läses; ta bort de övriga",
    ),
    "refers to *%(name)s; references are not read, write the part out": (
        "viittaa kohtaan *%(name)s; viittauksia ei lueta, kirjoita kohta auki",
        "hänvisar till *%(name)s; hänvisningar läses inte, skriv ut delen",
    ),
    "is more than %(most)s levels deep; keep it flatter": (
        "on yli %(most)s tasoa sisäkkäin; vähennä tasoja",
        "har fler än %(most)s nivåer; använd färre",
    ),
    "has the tag %(tag)s; only plain data is read, remove the tag": (
        "tässä on merkintä %(tag)s; vain pelkkä tieto luetaan, poista merkintä",
        "har märket %(tag)s; bara vanliga data läses, ta bort märket",
    ),
    "has a key that is no word; write a word before the colon": (
        "avain ei ole sana; kirjoita kaksoispisteen eteen sana",
        "nyckeln är inget ord; skriv ett ord före kolonet",
    ),
    "has the key '%(key)s' twice; keep one": (
        "avain ”%(key)s” on kahdesti; jätä yksi",
        "nyckeln ”%(key)s” finns två gånger; behåll en",
    ),
    # The shelf
    "must be the name of a question of the shelf": (
        "tähän kuuluu hyllyn kysymyksen tunnus",
        "här ska stå id:t för en fråga på hyllan",
    ),
    "the shelf has no question '%(given)s'; near it are %(near)s": (
        "hyllyssä ei ole kysymystä ”%(given)s”; lähimpiä ovat %(near)s",
        "hyllan har ingen fråga ”%(given)s”; närmast är %(near)s",
    ),
    "the shelf has no question '%(given)s'; write the question out": (
        "hyllyssä ei ole kysymystä ”%(given)s”; kirjoita kysymys auki",
        "hyllan har ingen fråga ”%(given)s”; skriv ut frågan",
    ),
    "the shelf has no touchpoint '%(given)s'; near it are %(near)s": (
        "hyllyssä ei ole kosketuspistettä ”%(given)s”; lähimpiä ovat %(near)s",
        "hyllan har ingen kontaktpunkt ”%(given)s”; närmast är %(near)s",
    ),
    "the shelf has no touchpoint '%(given)s'; write it out: {id: …, name: …}": (
        "hyllyssä ei ole kosketuspistettä ”%(given)s”; kirjoita se auki: {id: …, name: …}",
        "hyllan har ingen kontaktpunkt ”%(given)s”; skriv ut den: {id: …, name: …}",
    ),
}
WHOLE = {"fi": "lomake", "sv": "formuläret", "en": "the questionnaire"}
_COLUMNS = {"fi": 0, "sv": 1}


def tell(sentence: str, values: Mapping[str, Any], language: str) -> str:
    """The English `sentence` in `language` (English where it is not in the table), with `values` put in."""
    column, known = _COLUMNS.get(language), MISTAKES.get(sentence)
    words = sentence if column is None or known is None else known[column]
    return words % values if values else words


def shown(given: object) -> str:
    """What was given, as a message can quote it: short, storable, whatever it is."""
    if not isinstance(given, str | int | float | None) or (isinstance(given, int) and abs(given) >= 10**LONGEST_SHOWN):
        return type(given).__name__
    text = str(given)
    text = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "".join("�" if unstorable(sign) or clean(sign) != sign else sign for sign in text)
