"""Cycles that calls leave behind are collected by themselves, and only when there were calls."""

import asyncio
import gc
import sys
import weakref
from types import ModuleType

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


async def test_what_a_late_import_brings_is_set_apart_and_nothing_of_a_call_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "COLLECT_SECONDS", 0.01)
    door = Door()
    async with forgetting(door):
        before = gc.get_freeze_count()
        with door.enter(0):
            pass
        with door.enter(0):
            cycle = Cycle()
            left = weakref.ref(cycle)
            imported = [Cycle() for _ in range(1_000)]
            monkeypatch.setitem(sys.modules, "a_late_import", ModuleType("a_late_import"))
            await asyncio.sleep(0.1)
            apart = gc.get_freeze_count() - before
            del cycle
        await asyncio.sleep(0.1)

    assert apart >= len(imported)
    assert left() is None


def test_what_a_connection_still_held_after_an_import_is_gone_by_the_second_collection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    apart, held = module._Apart(), Cycle()
    left = weakref.ref(held)
    monkeypatch.setitem(sys.modules, "a_late_import", ModuleType("a_late_import"))
    try:
        apart.collect(is_idle=True)
        del held
        apart.collect(is_idle=True)
    finally:
        gc.unfreeze()

    assert left() is None


def test_a_door_knows_when_nobody_is_inside() -> None:
    door = Door()
    with door.enter(0):
        inside = door.is_empty

    assert not inside
    assert door.is_empty
