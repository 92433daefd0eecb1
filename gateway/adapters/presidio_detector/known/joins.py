"""From the places of single forms to whole finds: parts of one value that stand together are one, and take along what is theirs.

A name takes the initials beside it ("J. Doe", "Jane A. Doe") and a misspelt part of the same name, an address its further
words, a handle its @, a page's address its scheme and path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from gateway.core.entities import Label
from gateway.core.folding import fold
from gateway.core.typos import MIN_BESIDE, is_slip

MAX_GAP = 8
_NAME_GAP = re.compile(r"\s{1,2}(?:[^\W\d_]\.?[\s-]{1,2}){0,2}|,\s{0,2}|[-_.]")
_LEFT = re.compile(r"(?:^|(?<=[^\w'\u2019]))(?:[^\W\d_](?:\.-?| |\. )){1,3}$")
_RIGHT = re.compile(r",? (?:[^\W\d_]\.? ?){1,2}(?![\w'\u2019])")
_MAX_INITIALS = 9
_SCHEME = re.compile(r"(?:https?://)?(?:www\.)?$", re.IGNORECASE)
_MAX_SCHEME = 12
_PATH = re.compile(r"(?:/[\w./?=&%-]*)?")
_ORDINARY = frozenset("aeioyuà")
_BEYOND = 40
_MAX_BESIDE = 20
_LINKS = frozenset({"in", "and"})
"""An address that is said has these between its words."""
_WORD_BEFORE = re.compile(r"(?<![^\W_])([^\W_]+(?:['\u2019][^\W_]+)?)([\s.,;:#/\\()\u2013-]{0,5})$")
_WORD_AFTER = re.compile(r"([\s.,;:#/\\()\u2013-]{0,5})([^\W_]+(?:['\u2019][^\W_]+)?)")
_NAMES_APART = re.compile(r"[ \t]|, ?|-|\n")


@dataclass(slots=True)
class Found:
    """A form's place in a text, and which of the known values it is a form of."""

    start: int
    end: int
    label: Label
    owners: frozenset[int]


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs to a known value where it stands beside it: a person's initials and name parts, an address's words. Folded."""

    initials: str = ""
    words: frozenset[str] = frozenset()


_Belongs = Callable[[str, str, frozenset[str]], bool]
"""(a folded word, what is between it and the find, the words of the find's values) → does the word belong to it?"""


def joined(text: str, found: Iterable[Found], beside: Mapping[int, Beside]) -> Iterator[Found]:
    """Whole finds, in order of their start. `beside`: by known value."""
    for each in _together(text, found):
        yield _grown(text, each, [beside[owner] for owner in each.owners if owner in beside])


def _together(text: str, found: Iterable[Found]) -> Iterator[Found]:
    last: Found | None = None
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if last is None:
            last = each
        elif each.start < last.end or _belongs(text, last, each):
            last = _union(last, each)
        else:
            yield last
            last = each
    if last is not None:
        yield last


def _belongs(text: str, left: Found, right: Found) -> bool:
    """True for two parts of one person's name with nothing between them but a name's middle."""
    if left.label is not Label.PERSON or right.label is not Label.PERSON or right.start - left.end > MAX_GAP:
        return False
    return not left.owners.isdisjoint(right.owners) and _NAME_GAP.fullmatch(text, left.end, right.start) is not None


def _union(left: Found, right: Found) -> Found:
    longer = left if left.end - left.start >= right.end - right.start else right
    return Found(left.start, max(left.end, right.end), longer.label, left.owners | right.owners)


def _grown(text: str, found: Found, beside: list[Beside]) -> Found:
    if found.label is Label.PERSON:
        missing = frozenset(word for each in beside for word in each.words)
        missing = missing.difference(fold(text[found.start : found.end]).split()) if missing else missing
        _take_words(text, found, missing, _is_misspelt)
        _take_initials(text, found, "".join(each.initials for each in beside))
    elif found.label is Label.STREET_ADDRESS:
        _take_words(text, found, frozenset(word for each in beside for word in each.words), _is_among)
    elif found.label is Label.USERNAME:
        if found.start and text[found.start - 1] == "@":
            found.start -= 1
    elif found.label is Label.PERSONAL_URL:
        before = _SCHEME.search(text, max(0, found.start - _MAX_SCHEME), found.start)
        after = _PATH.match(text, found.end)
        found.start = before.start() if before else found.start
        found.end = after.end() if after else found.end
    return found


def _is_among(word: str, gap: str, words: frozenset[str]) -> bool:
    del gap  # whatever the pattern lets through may stand between an address's words
    return word in words


def _is_misspelt(word: str, gap: str, words: frozenset[str]) -> bool:
    if len(word) < MIN_BESIDE - 1 or _NAMES_APART.fullmatch(gap) is None:
        return False
    return any(is_slip(word, name) for name in words if len(name) >= MIN_BESIDE)


def _take_words(text: str, found: Found, words: frozenset[str], belongs: _Belongs) -> None:
    if not words:
        return
    start = found.start
    for _ in range(_MAX_BESIDE):
        before = _WORD_BEFORE.search(text, max(0, start - _BEYOND), start)
        if before is None or not _leads_on(fold(before[1]), before[2], words, belongs):
            break
        start = before.start()
        found.start = found.start if before[1].lower() in _LINKS else start
    end = found.end
    for _ in range(_MAX_BESIDE):
        after = _WORD_AFTER.match(text, end, end + _BEYOND)
        if after is None or not _leads_on(fold(after[2]), after[1], words, belongs):
            break
        end = after.end()
        found.end = found.end if after[2].lower() in _LINKS else end


def _leads_on(word: str, gap: str, words: frozenset[str], belongs: _Belongs) -> bool:
    """True for a word that belongs to the find, and for one that may stand before such a word."""
    return word in _LINKS or belongs(word, gap, words)


def _take_initials(text: str, found: Found, letters: str) -> None:
    before = _LEFT.search(text, max(0, found.start - _MAX_INITIALS), found.start)
    if before and _are_of(before[0], letters):
        found.start = before.start()
    after = _RIGHT.match(text, found.end, found.end + _MAX_INITIALS)
    if after and _are_of(after[0], letters):
        found.end += len(after[0].rstrip(" ,"))


def _are_of(written: str, letters: str) -> bool:
    """True if all letters are a person's initials; one that is a word too needs its capital or its full stop."""
    found = [char for char in written if char.isalpha()]
    if not all(char.lower() in letters for char in found):
        return False
    return "." in written or all(char.isupper() or char not in _ORDINARY for char in found)
