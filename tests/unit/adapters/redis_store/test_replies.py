"""What Redis says instead of what was asked for is an error, never an empty answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gateway.adapters.redis_store import replies
from gateway.ports.store import UNREADABLE


def test_epochs_tell_no_tenant_from_no_answer() -> None:
    assert [replies.epoch(reply) for reply in (None, b"7", OSError())] == [0, 7, UNREADABLE]


def test_a_hash_comes_as_a_list() -> None:
    assert replies.paired([b"a", b"1", b"b", b"2"]) == {b"a": b"1", b"b": b"2"}


@pytest.mark.parametrize(
    ("read", "wrong"),
    [
        (replies.text, None),
        (replies.text, 1),
        (replies.epoch, b"x"),
        (replies.epoch, 1),
        (replies.listed, b"a"),
        (replies.paired, [b"a"]),
        (replies.paired, None),
        (replies.pair, [b"a"]),
        (replies.day, b"yesterday"),
    ],
)
def test_anything_else_is_refused(read: Callable[[object], object], wrong: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        read(wrong)
