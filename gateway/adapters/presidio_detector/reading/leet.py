"""Names written with digits and signs for letters: "M4r14", "T0b14s". Read only where known values are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

TRIGGERS = (r"[a-z][0-9@$!|+]{1,4}[a-z]|[0-9@$!|][a-z]{1,4}[0-9@$!|]|[a-z]{2}[0-9@$!]{1,3}[^a-z0-9]",)
_TOKEN = re.compile(r"(?<![\w@$!|+])[\w@$!|+]{4,}(?![\w@$!|+])")
_REACH = 30
_MIN_DIGITS_ONLY = 5
_SIGN = re.compile(r"[0-9@$!|+]")
_LETTERS = str.maketrans("012345678 9@$!|+".replace(" ", ""), "oizeasgtbgasilt")
_SLIM = str.maketrans("1!|", "lll")


def letters(text: str, places: Places) -> Iterator[Edit]:
    """Each such word in letters, a one being an I."""
    return _read(text, places, {})


def slim_letters(text: str, places: Places) -> Iterator[Edit]:
    """Each such word in letters, a one being an L; none where there is no one, so that nothing reads another way."""
    slim, full = list(_read(text, places, _SLIM)), _read(text, places, {})
    return iter(slim if any(one.text != other.text for one, other in zip(slim, full, strict=True)) else ())


def _read(text: str, places: Places, first: dict[int, int]) -> Iterator[Edit]:
    for found in near(_TOKEN, text, places, _REACH, _REACH):
        word = found[0]
        if _SIGN.search(word) and not (word.isdigit() and len(word) < _MIN_DIGITS_ONLY):
            yield Edit(found.start(), found.end(), word.translate(first).translate(_LETTERS))
