"""Values spelled letter by letter, with the same sign or a space between any two characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.guess import guessed
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

SPACE_TRIGGERS = (r"[^a-z0-9][^\s\x00](?: {1,2}[^\s\x00]){5}[\s\x00]",)
_SIGN = r"(?:[-_/|~*+:;.,#^=!\t]|\xc2\xb7|\xe2\x80\xa2)"
_ONE = r"(?:[^\x00\n\x80-\xff]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2})"
SIGN_TRIGGERS = (rf"[^\s\x00] ?{_SIGN} ?{_ONE}(?: ?{_SIGN} ?{_ONE}){{4}}",)

_SPACED = re.compile(r"(?<![^\s\"'(>=])[^\s\0](?: {1,2}[^\s\0]){5,}(?![^\s\"'),.;<])")
_SIGNED = re.compile(
    r"(?<![A-Za-z0-9])[^\s\0](?P<sign> ?[-_/|~*+:;.,#^=!\t·•] ?)[^\n\0](?:(?P=sign)[^\n\0]){4,}(?![A-Za-z0-9])"
)
_WORD_EDGE = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Z])(?=[0-9])|(?<=,)(?=[^ ])")
_DATE = re.compile(
    r"(?P<first>0[1-9]|[12][0-9]|3[01])[^\w\s]?(?P<second>0[1-9]|[12][0-9]|3[01])[^\w\s]?(?P<year>(?:19|20)[0-9]{2})"
    r"|(?P<before>(?:19|20)[0-9]{2})[^\w\s]?(?P<month>0[1-9]|1[0-2])[^\w\s]?(?P<day>0[1-9]|[12][0-9]|3[01])"
)
_MONTHS = 12
_BLANK = str.maketrans("·•\t", "   ")
_MIN_DIGITS = 9
_MIN_LISTED = 13
"""A row of single digits between commas or tabs is data, as a rule; with so many it may be a card."""
_MOSTLY = 0.6
_REACH = 400


def joined(text: str, places: Places) -> Iterator[Edit]:
    """Each value in one piece."""
    for edit in _spelled(text, places):
        is_listed = text[edit.start + 1] in ",\t"
        yield edit._replace(label=guessed(edit.text, least=_MIN_LISTED if is_listed else _MIN_DIGITS))


def parted(text: str, places: Places) -> Iterator[Edit]:
    """Each value with a space where a word seems to end."""
    for edit in _spelled(text, places):
        words = _WORD_EDGE.sub(" ", edit.text)
        if words != edit.text:
            yield edit._replace(text=words)


def _spelled(text: str, places: Places) -> Iterator[Edit]:
    spaced = list(near(_SPACED, text, places, 1, _REACH))
    done = 0
    for found in sorted([*spaced, *near(_SIGNED, text, places, 1, _REACH)], key=re.Match[str].start):
        sign = found.groupdict().get("sign")
        characters = found[0].split(sign) if sign else found[0].replace("  ", " \t ").split(" ")
        solid = _dated("".join(characters).translate(_BLANK))
        if found.start() >= done and sum(map(str.isalnum, solid)) >= _MOSTLY * len(solid):
            yield Edit(found.start(), found.end(), solid)
            done = found.end()


def _dated(solid: str) -> str:
    """A date in digits with strokes between its parts, as rules know it; anything else as it is."""
    date = _DATE.fullmatch(solid)
    if date and date["before"]:
        return f"{date['before']}-{date['month']}-{date['day']}"
    if date and min(int(date["first"]), int(date["second"])) <= _MONTHS:
        return f"{date['first']}/{date['second']}/{date['year']}"
    return solid
