"""Where a request goes, as aiohttp's connector and the request's first lines say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from aiohttp import ClientRequest
from aiohttp.hdrs import HOST
from yarl import URL

from gateway.core.host import host_header

OWN_HEADERS = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")
"""Headers that aiohttp would add by itself; ours come from `Outgoing` alone."""
_ENDS_LINE = re.compile(r"[\r\n\0]")


@lru_cache(maxsize=256)
def request_to(method: str, url: str) -> ClientRequest:
    """What the connector needs to be told to connect. Never sent itself.

    Addresses come from configuration and hold no content, so that each is taken apart once. `ValueError` for one that is none.
    """
    return ClientRequest(method, URL(url, encoded=True), skip_auto_headers=OWN_HEADERS)


def head(request: ClientRequest, headers: Iterable[tuple[str, str]], length: int) -> bytes:
    """The request's head: the address to the letter, `Host`, the given headers, the body's length, and nothing else.

    `ValueError` for a header that would end its line.
    """
    lines = [f"{name}: {value}" for name, value in headers]
    _check(lines)
    return "\r\n".join([_opening(request.method, request.url), *lines, f"Content-Length: {length}", "", ""]).encode()


@lru_cache(maxsize=256)
def _opening(method: str, url: URL) -> str:
    """The first two lines, which are the same for all calls of an address."""
    lines = [f"{method} {url.raw_path_qs} HTTP/1.1", f"{HOST}: {host_header(str(url))}"]
    _check(lines)
    return "\r\n".join(lines)


def _check(lines: Sequence[str]) -> None:
    if _ENDS_LINE.search("".join(lines)):
        raise ValueError("a header holds the end of its line")
