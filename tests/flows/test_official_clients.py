"""The point of it all: official SDKs through a real gateway, and a provider that never sees a planted value."""

import re

import pytest
from openai import BadRequestError

from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump
from gateway.core.wire import Event
from tests.support.clients import ask, completed, messaged, openai_client, responded
from tests.support.people import (
    ADDRESSEE,
    CARD,
    PHONE,
    PLANTED,
    SENDER,
    THIRD,
    repeats_tokens,
    scores,
    sealed_lead,
    tokens_in,
)
from tests.support.posting import post
from tests.support.responses import item_events, response, said, text_events, text_part, typed
from tests.support.responses import streamed as responses_stream
from tests.support.serving import Serving, plane_of
from tests.support.upstream import Received, RecordingUpstream, Reply
from tests.support.upstream_answers import Says
from tests.support.wires import DONE, as_sent, block, choice, chunk, message, stream, whole

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


PROMPT = f"Write to {ADDRESSEE[1]} or {PHONE}."
CITED = "https://cited.example.net/page"


def sends(received: Received, *events: Event) -> Reply:
    """These events, or the one that is a whole answer, as the model that was asked sends them."""
    streamed = bool(received.json.get("stream"))
    pieces = [as_sent(each, name=each is not DONE and each.name is not None) for each in events]
    model = b'"model":"' + received.json["model"].encode() + b'"'
    written = [_MODEL.sub(model, piece) for piece in (pieces if streamed else [dump(events[0].data)])]
    kind = "text/event-stream" if streamed else "application/json"
    return Reply(tuple(written), content_type=kind, chunked=streamed)


_MODEL = re.compile(rb'"model":"[^"]*"')


def two_choices(received: Received) -> Reply:
    """One of the prompt's two tokens in each choice, the pieces of the two in turns."""
    mail, phone = tokens_in(received)
    pieces = [(0, f"A {mail[:4]}"), (1, phone[:6]), (0, mail[4:]), (1, f"{phone[6:]}.")]
    events = [chunk(choice(index, content=text)) for index, text in pieces]
    return sends(received, *events, chunk(choice(1, "stop")), chunk(choice(0, "stop")), DONE)


