"""The order of streams whose content comes in blocks: Anthropic's messages and Bedrock's converse.

litellm makes an end where none was told, and gives what comes to whichever block began last. So a message begins once, its blocks
begin before they go on and end before the message does, and it says why it stopped. Of Bedrock's blocks only calls of tools must
begin and end: text and reasoning come without a beginning. Anything else is `provider_error`.
"""

from __future__ import annotations

from typing import Final

from gateway.core.jsontypes import JsonObject
from gateway.core.wires.parts import a_kind, a_position, an_object, broken

_MAX_BLOCKS: Final = 1024


class MessagesOrder:
    """Anthropic's messages. The kind stands in the data; a name beside it is the same."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._has_begun = False
        self._block: int | None = None
        """The block that is open."""
        self._has_told_why = False
        self.has_ended = False
        """See `Order`."""

    def see(self, name: str | None, data: JsonObject) -> None:
        """See `Order`."""
        kind = a_kind(data.get("type"))
        if name not in {None, kind}:
            raise broken()
        if kind == "ping":
            return
        if self.has_ended or self._has_begun is (kind == "message_start"):
            raise broken()
        self._has_begun = True
        if kind.startswith("content_block_"):
            self._see_block(kind, data)
        else:
            self._see_message(kind, data)

    def close(self) -> None:
        """See `Order`."""
        if not self.has_ended:
            raise broken()

    def _see_message(self, kind: str, data: JsonObject) -> None:
        """Its beginning, what it says of its end, which may come in several pieces, and its end."""
        if kind == "message_start":
            return
        if self._block is not None:
            raise broken()
        if kind == "message_delta":
            reason = an_object(data.get("delta")).get("stop_reason")
            self._has_told_why |= reason is not None and bool(a_kind(reason))
        elif kind == "message_stop" and self._has_told_why:
            self.has_ended = True
        else:
            raise broken()

    def _see_block(self, kind: str, data: JsonObject) -> None:
        index = a_position(data.get("index"), _MAX_BLOCKS)
        is_start = kind == "content_block_start"
        if self._has_told_why or self._block != (None if is_start else index):
            raise broken()
        if is_start:
            self._block = index
        elif kind == "content_block_stop":
            self._block = None
        elif kind != "content_block_delta":
            raise broken()


class ConverseOrder:
    """Bedrock's converse stream. What it reports of the call may come after its end."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._has_begun = False
        self._call: int | None = None
        """The block that is open, if it calls a tool."""
        self._ended: set[int] = set()
        """Blocks that stopped."""
        self._has_stopped = False
        self.has_ended = False
        """See `Order`. What is reported of the call is the last event, and tells what it used."""

    def see(self, name: str | None, data: JsonObject) -> None:
        """See `Order`."""
        if name == "metadata":
            self.has_ended = self._has_stopped
            return
        if self._has_stopped or self._has_begun is (name == "messageStart"):
            raise broken()
        self._has_begun = True
        if name == "messageStop":
            self._stop(data)
        elif name != "messageStart":
            self._see_block(name, data)

    def close(self) -> None:
        """See `Order`."""
        if not self._has_stopped:
            raise broken()

    def _stop(self, data: JsonObject) -> None:
        if self._call is not None or not a_kind(data.get("stopReason")):
            raise broken()
        self._has_stopped = True

    def _see_block(self, name: str | None, data: JsonObject) -> None:
        index = a_position(data.get("contentBlockIndex"), _MAX_BLOCKS)
        if index in self._ended or self._call not in {None, index}:
            raise broken()
        if name == "contentBlockStart":
            self._start(index, an_object(data.get("start")))
        elif name == "contentBlockDelta":
            if "toolUse" in an_object(data.get("delta")) and self._call is None:
                raise broken()
        elif name == "contentBlockStop":
            self._call = None
            self._ended.add(index)
        else:
            raise broken()

    def _start(self, index: int, start: JsonObject) -> None:
        if self._call is not None:
            raise broken()
        if "toolUse" in start:
            self._call = index
