"""A real Redis Cluster for a test: primaries with a replica each, formed over the loopback, ended by their own ids."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from redis.crc import REDIS_CLUSTER_HASH_SLOTS, key_slot

from tests.support.redis_server import RedisServer, free_port

PRIMARIES = 3
FORMED_SECONDS = 120.0
NODE_TIMEOUT_MILLISECONDS = 1000
SETTINGS = {
    "cluster_enabled": "yes",
    "cluster_node_timeout": str(NODE_TIMEOUT_MILLISECONDS),
    "cluster_require_full_coverage": "no",
}


class RedisCluster:
    """Six servers; which of them are primaries changes as they fail."""

    def __init__(self, folder: Path, **tls: str) -> None:
        """Start and form it. `tls`: settings by which its servers speak TLS among themselves, and to others beside plain text."""
        self.servers = [_server(folder / f"node{number}", tls) for number in range(2 * PRIMARIES)]
        try:
            self._form()
        except BaseException:
            self.kill()
            raise

    @property
    def url(self) -> str:
        """As `store.url` has it."""
        return "redis+cluster://" + ",".join([f"127.0.0.1:{server.port}" for server in self.servers[:PRIMARIES]])

    @property
    def tls_url(self) -> str:
        """As `store.url` has it, by TLS."""
        return "rediss+cluster://" + ",".join([f"127.0.0.1:{server.tls_port}" for server in self.servers[:PRIMARIES]])

    def kill(self) -> None:
        """All of them are gone."""
        for server in self.servers:
            if server.is_running:
                server.kill()

    def holder(self, key: str) -> RedisServer:
        """The primary that holds a key."""
        slot = key_slot(key.encode())
        for server in self.primaries():
            for slots in _line_of(server, b"myself").split(b" ")[8:]:
                first, _, last = slots.partition(b"-")
                if first.isdigit() and int(first) <= slot <= int(last or first):
                    return server
        raise AssertionError("nobody holds the slot")

    def primaries(self) -> list[RedisServer]:
        """Those that live and say that they hold slots."""
        lines = [(server, _line_of(server, b"myself")) for server in self.servers if server.is_running]
        return [server for server, line in lines if b"master" in line.split(b" ")[2] and len(line.split(b" ")) > 8]

    def replica_of(self, primary: RedisServer) -> RedisServer:
        """Its replica."""
        name = name_of(primary)
        return next(server for server in self.servers if _line_of(server, b"myself").split(b" ")[3] == name)

    def cut_off(self, replica: RedisServer, primary: RedisServer) -> None:
        """It follows no more, as if the wire were cut between the two alone; `heal` mends it."""
        replica.call("CONFIG", "SET", "masterauth", "wrong")
        primary.call("CLIENT", "KILL", "TYPE", "replica")

    @contextmanager
    def nobody_takes_over(self) -> Iterator[None]:
        """Inside, no replica is promoted, however long its primary is away."""
        self._set_node_timeout(60_000)
        try:
            yield
        finally:
            self._set_node_timeout(NODE_TIMEOUT_MILLISECONDS)

    def _set_node_timeout(self, milliseconds: int) -> None:
        for server in self.servers:
            if server.is_running:
                server.call("CONFIG", "SET", "cluster-node-timeout", str(milliseconds))

    def empty(self) -> None:
        """Forget all keys; the cluster stays."""
        for server in self.primaries():
            server.call("FLUSHALL")

    def heal(self) -> None:
        """Start what is dead, let what is paused go on; wait until every primary has its replica again."""
        for server in self.servers:
            if server.is_running:
                server.resume()
                server.call("CONFIG", "SET", "masterauth", "", "repl-diskless-sync-delay", "0")
            else:
                server.start()
        self.wait_until_whole()

    def wait_until_whole(self) -> None:
        """Every server agrees, and every replica follows."""
        wait_until(lambda: all(map(_is_content, self.servers)) and len(self.primaries()) == PRIMARIES)

    def _form(self) -> None:
        first = self.servers[0]
        for number, server in enumerate(self.servers):
            server.call("CLUSTER", "SET-CONFIG-EPOCH", str(number + 1))
            if number < PRIMARIES:
                slots = [REDIS_CLUSTER_HASH_SLOTS * each // PRIMARIES for each in (number, number + 1)]
                server.call("CLUSTER", "ADDSLOTSRANGE", str(slots[0]), str(slots[1] - 1))
            else:
                server.call("CLUSTER", "MEET", "127.0.0.1", str(first.port), str(first.bus_port))
        for server in self.servers[1:PRIMARIES]:
            server.call("CLUSTER", "MEET", "127.0.0.1", str(first.port), str(first.bus_port))
        wait_until(lambda: all(_nodes(server).count(b" connected") == len(self.servers) for server in self.servers))
        for number, server in enumerate(self.servers[PRIMARIES:]):
            server.call("CLUSTER", "REPLICATE", name_of(self.servers[number]).decode())
        self.wait_until_whole()


def name_of(server: RedisServer) -> bytes:
    """A server's id in the cluster."""
    return server.call("CLUSTER", "MYID").split(b"\r\n")[1]


def wait_until(is_so: Callable[[], bool], seconds: float = FORMED_SECONDS) -> None:
    """Wait until it is so; servers that do not answer are asked again."""
    end = time.monotonic() + seconds
    while True:
        try:
            if is_so():
                return
        except (OSError, IndexError, StopIteration):
            pass
        assert time.monotonic() < end, "the cluster does not come to this"
        time.sleep(0.05)


@contextmanager
def closing_cluster(folder: Path) -> Iterator[RedisCluster]:
    """A cluster for the length of a block."""
    cluster = RedisCluster(folder)
    try:
        yield cluster
    finally:
        cluster.kill()


def _server(directory: Path, tls: Mapping[str, str]) -> RedisServer:
    directory.mkdir()
    return RedisServer(directory, **SETTINGS, **tls, **({"tls_port": str(free_port())} if tls else {}))


def _nodes(server: RedisServer) -> bytes:
    return server.call("CLUSTER", "NODES")


def _line_of(server: RedisServer, mark: bytes) -> bytes:
    return next(line for line in _nodes(server).splitlines() if mark in line)


def _is_content(server: RedisServer) -> bool:
    nodes = _nodes(server)
    if b"fail" in nodes or b"handshake" in nodes or nodes.count(b"slave") != PRIMARIES:
        return False
    if b"cluster_state:ok" not in server.call("CLUSTER", "INFO"):
        return False
    return server.is_followed() or b"master_link_status:up" in server.call("INFO", "replication")
