"""Where an issuer's key set is read: a file, or one GET over a connection of its own.

Nothing is followed and no proxy of the environment is used: the address is the configuration's own. TLS is verified against the
system's authorities.
"""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

MAX_BYTES = 256 * 1024
TIMEOUT_SECONDS = 5.0
_OK = 200


def fetch(keys: Path | str) -> bytes:
    """The key set's bytes. Blocks. `OSError`, which says what happened, when it cannot be had or is too large."""
    found = keys.read_bytes() if isinstance(keys, Path) else _get(keys)
    if len(found) > MAX_BYTES:
        raise OSError("it is larger than a key set can be")
    return found


def _get(url: str) -> bytes:
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", parts.path or "/", headers={"Accept": "application/json"})
        answer = connection.getresponse()
        if answer.status != _OK:
            raise OSError(f"the server answered {answer.status}")
        return answer.read(MAX_BYTES + 1)
    except HTTPException as error:
        raise OSError(f"the server's answer is none ({type(error).__name__})") from None
    finally:
        connection.close()
