"""Rules for where somebody lives and how old somebody is.

A street address needs a number and a word for "street", each in the order of its language; then unit, city and postcode are
taken along when they follow as one block (LABELS: a city alone is no address). Words that are common otherwise ("way", "court")
count only after a word with a capital letter. The automaton finds number and street; the block is taken from the text.
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.dialect import linear, widened
from gateway.adapters.presidio_detector.rule import FIND, Refine, Rule, extending

SCORE = 0.7
AGE_SCORE = 0.6
MAX_REST = 160
_UNIT_REACH = 12

_STREET = "street|avenue|road|lane|drive|boulevard|crescent|parkway|highway|terrace|rd|ave|blvd|pkwy|hwy|trl"
_SHORT = "st|ln|dr|ct|pl|sq|cres|way|court|place|square|close|row|mews|gardens?|grove|walk|circle|trail|quay|green|hill"
_ROMANCE = (
    r"rue|avenue|boulevard|bd|place|chemin|allée|impasse|quai|cours|calle|c/|avenida|avda\.?|av\.?|paseo|plaza|carrer|"
    r"via|viale|piazza|corso|rua|travessa|praça|largo|ul\.?|ulica|aleja|al\.|os\."
)
_COMPOUND = (
    r"straße|strasse|str\.|gasse|allee|platz|weg|ufer|damm|straat|laan|gracht|plein|kade|singel| sokak| caddesi| cad\.| sok\.|"
    r" Straße| Strasse| Gasse| Allee| Platz| Weg"
)

_CAPITAL = r"[A-Z\u00c0-\u024f][\w'.-]{1,20}"
_NAMED = r"[A-Z0-9\u00c0-\u024f][\w'.-]{0,20}"
_ANY = r"[\w'.-]{1,20}"
_LETTERS = r"[^\W\d][\w'.-]{0,20}"
# Before "road" in a sentence that counts or tells a time.
_NO_NAME = (
    r"(?!(?:the|of|our|my|your|his|her|their|a|an|to|for|in|on|at|more|new|other|good|best|days?|weeks?|months?|years?|hours?|"
    r"minutes|miles|km)\b)"
)
_NUMBER = r"[0-9]{1,5}[A-Za-z]?(?:[-/][0-9]{1,4}[A-Za-z]?)?"
_UNIT = r"(?i:(?:apt|apartment|suite|ste|unit|flat|floor|fl|casa|piso|int)\.? ?#?|#)[\w-]{1,6}"
_POSTCODE = (
    r"(?:[A-Z]{2} [0-9]{5}(?:-[0-9]{4})?|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|"
    r"[0-9]{4} ?[A-Z]{2}|[0-9]{5}-[0-9]{3}|[0-9]{2}-[0-9]{3}|[0-9]{4,6})\b"
)
_CITY = rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}"
_BLOCK = (
    r"(?: (?:NE|NW|SE|SW|[NSEW])\b)?"
    rf"(?:,? {_UNIT})?"
    rf"(?:(?:,\s?(?:{_UNIT}|{_CITY}(?: - [A-Z]{{2}})?)){{0,3}},?\s{_POSTCODE}(?: {_CITY})?|,\s?{_CITY})?"
)


def places() -> list[Rule]:
    """The rules of addresses and ages."""
    number = r"\b[0-9]{1,5}[a-z]?(?:[-/][0-9]{1,4}[a-z]?)?,?"
    english = rf"{number} (?:{_ANY} ){{1,4}}(?:{_STREET}|{_SHORT})\b"
    english_whole = (
        rf"{_NUMBER},? (?:(?:{_NAMED} ){{1,4}}(?i:{_STREET}|{_SHORT})\b\.?|"
        rf"(?:{_NO_NAME}{_ANY} ){{1,2}}(?i:{_STREET})\b\.?)"
    )
    french = rf"\b[0-9]{{1,4}}(?: ?(?:bis|ter))?,? (?:{_ROMANCE}) [\w]"
    link = r"(?:d[eu]s?|la|le|les|della?|do|da)"
    french_whole = rf"{_NUMBER}(?: ?(?:bis|ter))?,? (?i:{_ROMANCE})(?: (?:{link}|(?:l'|d')?{_NAMED})){{1,6}}"
    spanish = rf"\b(?:{_ROMANCE}) (?:{_ANY} ){{0,3}}{_ANY},? ?(?:n[º°.]? ?|#)?[0-9]"
    spanish_whole = rf"(?i:{_ROMANCE}) (?:{_LETTERS} ){{0,3}}{_LETTERS},? ?(?i:n[º°.]? ?|#)?{_NUMBER}\b"
    box = (
        r"\b(?:p\.? ?o\.? ?box|post office box|postfach|apartado|caixa postal|postbus|skr\. poczt\.) (?:no\.? ?)?[0-9]"
    )
    return [
        _address(english, _block(english_whole)),
        _address(french, _block(french_whole)),
        _address(spanish, _block(spanish_whole)),
        _address(rf"[\w](?:{_COMPOUND}) (?:no:? ?)?[0-9]", _from_word_start),
        _address(box, _block(rf"(?i:{box})[0-9]{{0,8}}")),
        *_ages(),
    ]


def _address(trigger: str, refine: Refine) -> Rule:
    return Rule("STREET_ADDRESS", SCORE, linear(widened(trigger)).source, refine=refine, extends=True)


def _block(street: str) -> Refine:
    return extending(street + _BLOCK, MAX_REST, re.NOFLAG)


_COMPOUND_BLOCK = _block(rf"{_NAMED}(?:(?i:{_COMPOUND})) (?i:no:? ?)?{_NUMBER}\b")
_MAX_NAME = 30


def _from_word_start(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name before "straße" belongs to the address: back to the beginning of its word."""
    first = start
    while first > 0 and start - first < _MAX_NAME and (text[first - 1].isalnum() or text[first - 1] in "-.'"):
        first -= 1
    return _COMPOUND_BLOCK(text, first, end)


def _ages() -> list[Rule]:
    words = "aged?|alter|âge|edad|età|idade|leeftijd|wiek|yaş"
    duration = r"(?! ?(?:%|days?|months?|weeks?|min|hours?|hrs?)\b)"
    expressions = (
        rf"\b(?:{words})[\"']?(?: of|:|=| is)? ?[\"']?(?P<{FIND}>[1-9][0-9]?)\b{duration}",
        rf"\b(?P<{FIND}>[1-9][0-9]?)(?:[ -]?years?[ -]old| ?y/?o| ?jahre alt| ans| años| anni| anos| jaar| lat| yaşında)\b",
    )
    return [
        Rule("AGE", AGE_SCORE, linear(each).source, by_digits=True, refine=extending(each, _UNIT_REACH), extends=True)
        for each in expressions
    ]
