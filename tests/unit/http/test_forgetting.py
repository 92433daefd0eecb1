"""Cycles that calls leave behind are collected by themselves, and only when there were calls."""

import asyncio
import gc
import weakref

import pytest

from gateway.http import forgetting as module
from gateway.http.door import Door
from gateway.http.forgetting import forgetting


class Cycle:
    def __init__(self) -> None:
        self.me = self


async def test_a_cycle_that_a_call_left_is_gone_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COLLECT_SECONDS", 0.01)
    door = Door()
    gc.disable()
    try:
        async with forgetting(door):
            left = weakref.ref(Cycle())
            await asyncio.sleep(0.1)
            quiet = left() is not None
            with door.enter(0):
                pass
            await asyncio.sleep(0.1)
    finally:
        gc.enable()

    assert quiet
    assert left() is None
