"""One engine in a process of its own: ``python -m tests.bench.detect_worker MODULE ENGINE``.

Speaks JSON lines. First it says what it holds in memory; then it answers each ``{"characters", "seconds"}`` with the CPU
that a search of a text of that size takes. CPU is that of the whole process: work in threads counts.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench import prompts

MIN_CALLS = 2


def text_of(characters: int) -> str:
    """The bench's CRM text, again and again, to that length."""
    unit = prompts.medium() + "\n\n"
    return (unit * (characters // len(unit) + 1))[:characters]


async def measured(once: Callable[[str], Awaitable[int]], text: str, seconds: float) -> dict[str, float]:
    """The CPU seconds of one search, over as many as fit into `seconds` of CPU, at least `MIN_CALLS`."""
    finds = await once(text)
    calls, began = 0, time.process_time()
    while calls < MIN_CALLS or time.process_time() - began < seconds:
        await once(text)
        calls += 1
    return {"cpu": (time.process_time() - began) / calls, "calls": calls, "finds": finds, "words": len(text.split())}


def resident_mib() -> float:
    """Of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def _serve(module: str, name: str) -> None:
    # Loaded only now: what it brings along is the engine's memory.
    before, began = resident_mib(), time.process_time()
    async with importlib.import_module(module).opened(name) as once:
        _say({"start": time.process_time() - began, "before": before})
        for line in sys.stdin:
            asked = json.loads(line)
            result = await measured(once, text_of(asked["characters"]), asked["seconds"])
            _say({**result, "engine_mib": resident_mib() - before})


def _say(answer: dict[str, float]) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    asyncio.run(_serve(*sys.argv[1:3]))
