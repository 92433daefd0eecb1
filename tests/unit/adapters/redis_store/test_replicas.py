"""How many replicas are waited for: half of those that may be promoted, rounded up."""

from __future__ import annotations

import time

import pytest

from gateway.adapters.redis_store import replicas
from gateway.adapters.redis_store.replicas import Replicas, UnreplicatedError, connected, following, is_new


@pytest.mark.parametrize(
    ("known", "new", "needed"),
    [(0, 0, 0), (1, 0, 1), (2, 0, 1), (3, 0, 2), (4, 0, 2), (5, 0, 3), (1, 1, 0), (2, 1, 1), (3, 1, 1), (0, 1, 0)],
)
def test_half_of_them_rounded_up(known: int, new: int, needed: int) -> None:
    here = Replicas()
    here.known = known
    here.saw_new(new, asked=time.monotonic())

    assert here.needed() == needed


@pytest.mark.parametrize(("known", "new", "follow", "needed"), [(1, 1, 1, 1), (2, 2, 1, 1), (4, 2, 3, 2), (3, 1, 1, 1)])
def test_a_new_one_that_follows_is_new_no_more(known: int, new: int, follow: int, needed: int) -> None:
    here = Replicas()
    here.known = known
    here.saw_new(new, asked=time.monotonic())

    assert here.needed(follow) == needed


def test_a_replica_that_was_new_counts_as_soon_as_nobody_says_so_any_more() -> None:
    here = Replicas()
    here.known = 1
    here.saw_new(1, asked=time.monotonic() - replicas.NEW_SECONDS)

    assert not here.has_new()
    assert here.needed() == 1


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
    assert following(info) == 2
    assert following(info.replace(b"state=online,offset=1,lag=1", b"state=online,offset=0,lag=1")) == 1


NEW = b"role:slave\r\nmaster_link_status:down\r\nmaster_link_down_since_seconds:-1\r\nconnected_slaves:0\r\n"
FACTOR = [b"cluster-replica-validity-factor", b"10"]


def test_a_replica_that_never_followed_anybody_since_it_started_does_not_count() -> None:
    assert is_new(NEW, FACTOR)


@pytest.mark.parametrize(
    ("info", "factor"),
    [
        (NEW.replace(b"-1", b"-12"), FACTOR),
        (NEW.replace(b"-1", b"1"), FACTOR),
        (b"role:slave\r\nmaster_link_status:up\r\n", FACTOR),
        (b"role:master\r\n", FACTOR),
        (NEW, [FACTOR[0], b"0"]),
        (NEW, []),
        (NEW, None),
        (None, FACTOR),
    ],
)
def test_any_other_replica_counts_also_one_that_says_nothing(info: object, factor: object) -> None:
    assert not is_new(info, factor)


def test_a_client_that_takes_a_copy_is_no_replica() -> None:
    info = (
        b"slave0:ip=10.0.0.1,port=6379,state=online,offset=1,lag=0\r\n"
        b"slave1:ip=10.0.0.2,port=0,state=wait_bgsave,offset=0,lag=0\r\n"
    )

    assert connected(info) == (1, 0)
