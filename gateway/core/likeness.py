"""Whether a found value is one of some people's known values in another spelling.

Which spellings are one value follows `gateway.core.linking`: a name in full, in part, shortened, by initials,
family name first, in other case, accents and punctuation; an address or a user name made from a name;
telephone numbers with the same last nine digits. Two things are wider than linking, as it is used to keep
values back and never to let one go: labels do not count, and a find that holds a known value of several words
among others (`Dr Jane Doe, Leeds`) is like it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gateway.core.entities import Label
from gateway.core.linking import HANDLES, SUBSCRIBER_DIGITS, handle, name_words, plain_words, shortened
from gateway.core.source import Known

_POSSESSIVE = re.compile("['’ʼ`]s\\b", re.IGNORECASE)


class Likeness:
    """The spellings of some known values. False for no values at all."""

    __slots__ = ("_forms", "_phrases")

    def __init__(self, known: Iterable[Known]) -> None:
        self._forms: set[str] = set()
        phrases: dict[str, None] = {}
        """Values of several words, with a space on both sides."""
        for each in known:
            self._forms.update(_forms(each.value))
            words = name_words(_POSSESSIVE.sub("", each.value))
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
        text = f" {' '.join(plain_words(_POSSESSIVE.sub('', value)))} "
        return any(phrase in text for phrase in self._phrases)


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
    if "," in value:
        named = name_words(value)
        yield " ".join(named)
        yield "".join(named)
    digits = "".join(filter(str.isdigit, together))
    if len(digits) >= SUBSCRIBER_DIGITS:
        yield digits[-SUBSCRIBER_DIGITS:]
