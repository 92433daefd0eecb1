"""Making images anew: only pixels pass, and whatever else a file carries stays behind."""

from __future__ import annotations

from typing import Protocol

from gateway.core.call import Picture


class Pictures(Protocol):
    """Decodes an image within bounds and encodes its pixels again."""

    async def remade(self, picture: Picture) -> str:
        """Base64 of a new image: of the same type and size, upright, the first frame alone, without any data beside the pixels.

        Raises `uninspectable` for what cannot be decoded whole as the type that it claims, `too_large` beyond the bounds, both
        naming the picture's path; `overloaded` when too many wait. Nothing runs on the event loop but the waiting.
        """
        ...
