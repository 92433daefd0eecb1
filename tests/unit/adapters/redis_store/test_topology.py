"""`CLUSTER NODES`, read; its lines are as Redis 7.0 writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.redis_store.address import Address
from gateway.adapters.redis_store.keys import SWITCHES, TENANTS, TenantKeys
from gateway.adapters.redis_store.topology import read_topology, slot_of

NODES = """\
a1 10.0.0.1:6379@16379,one.example master - 0 1 3 connected 0-5460 [5461-<-b1]
b1 10.0.0.2:6379@16379 master - 0 1 7 connected 5461-10922 10925
c1 :6379@16379 myself,master - 0 1 5 connected 10924 10926-16383
a2 10.0.0.4:6379@16379 slave a1 0 1 3 connected
a3 10.0.0.5:6379@16379 slave,fail a1 0 1 3 disconnected
b2 :0@0 slave,noaddr b1 0 1 7 disconnected
old 10.0.0.7:6379@16379 master,fail - 0 1 9 disconnected
"""
ASKED = Address("10.0.0.3", 1)
A, B, C = Address("10.0.0.1", 6379), Address("10.0.0.2", 6379), Address("10.0.0.3", 6379)


def test_each_slot_has_its_primary() -> None:
    topology = read_topology(NODES, ASKED)

    assert [topology.holders[slot] for slot in (0, 5460, 5461, 10922, 10923, 10924, 10925, 16383)] == [
        A, A, B, B, None, C, B, C,
    ]  # fmt: skip
    assert topology.missing() == 1


def test_nobody_holds_what_is_no_slot() -> None:
    topology = read_topology(NODES, ASKED)

    assert [topology.says(slot, C) for slot in (-1, 0, 16383, 16384)] == [False, False, True, False]


def test_a_replica_that_does_not_answer_counts_and_one_without_address_does_not() -> None:
    topology = read_topology(NODES, ASKED)

    assert topology.replicas == {A: (Address("10.0.0.4", 6379), Address("10.0.0.5", 6379)), B: (), C: ()}
    assert len(topology.servers()) == 5


def test_the_epoch_is_that_of_those_who_hold_slots() -> None:
    assert read_topology(NODES, ASKED).epoch == 7


@pytest.mark.parametrize(
    "text", ["OK", "a1 h master", "a1 h:x@1 master - 0 1 3 connected", "a1 h:1@1 master - 0 1 3 connected 0-16384"]
)
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - int's own words
        read_topology(text, ASKED)


@given(st.text(max_size=8))
def test_all_keys_of_a_tenant_have_one_slot(tenant: str) -> None:
    keys = TenantKeys(tenant)

    assert len({slot_of(getattr(keys, name)) for name in TenantKeys.__slots__}) == 1
    assert slot_of(TENANTS) == slot_of(SWITCHES)
