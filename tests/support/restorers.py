"""Restorers with nothing but their contract: they hold back what may begin a token, and no more."""

from collections.abc import Hashable, Mapping

from gateway.core.jsontypes import JsonObject
from gateway.core.reasoning import ReasoningScope
from gateway.core.strict_json import dump_text
from gateway.core.wire import Restorer

SCOPE = ReasoningScope(b"reasoning of these tests")


class Replacing:
    """Puts values for tokens in one channel."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._held = ""

    def feed(self, text: str) -> str:
        """What is ready; a beginning of a token stays."""
        text = self._held + text
        for token, value in self._values.items():
            text = text.replace(token, value)
        self._held = max(
            (token[:n] for token in self._values for n in range(len(token)) if text.endswith(token[:n])),
            key=len,
            default="",
        )
        return text.removesuffix(self._held) if self._held else text

    def flush(self) -> str:
        """What was held, as it stands."""
        held, self._held = self._held, ""
        return held


class ReplacingRestorers:
    """Hands out `Replacing`, remembers for which channels. In arguments, values go in as JSON has them."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self._values = dict(values or {})
        self.channels: list[tuple[Hashable, str | None]] = []

    def text(self, channel: Hashable) -> Restorer:
        """A running text's."""
        self.channels.append((channel, None))
        return Replacing(self._values)

    def arguments(self, channel: Hashable, tool: str) -> Restorer:
        """A tool call's."""
        self.channels.append((channel, tool))
        return Replacing({token: dump_text(value)[1:-1] for token, value in self._values.items()})

    def tagged(self, block: JsonObject) -> JsonObject:
        """A reasoning block's."""
        return SCOPE.tagged(block)
