"""What Redis answers, as what it should be. `TypeError` or `ValueError` for anything else: "cannot tell" is never "no record"."""

from __future__ import annotations

from datetime import date

from gateway.ports.store import UNREADABLE


def epoch(reply: object) -> int:
    """A tenant's epoch: 0 for no tenant, `UNREADABLE` for an error."""
    if isinstance(reply, Exception):
        return UNREADABLE
    return 0 if reply is None else int(text(reply))


def text(reply: object) -> bytes:
    """A text."""
    if not isinstance(reply, bytes):
        raise TypeError("Redis answered something else")
    return reply


def listed(reply: object) -> list[bytes]:
    """A list of texts, or of lists."""
    if not isinstance(reply, list):
        raise TypeError("Redis answered something else")
    return reply


def paired(reply: object) -> dict[bytes, bytes]:
    """A hash's fields and values."""
    each = iter(listed(reply))
    return dict(zip(each, each, strict=True))


def day(text: bytes | None) -> date | None:
    """A date, or None."""
    return None if text is None else date.fromisoformat(text.decode())


def pair(reply: object) -> tuple[object, object]:
    """A list of two."""
    first, second = listed(reply)
    return first, second
