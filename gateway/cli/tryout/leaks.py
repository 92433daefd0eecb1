"""Looking for planted values in the bytes that a provider got, however they are written there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from gateway.cli.verify.carriers import strings
from gateway.core.seal import is_mentioned

_NOT_DIGIT = re.compile(r"\D+")
_MIN_DIGITS = 7
"""Fewer digits in a row are found in any text."""


def leaks(body: bytes, planted: Iterable[str]) -> list[str]:
    """The planted values that stand in `body`: as they are, in another case, or as other groups of the same digits.

    A sealed block that went out unopened holds its record, so with one in it every value counts.
    """
    text = " ".join([body.decode("utf-8", "replace"), *strings(json.loads(body))])
    if is_mentioned(text):
        return list(planted)
    lowered, digits = text.casefold(), _NOT_DIGIT.sub("", text)
    return [value for value in planted if value.casefold() in lowered or _has_digits_of(value, digits)]


def _has_digits_of(value: str, digits: str) -> bool:
    own = _NOT_DIGIT.sub("", value)
    return len(own) >= _MIN_DIGITS and own in digits
