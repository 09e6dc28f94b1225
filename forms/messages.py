"""WTForms' own messages in fi, sv and en, saying what to do. WTForms' catalogues are wrong here and there."""

from __future__ import annotations

from functools import cache

MESSAGES: dict[str, dict[str, str]] = {
    "This field is required.": {
        "fi": "Täytä tämä kohta.",
        "sv": "Fyll i det här fältet.",
        "en": "Fill this in.",
    },
    "Not a valid choice.": {
        "fi": "Valitse yksi annetuista vaihtoehdoista.",
        "sv": "Välj ett av alternativen.",
        "en": "Choose one of the options given.",
    },
    "Invalid Choice: could not coerce.": {
        "fi": "Valitse yksi annetuista vaihtoehdoista.",
        "sv": "Välj ett av alternativen.",
        "en": "Choose one of the options given.",
    },
    "Invalid choice(s): one or more data inputs could not be coerced.": {
        "fi": "Valitse vain annetuista vaihtoehdoista.",
        "sv": "Välj bara bland alternativen.",
        "en": "Choose only from the options given.",
    },
    "'%(value)s' is not a valid choice for this field.": {
        "fi": "”%(value)s” ei ole vaihtoehtojen joukossa. Valitse niistä.",
        "sv": "”%(value)s” finns inte bland alternativen. Välj bland dem.",
        "en": "“%(value)s” is not among the options. Choose from them.",
    },
    "'%(value)s' are not valid choices for this field.": {
        "fi": "”%(value)s” eivät ole vaihtoehtojen joukossa. Valitse niistä.",
        "sv": "”%(value)s” finns inte bland alternativen. Välj bland dem.",
        "en": "“%(value)s” are not among the options. Choose from them.",
    },
    "Not a valid integer value.": {
        "fi": "Kirjoita kokonaisluku numeroin, esimerkiksi 3.",
        "sv": "Skriv ett heltal med siffror, till exempel 3.",
        "en": "Write a whole number in digits, for example 3.",
    },
    "Not a valid decimal value.": {
        "fi": "Kirjoita luku numeroin, esimerkiksi 12,50.",
        "sv": "Skriv talet med siffror, till exempel 12,50.",
        "en": "Write the number in digits, for example 12.50.",
    },
    "Not a valid float value.": {
        "fi": "Kirjoita luku numeroin, esimerkiksi 12,5.",
        "sv": "Skriv talet med siffror, till exempel 12,5.",
        "en": "Write the number in digits, for example 12.5.",
    },
    "Not a valid date value.": {
        "fi": "Valitse päivä, joka on kalenterissa.",
        "sv": "Välj en dag som finns i kalendern.",
        "en": "Choose a day that is in the calendar.",
    },
    "Not a valid datetime value.": {
        "fi": "Valitse päivä ja kellonaika.",
        "sv": "Välj dag och klockslag.",
        "en": "Choose a day and a time.",
    },
    "Not a valid time value.": {
        "fi": "Kirjoita kellonaika muodossa 13:45.",
        "sv": "Skriv klockslaget som 13:45.",
        "en": "Write the time as 13:45.",
    },
    "Number must be at least %(min)s.": {
        "fi": "Anna luku, joka on vähintään %(min)s.",
        "sv": "Ange ett tal som är minst %(min)s.",
        "en": "Give a number of at least %(min)s.",
    },
    "Number must be at most %(max)s.": {
        "fi": "Anna luku, joka on enintään %(max)s.",
        "sv": "Ange ett tal som är högst %(max)s.",
        "en": "Give a number of at most %(max)s.",
    },
    "Number must be between %(min)s and %(max)s.": {
        "fi": "Anna luku väliltä %(min)s–%(max)s.",
        "sv": "Ange ett tal mellan %(min)s och %(max)s.",
        "en": "Give a number from %(min)s to %(max)s.",
    },
    "Field must be at least %(min)d character long.": {
        "fi": "Kirjoita vähintään %(min)d merkki.",
        "sv": "Skriv minst %(min)d tecken.",
        "en": "Write at least %(min)d character.",
    },
    "Field must be at least %(min)d characters long.": {
        "fi": "Kirjoita vähintään %(min)d merkkiä.",
        "sv": "Skriv minst %(min)d tecken.",
        "en": "Write at least %(min)d characters.",
    },
    "Field cannot be longer than %(max)d character.": {
        "fi": "Lyhennä: enintään %(max)d merkki mahtuu.",
        "sv": "Korta: högst %(max)d tecken får plats.",
        "en": "Shorten this: at most %(max)d character fits.",
    },
    "Field cannot be longer than %(max)d characters.": {
        "fi": "Lyhennä: enintään %(max)d merkkiä mahtuu.",
        "sv": "Korta: högst %(max)d tecken får plats.",
        "en": "Shorten this: at most %(max)d characters fit.",
    },
    "Field must be exactly %(max)d character long.": {
        "fi": "Kirjoita tasan %(max)d merkki.",
        "sv": "Skriv exakt %(max)d tecken.",
        "en": "Write exactly %(max)d character.",
    },
    "Field must be exactly %(max)d characters long.": {
        "fi": "Kirjoita tasan %(max)d merkkiä.",
        "sv": "Skriv exakt %(max)d tecken.",
        "en": "Write exactly %(max)d characters.",
    },
    "Field must be between %(min)d and %(max)d characters long.": {
        "fi": "Kirjoita %(min)d–%(max)d merkkiä.",
        "sv": "Skriv %(min)d–%(max)d tecken.",
        "en": "Write from %(min)d to %(max)d characters.",
    },
    "Field must be equal to %(other_name)s.": {
        "fi": "Kirjoita sama kuin kohdassa %(other_name)s.",
        "sv": "Skriv samma som i fältet %(other_name)s.",
        "en": "Write the same as in %(other_name)s.",
    },
    "Invalid email address.": {
        "fi": "Kirjoita sähköpostiosoite muodossa nimi@esimerkki.fi.",
        "sv": "Skriv e-postadressen som namn@exempel.fi.",
        "en": "Write the e-mail address as name@example.com.",
    },
    "Invalid input.": {
        "fi": "Tarkista, mitä kirjoitit.",
        "sv": "Kontrollera det du skrev.",
        "en": "Check what you wrote.",
    },
    "Invalid URL.": {
        "fi": "Kirjoita verkko-osoite, joka alkaa https://.",
        "sv": "Skriv en webbadress som börjar med https://.",
        "en": "Write a web address that begins with https://.",
    },
    "Invalid UUID.": {
        "fi": "Tunnus ei kelpaa. Kopioi se uudelleen.",
        "sv": "Koden duger inte. Kopiera den på nytt.",
        "en": "The id does not fit. Copy it again.",
    },
    "This field cannot be edited.": {
        "fi": "Tätä kohtaa ei voi muuttaa.",
        "sv": "Det här fältet kan inte ändras.",
        "en": "This cannot be changed.",
    },
    "This field is disabled and cannot have a value.": {
        "fi": "Tähän kohtaan ei voi vastata nyt. Tyhjennä se.",
        "sv": "Det här fältet kan inte fyllas i nu. Töm det.",
        "en": "This cannot be filled in now. Clear it.",
    },
}


class Translations:
    """What WTForms asks for its messages: `gettext` and `ngettext`, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def gettext(self, message: str) -> str:
        """`message` (WTForms' English) in this language; as it is where the table has no row."""
        words = MESSAGES.get(message)
        return (words.get(self.language) or words["en"]) if words else message

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The singular or the plural, in this language."""
        return self.gettext(singular if count == 1 else plural)


@cache
def translations(language: str) -> Translations:
    """The messages in `language`: fi, sv or en (anything else reads English)."""
    return Translations(language if language in ("fi", "sv") else "en")
