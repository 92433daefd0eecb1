"""A throw-away deployment inside this process: the sample's rules, the sandbox provider, a store that is deleted at the end.

Everything in it is the real thing: keys, consents, seals, the nine steps. Commands that show what the gateway does use it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.app import opened
from gateway.cli.wrong import told_as_wrong_use
from gateway.config.load import SAMPLE_FILE, load
from gateway.control import sample
from gateway.control.keys import seal_key_text
from gateway.core.detection import Detection
from gateway.core.stages import Asked
from gateway.core.strict_json import dump
from gateway.core.wire import Wire
from gateway.needs import Ports
from gateway.sdk import Sealer

TENANT = "acme"
USER = "user-1"
TRACE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The deployment, open, and what its tenant's CRM holds."""

    ports: Ports
    sealer: Sealer
    key: str = field(repr=False)

    def asked(self, wire: Wire, purpose: str, body: object) -> Asked:
        """A call as the CRM would make it."""
        trace = self.ports.clock.random_bytes(TRACE_BYTES).hex()
        return Asked(trace, wire, purpose, self.key, USER, None, dump(body))


@asynccontextmanager
async def rehearsal(detection: Detection | None = None) -> AsyncIterator[Rehearsal]:
    """Open one, with this detection or the shipped one; of the environment's settings none touches it."""
    with TemporaryDirectory(prefix="isogate-") as folder, told_as_wrong_use():
        loaded = load(SAMPLE_FILE, {}, datetime.now(UTC).date(), root=Path(folder))
        settings, rules = loaded.accepted()
        loaded = replace(loaded, settings=replace(settings, detection=detection or settings.detection))
        async with opened(loaded, create=True) as house:
            keys = await sample.ensure(house.plane, {TENANT: sample.versions(rules)[TENANT]})
            sealer = Sealer({TENANT: await seal_key_text(house.plane, TENANT)})
            yield Rehearsal(house.ports, sealer, keys[TENANT])
