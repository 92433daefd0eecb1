"""A value reaches no provider in whatever it is carried, wherever that stands: each carrier in each place, to the exact bytes.

A call may be refused instead: a name of a tool or a property admits no token.
"""

from collections.abc import AsyncIterator
from itertools import cycle, islice

import pytest
import pytest_asyncio

from gateway.cli.rehearsal import TENANT, USER, Rehearsal, rehearsal
from gateway.cli.verify.carriers import CARRIERS, holds, strings
from gateway.cli.verify.places import HELLO, MODEL, PLACES
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.pipeline import explain
from tests.support.people import ADDRESSEE, PHONE

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAME, MAIL = ADDRESSEE
VALUES = (MAIL, NAME, PHONE)
NAMES_ONLY = {"openai parameter's name", "openai required parameter"}
"""Places whose grammar admits no token: there a find refuses the call."""
DIGITS = 442079460958


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house() -> AsyncIterator[Rehearsal]:
    async with rehearsal() as opened:
        yield opened


async def leaking(house: Rehearsal, wire: Wire, body: JsonObject, value: str) -> list[str]:
    """The strings of the outgoing bytes that hold the value; none for a call that is refused."""
    try:
        explained = await explain(house.asked(wire, "deal_coach", beside_a_record(house, body)), house.ports)
    except Refusal as refusal:
        if refusal.code not in {Code.PARAMETER_REFUSED, Code.UNINSPECTABLE}:
            raise
        return []
    return [text for text in strings(explained.outgoing.read()) if holds(text, value)]


def beside_a_record(house: Rehearsal, body: JsonObject) -> JsonObject:
    """The body with a sealed record, by which the CRM says whose name is meant."""
    block = house.sealer.seal(
        "Renewal in May.",
        tenant=TENANT,
        record="lead-1",
        kind="lead",
        user=USER,
        subjects={"c-1": "addressee"},
        known=[(NAME, "c-1")],
    )
    for field in ("messages", "input"):
        given = body.get(field)
        if isinstance(given, list):
            record: JsonValue = {"role": "user", "content": block}
            return {**body, field: [*given, record if isinstance(given[0], dict) else block]}
    raise AssertionError("a body of another wire")


@pytest.mark.parametrize("place", PLACES)
async def test_no_carrier_brings_a_value_out(house: Rehearsal, place: str) -> None:
    leaks = {}
    values = islice(cycle(VALUES), [*PLACES].index(place) % len(VALUES), None)
    for (carrier, carry), value in zip(CARRIERS.items(), values, strict=False):
        wire, body = PLACES[place](carry(value))
        if texts := await leaking(house, wire, body, value):
            leaks[carrier] = texts

    assert not leaks


@pytest.mark.parametrize("value", VALUES)
async def test_none_of_the_values_leaves_in_a_users_text(house: Rehearsal, value: str) -> None:
    for carry in CARRIERS.values():
        wire, body = PLACES["openai user"](carry(value))
        assert not await leaking(house, wire, body, value)


@pytest.mark.parametrize("place", sorted(PLACES.keys() - NAMES_ONLY))
async def test_a_call_is_not_refused_for_a_value_where_a_token_can_stand(house: Rehearsal, place: str) -> None:
    wire, body = PLACES[place](CARRIERS["plain"](MAIL))

    explained = await explain(house.asked(wire, "deal_coach", body), house.ports)

    assert b"[EMAIL_ADDRESS" in explained.outgoing.body


@pytest.mark.parametrize("name", ["jonquil_ashdown", "mail-Jonquil-Ashdown", f"call_{DIGITS}"])
async def test_a_tool_is_not_named_after_anybody(house: Rehearsal, name: str) -> None:
    chat: JsonObject = {
        "model": MODEL,
        "messages": [HELLO],
        "tools": [{"type": "function", "function": {"name": name}}],
    }
    messages: JsonObject = {
        "model": MODEL,
        "max_tokens": 64,
        "messages": [HELLO],
        "tools": [{"name": name, "input_schema": {"type": "object"}}],
    }

    for wire, body in ((OPENAI_CHAT, chat), (ANTHROPIC_MESSAGES, messages)):
        with pytest.raises(Refusal) as caught:
            await explain(house.asked(wire, "deal_coach", beside_a_record(house, body)), house.ports)
        assert caught.value.code is Code.PARAMETER_REFUSED


@pytest.mark.parametrize(
    "more",
    [
        {"seed": DIGITS},
        {"messages": [HELLO, {"role": "assistant", "tool_calls": [
            {"id": f"call_{DIGITS}", "type": "function", "function": {"name": "call", "arguments": f'{{"phone": {DIGITS}}}'}}
        ]}, {"role": "tool", "tool_call_id": f"call_{DIGITS}", "content": f'{{"phone":{DIGITS}}}'}]},
    ],
    ids=["seed", "ids and numbers of a tool call"],
)  # fmt: skip
async def test_a_number_is_no_way_out(house: Rehearsal, more: dict[str, JsonValue]) -> None:
    body: JsonObject = {"model": MODEL, "messages": [HELLO], **more}

    explained = await explain(house.asked(OPENAI_CHAT, "deal_coach", body), house.ports)

    assert str(DIGITS).encode() not in explained.outgoing.body
