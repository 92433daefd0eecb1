"""Which found values are the same person or thing: linked forms share a number (product.md section 4, "Tokens").

Linked are: a full name and its given or family names alone, its nickname, its initials, `J. Doe`, `Jane D.`,
`Doe, Jane`, `D-O-E`; an e-mail address or a user name made from it; spellings of one value that differ in case,
accents, umlauts written out (`Mueller`), alphabet, punctuation or (telephone numbers) prefix and extension. A form that
fits two people is linked to neither; a nickname is nobody's whose given name another has.

Values are placed one by one in the order of the canonical body, and nothing is ever looked up ahead. So a
value's number and form depend on what stands before it only: text added at the end changes no earlier token.
The price: a name that comes *after* its part (`Jane`, later `Jane Doe`) joins the part's number under a
further form and renames nothing; and two numbers given before anything showed that they belong together
(`jd@x.example`, `Doe`, later `Jane Doe`) stay two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.core.common_words import PARTICLES
from gateway.core.entities import Label
from gateway.core.folding import fold
from gateway.core.nicknames import NICKNAMES
from gateway.core.tokens import letters

_WORD = re.compile(r"[^\W_]+")
_EXTENSION = re.compile(r"[ ,;]{0,3}(?:x|ext\.?|extn\.?|extension|durchwahl|poste|ramal|#)[ .:]{0,2}[0-9]{1,6}$")
HANDLES = frozenset({Label.EMAIL_ADDRESS, Label.USERNAME})
"""What may be made from a name."""
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ő": "oe", "ű": "ue"}
WRITTEN_OUT = str.maketrans({**_UMLAUTS, **{letter.upper(): pair.capitalize() for letter, pair in _UMLAUTS.items()}})
"""As those write it who have no such letters."""
_MAX_NAME_WORDS = 6
_PLAIN_NAME_WORDS = 2
_MIN_HANDLE = 3
_MIN_SPELLED = 3
SUBSCRIBER_DIGITS = 9
"""Telephone numbers that end in the same nine digits differ in their prefix only."""

_GIVEN, _FAMILY = "GIVEN", "FAMILY"


class Linker:
    """Gives each value of one call its number and form.

    `taken` are numbers that the call's own text already spells.
    """

    def __init__(self, taken: frozenset[int] = frozenset()) -> None:
        self._taken = taken
        self._last = 0
        self._same: dict[str, int] = {}
        self._parts: dict[str, tuple[int, str] | None] = {}
        """What full names can be shortened to; None: two people's."""
        self._nicknames: dict[str, int | None] = {}
        """What full names' owners may be called besides; None: two people."""
        self._loose: dict[str, int] = {}
        """Parts that came before any full name, waiting for one."""
        self._forms: dict[tuple[Label, int], set[str]] = {}
        self._spellings: dict[tuple[Label, int], int] = {}

    def place(self, value: str, label: Label) -> tuple[int, str]:
        """Number and form of a surface form that was not placed before."""
        same = f"{label}:{_normal(value, label)}"
        number, form = self._same.get(same), ""
        if number is None:
            number, form = self._link(value, label)
            self._same[same] = number
        return number, self._form(label, number, form)

    def _link(self, value: str, label: Label) -> tuple[int, str]:
        if label is Label.PERSON:
            return self._link_name(*_written(value))
        if label in HANDLES:
            key = handle(value)
            part = self._parts.get(key)
            if part is not None:
                return part[0], ""
            number = self._next()
            if len(key) >= _MIN_HANDLE:
                self._loose.setdefault(key, number)
            return number, ""
        return self._next(), ""

    def _link_name(self, words: list[str], *others: list[str]) -> tuple[int, str]:
        """By a name's words, and by those of another way to write it."""
        placed = self._placed(words, *others)
        if placed is not None:
            return placed
        if len(words) == 1:
            waiting = [f"{each[0]} " for each in (words, *others)]
            number = next((self._loose[key] for key in waiting if key in self._loose), 0) or self._next()
            for each in (words, *others):
                self._loose.setdefault(each[0] + " ", number)
            return number, ""
        keys = {key: form for each in (words, *others) for key, form in shortened(each)}
        number = (
            self._same.get(f"{Label.PERSON}:{words[0]} {words[-1]}")
            or next((self._loose.pop(key) for key in _waiting(keys) if key in self._loose), None)
            or self._next()
        )
        for key, form in keys.items():
            known = self._parts.get(key, (number, form))
            self._parts[key] = known if known is not None and known[0] == number else None
        for called in NICKNAMES.get(words[0], ()):
            for key in (called, f"{called} {words[-1]}"):
                self._nicknames[key] = number if self._nicknames.get(key, number) == number else None
        return number, ""

    def _placed(self, *ways: list[str]) -> tuple[int, str] | None:
        """What a full name before can be shortened to, or its owner's nickname."""
        for words in ways:
            part = self._parts.get(" ".join(words))
            if part is not None:
                return part
        nicknamed = self._nicknames.get(" ".join(ways[0]))
        return None if nicknamed is None else (nicknamed, "")

    def _next(self) -> int:
        self._last += 1
        while self._last in self._taken:
            self._last += 1
        return self._last

    def _form(self, label: Label, number: int, wanted: str) -> str:
        used = self._forms.setdefault((label, number), set())
        form = wanted
        if form in used or (not form and used):
            index = self._spellings.get((label, number), 0) + 1
            self._spellings[label, number] = index
            form = letters(index)
        used.add(form)
        return form


