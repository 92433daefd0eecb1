"""A call is made as a CRM makes it, and what the upstream got is looked through."""

from dataclasses import replace

import pytest

from gateway.cli.verify.calls import MAIL, NAME, PHONE, VALUES, Called, broken_flags, call
from gateway.cli.verify.upstream import Request
from gateway.core.errors import Code
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import dump
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.unit.cli.verify.conftest import PURPOSE, Stage

pytestmark = pytest.mark.asyncio(loop_scope="package")


def got(body: JsonObject, path: str = "/v1", **headers: str) -> Called:
    raw = dump(body)
    return Called(None, b"", (Request(path, headers, raw, raw),))


@pytest.mark.parametrize(
    "called",
    [
        got({"a": [{"b": f"to {MAIL}"}]}),
        got({MAIL: 1}),
        got({}, f"/v1/{MAIL}"),
        got({}, user=MAIL),
    ],
    ids=["value", "key", "address", "header"],
)
async def test_a_planted_value_is_found_wherever_it_stands(called: Called) -> None:
    assert called.leaks() == [MAIL]


async def test_what_left_as_a_token_can_come_back() -> None:
    assert got({"messages": ["[PERSON_1] [EMAIL_ADDRESS_2]", f"{PHONE} [LOCATION_1]"]}).restorable() == [MAIL, NAME]


async def test_a_clean_request_has_none() -> None:
    assert not got({"messages": ["[PERSON_1]"]}).leaks()


async def test_a_call_reaches_the_upstream_once_without_its_values_and_with_its_flags(stage: Stage) -> None:
    route = stage.route("openai")
    body: JsonObject = {"messages": [{"role": "user", "content": f"Write to {NAME}, {MAIL}, {PHONE}."}]}

    called = await call(stage.opened.crm[route.tenant], route, OPENAI_CHAT, PURPOSE, body, stage.upstream, known=VALUES)

    assert called.refused is None
    (request,) = called.requests
    assert b"[EMAIL_ADDRESS_" in request.body
    assert not called.leaks()
    assert MAIL.encode() in called.answer
    assert not broken_flags(route, OPENAI_CHAT, request)
    broken = replace(request, body=b'{"store":true,"prompt_cache_key":"mine"}')
    assert sorted(broken_flags(route, OPENAI_CHAT, broken)) == ["prompt_cache_key", "prompt_cache_retention", "store"]


async def test_a_refused_call_says_why_and_sends_nothing(stage: Stage) -> None:
    route = stage.route("openai")
    body: JsonObject = {"messages": [{"role": "user", "content": "Hello"}], "store": True}

    called = await call(stage.opened.crm[route.tenant], route, OPENAI_CHAT, PURPOSE, body, stage.upstream, known=())

    assert (called.refused, called.requests) == (Code.PARAMETER_REFUSED, ())
