"""What is written upstream is read from its own bytes, once for all who judge it."""

from __future__ import annotations

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.stages import Outgoing


def outgoing(body: bytes) -> Outgoing:
    return Outgoing("POST", "https://api.test/v1/chat/completions", (), body)


def test_whoever_judges_the_bytes_gets_the_same_reading() -> None:
    sent = outgoing(b'{"model":"m"}')

    assert sent.read() is sent.read_last()
    assert sent.read_last() == {"model": "m"}


def test_what_was_read_is_not_kept_while_the_answer_is_awaited() -> None:
    sent = outgoing(b'{"model":"m"}')
    first = sent.read_last()

    assert sent.read() is not first


@pytest.mark.parametrize("body", [b'{"store":false,"store":false}', b"no JSON", b"[]", b"\xff"])
def test_bytes_that_are_not_one_strict_object_are_a_fault_of_ours(body: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        outgoing(body).read()

    assert caught.value.code is Code.INTERNAL
