"""The audit chain's forms, and what it says about a break."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from gateway.core.audit import Chain, Verifier, decode, encode, genesis, read, stamp, verify
from gateway.core.ledger import ChainedRecord, Event, Missing, Record

AT = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)


def record(trace: str = "t1", **facts: object) -> Record:
    return Record(trace, Event.INTENT, AT, "acme", facts)  # type: ignore[arg-type]


def chain(writer: str = "w1", count: int = 4) -> list[ChainedRecord]:
    rows = [encode(record(f"t{number}")) for number in range(count)]
    return [read(link) for link in Chain(writer).extend(rows, [bytes(16)] * count)]


def test_a_row_is_canonical_json() -> None:
    assert encode(record(b=1, a={"PERSON": 2})) == (
        b'{"at":"2026-03-11T12:00:00.000000+00:00","event":"intent","facts":{"a":{"PERSON":2},"b":1},'
        b'"tenant":"acme","trace":"t1"}'
    )


@pytest.mark.parametrize(
    "fact",
    [None, b"x", [1], [["x"]], {"a": "x"}, {"a": True}, {"a": None}, {1: 1}, {"a": {"b": 1}}, ("x",), AT],
)
def test_a_fact_of_another_type_is_refused(fact: object) -> None:
    with pytest.raises(ValueError, match="a fact is"):
        encode(record(fact=fact))


@pytest.mark.parametrize("fact", [float("nan"), float("inf"), "\ud83d\ude00", ["\ud800"], {"\udfff": 1}])
def test_a_fact_that_json_cannot_hold_exactly_is_refused(fact: object) -> None:
    with pytest.raises(ValueError, match=r"not JSON compliant|surrogates"):
        encode(record(fact=fact))


@pytest.mark.parametrize("at", [AT.replace(tzinfo=None), AT.astimezone(timezone(timedelta(hours=1)))])
def test_a_time_that_is_not_utc_is_refused(at: datetime) -> None:
    with pytest.raises(ValueError, match="UTC"):
        stamp(at)


@pytest.mark.parametrize(
    "row",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        encode(record()) + b" ",
        encode(record()).replace(b'"intent"', b'"other"'),
        encode(record()).replace(b"{}", b'{"a":null}'),
        encode(record()).replace(b"+00:00", b"Z"),
        encode(record()).replace(b'"acme"', b"1"),
    ],
)
def test_a_row_that_no_record_makes_is_damaged(row: bytes) -> None:
    link = Chain("w").link(row, b"n")

    assert read(link).record is Missing.DAMAGED
    assert verify([read(link)])[0].what == "its content is no record"


def test_decoding_gives_the_record_back() -> None:
    assert decode(encode(record(a="x", n=1, f=0.5, on=True, of=["p"], by={"q": 2}))) == record(
        a="x", n=1, f=0.5, on=True, of=["p"], by={"q": 2}
    )


def test_a_link_is_made_as_documented() -> None:
    link = Chain("w").link(b"row", b"nonce")
    row_hash = hashlib.sha256(b"nonce" + b"row").digest()

    assert link.previous == hashlib.sha256(b"isogate audit chain 1\0w").digest()
    assert link.row_hash == row_hash
    assert link.digest == hashlib.sha256(link.previous + b"\0\0\0\0\0\0\0\1" + row_hash).digest()


def test_writers_may_interleave() -> None:
    mixed = [link for pair in zip(chain("w1"), chain("w2"), strict=True) for link in pair]

    assert verify(mixed) == []


def test_each_break_is_named_by_writer_and_number() -> None:
    first, second, third, fourth = chain()
    changed = replace(second, record=record("other"))

    assert [str(problem) for problem in verify([first, changed, fourth, third])] == [
        "writer w1, record 2: its content was changed",
        "writer w1, record 4: record 3 is missing before it",
        "writer w1, record 3: it is out of order or there twice",
    ]


def test_a_missing_beginning_is_found() -> None:
    assert [problem.what for problem in verify(chain()[2:])] == ["records from 1 are missing before it"]


def test_a_chain_under_another_writers_name_is_found() -> None:
    assert verify([replace(link, writer="w2") for link in chain()])


def test_an_expired_record_must_have_lost_its_nonce_too() -> None:
    (link,) = chain(count=1)

    assert verify([replace(link, record=Missing.EXPIRED, nonce=b"")]) == []
    assert verify([replace(link, record=Missing.EXPIRED)])


def test_an_expired_row_hash_cannot_be_exchanged() -> None:
    (link,) = chain(count=1)

    assert verify([replace(link, record=Missing.EXPIRED, nonce=b"", row_hash=bytes(32))])


def test_a_chain_moves_only_when_told() -> None:
    growing = Chain("w")
    link = growing.link(b"row", b"n")

    assert growing.link(b"row", b"n") == link
    growing.advance(link)
    assert growing.link(b"row", b"n").previous == link.digest


def test_a_link_that_does_not_follow_the_head_is_refused() -> None:
    growing = Chain("w")
    link = growing.link(b"row", b"n")
    growing.advance(link)

    with pytest.raises(ValueError, match="does not follow"):
        growing.advance(link)


def test_each_writer_begins_elsewhere() -> None:
    assert genesis("w1") != genesis("w2")


def test_a_verifier_goes_on_after_a_break() -> None:
    verifier = Verifier()
    first, _, third, fourth = chain()

    assert [len(verifier.check(link)) for link in (first, third, fourth)] == [0, 1, 0]
