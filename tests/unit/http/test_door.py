"""The door sheds load before a body is read."""

from contextlib import ExitStack

import pytest

from gateway.core.errors import Code, Refusal
from gateway.http.door import (
    MAX_BODY_BYTES_INSIDE,
    MAX_CALLS_INSIDE,
    MAX_LARGE_BYTES_INSIDE,
    MAX_SMALL_BYTES,
    Door,
)


def test_a_draining_door_lets_nobody_in() -> None:
    door = Door()
    door.drain()

    with pytest.raises(Refusal) as refused, door.enter(1):
        pass

    assert refused.value.code is Code.DRAINING


def test_bodies_that_are_too_large_together_wait_outside() -> None:
    door = Door()

    with ExitStack() as inside:
        for _ in range(MAX_BODY_BYTES_INSIDE // MAX_SMALL_BYTES):
            inside.enter_context(door.enter(MAX_SMALL_BYTES))
        with pytest.raises(Refusal) as refused, door.enter(1):
            pass

    assert refused.value.code is Code.RATE_LIMITED


def test_one_call_more_than_fits_is_refused_and_leaving_makes_room() -> None:
    door = Door()
    inside = [door.enter(0) for _ in range(MAX_CALLS_INSIDE)]
    for place in inside:
        place.__enter__()

    with pytest.raises(Refusal) as refused, door.enter(0):
        pass
    inside[0].__exit__(None, None, None)
    with door.enter(0):
        assert not door.is_draining

    assert refused.value.code is Code.OVERLOADED


def test_a_call_that_fails_gives_its_place_back() -> None:
    door = Door()

    with pytest.raises(ValueError, match="inside"), door.enter(MAX_LARGE_BYTES_INSIDE):
        raise ValueError("inside")
    with door.enter(MAX_LARGE_BYTES_INSIDE):
        assert not door.is_draining


def test_bodies_with_images_keep_only_each_other_out() -> None:
    door = Door()

    with door.enter(MAX_LARGE_BYTES_INSIDE):
        with pytest.raises(Refusal) as refused, door.enter(MAX_SMALL_BYTES + 1):
            pass
        with door.enter(MAX_SMALL_BYTES):
            assert refused.value.code is Code.RATE_LIMITED
    with door.enter(MAX_LARGE_BYTES_INSIDE):
        assert door.served == 2
