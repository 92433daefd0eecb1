"""Everything that a store holds, as a row of items: what is moved from one store to another, backed up and restored.

The order is a tenant, then what belongs to it, tenant after tenant; then the switches that are off; then the audit, each
writer's links in their order. Of a purpose and user the last consent event is the one that holds. What follows from these is no
item: which intents are open follows from the audit.

`encode` is the line of a backup for an item (docs/moving.md lists them); `Tally` says whether two stores hold the same.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Final, NamedTuple, TypeAlias

from gateway.core.audit import NONCE_BYTES, Link, Verifier, read, stamp
from gateway.core.jsontypes import JsonValue
from gateway.core.ledger import ConsentRow, ConsentState, KeyRole, KeyRow, TenantRow, TenantStatus
from gateway.core.strict_json import dump_canonical

_MODULUS: Final = 1 << 256


class TenantItem(NamedTuple):
    """A tenant with its epoch, everybody's part of it included."""

    row: TenantRow
    epoch: int


class ObjectionItem(NamedTuple):
    """An objection on file; the subject is a keyed hash."""

    tenant: str
    subject: str


class MeterItem(NamedTuple):
    """What of a budget is used (`gateway/core/budget.py`)."""

    tenant: str
    meter: str
    window: int
    used: int


class SwitchItem(NamedTuple):
    """A kill switch that is off."""

    switch: str


class LinkItem(NamedTuple):
    """An audit record with its place in its writer's chain, and whose it is."""

    tenant: str
    link: Link


Item: TypeAlias = TenantItem | KeyRow | ConsentRow | ObjectionItem | MeterItem | SwitchItem | LinkItem
KINDS: Final[dict[type[Item], str]] = {
    TenantItem: "tenant",
    KeyRow: "key",
    ConsentRow: "consent",
    ObjectionItem: "objection",
    MeterItem: "meter",
    SwitchItem: "switch",
    LinkItem: "link",
}
"""What each is called in a line and in a tally."""


def link_of(writer: str, sequence: int, marks: tuple[bytes, bytes, bytes], content: bytes) -> Link:
    """A link from what a store keeps. `marks`: previous, digest, row hash; `content`: nonce and row, empty once expired."""
    return Link(writer, sequence, content[:NONCE_BYTES], *marks, content[NONCE_BYTES:])


def encode(item: Item) -> bytes:
    """The item's line, without its end: canonical JSON, an array that begins with the item's kind."""
    return dump_canonical([KINDS[type(item)], *_fields(item)])


def decode(line: bytes) -> Item:
    """The item of a line. `ValueError` for a line that `encode` does not make."""
    try:
        kind, *fields = json.loads(line)
        item = _READERS[kind](*fields)
        is_ours = encode(item) == line
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValueError("not an item") from None
    if not is_ours:
        raise ValueError("not an item")
    return item


def _fields(item: Item) -> list[JsonValue]:
    match item:
        case TenantItem(row, epoch):
            return [row.tenant, row.status.value, _text(row.root_key), stamp(row.created), epoch]
        case KeyRow():
            return _key_fields(item)
        case ConsentRow(tenant, purpose, user, state, version, at):
            return [tenant, purpose, user, state.value, version, stamp(at)]
        case ObjectionItem() | MeterItem() | SwitchItem():
            return [*item]
        case LinkItem(tenant, link):
            marks = map(_text, (link.previous, link.digest, link.row_hash, link.nonce + link.row))
            return [tenant, link.writer, link.sequence, *marks]


def _key_fields(row: KeyRow) -> list[JsonValue]:
    ends, used = row.expires, row.last_used
    return [
        row.tenant,
        row.key_id,
        row.digest,
        row.role.value,
        [*sorted(row.purposes)],
        stamp(row.created),
        None if ends is None else stamp(ends),
        row.revoked,
        None if used is None else used.isoformat(),
    ]


def _tenant(tenant: str, status: str, root_key: str, created: str, epoch: int) -> Item:
    return TenantItem(TenantRow(tenant, TenantStatus(status), _bytes(root_key), datetime.fromisoformat(created)), epoch)


def _key(*fields: JsonValue) -> Item:
    tenant, key_id, digest, role, purposes, created, expires, revoked, used = fields
    if not isinstance(purposes, list):
        raise TypeError
    return KeyRow(
        str(key_id),
        str(tenant),
        str(digest),
        KeyRole(str(role)),
        frozenset(map(str, purposes)),
        datetime.fromisoformat(str(created)),
        None if expires is None else datetime.fromisoformat(str(expires)),
        bool(revoked),
        None if used is None else date.fromisoformat(str(used)),
    )


def _consent(tenant: str, purpose: str, user: str, state: str, version: str, at: str) -> Item:
    return ConsentRow(tenant, purpose, user, ConsentState(state), version, datetime.fromisoformat(at))


def _link(tenant: str, writer: str, sequence: int, *texts: str) -> Item:
    previous, digest, row_hash, content = map(_bytes, texts)
    return LinkItem(tenant, link_of(writer, sequence, (previous, digest, row_hash), content))


_READERS: Final[dict[str, Callable[..., Item]]] = {
    "tenant": _tenant,
    "key": _key,
    "consent": _consent,
    "objection": ObjectionItem,
    "meter": MeterItem,
    "switch": SwitchItem,
    "link": _link,
}


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


@dataclass(slots=True)
class Tally:
    """What items there were: how many of each kind, and a sum that is equal for equal items in any order.

    The sum is one of hashes modulo 2**256: it shows what a fault loses or changes; who forges is kept out otherwise.
    """

    counts: Counter[str] = field(default_factory=Counter)
    sum: int = 0
    broken: list[str] = field(default_factory=list, compare=False)
    """What is wrong with the audit's chains; only when the links come in their order."""
    _verifier: Verifier = field(default_factory=Verifier, compare=False)

    def add(self, item: Item) -> None:
        """Count one more."""
        self.counts[KINDS[type(item)]] += 1
        self.sum = (self.sum + int.from_bytes(sha256(encode(item)).digest())) % _MODULUS
        if isinstance(item, LinkItem):
            self.broken += map(str, self._verifier.check(read(item.link)))
