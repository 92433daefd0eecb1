"""What a CRM would know of a record: its names and values, in the form that a CRM keeps, not in each form that the text uses.

Of forms of one name the longest is known: the record says "Anna Kowalska", the text also "Anna". Names are known with capitals
whatever the text's case. A value that is spelt out in words, and a password, stand in no field of a CRM: they are not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gateway.core.entities import DIRECT, Label
from gateway.core.source import Known

UNKNOWN = frozenset({Label.SECRET})
WORDS = frozenset({Label.USERNAME, Label.PERSONAL_URL})
"""Labels, besides names, whose values may have no digit and no @."""
_LABELS = {label.value: label for label in DIRECT - UNKNOWN}
_PART = re.compile(r"[^\W\d_]+")


def known_of(text: str, spans: Sequence[tuple[int, int, str]]) -> tuple[Known, ...]:
    """The known values of a record, from what is labelled in its text."""
    values = {(text[start:end], _LABELS[label]) for start, end, label in spans if label in _LABELS}
    names = sorted({value for value, label in values if label is Label.PERSON}, key=lambda name: (-len(name), name))
    return tuple(
        [Known(_cased(name), Label.PERSON) for name in _whole(names)]
        + [
            Known(value, label)
            for value, label in sorted(values)
            if label is not Label.PERSON and _is_written(value, label)
        ]
    )


def _whole(names: Sequence[str]) -> Iterator[str]:
    """Of names, longest first, those that are no part of a longer one and not spelt letter by letter."""
    kept: list[frozenset[str]] = []
    for name in names:
        parts = frozenset(_PART.findall(name.lower()))
        is_spelt = all(len(part) == 1 for part in parts)
        if not is_spelt and not any(parts <= longer for longer in kept):
            kept.append(parts)
            yield name


def _cased(name: str) -> str:
    return name.title() if name.islower() or name.isupper() else name


def _is_written(value: str, label: Label) -> bool:
    return label in WORDS or "@" in value or any(map(str.isdigit, value))
