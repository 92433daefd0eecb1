"""The first byte leaves in the block that saw the gate open."""

import asyncio
from typing import cast

import pytest
from aiohttp.abc import AbstractStreamWriter

from gateway.adapters.aiohttp_provider.gated_body import RENEWALS, GatedBody
from gateway.core.errors import Code, Refusal
from tests.support.providers import StubGate, withdrawn


class Wire:
    """Stands for aiohttp's writer: what is written, and whether the loop ran between the gate and the write."""

    def __init__(self) -> None:
        self.written = b""
        self.transport = self
        self.aborted = False

    async def write(self, chunk: bytes) -> None:
        self.written += chunk

    def abort(self) -> None:
        self.aborted = True


def writer(wire: Wire) -> AbstractStreamWriter:
    return cast("AbstractStreamWriter", wire)


async def test_an_open_gate_lets_the_body_out_whole() -> None:
    wire, gate = Wire(), StubGate()
    body = GatedBody(b"body", gate)

    await body.write_with_length(writer(wire), 4)

    assert (wire.written, gate.renewals, body.size) == (b"body", 0, 4)


async def test_a_closed_gate_is_renewed_first() -> None:
    wire, gate = Wire(), StubGate(renewals_needed=1)

    await GatedBody(b"body", gate).write(writer(wire))

    assert (wire.written, gate.renewals) == (b"body", 1)


async def test_a_gate_that_stays_closed_lets_nothing_out() -> None:
    wire, gate = Wire(), StubGate(renewals_needed=99)
    body = GatedBody(b"body", gate)

    with pytest.raises(Refusal):
        await body.write(writer(wire))

    assert (wire.written, gate.renewals) == (b"", RENEWALS)
    assert isinstance(body.failure, Refusal)
    assert body.failure.code is Code.STORE_UNAVAILABLE


async def test_a_refused_renewal_is_kept_as_it_was_raised() -> None:
    gate = withdrawn()
    body = GatedBody(b"body", gate)

    with pytest.raises(Refusal):
        await body.write(writer(Wire()))

    assert body.failure is gate.refusal


async def test_a_body_is_never_written_twice() -> None:
    wire = Wire()
    body = GatedBody(b"body", StubGate())
    await body.write(writer(wire))

    with pytest.raises(Refusal) as refused:
        await body.write(writer(wire))

    assert refused.value.code is Code.INTERNAL
    assert wire.written == b"body"


async def test_nothing_else_runs_between_the_gates_word_and_the_write() -> None:
    wire = Wire()
    gate = StubGate(renewals_needed=1)
    seen: list[bytes] = []
    loop = asyncio.get_running_loop()

    def look_soon() -> None:
        loop.call_soon(lambda: seen.append(wire.written))

    gate.on_renew = look_soon

    await GatedBody(b"body", gate).write(writer(wire))
    await asyncio.sleep(0)

    assert seen == [b"body"]


def test_aborting_before_anything_was_written_does_nothing() -> None:
    wire = Wire()

    GatedBody(b"body", StubGate()).abort()

    assert not wire.aborted


async def test_aborting_drops_the_connection() -> None:
    wire = Wire()
    body = GatedBody(b"body", StubGate())
    await body.write(writer(wire))

    body.abort()

    assert wire.aborted
