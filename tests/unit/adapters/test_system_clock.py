"""The machine's clock keeps the port's promises."""

from __future__ import annotations

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