async def test_streamed_choices_side_by_side_each_get_their_own_values(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(two_choices)

    answer = await completed(gateway, "deal_coach", PROMPT, streamed=True, choices=2)

    assert upstream.requests[-1].json["n"] == 2
    assert [(each.index, each.message.content, each.finish_reason) for each in answer.choices] == [
        (0, f"A {ADDRESSEE[1]}", "stop"),
        (1, f"{PHONE}.", "stop"),
    ]


def refuses(received: Received) -> Reply | Says:
    """A refusal that names the prompt's first token, in the form of the wire; streamed, it is cut in the token."""
    said_no = f"No, {tokens_in(received)[0]}"
    path = received.path
    if path.endswith("/messages"):
        return Says(said_no, finish="refusal")
    if path.endswith("/responses"):
        return sends(received, *refusing_response(said_no, streamed=received.json.get("stream", False)))
    if not received.json.get("stream"):
        return sends(received, whole({"content": None, "refusal": said_no}))
    deltas = [chunk(choice(refusal=part)) for part in (said_no[:7], said_no[7:])]
    return sends(received, *deltas, chunk(choice(finish="stop")), DONE)


def refusing_response(said_no: str, *, streamed: bool) -> list[Event]:
    where: JsonObject = {"output_index": 0, "content_index": 0}
    part: JsonObject = {"type": "refusal", "refusal": said_no}
    if not streamed:
        return [Event(None, response(said(part)))]
    inside = [
        typed("response.content_part.added", **where, part={**part, "refusal": ""}),
        *(typed("response.refusal.delta", **where, delta=each) for each in (said_no[:7], said_no[7:])),
        typed("response.refusal.done", **where, refusal=said_no),
        typed("response.content_part.done", **where, part=part),
    ]
    return responses_stream(item_events(0, said(part), inside))


@STREAMED
async def test_a_refusal_arrives_as_one_with_its_values(
    gateway: Serving, upstream: RecordingUpstream, *, streamed: bool
) -> None:
    upstream.answer_with(refuses)
    said_no = f"No, {ADDRESSEE[1]}"

    completion = (await completed(gateway, "deal_coach", PROMPT, streamed=streamed)).choices[0]
    item = (await responded(gateway, "deal_coach", PROMPT, streamed=streamed)).output[0]
    message = await messaged(gateway, "deal_coach", PROMPT, streamed=streamed)

    assert (completion.message.refusal, completion.message.content or "") == (said_no, "")
    assert item.type == "message"
    assert [(part.type, part.to_dict()["refusal"]) for part in item.content] == [("refusal", said_no)]
    assert message.stop_reason == "refusal"
    assert [block.text for block in message.content if block.type == "text"] == [said_no]


def cites(received: Received) -> Reply:
    """The prompt's first token, with a source that the model says it has, in the form of the wire."""
    text = f"To {tokens_in(received)[0]}"
    streamed = bool(received.json.get("stream"))
    if received.path.endswith("/messages"):
        return sends(received, *cited_message(text, streamed=streamed))
    if received.path.endswith("/responses"):
        return sends(received, *cited_response(text, streamed=streamed))
    annotations: list[JsonValue] = [{"type": "url_citation", "url_citation": {"url": CITED, "title": CITED}}]
    if not streamed:
        return sends(received, whole({"content": text, "annotations": annotations}))
    return sends(
        received, chunk(choice(content=text)), chunk(choice(annotations=annotations)), chunk(choice(0, "stop")), DONE
    )


def cited_message(text: str, *, streamed: bool) -> list[Event]:
    citation: JsonObject = {"type": "char_location", "cited_text": CITED, "document_title": CITED, "document_index": 0}
    written: JsonObject = {"type": "text", "text": text, "citations": [citation]}
    if not streamed:
        return [Event(None, message([written]))]
    deltas: list[JsonObject] = [{"type": "text_delta", "text": text}, {"type": "citations_delta", "citation": citation}]
    return stream(*block(0, {**written, "text": "", "citations": []}, *deltas))


def cited_response(text: str, *, streamed: bool) -> list[Event]:
    annotation: JsonObject = {"type": "url_citation", "url": CITED, "title": CITED, "start_index": 0, "end_index": 2}
    part: JsonObject = {**text_part(text), "annotations": [annotation]}
    if not streamed:
        return [Event(None, response(said(part)))]
    where: JsonObject = {"output_index": 0, "content_index": 0, "annotation_index": 0}
    noted = typed("response.output_text.annotation.added", **where, annotation=annotation)
    begun, delta, done, _ = text_events(0, text)
    ended = typed("response.content_part.done", output_index=0, content_index=0, part=part)
    return responses_stream(item_events(0, said(part), [begun, delta, noted, done, ended]))


@STREAMED
async def test_sources_that_an_answer_cites_are_dropped_and_its_text_is_not(
    gateway: Serving, upstream: RecordingUpstream, *, streamed: bool
) -> None:
    upstream.answer_with(cites)

    completion = await completed(gateway, "deal_coach", PROMPT, streamed=streamed)
    response = await responded(gateway, "deal_coach", PROMPT, streamed=streamed)
    message = await messaged(gateway, "deal_coach", PROMPT, streamed=streamed)

    assert completion.choices[0].message.content == response.output_text == f"To {ADDRESSEE[1]}"
    assert [block.text for block in message.content if block.type == "text"] == [f"To {ADDRESSEE[1]}"]
    for answer in (completion, response, message):
        assert CITED not in answer.to_json()


TURNS: list[JsonValue] = [{"role": "user", "content": PROMPT}]
BODIES: dict[str, JsonObject] = {
    "chat/completions": {"model": "small", "messages": TURNS, "stream": True},
    "responses": {"model": "small", "input": PROMPT},
    "embeddings": {"model": "small", "input": [PROMPT]},
    "messages": {"model": "small-a", "max_tokens": 5, "messages": TURNS},
    "messages/count_tokens": {"model": "small-a", "messages": TURNS},
}


@pytest.mark.parametrize("path", BODIES)
async def test_what_would_be_sent_is_told_without_a_dial_and_is_what_is_sent(
    gateway: Serving, upstream: RecordingUpstream, path: str
) -> None:
    start, body = len(upstream.requests), dump(BODIES[path])
    told = await post(gateway, f"/deal_coach/explain/v1/{path}", body)

    assert (told.status, told.document["allowed"], told.headers["Content-Type"]) == (200, True, "application/json")
    assert told.document["redact"]["EMAIL_ADDRESS"] == 1
    assert ADDRESSEE[1] not in told.text
    assert len(upstream.requests) == start
    await post(gateway, f"/deal_coach/v1/{path}", body)
    assert upstream.requests[-1].json == told.document["body"]


async def test_an_explanation_is_refused_as_the_call_would_be_and_leaves_no_record(gateway: Serving) -> None:
    body = BODIES["chat/completions"]
    told = await post(gateway, "/deal_coach/explain/v1/chat/completions", dump(body))
    async with openai_client(gateway, "deal_coach/explain") as client:
        with pytest.raises(BadRequestError) as refused:
            await client.post("/chat/completions", body={**body, "store": True}, cast_to=object)
    called = await post(
        gateway, "/deal_coach/v1/chat/completions", dump(body)
    )  # its intent is written after all before it
    async with plane_of(gateway) as plane:
        recorded = {record.trace for record in await plane.store.records(limit=10_000)}

    assert told.status == 200
    assert (refused.value.code, refused.value.param) == ("parameter_refused", "store")
    assert called.headers["x-isogate-trace"] in recorded
    assert recorded.isdisjoint(each["x-isogate-trace"] for each in (told.headers, refused.value.response.headers))
