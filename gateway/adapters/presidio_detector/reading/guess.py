"""What a value is whose disguise says that it is one, where no rule knows its form."""

from __future__ import annotations

import re
from itertools import pairwise

from gateway.adapters.presidio_detector.counting import is_marks
from gateway.adapters.presidio_detector.payment import luhn
from gateway.core.entities import Label

MIN_DIGITS = 7
_CARD_DIGITS = range(13, 20)
_CARD_BEGINS = "23456"
_IDENTITY_DIGITS = 9
_MIN_KEY = 16
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")
_KEY_DIGITS = 3
_MIN_KINDS = 4


def guessed(value: str, *, least: int = MIN_DIGITS) -> Label | None:
    """The label of a value by its form; None for what may be a word, or a count of something."""
    if _ADDRESS.fullmatch(value):
        return Label.EMAIL_ADDRESS
    digits = "".join(filter(str.isdecimal, value))
    if sum(map(str.isalpha, value)):
        return Label.SECRET if len(value) >= _MIN_KEY and len(digits) >= _KEY_DIGITS else None
    if len(digits) < least or counts(digits):
        return None
    if len(digits) in _CARD_DIGITS and digits[0] in _CARD_BEGINS and luhn(digits):
        return Label.CREDIT_CARD
    return Label.NATIONAL_ID if len(digits) == _IDENTITY_DIGITS else Label.PHONE_NUMBER


def counts(digits: str) -> bool:
    """True for a row that goes up or down by one, or has so few kinds of digits that it marks or rates something."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    return len(steps) == 1 or len(set(digits)) < _MIN_KINDS or is_marks(digits)
