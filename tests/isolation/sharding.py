"""One run in several processes: each makes a part of the attempts in gateways of its own, and all results are one.

Whatever ends a run before its time, its servers end with it (`stopping.py`).
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.isolation.running import AT_ONCE, Run, run, stage
from tests.isolation.stopping import end_in_order
from tests.isolation.world import STORES

_TELL_EVERY = 200


class _News(NamedTuple):
    """How far one process is."""

    made: int
    leaks: int
    seconds: float


def sharded(seed: int, numbers: range, shards: int, told: Callable[[int, int, float], None]) -> Run:
    """The run of these numbers over so many processes. `told` hears the attempts made, leaks and seconds so far.

    Every store serves over HTTP beside one of the processes. `RuntimeError` when one of them fails: the others end with it.
    """
    parts = [numbers[at * len(numbers) // shards : (at + 1) * len(numbers) // shards] for at in range(shards)]
    stores = [STORES[at::shards] or (STORES[at % len(STORES)],) for at in range(shards)]
    begun = [_begun(seed, part, its, AT_ONCE // shards) for part, its in zip(parts, stores, strict=True) if len(part)]
    try:
        return _joined(seed, [end for _, end in begun], told)
    finally:
        for process, _ in begun:
            process.terminate()
        for process, _ in begun:
            process.join()


def _begun(seed: int, numbers: range, stores: tuple[str, ...], at_once: int) -> tuple[BaseProcess, Connection]:
    context = get_context("spawn")
    ours, its = context.Pipe(duplex=False)
    process = context.Process(target=_shard, args=(seed, numbers, stores, at_once, its))
    process.start()
    its.close()
    return process, ours


def _joined(seed: int, ends: Sequence[Connection], told: Callable[[int, int, float], None]) -> Run:
    """The results of all, which come over these ends."""
    whole, heard, open_ends = Run(seed), dict[Connection, _News](), set(ends)
    while open_ends:
        for end in wait(list(open_ends)):
            assert isinstance(end, Connection)
            news = _received(end)
            if isinstance(news, Run):
                whole.add(news)
                open_ends.discard(end)
                continue
            heard[end] = news
            every = list(heard.values())
            told(sum(each.made for each in every), sum(each.leaks for each in every), max(e.seconds for e in every))
    return whole


def _received(end: Connection) -> _News | Run:
    try:
        news = end.recv()
    except EOFError:
        news = "a process of the run was ended"
    if isinstance(news, (_News, Run)):
        return news
    raise RuntimeError(news)


def _shard(seed: int, numbers: range, stores: tuple[str, ...], at_once: int, told: Connection) -> None:
    """One process's part; its result, or how it failed, goes to whoever began it."""
    try:
        told.send(asyncio.run(_run(seed, numbers, stores, at_once, told)))
    except (asyncio.CancelledError, BrokenPipeError):
        return  # nobody waits for it
    except Exception:  # noqa: BLE001 - not every exception travels between processes: what it says does
        told.send(traceback.format_exc())


async def _run(seed: int, numbers: range, stores: tuple[str, ...], at_once: int, told: Connection) -> Run:
    end_in_order()

    def tell(running: Run) -> None:
        if running.made % _TELL_EVERY == 0:
            told.send(_News(running.made, len(running.leaks), running.seconds))

    with TemporaryDirectory(prefix="isogate-") as folder:
        async with stage(Path(folder), http=stores) as there:
            return await run(there, seed, numbers, tell, at_once=at_once)
