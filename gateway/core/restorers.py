"""Whose values go back where, in one answer.

The purpose's sinks, the tenant's manifest of tools, and where restoring stops.

In text an entry is restored if a source of it that is no writing sample belongs to a party that the purpose's
text takes; else a neutral word stands there. In tool arguments the manifest's rule for the argument decides,
or the purpose's default parties where there is none; what may not go back stays a token, since a tool cannot
use a word in place of a value. Inside links, attributes and images everything stays a token, but the
addressee's own e-mail address and telephone number behind `mailto:` and `tel:`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum, auto

from gateway.core.arguments import JsonRestorer
from gateway.core.entities import Label
from gateway.core.jsontypes import JsonObject
from gateway.core.neutral import neutral_word
from gateway.core.policy import ArgumentRule, Sinks, ToolRule
from gateway.core.reasoning import ReasoningScope
from gateway.core.restore import IssuedLater, Rule, Tails, TextRestorer
from gateway.core.sinks.context import LeftContext, Sink
from gateway.core.source import Party
from gateway.core.vault import Entry, Vault
from gateway.core.wire import Restorer

_MAIL_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,253}")
"""Nothing that ends a link or an attribute, or begins a header field (`?`, `&`)."""
_TELEPHONE = re.compile(r"\+?[0-9 ()./-]{3,30}")
_NOT_DIALLED = re.compile(r"[^+0-9]")


class VaultRestorers:
    """The restorers of one answer; a `gateway.core.wire.Restorers`.

    The same channel gives the same restorer again. What releases values knows no channel: a circle would keep the whole
    call until Python's collector comes by.
    """

    __slots__ = ("_channels", "_issued", "_reasoning", "_releases", "_tools", "_vault")

    def __init__(self, vault: Vault, sinks: Sinks, tools: Mapping[str, ToolRule], reasoning: ReasoningScope) -> None:
        """Every token is issued by now: the call has left."""
        self._vault, self._tools, self._reasoning = vault, tools, reasoning
        self._releases = _Releases(sinks)
        self._issued = IssuedLater(vault.tokens())
        self._channels: dict[tuple[str, Hashable], Restorer] = {}

    @property
    def restored(self) -> int:
        """How many tokens became values so far."""
        return self._releases.restored

    def text(self, channel: Hashable) -> Restorer:
        """The restorer of a running text, or of the JSON object that it is."""
        key = ("text", channel)
        if key not in self._channels:
            self._channels[key] = AnswerRestorer(self._vault, self._issued, self._releases.in_text)
        return self._channels[key]

    def arguments(self, channel: Hashable, tool: str) -> Restorer:
        """The restorer of a tool call's arguments."""
        key = ("arguments", channel)
        if key not in self._channels:
            rules = self._tools[tool].arguments if tool in self._tools else {}
            releases = self._releases

            def rule_of(name: str | None) -> Rule:
                return _ArgumentRule(releases, rules.get(name) if name is not None else None)

            self._channels[key] = JsonRestorer(self._vault, self._issued, rule_of)
        return self._channels[key]

    def tagged(self, block: JsonObject) -> JsonObject:
        """A reasoning block with its tag. Its text keeps its tokens: it goes back to the provider as it is."""
        return self._reasoning.tagged(block)


class _Releases:
    """Gives values back, by the purpose's sinks, and counts them."""

    __slots__ = ("restored", "sinks")

    def __init__(self, sinks: Sinks) -> None:
        self.sinks = sinks
        self.restored = 0

    def in_text(self, entry: Entry, context: LeftContext) -> str | None:
        """The rule of running text."""
        sink = context.sink()
        is_allowed = belongs(entry, self.sinks.text)
        if sink is Sink.TEXT and not is_allowed:
            return neutral_word(entry.label, context.recent())
        return self.released(entry, sink) if is_allowed else None

    def released(self, entry: Entry, sink: Sink) -> str | None:
        """The value of an entry that may go back to this kind of place, counted; None where it may not."""
        value = entry.value if sink is Sink.TEXT else _in_link(entry, sink)
        self.restored += value is not None
        return value


