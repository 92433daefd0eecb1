"""Where values come from; what they are never shows in a repr."""

from gateway.core.call import Role
from gateway.core.source import SAMPLE, Known, Party, Passage, Segment, Source


def test_a_source_is_unsealed_and_of_nobody_unless_said() -> None:
    source = Source(Role.USER)

    assert (source.kind, source.party, source.is_sample) == (None, Party.UNKNOWN, False)


def test_only_the_sample_kind_is_a_sample() -> None:
    assert Source(Role.USER, SAMPLE).is_sample
    assert not Source(Role.USER, "lead").is_sample


def test_no_value_and_no_text_shows_in_a_repr() -> None:
    assert "Jane" not in repr(Known("Jane"))
    assert "Jane" not in repr(Passage("Jane", (Segment(0, 4, Source(Role.USER)),)))
