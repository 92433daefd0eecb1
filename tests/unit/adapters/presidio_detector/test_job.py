"""A piece of work knows how long it has, tells whoever waits once, and keeps nothing when nobody waits any more."""

import asyncio
import weakref
from functools import partial

import pytest

from gateway.adapters.presidio_detector.deadline import WAIT_SECONDS, Deadline
from gateway.adapters.presidio_detector.job import Job
from tests.support.garbage import looked_at_alone


class Text:
    """Stands for what a call's work holds on to."""


def _read(text: Text, deadline: Deadline) -> Text:
    del deadline
    return text


async def test_in_line_it_may_wait_and_its_own_seconds_do_not_begin() -> None:
    job = Job("a", lambda _: 7, 3600)

    assert WAIT_SECONDS - 5 < job.left(has_turn=False) <= WAIT_SECONDS
    job.joined -= WAIT_SECONDS
    assert job.left(has_turn=False) <= 0


async def test_once_begun_only_its_own_turns_count() -> None:
    job = Job("a", lambda _: 7, 100)
    job.is_begun, job.spent = True, 60.0
    job.woken()
    job.since -= 30

    assert job.left(has_turn=False) == pytest.approx(40)
    assert job.left(has_turn=True) == pytest.approx(10, abs=5)


async def test_whoever_waits_is_told_once() -> None:
    job = Job("a", lambda _: 7, 1)
    job.settle(7, None)
    job.settle(None, TimeoutError())

    assert await job.future == 7


async def test_one_who_left_is_told_nothing() -> None:
    job = Job("a", lambda _: 7, 1)
    job.future.cancel()
    job.settle(7, None)

    assert job.future.cancelled()


def test_a_closed_loop_is_told_nothing_and_it_says_so() -> None:
    async def made() -> Job:
        return Job("a", lambda _: 7, 1)

    assert not asyncio.run(made()).on_loop(lambda: None)


async def test_asking_reaches_the_deadline_and_is_remembered_before_there_is_one() -> None:
    job, stopped = Job("a", lambda _: 7, 1), []
    job.ask()
    assert job.is_asked
    job.deadline = Deadline(1)
    job.ask()
    with job.deadline.stoppable(lambda: stopped.append(True)):
        assert stopped == [True]


async def test_nothing_is_left_of_it_for_the_collector() -> None:
    with looked_at_alone():
        text = Text()
        gone = weakref.ref(text)
        job = Job("a", partial(_read, text), 1)
        job.deadline = Deadline(1, partial(job.left, has_turn=False))
        job.timer = job.loop.call_later(60, job.settle, None, None)
        left = weakref.ref(job.future)
        job.forget()
        del text, job
        assert gone() is None
        assert left() is None
