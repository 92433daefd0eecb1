"""Rules for where somebody lives.

A street address needs a number and a word for "street", each in the order of its language; then unit, city and postcode are
taken along when they follow as one block (LABELS: a city alone is no address). Words that are common otherwise ("way", "court",
"via") count only where a capital letter, a postcode or the end of the phrase says that they name a street. After a label such as
"address:" whatever has a number is one.
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.dialect import linear, widened
from gateway.adapters.presidio_detector.label_words import ADDRESSES, STREETS
from gateway.adapters.presidio_detector.labelled import QUOTED, announced
from gateway.adapters.presidio_detector.rule import Refine, Rule, extending

SCORE = 0.7
MAX_REST = 160
MAX_LABELLED = 110

_STREET = (
    "street|avenue|road|lane|drive|boulevard|crescent|parkway|highway|terrace|rd|ave|blvd|pkwy|hwy|trl|expressway|turnpike|"
    "embankment|esplanade|causeway|marg|nagar|salai|galli|chowk|colony|enclave|bypass|wharf"
)
_SHORT = (
    "st|ln|dr|ct|pl|sq|cres|way|court|place|square|close|row|mews|gardens?|grove|walk|circle|cir|trail|quay|green|hill|parade|"
    "rise|vale|view|path|heights|layout|loop|ridge|point|bend|plaza|promenade|crossing|yard|park|gate|ter|pde|vihar|cross|soi"
)
_TELLING = (
    r"rue|calle|c/|avenida|avda\.?|rua|viale|vicolo|piazza|piazzale|corso|travessa|praça|alameda|ul\.|ulica|aleja|os\.|al\.|"
    r"jalan|jln\.?|jl\.?|lorong|đường|phố|jirón|carrera|impasse|chemin|boulevard|allées?|plaza|paseo|carrer|"
    r"via(?! (?:the|our|a|an|e-?mail|phone|sms|text|api|web|chat|link|zoom|teams|slack|app|post|mail|this|that|your|my)\b)"
)
_COMPOUND = (
    r"straße|strasse|str\.|gasse|allee|platz|weg|ufer|damm|ring|steig|chaussee|straat|laan|gracht|plein|kade|singel|dijk|dreef|"
    r"hof|steeg|markt|gatan|vägen|gata|veien|vegen|vej|vejen|gade|gaden|katu|tie|"
    r" sokak| sokağı| caddesi| cad\.| sok\.| mahallesi| bulvarı| Straße| Strasse| Gasse| Allee| Platz| Weg| Ring| Gracht| Kade|"
    r" Singel"
)

_CAPITAL = r"[A-Z\u00c0-\u024f\u1ea0-\u1eff][\w'’-]{1,20}"
_NAMED = r"(?:[A-Z0-9\u00c0-\u024f\u1ea0-\u1eff][\w'’-]{0,20}|(?:St|Sta|Ste|Dr|Mt|Ft|Gen|Sr|Sra|S|N|E|W|D|ks|św)\.)"
_NAMED_LETTERS = r"(?=[A-Z\u00c0-\u024f\u1ea0-\u1eff])[^\W\d_](?:[^\W\d_]|['’-](?=\w)){0,20}\.?"
_ANY = r"[\w'.’-]{1,20}"
_LETTERS = r"[^\W\d][\w'.’-]{0,20}"
_PURE = r"[^\W\d_](?:[^\W\d_]|['.’-]){0,20}"
# Before "road" in a sentence that counts or tells a time.
_NO_NAME = (
    r"(?!(?:the|of|our|my|your|his|her|their|a|an|to|for|in|on|at|and|or|is|are|was|with|from|by|more|new|other|good|best|first|"
    r"last|next|same|days?|weeks?|months?|years?|hours?|minutes?|mins?|seconds?|miles?|km|meters?|metres?|people|times|star|"
    r"percent|steps?|page|line|users?|seats?|kids|items?|left|right|still|very|too|so|we|you|i|they|per|each|every|pm|am|way|email|phone)\b)"
)
_NUMBER = r"[0-9]{1,5}[A-Za-z]?(?:[-/][0-9A-Za-z]{1,4})?"
_MORE = r"(?i: (?:central|north|south|east|west|extension|phase|sector)\b| (?:no\.? ?)?[0-9]{1,3}(?=[,\n]|$)){0,2}"
_PREFIX = (
    r"(?i:(?:(?:flat|apt|apartment|unit|suite|shop|plot|house|room|villa|block|bldg|h\.|#)\.? ?(?:no\.? ?)?#?"
    r"(?:[A-Za-z]\b|(?=[\w/-]*[0-9])[\w/-]{1,8}),?\s)"
    r"|h\.? ?no\.? ?|no\.? ?|nr\.? ?|(?:flat|apt|apartment|unit|suite|shop|plot)\.? (?:no\.? ?)?){0,2}"
)
_UNIT = (
    r"(?i:(?:apt|apartment|suite|ste|unit|flat|floor|fl|rm|room|casa|piso|int|apto|puerta|pta|esc|wohnung|app|appt|bât|étage|"
    r"interno|scala|andar|m|d|daire|kat|hs|box|bus|bte|"
    r"lgh|bl|sc|ap|conj|portal|nave|parcela|planta)\b\.? ?[:#]? ?[\w-]{1,6}|#\s?[\w-]{1,8}|[0-9]{1,2}(?:st|nd|rd|th) floor|"
    r"[0-9]{1,2} ?[ºªo°]\.? ?[A-Za-z]?\b|[0-9]{1,3}f\b|(?:hs|huis|parterre|souterrain|hinterhaus|vorderhaus)\b|"
    r"[0-9]{1,2}-?hoog\b(?: (?:voor|achter|links|rechts)\b)?|[0-9]{1,2}\. ?(?:og|stock|etage|obergeschoss)\b)"
)
_POSTCODE = (
    r"(?i:(?:[A-Z]{2,3} )?[0-9]{5}(?:-[0-9]{3,4})?|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|"
    r"[A-Z][0-9][0-9W] ?[A-Z0-9]{4}|[0-9]{4} ?[A-Z]{2}\b|[0-9]{4,5}-[0-9]{3}|[0-9]{2}-[0-9]{3}|[0-9]{3} [0-9]{2,3}|"
    r"(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT) [0-9]{4}|[0-9]{4,6})(?![\w])"
)
_PLAIN = "way|place|square|row|view|path|layout|loop|point|crossing|gate|cross|circle|trail"
"""Words of sentences: in small letters after a capital they end a street only where the phrase ends, too."""
_DOING = "close|rise|walk|park|yard|green"
"""The same after a plural: "12 Deals close this week"."""
_STOP = r"(?=\s*[.,;:!?)\n\x00\"']|\s*$|\s+[(\[])"
_IN_TALK = rf"(?:{_STOP}|\s+(?:[-\u2013]\s|(?:thanks|thx|please|pls|cheers|ta|ring|tomorrow|today|asap|ok)\b))"
"""Where somebody who types an address in a message goes on."""
_TOWN = rf"{_LETTERS}(?:[ -]{_LETTERS}){{0,3}}?"
_CITY = rf"{_CAPITAL}(?: (?:de |la |le |del |di |sur )?{_CAPITAL}){{0,2}}(?: - [A-Z]{{2}})?"
_AFTER = rf" (?:{_CITY}|{_LETTERS}(?:[ -][^\W\d][\w'-]{{0,20}}){{0,2}}{_STOP}|{_NO_NAME}[^\W\d][\w'-]{{1,20}})"
_BLOCK = (
    r"(?: (?:NE|NW|SE|SW|[NSEW])\b)?"
    rf"(?:,?\s{_UNIT}){{0,2}}"
    rf"(?:,?\s{_POSTCODE}(?:{_AFTER})?|"
    rf"(?:(?:,\s?|\n)(?:{_UNIT}|{_TOWN}(?:(?: - |/)[A-Za-z]{{2}})?)){{1,3}}?,?\s{_POSTCODE}|"
    rf"(?:,\s?{_UNIT}){{0,2}}(?:,\s{_CITY}(?![\w]))?)"
)


def places() -> list[Rule]:
    """The rules of addresses and ages."""
    number = r"\b[0-9]{1,5}[a-z]?(?:[-/][0-9a-z]{1,4})?,?"
    english = rf"{number} (?:[\w'.\x7f-]{{1,20}} ){{1,4}}(?:{_STREET}|{_SHORT})\b"
    english_whole = (
        rf"{_NUMBER},? (?:(?:{_NAMED} ){{1,4}}(?!(?:{_PLAIN}|(?<=s )(?:{_DOING}))\b(?!{_IN_TALK}))(?i:{_STREET}|{_SHORT})\b\.?|"
        rf"(?:{_NO_NAME}{_ANY} ){{1,3}}(?i:{_STREET})\b\.?|"
        rf"(?:{_NO_NAME}{_LETTERS} ){{1,2}}(?i:{_SHORT})\b\.?(?={_STOP}|\s?,\s|\s(?:in|by|at)\b)){_MORE}"
    )
    box = (
        r"\b(?:p\.? ?o\.? ?box|post office box|postfach|apartado|caixa postal|postbus|skr\. poczt\.|private bag|boîte postale|bp|"
        r"casella postale|posta kutusu|(?:rr|r\.r\.|rural route|hc|psc|cmr) [0-9]{1,5},? box) (?:no\.? ?)?[0-9]"
    )
    return [
        _address(english, _block(english_whole)),
        announced("STREET_ADDRESS", STREETS, _with_prefix(_begun)),
        _address(rf"[\w-](?:{_COMPOUND}) (?:no:? ?)?[0-9]", _from_word_start),
        _address(box, _block(rf"(?i:{box})[0-9]{{0,8}}")),
        _address(_BESIDE_POSTCODE, _named_before, by_digits=True),
        announced("STREET_ADDRESS", ADDRESSES, _labelled),
    ]


def _address(trigger: str, refine: Refine, *, by_digits: bool = False) -> Rule:
    source = linear(widened(trigger)).source
    return Rule("STREET_ADDRESS", SCORE, source, by_digits=by_digits, refine=_with_prefix(refine), extends=True)


def _block(street: str) -> Refine:
    return extending(street + _BLOCK, MAX_REST, re.NOFLAG)


_DIGIT = re.compile(r"[0-9]")
_LINK = r"(?:d[eu]s?|de la|la|le|les|l'|della?|delle|dei|al|alla|ai|do|da|dos|das|y|i|del)"
_NUMBER_FIRST = _block(
    rf"{_NUMBER}(?: ?(?:bis|ter))?,? (?:[\w/]{{1,20}}\.?(?: (?:{_LINK}\b|(?:l'|d')?{_NAMED})){{1,6}}|"
    rf"(?i:{_TELLING})(?: {_LETTERS}){{1,4}}?(?:{_STOP}|(?=,?\s{_POSTCODE})))"
)
_NUMBER_LAST = _block(
    rf"(?:[\w/]{{1,20}}\.? (?:{_LINK} |{_NO_NAME}{_NAMED_LETTERS} |[0-9]{{1,2}} (?=de |di )){{0,4}}{_NO_NAME}{_NAMED_LETTERS},? |"
    rf"(?i:{_TELLING}) (?:{_PURE} ){{0,4}}{_PURE},? |"
    rf"(?i:calle|carrera|cra\.?|soi) [0-9]{{1,3}},? )"
    r"(?:(?i:n[º°.]{0,3} ?|no:? ?|nr\.? ?|#|parcela |parc\. |nave |km\.? )?"
    rf"(?:[1-9]\.[0-9]{{3}}|{_NUMBER})\b(?: [#-] ?[0-9-]{{1,6}})?|(?i:s/n|snc)\b)"
)
_NO_NUMBER = _block(
    rf"[\w/-]{{1,20}}\.?(?: (?:{_LINK}\b|(?:l'|d')?{_NAMED_LETTERS})){{1,5}}(?=,\s(?:[0-9]{{5}}|[0-9]{{4}}-[0-9]{{3}}) [A-Z])"
)
"""A hamlet or a square, of which only the postcode is a number."""
_NUMBER_BEFORE = re.compile(r"(?<![\w./-])[0-9]{1,4}[A-Za-z]?(?:[-/][0-9]{1,4})?(?: ?(?:bis|ter))?,? $")
_MAX_NUMBER = 14
_MAX_STREET = 70


def _begun(text: str, start: int, end: int) -> tuple[int, int] | None:
    """An address whose word for "street" is known: the number is right before it, or after the name."""
    before = _NUMBER_BEFORE.search(text, max(0, start - _MAX_NUMBER), start)
    if before:
        return _NUMBER_FIRST(text, before.start(), end)
    if not _DIGIT.search(text, end, end + _MAX_STREET):
        return None
    return _NO_NUMBER(text, start, end) or _NUMBER_LAST(text, start, end)


_BEFORE = re.compile(rf"(?:^|(?<=[\s,:;(\"'>])){_PREFIX}$")
_MAX_PREFIX = 32


def _with_prefix(refine: Refine) -> Refine:
    """The flat, the plot or the "No." before a house number belong to the address."""

    def widened_refine(text: str, start: int, end: int) -> tuple[int, int] | None:
        found = refine(text, start, end)
        if found is None:
            return None
        first = found[0]
        before = _BEFORE.search(text, max(0, first - _MAX_PREFIX), first)
        return (before.start() if before else first), found[1]

    return widened_refine


_BESIDE_POSTCODE = (
    r"[\w.'\x7f-] [0-9]{1,4}(?: ?[a-z])?(?:[-/][0-9a-z]{1,4})?(?: (?:bus|bte|bt|lgh) [0-9a-z]{1,5})?(?:,? |,?\n| - )"
    r"(?:[a-z]{1,3}-)?(?:[0-9]{5}|[0-9]{4}(?: ?[a-z]{2})?|[0-9]{3} [0-9]{2}) [A-Z\x7f]"
)
_SMALL = (
    r"(?:der|dem|den|die|das|auf|an|am|im|in|zu|zur|zum|hinter|vor|unter|von|vom|de|het|'t|op|aan|ten|ter|van|te|la|le|les|du|"
    r"des|et|di|del|della|dei|do|da|dos|das|på|ved|ve|na|pod|pri|u)"
)
_NAME_BEFORE = re.compile(
    r"(?:^|(?<=[\s:,;(\"']))(?!(?:\w*[Aa]dress?e?|Anschrift|Address|Indirizzo|Dirección|Standort|Filiale|Sitz|Büro|Firma)\b)"
    rf"{_CAPITAL}(?: (?:{_SMALL} ){{0,2}}[A-Z0-9\u00c0-\u024f][\w'’-]{{0,20}}){{0,3}} $"
)
_NUMBER_AND_TOWN = re.compile(
    r"[0-9]{1,4}(?: ?[A-Za-z])?(?:[-/][0-9A-Za-z]{1,4})?(?: (?:bus|bte|bt|lgh) [0-9A-Za-z]{1,5})?(?:, |,?\n| - )"
    r"(?:[A-Z]{1,3}-)?(?:[0-9]{5}|(?P<short>(?!(?:19|20)[0-9]{2}\b)[1-9][0-9]{3})|[1-9][0-9]{3} ?[A-Z]{2}|[0-9]{3} [0-9]{2}) "
    r"(?!(?:Stück|Euro|EUR|USD|GBP|Teile|Einheiten|Exemplare|Paar|Kilo|Liter|Meter|Tonnen|Kunden|Personen|Mitarbeiter|Units|Users|"
    r"Seats|Leads|Points|Orders|Customers|Pieces|Items|Licen[cs]es|Calls|Contacts|Rows|Records|Hours|Miles)\b)"
    r"[A-Z\u00c0-\u024f][^\W\d_]{2,20}(?:[ -](?:(?:de|la|le|les|sur|am|an|der|im|in|di|del|della|aan|den|do|da|nad) ?){0,2}"
    rf"[A-Z\u00c0-\u024f][^\W\d_]{{1,20}}){{0,2}}(?(short){_STOP})"
)
"""A house number, then a postcode and a town: the name before them is a street's, though nothing in it says so."""
_MAX_BARE = 64


