"""Any edit of an audit chain is found, and any record survives the way to its row and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from gateway.core.audit import NONCE_BYTES, Chain, decode, encode, read, verify
from gateway.core.ledger import ChainedRecord, Event, Missing, Record

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
facts = st.dictionaries(
    texts,
    texts | numbers | st.booleans() | st.lists(texts, max_size=3) | st.dictionaries(texts, numbers, max_size=3),
    max_size=5,
)
records = st.builds(
    Record,
    texts,
    st.sampled_from(Event),
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(["", "acme"]),
    facts,
)
nonces = st.binary(min_size=NONCE_BYTES, max_size=NONCE_BYTES)


@st.composite
def chains(draw: st.DrawFn, least: int = 1) -> list[ChainedRecord]:
    drawn = draw(st.lists(records, min_size=least, max_size=6))
    rows = [encode(record) for record in drawn]
    made = Chain("w").extend(rows, [draw(nonces) for _ in rows])
    return [read(link) for link in made]


@given(records)
def test_a_record_survives_the_way_to_its_row_and_back(record: Record) -> None:
    back = decode(encode(record))

    assert back == record
    assert {name: type(fact) for name, fact in back.facts.items()} == {
        name: type(fact) for name, fact in record.facts.items()
    }


@given(chains(), st.sets(st.integers(0, 5)))
def test_a_whole_chain_verifies_whatever_expired(chain: list[ChainedRecord], expired: set[int]) -> None:
    swept = [
        replace(link, record=Missing.EXPIRED, nonce=b"") if at in expired else link for at, link in enumerate(chain)
    ]

    assert verify(swept) == []


@given(chains(), st.data())
def test_an_edit_of_any_field_is_found(chain: list[ChainedRecord], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(chain) - 1))
    field = data.draw(st.sampled_from(["writer", "sequence", "nonce", "previous", "digest", "row_hash", "record"]))
    values: dict[str, st.SearchStrategy[Any]] = {
        "writer": st.just("v"),
        "sequence": st.integers(-2, 2**65),
        "nonce": st.binary(max_size=20),
        "previous": st.binary(max_size=33),
        "digest": st.binary(max_size=33),
        "row_hash": st.binary(max_size=33),
        "record": records | st.just(Missing.DAMAGED),
    }
    edited = replace(chain[at], **{field: data.draw(values[field])})
    assume(edited != chain[at])

    assert verify([*chain[:at], edited, *chain[at + 1 :]])


@given(chains(least=2), st.data())
def test_a_rewritten_record_with_fresh_digests_is_found_by_its_follower(
    chain: list[ChainedRecord], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(chain) - 2))
    forged = Chain("w")
    rows = [encode(link.record) for link in chain[:at] if isinstance(link.record, Record)]
    forged.extend(rows, [link.nonce for link in chain[:at]])
    other = read(forged.link(encode(data.draw(records)), data.draw(nonces)))
    assume(other.row_hash != chain[at].row_hash)

    found = verify([*chain[:at], other, *chain[at + 1 :]])

    assert [problem.sequence for problem in found] == [at + 2]


@given(chains(least=2), st.data())
def test_a_deletion_before_the_end_is_found(chain: list[ChainedRecord], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(chain) - 2))

    (problem,) = verify([*chain[:at], *chain[at + 1 :]])

    assert problem.sequence == at + 2
    assert "missing" in problem.what


@given(chains(least=2), st.data())
def test_a_swap_is_found(chain: list[ChainedRecord], data: st.DataObject) -> None:
    one, other = sorted(data.draw(st.sets(st.integers(0, len(chain) - 1), min_size=2, max_size=2)))
    swapped = list(chain)
    swapped[one], swapped[other] = chain[other], chain[one]

    assert verify(swapped)


@given(chains(), st.data())
def test_an_insertion_is_found(chain: list[ChainedRecord], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(chain) - 1))
    source = data.draw(st.sampled_from(chain))

    assert verify([*chain[:at], source, *chain[at:]])


def test_what_only_checkpoints_can_show_is_not_claimed() -> None:
    rows = [encode(Record("t", Event.INTENT, datetime(2026, 1, 1, tzinfo=UTC), "acme", {"n": n})) for n in range(3)]
    chain = [read(link) for link in Chain("w").extend(rows, [bytes(NONCE_BYTES)] * 3)]

    assert verify(chain[:2]) == []
