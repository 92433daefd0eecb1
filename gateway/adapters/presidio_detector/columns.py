"""Rules for the columns of tables (tables.py) and for people's names in fields whose name says so."""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.label_words import (
    ADDRESSES,
    BORN,
    COMMON,
    LOGINS,
    NAMES,
    PASSWORDS,
    PHONES,
    SPECIFIC,
)
from gateway.adapters.presidio_detector.labelled import MIN_DIGITS, QUOTED, SIGN, announced, digits, following
from gateway.adapters.presidio_detector.logins import named
from gateway.adapters.presidio_detector.rule import Rule, Validate
from gateway.adapters.presidio_detector.words import spellings

SCORE = 0.6
MIN_PHONE = 6
OF_ANYTHING = frozenset({"name", "contact", "kontakt", "contacto", "contatto", "contato"})
"""Of the words for a name those that a field of something else may have."""
_NAME = re.compile(r"[^\W\d_][^\d@/\\:;|<>{}\[\]()=\"\n\x00]{0,59}")


def columns() -> list[Rule]:
    """One rule per kind of column, and one for names in fields."""
    rules = [
        _column("DATE_OF_BIRTH", BORN, digits(2, dates=True)),
        _column("PHONE_NUMBER", PHONES, digits(MIN_PHONE)),
        _column("STREET_ADDRESS", ADDRESSES, digits(1)),
        _column("USERNAME", LOGINS, named),
        _column("SECRET", PASSWORDS, named),
        _column("PERSON", NAMES, _person),
        announced("PERSON", NAMES - OF_ANYTHING, following([(rf"{SIGN}({QUOTED})", _person)], by_digits=False)),
    ]
    for entity, words in (*SPECIFIC.items(), *COMMON.items()):
        rules.append(_column(entity, words, digits(MIN_DIGITS.get(entity, 3))))
    return rules


def _column(entity: str, words: frozenset[str], fits: Validate) -> Rule:
    after = frozenset(each for word in words for each in spellings(word))
    return Rule(entity, SCORE, after=after, validate=fits, column=True)


def _person(value: str) -> bool | None:
    return None if _NAME.fullmatch(value) and named(value) is not False else False
