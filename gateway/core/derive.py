"""One builder of keys and keyed ids: HMAC-SHA256 over length-prefixed parts, so that no two lists of parts collide (T03)."""

from __future__ import annotations

import hmac

_HASH = "sha256"
_ID_CHARACTERS = 32


class Keyed:
    """A key that every call derives something under: what HMAC makes of the key alone is made once.

    To begin anew takes OpenSSL's look-up of its hash, twice as long as the rest where its code is in no near cache.
    """

    __slots__ = ("_begun",)

    def __init__(self, key: bytes) -> None:
        """Under these bytes."""
        self._begun = hmac.new(key, digestmod=_HASH)

    def derive(self, *parts: str) -> bytes:
        """The same as `derive` of the key and these parts."""
        made = self._begun.copy()
        made.update(_framed(parts))
        return made.digest()

    def keyed_id(self, *parts: str) -> str:
        """The same as `keyed_id` of the key and these parts."""
        return self.derive(*parts).hex()[:_ID_CHARACTERS]


def derive(key: bytes, *parts: str) -> bytes:
    """32 bytes bound to `key` and exactly these parts, in order."""
    return hmac.digest(key, _framed(parts), _HASH)


def keyed_id(key: bytes, *parts: str) -> str:
    """The same as 32 hex characters (128 bits): an id for the store that only the key's holder can make."""
    return derive(key, *parts).hex()[:_ID_CHARACTERS]


def _framed(parts: tuple[str, ...]) -> bytearray:
    message = bytearray()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        message += len(encoded).to_bytes(4, "big")
        message += encoded
    return message
