"""The signs by which leading and double questions are known, a short list for each language."""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


LEADING = {
    # A question that is denied waits for a yes; so does a tag at its end.
    "fi": _any(
        r"\b(eikö|eikös|etkö|etkös|ettekö|eivätkö|eiväthän|emmekö|enkö)\b", r"\bvai mitä\s*\?", r"\beikä niin\s*\?"
    ),
    "sv": _any(
        r"\binte sant\s*\?",
        r"\beller hur\s*\?",
        r",\s*väl\s*\?",
        r"^\s*visst\b",
        r",\s*nog\s*\?",
        r"^\s*(är|var|har|hade|fick|blev|tycker|tyckte|anser|håller|kändes|skulle|vill|kan)\s+\w+\s+(väl|visst|ju|inte)\b",
    ),
    "en": _any(
        r"[,–]?\s(do|does|did|is|are|was|were|have|has|had|would|wo|ca|could|should)n['’]t\s+"
        r"(you|it|they|he|she|we|there|that)\s*\?",
        r"^\s*(do|does|did|is|are|was|were|have|has|had|would|could|should)n['’]t\b",
        r"\bwouldn['’]t you (say|agree)\b",
        r"\b(surely|obviously)\b",
    ),
}

LOADED = {
    "fi": _any(
        r"\b(erinomai|loistav|mahtav|upea|upei|ihastuttav|surke|kauhe[aie]|hirve[äi]|kamal|ala-arvoi|ällöttäv)\w*",
        r"\b(ihana|ihania|ihanaa|ihanan|töykeä|töykeää|töykeitä|töykeästi)\b",
    ),
    "sv": _any(
        r"\b(utmärkt|underbar|fantastisk|strålande|förträfflig|hemsk|förfärlig|förskräcklig|usel|urusel|eländig"
        r"|oförskämd|vidrig)\w*"
    ),
    "en": _any(
        r"\b(excellent|wonderful|fantastic|amazing|superb|brilliant|terrible|terribly|awful|awfully|horrible|horribly"
        r"|appalling|disgusting|rude|rudely)\b"
    ),
}

# Finnish: two words with the question's ending. Nouns that end alike (verkko, sisko, aurinko) are no verbs.
_KO = r"(?!joko\b|niinkö\b|aurinko\b|lanko\b|vihko\b)\w*[^\Wks]k[oö](?:han|hän|s)?\b"
_SV_VERB = (
    r"(?:\w{2,}ade|\w{2,}ades|fick|gav|tog|togs|bad|kom|log|såg|sågs|sade|sa|hjälpte|ledde|erbjöd|blev|var|är|har|hade"
    r"|får|ger|tar|ber|kommer|ler|ser|mötte|märkte|kände|kändes|hördes|syntes|höll|lät|gick|stod|bjöd|löste|löstes"
    r"|skedde|ställde|följde|föreslog|förde|nämnde|räckte|köpte|tycker|tyckte)"
)
_EN_AUX = r"(?:was|were|did|do|does|is|are|has|have|had|would|could|can|will)"
_EN_VERB = (
    r"(?:thank|wish|greet|smile|offer|ask|help|show|tell|explain|listen|look|say|give|apologi[sz]e|solve|introduce"
    r"|suggest|invite|check|clean|serve|welcome|confirm|recommend|follow|keep|let|make|notice|acknowledge)"
)

DOUBLE = {
    "fi": (
        re.compile(rf"\b(?P<first>{_KO})[^?]*\b(?:ja|sekä)\s[^?]*?\b(?P<second>{_KO})", re.IGNORECASE),
        # With "tai" one verb may stand for the other (näkyikö tai kuuluiko hymy); each with words of its own may not.
        re.compile(rf"\b(?P<first>{_KO})\s+\w[^?]*\btai\s[^?]*?\b(?P<second>{_KO})", re.IGNORECASE),
    ),
    "sv": (
        re.compile(rf"^\s*(?P<first>{_SV_VERB})\s[^?]*\b(?:och|samt)\s+(?P<second>{_SV_VERB})\b", re.IGNORECASE),
        re.compile(
            rf"^\s*(?P<first>{_SV_VERB})\s+\w+\s+\w[^?]*\beller\s+(?P<second>{_SV_VERB})\s+\w+\s+\w", re.IGNORECASE
        ),
    ),
    "en": (
        re.compile(rf"^\s*(?P<first>{_EN_AUX})\s[^?]*\b(?:and|or)\s+(?P<second>{_EN_AUX})\b", re.IGNORECASE),
        re.compile(
            rf"^\s*{_EN_AUX}\s[^?]*\b(?P<first>{_EN_VERB})\b[^?]*\band\s+(?:\w+ly\s+)?(?P<second>{_EN_VERB})\b",
            re.IGNORECASE,
        ),
        re.compile(r"^\s*(?P<first>\w{2,}ed)\s[^?]*?\band\s+(?P<second>\w{2,}ed)\b", re.IGNORECASE),
    ),
}

# A question that gives two to choose from, which yes and no cannot answer.
EITHER_OR = {
    "fi": re.compile(r"\bvai\s+(?!ei\b|eikö\b|mitä\b)\w+", re.IGNORECASE),
    "sv": re.compile(r"(?!)"),
    "en": re.compile(r"(?!)"),
}

BOTH = {
    "fi": re.compile(r"\b(molem\w+|kumpi\w*|kumpa\w*|toinen|vain|osin|osittain)\b", re.IGNORECASE),
    "sv": re.compile(r"\b(båda|bägge|varken|ena|endast|bara|delvis|inget\w* av)\b", re.IGNORECASE),
    "en": re.compile(r"\b(both|either|neither|one of|only|partly)\b", re.IGNORECASE),
}
