"""Quoted-printable text of mail: `=E9` for an octet, `=` at a line's end for a break that is none.

Read apart from other carriers: "x=12" is an assignment anywhere else. A word of a mail's header says that it is
one: "=?utf-8?Q?J=C3=B6?=".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.carriers import octets
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

TRIGGERS = (r"=[0-9a-f]{2}", r"=\r?\n")
WORD_TRIGGERS = (r"=\?[a-z0-9-]{1,40}\?q\?",)
_SIGN = re.compile(r"((?:=[0-9A-F]{2})+|(?:=[0-9a-f]{2}){2,})|(?<!=)=\r?\n[ \t]?")
_WORD = re.compile(
    r"=\?[A-Za-z0-9-]{1,40}(?:\*[A-Za-z-]{1,20})?\?[qQ]\?(?P<said>[^?\s\0]{1,400})\?=(?:\s{1,4}(?==\?))?"
)
_OCTET = re.compile("=([0-9A-Fa-f]{2})")
_OCTET_SIZE = 3
_REACH = 12
_MAX_WORD = 480
_FIRST_PRINTABLE = 0x20


def printable(text: str, places: Places) -> Iterator[Edit]:
    """Each octet that is part of a text as its character, each break as nothing."""
    for found in near(_SIGN, text, places, 1, _REACH):
        if not found[1]:
            yield Edit(found.start(), found.end(), "")
            continue
        data = bytes.fromhex(found[0].replace("=", ""))
        if min(data) >= _FIRST_PRINTABLE or data.isspace():
            yield from octets(found.start(), _OCTET_SIZE, data)


def words(text: str, places: Places) -> Iterator[Edit]:
    """Each word of a header as the text in it, as a whole; none where no octet is left: `printable` has read it already."""
    if not _OCTET.search(text):
        return
    for found in near(_WORD, text, places, 0, _MAX_WORD):
        said = _OCTET.sub(lambda octet: chr(int(octet[1], 16)), found["said"].replace("_", " "))
        data = said.encode("latin-1", "replace")
        try:
            read = data.decode()
        except UnicodeDecodeError:
            read = data.decode("latin-1")
        yield Edit(found.start(), found.end(), read)
