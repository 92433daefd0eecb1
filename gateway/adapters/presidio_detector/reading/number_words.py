"""What numbers are called in seven languages, from 0 to 99 and Spanish hundreds; digits in Polish and Swedish, too."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DIGITS = (
    "zero one two three four five six seven eight nine",
    "null eins zwei drei vier fünf sechs sieben acht neun",
    "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "zéro un deux trois quatre cinq six sept huit neuf",
    "zero uno due tre quattro cinque sei sette otto nove",
    "zero um dois três quatro cinco seis sete oito nove",
    "nul een twee drie vier vijf zes zeven acht negen",
    "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "noll ett två tre fyra fem sex sju åtta nio",
    "oh ein zwo drei vier fuenf sechs sieben acht neun",
    "nought uma duas tres quatro cinco meia sete oito niner",
)
_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
    "dix onze douze treize quatorze quinze seize",
    "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    "dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove",
    "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
)
_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "vingt trente quarante cinquante soixante septante huitante nonante",
    "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
)
_HUNDREDS = "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
_FOUR, _TWENTIES = "quatre", frozenset({"vingt", "vingts"})
EIGHTY = 80
_ON_TOP = frozenset(_TEENS[3].split())
"""French says four times twenty, and counts on after sixty and after that: soixante-douze."""
_TEN = 10
_ON_TEN = frozenset({"sept", "huit", "neuf", "seis", "siete", "ocho", "nueve"})
"""What ten is said before to make one number of both: in French, and in Spanish as it was written."""
_BEFORE_ON_TOP = frozenset({60, EIGHTY})
_GERMAN, _SPANISH, _ITALIAN, _DUTCH = 1, 2, 4, 6
"""Places in the lists above."""
_STEM_ENDS_BEFORE = frozenset({1, 8})
"""Italian: ventuno, ventotto."""


def _in_one_word() -> dict[str, int]:
    """Numbers from 21 on that German, Dutch, Italian and Spanish write as one word."""
    german, spanish, italian, dutch = (DIGITS[each].split() for each in (_GERMAN, _SPANISH, _ITALIAN, _DUTCH))
    german[1] = "ein"
    found = {f"veinti{spanish[unit]}": 20 + unit for unit in range(1, 10)}
    found |= {"veintidós": 22, "veintitrés": 23, "veintiséis": 26}
    for tens in range(2, 10):
        of_german, of_italian, of_dutch = (_TENS[each].split()[tens - 2] for each in (_GERMAN, _ITALIAN, _DUTCH))
        for unit in range(1, 10):
            stem = of_italian[:-1] if unit in _STEM_ENDS_BEFORE else of_italian
            in_dutch = dutch[unit]
            for word in (
                f"{german[unit]}und{of_german}",
                f"{stem}{italian[unit]}",
                f"{stem}{italian[unit].replace('tre', 'tré')}",
                f"{in_dutch}en{of_dutch}",
                f"{in_dutch}ën{of_dutch}",
            ):
                found[word] = 10 * tens + unit
    return found


JOINED: Mapping[str, int] = MappingProxyType(_in_one_word())
NUMBERS: Mapping[str, int] = MappingProxyType(
    {
        **JOINED,
        **{word: 100 * place for place, word in enumerate(_HUNDREDS.split(), 2)},
        **{word: 10 * place for words in _TENS for place, word in enumerate(words.split(), 2)},
        **{word: 10 + place for words in _TEENS for place, word in enumerate(words.split())},
        "dreissig": 30,
        "catorze": 14,
        "dezasseis": 16,
        "dezassete": 17,
        "dezanove": 19,
        "vingts": 20,
        **{word: place for words in DIGITS for place, word in enumerate(words.split())},
    }
)
LARGE = frozenset(word for word, number in NUMBERS.items() if number > 9)  # noqa: PLR2004 - more than one digit
BEFORE_OR = frozenset(
    word for words in (DIGITS[2], DIGITS[4], DIGITS[5], _TEENS[2], _TEENS[4], _TEENS[5]) for word in words.split()
)
"""Of languages in which "o" is "or", and no zero."""


def is_times_twenty(before: str, word: str) -> bool:
    """True for French eighty: quatre-vingts."""
    return before == _FOUR and word in _TWENTIES


def sum_of(begun: int, word: str) -> int | None:
    """The number that `word` makes of the one said before it, or None if it begins another: "seventy" and "two"."""
    number = NUMBERS[word]
    if begun == _TEN and word not in _ON_TEN:
        return None
    if begun in _BEFORE_ON_TOP and word in _ON_TOP:
        return begun + number
    return begun + number if 0 < number < begun and begun % 10 ** len(str(number)) == 0 else None
