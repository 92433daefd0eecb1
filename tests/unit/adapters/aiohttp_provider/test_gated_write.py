"""The request leaves whole, in the block that saw the gate open."""

import asyncio

import pytest

from gateway.adapters.aiohttp_provider.gated_write import RENEWALS, write_gated
from gateway.core.errors import Code, Refusal
from tests.support.providers import StubGate, withdrawn


class Line:
    """What was written, on a line that may stop being fit."""

    def __init__(self) -> None:
        self.written = b""
        self.is_fit = True

    def write(self, head: bytes, body: bytes) -> None:
        self.written += head + body


async def test_an_open_gate_lets_the_request_out_whole() -> None:
    line, gate = Line(), StubGate()

    await write_gated(line, b"head", b"body", gate)

    assert (line.written, gate.renewals, gate.uses) == (b"headbody", 0, 1)


async def test_a_closed_gate_is_renewed_first() -> None:
    line, gate = Line(), StubGate(renewals_needed=1)

    await write_gated(line, b"head", b"body", gate)

    assert (line.written, gate.renewals) == (b"headbody", 1)


async def test_a_gate_that_stays_closed_lets_nothing_out() -> None:
    line, gate = Line(), StubGate(renewals_needed=99)

    with pytest.raises(Refusal) as refused:
        await write_gated(line, b"head", b"body", gate)

    assert (line.written, gate.renewals, gate.uses) == (b"", RENEWALS, 0)
    assert refused.value.code is Code.STORE_UNAVAILABLE


async def test_a_refused_renewal_passes_as_it_was_raised() -> None:
    line, gate = Line(), withdrawn()

    with pytest.raises(Refusal) as refused:
        await write_gated(line, b"head", b"body", gate)

    assert refused.value is gate.refusal
    assert line.written == b""


async def test_a_line_that_is_not_fit_is_not_written_to() -> None:
    line = Line()
    line.is_fit = False

    with pytest.raises(Refusal) as refused:
        await write_gated(line, b"head", b"body", StubGate())

    assert refused.value.code is Code.PROVIDER_ERROR
    assert line.written == b""


async def test_a_line_that_stops_being_fit_while_the_gate_is_renewed_is_not_written_to() -> None:
    line, gate = Line(), StubGate(renewals_needed=1)

    def spoil() -> None:
        line.is_fit = False

    gate.on_renew = spoil

    with pytest.raises(Refusal):
        await write_gated(line, b"head", b"body", gate)

    assert line.written == b""


async def test_nothing_else_runs_between_the_gates_word_and_the_write() -> None:
    line = Line()
    gate = StubGate(renewals_needed=1)
    seen: list[bytes] = []
    loop = asyncio.get_running_loop()

    def look_soon() -> None:
        loop.call_soon(lambda: seen.append(line.written))

    gate.on_renew = look_soon

    await write_gated(line, b"head", b"body", gate)
    await asyncio.sleep(0)

    assert seen == [b"headbody"]
