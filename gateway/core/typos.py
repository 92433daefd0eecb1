"""Whether a word is a name with one slip of the hand: a letter left out, put in, changed, or two swapped.

Asked only of words that a text offers for it: beside another part of the same name, or that share half of a long name.
"""

from __future__ import annotations

MIN_BESIDE = 3
"""Letters of a name that stands beside another part of the same person's."""


def is_slip(word: str, name: str) -> bool:
    """True if one edit (insertion, deletion, substitution, swap of neighbours) makes `name` of `word`; not if they are equal."""
    if word == name or abs(len(word) - len(name)) > 1:
        return False
    start = 0
    shorter = min(len(word), len(name))
    while start < shorter and word[start] == name[start]:
        start += 1
    rest, wanted = word[start:], name[start:]
    if len(rest) == len(wanted):
        return rest[1:] == wanted[1:] or (rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:])
    return rest[1:] == wanted if len(rest) > len(wanted) else rest == wanted[1:]
