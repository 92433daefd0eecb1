"""`PyjwtTokens`: the tokens port on PyJWT.

A token is verified by the one key that its `kid` names in its issuer's set, by an algorithm that the issuer, the key and the
token agree on. Keys are read anew every `refresh_seconds`, in a thread. A set that cannot be had leaves the last one in force
until that is `MAX_STALE_SECONDS` old: from then on the issuer's tokens prove nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import jwt

from gateway.adapters.pyjwt_tokens.key_set import PublicKey, key_set
from gateway.adapters.pyjwt_tokens.source import fetch
from gateway.core.issuer import Bearer, Issuer, bearer
from gateway.ports.clock import Clock
from gateway.ports.tokens import UnusableKeySetError

MAX_CHARACTERS = 4096
MAX_STALE_SECONDS = 3600.0
RETRY_SECONDS = 15.0
"""After a failure; sooner than the usual renewal."""

_log = logging.getLogger("isogate")
_REQUIRED = ["iss", "aud", "exp", "iat"]


@dataclass(slots=True)
class _Keys:
    """An issuer's keys, and when they were had, in monotonic seconds."""

    issuer: Issuer
    known: Mapping[str, PublicKey] = field(default_factory=dict)
    at: float = 0.0


class PyjwtTokens:
    """Implements the port. Made by `opened_tokens`."""

    def __init__(self, issuers: Sequence[Issuer], clock: Clock) -> None:
        """No key is known before the first `refresh`."""
        self._clock = clock
        self._keys = {issuer.issuer: _Keys(issuer) for issuer in issuers}
        # Time, tenant and purpose are judged by `gateway/core/issuer.py`, by the gateway's own clock.
        self._reader = jwt.PyJWT({"require": _REQUIRED, "verify_exp": False, "verify_nbf": False, "verify_iat": False})

    def prove(self, text: str, now: datetime) -> Bearer | None:
        """See the port."""
        if len(text) > MAX_CHARACTERS:
            return None
        try:
            unproved = self._reader.decode_complete(text, options={"verify_signature": False})
            keys = self._keys.get(unproved["payload"].get("iss"))
            key = None if keys is None else self._key(keys, unproved["header"])
            if keys is None or key is None:
                return None
            algorithm, issuer = unproved["header"]["alg"], keys.issuer
            claims = self._reader.decode(
                text, key.key, algorithms=[algorithm], issuer=issuer.issuer, audience=issuer.audience
            )
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
            return None
        return bearer(claims, keys.issuer, now)

    def _key(self, keys: _Keys, header: Mapping[str, object]) -> PublicKey | None:
        """The key that the header names, if it is known, not stale, and agrees with the header's algorithm."""
        key_id = header.get("kid")
        key = keys.known.get(key_id) if isinstance(key_id, str) else None
        if key is None or self._clock.monotonic() - keys.at > MAX_STALE_SECONDS:
            return None
        return key if header.get("alg") in key.algorithms & keys.issuer.algorithms else None

    async def refresh(self, issuer: str) -> str | None:
        """Read the keys of that `iss` anew; what is wrong with them, if anything. What is in force stays then."""
        keys = self._keys[issuer]
        asked_at = self._clock.monotonic()
        try:
            found = key_set(await asyncio.to_thread(fetch, keys.issuer.keys))
        except OSError as error:
            return f"it cannot be had ({error.strerror or error})"
        except ValueError as error:
            return str(error)
        keys.known, keys.at = found, asked_at
        return None

    async def keep(self, issuer: str, wait_seconds: float) -> None:
        """Renew for ever, first after so many seconds."""
        while True:
            await asyncio.sleep(wait_seconds)
            wrong = await self.refresh(issuer)
            wait_seconds = self._keys[issuer].issuer.refresh_seconds
            if wrong:
                _log.error("issuer %s: its key set is not renewed: %s", self._keys[issuer].issuer.name, wrong)
                wait_seconds = min(RETRY_SECONDS, wait_seconds)


@asynccontextmanager
async def opened_tokens(issuers: Sequence[Issuer], clock: Clock) -> AsyncIterator[PyjwtTokens]:
    """The issuers' keys, read now and renewed until the end.

    A file that cannot be used is `UnusableKeySetError`. A server that cannot be reached is not: its issuer's tokens are
    refused until it can, and everything else is served.
    """
    tokens = PyjwtTokens(issuers, clock)
    waits = {}
    for issuer in issuers:
        wrong = await tokens.refresh(issuer.issuer)
        waits[issuer.issuer] = min(RETRY_SECONDS, issuer.refresh_seconds) if wrong else issuer.refresh_seconds
        if wrong and isinstance(issuer.keys, Path):
            raise UnusableKeySetError(f"issuer {issuer.name}, {issuer.keys}: {wrong}")
        if wrong:
            _log.error("issuer %s: its tokens are refused until its key set is there: %s", issuer.name, wrong)
    keeping = [asyncio.create_task(tokens.keep(issuer, wait)) for issuer, wait in waits.items()]
    try:
        yield tokens
    finally:
        for each in keeping:
            each.cancel()
        await asyncio.gather(*keeping, return_exceptions=True)