def _named_before(text: str, start: int, _end: int) -> tuple[int, int] | None:
    """The name of a street before a house number, and all up to the town."""
    number = start + len("s ")  # a hit begins with the last letter of the name
    town = _NUMBER_AND_TOWN.match(text, number, number + _MAX_BARE + MAX_REST)
    if town is None:
        return None
    name = _NAME_BEFORE.search(text, max(0, number - _MAX_BARE), number)
    return (name.start(), town.end()) if name else None


_COMPOUND_PLAIN = _block(rf"{_LETTERS}?(?i:{_COMPOUND}) (?i:no:? ?)?{_NUMBER}\b")
# "ordering 4", "during 3": without a capital letter, an ending like these makes no street.
_WORDLIKE = re.compile(r"(?i)(?:ring|tie|hof|steig|markt|damm|gata|kade|gade|weg|vej|katu) ")
_NO_STREET = re.compile(
    r"(?:bring|spring|string|bearing|clearing|engineering|gearing|hearing|hiring|monitoring|offering|ordering|pairing|pricing|"
    r"referring|rendering|scoring|sharing|steering|storing|tiering|wiring|o-ring|dichtring|kolbenring|bow-?tie|necktie|"
    r"brigade|renegade|dekade|arkade|arbeitsplatz|sitzplatz|stellplatz|lagerplatz|speicherplatz|bahnsteig)"
    r" (?:no:? ?|nr\.? ?)?[0-9][0-9A-Za-z/-]{0,12}",
    re.IGNORECASE,
)
"""Words that end as streets do; with a town behind the number they are one all the same."""
_LIVES_BEFORE = re.compile(
    r"(?<!\w)(?:adresse|anschrift|address|wohnt|wohne|wohnhaft|lives? at|lives?|zieht|umzug|dirección|domicilio|adres|woont)"
    r"(?: (?:in|an|nach|to|op))?(?: der| die| dem)?[ :]{1,3}\Z",
    re.IGNORECASE,
)
_LIVES_REACH = 28
_MAX_NAME = 30
_CAPITALS_BEFORE = re.compile(rf"\b(?:{_NAMED} ){{1,2}}(?:(?:de|van|der|den|von|het|ter|ten|la) ){{1,2}}$")


