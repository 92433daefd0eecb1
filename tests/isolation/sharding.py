"""One run in several processes: each makes a part of the attempts in gateways of its own, and all results are one."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.managers import SyncManager
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory

from gateway.core.errors import Refusal
from tests.isolation.running import AT_ONCE, Run, run, stage
from tests.isolation.world import STORES

_TELL_EVERY = 200
_LISTEN_SECONDS = 0.5


def sharded(seed: int, numbers: range, shards: int, told: Callable[[int, int, float], None]) -> Run:
    """The run of these numbers over so many processes. `told` hears the attempts made, leaks and seconds so far.

    Every store serves over HTTP beside one of the processes.
    """
    parts = [numbers[at * len(numbers) // shards : (at + 1) * len(numbers) // shards] for at in range(shards)]
    with get_context("spawn").Manager() as manager, ProcessPoolExecutor(shards, get_context("spawn")) as pool:
        news: Queue[tuple[int, int, int, float]] = _queue(manager)
        stores = [STORES[at::shards] or (STORES[at % len(STORES)],) for at in range(shards)]
        futures = [
            pool.submit(_shard, seed, part, stores[at], AT_ONCE // shards, partial(_tell, at, news))
            for at, part in enumerate(parts)
            if len(part)
        ]
        heard: dict[int, tuple[int, int, float]] = {}
        while not all(future.done() for future in futures):
            for at, made, leaks, seconds in _heard(news):
                heard[at] = (made, leaks, seconds)
            if heard:
                told(
                    sum(made for made, _, _ in heard.values()),
                    sum(leaks for _, leaks, _ in heard.values()),
                    max(seconds for _, _, seconds in heard.values()),
                )
        whole = Run(seed)
        for future in futures:
            whole.add(future.result())
    return whole


def _queue(manager: SyncManager) -> Queue[tuple[int, int, int, float]]:
    return manager.Queue()


def _heard(news: Queue[tuple[int, int, int, float]]) -> list[tuple[int, int, int, float]]:
    """What came within a moment."""
    found = []
    with suppress(Empty):
        found.append(news.get(timeout=_LISTEN_SECONDS))
        while True:
            found.append(news.get_nowait())
    return found


def _shard(seed: int, numbers: range, stores: tuple[str, ...], at_once: int, told: Callable[[Run], None]) -> Run:
    try:
        return asyncio.run(_run(seed, numbers, stores, at_once, told))
    except Refusal:  # does not travel between processes
        raise RuntimeError(traceback.format_exc()) from None


def _tell(at: int, news: Queue[tuple[int, int, int, float]], running: Run) -> None:
    if running.made % _TELL_EVERY == 0:
        news.put((at, running.made, len(running.leaks), running.seconds))


async def _run(seed: int, numbers: range, stores: tuple[str, ...], at_once: int, told: Callable[[Run], None]) -> Run:
    with TemporaryDirectory(prefix="isogate-") as folder:
        async with stage(Path(folder), http=stores) as there:
            return await run(there, seed, numbers, told, at_once=at_once)
