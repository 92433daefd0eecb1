"""Numbers from 13 to 99 in words: English, German, French, Spanish, Italian, Portuguese, Dutch.

`HEADS` are the words that such a number begins with, `SPOKEN` is the whole of it: "ninety two", "oitenta e um".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gateway.core.common_words import phrase_set, word_set

_GERMAN_UNITS = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_DUTCH_UNITS = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
_ITALIAN_UNITS = ["uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"]
_GERMAN_TENS = ["zwanzig", "dreißig", "dreissig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_DUTCH_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_ITALIAN_TENS = ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"]

ENGLISH_TENS: Mapping[str, str] = {
    "twenty": "twenties",
    "thirty": "thirties",
    "forty": "forties",
    "fifty": "fifties",
    "sixty": "sixties",
    "seventy": "seventies",
    "eighty": "eighties",
    "ninety": "nineties",
}
"""Each with the word for its decade."""

TENS = frozenset(
    {
        *ENGLISH_TENS,
        *_GERMAN_TENS,
        *_DUTCH_TENS,
        *_ITALIAN_TENS,
        *word_set("vingt trente quarante cinquante soixante septante octante huitante nonante"),
        *word_set(
            "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa vinte trinta quarenta cinquenta oitenta"
        ),
    }
)
_TEENS = phrase_set(
    """
    thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, dreizehn, vierzehn, fünfzehn, sechzehn, siebzehn,
    achtzehn, neunzehn, treize, quatorze, quinze, seize, dix sept, dix huit, dix neuf, trece, catorce, quince, dieciséis,
    diecisiete, dieciocho, diecinueve, tredici, quattordici, quindici, sedici, diciassette, diciotto, diciannove, treze,
    catorze, dezasseis, dezesseis, dezassete, dezessete, dezoito, dezanove, dezenove, dertien, veertien, vijftien, zestien,
    zeventien, achttien, negentien, veintiuno, veintiún, veintiuna, veintidós, veintitrés, veinticuatro, veinticinco,
    veintiséis, veintisiete, veintiocho, veintinueve
    """
)


def _joined(units: Iterable[str], joint: str, tens: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{unit}{joint}{ten}" for unit in units for ten in tens)


def _italian() -> frozenset[str]:
    """A vowel falls out before another one, and a three at the end has an accent."""
    made: set[str] = set()
    for ten in _ITALIAN_TENS:
        for unit in _ITALIAN_UNITS:
            made.add((ten[:-1] if unit in {"uno", "otto"} else ten) + unit.replace("tre", "tré"))
        made |= {f"{ten[:-1]}un", f"{ten}tre"}
    return frozenset(made)


_AFTER_VOWEL = "twee", "drie"
HEADS = (
    TENS
    | _TEENS
    | {"quatre vingt", "quatre vingts"}
    | _joined(_GERMAN_UNITS, "und", _GERMAN_TENS)
    | _joined(_DUTCH_UNITS, "en", _DUTCH_TENS)
    | _joined(_AFTER_VOWEL, "ën", _DUTCH_TENS)
    | _italian()
)

_UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix-sept|dix-huit|dix-neuf|"
    "dix|onze|douze|"
    "treize|quatorze|quinze|seize|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|uma?|dois|duas|três|quatro|sete|oito|nove"
)
SPOKEN = (
    rf"(?:{'|'.join(sorted((each.replace(' ', '[ -]') for each in HEADS), key=len, reverse=True))})(?:(?: |-)(?:(?:y|e|et) |"
    rf"et-)?(?:{_UNITS}))?(?![^\W\d_])"
)
"""A whole number, from its first word on."""
SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|"
    "dos|tres|cuatro|cinco|"
    "seis|siete|ocho|nueve|diez|once|doce|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|dois|duas|três|"
    "quatro|sete|oito|"
    "dez|doze|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|twee|drie|vijf|zes|zeven|negen|tien|twaalf"
)
