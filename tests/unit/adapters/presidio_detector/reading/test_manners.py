"""Every kind of disguise has its signs, and what carries text comes first."""

from gateway.adapters.presidio_detector.reading.manners import MANNERS


def test_every_manner_has_a_trigger_and_is_listed_once() -> None:
    assert all(manner.triggers for manner in MANNERS)
    assert len({manner.undo for manner in MANNERS}) == len(MANNERS)


def test_carriers_come_first() -> None:
    assert sorted(MANNERS, key=lambda manner: not manner.carries) == list(MANNERS)
