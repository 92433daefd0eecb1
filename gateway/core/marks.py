"""Unguessable ids in running text: canaries, and ids of records that nobody can make up.

A mark is 16 to 64 letters and digits: a UUID, or the longest such stretch between hyphens and underscores, or else the whole
without them. Case does not count. A mark is found wherever it stands by itself: in prose, in an address, in JSON, in JSON inside
of JSON, behind a prefix with a hyphen.

What is enrolled must look random besides. Ids that a counter or a clock makes may look so too and are guessable all the same:
that cannot be seen in one of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

MIN_CHARACTERS = 16
MAX_CHARACTERS = 64
MIN_DIFFERENT = 6
MIN_TURNS = 3
"""Changes between capitals, small letters and digits. Words with a year behind them have one or two; random ids this long have
more, but for 4 in 1,000 of the shortest."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}|\\(?:u[0-9A-Fa-f]{4}|[\"\\/bfnrt])")
"""Of addresses and of strings in JSON: letters in it are none of the id that follows. Or they are its first ones, behind a sign
that is none of an escape: `C:\\exports\\8f14…`, `LIKE '%8f14…'`. So both readings are looked through."""
_JOINT = re.compile(r"[-_]+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]+")
_OF_IDS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_ID, _ELSE = b"i", b" "


def _shapes(also: bytes) -> bytes:
    return b"".join([_ID if byte in _OF_IDS + also else _ELSE for byte in range(0x100)])


_PLAIN = _shapes(b"")
_WIDE = _shapes(bytes(range(0x80, 0x100)))
"""The same, where whatever is not ASCII may belong to an id: one with a soft hyphen in it, or in wide letters."""
_LONG = _ID * MIN_CHARACTERS


def mark_of(token: str) -> str | None:
    """The mark that an enrolled id is known by; None if there is none in it, or it does not look random."""
    if _turns(token) < MIN_TURNS:
        return None
    return next((mark for mark in marks_in([token]) if len(set(mark)) >= MIN_DIFFERENT), None)


def marks_in(texts: Iterable[str]) -> list[str]:
    """Everything in the texts that could be a mark, repeats included. Linear."""
    return [mark for text in texts if len(text) >= MIN_CHARACTERS for run in _runs(text) for mark in _in_run(run)]


def _runs(text: str) -> Iterator[str]:
    """What is long enough and has a digit, in lower case."""
    if ("%" in text or "\\" in text) and (read := _ESCAPE.sub(" ", text)) != text:
        yield from _as_written(read)
    yield from _as_written(text)


def _as_written(text: str) -> Iterator[str]:
    for run in _long(text.encode("utf-8", "surrogatepass"), _WIDE):
        if run.isascii():
            runs: Iterable[bytes] = (run,)
        else:
            runs = _long(_plain(run), _PLAIN)
        yield from (each.decode().lower() for each in runs if not each.isalpha())


def _long(data: bytes, shapes: bytes) -> Iterator[bytes]:
    """Stretches of what ids are made of. One search for the shortest of them: short words cost nothing of their own."""
    shape = data.translate(shapes)
    end = 0
    while (start := shape.find(_LONG, end)) >= 0:
        end = shape.find(_ELSE, start)
        if end < 0:
            end = len(data)
        yield data[start:end]


def _plain(run: bytes) -> bytes:
    """Without letters of other widths, dashes of other lengths, and signs that are not seen."""
    text = unicodedata.normalize("NFKC", run.decode("utf-8", "surrogatepass"))
    return _INVISIBLE.sub("", _DASHES.sub("-", text)).encode("utf-8", "surrogatepass")


def _in_run(run: str) -> list[str]:
    """A UUID first, then the parts from the longest on, then the whole."""
    if "-" not in run and "_" not in run:
        return [run] if _is_of_form(run) else []
    uuids = [found.replace("-", "") for found in _UUID.findall(run)]
    parts = sorted(_JOINT.split(run), key=len, reverse=True)
    return [each for each in (*uuids, *parts, _JOINT.sub("", run)) if _is_of_form(each)]


def _is_of_form(mark: str) -> bool:
    return MIN_CHARACTERS <= len(mark) <= MAX_CHARACTERS and not mark.isalpha() and not mark.isdigit()


def _turns(token: str) -> int:
    """How often the kind of character changes; what is neither letter nor digit is passed over."""
    kinds = [(each.isdigit(), each.isupper()) for each in token if each.isalnum()]
    return sum(left != right for left, right in pairwise(kinds))
