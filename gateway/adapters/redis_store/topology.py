"""Who holds which slot of a cluster, as one of its servers tells it (`CLUSTER NODES`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redis.crc import REDIS_CLUSTER_HASH_SLOTS, key_slot

from gateway.adapters.redis_store.address import Address

_SLOTS_FROM = 8
"""Words of a line before its slots: id, address, flags, primary, ping, pong, epoch, link."""
_NOT_THERE = frozenset({"handshake", "noaddr"})


@dataclass(frozen=True, slots=True)
class Topology:
    """A cluster at one moment, in one server's eyes."""

    epoch: int
    """Rises with every failover and every slot that moves: of two views the higher is the later."""
    holders: Sequence[Address | None]
    """Each slot's primary; None for a slot that nobody holds."""
    replicas: dict[Address, tuple[Address, ...]]
    """Each primary that holds slots, with its replicas: those that do not answer are among them."""

    def servers(self) -> list[Address]:
        """Everybody, primaries first."""
        return [*self.replicas, *[each for some in self.replicas.values() for each in some]]

    def says(self, slot: int, holder: Address) -> bool:
        """Whether that server holds the slot; nobody holds what is no slot."""
        return 0 <= slot < len(self.holders) and self.holders[slot] == holder

    def missing(self) -> int:
        """How many slots nobody holds."""
        return self.holders.count(None)


@dataclass(frozen=True, slots=True)
class _Node:
    name: str
    address: Address
    flags: frozenset[str]
    primary: str
    epoch: int
    slots: Sequence[str]


def slot_of(key: str) -> int:
    """The slot of a key."""
    return key_slot(key.encode())


def read_topology(text: str, asked: Address) -> Topology:
    """From what `CLUSTER NODES` says; `asked` stands for a host that the server does not know. `ValueError`: no such text."""
    nodes = [_node(line.split(" "), asked) for line in text.splitlines()]
    there = [node for node in nodes if not node.flags & _NOT_THERE]
    primaries = [node for node in there if "master" in node.flags and node.slots]
    holders: list[Address | None] = [None] * REDIS_CLUSTER_HASH_SLOTS
    for node in primaries:
        for slots in node.slots:
            first, _, last = slots.partition("-")
            count = int(last or first) + 1 - int(first)
            holders[int(first) : int(first) + count] = [node.address] * count
    if len(holders) != REDIS_CLUSTER_HASH_SLOTS:
        raise ValueError("there are slots beyond the last")
    return Topology(
        max([node.epoch for node in primaries], default=0),
        holders,
        {
            node.address: tuple([each.address for each in there if each.primary == node.name and "slave" in each.flags])
            for node in primaries
        },
    )


def _node(words: Sequence[str], asked: Address) -> _Node:
    if len(words) < _SLOTS_FROM:
        raise ValueError("this is no line of CLUSTER NODES")
    host, _, port = words[1].partition("@")[0].rpartition(":")
    # `[…]`: a slot on its way, which still belongs to the server that lists it without
    slots = [each for each in words[_SLOTS_FROM:] if not each.startswith("[")]
    return _Node(
        words[0],
        Address(host.strip("[]") or asked.host, int(port)),
        frozenset(words[2].split(",")),
        words[3],
        int(words[6]),
        slots,
    )
