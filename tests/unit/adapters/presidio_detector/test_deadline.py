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


def test_what_cannot_look_is_stopped_when_it_is_asked_for() -> None:
    deadline, stopped = Deadline(60), []
    with deadline.stoppable(lambda: stopped.append("inside")):
        assert stopped == []
        deadline.ask()
        assert stopped == ["inside"]
    deadline.ask()

    assert stopped == ["inside"]


def test_asked_for_just_before_it_is_stopped_at_once_and_after_a_look_no_more() -> None:
    deadline, stopped = Deadline(60), []
    deadline.ask()
    with deadline.stoppable(lambda: stopped.append("first")):
        assert stopped == ["first"]
    deadline.check()
    with deadline.stoppable(lambda: stopped.append("second")):
        assert stopped == ["first"]
