"""What tills print before the things that matter, in Finnish, Swedish and English; folded as `lines.fold` does it.

Signs that readers mistake are one here too: no dots, no rings, l for 1 and o for 0.
"""

from __future__ import annotations

from forms.till.lines import fold


def _folded(*labels: str) -> tuple[str, ...]:
    return tuple(" ".join(fold(word) for word in label.split()) for label in labels)


# The amount that was paid; those of the first list are certain, those of the second may stand for parts too.
PAID = _folded(
    "loppusumma", "maksettava", "maksettava yhteensä", "maksettavaa", "att betala", "summa att betala", "slutsumma",
    "total due", "amount due", "balance due", "to pay", "grand total", "total to pay",
)  # fmt: skip
SUMS = _folded("yhteensä", "yht", "summa", "total", "totalt", "totalbelopp", "sum")
# Lines that hold an amount which is not the total.
OTHER_SUMS = _folded(
    "alv", "alv%", "vero", "veroton", "verollinen", "verot", "moms", "varav", "vat", "tax", "net", "netto", "brutto",
    "välisumma", "delsumma", "subtotal", "sub", "käteinen", "kontant", "kontanter", "cash", "takaisin", "vaihtoraha",
    "tillbaka", "växel", "change", "alennus", "rabatt", "discount", "etu", "säästö", "savings", "bonus", "tippi",
    "dricks", "tip", "pyöristys", "avrundning", "rounding",
)  # fmt: skip
CARD_PAID = _folded(
    "kortti", "korttimaksu", "pankkikortti", "luottokortti", "maksukortti", "visa", "mastercard", "debit", "credit",
    "kort", "kortbetalning", "kortköp", "bankkort", "kreditkort", "card", "amex", "mobilepay", "swish", "lähimaksu",
    "contactless", "kontaktlös", "american express", "electron", "maestro",
)  # fmt: skip
CASH_PAID = _folded("käteinen", "kontant", "kontanter", "cash", "takaisin", "tillbaka", "change", "växel", "vaihtoraha")

# A person's name (or number) follows.
NAMED = _folded(
    "myyjä", "myyjänä", "myyjänne", "tarjoilija", "tarjoilijanne", "palvelija", "kassanhoitaja", "kassahenkilö",
    "asiakaspalvelija", "kassör", "kassörska", "säljare", "servitör", "servitris", "expedit", "kassabiträde",
    "handläggare", "cashier", "server", "clerk", "waiter", "waitress", "assistant", "operator", "kassatyöntekijä",
    "vuorossa",
)  # fmt: skip
# The same, wherever in a line they stand.
NAMED_ANYWHERE = _folded(
    "palveli", "teitä palveli", "sinua palveli", "palvelijanne", "betjänades av", "betjänad av", "betjänade",
    "er säljare", "served by", "your server was", "your server today was", "you were served by", "sold by",
    "assisted by", "palvelijasi", "hjälptes av", "helped by", "sales assistant",
)  # fmt: skip
# A person's name follows only where a colon stands between: these words mean other things too.
NAMED_WITH_COLON = _folded("asiakas", "kund", "customer", "staff", "host", "nimi", "namn", "name", "guest", "vieras")
# A number follows, and after it perhaps a name.
TILLS = _folded("kassa", "kassa nro", "kassa nr", "kassanro", "kassanr", "till", "till no", "register", "pos", "term")
# What never is a name after those.
NO_NAMES = frozenset(
    _folded(
        "kassa", "kuitti", "kuittinro", "kvitto", "kvittonr", "receipt", "nro", "nr", "no", "pvm", "päiväys", "klo",
        "kello", "kl", "datum", "tid", "date", "time", "pöytä", "bord", "table", "asiakas", "kund", "customer",
        "myymälä", "butik", "store", "tapahtuma", "transaktion", "transaction", "eur", "till", "yhteensä", "kpl",
        "st", "pcs", "numero", "ma", "ti", "ke", "to", "pe", "la", "su", "aika", "kiitos", "tack", "thank", "thanks",
        "covers", "henkilöä", "gäster",
    )
)  # fmt: skip

# Digits of a card follow, whatever they look like.
CARD_NUMBER = _folded(
    "kortin numero", "kortin nro", "korttinumero", "korttinro", "kortti nro", "kortnummer", "kortnr", "kort nr",
    "card number", "card no", "card nr", "pan", "acct", "account", "tili", "tilinumero", "konto", "iban",
)  # fmt: skip
CODES = _folded(
    "varmennus", "varmennuskoodi", "varm", "varmenne", "viite", "viitenumero", "arkistointitunnus", "arkistointi",
    "tapahtumanumero", "kontrollnr", "kontrollnummer", "kontrollkod", "kontroll nr", "godkännande", "godkännandekod",
    "godk", "auktorisering", "auth", "auth code", "auth no", "authorisation", "authorization", "approval",
    "approval code", "referens", "referensnr", "reference", "ref", "aid", "tvr", "tsi", "rrn", "stan",
)  # fmt: skip
LOYALTY = _folded(
    "bonuskortti", "bonus kortti", "bonusnumero", "plussa", "plussakortti", "plussa-kortti", "s-etukortti",
    "etukortti", "setukortti", "asiakasnumero", "asiakasnro", "asiakas nro", "jäsennumero", "jäsen", "jäsennro",
    "kanta-asiakas", "kanta-asiakasnumero", "kantakortti", "asiakaskortti", "bonuskort", "bonus kort", "kundkort",
    "kundnr", "kundnummer", "kund nr", "medlem", "medlemsnr", "medlemsnummer", "medlemskort", "stamkund", "stamkort",
    "member", "member no", "membership", "member number", "loyalty", "loyalty card", "rewards", "rewards card",
    "club card", "clubcard", "customer no", "customer number", "bonus card", "ykkösbonus", "club",
)  # fmt: skip
