"""From `store.url` to connections: which servers are meant, and how each is dialled.

`redis://` and `rediss://` name one server; `redis+cluster://` and `rediss+cluster://` one or more servers of a cluster, by
commas: `redis+cluster://user:password@10.0.0.1:6379,10.0.0.2:6379`. Any one is enough: the others are learned from it.
`?ssl_ca_certs=/path/ca.pem` names who signs the servers' certificates, if the system does not know them.
"""

from __future__ import annotations

import ssl
from typing import Any, NamedTuple

from redis.asyncio.connection import AbstractConnection, Connection, RedisSSLContext, SSLConnection, parse_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from gateway.ports.store import UnusableStoreError

CLUSTER = "+cluster://"
DEFAULT_PORT = 6379


class Address(NamedTuple):
    """Where a server listens."""

    host: str
    port: int


class Dialling:
    """What a URL says."""

    def __init__(self, url: str) -> None:
        """Connect to nothing. `UnusableStoreError`: no Redis URL, none that checks certificates, or no file to check by."""
        scheme, mark, rest = url.partition(CLUSTER)
        self.is_cluster = bool(mark)
        try:
            options = [parse_url(each) for each in (_each(scheme, rest) if mark else [url])]
        except ValueError:
            raise UnusableStoreError("store.url is no Redis URL: write rediss://host:port/0") from None
        self.seeds = tuple([Address(each.get("host", "localhost"), each.get("port", DEFAULT_PORT)) for each in options])
        """The servers that it names."""
        self._tls: RedisSSLContext | None = None
        self._configure({**options[0]})

    def _configure(self, options: dict[str, Any]) -> None:
        checks = options.get("ssl_cert_reqs", "required"), options.get("ssl_check_hostname", True)
        if checks != ("required", True):
            raise UnusableStoreError("store.url lets any certificate pass: drop its ssl_… options")
        _look_at_authorities(options.get("ssl_ca_certs"))
        if self.is_cluster and options.get("db", 0) != 0:
            raise UnusableStoreError("store.url names a database: a cluster has number 0 only")
        self._kind: type[AbstractConnection] = options.pop("connection_class", Connection)
        self._options = options | {
            "socket_connect_timeout": None,  # a trip has its own deadline
            "socket_timeout": None,
            "retry": Retry(NoBackoff(), 0),
            "protocol": 2,
        }

    def connection(self, address: Address) -> AbstractConnection:
        """A connection, not yet opened."""
        connection = self._kind(**self._options | {"host": address.host, "port": address.port})
        if isinstance(connection, SSLConnection):  # they share one: to load the authorities takes 40 ms of the loop
            self._tls = self._tls or connection.ssl_context
            connection.ssl_context = self._tls
        return connection


def _look_at_authorities(file: str | None) -> None:
    """Now, for a connection would only fail as if nobody listened."""
    if file is None:
        return
    try:
        ssl.create_default_context(cafile=file)
    except OSError as error:  # no such file, or nothing of that kind in it
        raise UnusableStoreError(
            f"store.url names no readable file of certificates (PEM) in ssl_ca_certs: {error.strerror or error}"
        ) from None


def _each(scheme: str, rest: str) -> list[str]:
    """One URL for each server of a cluster's."""
    at = min([place for mark in "/?#" if (place := rest.find(mark)) >= 0], default=len(rest))
    user, mark, servers = rest[:at].rpartition("@")
    return [f"{scheme}://{user}{mark}{server}{rest[at:]}" for server in servers.split(",")]
