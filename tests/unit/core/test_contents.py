"""Each item has one line and comes back from it; a tally tells two contents apart in any order."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.contents import KINDS, Item, LinkItem, Tally, decode, encode, link_of
from tests.support.contents import everything, links, stores

OTHERS = [b"", b"{}", b"[]", b'["tenant"]', b'["stranger",1]', b"[1]", b"null", b'["switch","a","b"]', b'[["switch"]]']


@given(stores())
def test_an_item_comes_back_from_its_line(items: list[Item]) -> None:
    assert [decode(encode(item)) for item in items] == items


def test_each_kind_is_called_what_its_line_begins_with() -> None:
    assert {type(item): encode(item).split(b'"')[1].decode() for item in everything()} == KINDS


@pytest.mark.parametrize("line", OTHERS)
def test_a_line_of_nothing_known_is_no_item(line: bytes) -> None:
    with pytest.raises(ValueError, match="not an item"):
        decode(line)


@given(st.sampled_from(everything()), st.data())
def test_a_line_written_otherwise_is_another_item_or_none(item: Item, data: st.DataObject) -> None:
    line = encode(item)
    at = data.draw(st.integers(0, len(line)))
    with suppress(ValueError):
        assert decode(line[:at] + b" " + line[at:]) != item


def tally(items: list[Item]) -> Tally:
    made = Tally()
    for item in items:
        made.add(item)
    return made


def test_a_tally_is_of_contents_not_of_their_order() -> None:
    items = everything()

    assert tally(items) == tally(items[::-1])
    assert tally(items).counts["consent"] == 3
    for at in range(len(items)):
        assert tally(items) != tally([*items[:at], *items[at + 1 :]])
        assert tally(items) != tally([*items, items[at]])


def test_a_tally_names_the_breaks_of_a_chain() -> None:
    first, second, third = links("acme", "acme")

    assert tally([first, second, third]).broken == []
    assert tally([first, third]).broken == ["writer p1-1, record 3: record 2 is missing before it"]


def test_a_link_is_put_together_from_what_stores_keep() -> None:
    for item in links("acme", "acme", expired=1):
        assert isinstance(item, LinkItem)
        link = item.link
        marks = (link.previous, link.digest, link.row_hash)
        assert link_of(link.writer, link.sequence, marks, link.nonce + link.row) == link