def _plain(text: str) -> str:
    """Folded, without apostrophes."""
    return fold(text).replace("'", "")


def plain_words(value: str) -> list[str]:
    """The words of a value as they are written, in lower case, without accents and apostrophes."""
    return _WORD.findall(_plain(value))


def name_words(value: str) -> list[str]:
    """The words of a name, given name first; one that is spelled out is one word."""
    plain = _plain(value)
    words = _WORD.findall(plain)
    if len(words) >= _MIN_SPELLED and all(len(word) == 1 for word in words):
        return ["".join(words)]
    family, comma, given = plain.partition(",")
    return (_WORD.findall(f"{given} {family}") if comma else words) or [value]


def _written(value: str) -> list[list[str]]:
    """The words of a name, and those of it with its umlauts written out."""
    plain, written = name_words(value), value.translate(WRITTEN_OUT) if not value.isascii() else value
    return [plain] if written == value else [plain, name_words(written)]


def handle(value: str) -> str:
    """The letters of an address's local part or of a user name."""
    local = _plain(value).lstrip("@").partition("@")[0].partition("+")[0]
    return "".join(filter(str.isalpha, local))


def _normal(value: str, label: Label) -> str:
    """Equal for two spellings of one value."""
    if label is Label.PERSON:
        return " ".join(name_words(value))
    if label is Label.EMAIL_ADDRESS:
        return value.casefold()
    plain = _plain(value)
    if label is Label.PHONE_NUMBER:
        plain = _EXTENSION.sub("", plain)
    letters_and_digits = "".join(filter(str.isalnum, plain))
    if label is Label.PHONE_NUMBER and len(letters_and_digits) >= SUBSCRIBER_DIGITS:
        return letters_and_digits[-SUBSCRIBER_DIGITS:]
    return letters_and_digits or value


def shortened(words: list[str]) -> Iterator[tuple[str, str]]:
    """What a full name may be shortened to, with the form each is given.

    Names' parts are words, handles one word of letters.
    """
    words = words[:_MAX_NAME_WORDS]
    first, last = words[0], words[-1]
    handles = (first + last, last + first, first[0] + last, first + last[0], last + first[0], "".join(words))
    yield from ((key, "") for key in handles)
    yield from ((key, "") for key in (f"{first[0]} {last}", f"{first} {last[0]}", f"{first} {last}"))
    if len(words) > _PLAIN_NAME_WORDS:
        yield from ((key, "") for key in _of_many_words(words))
    initials = [word[0] for word in words]
    yield from ((key, "") for key in (" ".join(initials), "".join(initials), f"{first[0]} {last[0]}"))
    for cut in range(len(words) - 1, 0, -1):
        yield " ".join(words[-cut:]), _FAMILY
        yield " ".join(words[:cut]), _GIVEN


def _of_many_words(words: list[str]) -> Iterator[str]:
    """What a name of three words and more is shortened to besides: wherever its family name begins, and in the middle."""
    first = words[0]
    for cut in range(1, len(words) - 1):
        family = words[cut:]
        yield f"{first[0]} {' '.join(family)}"
        yield f"{first} {family[0][0]}"
        if words[cut] not in PARTICLES:
            yield words[cut]
        yield "".join(word[0] for word in words[: cut + 1]) + words[cut + 1]
        yield f"{' '.join([first, *(word[0] for word in words[1 : cut + 1])])} {' '.join(words[cut + 1 :])}"
        yield from (first[0] + "".join(family), "".join(family) + first, "".join(family) + first[0], "".join(family))


def _waiting(keys: dict[str, str]) -> Iterator[str]:
    """Under which names parts of this full name may be waiting: handles as they are, words marked by a space."""
    yield from (key for key in keys if len(key) >= _MIN_HANDLE)
    yield from (f"{key} " for key in keys if " " not in key)
