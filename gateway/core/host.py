"""What the `Host` header of a request to an address says: in one place, for a signature covers what is sent."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

_USUAL_PORTS: Final = {"http": 80, "https": 443}


@lru_cache(maxsize=256)
def host_header(url: str) -> str:
    """The host in lower case, an IPv6 address in brackets, with the port unless it is the scheme's own.

    Addresses come from configuration and hold no content, so that each is taken apart once.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removesuffix(".")
    named = f"[{host}]" if ":" in host else host
    return named if parts.port in {None, _USUAL_PORTS.get(parts.scheme)} else f"{named}:{parts.port}"
