"""Where restoring stops: whether a value may stand at the next place of an answer, by what was shown so far.

A value inside a link or an attribute could be sent away by whoever shows the answer (threats T14). So a place
is `TEXT` only if each of three readers, who know nothing of each other, takes it for text: a browser, a
Markdown renderer, and a program that makes links of bare addresses. Each errs on the closed side, looks at no
later character, and needs a fixed amount of memory.

They read what was *emitted*, values included, not what the model wrote: a value can begin a link
(`https://x.example/`), and then what follows it is in that link for everybody who looks at the answer. A
value cannot end one: none is put there, but for the addressee's own after `mailto:` and `tel:`, whose
characters are checked first. The one thing that a reader learns of another: an opening tag that browser and
Markdown both take for one ends an address that was in it (`<a href="https://x.example">`).

A text can be a part of another one, and an answer can come in parts: a JSON string is read by itself, decoded,
and shown within the answer as it is written; two text blocks are shown joined, or each by itself. Then a place
is what all of these views agree on, else closed.

Code spans and fences are text: product.md names links, attributes and images; a value in code is shown, not
sent.
"""

from __future__ import annotations

import re
from enum import Enum

from gateway.core.sinks.address import AddressReader
from gateway.core.sinks.html import HtmlReader
from gateway.core.sinks.markdown import MarkdownReader

_READ_AHEAD = 4096
"""Characters that wait unread, and that are read at once: three searches in one long text cost less than in
many short ones, and what a reader copies stays small.
"""
_RECENT = 600
"""Characters of the text before a place that `recent` gives."""


_CONCERNS = re.compile(r"[<\]/?#:]|!(?:\[|\Z)|(?:[wW]|\A)\.")
"""What every beginning of a tag, a Markdown link or image and a bare address has in it, wherever a text is cut: until one of
these is read, every reader is in text.
"""


class Sink(Enum):
    """What kind of place the next character stands in."""

    TEXT = "text"
    MAILTO = "mailto"
    """Right behind a link's `mailto:`."""
    TEL = "tel"
    CLOSED = "closed"


_LINKS = {"mailto:": Sink.MAILTO, "tel:": Sink.TEL}


class LeftContext:
    """Reads one running text as it is emitted.

    `around` reads the text that this one is a part of.
    """

    __slots__ = ("_around", "_is_lost", "_looked", "_part", "_readers", "_recent", "_unread", "_waiting")

    def __init__(self, around: LeftContext | None = None) -> None:
        self._around = around
        self._part: LeftContext | None = None
        """Reads what came since `begin_part`."""
        self._is_lost = False
        self._readers: _Readers | None = None
        """None until something concerns them, or too much waits."""
        self._unread: list[str] = []
        self._waiting = 0
        self._looked = 0
        """Unread pieces that concern no reader."""
        self._recent = ""

    def read(self, text: str, written: str | None = None) -> None:
        """Take the next emitted piece; `written` is how it stands in the text around, if not as here."""
        if self._around is not None:
            self._around.read(text if written is None else written)
        if self._part is not None:
            self._part.read(text)
        if text:
            self._unread.append(text)
            self._waiting += len(text)
            if self._waiting >= _READ_AHEAD:
                self._catch_up()

    def sink(self) -> Sink:
        """The kind of place that the next character stands in; closed where the views of it differ."""
        if self._is_lost:
            return Sink.CLOSED
        seen = self._own()
        for view in (self._part, self._around):
            if view is not None and view.sink() is not seen:
                return Sink.CLOSED
        return seen

    def begin_part(self) -> None:
        """What follows may be shown joined to the text so far, or by itself."""
        self._part = LeftContext()

    def lose(self) -> None:
        """What was emitted cannot be followed any more: closed from here on."""
        self._is_lost = True

    def recent(self) -> str:
        """The last characters that were emitted."""
        return (self._recent + "".join(self._unread))[-_RECENT:]

    def _own(self) -> Sink:
        if self._readers is None and self._concerns_none():
            return Sink.TEXT
        return self._catch_up().sink()

    def _concerns_none(self) -> bool:
        """True while every unread piece is text for every reader; a piece is looked at once."""
        while self._looked < len(self._unread):
            if _CONCERNS.search(self._unread[self._looked]):
                return False
            self._looked += 1
        return True

    def _catch_up(self) -> _Readers:
        readers = self._readers
        if readers is None:
            readers = self._readers = _Readers()
        if self._unread:
            text = "".join(self._unread)
            self._unread.clear()
            self._waiting = self._looked = 0
            self._recent = (self._recent + text)[-_RECENT:]
            readers.read(text)
        return readers


class _Readers:
    """The three readers of one text."""

    __slots__ = ("_addresses", "_html", "_markdown")

    def __init__(self) -> None:
        self._html = HtmlReader()
        self._markdown = MarkdownReader()
        self._addresses = AddressReader()

    def sink(self) -> Sink:
        heads = {self._html.inside, self._markdown.inside, self._addresses.inside} - {None}
        if not heads:
            return Sink.TEXT
        return _LINKS.get(heads.pop() or "", Sink.CLOSED) if len(heads) == 1 else Sink.CLOSED

    def read(self, text: str) -> None:
        for start in range(0, len(text), _READ_AHEAD):
            piece = text[start : start + _READ_AHEAD]
            self._html.read(piece)
            self._markdown.read(piece)
            self._addresses.read(piece, self._html.plain_tag_ends)
