"""The upstream keeps every byte that it gets, and sends each piece apart."""

import aiohttp

from gateway.cli.verify.upstream import Answer, recording


async def test_a_request_is_kept_whole_and_the_pieces_come_one_by_one() -> None:
    answer = Answer((b"a", b"bc"), "text/plain", 201, {"x-said": "yes"})

    async with (
        recording(lambda _: answer) as upstream,
        aiohttp.ClientSession() as session,
        session.post(f"{upstream.url}/v1/x?y=z", data=b"{}", headers={"X-Asked": "this"}) as answered,
    ):
        pieces = [piece async for piece, _ in answered.content.iter_chunks()]
        said = answered.status, answered.content_type, answered.headers["x-said"]

    (request,) = upstream.received
    assert (request.path, request.headers["x-asked"], request.body) == ("/v1/x?y=z", "this", b"{}")
    assert request.raw.startswith(b"POST /v1/x?y=z HTTP/1.1\r\n")
    assert request.raw.endswith(b"\r\n\r\n{}")
    assert said == (201, "text/plain", "yes")
    assert b"".join(pieces) == b"abc"


async def test_requests_on_one_connection_are_told_apart() -> None:
    async with recording(lambda request: Answer((request.body,))) as upstream, aiohttp.ClientSession() as session:
        for body in (b"1", b"22"):
            async with session.post(upstream.url, data=body) as answered:
                assert await answered.read() == body

    assert [request.body for request in upstream.received] == [b"1", b"22"]
