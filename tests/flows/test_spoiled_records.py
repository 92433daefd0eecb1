"""Records as no sealer hands them out, wherever in a body they stand and over each wire: refused, and nothing is dialled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from gateway.core.strict_json import dump
from gateway.core.wire import Wire
from gateway.sdk import Sealer
from tests.isolation import spoiling
from tests.isolation.bodies import ANTHROPIC, PATHS, Part, body
from tests.support.people import repeats_tokens, sealed_lead
from tests.support.posting import Posted, post
from tests.support.serving import Serving, plane_of
from tests.support.upstream import RecordingUpstream

pytestmark = pytest.mark.asyncio(loop_scope="module")

FOREIGN, FORGED, EXPIRED = "context_foreign", "context_forged", "context_expired"
WORDY = pytest.mark.parametrize("wire", [wire for wire in PATHS if "embeddings" not in wire.name], ids=lambda w: w.name)


async def asked(gateway: Serving, wire: Wire, *parts: Part, **more: object) -> Posted:
    """The answer to a prompt of these parts, of tenant `acme`."""
    document = body(wire, "small-a" if wire in ANTHROPIC else "small", parts, streamed=False)
    return await post(gateway, f"/content{PATHS[wire]}", dump({**document, **more}))


def own(gateway: Serving) -> str:
    return sealed_lead(gateway.seal_keys["acme"])


def foreign(gateway: Serving) -> str:
    return sealed_lead(gateway.seal_keys["globex"], tenant="globex")


def expired(gateway: Serving) -> str:
    sealer = Sealer({"acme": gateway.seal_keys["acme"]})
    return sealer.seal("Long ago.", tenant="acme", record="r-1", kind="lead", expires=timedelta(seconds=-1))


def borrowed(gateway: Serving) -> str:
    return spoiling.signed_by(own(gateway), "globex", "acme", gateway.seal_keys["acme"])


SPOILED: dict[str, tuple[Callable[[Serving], str], str]] = {
    "foreign": (foreign, FOREIGN),
    "foreign, twice": (lambda gateway: foreign(gateway) * 2, FOREIGN),
    "own and foreign": (lambda gateway: f"{own(gateway)}\n{foreign(gateway)}", FOREIGN),
    "foreign, relabelled": (lambda gateway: spoiling.relabelled(foreign(gateway), "acme"), FORGED),
    "own, under another's name": (borrowed, FOREIGN),
    "own and foreign, spliced": (lambda gateway: spoiling.spliced(own(gateway), foreign(gateway)), FORGED),
    "expired": (expired, EXPIRED),
    "truncated": (lambda gateway: spoiling.truncated(own(gateway), Random(1)), FORGED),
    "beheaded": (lambda gateway: spoiling.beheaded(own(gateway), Random(1)), FORGED),
    "re-ordered": (lambda gateway: spoiling.reordered(own(gateway), Random(1)), FORGED),
    "nested": (lambda gateway: spoiling.nested(foreign(gateway), gateway.seal_keys["acme"], "acme"), FORGED),
    "disguised": (lambda gateway: spoiling.disguised(own(gateway), Random(1)), FORGED),
    "two run together": (lambda gateway: own(gateway).removesuffix(".isgsealend") + own(gateway), FORGED),
}


@WORDY
@pytest.mark.parametrize("name", SPOILED)
async def test_a_spoiled_record_refuses_the_call(
    gateway: Serving, upstream: RecordingUpstream, name: str, wire: Wire
) -> None:
    spoil, code = SPOILED[name]
    before = len(upstream.requests)

    assert (await asked(gateway, wire, Part("user", f"Advise me.\n{spoil(gateway)}"))).error[0] == code
    assert len(upstream.requests) == before


@WORDY
@pytest.mark.parametrize("role", ["tool", "arguments", "system", "assistant"])
async def test_a_foreign_record_is_found_wherever_it_stands(
    gateway: Serving, upstream: RecordingUpstream, role: str, wire: Wire
) -> None:
    before = len(upstream.requests)
    parts = (Part("user", own(gateway)), Part(role, foreign(gateway)), Part("user", "Go on."))

    assert (await asked(gateway, wire, *parts)).error[0] == FOREIGN
    assert len(upstream.requests) == before


async def test_own_records_pass_as_often_as_they_come_and_beside_words_that_look_like_one(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(repeats_tokens)
    wire = next(iter(PATHS))
    for at in range(6):
        prompt = f"{own(gateway)} {spoiling.look_alike(Random(at))} {own(gateway)}"
        parts = (Part("user", prompt), Part("tool", own(gateway)))
        assert (await asked(gateway, wire, *parts)).status == 200


NAMED: dict[str, tuple[dict[str, str], dict[str, object]]] = {
    "headers": ({"x-tenant": "globex", "x-tenant-id": "globex", "openai-organization": "globex"}, {}),
    "metadata": ({}, {"metadata": {"tenant": "globex"}}),
    "user": ({}, {"user": "globex"}),
    "acting user": ({"x-account-user": "globex"}, {}),
}


@pytest.mark.parametrize("place", NAMED)
async def test_a_tenant_that_is_named_beside_the_credential_is_nobody(
    gateway: Serving, upstream: RecordingUpstream, place: str
) -> None:
    upstream.answer_with(repeats_tokens)
    headers, more = NAMED[place]
    wire = next(iter(PATHS))
    document = body(wire, "small", [Part("user", "Hello")], streamed=False)
    posted = await post(gateway, "/content" + PATHS[wire], dump({**document, **more}), headers=headers)
    async with plane_of(gateway) as plane:
        records = await plane.store.records(trace=posted.headers["x-isogate-trace"])

    assert posted.status == 200
    assert {record.tenant for record in records} == {"acme"}
    assert b"globex" not in upstream.requests[-1].raw


@pytest.mark.parametrize("model", ["globex/small", "globex", "tenant:globex/small"])
async def test_a_tenant_that_is_named_in_the_model_is_no_model(gateway: Serving, model: str) -> None:
    wire = next(iter(PATHS))

    assert (await asked(gateway, wire, Part("user", "Hello"), model=model)).error[0] == "model_not_allowed"
