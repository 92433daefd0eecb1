"""Tokens back to values in a running text, however it is cut into pieces (product.md section 4, "Tokens").

Held back is the longest tail that more text could still make a token *of this call*, and nothing else; at
most one spelling's length (about 90 characters). Work is linear in the text, memory beyond the tail is fixed.

Invariant: the pieces put out, joined, are the same for every way of cutting the same text.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from gateway.core.sinks.context import LeftContext
from gateway.core.tokens import Issued, spellings
from gateway.core.vault import Entry, Vault


class Rule(Protocol):
    """Decides what a token becomes where it stands."""

    def __call__(self, entry: Entry, context: LeftContext) -> str | None:
        """What to put in its place, or None to leave it as it is spelled."""
        ...


class Tails(Protocol):
    """Knows which end of a text may still become a token of this call; `gateway.core.tokens.Issued` is one."""

    @property
    def bodies(self) -> Collection[str]:
        """Empty when the call has no token."""
        ...

    def held_from(self, text: str) -> int:
        """Where that end starts; `len(text)` if there is none."""
        ...


class IssuedLater:
    """`Issued` of a call's tokens, made when a text first ends in what may begin one: an answer that comes whole seldom does."""

    __slots__ = ("_issued", "bodies")

    def __init__(self, tokens: tuple[str, ...]) -> None:
        self.bodies: Collection[str] = tokens
        self._issued: Issued | None = None

    def held_from(self, text: str) -> int:
        """As `Issued.held_from`: a spelling has no bracket inside, so behind a closed last bracket only a backslash is held."""
        length = len(text)
        if text[-1:] != "\\" and max(text.rfind("["), text.rfind("［")) <= max(text.rfind("]"), text.rfind("］")):
            return length
        if self._issued is None:
            self._issued = Issued.of(self.bodies)
        return self._issued.held_from(text)


class TextRestorer:
    """Restores one running text; a `gateway.core.wire.Restorer`.

    `context` has read what of the answer came before it.
    """

    __slots__ = ("_context", "_issued", "_rule", "_tail", "_vault")

    def __init__(self, vault: Vault, issued: Tails, rule: Rule, context: LeftContext | None = None) -> None:
        self._vault = vault
        self._issued = issued
        self._rule = rule
        self._context = LeftContext() if context is None else context
        self._tail = ""

    def feed(self, text: str) -> str:
        """Take the next piece; return what is ready."""
        if not self._issued.bodies:
            return text
        if not self._tail and text.isascii() and "[" not in text and "]" not in text and "\\" not in text:
            self._context.read(text)
            return text  # most pieces: no spelling begins or ends in it
        if self._tail:
            text = self._tail + text
        until = self._issued.held_from(text)
        self._tail = text[until:]
        if "]" in text or "］" in text:
            return self._restored(text, until)
        text = text[:until]
        self._context.read(text)
        return text

    def flush(self) -> str:
        """The text ended in order: return what was held back, as it stands."""
        tail, self._tail = self._tail, ""
        self._context.read(tail)
        return tail

    def _restored(self, text: str, until: int) -> str:
        """`text[:until]` with its tokens replaced. What is held back contains no whole token of this call."""
        parts: list[str] = []
        at = 0
        for spelling in spellings(text):
            entry = self._vault.entry(spelling.token)
            if entry is None:
                continue
            self._emit(parts, text[at : spelling.start])
            value = self._rule(entry, self._context)
            self._emit(parts, text[spelling.start : spelling.end] if value is None else value)
            at = spelling.end
        self._emit(parts, text[at:until])
        return parts[0] if len(parts) == 1 else "".join(parts)

    def _emit(self, parts: list[str], text: str) -> None:
        if text:
            parts.append(text)
            self._context.read(text)
