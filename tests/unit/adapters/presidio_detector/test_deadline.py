"""Work that takes too long ends with an error."""

import pytest

from gateway.adapters.presidio_detector.deadline import BASE_SECONDS, Deadline, seconds_for


def test_work_in_time_goes_on() -> None:
    deadline = Deadline(60)

    for _ in range(3):
        deadline.check()
    assert seconds_for(0) > 0


def test_work_out_of_time_raises() -> None:
    with pytest.raises(TimeoutError):
        Deadline(-0.001).check()


def test_the_limit_grows_with_the_text() -> None:
    assert seconds_for(0) == BASE_SECONDS
    assert seconds_for(1_000, 1.0) == pytest.approx(seconds_for(1_000) + 400)
    assert seconds_for(1_000_000) > seconds_for(1_000) > BASE_SECONDS
