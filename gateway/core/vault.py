"""The vault of one call: which token stands for which value.

Leaving its `with` empties it, whatever happened (C4.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from types import TracebackType
from typing import Self

from gateway.core.entities import PAYMENT, Label
from gateway.core.linking import Linker
from gateway.core.repeats import Repeats
from gateway.core.source import Source
from gateway.core.spans import Span
from gateway.core.tokens import masked, numbers_spelled, outside, token
from gateway.core.values import fixed

_MASKS = frozenset(map(masked, Label))


class VaultClosedError(Exception):
    """The vault was used outside of its `with`."""


@fixed()
class Entry:
    """A value that a token stands for, and everywhere it was seen."""

    token: str
    value: str = field(repr=False)
    label: Label
    number: int
    sources: frozenset[Source]


class Vault:
    """Owns the values of one call between `__enter__` and `__exit__`.

    Outside of them everything but `is_empty` raises.
    """

    __slots__ = ("_concealed", "_entries", "_is_open", "_linker", "_own", "_repeats", "_tokens")

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._tokens: dict[tuple[Label, str], str] = {}
        self._concealed: set[tuple[str, Label]] = set()
        self._linker: Linker | None = None
        """Made with the numbers reserved, or for the first token."""
        self._repeats = Repeats()
        """All values, ready to be looked for."""
        self._own: frozenset[str] | None = None
        """What `own` says; None once there are more tokens."""
        self._is_open = False

    def __enter__(self) -> Self:
        self._is_open = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._is_open = False
        self._entries.clear()
        self._tokens.clear()
        self._concealed.clear()
        self._linker = None
        self._repeats = Repeats()
        self._own = None

    @property
    def is_empty(self) -> bool:
        """True when nothing is held; may be asked at any time, so that a trace can say it."""
        return not (self._entries or self._tokens or self._concealed)

    def reserve(self, texts: Iterable[str]) -> None:
        """Keep every number that a token in `texts` has out of use. Once, before the first `pseudonym`."""
        self._check()
        if self._entries:
            msg = "numbers are reserved before the first token is issued"
            raise ValueError(msg)
        taken: set[int] = set()
        for text in texts:
            if "[" in text or "［" in text or "\\" in text:
                taken |= numbers_spelled(text)
        self._linker = Linker(frozenset(taken))

    def pseudonym(self, value: str, label: Label, source: Source) -> str:
        """The token of this surface form, which was (also) seen in `source`.

        Payment numbers have none: `ValueError`.
        """
        self._check()
        if label in PAYMENT:
            msg = "payment numbers are never restored"
            raise ValueError(msg)
        name = self._tokens.get((label, value))
        if name is None:
            if self._linker is None:
                self._linker = Linker()
            number, form = self._linker.place(value, label)
            name = token(label, number, form)
            self._repeats.add(value, label)
            self._own = None
            self._tokens[label, value] = name
            self._entries[name] = Entry(name, value, label, number, frozenset({source}))
        elif source not in self._entries[name].sources:
            entry = self._entries[name]
            self._entries[name] = replace(entry, sources=entry.sources | {source})
        return name

    def conceal(self, value: str, label: Label) -> None:
        """Remember a value that was masked, dropped or generalised.

        It has no token, and is looked for all the same.
        """
        self._check()
        self._repeats.add(value, label)
        self._concealed.add((value, label))

    def entry(self, name: str) -> Entry | None:
        """The entry of a token in written form, or None if it was not issued here."""
        self._check()
        return self._entries.get(name)

    def tokens(self) -> tuple[str, ...]:
        """Issued tokens, in order of issue."""
        self._check()
        return tuple(self._entries)

    def values(self) -> frozenset[tuple[str, Label]]:
        """Everything that was taken out of the call, with or without a token."""
        self._check()
        return frozenset(self._concealed).union((entry.value, entry.label) for entry in self._entries.values())

    def found(self, texts: Iterable[str]) -> list[list[Span]]:
        """Where values that were taken out still stand in `texts`, as `gateway.core.repeats` looks for them.

        The gateway's own tokens do not count: a user may be called `person_1`.
        """
        self._check()
        return [outside(text, found, self.own()) if (found := self._repeats.find(text)) else [] for text in texts]

    def found_in(self, texts: Iterable[str]) -> bool:
        """True when a value that was taken out still stands in one of `texts`."""
        return any(self.found(texts))

    def own(self) -> frozenset[str]:
        """Everything that the gateway itself puts into texts: issued tokens and the masks."""
        self._check()
        if self._own is None:
            self._own = _MASKS.union(self._entries)
        return self._own

    def _check(self) -> None:
        if not self._is_open:
            raise VaultClosedError
