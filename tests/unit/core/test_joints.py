"""Text parts of one message are read together where they meet, and a value over a joint is one part's and the other's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.call import Leaf, Role, Shape
from gateway.core.entities import Label
from gateway.core.joints import REACH, joints
from gateway.core.spans import Span


def leaves(*paths: str, shape: Shape = Shape.TEXT) -> list[Leaf]:
    return [Leaf(index, path, Role.USER, shape, "") for index, path in enumerate(paths)]


PARTS = leaves(
    "messages[0].content", *(f"messages[1].content[{part}].text" for part in range(3)), "messages[2].content"
)


def test_parts_of_one_message_are_read_together() -> None:
    (joint,) = joints(PARTS, ["a@b.io", "mail jane.", "doe@", "x.io now", "c@d.io"], [()] * 5)

    assert (joint.text, joint.leaves) == ("mail jane.doe@x.io now", (1, 2, 3))
    start = joint.text.index("jane")
    found = list(joint.parts(Span(start, start + len("jane.doe@x.io"), Label.EMAIL_ADDRESS)))
    assert [(leaf, each.start, each.end) for leaf, each in found] == [(1, 5, 10), (2, 0, 4), (3, 0, 4)]


def test_a_value_within_a_part_is_not_told_again() -> None:
    (joint,) = joints(PARTS, ["", "jane@x.io ", "b", "c", ""], [()] * 5)

    assert list(joint.parts(Span(0, 9, Label.EMAIL_ADDRESS))) == []


@pytest.mark.parametrize(
    "apart",
    [
        leaves("messages[0].content", "messages[1].content"),
        leaves("messages[0].content[0].text", "messages[1].content[0].text"),
        leaves("messages[0].content[0].text", "messages[0].content[1].text", shape=Shape.KEY),
        leaves("system[0].text"),
    ],
)
def test_other_leaves_have_no_joint(apart: list[Leaf]) -> None:
    assert joints(apart, ["a"] * len(apart), [()] * len(apart)) == []


def test_a_word_or_value_that_a_joint_cuts_is_read_whole() -> None:
    first, second = "a " + "b" * 2 * REACH, "c" * 2 * REACH + " d"
    parts = leaves("system[0].text", "system[1].text")

    (joint,) = joints(parts, [first, second], [(), ()])
    assert joint.text == f"{first}{second}"[2:-2]

    (joint,) = joints(parts, ["e " * 2 * REACH, "f"], [[Span(2, 4 * REACH, Label.SECRET)], ()])
    assert joint.first == 2


def test_a_range_that_may_go_on_beyond_what_is_read_is_cut() -> None:
    parts = leaves("system[0].text", "system[1].text")
    (joint,) = joints(parts, ["a", "b " * REACH], [(), ()])
    (whole,) = joints(parts, ["a", "b " * REACH], [(), ()], 2 * REACH)

    assert joint.is_cut(Span(0, len(joint.text), Label.SECRET))
    assert not joint.is_cut(Span(0, len(joint.text) - 1, Label.SECRET))
    assert not whole.is_cut(Span(0, len(whole.text), Label.SECRET))


@given(st.lists(st.text("ab", max_size=3 * REACH), min_size=2, max_size=6))
def test_every_joint_is_read_with_what_is_around_it(texts: list[str]) -> None:
    parts = leaves(*(f"system[{part}].text" for part in range(len(texts))))
    whole, read = "".join(texts), joints(parts, texts, [()] * len(texts))

    for meeting in [len("".join(texts[:part])) for part in range(1, len(texts))]:
        wanted = whole[max(0, meeting - REACH) : meeting + REACH]
        assert not wanted or any(each.first <= max(0, meeting - REACH) and wanted in each.text for each in read)
    for each in read:
        assert whole[each.first :].startswith(each.text)
        for leaf, span in each.parts(Span(0, len(each.text), Label.PERSON)) if each.text else ():
            assert 0 <= span.start < span.end <= len(texts[leaf])
