"""What is said of a server that cannot be asked; at real servers in tests/contracts/test_redis_faults.py and test_tls.py."""

from __future__ import annotations

import socket
import ssl

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import (
    InvalidResponse,
    MovedError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
)

from gateway.adapters.redis_store.unreachable import why


@pytest.mark.parametrize(
    ("reason", "remedy"),
    [
        (ssl.SSLError(1, "wrong version number"), "whether it speaks TLS"),
        (socket.gaierror(-2, "Name or service not known"), "look at the name service"),
        (ConnectionRefusedError(111, "refused"), "start it, or correct store.url"),
        (OSError(113, "No route to host"), "(No route to host)"),
        (InvalidResponse("garbage"), "correct host and port"),
        (MovedError("1 127.0.0.1:1"), "redis+cluster://"),
        (OutOfMemoryError("used memory"), "raise maxmemory"),
        (ReadOnlyError("replica"), "give the primary's address"),
        (ResponseError("WAIT cannot be used with replica instances"), "give the primary's address"),
        (ResponseError("MISCONF Redis is configured to save"), "make room"),
        (ResponseError("DENIED Redis is running in protected mode"), "protected-mode"),
        (ResponseError("DB index is out of range"), "end store.url with /0"),
        (RedisConnectionError("max number of clients reached"), "raise its maxclients"),
        (RedisConnectionError("Connection closed by server."), "it hangs up"),
        (TimeoutError(), "it does not answer in time"),
        (RedisError("something new"), "look at its log"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_the_remedy_is_said_also_when_the_reason_lies_behind_what_the_client_raised(
    reason: Exception, remedy: str
) -> None:
    raised = RedisConnectionError("Error while connecting")
    raised.__cause__ = reason

    assert remedy in why(reason)
    assert remedy in why(raised)


def test_what_a_server_said_is_not_repeated() -> None:
    assert "secret" not in why(ResponseError("ERR secret"))
