"""The collector rests while modules are loaded, and no longer."""

import gc

import pytest

from gateway.cli.loading import uncollected


def test_garbage_is_not_collected_inside_and_is_afterwards() -> None:
    with uncollected():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_a_failure_to_load_leaves_the_collector_on() -> None:
    with pytest.raises(ImportError), uncollected():
        raise ImportError

    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass

        assert not gc.isenabled()
    finally:
        gc.enable()
