"""The two ways to make an attempt: through the pipeline in this process, or over HTTP to an `isogate serve` process."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

import aiohttp

from gateway.cli.tryout.recording import CollectingReply
from gateway.core.errors import Refusal
from gateway.core.stages import Asked
from gateway.core.strict_json import dump
from gateway.pipeline import exchange
from tests.isolation.bodies import PATHS
from tests.isolation.drafts import Draft
from tests.isolation.names import user_of
from tests.isolation.world import Place

ANSWERED, LEFT = "answered", "left"
_CODE = re.compile(rb'"code": ?"([a-z_]+)"')
_TRACE_BYTES = 16
_PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt. `said`: `answered`, `left`, or a refusal's code. `returned`: every byte that came back."""

    said: str
    returned: bytes


async def attempted(place: Place, draft: Draft, session: aiohttp.ClientSession, leaves_after: float | None) -> Outcome:
    """Make the attempt; with `leaves_after` (seconds) the caller leaves then, if no answer is there."""
    if place.serving is not None:
        return await _over_http(place.serving.url(draft.purpose), draft, session, leaves_after)
    return await _in_process(place, draft, leaves_after)


async def _in_process(place: Place, draft: Draft, leaves_after: float | None) -> Outcome:
    assert place.ports is not None
    ports, reply = place.ports, CollectingReply()
    trace = ports.clock.random_bytes(_TRACE_BYTES).hex()
    asked = Asked(trace, draft.wire, draft.purpose, draft.key, user_of(draft.user), None, dump(draft.body()))
    said = ANSWERED
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS if leaves_after is None else leaves_after):
            await exchange(asked, ports, reply)
    except TimeoutError:
        said = LEFT
    except Refusal as refusal:
        said = refusal.code.value
        told = repr((refusal.param, refusal.headers, str(refusal)))
        return Outcome(said, reply.body + told.encode())
    except Exception as error:  # noqa: BLE001 - a broken gateway is an outcome: it is counted, and no code is expected to be it
        said = f"raised {type(error).__name__}"
    return Outcome(said, reply.body + repr(reply.headers).encode())


async def _over_http(url: str, draft: Draft, session: aiohttp.ClientSession, leaves_after: float | None) -> Outcome:
    headers = {"authorization": f"Bearer {draft.key}", "x-account-user": user_of(draft.user), **draft.headers}
    returned = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS if leaves_after is None else leaves_after):
            async with session.post(url + PATHS[draft.wire], json=draft.body(), headers=headers) as answer:
                returned += repr(answer.headers).encode()
                async for piece in answer.content.iter_any():
                    returned += piece
    except TimeoutError:
        return Outcome(LEFT, bytes(returned))
    except aiohttp.ClientError as error:
        return Outcome(f"raised {type(error).__name__}", bytes(returned))
    refused = _CODE.search(returned)
    return Outcome(refused[1].decode() if refused else ANSWERED, bytes(returned))
