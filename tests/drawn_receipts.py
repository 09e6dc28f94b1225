"""Till receipts that nobody printed: drawn as a phone would photograph them, with what stands on each told beside it.

Twenty a language: four tills, each greeting in the five ways that a receipt can (same, near, generic, outdated,
wrong_language). Names, cards and numbers are invented.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

LANGUAGES = ("fi", "sv", "en")
MATCHES = ("same", "near", "generic", "outdated", "wrong_language")
ON = date(2026, 11, 21)
_FONTS = ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf", "DejaVuSans.ttf", "DejaVuSansMono.ttf")
_WIDE = 34

# What the brand expects: the season's text in each language, and last season's, which is over.
_TEXTS = {
    "fi": "Kiitos käynnistä! Lämmintä syksyä ja tervetuloa uudelleen",
    "sv": "Tack för besöket! Vi önskar en skön höst och ses snart igen",
    "en": "Thank you for your visit! Have a lovely autumn and see you soon",
}
_OLD = {
    "fi": "Aurinkoista kesää toivottaa koko väki, nähdään terassilla",
    "sv": "En solig sommar önskar hela gänget, vi ses på terrassen",
    "en": "A sunny summer from all of us, meet you on the terrace",
}
EXPECTED: list[dict[str, Any]] = [
    *({"text": text, "language": language, "valid_from": date(2026, 9, 1), "valid_until": date(2026, 11, 30)}
      for language, text in _TEXTS.items()),
    *({"text": text, "language": language, "valid_from": date(2026, 6, 1), "valid_until": date(2026, 8, 31)}
      for language, text in _OLD.items()),
]  # fmt: skip
_NEAR = {
    "fi": "Kiitos käynnistä! Lämmintä syksyä, tervetuloa pian uudelleen",
    "sv": "Tack för ditt besök! Vi önskar en skön höst och ses igen",
    "en": "Thanks for your visit! Have a lovely autumn, see you again soon",
}
_GENERIC = {"fi": "KIITOS JA TERVETULOA", "sv": "TACK OCH VÄLKOMMEN ÅTER", "en": "THANK YOU, WELCOME AGAIN"}
_OTHER = {"fi": "sv", "sv": "fi", "en": "fi"}


@dataclass(frozen=True)
class Receipt:
    """`secrets`: what must not be readable in what is shown: names and digits as they are printed."""

    language: str
    match: str
    lines: tuple[tuple[str, str], ...]
    greeting: str
    total: str
    time: str
    secrets: tuple[str, ...]
    seed: int


def receipts(language: str) -> list[Receipt]:
    """The twenty of a language."""
    return [_receipt(language, match, till) for till in range(4) for match in MATCHES]


def greeting_of(language: str, match: str) -> str:
    """What the receipt says at its foot."""
    return {
        "same": _TEXTS[language], "near": _NEAR[language], "generic": _GENERIC[language], "outdated": _OLD[language],
        "wrong_language": _TEXTS[_OTHER[language]],
    }[match]  # fmt: skip


def _receipt(language: str, match: str, till: int) -> Receipt:
    seed = LANGUAGES.index(language) * 100 + till * 10 + MATCHES.index(match)
    chance = Random(seed)
    name, tail = chance.choice(_NAMES[language]), f"{chance.randrange(1000, 9999)}"
    loyal, auth = f"{chance.randrange(1000000, 9999999)}", f"{chance.randrange(100000, 999999)}"
    prices = [chance.randrange(150, 1890) for _ in range(3)]
    time = f"{chance.randrange(9, 20):02}:{chance.randrange(60):02}"
    facts = {
        "name": name, "tail": tail, "loyal": loyal, "auth": auth, "time": time, "no": str(chance.randrange(100, 999)),
        "sum": _money(sum(prices), language), "tax": _money(sum(prices) * 14 // 114, language),
    }  # fmt: skip
    goods = [(what, _money(price, language)) for what, price in zip(_GOODS[language], prices, strict=True)]
    lines: list[tuple[str, str]] = []
    for left, right in _TILLS[language][till]:
        if left == "GOODS":
            lines += goods
        else:
            lines.append((left.format(**facts), right.format(**facts)))
    used = "".join(left + right for left, right in _TILLS[language][till])
    secrets = tuple(facts[key] for key in ("name", "tail", "loyal", "auth") if f"{{{key}}}" in used)
    total = f"{sum(prices) / 100:.2f}"
    return Receipt(language, match, tuple(lines), greeting_of(language, match), total, time, secrets, seed)


def _money(cents: int, language: str) -> str:
    text = f"{cents / 100:.2f}"
    return text if language == "en" else text.replace(".", ",")


_NAMES = {
    "fi": ("Maija", "Pekka V.", "Hannele", "Jukka", "Säde", "Tuulikki"),
    "sv": ("Karin", "Björn L.", "Åsa", "Gunilla", "Sven", "Märta"),
    "en": ("Emma", "Oliver T.", "Charlotte", "George", "Lucy", "Harriet"),
}
_GOODS = {
    "fi": ("Kahvi iso", "Korvapuusti", "Lounaskeitto"),
    "sv": ("Kaffe stor", "Kanelbulle", "Dagens soppa"),
    "en": ("Coffee large", "Cinnamon bun", "Soup of the day"),
}
_TILLS: dict[str, tuple[tuple[tuple[str, str], ...], ...]] = {
    "fi": (
        (("*KAUPPA AAMU", ""), ("Torikatu 3, Lahti", ""), ("Kassa 3 / {name}", "K{no}"), ("21.11.2026", "klo {time}"),
         ("-", ""), ("GOODS", ""), ("-", ""), ("YHTEENSÄ", "{sum}"), ("ALV 14 %", "{tax}"), ("KORTTI", "{sum}"),
         ("**** **** **** {tail}", ""), ("Varmennus", "{auth}"), ("Bonuskortti", "{loyal}")),
        (("*Kahvila Aalto", ""), ("Rantatie 12", ""), ("Y-tunnus 1234567-8", ""), ("-", ""), ("GOODS", ""), ("-", ""),
         ("SUMMA EUR", "{sum}"), ("sis. ALV", "{tax}"), ("Visa", "xxxx{tail}"), ("21.11.2026 {time}", "Kuitti {no}"),
         ("Teitä palveli {name}", "")),
        (("*RAVINTOLA KUUSI", ""), ("Puh. 03 123 4567", ""), ("Tarjoilija: {name}", "Pöytä 7"), ("-", ""),
         ("GOODS", ""),
         ("Välisumma", "{sum}"), ("LOPPUSUMMA", "{sum}"), ("ALV 14 %", "{tax}"), ("Pankkikortti", "{sum}"),
         ("Kortin numero", "************{tail}"), ("S-Etukortti", "{loyal}"), ("Pvm 21.11.2026", "{time}")),
        (("*TAVARATALO LUMI", ""), ("Myyjä: {name}", "Kassa 12"), ("21.11.2026", "{time}"), ("-", ""), ("GOODS", ""),
         ("-", ""),
         ("MAKSETTAVA YHTEENSÄ", "{sum}"), ("Käteinen", "100,00"), ("Takaisin", "12,00"), ("ALV 14 %", "{tax}"),
         ("Plussa-kortti {loyal}", "")),
    ),
    "sv": (
        (("*BUTIK KVÄLL", ""), ("Storgatan 3, Borgå", ""), ("Kassa 3 / {name}", "K{no}"), ("2026-11-21", "kl {time}"),
         ("-", ""), ("GOODS", ""), ("-", ""), ("TOTALT", "{sum}"), ("Moms 14 %", "{tax}"), ("KORT", "{sum}"),
         ("**** **** **** {tail}", ""), ("Kontrollnr", "{auth}"), ("Bonuskort", "{loyal}")),
        (("*Café Strand", ""), ("Strandvägen 12", ""), ("Org.nr 556677-8899", ""), ("-", ""), ("GOODS", ""), ("-", ""),
         ("SUMMA EUR", "{sum}"), ("varav moms", "{tax}"), ("Visa", "xxxx{tail}"), ("21.11.2026 {time}", "Kvitto {no}"),
         ("Du betjänades av {name}", "")),
        (("*RESTAURANG GRAN", ""), ("Tel. 019 123 4567", ""), ("Servitör: {name}", "Bord 7"), ("-", ""), ("GOODS", ""),
         ("Delsumma", "{sum}"), ("ATT BETALA", "{sum}"), ("Moms 14 %", "{tax}"), ("Bankkort", "{sum}"),
         ("Kortnummer", "************{tail}"), ("Medlemsnr", "{loyal}"), ("Datum 21.11.2026", "{time}")),
        (("*VARUHUSET SNÖ", ""), ("Kassör: {name}", "Kassa 12"), ("21.11.2026", "{time}"), ("-", ""), ("GOODS", ""),
         ("-", ""),
         ("SUMMA ATT BETALA", "{sum}"), ("Kontant", "100,00"), ("Tillbaka", "12,00"), ("Moms 14 %", "{tax}"),
         ("Kundkort {loyal}", "")),
    ),
    "en": (
        (("*MORNING SHOP", ""), ("3 Market Street", ""), ("Till 3 / {name}", "T{no}"), ("21/11/2026", "{time}"),
         ("-", ""), ("GOODS", ""), ("-", ""), ("TOTAL", "{sum}"), ("VAT 14 %", "{tax}"), ("CARD", "{sum}"),
         ("**** **** **** {tail}", ""), ("Auth code", "{auth}"), ("Loyalty card", "{loyal}")),
        (("*Harbour Café", ""), ("12 Shore Road", ""), ("VAT no 123456789", ""), ("-", ""), ("GOODS", ""), ("-", ""),
         ("TOTAL EUR", "{sum}"), ("incl. VAT", "{tax}"), ("Visa", "xxxx{tail}"), ("21/11/2026 {time}", "Receipt {no}"),
         ("You were served by {name}", "")),
        (("*SPRUCE DINER", ""), ("Tel. 020 123 4567", ""), ("Server: {name}", "Table 7"), ("-", ""), ("GOODS", ""),
         ("Subtotal", "{sum}"), ("TOTAL DUE", "{sum}"), ("VAT 14 %", "{tax}"), ("Debit card", "{sum}"),
         ("Card number", "************{tail}"), ("Member no", "{loyal}"), ("Date 21/11/2026", "{time}")),
        (("*SNOW STORES", ""), ("Cashier: {name}", "Till 12"), ("21/11/2026", "{time}"), ("-", ""), ("GOODS", ""),
         ("-", ""),
         ("AMOUNT DUE", "{sum}"), ("Cash", "100.00"), ("Change", "12.00"), ("VAT 14 %", "{tax}"),
         ("Rewards card {loyal}", "")),
    ),
}  # fmt: skip


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(name, size)


def photo_of(receipt: Receipt, size: int = 22) -> tuple[bytes, Image.Image]:
    """The receipt as a JPEG: skewed a little, in shade, noisy and not quite sharp; and where its secrets are printed.

    `size`: of the letters, in pixels. The second picture is as large as the first, white on the ink of each secret.
    """
    chance = Random(receipt.seed)
    paper, ink = _paper(receipt, size, chance)
    ground = Image.new("RGB", (paper.width + size * 4, paper.height + size * 4), chance.choice(_TABLES))
    degrees = chance.uniform(-4, 4)
    turned = paper.convert("RGBA").rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    place = ((ground.width - turned.width) // 2, (ground.height - turned.height) // 2)
    ground.paste(turned, place, turned)
    secret = Image.new("L", ground.size)
    secret.paste(ink.rotate(degrees, Image.Resampling.BICUBIC, expand=True), place)
    return _seen(ground, chance), secret


def _seen(ground: Image.Image, chance: Random) -> bytes:
    """As a phone sees it: in shade, with grain, not quite sharp, as JPEG."""
    small = (ground.width // 2, ground.height // 2)
    shaded = ImageChops.multiply(ground, _shade(ground.size, chance))
    soft = shaded.filter(ImageFilter.GaussianBlur(chance.uniform(0.4, 0.9)))
    noise = Image.frombytes("L", small, chance.randbytes(small[0] * small[1]))
    grain = noise.point(lambda level: 128 + (level - 128) // 10).resize(ground.size, Image.Resampling.BILINEAR)
    target = io.BytesIO()
    ImageChops.add(soft, Image.merge("RGB", (grain, grain, grain)), 1, -128).save(target, "JPEG", quality=75)
    return target.getvalue()


_TABLES = ((96, 72, 52), (60, 62, 66), (150, 140, 124), (44, 52, 60))


def _paper(receipt: Receipt, size: int, chance: Random) -> tuple[Image.Image, Image.Image]:
    """The printed paper, and the ink of its secrets in white on black."""
    name = _FONTS[receipt.seed // 10 % len(_FONTS)]
    letters, large = _font(name, size), _font("DejaVuSansMono-Bold.ttf", round(size * 1.3))
    wide = round(_font("DejaVuSansMono.ttf", size).getlength("0" * _WIDE)) + size * 2
    pitch = round(size * 1.45)
    foot = _wrapped(receipt.greeting, letters, wide - size * 3)
    paper = Image.new("RGB", (wide, pitch * (len(receipt.lines) + len(foot) + 4)), (248, 247, 242))
    secret = Image.new("L", paper.size)
    draw, ink = ImageDraw.Draw(paper), (50 + chance.randrange(40),) * 3
    y = pitch * 1.5
    for left, right in receipt.lines:
        if left.startswith("*") and not left.startswith("**"):
            draw.text((wide / 2, y), left[1:], font=large, fill=ink, anchor="mm")
        elif left == "-":
            draw.line((size, y, wide - size, y), fill=ink, width=2)
        else:
            for text, x in ((left, float(size)), (right, wide - size - letters.getlength(right))):
                draw.text((x, y), text, font=letters, fill=ink, anchor="lm")
                _note(ImageDraw.Draw(secret), receipt, text, x, y, letters)
        y += pitch
    for text in foot:
        y += pitch
        draw.text((wide / 2, y), text, font=letters, fill=ink, anchor="mm")
    return paper, secret


def _note(
    draw: ImageDraw.ImageDraw, receipt: Receipt, text: str, x: float, y: float, letters: ImageFont.FreeTypeFont
) -> None:
    """The ink of the secrets within a text that is printed at (x, y)."""
    for one in receipt.secrets:
        if one in text:
            before = letters.getlength(text[: text.index(one)])
            draw.text((x + before, y), one, font=letters, fill=255, anchor="lm")


def _wrapped(text: str, letters: ImageFont.FreeTypeFont, most: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if letters.getlength(longer) > most:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _shade(size: tuple[int, int], chance: Random) -> Image.Image:
    """The shadow of a hand or a lamp far away: soft, from one side."""
    small = Image.new("L", (4, 4))
    across, down = chance.uniform(-1, 1), chance.uniform(-1, 1)
    for y in range(4):
        for x in range(4):
            small.putpixel((x, y), round(190 + 30 * across * (x - 1.5) / 1.5 + 30 * down * (y - 1.5) / 1.5))
    soft = small.resize(size, Image.Resampling.BICUBIC)
    return Image.merge("RGB", (soft, soft, soft))
