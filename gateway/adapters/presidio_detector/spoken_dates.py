"""A date in words, as it is said on the telephone, in English, German, French, Spanish, Italian, Portuguese and Dutch.

Meant for the place after "date of birth": a name of a month with a day's number before it and a year's after it, or, in German,
two ordinals and a year.
"""

from __future__ import annotations

_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december|januar|jänner|februar|märz|mai|juni|"
    "juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|"
    "abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|"
    "ottobre|dicembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|januari|februari|maart|mei|"
    "augustus"
)
_ENGLISH = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|"
    "forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|oh|zero)"
)
_DAY = "[a-z]{3,10}(?:[ -][a-z]{3,8})?"
_ROMANCE = (
    "(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|"
    "cinquante|soixante|septante|octante|huitante|nonante|cents?|mil(?:le)?|premier|unos?|dos|tres|cuatro|cinco|seis|siete|ocho|"
    "nueve|diez|once|doce|trece|catorce|quince|dieci[a-zé]{3,6}|veinte|veinti[a-zéó]{2,6}|treinta|cuarenta|cincuenta|sesenta|"
    "setenta|ochenta|noventa|cien|novecientos|primero|due|tre|quattro|cinque|sei|sette|otto|nove|undici|dodici|tredici|"
    "quattordici|quindici|sedici|dici[a-z]{4,6}|primo|(?:venti?|trenta?|quaranta?|cinquanta?|sessanta?|settanta?|ottanta?|"
    "novanta?)[a-zéè]{0,8}|mille[a-zéè]{0,24}|duemila[a-zéè]{0,16}|um|dois|três|quatro|sete|oito|dez|doze|treze|catorze|dezasseis|"
    "dezesseis|dezassete|dezessete|dezoito|dezanove|dezenove|vinte|trinta|quarenta|cinquenta|sessenta|oitenta|novecentos|primeiro)"
)
_DUTCH = "(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|[a-zë]{0,14}(?:tien|tig|tigste|honderd|duizend|de|ste))"
_GERMAN = (
    "[a-zäöüß]{0,30}(?:zig|ßig|ssig|zehn|elf|zwölf|null|eins?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|tausend|hundert)"
    "(?: [a-zäöüß]{0,20}(?:zig|ßig|ssig|zehn|elf|zwölf|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun))?"
)
_ORDINAL = "[a-zäöüß]{2,18}te[nrs]?"


def _row(number: str, joint: str, most: int) -> str:
    return rf"{number}(?:(?: {joint} |[ -]){number}){{0,{most}}}"


SPOKEN_DATE = (
    "(?:"
    rf"(?:the )?(?:{_DAY} (?:of )?(?:{_MONTH})|(?:{_MONTH}) (?:the )?{_DAY}),? (?:in |of )?"
    rf"(?:nineteen|two thousand|twenty)(?:(?: and)?[ -]{_ENGLISH}){{0,2}}|"
    rf"(?:(?:der|am|den) )?{_ORDINAL} (?:{_MONTH}|{_ORDINAL}) {_GERMAN}|"
    rf"(?:(?:le|el|il|o|l['’]) ?)?{_row(_ROMANCE, '(?:et|y|e)', 2)} (?:d[ei] |d['’])?(?:{_MONTH}),? (?:d[eo]l? |dell['’])?"
    rf"{_row(_ROMANCE, '(?:et|y|e)', 5)}|"
    rf"(?:(?:op|de) )?{_DUTCH} (?:{_MONTH}) {_row(_DUTCH, 'en', 3)}"
    ")"
)
