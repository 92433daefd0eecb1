"""An answer as a Markdown renderer reads it.

Which characters stand in a link's or an image's address, title or description.

Only plain links are followed to their end: `](`, an address without white space, quotes, angle brackets,
backslashes and with at most one pair of parentheses inside it, perhaps a title in double quotes, `)`.
Everything else that CommonMark allows there, and everything that it does not, counts as the link until the
next blank line, which ends a paragraph for every renderer.
"""

from __future__ import annotations

import re
from enum import Enum, auto

_HEAD = 8


class _State(Enum):
    TEXT = auto()
    IMAGE = auto()
    """After `![`."""
    LINK = auto()
    """After `](`."""
    LINK_GAP = auto()
    TITLE = auto()
    TITLE_GAP = auto()
    DEFINITION = auto()
    """After `]:`, before the address."""
    TARGET = auto()
    """In a reference definition's address."""
    TARGET_GAP = auto()
    ODD = auto()
    """In something that may be a link; a blank line ends it."""


_S = _State
_OPENING = re.compile(r"!\[|\]\(|\]:")
_STOPS = {
    state: re.compile(pattern)
    for state, pattern in {
        _S.IMAGE: r"[\[\]\n\r(]",
        _S.LINK: r"""[\s()<>\\"'\]]""",
        _S.LINK_GAP: r"[^ \t]",
        _S.TITLE: r"""["\\\]\n\r(]""",
        _S.TITLE_GAP: r"[^ \t]",
        _S.DEFINITION: r"[^ \t]",
        _S.TARGET: r"[\s\](]",
        _S.TARGET_GAP: r"[^ \t]",
    }.items()
}
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LINE_BEGUN = re.compile(r"\n[ \t\r]*\Z")


class MarkdownReader:
    """Reads an answer piece by piece; `inside` tells where it stands."""

    __slots__ = ("_after_bracket", "_depth", "_head", "_lines", "_state", "_tail")

    def __init__(self) -> None:
        self._state = _S.TEXT
        self._tail = ""
        """The last character of the piece before, where an opening or a blank line may have begun."""
        self._head = ""
        self._depth = 0
        """Open parentheses in an address, open brackets in a description."""
        self._lines = 0
        self._after_bracket = False

    @property
    def inside(self) -> str | None:
        """None in text; otherwise the first characters of the link's address ("" where it is not followed)."""
        if self._state in {_S.TEXT, _S.TARGET_GAP}:
            return None
        return self._head.lower() if self._state in {_S.LINK, _S.TARGET} else ""

    def read(self, text: str) -> None:
        """Take the next piece."""
        at = 0
        while at < len(text):
            if self._state is _S.TEXT:
                at = self._find(_OPENING, text, at)
            elif self._state is _S.ODD:
                at = self._find(_BLANK_LINE, text, at)
            else:
                at = self._advance(text, at)

    def _find(self, pattern: re.Pattern[str], text: str, at: int) -> int:
        window = self._tail + text[at:]
        match = pattern.search(window)
        if match is None:
            if self._state is _S.ODD:
                self._tail = "\n" if _LINE_BEGUN.search(window) else ""
            else:
                self._tail = window[-1]
            return len(text)
        at += match.end() - len(self._tail)
        self._tail = ""
        self._open(match[0])
        return at

    def _open(self, opening: str) -> None:
        self._head, self._depth, self._lines, self._after_bracket = "", 0, 0, False
        if opening == "![":
            self._state, self._depth = _S.IMAGE, 1
        else:
            self._state = {"](": _S.LINK, "]:": _S.DEFINITION}.get(opening, _S.TEXT)

    def _advance(self, text: str, at: int) -> int:
        match = _STOPS[self._state].search(text, at)
        end = len(text) if match is None else match.start()
        if end > at:
            self._after_bracket = False
            if self._state in {_S.LINK, _S.TARGET}:
                self._head = (self._head + text[at : min(end, at + _HEAD)])[:_HEAD]
        if match is None:
            return end
        return end + 1 if self._meet(match[0]) else end

    def _meet(self, character: str) -> bool:
        """Take a character that may change the state; False: the new state shall read it."""
        opens = character == "(" and self._after_bracket
        self._after_bracket = character == "]"
        if opens:
            if self._state is _S.TARGET:
                self._open("](")
            else:
                self._lose(character)
            return True
        match self._state:
            case _S.IMAGE:
                self._in_image(character)
            case _S.LINK:
                self._in_link(character)
            case _S.TITLE:
                self._in_title(character)
            case _S.LINK_GAP | _S.TITLE_GAP:
                self._in_gap(character)
            case _:
                return self._in_definition(character)
        return True

    def _lose(self, character: str) -> None:
        self._state, self._tail = _S.ODD, "\n" if character == "\n" else ""

    def _in_image(self, character: str) -> None:
        if character in "\n\r":
            self._lose(character)
        self._depth += {"[": 1, "]": -1}.get(character, 0)
        if self._depth == 0:
            self._state, self._tail = _S.TEXT, "]"

    def _in_link(self, character: str) -> None:
        if character in " \t":
            if self._depth:
                self._lose(character)
            elif self._head:
                self._state = _S.LINK_GAP
        elif character == ")" and not self._depth:
            self._state, self._tail = _S.TEXT, ""
        elif character == "]" or (character == "(" and not self._depth) or character == ")":
            self._depth = {"(": 1, ")": 0}.get(character, self._depth)
            self._head = (self._head + character)[:_HEAD]
        else:
            self._lose(character)

    def _in_gap(self, character: str) -> None:
        if character == ")":
            self._state, self._tail = _S.TEXT, ""
        elif character == '"' and self._state is _S.LINK_GAP:
            self._state = _S.TITLE
        else:
            self._lose(character)

    def _in_title(self, character: str) -> None:
        if character == '"':
            self._state = _S.TITLE_GAP
        elif character in "\\\n\r":
            self._lose(character)

    def _in_definition(self, character: str) -> bool:
        """A reference definition's address is the first word after `]:`, on this line or the next."""
        if self._state is _S.TARGET:
            if character in "](":
                self._head = (self._head + character)[:_HEAD]
            else:
                self._state, self._tail = (_S.TEXT, character) if character == "\n" else (_S.TARGET_GAP, "")
            return True
        if self._state is _S.TARGET_GAP:
            if character in "\"'(":
                self._lose(character)
                return True
            self._state, self._tail = _S.TEXT, ""
            return False
        return self._before_target(character)

    def _before_target(self, character: str) -> bool:
        if character == "<":
            self._lose(character)
            return True
        if character not in "\n\r":
            self._state = _S.TARGET
            return False
        self._lines += character == "\n"
        if self._lines > 1:
            self._state, self._tail = _S.TEXT, ""
        return True
