"""Reasoning blocks in a request: taken with the tag under which the gateway handed them out, and with no other.

Their text is no leaf: it is neither scanned nor changed, for it leaves as its provider wrote it. Whether the tag is true is
for step 4 to say (`gateway/steps/isolate.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from gateway.core.call import Reasoning, Tree
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.reasoning import CARRIERS, parted
from gateway.core.wires.closed import Object
from gateway.core.wires.schema import Walk, invalid


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A string of a reasoning block."""

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The string itself."""
        del walk
        if not isinstance(value, str):
            raise invalid(path)
        return value


@dataclass(frozen=True, slots=True)
class ReasoningBlock:
    """A block whose texts are `Verbatim`."""

    inner: Object

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The block; `parameter_refused` for one without a tag."""
        block = cast("JsonObject", self.inner.read(value, path, walk))
        found = parted(block)
        if found is None:
            raise Refusal(Code.PARAMETER_REFUSED, param=f"{path}.{CARRIERS[str(block['type'])]}")
        tag, bare = found
        reasoning = Reasoning(path, tag, bare)
        walk.reasoning.append(reasoning)
        return reasoning
