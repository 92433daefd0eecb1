"""Reading a request: a closed list of headers, each once, and a bounded body."""

from collections.abc import Sequence

import pytest

from gateway.core.errors import Code, Refusal
from gateway.http.asgi import Message, Receive, Scope
from gateway.http.request import (
    MAX_BODY_BYTES,
    MAX_BODY_BYTES_WITH_IMAGES,
    MAX_SUBJECTS,
    read_body,
    read_head,
    request_id,
)

JSON = (b"content-type", b"application/json")


def scope(*headers: tuple[bytes, bytes], method: str = "POST", query: bytes = b"") -> Scope:
    return {"method": method, "headers": list(headers), "query_string": query}


def receiving(messages: Sequence[Message]) -> Receive:
    waiting = iter(messages)

    async def receive() -> Message:
        return next(waiting)

    return receive


def refused(*headers: tuple[bytes, bytes], query: bytes = b"") -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_head(scope(*headers, query=query))
    return caught.value


def test_the_key_is_read_from_either_header() -> None:
    assert read_head(scope(JSON, (b"authorization", b"Bearer k1"))).key == "k1"
    assert read_head(scope(JSON, (b"x-api-key", b"k1"))).key == "k1"
    assert read_head(scope(JSON, (b"x-api-key", b"k1"), (b"authorization", b"Bearer k1"))).key == "k1"


def test_two_keys_that_disagree_are_no_key() -> None:
    assert refused(JSON, (b"x-api-key", b"k1"), (b"authorization", b"Bearer k2")).code is Code.INVALID_KEY


@pytest.mark.parametrize("name", [b"authorization", b"x-account-user", b"x-data-subjects", b"content-type"])
def test_a_header_that_counts_and_comes_twice_is_refused(name: bytes) -> None:
    refusal = refused((name, b"application/json"), (name, b"application/json"))

    assert (refusal.code, refusal.param) == (Code.INVALID_REQUEST, name.decode())


def test_headers_outside_of_the_list_are_not_looked_at() -> None:
    head = read_head(scope(JSON, (b"x-tenant", b"globex"), (b"x-tenant", b"acme"), (b"cookie", b"a=b")))

    assert head.key is None
    assert head.user is None


@pytest.mark.parametrize("value", [b"gzip", b"br", b"identity, gzip", b"x"])
def test_an_encoded_body_is_refused(value: bytes) -> None:
    assert refused(JSON, (b"content-encoding", value)).code is Code.UNSUPPORTED_ENCODING


@pytest.mark.parametrize("value", [b"", b"text/plain", b"multipart/form-data", b"application/json; charset=latin-1"])
def test_anything_but_plain_json_is_refused(value: bytes) -> None:
    assert refused((b"content-type", value)).code is Code.UNSUPPORTED_ENCODING


def test_a_query_string_is_refused() -> None:
    assert refused(JSON, query=b"beta=true").param == "query"


def test_a_stated_length_past_the_limit_is_refused_before_anything_is_read() -> None:
    assert read_head(scope(JSON, (b"content-length", str(MAX_BODY_BYTES).encode()))).body_bytes == MAX_BODY_BYTES
    assert refused(JSON, (b"content-length", b"999999999")).code is Code.TOO_LARGE
    assert refused(JSON, (b"content-length", b"9" * 5000)).code is Code.TOO_LARGE
    assert refused(JSON, (b"content-length", b"-1")).code is Code.TOO_LARGE


def test_subjects_are_absent_none_or_a_list() -> None:
    assert read_head(scope(JSON)).subjects is None
    assert read_head(scope(JSON, (b"x-data-subjects", b"none"))).subjects == ()
    assert read_head(scope(JSON, (b"x-data-subjects", b"c1, c2"))).subjects == ("c1", "c2")


def test_too_many_or_strange_subjects_are_refused() -> None:
    many = ",".join(f"c{i}" for i in range(MAX_SUBJECTS + 1)).encode()

    assert refused(JSON, (b"x-data-subjects", many)).param == "x-data-subjects"
    assert refused(JSON, (b"x-data-subjects", b"Jane Doe <jane>")).param == "x-data-subjects"


def test_a_user_must_be_an_opaque_id() -> None:
    assert read_head(scope(JSON, (b"x-account-user", b"u-17"))).user == "u-17"
    assert refused(JSON, (b"x-account-user", b"Jane Doe")).param == "x-account-user"


def test_only_a_plain_request_id_is_repeated() -> None:
    assert request_id(scope((b"x-request-id", b"r-1"))) == "r-1"
    assert request_id(scope((b"x-request-id", b"a\r\nb"))) is None
    assert request_id(scope((b"x-request-id", b"r-1"), (b"x-request-id", b"r-2"))) is None


async def test_a_body_in_pieces_is_joined() -> None:
    pieces: list[Message] = [
        {"type": "http.request", "body": b"{", "more_body": True},
        {"type": "http.request", "body": b"}"},
    ]

    assert await read_body(receiving(pieces)) == b"{}"


async def test_a_chunked_body_past_the_limit_is_refused_at_the_first_byte_too_many() -> None:
    half = b" " * (MAX_BODY_BYTES // 2)
    whole: list[Message] = [
        {"type": "http.request", "body": half, "more_body": True},
        {"type": "http.request", "body": half},
    ]
    over: list[Message] = [*whole[:1], {"type": "http.request", "body": half + b" ", "more_body": True}]

    assert len(await read_body(receiving(whole))) == MAX_BODY_BYTES
    with pytest.raises(Refusal) as caught:
        await read_body(receiving(over))
    assert caught.value.code is Code.TOO_LARGE
    assert len(await read_body(receiving([*over[:1], *whole]), MAX_BODY_BYTES_WITH_IMAGES)) > MAX_BODY_BYTES


async def test_a_caller_who_leaves_while_sending_ends_the_call() -> None:
    with pytest.raises(ConnectionError):
        await read_body(receiving([{"type": "http.disconnect"}]))
