"""An answer as a browser reads it: which characters stand in a tag, an attribute, a comment or a style sheet.

The states and their ways are the HTML standard's tokenizer (html.spec.whatwg.org, 13.2.5), less what cannot
hide a tag's end. Following it exactly matters: a reader that leaves a tag one character before the browser
does can be led to call an attribute text. Elements whose content follows other rules (scripts, foreign
content, ...) are never left again: closed to the end.
"""

from __future__ import annotations

import re
from enum import Enum, auto

_WHITE = r"\t\n\f\r "
_HEAD = 8
"""Characters of an attribute's value that are kept: enough to tell `mailto:` from everything else."""
_NAME = 12
_RAW = {name: re.compile(rf"</{name}([{_WHITE}/>])", re.IGNORECASE) for name in ("style", "title", "textarea")}
"""Elements that only their own end tag ends."""
_UNFOLLOWED = frozenset(
    {"script", "noscript", "svg", "math", "xmp", "iframe", "noembed", "noframes", "plaintext", "frameset"}
)
_PLAIN_TAG = re.compile(
    r"""<[A-Za-z][A-Za-z0-9-]*+
        (?:[\t\n\f\r ]++[A-Za-z_:][\w.:-]*+
           (?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+"|'[^']*+'|[^\t\n\f\r "'=<>`]++))?+)*+
        [\t\n\f\r ]*+/?>""",
    re.VERBOSE | re.ASCII,
)
"""What CommonMark takes for an opening tag too."""
_MAX_PLAIN, _MAX_PLAIN_PIECES = 2048, 128
"""Characters of one attribute, and pieces of a tag, up to which a tag is looked at as a whole."""
_COMMENT_END = re.compile(r"--!?>")


class _State(Enum):
    TEXT = auto()
    LESS = auto()
    SLASH = auto()
    BANG = auto()
    DASH = auto()
    OPENING = auto()
    OPENING_DASH = auto()
    COMMENT = auto()
    BOGUS = auto()
    NAME = auto()
    GAP = auto()
    ATTRIBUTE = auto()
    AFTER = auto()
    EQUALS = auto()
    DOUBLE = auto()
    SINGLE = auto()
    UNQUOTED = auto()
    RAW = auto()
    LOST = auto()


_S = _State
_UNDECIDED = frozenset({_S.TEXT, _S.LESS, _S.SLASH, _S.BANG, _S.DASH})
_VALUES = frozenset({_S.DOUBLE, _S.SINGLE, _S.UNQUOTED})

_STOPS = {
    state: re.compile(pattern)
    for state, pattern in {
        _S.TEXT: "<",
        _S.BOGUS: ">",
        _S.NAME: f"[{_WHITE}/>]",
        _S.GAP: f"[^{_WHITE}/]",
        _S.ATTRIBUTE: f"[{_WHITE}/=>]",
        _S.AFTER: f"[^{_WHITE}]",
        _S.EQUALS: f"[^{_WHITE}]",
        _S.DOUBLE: '"',
        _S.SINGLE: "'",
        _S.UNQUOTED: f"[{_WHITE}>]",
    }.items()
}
"""What ends a run of characters that change nothing; a state that is missing here looks at every character.
"""

_NEXT: dict[_State, dict[str, _State]] = {
    _S.TEXT: {"<": _S.LESS},
    _S.LESS: {"a": _S.NAME, "/": _S.SLASH, "!": _S.BANG, "?": _S.BOGUS},
    _S.SLASH: {"a": _S.NAME, ">": _S.TEXT},
    _S.BANG: {"-": _S.DASH, "[": _S.LOST, ">": _S.TEXT},
    _S.DASH: {"-": _S.OPENING},
    _S.OPENING: {"-": _S.OPENING_DASH, ">": _S.TEXT},
    _S.OPENING_DASH: {"-": _S.COMMENT, ">": _S.TEXT},
    _S.BOGUS: {">": _S.TEXT},
    _S.NAME: {" ": _S.GAP, "/": _S.GAP, ">": _S.TEXT},
    _S.GAP: {">": _S.TEXT},
    _S.ATTRIBUTE: {" ": _S.AFTER, "/": _S.GAP, "=": _S.EQUALS, ">": _S.TEXT},
    _S.AFTER: {"/": _S.GAP, "=": _S.EQUALS, ">": _S.TEXT},
    _S.EQUALS: {'"': _S.DOUBLE, "'": _S.SINGLE, ">": _S.TEXT},
    _S.DOUBLE: {'"': _S.GAP},
    _S.SINGLE: {"'": _S.GAP},
    _S.UNQUOTED: {" ": _S.GAP, ">": _S.TEXT},
}
_AGAIN = {
    _S.LESS: _S.TEXT,
    _S.SLASH: _S.BOGUS,
    _S.BANG: _S.BOGUS,
    _S.DASH: _S.BOGUS,
    _S.OPENING: _S.COMMENT,
    _S.OPENING_DASH: _S.COMMENT,
}
"""Any other character: to this state, which reads it again."""
_OTHER = {_S.GAP: _S.ATTRIBUTE, _S.AFTER: _S.ATTRIBUTE, _S.EQUALS: _S.UNQUOTED}
"""Any other character: to this state, which has it then."""


