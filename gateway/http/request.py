"""Reading a data-plane request: the closed list of headers that count, and the body within its limits.

Headers outside the list are not looked at and go nowhere (T22). A header of the list that comes twice refuses the call: two
parties would each believe another one (T01, T21).
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import field

from gateway.core.errors import Code, Refusal
from gateway.core.values import fixed
from gateway.http.asgi import Receive, Scope

MAX_BODY_BYTES = 1024 * 1024
MAX_BODY_BYTES_WITH_IMAGES = 12 * MAX_BODY_BYTES
"""product.md section 3."""
MAX_SUBJECTS = 100
MAX_ID_CHARACTERS = 128
BODY_SECONDS = 30.0
"""A body that takes longer is a slow-loris (F30)."""

_OPAQUE_ID = re.compile(r"[A-Za-z0-9._:@|+=/-]{1,128}")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_READ = frozenset(
    {
        b"authorization",
        b"x-api-key",
        b"x-account-user",
        b"x-data-subjects",
        b"x-request-id",
        b"content-type",
        b"content-encoding",
        b"content-length",
    }
)


@fixed()
class Head:
    """What the headers said; nothing of it is believed yet."""

    key: str | None = field(repr=False)
    user: str | None = field(repr=False)
    subjects: tuple[str, ...] | None = field(repr=False)
    body_bytes: int | None
    """Stated length; None when the body comes in chunks."""


def request_id(scope: Scope) -> str | None:
    """The caller's `X-Request-Id` if it is one plain id; anything else is not repeated."""
    values = [value for name, value in _headers(scope) if name == b"x-request-id"]
    if not values:
        return None
    text = values[0].decode("latin-1") if len(values) == 1 else ""
    return text if _REQUEST_ID.fullmatch(text) else None


def read_head(scope: Scope) -> Head:
    """The headers that count. Raises `invalid_request`, `invalid_key`, `unsupported_encoding` or `too_large`."""
    if scope.get("query_string"):
        raise Refusal(Code.INVALID_REQUEST, param="query")
    found: dict[bytes, str] = {}
    for name, value in _headers(scope):
        if name in _READ:
            if name in found:
                raise Refusal(Code.INVALID_REQUEST, param=name.decode("ascii"))
            found[name] = value.decode("latin-1")
    _require_plain_json(found, has_body=scope["method"] == "POST")
    return Head(
        key=_key(found),
        user=_opaque(found.get(b"x-account-user"), "x-account-user"),
        subjects=_subjects(found.get(b"x-data-subjects")),
        body_bytes=_length(found.get(b"content-length")),
    )


def _headers(scope: Scope) -> list[tuple[bytes, bytes]]:
    headers = scope["headers"]
    assert isinstance(headers, list)  # noqa: S101 - ASGI's promise, told to the type checker
    return headers


def _require_plain_json(found: dict[bytes, str], *, has_body: bool) -> None:
    if found.get(b"content-encoding", "identity").strip().lower() != "identity":
        raise Refusal(Code.UNSUPPORTED_ENCODING)
    media, _, parameters = found.get(b"content-type", "").partition(";")
    if not has_body or (media == "application/json" and not parameters):
        return
    if media.strip().lower() != "application/json":
        raise Refusal(Code.UNSUPPORTED_ENCODING)
    if parameters.strip().lower().replace('"', "") not in {"", "charset=utf-8"}:
        raise Refusal(Code.UNSUPPORTED_ENCODING)


def _key(found: dict[bytes, str]) -> str | None:
    bearer, api_key = found.get(b"authorization"), found.get(b"x-api-key")
    if bearer is None:
        return api_key
    scheme, _, token = bearer.partition(" ")
    if scheme.lower() != "bearer" or (api_key is not None and api_key != token.strip()):
        raise Refusal(Code.INVALID_KEY)
    return token.strip()


def _opaque(value: str | None, name: str) -> str | None:
    if value is None or value == "":
        return None
    if not _OPAQUE_ID.fullmatch(value):
        raise Refusal(Code.INVALID_REQUEST, param=name)
    return value


def _subjects(value: str | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    if value.strip() == "none":
        return ()
    ids = tuple(part.strip() for part in value.split(","))
    if len(ids) > MAX_SUBJECTS or not all(_OPAQUE_ID.fullmatch(part) for part in ids):
        raise Refusal(Code.INVALID_REQUEST, param="x-data-subjects")
    return ids


def _length(value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isdigit() or len(value) > len(str(MAX_BODY_BYTES_WITH_IMAGES)):
        raise Refusal(Code.TOO_LARGE)
    return int(value)


async def read_body(receive: Receive, max_bytes: int = MAX_BODY_BYTES, *, is_received: bool = False) -> bytes:
    """The whole body. `is_received`: it is here already, so that no time needs to be watched.

    Raises `too_large` at the first byte past the limit, `invalid_request` when it takes too long, and `ConnectionError`
    when the caller left.
    """
    if is_received:
        return await _body(receive, max_bytes)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _body(receive, max_bytes)
    except TimeoutError:
        raise Refusal(Code.INVALID_REQUEST) from None


async def _body(receive: Receive, max_bytes: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionError
        chunk = message.get("body", b"")
        assert isinstance(chunk, bytes)  # noqa: S101 - ASGI's promise, told to the type checker
        size += len(chunk)
        if size > max_bytes:
            raise Refusal(Code.TOO_LARGE)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)
