"""One builder of keys and keyed ids: HMAC-SHA256 over length-prefixed parts, so that no two lists of parts collide (T03)."""

from __future__ import annotations

import hmac


def derive(key: bytes, *parts: str) -> bytes:
    """32 bytes bound to `key` and exactly these parts, in order."""
    message = bytearray()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        message += len(encoded).to_bytes(4, "big")
        message += encoded
    return hmac.digest(key, message, "sha256")


def keyed_id(key: bytes, *parts: str) -> str:
    """The same as 32 hex characters (128 bits): an id for the store that only the key's holder can make."""
    return derive(key, *parts).hex()[:32]