class HtmlReader:
    """Reads an answer piece by piece; `inside` tells where it stands."""

    __slots__ = ("_before", "_element", "_head", "_state", "_tag", "_tail", "plain_tag_ends")

    def __init__(self) -> None:
        self._state = _S.TEXT
        self._element = ""
        """Name of the tag being read, as far as it matters; an end tag's begins with `/`."""
        self._head = ""
        self._tail = ""
        """The end of the last piece, where an end may have begun (comments, raw elements)."""
        self._tag: list[str] = []
        """The tag so far, as it is written, in pieces; empty when it can be no plain one."""
        self._before = ""
        self.plain_tag_ends: list[int] = []
        """Places in the last piece right behind an opening tag that is one for every reader."""

    @property
    def inside(self) -> str | None:
        """None in text; otherwise the first characters of the attribute's value ("" where there is none)."""
        if self._state in _UNDECIDED:
            return None
        return self._head.lower() if self._state in _VALUES else ""

    def read(self, text: str) -> None:
        """Take the next piece."""
        self.plain_tag_ends = []
        at = 0
        while at < len(text) and self._state is not _S.LOST:
            is_content = self._state in {_S.COMMENT, _S.RAW}
            at = self._skip_content(text, at) if is_content else self._advance(text, at)
        self._before = text[-1:] or self._before

    def _advance(self, text: str, at: int) -> int:
        """Up to and over the next character that changes the state."""
        state = self._state
        stop = _STOPS.get(state)
        match = None if stop is None else stop.search(text, at)
        end = at if stop is None else len(text) if match is None else match.start()
        self._collect(text, at, end)
        if end == len(text):
            return end
        character = text[end]
        following = _NEXT[state].get(_class(character))
        if following is None and state in _AGAIN:
            self._enter(_AGAIN[state], "")
            return end
        self._write_tag(text, end)
        self._enter(following or _OTHER[state], character)
        if self._state is _S.TEXT and self._tag and _PLAIN_TAG.fullmatch("".join(self._tag)):
            self.plain_tag_ends.append(end + 1)
        return end + 1

    def _write_tag(self, text: str, at: int) -> None:
        """Add a character that changes the state to the tag, or begin one.

        An escaped `<` begins none for Markdown.
        """
        if self._state is _S.TEXT:
            before = text[at - 1] if at else self._before
            self._tag = [] if before == "\\" else ["<"]
        elif self._tag:
            self._tag.append(text[at])

    def _collect(self, text: str, start: int, end: int) -> None:
        """Remember what matters of a run that changes nothing."""
        if self._state is _S.TEXT or start == end:
            return
        if self._tag:
            self._tag.append(text[start : min(end, start + _MAX_PLAIN)])
            if len(self._tag) > _MAX_PLAIN_PIECES or end - start >= _MAX_PLAIN:
                self._tag = []
        run = text[start : min(end, start + _NAME)]
        if self._state is _S.NAME:
            self._element = (self._element + run.lower())[:_NAME]
        elif self._state in _VALUES:
            self._head = (self._head + run)[:_HEAD]

    def _enter(self, state: _State, character: str) -> None:
        before, self._state = self._state, state
        if state is _S.NAME:
            self._element = ("/" if before is _S.SLASH else "") + character.lower()
        elif state in _VALUES:
            self._head = character if state is _S.UNQUOTED else ""
        elif state is _S.COMMENT:
            self._tail = "--" if character else ""
        elif state is _S.TEXT and before not in _UNDECIDED:
            self._close()

    def _close(self) -> None:
        """A tag, comment or raw element ended with `>`: see what kind of content follows."""
        if self._element in _RAW:
            self._state, self._tail = _S.RAW, ""
        elif self._element in _UNFOLLOWED:
            self._state = _S.LOST

    def _skip_content(self, text: str, at: int) -> int:
        window = self._tail + text[at:]
        end = _COMMENT_END if self._state is _S.COMMENT else _RAW[self._element]
        match = end.search(window)
        if match is None:
            self._tail = window[-_NAME:]
            return len(text)
        at += match.end() - len(self._tail)
        if self._state is _S.COMMENT or match[1] == ">":
            self._state = _S.TEXT
        else:
            self._state = _S.GAP
        self._element = ""
        return at


def _class(character: str) -> str:
    """Letters as `a`, HTML's white space as a space, all else as it is."""
    if character in "\t\n\f\r ":
        return " "
    return "a" if character.isascii() and character.isalpha() else character
