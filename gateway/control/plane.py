"""What every act of the control plane needs, in one value; and when an act may be acknowledged."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.core.deployment import DeploymentKeys
from gateway.ports.clock import Clock
from gateway.ports.crypto import Cipher
from gateway.ports.fingerprints import Fingerprints
from gateway.ports.store import Store

ACKNOWLEDGE_SECONDS = 0.25
"""A permit lives 200 ms (product.md 4), so 250 ms after the commit no call starts on the old state."""


@dataclass(frozen=True, slots=True)
class ControlPlane:
    """The ports and keys that the acts of this package work with."""

    store: Store
    clock: Clock
    cipher: Cipher
    keys: DeploymentKeys
    fingerprints: Fingerprints

    async def acknowledge(self) -> None:
        """Return once no call can start any more on what held before the last write (C7.1)."""
        await self.clock.sleep(ACKNOWLEDGE_SECONDS)
