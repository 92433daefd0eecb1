"""What a reader does not see: signs without width, of direction or of variation, and marks laid over letters.

They read as nothing. A letter with marks is the letter that Unicode composes of them, without those that compose into none.
Tags and variation selectors can carry a text of their own: a row of them long enough for that reads as the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit, Rewriting

MIN_CARRIED = 8
"""So many tags or selectors in a row carry a text; the flag of a region has up to six."""

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ua670-\ua672\ufe20-\ufe2f"
_OTHERS_MARKS = "\u0591-\u05bd\u064b-\u065f\u0670\u093c\u094d\u09bc\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
"""Of scripts that need theirs: over a plain letter, digit or sign they are laid there."""
_WIDTHLESS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_CONTROLS = "\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_MARK = re.compile(f"[{_MARKS}{_OTHERS_MARKS}]")
_HIDDEN = re.compile(f"[{_CONTROLS}{_WIDTHLESS}{_MARKS}]+|(?<=[ -~])[{_OTHERS_MARKS}]+")
_HIDDEN_BUT_MARKS = re.compile(f"[{_CONTROLS}{_WIDTHLESS}]+")
_SIGN = re.compile(f"[{_CONTROLS}{_WIDTHLESS}{_MARKS}{_OTHERS_MARKS}]")
_CONTROL_BYTES = bytes([*range(1, 9), *range(14, 32), 127])
_TAGS = range(0xE0020, 0xE007F)
_TAG_SHIFT = 0xE0000
_SELECTORS = range(0xFE00, 0xFE10)
_MORE_SELECTORS = range(0xE0100, 0xE01F0)


def has_hidden(data: bytes, beyond: str) -> bool:
    """True if a text has such signs; `data`: the text, `beyond`: its characters beyond ASCII."""
    return len(data.translate(None, _CONTROL_BYTES)) != len(data) or bool(beyond and _SIGN.search(beyond))


def hidden(text: str) -> Iterator[Edit]:
    """Each row of invisible signs, and each character with marks, as what it reads."""
    for found in _HIDDEN.finditer(text):
        start, signs = found.start(), found[0]
        if _MARK.match(signs) and start and text[start - 1] != "\0":
            start -= 1
            signs = text[start : found.end()]
        if not _MARK.search(signs):
            yield Edit(start, found.end(), carried(signs))
        elif (read := _composed(signs)) != signs:
            yield Edit(start, found.end(), read)


def carried(signs: str) -> str:
    """The text that a row of tags, or of variation selectors as bytes, carries; "" for none."""
    if len(signs) < MIN_CARRIED:
        return ""
    tags = "".join(chr(ord(sign) - _TAG_SHIFT) for sign in signs if ord(sign) in _TAGS)
    data = bytes(
        point - _SELECTORS.start if point in _SELECTORS else point - _MORE_SELECTORS.start + len(_SELECTORS)
        for point in map(ord, signs)
        if point in _SELECTORS or point in _MORE_SELECTORS
    )
    text = tags or data.decode("utf-8", "replace")
    return text if len(text) >= MIN_CARRIED and text.isprintable() and "\ufffd" not in text else ""


def _composed(signs: str) -> str:
    """The first of the signs with the marks after it, if it is a character to see."""
    return "" if _HIDDEN.match(signs) else unicodedata.normalize("NFC", _HIDDEN_BUT_MARKS.sub("", signs))[0]


_OVERRIDDEN = re.compile("\u202e([^\u202c\0]*)\u202c?")


def overridden(text: str) -> Iterator[Edit]:
    """Each part that a sign of direction makes read from right to left, turned round."""
    if "\u202e" in text:
        for found in _OVERRIDDEN.finditer(text):
            seen = found[1][::-1]
            yield Edit(found.start(), found.end(), Rewriting(seen, hidden(seen)).text)
