"""Initials that nobody told the CRM, where a person signs or acts: "JAD" of Jane Doe, "J." alone on its line or in its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gateway.adapters.presidio_detector.known.form import Case
from gateway.adapters.presidio_detector.known.name_clues import counts
from gateway.core.folding import fold

_THREE = r"[ \t>*-]{0,4}([^\W\d_])\.?[^\W\d_]\.?([^\W\d_])\.?(?![\w'\u2019])"
_ONE = r"[ \t>*|-]{0,4}([^\W\d_])\.(?= ?(?:[,;|\n\0]|$))"
_AT_THE_START = re.compile(_THREE)
_ONE_AT_THE_START = re.compile(_ONE)
_ONE_AFTER_A_BREAK = tuple(re.compile(sign + _ONE) for sign in ("\n", "\0", r"\|"))
_AFTER_A_BREAK = tuple(re.compile(sign + _THREE) for sign in ("\n", "\0", "\u2014"))
"""One expression a sign: each is looked for as a plain character, twenty times as fast as a class of them."""


def signatures(text: str, owners: Mapping[str, frozenset[int]]) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Ranges, and whose they may be. `owners`: by first and last initial, folded."""
    for found in _placed(text, _AT_THE_START, _AFTER_A_BREAK):
        theirs = owners.get(fold(found[1] + found[2]))
        if theirs and counts(text, found.start(1), found.end(), Case.SIGNATURE):
            yield found.start(1), found.end(), theirs


def single_initials(text: str, owners: Mapping[str, frozenset[int]]) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Ranges of one initial with its full stop, and whose it may be. `owners`: by first initial, folded."""
    for found in _placed(text, _ONE_AT_THE_START, _ONE_AFTER_A_BREAK):
        theirs = owners.get(fold(found[1]))
        if theirs and found[1].isupper():
            yield found.start(1), found.end(), theirs


def _placed(text: str, first: re.Pattern[str], further: Sequence[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    found = first.match(text)
    if found:
        yield found
    for expression in further:
        yield from expression.finditer(text)
