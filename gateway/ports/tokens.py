"""Tokens of registered issuers: proved in memory, without a trip."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from gateway.core.issuer import Bearer


class UnusableKeySetError(Exception):
    """An issuer's key set, in a file, cannot be used. The message names the issuer and what to do, never a key."""


class Tokens(Protocol):
    """Knows the issuers' public keys; they are fetched at start and renewed off the way of any call."""

    def prove(self, text: str, now: datetime) -> Bearer | None:
        """What the token proves now, or None: nothing tells why, neither here nor to the caller."""
        ...
