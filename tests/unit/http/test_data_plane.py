"""The hot route: refusals before the pipeline, in the path's wire, with a trace id, whatever was sent."""

import asyncio
import json
from dataclasses import replace

import pytest

from gateway.core.ledger import NOTHING, Admission, AdmitAsk, Record, Settlement
from gateway.http.asgi import CONNECTION, Message, Scope
from gateway.http.data_plane import DataPlane
from gateway.http.door import Door
from gateway.http.front import Front
from gateway.http.routes import target
from gateway.needs import Ports
from tests.support.connection import StubConnection
from tests.support.needs import ports
from tests.support.stages import BODY, KEY, rulebook


class Appending:
    def __init__(self) -> None:
        self.records: list[Record] = []

    async def append(self, record: Record, settlement: Settlement = NOTHING) -> None:
        self.records.append(record)


def with_images(store: Appending) -> Ports:
    """What is refused at the door needs no more than a store."""
    return ports(store=store, rules=lambda: replace(rulebook(), images=frozenset({"content"})))


async def send(
    path: str, *headers: tuple[bytes, bytes], door: Door | None = None, store: Appending | None = None
) -> tuple[int, dict[str, object], dict[bytes, bytes]]:
    sent: list[Message] = []
    scope: Scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(b"content-type", b"application/json"), *headers],
        "state": {CONNECTION: StubConnection()},
    }

    bodies = iter([BODY])

    async def receive() -> Message:
        body = next(bodies, None)
        if body is None:
            await asyncio.sleep(30)
        return {"type": "http.request", "body": body}

    async def reply(message: Message) -> None:
        sent.append(message)

    found = target("POST", path)
    assert found is not None
    await DataPlane(with_images(store or Appending()), door or Door())(found, scope, receive, reply)
    status, body, pairs = sent[0]["status"], sent[1]["body"], sent[0]["headers"]
    assert isinstance(status, int)
    assert isinstance(body, bytes)
    assert isinstance(pairs, list)
    return status, json.loads(body), dict(pairs)


async def test_a_refused_endpoint_is_said_in_the_wire_of_its_path() -> None:
    status, body, headers = await send("/twin/v1/messages/batches")

    assert status == 403
    assert body["type"] == "error"
    assert len(headers[b"x-isogate-trace"]) == 32


async def test_without_a_key_the_answer_is_401_and_the_attempt_is_on_record() -> None:
    store = Appending()

    status, body, headers = await send("/twin/v1/chat/completions", (b"x-request-id", b"r-9"), store=store)

    assert status == 401
    assert body["error"]["code"] == "invalid_key"  # type: ignore[index]  # an error object by its wire
    assert headers[b"x-request-id"] == b"r-9"
    assert [record.facts["code"] for record in store.records] == ["invalid_key"]


async def test_an_explanation_needs_a_key_too_and_leaves_no_record() -> None:
    store = Appending()

    status, body, _ = await send("/twin/explain/v1/chat/completions", store=store)

    assert status == 401
    assert body["error"]["code"] == "invalid_key"  # type: ignore[index]  # an error object by its wire
    assert store.records == []


class Quoting(Appending):
    async def admit(self, ask: AdmitAsk) -> Admission:
        raise KeyError("jane@acme.test")


async def test_what_nobody_foresaw_is_internal_and_its_text_goes_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    key = (b"authorization", b"Bearer " + KEY.encode())

    status, body, headers = await send(
        "/twin/explain/v1/chat/completions", key, (b"x-account-user", b"u-1"), store=Quoting()
    )

    assert status == 500
    assert body["error"]["code"] == "internal"  # type: ignore[index]  # an error object by its wire
    assert headers[b"x-should-retry"] == b"false"
    (record,) = caplog.records
    assert ": KeyError at " in record.getMessage()
    assert record.exc_info is None
    assert "jane@acme.test" not in caplog.text


async def test_a_draining_door_refuses_before_the_body_is_read() -> None:
    door = Door()
    door.drain()

    status, body, headers = await send("/twin/v1/chat/completions", door=door)

    assert status == 503
    assert body["error"]["code"] == "draining"  # type: ignore[index]  # an error object by its wire
    assert headers[b"x-should-retry"] == b"true"


async def test_the_front_sends_data_plane_paths_past_the_pages() -> None:
    seen: list[str] = []

    async def pages(scope: Scope, receive: object, send: object) -> None:
        seen.append(str(scope["path"]))

    sent: list[Message] = []

    async def reply(message: Message) -> None:
        sent.append(message)

    front = Front(DataPlane(with_images(Appending()), Door()), pages)
    for path in ("/healthz", "/twin/v1/files"):
        scope: Scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
        await front(scope, None, reply)  # type: ignore[arg-type]  # neither reads a body

    assert seen == ["/healthz"]
    assert sent[0]["status"] == 403


async def test_only_where_a_tenant_opted_in_to_images_a_larger_body_is_read() -> None:
    length = (b"content-length", b"%d" % (2 * 1024 * 1024))

    assert (await send("/twin/v1/chat/completions", length))[0] == 413
    assert (await send("/content/v1/chat/completions", length))[0] == 401
    assert (await send("/content/v1/chat/completions", (b"content-length", b"%d" % (13 * 1024 * 1024))))[0] == 413
