"""The point of it all: official SDKs through a real gateway, and a provider that never sees a planted value."""

import pytest

from tests.support.clients import ask, openai_client
from tests.support.people import ADDRESSEE, CARD, PHONE, PLANTED, SENDER, THIRD, repeats_tokens, scores, sealed_lead
from tests.support.serving import Serving
from tests.support.upstream import RecordingUpstream

pytestmark = pytest.mark.asyncio(loop_scope="module")

WIRES = pytest.mark.parametrize("wire", ["openai", "responses", "anthropic"])
STREAMED = pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])


def nothing_planted_left(upstream: RecordingUpstream, start: int) -> bool:
    seen = b"\n".join(request.raw for request in upstream.requests[start:]).decode()
    assert seen
    return not [value for value in PLANTED if value.casefold() in seen.casefold()]


async def run(
    gateway: Serving, upstream: RecordingUpstream, purpose: str, wire: str, *, streamed: bool
) -> tuple[str, bool]:
    start = len(upstream.requests)
    upstream.answer_with(scores if purpose == "lead_scoring" else repeats_tokens)
    prompt = "Summarise this record.\n" + sealed_lead(gateway.seal_keys["acme"])
    answer = await ask(gateway, purpose, prompt, wire=wire, streamed=streamed)
    return answer, nothing_planted_left(upstream, start)


@WIRES
@STREAMED
async def test_a_coach_gets_every_name_back_and_the_provider_none(
    gateway: Serving, upstream: RecordingUpstream, wire: str, *, streamed: bool
) -> None:
    answer, is_clean = await run(gateway, upstream, "deal_coach", wire, streamed=streamed)

    assert is_clean
    assert all(value in answer for value in (*ADDRESSEE, *SENDER, *THIRD, PHONE))
    assert CARD not in answer


@WIRES
@STREAMED
async def test_a_twin_speaks_of_addressee_and_sender_only(
    gateway: Serving, upstream: RecordingUpstream, wire: str, *, streamed: bool
) -> None:
    answer, is_clean = await run(gateway, upstream, "twin", wire, streamed=streamed)

    assert is_clean
    assert all(value in answer for value in (*ADDRESSEE, *SENDER))
    assert not any(value in answer for value in (*THIRD, CARD))
    assert "[PERSON" not in answer


@WIRES
@STREAMED
async def test_a_draft_never_names_a_third_party(
    gateway: Serving, upstream: RecordingUpstream, wire: str, *, streamed: bool
) -> None:
    answer, is_clean = await run(gateway, upstream, "content", wire, streamed=streamed)

    assert is_clean
    assert all(value in answer for value in (*ADDRESSEE, *SENDER))
    assert not any(value in answer for value in (*THIRD, CARD))


@WIRES
@STREAMED
async def test_a_score_is_made_without_identities_and_checked(
    gateway: Serving, upstream: RecordingUpstream, wire: str, *, streamed: bool
) -> None:
    answer, is_clean = await run(gateway, upstream, "lead_scoring", wire, streamed=streamed)

    assert is_clean
    assert answer == '{"score": 55, "reasons": ["asked for a quote"]}'


@WIRES
async def test_plain_text_works_with_url_key_and_user_alone(
    gateway: Serving, upstream: RecordingUpstream, wire: str
) -> None:
    start = len(upstream.requests)
    upstream.answer_with(repeats_tokens)

    answer = await ask(gateway, "content", f"Write to {ADDRESSEE[1]} or {PHONE}.", wire=wire, streamed=True)

    assert nothing_planted_left(upstream, start)
    assert ADDRESSEE[1] in answer
    assert PHONE in answer


async def test_the_models_of_a_purpose_are_listed(gateway: Serving) -> None:
    async with openai_client(gateway, "content") as client:
        assert [model.id async for model in client.models.list()] == ["small", "small-a", "small-t"]


async def test_storing_is_switched_off_in_the_bytes_that_leave(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)

    await ask(gateway, "content", "hello", wire="openai", streamed=False)

    assert upstream.requests[-1].json["store"] is False
