"""Names written with digits and signs for letters: "M4r14", "T0b14s". Read only where known values are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.addresses import ENDS
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

TRIGGERS = (r"[a-z][0-9@$!|+]{1,4}[a-z]|[0-9@$!|][a-z]{1,4}[0-9@$!|]|[a-z]{2}[0-9@$!]{1,3}[^a-z0-9]",)
_TOKEN = re.compile(r"(?<![\w@$!|+])[\w@$!|+]{4,}(?![\w@$!|+])")
_REACH = 30
_MIN_DIGITS_ONLY = 5
_SIGN = re.compile(r"[0-9@$!|+]")
_ADDRESS = re.compile(rf"[^\W0-9]{{2,}}@[^\W0-9]+(?:(?:\.|-+)[^\W_]+)*?\.(?:{ENDS})(?![\w-])", re.IGNORECASE)
"""An @ that is an address's own: it is masked as one (email.py), and no name would be read in half of it. One letter before it
may begin a name at the end of a sentence, "S@rah.In the end"."""
_ADDRESS_REACH = 100
_LETTERS = str.maketrans("012345678 9@$!|+".replace(" ", ""), "oizeasgtbgasilt")
_SLIM = str.maketrans("1!|", "lll")
_MAY_BE_SLIM = re.compile(r"[1!|]")


def letters(text: str, places: Places) -> Iterator[Edit]:
    """Each such word in letters, a one being an I."""
    return (Edit(found.start(), found.end(), found[0].translate(_LETTERS)) for found in _words(text, places))


def slim_letters(text: str, places: Places) -> Iterator[Edit]:
    """Each such word in letters, a one being an L; none where there is no one, so that nothing reads another way."""
    words = list(_words(text, places))
    if not any(_MAY_BE_SLIM.search(found[0]) for found in words):
        return iter(())
    return (Edit(found.start(), found.end(), found[0].translate(_SLIM).translate(_LETTERS)) for found in words)


def _words(text: str, places: Places) -> Iterator[re.Match[str]]:
    for found in near(_TOKEN, text, places, _REACH, _REACH):
        word = found[0]
        if not _SIGN.search(word) or (word.isdigit() and len(word) < _MIN_DIGITS_ONLY):
            continue
        if "@" not in word or not _ADDRESS.match(text, found.start(), found.end() + _ADDRESS_REACH):
            yield found
