"""litellm's SDK by itself: calls the mock upstream in a closed loop, as a program does that uses it without a gateway.

Run as ``python -m tests.bench.litellm_sdk``. Reads a ``Window`` as JSON on stdin, writes a ``Tally`` as JSON on stdout; its CPU
seconds are this process's own. Settings are those of LiteLLM's proxy in this bench, retries and telemetry off.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import asdict

import litellm
import uvloop

from tests.bench.load import CallFailed, Tally, Window

litellm.suppress_debug_info = True


async def call(window: Window, url: str) -> tuple[float, float]:
    """One call, read to its end; seconds to the first piece and to the end."""
    asked = json.loads(window.body)
    started = time.perf_counter()
    answer = await litellm.acompletion(
        **asked, api_base=url, api_key="sk-upstream-not-a-secret", num_retries=0, max_retries=0
    )
    first, said = 0.0, ""
    if isinstance(answer, AsyncIterator):
        async for chunk in answer:
            first = first or time.perf_counter() - started
            said += chunk.choices[0].delta.content or ""
    else:
        said = answer.choices[0].message.content or ""
    if window.last not in said:
        raise CallFailed("the answer is not whole")
    return first, time.perf_counter() - started


async def measure(window: Window) -> Tally:
    """Warm up, then call in a closed loop on so many lines until the time is over."""
    url = f"http://127.0.0.1:{window.port}/v1"
    await _loop_all(window, url, window.warm_seconds)
    cpu_before, before = time.process_time(), time.perf_counter()
    times = await _loop_all(window, url, window.seconds)
    wall, cpu = time.perf_counter() - before, time.process_time() - cpu_before
    return Tally(len(times), wall, cpu, [end for _, end in times], [first for first, _ in times])


async def _loop_all(window: Window, url: str, seconds: float) -> list[tuple[float, float]]:
    until = time.perf_counter() + seconds

    async def repeat() -> list[tuple[float, float]]:
        times = [await call(window, url)]
        while time.perf_counter() < until:
            times.append(await call(window, url))
        return times

    each = await asyncio.gather(*(repeat() for _ in range(window.connections)))
    return [pair for times in each for pair in times]


if __name__ == "__main__":
    json.dump(asdict(uvloop.run(measure(Window(**json.load(sys.stdin))))), sys.stdout)
