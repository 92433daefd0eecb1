"""Where failures of aiohttp, the network and a provider's status become refusals; their texts go nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType

from aiohttp import ClientError
from aiohttp.http_exceptions import HttpProcessingError

from gateway.core.errors import Code, Refusal

LONGEST_WAIT_SECONDS = 300
"""Bound of what a provider's `Retry-After` may ask of callers."""
_WAITING = frozenset({429, 503})


class Translating:
    """`with TRANSLATING:` turns what the transport raises into `provider_timeout` or `provider_error`.

    A class, not a generator: it is entered once for each piece of a stream.
    """

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Translate; refusals, cancellation and faults of our own pass."""
        if isinstance(error, TimeoutError):
            raise Refusal(Code.PROVIDER_TIMEOUT) from None
        if isinstance(error, (ClientError, HttpProcessingError, OSError)):
            raise Refusal(Code.PROVIDER_ERROR) from None


TRANSLATING = Translating()


def refuse_status(status: int, headers: Mapping[str, str]) -> None:
    """Let 2xx pass; the rest, redirects too, is `provider_error`, with the wait that 429 and 503 ask for."""
    if not 200 <= status < 300:  # noqa: PLR2004 - HTTP's success class
        wait = retry_after_seconds(headers.get("retry-after"), datetime.now(UTC)) if status in _WAITING else None
        raise Refusal(Code.PROVIDER_ERROR, retry_after_seconds=wait)


def retry_after_seconds(value: str | None, now: datetime) -> int | None:
    """Seconds, within 1 and 300, that a `Retry-After` asks for; None if it cannot be read.

    It is a number or a date (RFC 9110 section 10.2.3).
    """
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        # Long digits are capped before they become a number: int() of many digits is quadratic.
        seconds = int(text[:6]) if len(text) <= 6 else LONGEST_WAIT_SECONDS  # noqa: PLR2004
    else:
        try:
            date = parsedate_to_datetime(text)
        except ValueError:
            return None
        seconds = int((date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds())
    return min(max(seconds, 1), LONGEST_WAIT_SECONDS)
