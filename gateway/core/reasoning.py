"""A model's reasoning on its way to the CRM and back, under a tag (C4.5).

A block with a signature, or in encrypted form, is of use to its provider only as it was, to the byte, so nobody may rewrite it
and nobody can read it. It goes to the CRM with a tag before its signature: a MAC over tenant, acting user, purpose,
provider and the block. Back with that tag it is the provider's own words to the same user for the same purpose; the tag is taken
off, and the provider gets what it wrote. Nothing is kept for that. Tags of version 1 did not name the provider: they are no tags.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from gateway.core.derive import derive, keyed_id
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import dump_canonical

CARRIERS: Final[Mapping[str, str]] = MappingProxyType(
    {"thinking": "signature", "redacted_thinking": "data", "reasoning": "encrypted_content"}
)
"""Kind of a block → its field that holds what only its provider can read, before which the tag stands."""
_TAGGED: Final = re.compile(r"isgreason2\.([0-9a-f]{32})\.(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReasoningScope:
    """Whose reasoning it is. What was tagged in one scope proves nothing in another."""

    key: bytes = field(repr=False)
    whose: tuple[str, ...] = field(default=(), repr=False)
    """Derived from `key` is what tags, and only where there is reasoning to tag: most calls have none."""

    def tagged(self, block: JsonObject) -> JsonObject:
        """The block with its tag; `block` has one of the kinds of `CARRIERS`, and that kind's field."""
        carrier = CARRIERS[str(block["type"])]
        return {**block, carrier: f"isgreason2.{self._tag(block)}.{block[carrier]}"}

    def owns(self, block: JsonObject, tag: str) -> bool:
        """True when `tag` was made here for exactly this block."""
        return hmac.compare_digest(self._tag(block), tag)

    def _tag(self, block: JsonObject) -> str:
        return keyed_id(derive(self.key, *self.whose), dump_canonical(block).decode())


def parted(block: JsonObject) -> tuple[str, JsonObject] | None:
    """The tag of a block and the block without it, nothing of it believed yet; None if it has no tag."""
    carrier = CARRIERS[str(block["type"])]
    found = _TAGGED.fullmatch(str(block[carrier]))
    return None if found is None else (found[1], {**block, carrier: found[2]})
