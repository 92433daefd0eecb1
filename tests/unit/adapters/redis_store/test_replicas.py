"""How many replicas are waited for: half of those that may be promoted, rounded up."""

from __future__ import annotations

import pytest

from gateway.adapters.redis_store.replicas import Replicas, UnreplicatedError, connected


@pytest.mark.parametrize(
    ("known", "filling", "needed"),
    [(0, 0, 0), (1, 0, 1), (2, 0, 1), (3, 0, 2), (4, 0, 2), (5, 0, 3), (1, 1, 0), (2, 1, 1), (3, 1, 1), (0, 1, 0)],
)
def test_half_of_them_rounded_up(known: int, filling: int, needed: int) -> None:
    replicas = Replicas()
    replicas.known, replicas.filling = known, filling

    assert replicas.needed() == needed


def test_nothing_is_acknowledged_while_nobody_looked() -> None:
    with pytest.raises(UnreplicatedError):
        Replicas().needed()


def test_those_that_follow_and_those_that_are_being_filled_are_told_apart() -> None:
    info = (
        b"# Replication\r\nrole:master\r\nconnected_slaves:3\r\n"
        b"slave0:ip=10.0.0.1,port=1,state=online,offset=1,lag=0\r\n"
        b"slave1:ip=10.0.0.2,port=1,state=wait_bgsave,offset=0,lag=0\r\n"
        b"slave2:ip=10.0.0.3,port=1,state=online,offset=1,lag=1\r\nmaster_failover_state:no-failover\r\n"
    )

    assert connected(info) == (2, 1)


def test_a_client_that_takes_a_copy_is_no_replica() -> None:
    info = (
        b"slave0:ip=10.0.0.1,port=6379,state=online,offset=1,lag=0\r\n"
        b"slave1:ip=10.0.0.2,port=0,state=wait_bgsave,offset=0,lag=0\r\n"
    )

    assert connected(info) == (1, 0)
