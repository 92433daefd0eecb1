"""User names that are made of a person's names: jdoe, janed, doejane, jane84."""

from __future__ import annotations

from collections.abc import Collection

from gateway.core.common_words import WORDS

MIN_PART = 3
"""Letters of the name part that a user name holds in full."""
MIN_LETTERS = 4
MAX_DIGITS = 4
_MAX_PARTS = 3
_ENDINGS = "sdryen"


def is_made_of(word: str, names: Collection[str], initials: str) -> bool:
    """True if `word` (folded) is nothing but the person's names and initials, one name in full among them, and digits after."""
    letters = word.rstrip("0123456789")
    digits = len(word) - len(letters)
    if digits > MAX_DIGITS or (not digits and (len(letters) < MIN_LETTERS or _is_word(letters, names))):
        return False
    return _is_row(letters, names, initials, _MAX_PARTS, has_name=False)


def _is_word(letters: str, names: Collection[str]) -> bool:
    """True for a name alone, any common word, and a common word with an ending: "hopes" is no user name of Hope Kessler."""
    stem = letters[:-1]
    return letters in names or letters in WORDS or (stem in names and stem in WORDS and letters[-1] in _ENDINGS)


def _is_row(letters: str, names: Collection[str], initials: str, parts: int, *, has_name: bool) -> bool:
    if not letters:
        return has_name
    if not parts:
        return False
    for name in names:
        if letters.startswith(name):
            has_one = has_name or len(name) >= MIN_PART
            if _is_row(letters[len(name) :], names, initials, parts - 1, has_name=has_one):
                return True
    return letters[0] in initials and _is_row(letters[1:], names, initials, parts - 1, has_name=has_name)
