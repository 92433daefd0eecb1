"""A call is made as a CRM makes it, and what the upstream got is looked through."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from gateway.cli.verify.calls import MAIL, NAME, PHONE, TRIES, VALUES, Called, broken_flags, call
from gateway.cli.verify.upstream import Request
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.source import Known
from gateway.core.spans import Span
from gateway.core.strict_json import dump
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.ports.detector import Detector
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


class Late:
    """A detector that is too late for the first few calls."""

    def __init__(self, detector: Detector, times: int) -> None:
        self._detector = detector
        self._left = times

    async def find(
        self, texts: Sequence[str], known: Sequence[Known], language: str, whose: str = ""
    ) -> list[list[Span]]:
        if self._left > 0:
            self._left -= 1
            raise Refusal(Code.DETECTOR_UNAVAILABLE)
        return await self._detector.find(texts, known, language, whose)

    async def confirm(self, texts: Sequence[str], whose: str = "") -> list[list[Span]]:
        return await self._detector.confirm(texts, whose)


@pytest.mark.parametrize(("times", "refused"), [(TRIES - 1, None), (TRIES, Code.DETECTOR_UNAVAILABLE)])
async def test_a_call_that_a_busy_machine_refuses_is_made_again_a_few_times(
    stage: Stage, times: int, refused: Code | None
) -> None:
    route = stage.route("openai")
    crm = stage.opened.crm[route.tenant]
    crm = replace(crm, ports=replace(crm.ports, detector=Late(crm.ports.detector, times)))
    body: JsonObject = {"messages": [{"role": "user", "content": f"Write to {MAIL}."}]}

    called = await call(crm, route, OPENAI_CHAT, PURPOSE, body, stage.upstream, known=())

    assert (called.refused, len(called.requests)) == (refused, int(refused is None))
