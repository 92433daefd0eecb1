"""What gives a known person or address away, of e-mail or a street: short strings of which each of its spellings holds one.

A call knows many values and a text tells of few. So a text is looked through for signs first, a dozen short strings a value, and
a value is spelt out (patterns.py) only in those ways (form.py) of which it shows a sign: the others have no find there. Values of
other kinds have few spellings and are always spelt out; numbers where a text has a digit.

Most signs count at the edge of a word only. A text is looked through with a space at each such edge, and a sign that begins or
ends with a space stands at one: signs that begin alike are built, and looked for, in half of the time, and few of their matches
are none. Where folding may have moved the edges of words, signs count anywhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress
from string import digits

from gateway.adapters.presidio_detector.known.form import CALLED, DISGUISED, EVERY_WAY, INITIALLED, LETTERED, NAMED
from gateway.adapters.presidio_detector.known.name_forms import (
    HYPHEN,
    MAX_WORDS,
    MIN_LETTERS,
    MIN_LONG,
    MIN_SPELLED,
    SHORT,
    STEM_VOWELS,
    halves,
    initials,
)
from gateway.adapters.presidio_detector.known.place_forms import heads
from gateway.adapters.presidio_detector.known.spellings import WRITTEN_OTHERWISE, spellings
from gateway.adapters.presidio_detector.known.strings import Place, Strings
from gateway.adapters.presidio_detector.known.value import Value
from gateway.adapters.presidio_detector.known.value_forms import SPELT
from gateway.adapters.presidio_detector.known.words import is_misspelt, word_around
from gateway.adapters.presidio_detector.reading.ciphers import moved, turned
from gateway.core.common_words import PARTICLES
from gateway.core.entities import Label
from gateway.core.folding import fold
from gateway.core.nicknames import NICKNAMES

MAX_SLIPS = 8
"""Names that share half of their letters; where more do, no closer look is taken."""
_HEAD = 4
"""Letters with which all begins that a long name is bent to."""
_DISGUISED, _RUN = 5, 6
_RUNS = re.compile(r"[^\W_]+")
_SLIP = 0
"""No way: the word that the sign begins or ends has to be one of the person's names but for a slip of the hand."""
_WAYS_BITS = 5
"""A mark is a value's place in the list, and in its lowest bits the ways that a sign tells of."""
_KEPT = b".'\0"
_SPACED = bytes(byte if chr(byte).isalnum() or byte in _KEPT else ord(" ") for byte in range(0x80)).ljust(0x100)
_Signs = list[tuple[int, list[str]]]
"""The signs of one value, by ways. A space at the edge of one is the edge of a word."""


class Signs:
    """The signs of one call's known values. Built for the call and dropped with it."""

    def __init__(self, values: Sequence[Value]) -> None:
        """Linear in the list."""
        self._values = values
        self._always: dict[int, int] = {}
        self._by_digits: dict[int, int] = {}
        marks: list[int] = []
        texts: list[str] = []
        for owner, known in enumerate(values):
            signs = None if "\0" in known.text else _signs(known)
            if signs is None:
                (self._by_digits if _has_digits(known) else self._always)[owner] = EVERY_WAY
                continue
            for ways, found in signs:
                texts += found
                marks += [owner << _WAYS_BITS | ways] * len(found)
        self._marks = marks
        self._folded = fold("\0".join(texts))
        self._sought: dict[bool, _Sought] = {}

    def shown_in(self, folded: str, *, has_edges: bool) -> Mapping[int, int]:
        """The values that may have a find, by their place in the list, and the ways in which they may be spelt there.

        `has_edges`: if those of the folded text's words are the original's (folding.py).
        """
        shown = self._always | self._by_digits if any(map(folded.__contains__, digits)) else self._always.copy()
        if not self._marks:
            return shown
        if has_edges not in self._sought:
            texts = (_spaced if has_edges else _joined)(self._folded).split("\0")
            self._sought[has_edges] = _Sought(texts if has_edges else [text.strip() for text in texts], self._marks)
        text = (_spaced if has_edges else _joined)(folded.replace("\0", " "))
        found, slips = self._sought[has_edges].seen_in(f" {text} ")
        shown |= found
        is_sure = has_edges and folded.isascii()
        for owner, word in slips:
            if shown.get(owner, 0) & NAMED:
                continue
            if not is_sure or is_misspelt(word, map(fold, self._values[owner].words)):
                shown[owner] = shown.get(owner, 0) | NAMED
        return shown


