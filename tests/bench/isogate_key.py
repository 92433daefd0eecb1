"""Prepares the gateway under test: its store, its tenants with every consent, and a key of each, which is printed: a line each.

Run as ``python -m tests.bench.isogate_key CONFIG``.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from gateway.app import opened
from gateway.config.load import load
from gateway.control.sample import ensure, versions


async def keys(config: Path) -> list[str]:
    """The texts of an app key for each tenant of this configuration, by their names."""
    loaded = load(config, {}, datetime.now(UTC).date())
    _, rulebook = loaded.accepted()
    async with opened(loaded, create=True) as house:
        return list((await ensure(house.plane, versions(rulebook))).values())


if __name__ == "__main__":
    print("\n".join(asyncio.run(keys(Path(sys.argv[1])))))
