"""Prepares the gateway under test: its store, a tenant with every consent, and a key, which is printed.

Run as ``python -m tests.bench.isogate_key CONFIG``.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from gateway.app import opened
from gateway.config.load import load
from gateway.control.sample import ensure


async def key(config: Path) -> str:
    """The text of an app key for the one tenant of this configuration."""
    loaded = load(config, {}, datetime.now(UTC).date())
    _, rulebook = loaded.accepted()
    versions = {name: policy.version for name, policy in rulebook.purposes.items()}
    (tenant,) = rulebook.tenants
    async with opened(loaded, create=True) as house:
        return (await ensure(house.plane, [tenant], versions))[tenant]


if __name__ == "__main__":
    print(asyncio.run(key(Path(sys.argv[1]))))
