"""Whether a found value is one of some people's known values in another spelling.

Which spellings are one value follows `gateway.core.linking`: a name in full, in part, shortened, by nickname or
initials, family name first, spelled out, in other case, accents, alphabet and punctuation; an address or a user
name made from a name; telephone numbers with the same last nine digits. Three things are wider than linking, as
it is used to keep values back and never to let one go: labels do not count, a find that holds a known value of
several words among others (`Dr Jane Doe, Leeds`) is like it, and so is one that holds a long name with one slip
of the hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gateway.core.entities import Label
from gateway.core.linking import HANDLES, SUBSCRIBER_DIGITS, handle, name_words, plain_words, shortened
from gateway.core.nicknames import NICKNAMES
from gateway.core.source import Known
from gateway.core.typos import is_slip

_MIN_SLIP = 6
"""Letters of a name that may be misspelt: a slip in a shorter one makes another name."""
_POSSESSIVE = re.compile("['’ʼ`]s\\b", re.IGNORECASE)


class Likeness:
    """The spellings of some known values. False for no values at all."""

    __slots__ = ("_forms", "_names", "_phrases")

    def __init__(self, known: Iterable[Known]) -> None:
        self._forms: set[str] = set()
        self._names: set[str] = set()
        """Long words of names."""
        phrases: dict[str, None] = {}
        """Values of several words, with a space on both sides."""
        for each in known:
            self._forms.update(_forms(each.value))
            words = name_words(_POSSESSIVE.sub("", each.value))
            if _is_name(each):
                self._names.update(word for word in words if len(word) >= _MIN_SLIP)
                for called in NICKNAMES.get(words[0], ()):
                    self._forms.update((called, f"{called} {words[-1]}"))
            if len(words) > 1:
                if _is_name(each):
                    self._forms.update(key for key, _ in shortened(words))
                phrases.update(dict.fromkeys(f" {' '.join(order)} " for order in (words, plain_words(each.value))))
        self._phrases = tuple(phrases)

    def __bool__(self) -> bool:
        return bool(self._forms)

    def has(self, value: str, label: Label) -> bool:
        """True when `value` is a spelling of one of the known values, or holds one of several words."""
        if any(form in self._forms for form in _forms(value)):
            return True
        if ("@" in value or label in HANDLES) and handle(value) in self._forms:
            return True
        words = plain_words(_POSSESSIVE.sub("", value))
        text = f" {' '.join(words)} "
        return any(phrase in text for phrase in self._phrases) or any(map(self._is_misspelt, words))

    def _is_misspelt(self, word: str) -> bool:
        return len(word) >= _MIN_SLIP - 1 and any(is_slip(word, name) for name in self._names)


def _is_name(known: Known) -> bool:
    """Stated to be one, or unlabelled and fit to be one."""
    if known.label is None:
        return "@" not in known.value and not any(map(str.isdigit, known.value))
    return known.label is Label.PERSON


def _forms(value: str) -> Iterator[str]:
    """What all spellings of one value share at least one of: its words, in both orders, apart and together."""
    value = _POSSESSIVE.sub("", value)
    words = plain_words(value)
    together = "".join(words)
    if not together:
        yield value
        return
    yield " ".join(words)
    yield together
    named = name_words(value)
    if "," in value:
        yield " ".join(named)
        yield "".join(named)
    digits = "".join(filter(str.isdigit, together))
    if len(digits) >= SUBSCRIBER_DIGITS:
        yield digits[-SUBSCRIBER_DIGITS:]
