"""How long translating one call holds the event loop: `python -m tests.bench.holds [PREFIX ...]`.

For each of litellm's providers in each wire, the longest single step of the loop while `prepare` runs, in milliseconds of the
loop's own thread (the better of three), for bodies as large as the wires' limits take: 1,000 messages, 10,000 nodes.
"""

from __future__ import annotations

import asyncio
import sys
import time
from asyncio import events
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.adapters.litellm_provider.prefixes import PREFIXES
from gateway.adapters.litellm_provider.provider import LitellmProvider
from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.registry import Way
from gateway.core.strict_json import dump, parse
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.support.litellm_library import loaded_once
from tests.support.providers import body, entry, upstream

MODELS = {"bedrock": "anthropic.claude-sonnet-4-5-20250929-v1:0", "gemini": "gemini-2.5-pro"}
"""Models that litellm knows to take tools."""
TRIES = 3


def talk(messages: int, parts: int = 0) -> list[JsonValue]:
    """User and assistant in turns, each a text or so many."""
    pieces: list[JsonValue] = [{"type": "text", "text": f"m{part}"} for part in range(parts)]
    return [{"role": ("user", "assistant")[at % 2], "content": pieces or f"m{at}"} for at in range(messages)]


def schema(wide: int, deep: int = 0) -> JsonObject:
    """An object of so many fields, so many times inside of another."""
    made: JsonObject = {"type": "object", "properties": {f"p{at}": {"type": "string"} for at in range(wide)}}
    for _ in range(deep):
        made = {"type": "object", "properties": {"of": made}}
    return made


def tools(wire: Wire, count: int, parameters: JsonObject) -> list[JsonValue]:
    """Declared tools."""
    if wire is ANTHROPIC_MESSAGES:
        return [{"name": f"t{at}", "input_schema": parameters} for at in range(count)]
    return [{"type": "function", "function": {"name": f"t{at}", "parameters": parameters}} for at in range(count)]


def calls(wire: Wire, messages: int, at_once: int) -> list[JsonValue]:
    """So many messages of tool calls one after the other, and the results of the last."""
    ids = [[f"c{at}-{each}" for each in range(at_once)] for at in range(messages)]
    first: JsonValue = {"role": "user", "content": "go"}
    if wire is ANTHROPIC_MESSAGES:
        asked: list[JsonValue] = [{"role": "assistant", "content": [_use(each) for each in row]} for row in ids]
        results: list[JsonValue] = [{"type": "tool_result", "tool_use_id": each, "content": "ok"} for each in ids[-1]]
        return [first, *asked, {"role": "user", "content": results}]
    asked = [{"role": "assistant", "content": None, "tool_calls": [_call(each) for each in row]} for row in ids]
    results = [{"role": "tool", "tool_call_id": each, "content": "ok"} for each in ids[-1]]
    return [first, *asked, *results]


def _use(call_id: str) -> JsonValue:
    return {"type": "tool_use", "id": call_id, "name": "t0", "input": {"of": call_id}}


def _call(call_id: str) -> JsonValue:
    return {"id": call_id, "type": "function", "function": {"name": "t0", "arguments": f'{{"of":"{call_id}"}}'}}


BODIES: Mapping[str, Callable[[Wire], JsonObject]] = {
    "1 message": lambda _: {},
    "1,000 messages": lambda _: {"messages": talk(999)},
    "3,000 parts": lambda _: {"messages": talk(99, 30)},
    "1,200 calls": lambda wire: {"messages": calls(wire, 12, 100), "tools": tools(wire, 1, schema(1))},
    "64 tools": lambda wire: {"tools": tools(wire, 64, schema(40))},
    "wide": lambda wire: {"tools": tools(wire, 1, schema(2400))},
    "deep": lambda wire: {"tools": tools(wire, 64, schema(1, 8))},
}


class Watched:
    """The loop's longest step since it was last asked, in seconds of its thread."""

    def __init__(self) -> None:
        self.longest = 0.0
        own = events.Handle._run

        def run(handle: events.Handle) -> None:
            began = time.thread_time()
            own(handle)
            self.longest = max(self.longest, time.thread_time() - began)

        setattr(events.Handle, "_run", run)  # noqa: B010 - no attribute to mypy, and the one place that every step passes

    async def during(self, prepare: Callable[[], AbstractAsyncContextManager[object]]) -> float:
        """The longest step of `prepare`'s."""
        await asyncio.sleep(0)
        self.longest = 0.0
        async with prepare():
            pass
        await asyncio.sleep(0)
        return self.longest


async def held(provider: LitellmProvider, watched: Watched, prefix: str, wire: Wire, more: JsonObject) -> str:
    """Milliseconds, or `-` where the provider does not take such a call."""
    asked = {**body(wire), **more}
    wire.read(parse(dump(asked)))  # within the limits
    call = upstream(
        entry(Way.LITELLM, "http://127.0.0.1:9/v1", prefix=prefix), wire, asked, model=MODELS.get(prefix, "m-1")
    )
    try:
        steps = [await watched.during(lambda: provider.prepare(call)) for _ in range(TRIES)]
    except Refusal:
        return "-"
    return f"{min(steps) * 1000:.0f}"


async def main(prefixes: list[str]) -> None:
    """Print a table for each wire."""
    watched = Watched()
    egress = AiohttpEgress()
    provider = LitellmProvider(egress, loaded_once)
    for wire in (OPENAI_CHAT, ANTHROPIC_MESSAGES):
        print(f"\n| {wire.name} | {' | '.join(BODIES)} |\n|---{'|---' * len(BODIES)}|")
        for prefix in prefixes or PREFIXES:
            if wire.name in PREFIXES[prefix].wires:
                row = [await held(provider, watched, prefix, wire, make(wire)) for make in BODIES.values()]
                print(f"| `{prefix}` | {' | '.join(row)} |", flush=True)
    await egress.close()


if __name__ == "__main__":
    loaded_once()
    asyncio.run(main(sys.argv[1:]))
