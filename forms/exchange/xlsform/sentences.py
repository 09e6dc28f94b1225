"""What is said about workbooks, in fi, sv and en: why one is refused, and what of one was not kept and what to do."""

from __future__ import annotations

Words = dict[str, str]

REFUSALS: dict[str, Words] = {
    "too_big": {
        "fi": "Tiedosto on liian suuri: enintään %(most)s Mt luetaan. Poista kuvat ja turhat taulukot.",
        "sv": "Filen är för stor: högst %(most)s MB läses. Ta bort bilder och onödiga blad.",
        "en": "The file is too big: at most %(most)s MB are read. Take out pictures and sheets that are not needed.",
    },
    "no_workbook": {
        "fi": "Tämä ei ole .xlsx-työkirja. Avaa lomake taulukkolaskennassa ja tallenna se .xlsx-muodossa.",
        "sv": "Det här är ingen .xlsx-arbetsbok. Öppna formuläret i ett kalkylprogram och spara det som .xlsx.",
        "en": "This is no .xlsx workbook. Open the form in a spreadsheet program and save it as .xlsx.",
    },
    "old_format": {
        "fi": "Työkirja on vanhaa .xls-muotoa tai salasanan takana. Tallenna se ilman salasanaa .xlsx-muodossa.",
        "sv": "Arbetsboken är i det gamla formatet .xls eller låst med lösenord. Spara den utan lösenord som .xlsx.",
        "en": "The workbook is of the old .xls format or locked with a password. Save it without one as .xlsx.",
    },
    "macros": {
        "fi": "Työkirjassa on makroja. Tallenna se .xlsx-muodossa, joka ei pidä niitä.",
        "sv": "Arbetsboken innehåller makron. Spara den som .xlsx, som inte behåller dem.",
        "en": "The workbook holds macros. Save it as .xlsx, which keeps none.",
    },
    "links": {
        "fi": "Työkirja viittaa toisiin tiedostoihin. Katkaise linkit ja tallenna se uudelleen.",
        "sv": "Arbetsboken hänvisar till andra filer. Bryt länkarna och spara den på nytt.",
        "en": "The workbook refers to other files. Break the links and save it again.",
    },
    "locked": {
        "fi": "Työkirja on salattu. Tallenna se ilman salasanaa.",
        "sv": "Arbetsboken är krypterad. Spara den utan lösenord.",
        "en": "The workbook is encrypted. Save it without a password.",
    },
    "broken": {
        "fi": "Työkirja on rikki tai vajaa. Avaa se taulukkolaskennassa, tallenna uudelleen ja valitse se taas.",
        "sv": "Arbetsboken är trasig eller ofullständig. Öppna den i ett kalkylprogram och spara den på nytt.",
        "en": "The workbook is broken or incomplete. Open it in a spreadsheet program and save it again.",
    },
    "bomb": {
        "fi": "Työkirja paisuisi purettaessa yli %(most)s Mt:n. Kopioi kysymykset uuteen työkirjaan.",
        "sv": "Arbetsboken skulle växa över %(most)s MB när den packas upp. Kopiera frågorna till en ny arbetsbok.",
        "en": "The workbook would grow beyond %(most)s MB when unpacked. Copy the questions into a new workbook.",
    },
    "entities": {
        "fi": "Työkirjan XML määrittelee omia viittauksia, joita ei lueta. Tallenna se taulukkolaskennassa uudelleen.",
        "sv": "Arbetsbokens XML definierar egna hänvisningar, som inte läses. Spara den på nytt i ett kalkylprogram.",
        "en": "The workbook's XML declares entities of its own, which are not read. Save it again in a spreadsheet.",
    },
    "strays": {
        "fi": "Työkirjan osa %(part)s osoittaa ulos tiedostosta. Tallenna työkirja taulukkolaskennassa uudelleen.",
        "sv": "Arbetsbokens del %(part)s pekar ut ur filen. Spara arbetsboken på nytt i ett kalkylprogram.",
        "en": "The workbook's part %(part)s points out of the file. Save the workbook anew in a spreadsheet program.",
    },
    "too_many_cells": {
        "fi": "Työkirjassa on enemmän kuin %(most)s solua tai hyvin pitkiä tekstejä. Poista ylimääräinen.",
        "sv": "Arbetsboken har fler än %(most)s celler eller mycket långa texter. Ta bort det överflödiga.",
        "en": "The workbook has more than %(most)s cells, or very long texts. Take out what is no part of the form.",
    },
    "bad_cell": {
        "fi": "Solussa %(column)s on merkki, jota ei voi tallentaa, tai yli %(most)s merkkiä. Kirjoita se uudelleen.",
        "sv": "Cellen %(column)s har ett tecken som inte kan sparas eller över %(most)s tecken. Skriv den på nytt.",
        "en": "The cell %(column)s holds a character that cannot be stored, or over %(most)s of them. Write it again.",
    },
    "double_column": {
        "fi": "Otsikko ”%(heading)s” on kahdella sarakkeella. Jätä yksi.",
        "sv": "Rubriken ”%(heading)s” står över två kolumner. Behåll en.",
        "en": "Two columns have the heading “%(heading)s”. Keep one.",
    },
    "no_survey": {
        "fi": "Työkirjassa ei ole taulukkoa survey, jossa olisi kysymyksiä sarakkeessa type. Nimeä taulukko ja sarake.",
        "sv": "Arbetsboken har inget blad survey med frågor i kolumnen type. Namnge bladet och kolumnen.",
        "en": "The workbook has no sheet survey with questions in a column type. Name the sheet and the column.",
    },
    "no_questions": {
        "fi": "Yhtään kysymystä ei voitu lukea: kaikki rivit ovat lajia, jota ei kysytä. Lisää kysymys.",
        "sv": "Ingen fråga kunde läsas: alla rader är av ett slag som inte ställs. Lägg till en fråga.",
        "en": "No question could be read: all rows are of types that are not asked. Add a question.",
    },
    "outside": {
        "fi": "Laji ”%(type)s” hakee vaihtoehdot toisesta tiedostosta. Kirjoita ne taulukkoon choices.",
        "sv": "Slaget ”%(type)s” hämtar alternativen ur en annan fil. Skriv dem i bladet choices.",
        "en": "The type “%(type)s” takes its choices from another file. Write them into the sheet choices.",
    },
    "too_many": {
        "fi": "Lomakkeessa on %(count)s kysymystä; enintään %(most)s luetaan. Jaa se kahdeksi.",
        "sv": "Formuläret har %(count)s frågor; högst %(most)s läses. Dela det i två.",
        "en": "The form has %(count)s questions; at most %(most)s are read. Split it in two.",
    },
    "same_name": {
        "fi": "Nimi ”%(name)s” on jo rivillä %(other)s. Anna toiselle oma nimi.",
        "sv": "Namnet ”%(name)s” finns redan på rad %(other)s. Ge den ena ett eget namn.",
        "en": "The name “%(name)s” stands in row %(other)s already. Give one of them a name of its own.",
    },
    "bad_name": {
        "fi": "”%(name)s” ei kelpaa nimeksi: aloita kirjaimella, käytä kirjaimia, numeroita ja alaviivoja.",
        "sv": "”%(name)s” duger inte som namn: börja med en bokstav, använd bokstäver, siffror och understreck.",
        "en": "“%(name)s” is no name: begin with a letter, use letters, digits and underscores.",
    },
    "too_deep": {
        "fi": "Lausekkeessa ”%(text)s” on yli 50 sisäkkäistä sulkuparia. Yksinkertaista sitä.",
        "sv": "Uttrycket ”%(text)s” har över 50 parenteser i varandra. Förenkla det.",
        "en": "The expression “%(text)s” has more than 50 brackets within each other. Make it simpler.",
    },
    "malformed": {
        "fi": "Sarakkeessa %(column)s oleva ”%(text)s” ei ole lauseke. Tarkista sulut, lainausmerkit ja merkit.",
        "sv": "”%(text)s” i kolumnen %(column)s är inget uttryck. Kontrollera parenteser, citattecken och tecken.",
        "en": "“%(text)s” in the column %(column)s is no expression. Look at its brackets, quotes and signs.",
    },
    "circle": {
        "fi": "Ehdot kulkevat kehää: %(way)s. Poista yksi niistä.",
        "sv": "Villkoren går i cirkel: %(way)s. Ta bort ett av dem.",
        "en": "The conditions go in a circle: %(way)s. Take one of them away.",
    },
    "parser": {
        "fi": "XLSForm-lukija ei hyväksy työkirjaa. Se sanoo englanniksi: %(said)s",
        "sv": "XLSForm-läsaren godtar inte arbetsboken. Den säger på engelska: %(said)s",
        "en": "The XLSForm parser does not take the workbook. It says: %(said)s",
    },
}

