"""Rules for how old somebody is: "34 years old", "turned sixty", "in her late forties", `age_group: 25-34`, "quarantadue anni".

A number in words is an age where a word for years, for a person or for growing old stands beside it (age_context.py). A span of
time is none: "25 años de experiencia", "garanzia di 12 anni".
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.dialect import linear
from gateway.adapters.presidio_detector.labelled import SIGN, announced, anything, following
from gateway.adapters.presidio_detector.rule import FIND, Refine, Rule, extending
from gateway.adapters.presidio_detector.traits import age_context as beside
from gateway.adapters.presidio_detector.traits.spoken_ages import ENGLISH_TENS, HEADS, REST, SMALL, SPOKEN, TENS
from gateway.adapters.presidio_detector.words import spellings
from gateway.core.common_words import phrase_set

_ENTITY = "AGE"
SCORE = 0.6
_REACH = 12
_NEAR = 48
_LONG = 140

_LABELS = phrase_set(
    """
    age, age group, age band, age range, age bracket, age yrs, age years, customer age, edad, grupo de edad, rango de edad,
    tramo de edad, âge, tranche d'âge, alter, altersgruppe, età, fascia d'età, fascia di età, idade, faixa etária, leeftijd,
    leeftijdsgroep, leeftijdscategorie, wiek, yaş
    """
)
"""Names of fields and headers of columns that hold an age."""
_DECADES = "|".join(ENGLISH_TENS.values())
_TENTHS = rf"(?:(?:early|mid|late)(?: |-)(?:to(?: |-)(?:mid|late)(?: |-))?)?(?:{_DECADES}|[1-9]0['’]?s)"
_YEARS_OF_AGE = r"(?:[1-9][0-9]?|1[01][0-9])"
_SAID = (
    rf"(?:{_YEARS_OF_AGE}\s?(?:-|\u2013|to|a|à|bis|tot)\s?{_YEARS_OF_AGE}|(?:over|under|ab|über) {_YEARS_OF_AGE}|"
    rf"[<>]? ?{_YEARS_OF_AGE}\+?|{_TENTHS}|{SPOKEN})"
)
_NO_SPAN = (
    r"(?! ?(?:%|days?|months?|weeks?|min|hours?|hrs?|Tage|Monate|jours|mois|días|meses|giorni|mesi|dias|dagen|maanden)\b|"
    r"[\w.,]?[0-9]|%)"
)
_FIELD = rf"{SIGN}({_SAID}){_NO_SPAN}"
_CELL = re.compile(rf"{_SAID}(?: ?(?:ans|años|anni|anos|jaar|jahre|years?|yrs?))?", re.IGNORECASE)

_SOMEBODY_IS = (
    r"\b(?:(?:he|she|who|i|mum|mom|dad|wife|son|daughter)(?:['\x7f]s|['\x7f]m| is| am| was) (?:now |only |just |nearly |"
    r"almost )?|(?:s?hes|im|pushing|nearing|approaching|nearly|almost) )[1-9][0-9]\b"
)
_TURNED_BY = re.compile(
    rf" (?:just |only )?(?P<{FIND}>[1-9][0-9]?|{SPOKEN}|{SMALL})(?![\w%]|[.,][0-9])(?! (?:percent|degrees|heads|pages|deals|"
    rf"leads))",
    re.IGNORECASE,
)
_PEOPLE_OF_AN_AGE = phrase_set(
    """
    sexagenarian, septuagenarian, octogenarian, nonagenarian, centenarian, trentenaire, quadragénaire, quinquagénaire,
    sexagénaire, septuagénaire, octogénaire, nonagénaire, centenaire, treintañero, treintañera, cuarentón, cuarentona,
    cincuentón, cincuentona, sesentón, sesentona, octogenario, octogenaria, septuagenario, trentenne, quarantenne,
    cinquantenne, sessantenne, settantenne, ottantenne, novantenne, quarentão, quarentona, cinquentão, cinquentona, sessentão,
    sessentona, dertiger, veertiger, vijftiger, mittdreißiger, mittdreißigerin, mittvierziger, mittvierzigerin, mittfünfziger,
    mittfünfzigerin, enddreißiger, enddreißigerin, endvierziger, endvierzigerin, endfünfziger, endfünfzigerin,
    anfangdreißiger, mittsechziger, mittsechzigerin
    """
)
_ABOUT_SO_OLD = phrase_set(
    "trentaine, quarantaine, cinquantaine, soixantaine, trentina, quarantina, cinquantina, sessantina"
)
_NUMBER_BEFORE = re.compile(rf"(?<![^\W_])(?P<{FIND}>{SPOKEN}|{SMALL})(?: |-)\Z", re.IGNORECASE)
_REST = re.compile(REST, re.IGNORECASE)
_LONGEST_NUMBER = 24
_YEARS_BEGIN = frozenset("yajYAJ")
"""Letters with which the words for years begin."""


def ages() -> list[Rule]:
    """The rules of numbers beside a word, of numbers in words, of decades, and of fields."""
    words = "aged?|alter|âge|edad|età|idade|leeftijd|wiek|yaş"
    span = r"(?! ?(?:%|days?|months?|weeks?|min|hours?|hrs?)\b)"
    plain = (
        rf"\b(?:{words})[\"']?(?: of|:|=| is)? ?[\"']?(?P<{FIND}>[1-9][0-9]?)\b{span}",
        rf"\b(?P<{FIND}>[1-9][0-9]?)(?:[ -]?years?[ -]old| y/?o| ?jahre alt)\b",
        rf"\b(?P<{FIND}>[1-9][0-9]?y/?o)\b",
    )
    years = rf"\b(?P<{FIND}>[1-9][0-9]?)(?: ans| años| anni| anos| jaar| lat| yaşında)\b"
    return [
        *(_of_digits(each, extending(each, _REACH)) for each in plain),
        _of_digits(r"\b[1-9][0-9]-?(?:ish|something)\b", _so_so),
        _of_digits(years, _no_span(extending(years, _REACH))),
        _of_digits(_SOMEBODY_IS, _digits_alone),
        announced(_ENTITY, frozenset(HEADS), _spoken),
        announced(_ENTITY, phrase_set("year old, years old, yr old"), _small),
        announced(_ENTITY, phrase_set("turned, turns, turning"), _turned),
        announced(_ENTITY, frozenset(ENGLISH_TENS.values()), _decade),
        _of_digits(
            r"\b(?:her|his|my|their|early|mid|late)[ -](?:(?:early|mid|late)[ -])?[1-9]0'?s\b", _decade_in_digits
        ),
        announced(_ENTITY, _PEOPLE_OF_AN_AGE, _itself),
        announced(_ENTITY, _ABOUT_SO_OLD, _about_so_old),
        announced(_ENTITY, _LABELS, _of_a_person),
        Rule(
            _ENTITY,
            SCORE,
            after=frozenset(each for word in _LABELS for each in spellings(word)),
            validate=_fits_cell,
            column=True,
        ),
    ]


def _of_digits(expression: str, refine: Refine) -> Rule:
    return Rule(_ENTITY, SCORE, linear(expression).source, by_digits=True, refine=refine, extends=True)


def _no_span(refine: Refine) -> Refine:
    """`refine`, but no span of time."""

    def asked(text: str, start: int, end: int) -> tuple[int, int] | None:
        found = refine(text, start, end)
        return None if found is None or _lasts(text, found[0], end) else found

    return asked


def _lasts(text: str, start: int, end: int) -> bool:
    """True of a number, up to the word for years at `end`, that says how long something took or takes."""
    before = beside.LASTS_BEFORE.search(text, max(0, start - _NEAR), start)
    return before is not None or beside.LASTS_AFTER.match(text, end) is not None


def _is_said_of(text: str, start: int, end: int) -> bool:
    """True if it says of somebody how old they are, and what follows counts nothing."""
    return (
        beside.IS_END.match(text, end) is not None
        and beside.IS_BEFORE.search(text, max(0, start - _NEAR), start) is not None
    )


def _digits_alone(text: str, _start: int, end: int) -> tuple[int, int] | None:
    first = end - len("34")
    return (first, end) if _is_said_of(text, first, end) else None


def _spoken(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A number in words that something beside it makes an age."""
    number = _REST.match(text, end, end + _LONGEST_NUMBER)
    if number is None or _counts(text, number.end()):
        return None
    last = number.end()
    if part := beside.PART_OF_WORD.match(text, last):
        return _so_so(text, start, part.end())
    if beside.OLD_AFTER.match(text, last):
        return start, last
    tenth = beside.OF_A_TENTH.search(text, max(0, start - _NEAR), start) if text[start:last].lower() in TENS else None
    if tenth and beside.IN_LIST.match(text, last):
        return tenth.start(), last
    years = beside.YEARS_AFTER.match(text, last)
    if years and not _lasts(text, start, years.end()):
        return start, last
    return (start, last) if _is_said_of(text, start, last) or _is_in_place(text, start, last) else None


