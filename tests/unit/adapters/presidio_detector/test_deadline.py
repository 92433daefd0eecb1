"""Work that takes too long ends with an error, never with what was found so far."""

import time
from collections.abc import Iterator

import pytest

from gateway.adapters.presidio_detector.deadline import BASE_SECONDS, EVERY, seconds_for, within


def _slow(count: int) -> Iterator[int]:
    for number in range(count):
        if number == EVERY - 1:
            time.sleep(0.02)
        yield number


def test_items_in_time_all_come() -> None:
    assert list(within(range(EVERY * 3), 60)) == list(range(EVERY * 3))


def test_items_out_of_time_raise() -> None:
    with pytest.raises(TimeoutError):
        list(within(_slow(EVERY * 2), 0.01))


def test_the_limit_grows_with_the_text() -> None:
    assert seconds_for("") == BASE_SECONDS
    assert seconds_for("x" * 1_000_000) > seconds_for("x" * 1_000) > BASE_SECONDS