_ASK_ANEW = {
    "fi": "Lisää se editorissa, jos tarvitset sitä.",
    "sv": "Lägg till det i redigeraren om du behöver det.",
    "en": "Add it in the editor if you need it.",
}
_NOTHING = {"fi": "Mitään ei tarvitse tehdä.", "sv": "Inget behöver göras.", "en": "There is nothing to do."}
_LOOK = {"fi": "Katso, sopiiko se.", "sv": "Se om det passar.", "en": "See whether it suits."}
_TRANSLATE = {"fi": "Käännä se editorissa.", "sv": "Översätt det i redigeraren.", "en": "Translate it in the editor."}
_WORD = {
    "fi": "Kirjoita sanat editorissa.",
    "sv": "Skriv orden i redigeraren.",
    "en": "Write the words in the editor.",
}
_CONDITION = {
    "fi": "Kysymys kysytään aina. Tee ehto editorissa.",
    "sv": "Frågan ställs alltid. Gör villkoret i redigeraren.",
    "en": "The question is always asked. Make the condition in the editor.",
}

NOTICES: dict[str, tuple[Words, Words]] = {
    "sheet": (
        {
            "fi": "Taulukkoa ei luettu (%(count)s solua).",
            "sv": "Bladet lästes inte (%(count)s celler).",
            "en": "The sheet was not read (%(count)s cells).",
        },
        _NOTHING,
    ),
    "no_heading": (
        {
            "fi": "Solulla ”%(text)s” ei ole otsikkoa rivillä 1, joten sitä ei luettu.",
            "sv": "Cellen ”%(text)s” har ingen rubrik på rad 1, så den lästes inte.",
            "en": "The cell “%(text)s” has no heading in row 1, so it was not read.",
        },
        {"fi": "Kirjoita otsikko.", "sv": "Skriv en rubrik.", "en": "Write a heading."},
    ),
    "column": (
        {
            "fi": "Sarake ”%(heading)s” ei merkitse täällä mitään: ”%(text)s” jäi pois.",
            "sv": "Kolumnen ”%(heading)s” betyder ingenting här: ”%(text)s” lämnades bort.",
            "en": "The column “%(heading)s” means nothing here: “%(text)s” was left out.",
        },
        _NOTHING,
    ),
    "setting": (
        {
            "fi": "Asetusta ”%(heading)s” ei käytetä täällä.",
            "sv": "Inställningen ”%(heading)s” används inte här.",
            "en": "The setting “%(heading)s” is not used here.",
        },
        _NOTHING,
    ),
    "computed": (
        {
            "fi": "Solussa on laskukaava; sen viimeinen arvo ”%(text)s” otettiin.",
            "sv": "Cellen innehåller en formel; dess senaste värde ”%(text)s” togs.",
            "en": "The cell holds a formula; its last value “%(text)s” was taken.",
        },
        _LOOK,
    ),
    "computed_empty": (
        {
            "fi": "Solussa on laskukaava, jolla ei ole arvoa; se jäi pois.",
            "sv": "Cellen innehåller en formel utan värde; den lämnades bort.",
            "en": "The cell holds a formula without a value; it was left out.",
        },
        {"fi": "Kirjoita arvo.", "sv": "Skriv värdet.", "en": "Write the value."},
    ),
    "faulty": (
        {
            "fi": "Solussa on laskentavirhe ”%(text)s”.",
            "sv": "Cellen innehåller räknefelet ”%(text)s”.",
            "en": "The cell holds the calculation error “%(text)s”.",
        },
        {"fi": "Kirjoita arvo.", "sv": "Skriv värdet.", "en": "Write the value."},
    ),
    "language_unnamed": (
        {
            "fi": "Sarake ei nimeä kieltään; se otettiin kielenä %(language)s.",
            "sv": "Kolumnen nämner inte sitt språk; den togs som %(language)s.",
            "en": "The column does not name its language; it was taken as %(language)s.",
        },
        {
            "fi": "Kirjoita otsikoksi label::Suomi (fi), label::Svenska (sv) tai label::English (en).",
            "sv": "Skriv rubriken label::Suomi (fi), label::Svenska (sv) eller label::English (en).",
            "en": "Write the heading label::Suomi (fi), label::Svenska (sv) or label::English (en).",
        },
    ),
    "language_unknown": (
        {
            "fi": "Kieltä ”%(language)s” ei ole täällä, tai se on jo toisessa sarakkeessa; sen sanat jäivät pois.",
            "sv": "Språket ”%(language)s” finns inte här, eller står redan i en annan kolumn; dess ord lämnades bort.",
            "en": "The language “%(language)s” is not used here, or has a column already; its words were left out.",
        },
        _NOTHING,
    ),
    "language_missing": (
        {
            "fi": "%(heading)s puuttuu kielillä %(languages)s; toisen kielen sanat otettiin.",
            "sv": "%(heading)s saknas på språken %(languages)s; ett annat språks ord togs.",
            "en": "%(heading)s is missing in %(languages)s; the words of another language were taken.",
        },
        _TRANSLATE,
    ),
    "words_unused": (
        {
            "fi": "Sanoille ”%(text)s” ei ole paikkaa; ne jäivät pois.",
            "sv": "För orden ”%(text)s” finns ingen plats; de lämnades bort.",
            "en": "There is no place for the words “%(text)s”; they were left out.",
        },
        _ASK_ANEW,
    ),
    "no_label": (
        {
            "fi": "Rivillä ei ole sanoja; nimi ”%(name)s” otettiin niiksi.",
            "sv": "Raden har inga ord; namnet ”%(name)s” togs i stället.",
            "en": "The row has no words; the name “%(name)s” was taken for them.",
        },
        _WORD,
    ),
    "too_long": (
        {
            "fi": "Teksti on yli %(most)s merkkiä pitkä; loppu jäi pois.",
            "sv": "Texten är över %(most)s tecken lång; slutet lämnades bort.",
            "en": "The text is over %(most)s characters long; its end was left out.",
        },
        {"fi": "Lyhennä sitä.", "sv": "Korta den.", "en": "Shorten it."},
    ),
    "reference": (
        {
            "fi": "Vastausta ${%(name)s} ei panna tekstiin; se jäi kirjaimellisesti.",
            "sv": "Svaret ${%(name)s} sätts inte in i texten; det står kvar ordagrant.",
            "en": "The answer ${%(name)s} is not put into the text; it stands there literally.",
        },
        {"fi": "Kirjoita lause ilman sitä.", "sv": "Skriv meningen utan det.", "en": "Write the sentence without it."},
    ),
    "name": (
        {
            "fi": "Nimi ”%(text)s” ei kelpaa tunnukseksi; siitä tuli ”%(id)s”.",
            "sv": "Namnet ”%(text)s” duger inte som id; det blev ”%(id)s”.",
            "en": "The name “%(text)s” is no id here; it became “%(id)s”.",
        },
        _NOTHING,
    ),
    "section_name": (
        {
            "fi": "Ryhmän nimi ”%(text)s” ei kelpaa tunnukseksi; siitä tuli ”%(id)s”.",
            "sv": "Gruppens namn ”%(text)s” duger inte som id; det blev ”%(id)s”.",
            "en": "The group's name “%(text)s” is no id here; it became “%(id)s”.",
        },
        _NOTHING,
    ),
    "choice_name": (
        {
            "fi": "Vaihtoehdon nimi ”%(text)s” ei kelpaa tunnukseksi; siitä tuli ”%(id)s”.",
            "sv": "Alternativets namn ”%(text)s” duger inte som id; det blev ”%(id)s”.",
            "en": "The choice's name “%(text)s” is no id here; it became “%(id)s”.",
        },
        _NOTHING,
    ),
    "code": (
        {
            "fi": "Lomakkeen tunnus ”%(text)s” ei kelpaa; siitä tuli ”%(code)s”.",
            "sv": "Formulärets id ”%(text)s” duger inte; det blev ”%(code)s”.",
            "en": "The form's id “%(text)s” does not fit; it became “%(code)s”.",
        },
        _NOTHING,
    ),
    "code_missing": (
        {
            "fi": "Lomakkeella ei ole tunnusta (form_id); siitä tuli ”%(code)s”.",
            "sv": "Formuläret har inget id (form_id); det blev ”%(code)s”.",
            "en": "The form has no id (form_id); it became “%(code)s”.",
        },
        {
            "fi": "Anna sille tunnus, jotta seuraava painos löytää paikkansa.",
            "sv": "Ge det ett id så att nästa utgåva hittar rätt.",
            "en": "Give it one, so that the next edition finds its place.",
        },
    ),
    "type": (
        {
            "fi": "Lajia ”%(type)s” ei ole täällä; kysymys ”%(name)s” jäi pois.",
            "sv": "Slaget ”%(type)s” finns inte här; frågan ”%(name)s” lämnades bort.",
            "en": "There is no type “%(type)s” here; the question “%(name)s” was left out.",
        },
        _ASK_ANEW,
    ),
    "calculate": (
        {
            "fi": "Laskentaa ”%(name)s” ei tehdä täällä; se jäi pois.",
            "sv": "Beräkningen ”%(name)s” görs inte här; den lämnades bort.",
            "en": "The calculation “%(name)s” is not made here; it was left out.",
        },
        {
            "fi": "Pisteet lasketaan painoista, muu raportissa.",
            "sv": "Poängen räknas ur vikterna, annat i rapporten.",
            "en": "Scores come from weights, all else from the report.",
        },
    ),
    "hidden": (
        {
            "fi": "Piilotettu kenttä ”%(name)s” jäi pois.",
            "sv": "Det dolda fältet ”%(name)s” lämnades bort.",
            "en": "The hidden field “%(name)s” was left out.",
        },
        _NOTHING,
    ),
    "place_type": (
        {
            "fi": "Paikkoja ei tallenneta; ”%(name)s” jäi pois.",
            "sv": "Platser sparas inte; ”%(name)s” lämnades bort.",
            "en": "Places are not recorded; “%(name)s” was left out.",
        },
        _NOTHING,
    ),
    "recording": (
        {
            "fi": "Ääntä, videota ja tiedostoja ei oteta; ”%(name)s” jäi pois.",
            "sv": "Ljud, video och filer tas inte emot; ”%(name)s” lämnades bort.",
            "en": "Sound, video and files are not taken; “%(name)s” was left out.",
        },
        {
            "fi": "Kysy sanoin tai valokuvalla.",
            "sv": "Fråga i ord eller med foto.",
            "en": "Ask for words or a photo instead.",
        },
    ),
    "by_itself": (
        {
            "fi": "Tietoa ”%(type)s” ei kerätä tai se tallentuu itsestään.",
            "sv": "Uppgiften ”%(type)s” samlas inte in eller sparas av sig själv.",
            "en": "“%(type)s” is not collected, or is kept by itself.",
        },
        _NOTHING,
    ),
    "repeat": (
        {
            "fi": "Toistuva ryhmä ”%(name)s” kysytään kerran.",
            "sv": "Den upprepade gruppen ”%(name)s” ställs en gång.",
            "en": "The repeated group “%(name)s” is asked once.",
        },
        {
            "fi": "Monta kertaa samaa kysyy laji sittings.",
            "sv": "Samma sak många gånger frågas med slaget sittings.",
            "en": "The kind sittings asks the same many times.",
        },
    ),
    "repeat_count": (
        {
            "fi": "Toistojen määrä ”%(text)s” jäi pois.",
            "sv": "Antalet upprepningar ”%(text)s” lämnades bort.",
            "en": "The number of repeats “%(text)s” was left out.",
        },
        _NOTHING,
    ),
    "nested": (
        {
            "fi": "Ryhmä ”%(name)s” toisen sisällä on nyt oma osansa.",
            "sv": "Gruppen ”%(name)s” inuti en annan är nu en egen del.",
            "en": "The group “%(name)s” within another is now a section of its own.",
        },
        _LOOK,
    ),
    "sections_joined": (
        {
            "fi": "Osia on yli %(most)s; tästä alkaen kysymykset ovat viimeisessä.",
            "sv": "Delarna är fler än %(most)s; härifrån står frågorna i den sista.",
            "en": "There are more than %(most)s sections; from here on the questions stand in the last.",
        },
        {"fi": "Yhdistä ryhmiä.", "sv": "Slå ihop grupper.", "en": "Join groups."},
    ),
    "empty_group": (
        {
            "fi": "Ryhmässä ”%(name)s” ei ole kysymyksiä; se jäi pois.",
            "sv": "Gruppen ”%(name)s” har inga frågor; den lämnades bort.",
            "en": "The group “%(name)s” has no questions; it was left out.",
        },
        _NOTHING,
    ),
    "note_alone": (
        {
            "fi": "Huomautuksen jälkeen ei tule kysymystä, jonka ohjeeksi se mahtuisi; se jäi pois.",
            "sv": "Efter anmärkningen kommer ingen fråga vars hjälp den ryms i; den lämnades bort.",
            "en": "No question follows the note whose help it would fit into; it was left out.",
        },
        _ASK_ANEW,
    ),
    "kind_differs": (
        {
            "fi": "detalji::kind sanoo ”%(text)s”, mutta laji on %(type)s; laji ratkaisi.",
            "sv": "detalji::kind säger ”%(text)s” men typen är %(type)s; typen avgjorde.",
            "en": "detalji::kind says “%(text)s”, but the type is %(type)s; the type decided.",
        },
        _LOOK,
    ),
    "nearest": (
        {
            "fi": "Lajia ”%(text)s” ei ole täällä; lähin on %(kind)s.",
            "sv": "Slaget ”%(text)s” finns inte här; det närmaste är %(kind)s.",
            "en": "There is no type “%(text)s” here; the nearest is %(kind)s.",
        },
        _LOOK,
    ),
    "day_or_time": (
        {
            "fi": "Päivä tai aika kysytään tekstinä, jolla on määrätty muoto.",
            "sv": "Dag eller tid frågas som text i en bestämd form.",
            "en": "A day or time is asked as text of a given form.",
        },
        _LOOK,
    ),
    "decimal": (
        {
            "fi": "Desimaaliluku kysytään rahasummana (EUR).",
            "sv": "Decimaltalet frågas som en summa pengar (EUR).",
            "en": "The decimal number is asked as an amount of money (EUR).",
        },
        {
            "fi": "Jos se on lukumäärä, valitse laji number.",
            "sv": "Är det ett antal, välj slaget number.",
            "en": "If it is a count, choose the kind number.",
        },
    ),
    "scale_words": (
        {
            "fi": "Asteikon askelilla ei ole sanoja; numerot ovat niiden paikalla.",
            "sv": "Skalans steg saknar ord; siffrorna står i deras ställe.",
            "en": "The steps of the scale have no words; the numbers stand in their place.",
        },
        _WORD,
    ),
    "range_steps": (
        {
            "fi": "Askel ei ole 1; kysytään kokonaislukua samalta väliltä.",
            "sv": "Steget är inte 1; ett heltal i samma intervall frågas.",
            "en": "The step is not 1; a whole number of the same range is asked.",
        },
        _LOOK,
    ),
    "many_choices": (
        {
            "fi": "Vaihtoehtoja on %(count)s, ja enintään %(most)s mahtuu; kysytään tekstinä.",
            "sv": "Alternativen är %(count)s och högst %(most)s ryms; frågan ställs som text.",
            "en": "There are %(count)s choices and at most %(most)s fit; it is asked as text.",
        },
        {"fi": "Ryhmittele vaihtoehdot.", "sv": "Gruppera alternativen.", "en": "Put the choices into groups."},
    ),
    "list_given_up": (
        {
            "fi": "Liian pitkän listan ”%(list)s” vaihtoehto jäi pois.",
            "sv": "Ett alternativ i den för långa listan ”%(list)s” lämnades bort.",
            "en": "A choice of the list “%(list)s”, which is too long, was left out.",
        },
        _NOTHING,
    ),
    "list_unused": (
        {
            "fi": "Mikään kysymys ei käytä listaa ”%(list)s”.",
            "sv": "Ingen fråga använder listan ”%(list)s”.",
            "en": "No question uses the list “%(list)s”.",
        },
        _NOTHING,
    ),
    "no_list": (
        {
            "fi": "Vaihtoehtoja ei ole taulukossa choices; kysytään tekstinä.",
            "sv": "Alternativen finns inte i bladet choices; frågan ställs som text.",
            "en": "The choices are not in the sheet choices; it is asked as text.",
        },
        _LOOK,
    ),
    "or_other": (
        {
            "fi": "Vaihtoehto ”Muu” on mukana, mutta tekstiä siihen ei kysytä.",
            "sv": "Alternativet ”Annat” är med, men ingen text till det frågas.",
            "en": "The choice “Other” is there, but no text is asked with it.",
        },
        {
            "fi": "Lisää tekstikysymys, jonka ehto on tämä vaihtoehto.",
            "sv": "Lägg till en textfråga med det här alternativet som villkor.",
            "en": "Add a text question with this choice as its condition.",
        },
    ),
    "one_choice": (
        {
            "fi": "Listassa on vain ”%(choice)s”; kysytään kyllä tai ei.",
            "sv": "Listan har bara ”%(choice)s”; frågan ställs som ja eller nej.",
            "en": "The list holds only “%(choice)s”; it is asked as yes or no.",
        },
        _LOOK,
    ),
    "points_scaled": (
        {
            "fi": "Listan ”%(list)s” pisteet jaettiin suurimmalla (%(most)s), jotta ne ovat 0–1.",
            "sv": "Poängen i listan ”%(list)s” delades med den största (%(most)s) för att bli 0–1.",
            "en": "The points of the list “%(list)s” were divided by the largest (%(most)s), to be 0–1.",
        },
        _LOOK,
    ),
    "points_unused": (
        {
            "fi": "Tämän lajin vaihtoehdoilla ei ole pisteitä; listan ”%(list)s” pisteet jäivät pois.",
            "sv": "Alternativen i det här slaget har inga poäng; poängen i listan ”%(list)s” lämnades bort.",
            "en": "The choices of this kind have no points; those of the list “%(list)s” were left out.",
        },
        _LOOK,
    ),
    "points_missing": (
        {
            "fi": "Vaihtoehdolla ”%(choice)s” ei ole pisteitä; siitä tuli 0.",
            "sv": "Alternativet ”%(choice)s” saknar poäng; det blev 0.",
            "en": "The choice “%(choice)s” has no points; it became 0.",
        },
        _LOOK,
    ),
    "no_number": (
        {
            "fi": "”%(text)s” ei ole luku, joka kelpaa tähän; se jäi pois.",
            "sv": "”%(text)s” är inget tal som duger här; det lämnades bort.",
            "en": "“%(text)s” is no number that fits here; it was left out.",
        },
        {"fi": "Kirjoita luku väliltä 0–1.", "sv": "Skriv ett tal från 0 till 1.", "en": "Write a number from 0 to 1."},
    ),
    "not_scorable": (
        {
            "fi": "Tämän lajin kysymystä ei voi pisteyttää näin: ”%(text)s” jäi pois.",
            "sv": "En fråga av det här slaget kan inte poängsättas så: ”%(text)s” lämnades bort.",
            "en": "A question of this kind cannot be scored like this: “%(text)s” was left out.",
        },
        _LOOK,
    ),
    "level_missing": (
        {
            "fi": "Pisteytetyllä kysymyksellä ei ole arvoa %(key)s; siitä tuli %(usual)s.",
            "sv": "Den poängsatta frågan saknar %(key)s; det blev %(usual)s.",
            "en": "The scored question has no %(key)s; it became %(usual)s.",
        },
        _LOOK,
    ),
    "required_sometimes": (
        {
            "fi": "Vastaus vaaditaan aina, ei vain kun ”%(text)s”.",
            "sv": "Svaret krävs alltid, inte bara när ”%(text)s”.",
            "en": "The answer is always required, not only when “%(text)s”.",
        },
        _LOOK,
    ),
    "condition": (
        {
            "fi": "Ehtoa ”%(text)s” ei voi sanoa täällä.",
            "sv": "Villkoret ”%(text)s” kan inte sägas här.",
            "en": "The condition “%(text)s” cannot be said here.",
        },
        _CONDITION,
    ),
    "condition_fails": (
        {
            "fi": "Ehto ”%(text)s” ei pidä: %(why)s.",
            "sv": "Villkoret ”%(text)s” håller inte: %(why)s.",
            "en": "The condition “%(text)s” does not hold up: %(why)s.",
        },
        _CONDITION,
    ),
    "own_condition": (
        {
            "fi": "detalji::when sanoo muuta kuin relevant; relevant ratkaisi.",
            "sv": "detalji::when säger annat än relevant; relevant avgjorde.",
            "en": "detalji::when says something else than relevant; relevant decided.",
        },
        _LOOK,
    ),
    "constraint": (
        {
            "fi": "Rajoitusta ”%(text)s” ei tarkisteta täällä.",
            "sv": "Begränsningen ”%(text)s” kontrolleras inte här.",
            "en": "The constraint “%(text)s” is not checked here.",
        },
        {"fi": "Sano se ohjeessa.", "sv": "Säg det i hjälpen.", "en": "Say it in the help."},
    ),
    "pattern": (
        {
            "fi": "Kaavaa ”%(text)s” ei voi käyttää: %(why)s.",
            "sv": "Mönstret ”%(text)s” kan inte användas: %(why)s.",
            "en": "The pattern “%(text)s” cannot be used: %(why)s.",
        },
        {"fi": "Kirjoita se yksinkertaisemmin.", "sv": "Skriv det enklare.", "en": "Write it more simply."},
    ),
    "message": (
        {
            "fi": "Oma ilmoitus ”%(text)s” jäi pois; virheet kerrotaan täällä omin sanoin.",
            "sv": "Det egna meddelandet ”%(text)s” lämnades bort; fel förklaras här med egna ord.",
            "en": "The message “%(text)s” was left out; mistakes are told here in words of our own.",
        },
        _NOTHING,
    ),
    "appearance": (
        {
            "fi": "Ulkoasua ”%(text)s” ei ole täällä.",
            "sv": "Utseendet ”%(text)s” finns inte här.",
            "en": "There is no appearance “%(text)s” here.",
        },
        _NOTHING,
    ),
    "parameters": (
        {
            "fi": "Asetusta ”%(text)s” ei ole täällä.",
            "sv": "Inställningen ”%(text)s” finns inte här.",
            "en": "There is no setting “%(text)s” here.",
        },
        _NOTHING,
    ),
    "default": (
        {
            "fi": "Valmista vastausta ”%(text)s” ei anneta: kysymys alkaa tyhjänä.",
            "sv": "Det färdiga svaret ”%(text)s” ges inte: frågan börjar tom.",
            "en": "The default answer “%(text)s” is not given: the question begins empty.",
        },
        _NOTHING,
    ),
    "calculation": (
        {
            "fi": "Laskukaavaa ”%(text)s” ei lasketa täällä.",
            "sv": "Formeln ”%(text)s” räknas inte här.",
            "en": "The calculation “%(text)s” is not made here.",
        },
        _NOTHING,
    ),
    "read_only": (
        {
            "fi": "Kysymykseen voi vastata; vain luettavaksi sitä ei voi tehdä.",
            "sv": "Frågan kan besvaras; den kan inte göras skrivskyddad.",
            "en": "The question can be answered; it cannot be made read-only.",
        },
        _LOOK,
    ),
    "filter": (
        {
            "fi": "Vaihtoehtoja ei suodateta (”%(text)s”); kaikki näytetään.",
            "sv": "Alternativen filtreras inte (”%(text)s”); alla visas.",
            "en": "The choices are not filtered (“%(text)s”); all are shown.",
        },
        {
            "fi": "Tee kysymyksestä useita, kukin ehdollaan.",
            "sv": "Dela frågan i flera, var och en med sitt villkor.",
            "en": "Make several questions of it, each with its condition.",
        },
    ),
    "trigger": (
        {
            "fi": "Laukaisin ”%(text)s” jäi pois.",
            "sv": "Utlösaren ”%(text)s” lämnades bort.",
            "en": "The trigger “%(text)s” was left out.",
        },
        _NOTHING,
    ),
    "guidance": (
        {
            "fi": "Ohje haastattelijalle jäi pois: ”%(text)s”.",
            "sv": "Vägledningen för intervjuaren lämnades bort: ”%(text)s”.",
            "en": "The guidance for the interviewer was left out: “%(text)s”.",
        },
        {"fi": "Siirrä se ohjeeseen (hint).", "sv": "Flytta den till hjälpen (hint).", "en": "Move it to the hint."},
    ),
    "media": (
        {
            "fi": "Kysymykseen ei liitetä tiedostoa ”%(text)s”.",
            "sv": "Filen ”%(text)s” bifogas inte frågan.",
            "en": "The file “%(text)s” is not shown with the question.",
        },
        _NOTHING,
    ),
}
