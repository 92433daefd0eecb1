"""The tables of text events agree with each other and with the answer's parts."""

from gateway.core.wires.openai_responses_answer import PARTS, TEXTS
from gateway.core.wires.openai_responses_events import ARGUMENTS, DELTAS, ENDS, PART_EVENTS


def test_each_text_that_goes_on_also_ends() -> None:
    assert [place for place, _ in ENDS.values()] == list(DELTAS.values())
    assert [name.removesuffix(".delta") for name in DELTAS] == [name.removesuffix(".done") for name in ENDS]


def test_each_part_has_its_events() -> None:
    kinds = {kind for places in PARTS.values() for each in places.values() for kind in each}

    assert {place.kind for place in DELTAS.values()} == kinds | {ARGUMENTS}
    assert kinds == set(TEXTS)


def test_parts_are_counted_by_the_same_field_in_all_their_events() -> None:
    counted = {place.name: place.index for place in DELTAS.values() if place.index is not None}

    assert {name: index for name, index, _ in PART_EVENTS.values()} == counted
