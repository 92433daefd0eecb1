"""The audit's hash chain, one per writer: a record changed, dropped, moved or slipped in shows (C9.2, T33).

A record's row is its canonical JSON. Each link holds

    row_hash = SHA-256(nonce ‖ row)
    digest   = SHA-256(previous ‖ sequence ‖ row_hash)

where `previous` is the digest before it (a writer's first link follows `genesis(writer)`) and `sequence`
counts from 1. When a record expires, its row and its nonce are deleted: `row_hash` keeps the chain
verifiable, and without the nonce nobody can guess what the row said.

A chain cannot show that its last records, or a whole writer, are gone, nor that somebody rewrote a tail and
all digests after it: that takes signed checkpoints of the heads, kept elsewhere. Nor does it say whether an
expiry was due.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, compress
from typing import NamedTuple

from gateway.core.ledger import ChainedRecord, Event, Missing, Record
from gateway.core.strict_json import dump_canonical

NONCE_BYTES = 16
_GENESIS = b"isogate audit chain 1\0"
_SEQUENCE_BYTES = 8
_BEGUN = hashlib.sha256()
_TEXT = frozenset({str})
_NUMBERS = frozenset({int, float})
_COUNTS = frozenset({dict})
_NESTED = _COUNTS | {list}
_FACTS = _NESTED | {str, int, float, bool}
_FIELDS = frozenset({"at", "event", "facts", "tenant", "trace"})


def encode(record: Record) -> bytes:
    """The record's row: canonical JSON, equal for equal records. `ValueError` for facts of another type."""
    if not _are_facts(record.facts):
        raise ValueError("a fact is a string, a number, a list of strings or a mapping to numbers")
    return dump_canonical(
        {
            "at": stamp(record.at),
            "event": str(record.event),
            "facts": record.facts,
            "tenant": record.tenant,
            "trace": record.trace,
        }
    )


def decode(row: bytes) -> Record:
    """The record of a row. `ValueError` for bytes that `encode` does not make."""
    fields = json.loads(row.decode("utf-8"))
    if not isinstance(fields, dict) or fields.keys() != _FIELDS or not isinstance(fields["facts"], dict):
        raise ValueError("not a record")
    if not all(isinstance(fields[name], str) for name in ("at", "event", "tenant", "trace")):
        raise ValueError("not a record")
    at = datetime.fromisoformat(fields["at"])
    record = Record(fields["trace"], Event(fields["event"]), at, fields["tenant"], fields["facts"])
    if encode(record) != row:
        raise ValueError("not in canonical form")
    return record


def stamp(at: datetime) -> str:
    """A UTC time as text of one width: texts sort as times do. `ValueError` for another zone, or none."""
    if at.tzinfo is not UTC:
        if at.utcoffset() != timedelta(0):
            raise ValueError("times are UTC and aware")
        at = at.astimezone(UTC)
    return at.isoformat(timespec="microseconds")


def genesis(writer: str) -> bytes:
    """What a writer's first record follows: its own name, so that no chain passes for another writer's."""
    return _sha256(_GENESIS + writer.encode("utf-8", "surrogatepass"))


class Chain:
    """A writer's chain as it grows.

    Whoever cannot tell whether a link was written must go on under a new writer.
    """

    __slots__ = ("_previous", "_sequence", "writer")

    def __init__(self, writer: str, previous: bytes | None = None, sequence: int = 0) -> None:
        """Begin at the writer's genesis, or after the link of that digest and number."""
        self.writer = writer
        self._previous = genesis(writer) if previous is None else previous
        self._sequence = sequence

    def copy(self) -> Chain:
        """A chain with the same head that grows on its own: what is tried on it leaves this one as it is."""
        return Chain(self.writer, self._previous, self._sequence)

    def link(self, row: bytes, nonce: bytes) -> Link:
        """The link that would come next. The chain itself does not move until `advance`."""
        sequence, previous = self._sequence + 1, self._previous
        row_hash = _sha256(nonce + row)
        return Link(self.writer, sequence, nonce, previous, _digest(previous, sequence, row_hash), row_hash, row)

    def advance(self, link: Link) -> None:
        """Take `link` as written: the next one follows it. `ValueError` if it does not follow the head."""
        if (link.writer, link.sequence, link.previous) != (self.writer, self._sequence + 1, self._previous):
            raise ValueError("the link does not follow this chain's head")
        self._previous, self._sequence = link.digest, link.sequence

    def extend(self, rows: Iterable[bytes], nonces: Iterable[bytes]) -> list[Link]:
        """Consecutive links for several rows; the chain advances over them."""
        made = []
        for row, nonce in zip(rows, nonces, strict=True):
            link = self.link(row, nonce)
            self._previous, self._sequence = link.digest, link.sequence
            made.append(link)
        return made


