"""Images in a request: base64 of one of four types, in OpenAI's form and in Anthropic's.

An address is never fetched, by anybody: what is not base64 is `uninspectable`. What the base64 holds is found out when it is
decoded (`gateway/ports/pictures.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from gateway.core.call import Tree
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonValue
from gateway.core.wires.schema import Walk, invalid, unknown

MEDIA_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
_DATA_URL: Final = re.compile(r"data:(image/[a-z]{3,4});base64,")
_SOURCE: Final = frozenset({"type", "media_type", "data"})


@dataclass(frozen=True, slots=True)
class ImageUrl:
    """`image_url.url`: a `data:` URL and no other."""

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The picture; `uninspectable` for any other address and any other type."""
        if not isinstance(value, str):
            raise invalid(path)
        head = _DATA_URL.match(value)
        if head is None or head[1] not in MEDIA_TYPES:
            raise Refusal(Code.UNINSPECTABLE, param=path)
        return walk.picture(path, head[1], value[head.end() :], is_url=True)


@dataclass(frozen=True, slots=True)
class ImageSource:
    """`source` of an image block: base64 and no other kind."""

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The source with its picture; `uninspectable` for an address, a stored file, any other type."""
        if not isinstance(value, dict):
            raise invalid(path)
        media_type, data = value.get("media_type"), value.get("data")
        if value.get("type") != "base64" or media_type not in MEDIA_TYPES:
            raise Refusal(Code.UNINSPECTABLE, param=path)
        if not value.keys() <= _SOURCE:
            raise unknown(path, next(key for key in value if key not in _SOURCE))
        if not isinstance(data, str):
            raise invalid(f"{path}.data")
        picture = walk.picture(f"{path}.data", media_type, data, is_url=False)
        return {"type": "base64", "media_type": media_type, "data": picture}