@dataclass(frozen=True, slots=True)
class _ArgumentRule:
    """One tool argument's rule; a `gateway.core.restore.Rule`."""

    releases: _Releases
    listed: ArgumentRule | None

    def __call__(self, entry: Entry, context: LeftContext) -> str | None:
        if self.listed is None:
            is_allowed = belongs(entry, self.releases.sinks.arguments)
        else:
            is_allowed = entry.label in self.listed.labels and belongs(entry, self.listed.parties)
        return self.releases.released(entry, context.sink()) if is_allowed else None


class _Kind(Enum):
    UNKNOWN = auto()
    BRACE = auto()
    """White space and `{` so far."""
    JSON = auto()
    TEXT = auto()


# Before Python 3.12 an enumeration asks a function of its own for each member that is named.
_UNKNOWN, _BRACE, _JSON, _TEXT = _Kind


class AnswerRestorer:
    """Restores an answer's text: prose, or a JSON object, whose strings then take values escaped.

    An answer that begins `{"`, white space aside, is JSON up to the object's end; nothing is held back to
    tell. The model decides that, not who shows the answer, so one context reads all of it as it is emitted, and
    a JSON string's place is text only where that context takes it for text too (threats T14).

    An answer in several parts is fed part by part, with `flush` between them. Each part may begin as JSON; an
    object that is not complete goes on.
    """

    __slots__ = ("_context", "_json", "_kind", "_make_json", "_text")

    def __init__(self, vault: Vault, issued: Tails, rule: Rule) -> None:
        context = self._context = LeftContext()
        self._text = TextRestorer(vault, issued, rule, context)
        self._make_json: Callable[[], JsonRestorer] = lambda: JsonRestorer(vault, issued, lambda _: rule, context)
        self._json: JsonRestorer | None = None
        """None until the answer is known to be JSON."""
        self._kind = _UNKNOWN

    def feed(self, text: str) -> str:
        """Take the next piece; return what is ready."""
        if self._kind is _TEXT:
            return self._text.feed(text)
        begun = self._begin(text) if self._kind is not _JSON else 0
        ready, text = text[:begun], text[begun:]
        self._context.read(ready)
        if self._kind is _JSON and self._json is not None and text:
            done, text = self._json.take(text)
            ready += done
            if self._json.is_complete:
                self._kind = _TEXT
        if self._kind is _TEXT and text:
            ready += self._text.feed(text)
        return ready

    def flush(self) -> str:
        """The answer, or a part of it, ended in order: return what was held back, as it stands."""
        held = self._json.flush() if self._json is not None and self._kind is _JSON else self._text.flush()
        if self._kind is _TEXT:
            self._kind = _UNKNOWN
        self._context.begin_part()
        return held

    def _begin(self, text: str) -> int:
        """How much of `text` passes before the kind is known; those characters are white space and `{`."""
        for at, character in enumerate(text):
            if character in " \t\r\n":
                continue
            if character == "{" and self._kind is _UNKNOWN:
                self._kind = _BRACE
                continue
            if self._kind is _BRACE:
                if character == '"':
                    self._kind, self._json = _JSON, self._make_json()
                    self._json.enter_object()
                else:
                    self._kind = _TEXT
            else:
                self._kind = _TEXT
            return at
        return len(text)


def belongs(entry: Entry, parties: AbstractSet[Party]) -> bool:
    """True when the entry was seen outside of writing samples as a value of one of `parties`."""
    return any(source.party in parties and not source.is_sample for source in entry.sources)


def _in_link(entry: Entry, sink: Sink) -> str | None:
    """The addressee's own address where a link of its kind has just begun.

    If none of its characters can end the link.
    """
    if not belongs(entry, {Party.ADDRESSEE}):
        return None
    if sink is Sink.MAILTO and entry.label is Label.EMAIL_ADDRESS and _MAIL_ADDRESS.fullmatch(entry.value):
        return entry.value
    if sink is Sink.TEL and entry.label is Label.PHONE_NUMBER and _TELEPHONE.fullmatch(entry.value):
        return _NOT_DIALLED.sub("", entry.value)
    return None