class _Sought:
    """The signs as they are looked for in texts with sure edges, or in others."""

    def __init__(self, texts: Sequence[str], marks: Sequence[int]) -> None:
        """`texts`: what the signs read, each with its mark. One that reads as nothing tells nothing."""
        self._texts, self._marks = texts, marks
        self._once = list(dict.fromkeys(texts))
        self._always: dict[int, int] = {}
        if "" in self._once:
            self._once.remove("")
            self._always = {mark >> _WAYS_BITS: EVERY_WAY for mark in self._marked({""})}
        self._strings = Strings(self._once)

    def _marked(self, seen: AbstractSet[str]) -> Iterable[int]:
        """The marks of these signs."""
        return compress(self._marks, map(seen.__contains__, self._texts))

    def seen_in(self, text: str) -> tuple[dict[int, int], list[tuple[int, str]]]:
        """The ways that are shown, by value, and values with words that may be a slip of theirs.

        Each sign's owners once: where many have a sign in common, that keeps the work linear in the text.
        """
        shown = self._always.copy()
        places = self._strings.places(text)
        seen = {self._once[index] for index, _, _ in places}
        is_half_seen = False
        for mark in self._marked(seen):
            owner, ways = mark >> _WAYS_BITS, mark & EVERY_WAY
            if ways:
                shown[owner] = shown.get(owner, 0) | ways
            else:
                is_half_seen = True
        return shown, self._slips(text, places, seen, shown) if is_half_seen else []

    def _slips(
        self, text: str, places: Sequence[Place], seen: AbstractSet[str], shown: dict[int, int]
    ) -> list[tuple[int, str]]:
        """Of the halves of names that were seen the words that they stand in; where that cannot be told, the name is `shown`."""
        halves_seen = defaultdict[str, list[int]](list)
        for sign, mark in compress(zip(self._texts, self._marks, strict=True), map(seen.__contains__, self._texts)):
            if not mark & EVERY_WAY:
                halves_seen[sign].append(mark >> _WAYS_BITS)
        slips: list[tuple[int, str]] = []
        for index, first, last in places:
            owners = halves_seen.get(self._once[index])
            if not owners:
                continue
            start, end = first + (text[first] == " "), last - (text[last - 1] == " ")
            if len(owners) > MAX_SLIPS or not text[start:end].isalnum():
                shown.update({owner: shown.get(owner, 0) | NAMED for owner in owners})
                halves_seen[self._once[index]] = []
            else:
                start, end = word_around(text, start, end)
                slips += [(owner, text[start:end]) for owner in owners]
        return slips


def _joined(text: str) -> str:
    """Folded text without commas."""
    return text.replace(", ", " ").replace(",", " ")


def _spaced(text: str) -> str:
    """Folded text without commas, with a space at every edge of a word, and spaces for what is not ASCII."""
    spaced = _joined(text).encode("utf-8", "surrogatepass").translate(_SPACED).decode("ascii")
    return spaced.replace(".", " . ").replace("'", " ' ")


def _has_digits(known: Value) -> bool:
    """True if a digit is in each form of the value: it holds one, and is written as it is, without separators or turned round."""
    return known.label not in SPELT and known.text.isascii() and any(map(str.isdigit, known.text))


def _signs(known: Value) -> _Signs | None:
    """None for a value that has none."""
    value, label, words = known
    found: _Signs | None = None
    if label is Label.PERSON:
        found = _of_person(words)
    elif label is Label.EMAIL_ADDRESS:
        runs = _RUNS.findall(value.partition("@")[0].partition("+")[0])
        found = [(NAMED, [max(runs, key=len)[:_RUN]])] if runs else None
    elif label is Label.STREET_ADDRESS:
        begun = heads(value)
        found = [(NAMED, begun)] if begun else None
    if found is not None:
        found.append((DISGUISED, [turned(value[-_DISGUISED:]), moved(value[:_DISGUISED])]))
    return found


def _of_person(words: Sequence[str]) -> _Signs | None:
    if not words or len(words) > MAX_WORDS:
        return None
    silent = _silent(words)
    if silent[0] and silent[-1]:
        return None
    found = _of_words(words, silent)
    given = words[0]
    if len(words) > 1:
        signed = [sign for letters, _ in initials(words) for sign in (f" {letters} ", f" {letters[0]}.")]
        found.append((INITIALLED, signed))
    nicknames = NICKNAMES.get(given.lower())
    if nicknames:
        found.append((CALLED, [nickname[:_HEAD] for nickname in nicknames]))
    return found


def _of_words(words: Sequence[str], silent: Sequence[bool]) -> _Signs:
    """By the words of the name themselves, by their halves, by letters."""
    named: list[str] = []
    slips: list[str] = []
    lettered: list[str] = []
    given, last = words[0], len(words) - 1
    for place, word in enumerate(words):
        if not silent[place]:
            _add_word(word, named, slips)
            if place in {0, last}:
                lettered += _of_letters(word)
        elif place and silent[place - 1]:
            named.append(f"{words[place - 1]} {word}")
    if len(given) >= MIN_LONG:
        named.append(f" {given[:SHORT]} ")
    return [(NAMED, named), (LETTERED, lettered), (_SLIP, slips)]


def _silent(words: Sequence[str]) -> list[bool]:
    """Which words are too short, or too common, to tell a name. Two of them together do."""
    if min(map(len, words)) >= MIN_LETTERS and PARTICLES.isdisjoint(map(str.lower, words)):
        return [False] * len(words)
    return [len(word) < MIN_LETTERS or (place > 0 and word.lower() in PARTICLES) for place, word in enumerate(words)]


def _add_word(word: str, named: list[str], slips: list[str]) -> None:
    named.append(word[:_HEAD])
    if len(word) > _HEAD:
        slips += _of_slips(word)
    elif len(word) == _HEAD and word[-1] in STEM_VOWELS:
        named.append(f" {word[:-1]}")
    if not word.isascii() or WRITTEN_OTHERWISE.search(word):
        named += [spelling[:_HEAD] for spelling in spellings(word)]
    if not word.isalnum():
        for part in HYPHEN.split(word):
            if SHORT <= len(part) < len(word):
                _add_word(part, named, slips)


def _of_letters(word: str) -> Sequence[str]:
    letters = word if word.isalpha() else "".join(filter(str.isalpha, word))
    return (f" {letters[0]} {letters[1]}",) if len(letters) >= MIN_SPELLED else ()


def _of_slips(word: str) -> Sequence[str]:
    """A word with one slip begins or ends as the name does; where the halves are alike, it may begin with its end, too."""
    beginning, end = halves(word)
    if not word.isascii() or not word.isalnum():
        return beginning, end
    first, last = beginning.lower(), end.lower()
    return beginning if first[-1] == last[-1] else " " + beginning, end if first[0] == last[0] else end + " "