class Link(NamedTuple):
    """One row with its place in a chain, ready for a store: a tuple, for it is made for every record."""

    writer: str
    sequence: int
    nonce: bytes
    previous: bytes
    digest: bytes
    row_hash: bytes
    row: bytes


def read(link: Link) -> ChainedRecord:
    """A stored link as a record: `DAMAGED` if its row is none, `EXPIRED` if row and nonce are empty."""
    record: Record | Missing
    if not link.row and not link.nonce:
        record = Missing.EXPIRED
    else:
        try:
            record = decode(link.row)
        except (ValueError, RecursionError):
            record = Missing.DAMAGED
    return ChainedRecord(link.writer, link.sequence, link.nonce, link.previous, link.digest, link.row_hash, record)


@dataclass(frozen=True, slots=True)
class Problem:
    """One break of a chain."""

    writer: str
    sequence: int
    what: str

    def __str__(self) -> str:
        return f"writer {self.writer}, record {self.sequence}: {self.what}"


class Verifier:
    """Checks links as they come: each writer's in the order of its sequence, writers in any mixture."""

    def __init__(self) -> None:
        """Begin with no writer seen."""
        self._heads: dict[str, tuple[int, bytes]] = {}

    def check(self, record: ChainedRecord) -> list[Problem]:
        """What is wrong with the next record; empty when it follows its writer's last one."""
        sequence, head = self._heads.get(record.writer, (0, genesis(record.writer)))
        found = [*_order(record, sequence, head), *_content(record)]
        if record.sequence > sequence:
            self._heads[record.writer] = (record.sequence, record.digest)
        return [Problem(record.writer, record.sequence, what) for what in found]


def verify(records: Iterable[ChainedRecord]) -> list[Problem]:
    """Every problem of a whole chain, in the order met; empty when it holds."""
    verifier = Verifier()
    return [problem for record in records for problem in verifier.check(record)]


def _digest(previous: bytes, sequence: int, row_hash: bytes) -> bytes:
    return _sha256(previous + sequence.to_bytes(_SEQUENCE_BYTES, "big") + row_hash)


def _sha256(data: bytes) -> bytes:
    """By a hash that was begun once: to begin one takes OpenSSL's look-up of it (`derive.py`)."""
    begun = _BEGUN.copy()
    begun.update(data)
    return begun.digest()


def _order(record: ChainedRecord, sequence: int, head: bytes) -> list[str]:
    expected = sequence + 1
    if record.sequence > expected:
        gap = f"record {expected} is" if record.sequence == expected + 1 else f"records from {expected} are"
        return [f"{gap} missing before it"]
    if record.sequence < expected:
        return ["it is out of order or there twice"]
    return [] if record.previous == head else ["it does not follow the record before it"]


def _content(record: ChainedRecord) -> list[str]:
    found = []
    if record.record is Missing.DAMAGED:
        found.append("its content is no record")
    elif record.record is Missing.EXPIRED:
        found += ["its nonce stayed when its content expired"] * bool(record.nonce)
    elif _row_hash(record.nonce, record.record) != record.row_hash:
        found.append("its content was changed")
    if not 0 < record.sequence < 1 << (8 * _SEQUENCE_BYTES):
        found.append("its number is impossible")
    elif _digest(record.previous, record.sequence, record.row_hash) != record.digest:
        found.append("its link was changed")
    return found


def _row_hash(nonce: bytes, record: Record | Missing) -> bytes | None:
    try:
        return _sha256(nonce + encode(record)) if isinstance(record, Record) else None
    except ValueError:
        return None


# This runs twice a call, so types are compared a row at a time, without a step of ours for each fact.


def _are_facts(facts: object) -> bool:
    if not isinstance(facts, dict) or not _TEXT.issuperset(map(type, facts)):
        return False
    values = facts.values()
    types = [*map(type, values)]
    if not _FACTS.issuperset(types):
        return False
    names = chain.from_iterable(compress(values, map(_NESTED.__contains__, types)))
    counts = chain.from_iterable(map(dict.values, compress(values, map(_COUNTS.__contains__, types))))
    return _TEXT.issuperset(map(type, names)) and _NUMBERS.issuperset(map(type, counts))