def _counts(text: str, end: int) -> bool:
    """True where a word follows that makes no age of a number, as after most: "thirty days". Asked first, it saves six looks."""
    is_word = text[end : end + 1] == " " and text[end + 1 : end + 2] not in _YEARS_BEGIN
    return is_word and beside.IS_END.match(text, end) is None


def _is_in_place(text: str, start: int, end: int) -> bool:
    """True of an answer to who asks for an age, of "Ann Lee (forty-two)", and of ", unos cuarenta," in a list."""
    if not beside.IN_LIST.match(text, end):
        return False
    if text[end : end + 1] == ")" and beside.NAMED_BEFORE.search(text, max(0, start - _NEAR), start):
        return True
    asked = beside.ASKED.search(text, max(0, start - _LONG), start)
    return asked is not None or beside.ABOUT.search(text, max(0, start - _NEAR), start) is not None


def _so_so(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Keep "30ish" and "fifty-something" where nothing is counted."""
    return (start, end) if beside.IS_END.match(text, end) or beside.PERSON_AFTER.match(text, end) else None


def _small(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The number in words before "years old"."""
    found = _NUMBER_BEFORE.search(text, max(0, start - _NEAR), start)
    return found.span(FIND) if found and not beside.OF_A_THING.match(text, end) else None


def _turned(text: str, start: int, end: int) -> tuple[int, int] | None:
    found = _TURNED_BY.match(text, end, end + _NEAR)
    if found is None or not beside.IS_END.match(text, found.end()):
        return None
    return None if beside.THING_BEFORE.search(text, max(0, start - _NEAR), start) else found.span(FIND)


def _decade(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find "late forties" in what is told of somebody, and "her forties"; the eighties are nobody's."""
    found = beside.QUALIFIED.search(text, max(0, start - _NEAR), start)
    if found is None:
        return None
    first = found.start(FIND)
    if not found["whose"] and (first == start or not beside.BEFORE_TENTH.search(text, max(0, first - _NEAR), first)):
        return None
    return first, end


def _decade_in_digits(text: str, _start: int, end: int) -> tuple[int, int] | None:
    first = end - len("40's" if text[end - 2] in "'\u2019" else "40s")
    return _decade(text, first, end)


def _itself(text: str, start: int, end: int) -> tuple[int, int] | None:
    return None if beside.OF_A_CENTURY.match(text, end) else (start, end)


def _about_so_old(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Keep "la quarantaine" where it is no quarantine, and counts nothing."""
    before = beside.IN_THE.search(text, max(0, start - _NEAR), start)
    return None if before is None or before["not"] or beside.OF_COUNT.match(text, end) else (start, end)


_field = following([(_FIELD, anything)], by_digits=False)


def _of_a_person(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What a field says; accounts and deals have an age, too."""
    return None if beside.THINGS_FIELD.search(text, max(0, start - _NEAR), start) else _field(text, start, end)


def _fits_cell(value: str) -> bool | None:
    return None if _CELL.fullmatch(value) else False