def _lives(text: str, start: int) -> bool:
    """True after words that say where somebody lives."""
    return _LIVES_BEFORE.search(text, max(0, start - _LIVES_REACH), start) is not None


def _from_word_start(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name before "straße" belongs to the address: back to the beginning of its word, and of its name."""
    first = start
    while first > 0 and start - first < _MAX_NAME and (text[first - 1].isalnum() or text[first - 1] in "-.'"):
        first -= 1
    found = _COMPOUND_PLAIN(text, first, end)
    if found is None or (text[first].islower() and _WORDLIKE.search(text, first, end)):
        return None
    thing = _NO_STREET.match(text, *found)
    if thing and not (_DIGIT.search(text, thing.end(), found[1]) or _lives(text, found[0])):
        return None
    before = _CAPITALS_BEFORE.search(text, max(0, first - _MAX_NAME), first) if text[first].isupper() else None
    return (before.start() if before else first), found[1]


_FIELD = re.compile(
    rf"[\"'*_]{{0,3}}(?: ?[:=>]){{1,2}}\s{{0,2}}[\"'(]?(?:({QUOTED})|"
    rf"({_PREFIX}{_NUMBER},? [^\n\x00;\"<>|(){{}}]{{3,90}}?(?:{_POSTCODE}(?: {_CITY})?)?"
    r"(?=[\n\x00;\"<>|){}]|\. | {1,4}[A-Z][A-Za-z]{1,12}: |$)))",
    re.NOFLAG,
)
_MAIL = re.compile(r"[@/\\]")


def _labelled(text: str, _start: int, end: int) -> tuple[int, int] | None:
    """The rest of the field or line after "address:", if it has a number and is no e-mail or web address."""
    found = _FIELD.match(text, end, end + MAX_LABELLED)
    if not found:
        return None
    start, last = found.span(found.lastindex or 0)
    if not _DIGIT.search(text, start, last) or _MAIL.search(text, start, last):
        return None
    return start, last
