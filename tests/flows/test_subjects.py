"""Whom a call is about: who objected, and who is under age, is in no call that leaves; official clients read why."""

from datetime import UTC, datetime
from typing import Any

import anthropic
import openai
import pytest

from gateway.control import consent
from gateway.sdk import Sealer
from tests.support.clients import anthropic_client, openai_client
from tests.support.people import repeats_tokens, sealed_lead
from tests.support.serving import USER_HEADERS, Serving, plane_of
from tests.support.upstream import RecordingUpstream

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def asked(gateway: Serving, prompt: str, *, subjects: str | None = None, wire: str = "openai") -> str | None:
    """The code of the refusal, as the client reads it; None for an answer."""
    messages: Any = [{"role": "user", "content": prompt}]
    headers = {**USER_HEADERS, **({"x-data-subjects": subjects} if subjects is not None else {})}
    try:
        if wire == "openai":
            async with openai_client(gateway, "content", headers=headers) as client:
                await client.chat.completions.create(model="small", messages=messages)
        else:
            async with anthropic_client(gateway, "content", headers=headers) as client_:
                await client_.messages.create(model="small-a", max_tokens=50, messages=messages)
    except (openai.APIStatusError, anthropic.APIStatusError) as error:
        document: Any = error.response.json()
        return str(document["error"]["code"])
    return None


@pytest.mark.parametrize("wire", ["openai", "anthropic"])
async def test_once_somebody_objected_each_call_says_whom_it_is_about_and_it_is_somebody_else(
    gateway: Serving, upstream: RecordingUpstream, wire: str
) -> None:
    upstream.answer_with(repeats_tokens)
    record = sealed_lead(gateway.seal_keys["acme"])
    assert await asked(gateway, "hello", wire=wire) is None

    async with plane_of(gateway) as plane:
        await consent.object_subject(plane, "acme", "c-3")
        before = len(upstream.requests)
        refusals = [
            await asked(gateway, "hello", wire=wire),
            await asked(gateway, "hello", subjects="c-1,c-3", wire=wire),
            await asked(gateway, record, wire=wire),
        ]
        assert len(upstream.requests) == before
        answered = [await asked(gateway, "hello", subjects=each, wire=wire) for each in ("none", "c-1,c-2")]
        await consent.lift_objection(plane, "acme", "c-3")

    assert refusals == ["invalid_request", "subject_objected", "subject_objected"]
    assert answered == [None, None]
    assert await asked(gateway, record, wire=wire) is None


@pytest.mark.parametrize(
    "said", [{"minors": ["c-9"]}, {"born": {"c-9": f"{datetime.now(UTC).year - 9}-01-01"}}], ids=str
)
async def test_a_record_of_somebody_under_age_refuses_the_call(
    gateway: Serving, upstream: RecordingUpstream, said: dict[str, Any]
) -> None:
    sealer = Sealer({"acme": gateway.seal_keys["acme"]})
    subjects = {"c-9": "addressee"}
    record = sealer.seal("Lead: Kim", tenant="acme", record="lead-9", kind="lead", subjects=subjects, **said)
    before = len(upstream.requests)

    assert await asked(gateway, f"Write to them.\n{record}") == "subject_minor"
    assert len(upstream.requests) == before


async def test_an_answer_says_its_trace_policy_request_and_what_was_hidden(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(repeats_tokens)

    async with openai_client(gateway, "content", headers={**USER_HEADERS, "x-request-id": "crm-4711"}) as client:
        raw = await client.chat.completions.with_raw_response.create(
            model="small", messages=[{"role": "user", "content": sealed_lead(gateway.seal_keys["acme"])}]
        )

    assert raw.headers["x-request-id"] == "crm-4711"
    assert raw.headers["x-isogate-trace"]
    assert raw.headers["x-isogate-policy"]
    assert "PERSON=3" in raw.headers["x-isogate-redactions"].split(", ")
