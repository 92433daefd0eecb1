"""One call through the nine steps to the recording upstream, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.cli.rehearsal import USER, Rehearsal
from gateway.cli.tryout.recording import CollectingReply
from gateway.cli.verify.carriers import holds, strings
from gateway.cli.verify.deployment import Route
from gateway.cli.verify.upstream import RecordingUpstream, Request
from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.stages import Asked
from gateway.core.strict_json import OUTGOING_WITH_IMAGES, dump_text, parse
from gateway.core.tokens import spellings
from gateway.core.wire import Wire
from gateway.pipeline import exchange

NAME, MAIL, PHONE = "Jonquil Ashdown", "jonquil.ashdown@example.com", "+44 20 7946 0958"
"""Invented; the number is one of Ofcom's for drama."""
VALUES = (MAIL, NAME, PHONE)
_BY_LABEL = {Label.EMAIL_ADDRESS: MAIL, Label.PERSON: NAME, Label.PHONE_NUMBER: PHONE}
NOT_NOW = frozenset(
    {Code.STORE_UNAVAILABLE, Code.AUDIT_UNAVAILABLE, Code.DETECTOR_UNAVAILABLE, Code.OVERLOADED, Code.PROVIDER_TIMEOUT}
)
"""What a busy machine does to a call. It says nothing of what leaves or comes back, so the call is made again."""
TRIES = 5
"""Without a pause: each such refusal has itself waited for what was late."""
SALT_CHARACTERS = 43
"""32 bytes in base64 (`DeploymentKeys.cache_salt`)."""


@dataclass(frozen=True, slots=True)
class Called:
    """`refused`: the code that ended it. `answer`: what came back, in bytes. `requests`: what the upstream got of it."""

    refused: Code | None
    answer: bytes
    requests: tuple[Request, ...]

    def leaks(self) -> list[str]:
        """The planted values that stand in what the upstream got, however they are written there."""
        texts = [text for request in self.requests for text in _texts(request)]
        return [value for value in VALUES if any(holds(text, value) for text in texts)]

    def restorable(self) -> list[str]:
        """The planted values for which the upstream got a token, so that they can come back."""
        texts = [text for request in self.requests for text in _texts(request)]
        tokens = {spelling.token for text in texts for spelling in spellings(text)}
        return [value for label, value in _BY_LABEL.items() if any(token.startswith(f"[{label}_") for token in tokens)]


async def call(
    crm: Rehearsal,
    route: Route,
    wire: Wire,
    purpose: str,
    body: JsonObject,
    upstream: RecordingUpstream,
    *,
    known: Sequence[str],
) -> Called:
    """Make it, with a sealed record beside it of which these values are known to be its addressee's.

    Again if it was refused for want of time. Nothing that leaked is made good by another try.
    """
    whole = _beside_a_record(crm, route.tenant, {**body, "model": route.model}, known)
    for _ in range(TRIES - 1):
        called = await _called(crm, crm.asked(wire, purpose, whole), upstream)
        if called.refused not in NOT_NOW or called.leaks():
            return called
    return await _called(crm, crm.asked(wire, purpose, whole), upstream)


async def _called(crm: Rehearsal, asked: Asked, upstream: RecordingUpstream) -> Called:
    before, reply = len(upstream.received), CollectingReply()
    refused: Code | None = None
    try:
        await exchange(asked, crm.ports, reply)
    except Refusal as refusal:
        refused = refusal.code
    return Called(refused, reply.body, tuple(upstream.received[before:]))


def _beside_a_record(crm: Rehearsal, tenant: str, body: JsonObject, known: Sequence[str]) -> JsonObject:
    """The body with the record as its first text of a user. `ValueError` for a body of a wire that has none."""
    block = crm.sealer.seal(
        "Renewal in May.",
        tenant=tenant,
        record="lead-1",
        kind="lead",
        user=USER,
        subjects={"c-1": "addressee"},
        known=[(value, "c-1") for value in known],
    )
    message: JsonObject = {"role": "user", "content": block}
    for field in ("messages", "input"):
        given = body.get(field)
        if isinstance(given, list):
            return {**body, field: [message if all(isinstance(each, dict) for each in given) else block, *given]}
    raise ValueError("a body of another wire")


def broken_flags(route: Route, wire: Wire, request: Request) -> list[str]:
    """Names of the rule's fields, salts and headers that the request lacks, or has with another value."""
    rule = route.entry.rules[wire.name]
    body = parse(request.body, OUTGOING_WITH_IMAGES)
    forced = rule.forced(route.provider_model, "")
    fields = [
        name
        for name, value in forced.items()
        if name not in rule.salted and dump_text(body.get(name)) != dump_text(value)
    ]
    salts = [name for name in rule.salted if len(str(body.get(name))) != SALT_CHARACTERS]
    return fields + salts + [name for name, value in rule.headers.items() if request.headers.get(name) != value]


def _texts(request: Request) -> list[str]:
    return [request.path, *request.headers.values(), *strings(parse(request.body, OUTGOING_WITH_IMAGES))]
