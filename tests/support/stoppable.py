"""A small run for a test to stop: a process that began another one, which serves Redis. Says the server's process id on stdout.

Run as `python -m tests.support.stoppable FOLDER`.
"""

from __future__ import annotations

import asyncio
import sys
from multiprocessing import get_context
from pathlib import Path

from tests.isolation.stopping import end_in_order, leave_by_signals
from tests.support.redis_server import closing_redis

_FOR_EVER_SECONDS = 3600.0


def run(folder: str) -> None:
    """Begin the part, and end it on the way out."""
    leave_by_signals()
    part = get_context("spawn").Process(target=_part, args=(folder,))
    part.start()
    try:
        part.join()
    finally:
        part.terminate()
        part.join()


def _part(folder: str) -> None:
    asyncio.run(_serve(Path(folder)))


async def _serve(folder: Path) -> None:
    end_in_order()
    with closing_redis(folder) as server:
        print(server.pid, flush=True)  # noqa: T201 - the test reads it
        await asyncio.sleep(_FOR_EVER_SECONDS)


if __name__ == "__main__":
    run(sys.argv[1])
