"""Why a server cannot be asked, and what mends it: for whoever starts a gateway.

Fixed words; nothing that a server said, which could hold anything, but for the command that it forbids.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Sequence

from redis.exceptions import (
    AuthenticationError,
    BusyLoadingError,
    ClusterDownError,
    InvalidResponse,
    MasterDownError,
    MovedError,
    NoPermissionError,
    OutOfMemoryError,
    ReadOnlyError,
    ResponseError,
)
from redis.exceptions import ConnectionError as RedisConnectionError

_OURS = "?ssl_certfile=/path/ours.pem&ssl_keyfile=/path/ours.key"
_NO_REDIS = "what answers there is no Redis: correct host and port in store.url"
_OF_CLUSTER = "it is one server of a cluster: write redis+cluster:// or rediss+cluster:// in store.url"
_REPLICA = "it is a replica: give the primary's address in store.url"
_REFUSES = (
    "it refuses the user and password of store.url, or wants some: write redis://user:password@host:port, and"
    " percent-encode signs such as @ / : # in them"
)
_NO_TLS = f"TLS does not come about: look whether it speaks TLS at this port and whether it wants a certificate of ours ({_OURS})"
_SILENT = (
    "it does not answer in time: look at its log, at the network, and whether it speaks TLS at this port"
    " (rediss:// in store.url, else redis://)"
)
_HANGS_UP = (
    f"it hangs up: look at its log, whether it speaks TLS there (rediss://) or wants a certificate of ours ({_OURS})"
)
_SAID = (
    ("max number of clients", "it has no connection left: raise its maxclients, or find who holds them"),
    ("DENIED", "it answers its own machine alone (protected-mode): give it a password, and bind the address"),
    ("DB index", "it has no database of this number: end store.url with /0"),
    ("SELECT is not allowed", _OF_CLUSTER),
    ("MISCONF", "it cannot write to its disk: make room, and look at its log"),
    ("WAIT cannot be used", _REPLICA),
    ("unknown command", _NO_REDIS),
)
"""What stands in an answer, and what it means."""


def _distrust(error: BaseException) -> str:
    return (
        f"it shows a certificate that is not accepted ({getattr(error, 'verify_message', '')}): name it in store.url as its"
        " certificate does, and whoever signed it by ?ssl_ca_certs=/path/ca.pem"
    )


def _no_way(error: BaseException) -> str:
    """The kernel's own word: there is no route, or the like."""
    word = getattr(error, "strerror", None) or type(error).__name__
    return f"no connection comes about ({word}): look at the network"


def _forbidden(error: BaseException) -> str:
    return f"it forbids a command to the user of store.url: {error}"


_CAUSES: Sequence[
    tuple[type[BaseException] | tuple[type[BaseException], ...], str | Callable[[BaseException], str]]
] = (
    (ssl.SSLCertVerificationError, _distrust),
    (ssl.SSLError, _NO_TLS),
    (socket.gaierror, "nobody knows its name: correct store.url, or look at the name service"),
    (ConnectionRefusedError, "nobody listens there: start it, or correct store.url"),
    (AuthenticationError, _REFUSES),
    (NoPermissionError, _forbidden),
    (BusyLoadingError, "it reads its data from disk: wait"),
    (ReadOnlyError, _REPLICA),
    (MasterDownError, _REPLICA),
    (OutOfMemoryError, "it is full: raise maxmemory, or add primaries"),
    (MovedError, _OF_CLUSTER),
    (ClusterDownError, "its cluster is down: look at CLUSTER INFO"),
    (InvalidResponse, _NO_REDIS),
    (TimeoutError, _SILENT),
    (ConnectionError, _HANGS_UP),
    (OSError, _no_way),
    (RedisConnectionError, _HANGS_UP),
    ((ValueError, TypeError, KeyError), _NO_REDIS),
)
"""From the particular to the general. What redis-py raises has its reason behind it, so the whole chain is searched for each."""


def why(error: BaseException) -> str:
    """Why a trip failed, with the remedy."""
    chain = tuple(_chain(error))
    said = "".join([str(each) for each in chain if isinstance(each, ResponseError | RedisConnectionError)])
    for mark, meaning in _SAID:
        if mark in said:
            return meaning
    for kind, meant in _CAUSES:
        for each in chain:
            if isinstance(each, kind):
                return meant if isinstance(meant, str) else meant(each)
    return "it refuses what the store needs: look at its log"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
