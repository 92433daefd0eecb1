"""Rules for where somebody lives and how old somebody is.

A street address needs a number and a word for "street", each in the order of its language; then unit, city and postcode
are taken along when they follow as one block (LABELS: a city alone is no address). Words that are common otherwise ("way", "court")
count only with capital letters.
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.dialect import linear, widened
from gateway.adapters.presidio_detector.rule import FIND, Rule, extending, fitting

SCORE = 0.7
AGE_SCORE = 0.6
MAX_REST = 160

_STREET = r"street|avenue|road|lane|drive|boulevard|crescent|parkway|highway|terrace"
_STREET_SHORT = r"st|ave|rd|ln|dr|blvd|ct|pl|sq|pkwy|hwy|cres|way|court|place|square|close|row|mews|gardens?|grove|walk|circle|trail|quay|green|hill"
_ROMANCE = r"rue|avenue|boulevard|bd|place|chemin|allée|impasse|quai|cours|calle|c/|avenida|avda\.?|av\.?|paseo|plaza|carrer|via|viale|piazza|corso|rua|travessa|praça|largo|ul\.?|ulica|aleja|al\.|os\."
_GERMANIC = r"straße|strasse|str\.|gasse|allee|platz|weg|ufer|damm|straat|laan|gracht|plein|kade|singel|sokak|caddesi|cad\.|sok\."
_UNIT = r"(?:,? ?(?:apt|apartment|suite|ste|unit|flat|floor|fl|#)\.? ?#?[\w-]{1,6})?"
_CITY = r"(?:,\s?(?:[A-Z\u00c0-\u024f][\w'.-]{1,20}[ ]?){1,3}){0,2}"
_POSTCODE = (
    r"(?:,?\s{1,2}(?:[A-Z]{2} )?[0-9]{5}(?:-[0-9]{3,4})?|,?\s{1,2}[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|,?\s{1,2}[0-9]{4} ?[A-Z]{2}|"
    r",?\s{1,2}[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|,?\s{1,2}(?:[A-Z]{2,3} )?[0-9]{4,6}|,?\s{1,2}[0-9]{2}-[0-9]{3})?"
)
_TAIL = rf"{_UNIT}{_CITY}{_POSTCODE}{_CITY}"
_NUMBER = r"[0-9]{1,5}[A-Za-z]?(?:[-/][0-9]{1,4}[A-Za-z]?)?"
_WORD = r"[A-Z0-9\u00c0-\u024f][\w'.-]{0,20}"


def places() -> list[Rule]:
    """The rules of addresses and ages."""
    english = rf"\b[0-9]{{1,5}}[A-Z]?(?:[-/][0-9]{{1,4}}[A-Z]?)?,? (?:[\w'.-]{{1,20}} ){{1,4}}(?:{_STREET}|{_STREET_SHORT})\b"
    english_whole = (
        rf"{_NUMBER},? (?:(?:{_WORD} ){{1,4}}(?i:{_STREET}|{_STREET_SHORT})\b\.?|(?i:(?:[\w'.-]{{1,20}} ){{1,4}}?(?:{_STREET}))\b){_TAIL}"
    )
    after = rf"\b(?:{_ROMANCE}) (?:[\w'.-]{{1,20}} ){{0,3}}[\w'.-]{{1,20}}?,? ?(?:n[º°.]? ?)?[0-9]"
    after_whole = rf"(?i:{_ROMANCE}) (?:[\w'.-]{{1,20}} ){{0,3}}[\w'.-]{{1,20}}?,? ?(?i:n[º°.]? ?)?{_NUMBER}\b{_TAIL}"
    before = rf"\b[0-9]{{1,4}}(?: ?(?:bis|ter))?,? (?:{_ROMANCE}) (?:[a-z\w])"
    before_whole = rf"{_NUMBER}(?: ?(?:bis|ter))?,? (?i:{_ROMANCE})(?: (?:d[eu]s?|la|le|les|l'|d'|della?|do|da|{_WORD})){{1,6}}{_TAIL}"
    compound = rf"[\w](?:{_GERMANIC}) (?:no:? ?)?[0-9]"
    box = r"\b(?:p\.? ?o\.? ?box|post office box|postfach|apartado|caixa postal|postbus|skr\. poczt\.) (?:no\.? ?)?[0-9]"
    return [
        _rule(english, english_whole),
        _rule(after, after_whole),
        _rule(before, before_whole),
        Rule("STREET_ADDRESS", SCORE, linear(widened(compound)).source, refine=_compound, extends=True),
        _rule(box, rf"(?i:{box[2:]}){{1}}[0-9]{{0,8}}{_TAIL}"),
        *_ages(),
    ]


def _rule(trigger: str, whole: str) -> Rule:
    refine = extending(whole, MAX_REST, re.NOFLAG)
    return Rule("STREET_ADDRESS", SCORE, linear(widened(trigger)).source, refine=refine, extends=True)


_COMPOUND = extending(rf"(?:{_WORD} ){{0,2}}[\w'.-]{{0,30}}(?i:{_GERMANIC}) (?i:no:? ?)?{_NUMBER}\b{_TAIL}", MAX_REST, re.NOFLAG)
_MAX_NAME = 30


def _compound(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name before "straße" belongs to the address: back to the beginning of its word."""
    first = start
    while first > 0 and start - first < _MAX_NAME and (text[first - 1].isalnum() or text[first - 1] in "-.'"):
        first -= 1
    return _COMPOUND(text, first, end)


def _ages() -> list[Rule]:
    expressions = (
        rf"\b(?:aged?|alter|âge|edad|età|idade|leeftijd|wiek|yaş)[\"']?(?: of|:|=| is)?[ ]?[\"']?(?P<{FIND}>[1-9][0-9]?)\b(?! ?(?:%|day|month|week|min|hour))",
        rf"\b(?P<{FIND}>[1-9][0-9]?)(?:[ -]?years?[ -]old| ?y/?o| ?jahre alt| ans| años| anni| anos| jaar| lat| yaşında)\b",
    )
    return [
        Rule("AGE", AGE_SCORE, linear(expression).source, refine=fitting(expression)) for expression in expressions
    ]
