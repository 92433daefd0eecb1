"""Initials that nobody told the CRM, where a person signs or acts: "JAD" of Jane Doe, "J." alone on its line or in its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from gateway.adapters.presidio_detector.known.form import Case
from gateway.adapters.presidio_detector.known.name_clues import counts
from gateway.adapters.presidio_detector.known.value import Value
from gateway.core.folding import fold

_THREE = r"[ \t>*-]{0,4}([^\W\d_])\.?[^\W\d_]\.?([^\W\d_])\.?(?![\w'\u2019])"
_ONE = r"[ \t>*|-]{0,4}([^\W\d_])\.(?= ?(?:[,;|\n\0]|$))"
_AT_THE_START = re.compile(_THREE)
_ONE_AT_THE_START = re.compile(_ONE)
_ONE_AFTER_A_BREAK = tuple(re.compile(sign + _ONE) for sign in ("\n", "\0", r"\|"))
_AFTER_A_BREAK = tuple(re.compile(sign + _THREE) for sign in ("\n", "\0", "\u2014"))
"""One expression a sign: each is looked for as a plain character, twenty times as fast as a class of them."""


class Initials:
    """The first initial, and each further one, of the known persons; looked at only where a text has somebody's."""

    def __init__(self, values: Sequence[Value]) -> None:
        """Of these values."""
        self._values = values

    def of_two(self, letters: str) -> frozenset[int]:
        """The persons, by their place in the list, whose first and further initial these are, folded."""
        return self._owners[1].get(letters, frozenset())

    def of_one(self, letter: str) -> frozenset[int]:
        """The persons whose first initial it is, folded."""
        return self._owners[0].get(letter, frozenset())

    @cached_property
    def _owners(self) -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
        """By the first initial, and by two."""
        firsts: dict[str, set[int]] = {}
        pairs: dict[str, set[int]] = {}
        for owner, (value, _, words) in enumerate(self._values):
            if words and any(map(str.isalnum, value)):
                initials = "".join(fold(word)[:1] for word in words)
                firsts.setdefault(initials[:1], set()).add(owner)
                for last in initials[1:]:
                    pairs.setdefault(initials[0] + last, set()).add(owner)
        return _frozen(firsts), _frozen(pairs)


def _frozen(owners: dict[str, set[int]]) -> dict[str, frozenset[int]]:
    return {letters: frozenset(each) for letters, each in owners.items()}


def signatures(text: str, initials: Initials) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Ranges, and whose they may be."""
    for found in _placed(text, _AT_THE_START, _AFTER_A_BREAK):
        # The place first: most sentences that begin with a short word have nobody's initials looked up for them.
        if counts(text, found.start(1), found.end(), Case.SIGNATURE):
            theirs = initials.of_two(fold(found[1] + found[2]))
            if theirs:
                yield found.start(1), found.end(), theirs


def single_initials(text: str, initials: Initials) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Ranges of one initial with its full stop, and whose it may be."""
    for found in _placed(text, _ONE_AT_THE_START, _ONE_AFTER_A_BREAK):
        theirs = initials.of_one(fold(found[1])) if found[1].isupper() else None
        if theirs:
            yield found.start(1), found.end(), theirs


def _placed(text: str, first: re.Pattern[str], further: Sequence[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    found = first.match(text)
    if found:
        yield found
    for expression in further:
        yield from expression.finditer(text)
