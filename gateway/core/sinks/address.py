"""An answer as a program reads it that makes links of bare addresses: which characters stand in one.

A link begins at `scheme://`, at `www.`, at `//` that follows no word, at a scheme that needs no slashes
(`mailto:`, `data:`), and at a domain or an IPv4 address with a path, query or fragment. It ends at ASCII
white space or `<` and nowhere else: GitHub's Markdown, the most generous of the common ones, takes quotes and
brackets for part of a link (cmark-gfm, autolink extension).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEAD = 8
_LONGEST = 80
"""Characters of the longest beginning below."""
_SITE = (
    r"[^\W_][.\u3002\uff0e\uff61](?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,63})[.]?(?::[0-9]{1,5})?"
    r"|[0-9]{1,3}(?:[.][0-9]{1,3}){3}(?::[0-9]{1,5})?"
)
_SCHEMES = "data|javascript|vbscript|blob|cid|sms|smsto|xmpp|sip|sips|skype|callto|magnet|intent|mailto"
_LAST = re.compile(r"[/?#:.]")
"""The last character of everything that begins a link."""
_BEGINS = {
    last: re.compile(rf"(?:{pattern})\Z")
    for last, pattern in {
        # Any scheme's slashes, JSON's escaped ones too; the page's own scheme; a site with a path.
        "/": rf":\\?/\\?/|(?<![\w/:.\\])/\\?/|(?:{_SITE})\\?/",
        "?": rf"(?:{_SITE})\\?[?]",
        "#": rf"(?:{_SITE})\\?[#]",
        # `tel:` in lower case only: `Tel:` is a label in a signature.
        ":": rf"(?<![^\W_])(?:(?i:{_SCHEMES})|tel):",
        ".": r"(?<![^\W_])(?i:www)[.]",
    }.items()
}
_REACH = {":": 12, ".": 4}
"""Where the longest beginning that ends so is shorter than `_LONGEST`."""
_ENDS = "\t\n\v\f\r <"
_END = re.compile(f"[{_ENDS}]")


class AddressReader:
    """Reads an answer piece by piece; `inside` tells where it stands."""

    __slots__ = ("_head", "_tail")

    def __init__(self) -> None:
        self._head: str | None = None
        self._tail = ""
        """In text: the end of the last word, where a link may have begun."""

    @property
    def inside(self) -> str | None:
        """None in text; otherwise the first characters of the link."""
        return None if self._head is None else self._head.lower()

    def read(self, text: str, breaks: Sequence[int] = ()) -> None:
        """Take the next piece. No link reaches over a place in `breaks`."""
        start = 0
        for place in breaks:
            self._take(text[start:place])
            self._head, self._tail, start = None, "", place
        self._take(text[start:])

    def _take(self, text: str) -> None:
        at = 0
        while at < len(text):
            at = self._find_begin(text, at) if self._head is None else self._find_end(text, at)

    def _find_begin(self, text: str, at: int) -> int:
        kept = len(self._tail)
        window = self._tail + text[at:]
        for last in _LAST.finditer(window, kept):
            reach = _REACH.get(last[0], _LONGEST)
            begin = _BEGINS[last[0]].search(window, max(0, last.end() - reach), last.end())
            if begin is not None:
                self._head, self._tail = begin[0][:_HEAD], ""
                return at + last.end() - kept
        near = window[-2 * _LONGEST :]
        self._tail = near[max(map(near.rfind, _ENDS)) + 1 :]
        return len(text)

    def _find_end(self, text: str, at: int) -> int:
        match = _END.search(text, at)
        if match is not None:
            self._head = None
            return match.start()
        self._head = ((self._head or "") + text[at : at + _HEAD])[:_HEAD]
        return len(text)
