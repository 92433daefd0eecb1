"""Markdown's signs of emphasis and code inside of a value, which a reader of the page does not see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

TRIGGERS = (
    r"[a-z0-9@.+-](?:[*`]|~~)[*`~_]*[a-z0-9@.+-]",
    r"[0-9]_[ a-z]|[^a-z0-9_]_[0-9]{2}",
)
"""A sign inside of a word; underscores join the words of a name in programs, so for letters they are none."""
LETTER_TRIGGERS = (r"[a-z]_[a-z]",)
_REACH = 60
_WORD_REACH = 16
_JOINING = re.compile("_+")
_MARKS = r"\*{1,3}|_{1,3}|~~|`{1,3}"
_ALL = re.compile(rf"(?<=\S)(?:{_MARKS})|(?:{_MARKS})(?=\S)")
_BUT_JOINING = re.compile(
    r"(?<=\S)(?:\*{1,3}|~~|`{1,3})|(?:\*{1,3}|~~|`{1,3})(?=\S)|__+|(?<![A-Za-z0-9])_(?=\S)|(?<=\S)_(?![A-Za-z0-9])"
)


def without(text: str, places: Places) -> Iterator[Edit]:
    """Each sign as nothing."""
    return (Edit(*found.span(), "") for found in near(_ALL, text, places, _REACH, _REACH))


def without_but_joining(text: str, places: Places) -> Iterator[Edit]:
    """Each sign but an underscore between letters or digits, which may be the value's own, as nothing."""
    return (Edit(*found.span(), "") for found in near(_BUT_JOINING, text, places, _REACH, _REACH))


def without_joining(text: str, places: Places) -> Iterator[Edit]:
    """Each underscore between two letters, and those about the same word, as nothing."""
    return (Edit(*found.span(), "") for found in near(_JOINING, text, places, _WORD_REACH, _WORD_REACH))
