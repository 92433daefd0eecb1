"""The machine's clock keeps the port's promises."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC

from gateway.adapters.system_clock import SystemClock


def test_monotonic_time_never_goes_back() -> None:
    clock = SystemClock()
    readings = [clock.monotonic() for _ in range(1000)]

    assert readings == sorted(readings)


def test_stamps_are_utc_and_aware() -> None:
    assert SystemClock().now().tzinfo is UTC


async def test_sleeping_takes_at_least_as_long_as_asked() -> None:
    clock = SystemClock()
    before = clock.monotonic()
    await clock.sleep(0.02)

    assert clock.monotonic() - before >= 0.015


def test_random_bytes_come_in_the_length_asked_and_differ() -> None:
    clock = SystemClock()

    assert {len(clock.random_bytes(count)) for count in (1, 16, 32)} == {1, 16, 32}
    assert len({clock.random_bytes(16) for _ in range(1000)}) == 1000


def test_no_random_bytes_are_handed_out_twice_among_threads() -> None:
    clock = SystemClock()

    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(lambda _: clock.random_bytes(16), range(20_000)))

    assert len(set(drawn)) == 20_000


def test_a_forked_process_draws_its_own_bytes() -> None:
    clock = SystemClock()
    clock.random_bytes(16)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, clock.random_bytes(16))
        os._exit(0)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        os.close(writing)
        theirs = pipe.read()

    assert len(theirs) == 16
    assert theirs not in {clock.random_bytes(16) for _ in range(1000)}


def test_a_short_draw_says_nothing_of_the_next() -> None:
    clock = SystemClock()

    assert len({clock.random_bytes(8) for _ in range(1000)}) == 1000
