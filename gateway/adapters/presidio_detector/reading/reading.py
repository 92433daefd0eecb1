r"""A text as its reader sees it, and the way back to the characters that it is written with.

Escapes of JSON read as their characters, typographic and look-alike ones as the plain ones, invisible signs as nothing. Text
that is ASCII and holds neither a backslash nor a control character is taken as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from gateway.adapters.presidio_detector.reading.characters import plain
from gateway.adapters.presidio_detector.reading.escapes import unescaped
from gateway.adapters.presidio_detector.reading.invisible import has_hidden, hidden, overridden
from gateway.adapters.presidio_detector.reading.lookalikes import has_alike, latin
from gateway.adapters.presidio_detector.reading.rewriting import Edit, Rewriting

_ASCII = bytes(range(128))
_AS_WRITTEN = Rewriting("", ())
"""Of a text in which nothing is edited: every place is where it was."""


class Reading:
    """One text read. `text` is what it reads; `span` and `read` bring ranges back and forth."""

    def __init__(self, original: str) -> None:
        """Read in one pass per layer."""
        self._escapes = self._seen = _AS_WRITTEN
        self.text = original
        self.reversals: Sequence[Edit] = ()
        """Parts of `text` that are shown from right to left, and what they are seen as."""
        if not _is_plain(original):
            self._read(original)
        self.is_written = not self._escapes and not self._seen
        """True if offsets of `text` are the original's."""
        self.has_escapes = bool(self._escapes)

    def _read(self, original: str) -> None:
        self._escapes = Rewriting(original, unescaped(original))
        self._seen, self.text = seen(self._escapes.text)
        self.reversals = [
            Edit(self._seen.place(each.start), self._seen.place(each.end), seen(each.text)[1])
            for each in overridden(self._escapes.text)
        ]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's range that reads as `text[start:end]`, escapes whole. Needs start < end."""
        if self._seen:
            start, end = self._seen.origin(start, end)
            end = self._seen.beyond(end)
        return self._escapes.origin(start, end) if self._escapes else (start, end)

    def read(self, start: int, end: int) -> tuple[int, int]:
        """The range of `text` that the original's range is read as, with all of an escape that it cuts. Needs start < end."""
        first, last = self.place(start), self.place(end - 1)
        return first, max(first + 1, last + 1)

    def place(self, original: int) -> int:
        """Where the original's character at this offset is in `text`; one inside an escape is where the escape is."""
        return self._seen.place(self._escapes.place(original))


def _is_plain(text: str) -> bool:
    """True if the text reads as it is written."""
    return text.isascii() and "\\" not in text and not has_hidden(text.encode(), "")


def seen(text: str) -> tuple[Rewriting, str]:
    """The text without what is not seen, and what that reads, of the same length.

    A lone surrogate raises `UnicodeEncodeError`.
    """
    data = text.encode()
    beyond = "" if len(data) == len(text) else data.translate(None, _ASCII).decode()
    rewriting = Rewriting(text, hidden(text) if has_hidden(data, beyond) else ())
    if not beyond:
        return rewriting, rewriting.text
    read = plain(rewriting.text, beyond)
    return rewriting, latin(read) if has_alike(beyond) else read


def legible(text: str) -> str:
    """What a text that was carried or disguised reads, by itself. NUL separates texts, so it reads as a space."""
    text = text.replace("\0", " ")
    if text.isascii() and "\\" not in text:
        return text if text.isprintable() else seen(text)[1]
    return seen(Rewriting(text, unescaped(text)).text)[1]
