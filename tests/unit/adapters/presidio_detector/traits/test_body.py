"""Kinds, sides and parts of the body belong to what somebody has; parts of things do not."""

from gateway.adapters.presidio_detector.traits import body


def test_a_kind_belongs_to_it() -> None:
    found = body.KIND.search("she has type 1 ")

    assert found
    assert found[0] == "type 1 "
    assert not body.KIND.search("she has ")


def test_a_place_belongs_to_it() -> None:
    for more in (" du sein", " in one ear", " del o\u00eddo izquierdo", " alle mani", "'s disease"):
        found = body.MORE.match(more)
        assert found
        assert found[0] == more
    assert body.MORE.match("more") is None


def test_a_part_is_told_from_a_thing() -> None:
    assert body.INJURED.match(" his left wrist")
    assert not body.INJURED.match(" link on the page")
    assert not body.INJURED.match(" hand-off")
    assert body.OF_A_THING.match(" of the chair")
    assert body.BEFORE.search("his open heart ")
    assert not body.BEFORE.search("his market ")
