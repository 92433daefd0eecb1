r"""Tokens back to values inside the strings of a JSON text that arrives in pieces.

A tool call's arguments, a JSON answer.

Strings are read with their escapes decoded, so a token may be spelled with `\u005b`; a value goes in escaped,
in ASCII. Whatever is not a token of this call comes out character for character as it came, original escapes
included, and so does everything outside of strings, valid JSON or not: what a length limit cut passes as it
is. Held back is one token's beginning or one incomplete escape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from gateway.core.restore import Rule, Tails
from gateway.core.sinks.context import LeftContext
from gateway.core.tokens import spellings
from gateway.core.vault import Vault

_OUTSIDE = re.compile(r'["{}\[\],]')
_INSIDE = re.compile(r'["\\]')
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_INCOMPLETE = re.compile(r"\\(?:u[0-9A-Fa-f]{0,3})?\Z")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_MAX_NAME = 256
"""Characters of an argument's name that are read; longer names are nobody's in a manifest."""


class JsonRestorer:
    """Restores the strings of one JSON text; a `gateway.core.wire.Restorer`.

    `rule_of` gives the rule for a string by the name of the top-level member it stands in (None: in none, or
    it is that name). `around` reads the JSON text as it is emitted, where somebody could be shown it as text:
    a place in a string is then what string and text agree on. Each string begins a text of its own.
    """

    def __init__(
        self,
        vault: Vault,
        issued: Tails,
        rule_of: Callable[[str | None], Rule],
        around: LeftContext | None = None,
    ) -> None:
        self._around = around
        self._issued = issued
        self._rule_of = rule_of
        self._vault = vault
        self._depth = 0
        self._is_object = False
        self._awaits_name = False
        self._name: str | None = None
        self._string: _String | None = None
        self._is_name = False
        self._escape = ""
        self.is_complete = False
        """True once the object or array that the text is has ended."""

    def enter_object(self) -> None:
        """The text's first `{` went by already."""
        self._depth, self._is_object, self._awaits_name = 1, True, True

    def feed(self, text: str) -> str:
        """Take the next piece; return what is ready."""
        ready, rest = self.take(text)
        return ready + rest

    def take(self, text: str) -> tuple[str, str]:
        """Like `feed`, but what follows the end of the JSON value comes back untouched as the second part."""
        if not self._issued.bodies:
            return text, ""
        text, self._escape = self._escape + text, ""
        out: list[str] = []
        at = 0
        while at < len(text) and not self.is_complete:
            string = self._string
            at = self._outside(text, at, out) if string is None else self._inside(text, at, string, out)
        if self._string is not None:
            out.append(self._string.settled(self._issued))
        return "".join(out), text[at:]

    def flush(self) -> str:
        """The text ended, or a part of it: return what was held back, as it stands.

        Where that is half an escape, what the string says from here on is not known: it is closed.
        """
        if self._string is None:
            return ""
        escape, self._escape = self._escape, ""
        return self._string.rest(escape)

    def _outside(self, text: str, at: int, out: list[str]) -> int:
        match = _OUTSIDE.search(text, at)
        if match is None:
            self._emit(out, text[at:])
            return len(text)
        self._emit(out, text[at : match.end()])
        mark = match[0]
        if mark == '"':
            self._begin_string()
        elif mark == ",":
            self._awaits_name = self._depth == 1 and self._is_object
        else:
            self._nest(mark)
        return match.end()

    def _nest(self, mark: str) -> None:
        if mark in "{[":
            self._depth += 1
            if self._depth == 1:
                self._is_object = self._awaits_name = mark == "{"
        elif self._depth:
            self._depth -= 1
            self.is_complete = self._depth == 0

    def _emit(self, out: list[str], text: str) -> None:
        """Put out what stands outside of strings."""
        out.append(text)
        if self._around is not None:
            self._around.read(text)

    def _begin_string(self) -> None:
        self._is_name = self._depth == 1 and self._awaits_name
        if self._is_name:
            self._name, self._awaits_name = None, False
        self._string = _String(self._vault, self._rule_of(self._name), LeftContext(self._around))

    def _inside(self, text: str, at: int, string: _String, out: list[str]) -> int:
        match = _INSIDE.search(text, at)
        end = len(text) if match is None else match.start()
        if end > at:
            string.plain(text[at:end])
        if match is None:
            return end
        if match[0] == '"':
            out.append(string.settled(None))
            self._emit(out, '"')
            self._name = string.name() if self._is_name else self._name
            self._string = None
            return end + 1
        if _INCOMPLETE.match(text, end):
            self._escape = text[end:]
            return len(text)
        return string.escaped(text, end)


class _String:
    """One JSON string: what it says, and how each character of that was written."""

    def __init__(self, vault: Vault, rule: Rule, context: LeftContext) -> None:
        self._vault = vault
        self._rule = rule
        self._context = context
        self._said: list[str] = []
        self._written: list[str] = []
        self._name = ""

    def plain(self, run: str) -> None:
        """Characters that stand for themselves."""
        self._said.append(run)
        self._written.extend(run)
        self._name = (self._name + run[:_MAX_NAME])[:_MAX_NAME]

    def escaped(self, text: str, at: int) -> int:
        """The complete escape at `text[at]`; returns where it ends.

        One that JSON does not know stands for its character.
        """
        match = _ESCAPE.match(text, at)
        if match is None:
            self.plain(text[at])
            return at + 1
        said = chr(int(match[1], 16)) if match[1] else _PLAIN.get(match[2], match[2])
        self._said.append(said)
        self._written.append(match[0])
        self._name = (self._name + said)[:_MAX_NAME]
        return match.end()

    def name(self) -> str | None:
        """What the whole string said, if it is short enough to be a name."""
        return self._name if len(self._name) < _MAX_NAME else None

    def settled(self, issued: Tails | None) -> str:
        """What is ready, in JSON.

        Everything if `issued` is None, else all but a tail that may become a token.
        """
        said, written = "".join(self._said), self._written
        until = len(said) if issued is None else issued.held_from(said)
        parts: list[str] = []
        at = 0
        for spelling in spellings(said):
            entry = self._vault.entry(spelling.token)
            if entry is None:
                continue
            self._pass(parts, said, written, at, spelling.start)
            value = self._rule(entry, self._context)
            if value is None:
                self._pass(parts, said, written, spelling.start, spelling.end)
            else:
                parts.append(json.dumps(value)[1:-1])
                self._context.read(value, parts[-1])
            at = spelling.end
        self._pass(parts, said, written, at, until)
        self._said, self._written = [said[until:]] if until < len(said) else [], written[until:]
        return "".join(parts)

    def rest(self, escape: str) -> str:
        """What was held back, as it was written, and the beginning of an escape."""
        said, rest = "".join(self._said), "".join(self._written) + escape
        self._said, self._written = [], []
        self._context.read(said, rest)
        if escape:
            self._context.lose()
        return rest

    def _pass(self, parts: list[str], said: str, written: list[str], start: int, end: int) -> None:
        if start < end:
            parts.append("".join(written[start:end]))
            self._context.read(said[start:end], parts[-1])
